"""Columns of rows of print: strips of a page that no row, or hardly one, has ink in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain, pairwise

from untuned.ingest.load.pdf.page import PrintedLine
from untuned.ingest.load.pdf.rows import WIDE, PrintedRow, cut, inks_of

_NARROW = 0.4
"""Times the letters' size: a strip of that width without ink, over several rows, parts columns of a table."""
LEAST_ROWS = 3
LEAST_WIDE_ROWS = 2
_OVER_EDGES = 0.15
"""The share of rows that may have ink between two columns, as a title over both has."""
_LEAST_WIDE = 0.25
"""The share of rows that have a wide gap between two columns, at least."""

Cells = tuple[tuple[PrintedLine, ...], ...]
"""For each column of a row the lines of its cell; () for an empty one."""


def edges_of(rows: Sequence[PrintedRow]) -> list[float]:
    """Where columns part, from left to right: in the middle of a strip without ink, where enough rows have a wide gap.

    Where there is such a place, others without any ink are told by one row with a wide gap, since the name of a narrow column is wide, or
    by their own width in several rows: numbers that are set to the right stand close to what follows them.
    """
    inks = [inks_of(row) for row in rows]
    wide = [(one[1], other[0]) for row, ink in zip(rows, inks, strict=True) for one, other in pairwise(ink) if _is_wide(row, one, other)]
    least = max(LEAST_WIDE_ROWS, _LEAST_WIDE * len(rows))
    if len(wide) < least:
        return []
    found: list[tuple[float, bool]] = []
    for over, first, last in _strips(inks, most=int(_OVER_EDGES * len(rows))):
        x = (first + last) / 2
        gaps = sum(left < x < right for left, right in wide)
        plain = not over and (gaps or (last - first >= _NARROW * rows[0].lines[0].size and len(rows) > LEAST_ROWS))
        if gaps >= least or plain:
            found.append((x, gaps >= least))
    return [x for x, _ in found] if any(sure for _, sure in found) else []


def _is_wide(row: PrintedRow, one: tuple[float, float], other: tuple[float, float]) -> bool:
    return other[0] - one[1] >= WIDE * row.lines[0].size


def _strips(inks: Sequence[Sequence[tuple[float, float]]], *, most: int) -> Iterator[tuple[int, float, float]]:
    """The strips between ink that at most `most` rows have ink in; of each, the part that fewest have: how many, left and right."""
    turns = sorted(chain.from_iterable(((left, 1), (right, -1)) for ink in inks for left, right in ink))
    over = 0
    strip: list[tuple[int, float, float]] = []
    for (x, turn), (following, _) in pairwise(turns):
        over += turn
        if over > most and strip:
            yield min(strip, key=lambda part: (part[0], part[1] - part[2]))
            strip = []
        elif over <= most and following > x:
            strip.append((over, x, following))


def cells_of(row: PrintedRow, edges: Sequence[float]) -> Cells:
    """A row's lines cut where columns part, each part in the cell of its column, as they stand from above and from the left."""
    cells: list[list[PrintedLine]] = [[] for _ in range(len(edges) + 1)]
    for line in row.lines:
        for part in cut(line, [gap for gap in line.gaps if any(gap.left < edge < gap.right for edge in edges)]):
            cells[sum(edge <= part.left for edge in edges)].append(part)
    return tuple(tuple(sorted(cell, key=lambda part: (-part.base, part.left))) for cell in cells)
