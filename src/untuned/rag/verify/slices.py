"""Citations of a version's own slices: the quote is verified as any other, at its own place and at no other that reads alike."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import replace

from untuned.rag.verify.desk import blocks_between, citation_of, moved, prepared_between
from untuned.rag.verify.quotes.marks import never_shown
from untuned.rag.verify.quotes.quote import verify_quote
from untuned.text.instructions import addressed
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
        citation = citation_of(verdict, self._version, self._text)
        if addressed(self._text, citation.start, citation.end):
            return replace(verdict, kind="refused", reason="instruction")
        return citation

    def _verdict(self, quote: str, left: int, right: int) -> Verdict:
        blocks = blocks_between(self._version.blocks, left, right)
        prepared = prepared_between(self._version, self._text, left, right, blocks=blocks, unseen=self._unseen)
        return moved(verify_quote(quote, prepared, blocks=blocks), left)


def _around(blocks: Sequence[Block], start: int, end: int) -> tuple[int, int]:
    """[start, end) of the blocks that hold a slice."""
    first = bisect_right(blocks, start, key=lambda block: block.start) - 1
    last = bisect_left(blocks, end, key=lambda block: block.end)
    left = blocks[first].start if first >= 0 and blocks[first].end > start else start
    right = blocks[last].end if last < len(blocks) and blocks[last].start < end else end
    return min(max(left, start - _FARTHEST), start), max(min(right, end + _FARTHEST), end)
