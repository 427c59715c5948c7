"""Hits with their text, read from truth: what a reader reads."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol

from untuned.types.answers import Hit, Passage
from untuned.types.documents import Span, Version
from untuned.types.principal import Principal


class Texts(Protocol):
    """Slices of versions that a principal may read."""

    def slices(self, spans: Sequence[Span], *, principal: Principal) -> Mapping[Span, tuple[Version, str]]:
        """Each readable span with its version and its text; the others are left out."""
        ...


def passages(hits: Sequence[Hit], *, texts: Texts, principal: Principal) -> list[Passage]:
    """The hits' passages in the hits' order; what truth no longer holds, or hides from the principal, is left out."""
    found = texts.slices([hit.chunk.span for hit in hits], principal=principal)
    return [Passage(hit=hit, version=found[hit.chunk.span][0], text=found[hit.chunk.span][1]) for hit in hits if hit.chunk.span in found]
