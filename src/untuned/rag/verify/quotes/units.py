"""The whole sentence, line or table row around a match: what is shown of a source."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from typing import Protocol

from untuned.text.regex import regex
from untuned.text.sentences import sentences
from untuned.types.documents import Block, Markup

_FARTHEST = 1_500
"""No more is looked at on either side: contracts hold paragraphs of 20,000 characters."""
_BREAK = regex(r"\n[ \t\r]*\n")
_MARKED_BREAK = regex(r"\n[ \t\r]*\n|\n(?=[ \t]*(?:[-*+•][ \t]|\d{1,3}[.)][ \t]|\||#{1,6}[ \t]|>|```|~~~|/{3}|<!--))|(?<=\|)[ \t]*\n")
_CLAUSE = regex(r"[,;:]\s+|[，、；：]")
_GAP = regex(r"(?<![\d\s])\s+(?![\d\s])")
"""White space between words; beside a number it may stand inside one, as in `1 500`, or before its unit."""
_NEAR = 300
"""So near to the farthest place a clause should end there; else a word."""
_WHOLE_LINES = ("row", "header", "code", "matter")


class Source(Protocol):
    """A text and the kind of marks in it."""

    @property
    def text(self) -> str:
        """The canonical text."""
        ...

    @property
    def markup(self) -> Markup:
        """What may be looked through."""
        ...


def unit_of(source: Source, start: int, end: int, *, blocks: Sequence[Block] = ()) -> tuple[int, int]:
    """[start, end) of the sentences that hold the match; of whole lines in tables and code.

    Of a sentence or line that goes on beyond what is looked at, as much as ends at a clause, or else between two words.
    """
    text = source.text
    left, right, whole_lines = _bounds(source, start, end, blocks)
    left = _first_break(text, left, start) if left == start - _FARTHEST > 0 else left
    right = _last_break(text, end, right) if right == end + _FARTHEST < len(text) else right
    if whole_lines:
        left = max(left, text.rfind("\n", 0, start) + 1)
        line_end = text.find("\n", end)
        right = right if line_end < 0 else min(right, line_end)
        return _bare(text, left, right)
    held = [span for span in sentences(text, left, right) if span[0] < end and start < span[1]]
    return (min(start, held[0][0]), max(end, held[-1][1])) if held else (start, end)


def _bounds(source: Source, start: int, end: int, blocks: Sequence[Block]) -> tuple[int, int, bool]:
    """Where the paragraph, item or row begins and ends, and whether it is shown by lines."""
    text = source.text
    low, high = max(0, start - _FARTHEST), min(len(text), end + _FARTHEST)
    at = bisect_right(blocks, start, key=lambda block: block.start) - 1
    to = bisect_right(blocks, end - 1, key=lambda block: block.start) - 1
    if at >= 0 and start < blocks[at].end and end <= max(blocks[to].end, blocks[at].end):
        first, last = blocks[at], blocks[max(at, to)]
        return max(low, first.start), min(high, last.end), first.kind in _WHOLE_LINES and last.kind in _WHOLE_LINES
    pattern = _MARKED_BREAK if source.markup == "markdown" else _BREAK
    for match in pattern.finditer(text, low, start):
        low = match.end()
    after = pattern.search(text, end, high)
    high = high if after is None else after.start()
    return low, high, source.markup == "markdown" and text[low:start].lstrip()[:1] == "|"


def _first_break(text: str, left: int, start: int) -> int:
    """Where the first clause begins that is whole, else the first word; the match itself where there is none."""
    found = _CLAUSE.search(text, left, min(left + _NEAR, start)) or _GAP.search(text, left, start)
    return start if found is None else found.end()


def _last_break(text: str, end: int, right: int) -> int:
    """Where the last clause ends that is whole, else the last word; the match itself where there is none."""
    clauses = _CLAUSE.finditer(text, max(right - _NEAR, end), right)
    found = max((one.start() for one in clauses), default=None)
    return max((one.start() for one in _GAP.finditer(text, end, right)), default=end) if found is None else found


def _bare(text: str, start: int, end: int) -> tuple[int, int]:
    """[start, end) without the white space at its ends."""
    piece = text[start:end]
    return start + len(piece) - len(piece.lstrip()), start + len(piece.rstrip())
