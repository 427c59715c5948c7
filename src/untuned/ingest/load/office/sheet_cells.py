"""The cells of a sheet by their columns: how a row is made of them, and where merged ones stand."""

from __future__ import annotations

from collections.abc import Mapping

from untuned.ingest.load.office.sheet_tables import Row

_WIDEST = 500

SheetCell = tuple[str, bool]
"""What a cell shows, and whether that is words."""


class Merged:
    """Cells that are merged over several rows: what they show stands beside each of these."""

    def __init__(self) -> None:
        self._begins: dict[int, list[tuple[int, int]]] = {}
        self._open: dict[int, tuple[int, SheetCell]] = {}

    def begin(self, row: int, column: int, last: int) -> None:
        """Notes that the cell of a row and column reaches down to the row `last`."""
        self._begins.setdefault(row, []).append((column, last))

    def filled(self, row: int, cells: dict[int, SheetCell]) -> dict[int, SheetCell]:
        """The cells of a row, where it shows something of its own, with those that reach into it from above."""
        self._open = {place: held for place, held in self._open.items() if row <= held[0]}
        begun = {place: (last, cells[place]) for place, last in self._begins.pop(row, ()) if place in cells}
        if cells:
            cells = {place: cell for place, (_, cell) in self._open.items()} | cells
        self._open |= begun
        return cells


def row_of(cells: Mapping[int, SheetCell], *, apart: bool) -> Row:
    """A row from its first column (1) on; one that reaches too far right is its filled cells alone. `apart`: empty rows are above it."""
    last = max(cells)
    places = range(1, last + 1) if last <= _WIDEST else sorted(cells)
    return Row(tuple(cells[place][0] if place in cells else "" for place in places), all(words for _, words in cells.values()), apart)
