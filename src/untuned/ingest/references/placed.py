"""The passages of one document that a mention of parts from outside of it leads to."""

from __future__ import annotations

from untuned.ingest.references.outline import Outline
from untuned.text.references.mentions import Mention
from untuned.types.documents import Span, Version


def placed(mention: Mention, version: Version, text: str) -> tuple[Span, ...]:
    """The parts that are meant, in the order in which they are named; those that the document has not, or has several of, are left out."""
    outline = Outline(text, version.blocks)
    places = (outline.part(part, within=mention.within) for part in mention.parts)
    return tuple(Span(version=version.id, start=place.start, end=place.end) for place in places if place.status == "resolved")
