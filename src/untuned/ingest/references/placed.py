"""The passages of one document that a mention of parts from outside of it leads to."""

from __future__ import annotations

from untuned.ingest.references.listed import FARTHEST
from untuned.ingest.references.outline import Outline
from untuned.text.references.mentions import Mention
from untuned.types.documents import Version
from untuned.types.references import Place


def placed(mention: Mention, version: Version, text: str) -> tuple[Place, ...]:
    """Where each of the parts stands, whole up to 20,000 characters, in the order in which they are named; or that it cannot be told."""
    outline = Outline(text, version.blocks, longest=FARTHEST)
    return tuple(outline.part(part, within=mention.within) for part in mention.parts)
