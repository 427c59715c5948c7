"""The passages of one document that a mention of parts from outside of it leads to."""

from __future__ import annotations

from untuned.ingest.references.listed import FARTHEST
from untuned.ingest.references.outline import Outline
from untuned.text.references.mentions import Mention, Part
from untuned.text.references.nouns import split
from untuned.types.documents import Version
from untuned.types.references import Place


def placed(mention: Mention, version: Version, text: str) -> tuple[Place, ...]:
    """Where each of the parts stands, whole up to 20,000 characters, in the order in which they are named; or that it cannot be told."""
    if mention.within is None and not any(_may_hold(text, part) for part in mention.parts):
        return tuple(Place(status="unresolved") for _ in mention.parts)
    outline = Outline(text, version.blocks, longest=FARTHEST)
    return tuple(outline.part(part, within=mention.within) for part in mention.parts)


def _may_hold(text: str, part: Part) -> bool:
    """False where a text lacks the part's very number, as `12.3` is written in one way alone: an outline of a long text takes long."""
    number, _ = split(part.path)
    return len(number) == 1 or not all(step.isdigit() for step in number) or ".".join(number) in text
