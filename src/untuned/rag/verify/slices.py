"""Citations of a version's own slices: the quote is verified as any other, at its own place and at no other that reads alike."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import replace

from untuned.index.chunk import path_at
from untuned.rag.verify.desk import page_of
from untuned.rag.verify.quotes.marks import never_shown
from untuned.rag.verify.quotes.quote import prepare, verify_quote
from untuned.text.instructions import addressed
from untuned.text.lines import line_of
from untuned.types.answers import Citation, Verdict
from untuned.types.documents import Block, Version

_FARTHEST = 4_000
"""What is looked at on either side in a longer block."""


class Slices:
    """One version, whose slices may be cited."""

    def __init__(self, version: Version, text: str) -> None:
        """`text` is the version's whole text."""
        self._version = version
        self._text = text
        self._unseen = never_shown(text) if version.markup == "markdown" else []

    def cite(self, start: int, end: int) -> Citation | Verdict:
        """The verified citation of [start, end), or the verdict that refuses it; spans count from the version's start."""
        quote = self._text[start:end]
        left, right = _around(self._version.blocks, start, end)
        verdict = self._verdict(quote, left, right)
        if verdict.accepted and not (verdict.spans[0][0] < end and start < verdict.spans[-1][1]):
            verdict = self._verdict(quote, start, right)
        if not verdict.accepted:
            return verdict
        citation = self._citation(verdict)
        if addressed(self._text, citation.start, citation.end):
            return replace(verdict, kind="refused", reason="instruction")
        return citation

    def _verdict(self, quote: str, left: int, right: int) -> Verdict:
        blocks = _blocks(self._version.blocks, left, right)
        hidden = [(block.start, block.end) for block in blocks if block.kind in ("markup", "matter")]
        hidden += [(max(first, left) - left, min(last, right) - left) for first, last in self._unseen if first < right and last > left]
        prepared = prepare(self._text[left:right], markup=self._version.markup, hidden=hidden)
        verdict = verify_quote(quote, prepared, blocks=blocks)
        return replace(
            verdict,
            spans=tuple((one + left, other + left) for one, other in verdict.spans),
            sentence=None if verdict.sentence is None else (verdict.sentence[0] + left, verdict.sentence[1] + left),
        )

    def _citation(self, verdict: Verdict) -> Citation:
        version = self._version
        start, end = verdict.sentence or (verdict.spans[0][0], verdict.spans[-1][1])
        return Citation(
            version=version.id,
            number=version.number,
            path=version.path,
            start=start,
            end=end,
            quote=self._text[start:end],
            line=line_of(self._text, start, version.lines),
            page=page_of(start, version.pages),
            title=version.title,
            headings=path_at(version.blocks, self._text, start),
            verdict=verdict,
        )


def _around(blocks: Sequence[Block], start: int, end: int) -> tuple[int, int]:
    """[start, end) of the blocks that hold a slice."""
    first = bisect_right(blocks, start, key=lambda block: block.start) - 1
    last = bisect_left(blocks, end, key=lambda block: block.end)
    left = blocks[first].start if first >= 0 and blocks[first].end > start else start
    right = blocks[last].end if last < len(blocks) and blocks[last].start < end else end
    return min(max(left, start - _FARTHEST), start), max(min(right, end + _FARTHEST), end)


def _blocks(blocks: Sequence[Block], start: int, end: int) -> list[Block]:
    """The blocks within [start, end), counted from its start."""
    first = bisect_right(blocks, start, key=lambda block: block.end)
    last = bisect_left(blocks, end, key=lambda block: block.start)
    return [replace(block, start=max(block.start, start) - start, end=min(block.end, end) - start) for block in blocks[first:last]]
