"""The rows of a sheet as tables: which of them names the columns."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from untuned.ingest.load.office.pieces import Piece

_HEAD_ROWS = 15
"""Rows of a table's beginning among which its header is: titles, dates and notes stand above."""


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a sheet that shows something."""

    cells: tuple[str, ...]
    words: bool
    """True when every filled cell holds words."""
    apart: bool = False
    """True when empty rows are above it."""

    @property
    def filled(self) -> int:
        """Cells that show something."""
        return sum(map(bool, self.cells))

    @property
    def columns(self) -> frozenset[int]:
        """The places of the cells that show something, from 0."""
        return frozenset(place for place, cell in enumerate(self.cells) if cell)

    @property
    def gapless(self) -> bool:
        """True for two words or more in cells that follow each other, as the names of columns do."""
        columns = self.columns
        return self.words and len(columns) > 1 and max(columns) - min(columns) < len(columns)

    def shares(self, other: Row) -> bool:
        """True when a cell shows the same in both, as what is merged over them does."""
        return any(mine and mine == its for mine, its in zip(self.cells, other.cells, strict=False))


class _Table:
    """What tells whether rows below an empty one go on with a table: its header is the first of its rows."""

    def __init__(self, rows: Sequence[Row]) -> None:
        self._shapes = {row.columns for row in rows}
        self._words = [row.words for row in rows[1:]]

    def goes_on(self, rows: Sequence[Row]) -> bool:
        """True where a row fills the columns that one of the table does, or all of them together fill those of the table.

        Never where several rows of the table are all words and these all have numbers.
        """
        if len(self._words) > 1 and all(self._words) and not any(row.words for row in rows[1:]):
            return False
        alike = any(row.columns in self._shapes for row in rows if row.filled > 1)
        return alike or _columns(row.columns for row in rows) == _columns(self._shapes)

    def ends_at(self, rows: Sequence[Row]) -> bool:
        """True for several rows of words where each row of the table has a number: these are notes."""
        return len(rows) > 1 and not any(self._words) and all(row.words for row in rows)


def _columns(shapes: Iterable[frozenset[int]]) -> frozenset[int]:
    return frozenset[int]().union(*shapes)


def table_pieces(rows: Sequence[Row]) -> Iterator[Piece]:
    """Each row of a sheet as a row, or as a header where it names the columns of those below it.

    Where no row fits for a header, the first row of words is one.
    """
    heads = set(_heads(rows))
    if not heads and len(rows) > 1 and rows[0].words and rows[0].filled > 1:
        heads = {0}
    for nth, row in enumerate(rows):
        yield Piece(kind="header" if nth in heads else "row", text=" | ".join(row.cells))


def _heads(rows: Sequence[Row]) -> Iterator[int]:
    """The places of the headers: one table goes on below an empty row unless a title or other columns begin another."""
    table: _Table | None = None
    later = False
    for start, end in _parts(rows):
        part = rows[start:end]
        head = 0 if start == 0 and _heads_at_once(part) else _head(part, later=later)
        titled = head is not None and part[0].filled == 1
        if head is not None and (table is None or titled or not table.goes_on(part[head:])):
            yield start + head
            table, later = _Table(part[head:]), True
        elif table is not None and table.ends_at(part):
            table = None


def _parts(rows: Sequence[Row]) -> Iterator[tuple[int, int]]:
    """[start, end) of the runs of rows between empty ones; an empty row below the header of a sheet's first row parts nothing."""
    headed = len(rows) > 1 and rows[0].gapless and rows[0].columns == rows[1].columns
    starts = [nth for nth, row in enumerate(rows) if nth == 0 or (row.apart and not (nth == 1 and headed))]
    yield from zip(starts, [*starts[1:], len(rows)], strict=True)


def _heads_at_once(rows: Sequence[Row]) -> bool:
    """True when the first row of a sheet is its header whatever the width of those below it."""
    return len(rows) > 1 and rows[0].gapless and not rows[0].shares(rows[1])


def _head(rows: Sequence[Row], *, later: bool) -> int | None:
    """The place of the row of words that is wider than all above it and as wide as the one below; None without one, or in doubt.

    `later`: another table of the sheet has its header already, which only a row of words above numbers ends.
    """
    for nth, row in enumerate(rows[:_HEAD_ROWS]):
        below = rows[nth + 1 :]
        if not (below and row.words and row.filled > 1 and all(above.filled < row.filled for above in rows[:nth])):
            continue
        wide = row.filled >= below[0].filled or (row.gapless and len(row.cells) >= len(below[0].cells))
        if wide and not (later and all(one.words for one in below)):
            return None if _is_value(row, below) or (nth and _is_data(row, rows[nth - 1], below)) else nth
    return None


def _is_value(row: Row, below: Sequence[Row]) -> bool:
    """True for what may be a name and its value, above others: two cells, and not each below has a number."""
    pairs = [one for one in below if one.filled > 1]
    return row.filled == 2 and all(one.filled == 2 for one in pairs) and (not pairs or any(one.words for one in pairs))


def _is_data(row: Row, above: Row, below: Sequence[Row]) -> bool:
    """True for what may be the first row under the header `above`, with a note beside it."""
    alike = all(one.filled == row.filled for one in below) and not all(one.words for one in below)
    return above.gapless and not above.shares(row) and not alike
