"""Hits with their text, read from truth: what a reader reads."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Protocol

from untuned.index.chunk import path_at
from untuned.types.answers import Hit, Passage
from untuned.types.documents import Block, Chunk, Span, Version
from untuned.types.principal import Principal

NEVER_READ = ("markup", "matter")
"""Kinds of blocks that are no text of a document."""


class Texts(Protocol):
    """Slices of versions that a principal may read."""

    def slices(self, spans: Sequence[Span], *, principal: Principal) -> Mapping[Span, tuple[Version, str]]:
        """Each readable span with its version and its text; the others are left out."""
        ...


def passages(hits: Sequence[Hit], *, texts: Texts, principal: Principal) -> list[Passage]:
    """The hits' passages in the hits' order; what truth no longer holds, or hides from the principal, is left out."""
    if not hits:
        return []
    found = texts.slices([hit.chunk.span for hit in hits], principal=principal)
    return [Passage(hit=hit, version=found[hit.chunk.span][0], text=found[hit.chunk.span][1]) for hit in hits if hit.chunk.span in found]


def cut(hits: Sequence[Hit], held: Sequence[Passage], *, texts: Texts, principal: Principal) -> list[Passage]:
    """The same as `passages`, where a text is read only if none of the passages that are held has all of it."""
    found = {hit.chunk.span: _piece(hit, held) for hit in hits}
    missing = [hit for hit in hits if found[hit.chunk.span] is None]
    found.update({one.hit.chunk.span: one for one in passages(missing, texts=texts, principal=principal)})
    return [passage for hit in hits if (passage := found[hit.chunk.span]) is not None]


def _piece(hit: Hit, held: Sequence[Passage]) -> Passage | None:
    """The hit's passage, cut out of one that has all of it."""
    chunk = hit.chunk
    for one in held:
        first, last = chunk.start - one.start, chunk.end - one.start
        if one.version.id == chunk.version and 0 <= first <= last <= len(one.text):
            return Passage(hit=hit, version=one.version, text=one.text[first:last])
    return None


def passage_of(span: Span, version: Version, text: str, *, score: float = 1.0) -> Passage:
    """A span of a version's whole text as a passage, below the headings that stand above its first block."""
    told = _first_content(version.blocks, span)
    chunk = Chunk(
        document=version.document,
        version=version.id,
        ordinal=0,
        start=span.start,
        end=span.end,
        headings=path_at(version.blocks, text, span.start if told is None else told.start),
        language=(told.language if told is not None else "") or version.language,
    )
    return Passage(hit=Hit(chunk=chunk, score=score), version=version, text=text[span.start : span.end])


def below(passage: Passage, heading: str) -> Passage:
    """The passage as it would be read below one more heading."""
    chunk = passage.hit.chunk
    return replace(passage, hit=replace(passage.hit, chunk=replace(chunk, headings=(*chunk.headings, heading))))


def _first_content(blocks: Sequence[Block], span: Span) -> Block | None:
    """The first block of a span that is no heading."""
    meeting = (block for block in blocks if block.start < span.end and block.end > span.start)
    return next((block for block in meeting if block.kind not in ("heading", *NEVER_READ)), None)
