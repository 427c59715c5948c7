"""Lines of print as rows: cells that stand beside each other, each with its further lines."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import chain, pairwise
from typing import NamedTuple

from untuned.ingest.load.pdf.page import Gap, PrintedLine

WIDE = 0.9
"""Times the letters' size: no gap between two words of a sentence is so wide."""
_SAME_BASE = 0.35
"""Times the letters' size: what stands no further up or down stands on one line."""
_NEXT_ROW = 2.6
"""Times the letters' size: what is further below is of no row of the same table."""
NEXT_LINE = 1.5
"""Times the letters' size: what is further below is not of the same cell."""
_TALLEST = 8
"""Lines of the first cell of a row."""


class PrintedRow(NamedTuple):
    """What may be a row: its first cell's lines, the next one's and so on, and how many lines of the page they are."""

    stacks: tuple[tuple[PrintedLine, ...], ...]
    taken: int

    @property
    def lines(self) -> tuple[PrintedLine, ...]:
        """Of all cells."""
        return tuple(chain.from_iterable(self.stacks))

    @property
    def has_gap(self) -> bool:
        """True for several cells, or a line that may be some."""
        return len(self.stacks) > 1 or any(line.gaps for line in self.lines)


def rows_of(lines: Sequence[PrintedLine]) -> list[PrintedRow]:
    """The lines as rows, as far as each may be one."""
    beside = deque(at for at, (one, other) in enumerate(pairwise(lines), start=1) if one.right < other.left)
    rows: list[PrintedRow] = []
    at = 0
    while at < len(lines):
        while beside and beside[0] <= at:
            beside.popleft()
        cells = lines[at].gaps or (beside and beside[0] <= at + _TALLEST)
        rows.append(_row_at(lines, at) if cells else PrintedRow(stacks=((lines[at],),), taken=1))
        at += rows[-1].taken
    return rows


def _row_at(lines: Sequence[PrintedLine], at: int) -> PrintedRow:
    """The row that begins with a line: with the cells beside it, and the further lines of each; the line alone where it has none."""
    line = lines[at]
    parts = cut(line, wide_gaps(line))
    stacks = [[part] for part in parts]
    count = 1
    for nxt in lines[at + 1 :]:
        if not nxt.placed or nxt.page != line.page:
            break
        begun = stacks if len(stacks) == 1 and len(stacks[0]) < _TALLEST else stacks[1:]
        above = next((stack for stack in begun if _under(stack, nxt)), None)
        if nxt.left > max(one.right for stack in stacks for one in stack) and abs(nxt.base - line.base) <= _SAME_BASE * line.size:
            stacks += [[part] for part in cut(nxt, wide_gaps(nxt))]
        elif above is not None and not (len(stacks) > 1 and (wide_gaps(nxt) or _overlap(stacks[0][0], nxt))):
            above.append(nxt)
        else:
            break
        count += 1
    if len(stacks) == 1:
        return PrintedRow(stacks=((line,),), taken=1)
    return PrintedRow(stacks=tuple(map(tuple, stacks)), taken=count)


def _under(stack: Sequence[PrintedLine], line: PrintedLine) -> bool:
    """True for a line that goes on below those of a cell."""
    last = stack[-1]
    return _overlap(last, line) and 0 < last.base - line.base <= NEXT_LINE * last.size


def _overlap(one: PrintedLine, other: PrintedLine) -> bool:
    return one.left < other.right and other.left < one.right


def follows(row: PrintedRow, following: PrintedRow) -> bool:
    """True for a row right below another."""
    last, first = min(row.lines, key=lambda line: line.base), following.lines[0]
    near = 0 < last.base - first.base <= _NEXT_ROW * max(last.size, first.size)
    return near and first.page == last.page and first.placed


def inks_of(row: PrintedRow) -> list[tuple[float, float]]:
    """[left, right] of what a row has between its gaps, from left to right; what stands above or below other ink is one with it."""
    parts = sorted(chain.from_iterable(map(_inks, row.lines)))
    joined: list[tuple[float, float]] = []
    for left, right in parts:
        if joined and left < joined[-1][1]:
            joined[-1] = (joined[-1][0], max(joined[-1][1], right))
        else:
            joined.append((left, right))
    return joined


def _inks(line: PrintedLine) -> Iterator[tuple[float, float]]:
    """[left, right] of a line's parts between its gaps."""
    left = line.left
    for gap in line.gaps:
        yield left, gap.left
        left = gap.right
    yield left, line.right


def cut(line: PrintedLine, gaps: Sequence[Gap]) -> list[PrintedLine]:
    """The line's parts between these of its gaps."""
    if not gaps:
        return [line]
    begins = [(0, line.left), *((gap.end, gap.right) for gap in gaps)]
    ends = [*((gap.start, gap.left) for gap in gaps), (len(line.text), line.right)]
    return [_part(line, begin, end, left, right) for (begin, left), (end, right) in zip(begins, ends, strict=True)]


def _part(line: PrintedLine, begin: int, end: int, left: float, right: float) -> PrintedLine:
    inside = (gap for gap in line.gaps if begin < gap.start and gap.end < end)
    gaps = tuple(Gap(gap.start - begin, gap.end - begin, gap.left, gap.right) for gap in inside)
    return replace(line, text=line.text[begin:end], left=left, right=right, gaps=gaps)


def wide_gaps(line: PrintedLine) -> list[Gap]:
    """The gaps of a line that no sentence has."""
    return [gap for gap in line.gaps if gap.right - gap.left >= WIDE * line.size]
