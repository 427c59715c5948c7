"""Tables of OpenDocument files: their rows and cells, and where those stand that span others."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from untuned.ingest.load.office.odf_names import TABLE
from untuned.ingest.load.repeats import Repeats

_WIDEST = 100
"""Columns that one cell may span in a table of a text."""
_MOST_COLUMNS = 500
_HEADS = f"{TABLE}table-header-rows"
_GROUPS = (_HEADS, f"{TABLE}table-rows", f"{TABLE}table-row-group")
_CELLS = {f"{TABLE}table-cell": False, f"{TABLE}covered-table-cell": True}


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a row, or several alike."""

    element: Any
    covered: bool
    """True for the place of a cell over which another reaches: what it holds is not shown."""
    repeated: int
    wide: int
    high: int


class Columns:
    """The columns of a table: a cell over several rows stands in each of them, one over several columns in the first of these.

    What names columns stands over each of them.
    """

    def __init__(self, repeats: Repeats) -> None:
        self._repeats = repeats
        self._reaching: dict[int, tuple[int, str]] = {}
        """By column: the last row that a cell stands in, and its words."""
        self._at = 0

    def pass_over(self, row: Any) -> None:  # noqa: ANN401 - lxml has no types
        """A row that is left out: a cell that begins in it stands below without its words."""
        self.row([(cell, "") for cell in cells_of(row)], header=False)
        self.end_row(row)

    def end_row(self, row: Any) -> None:  # noqa: ANN401
        """Ends a row, and all that are alike."""
        self._at += repeats_of(row)

    def row(self, cells: Sequence[tuple[Cell, str]], *, header: bool) -> str:
        """A row's cells, each with its words, joined by ` | `; "" for one that shows nothing of its own."""
        texts: list[str] = []
        for cell, words in cells:
            if not cell.covered:
                self._reach(texts)
            for nth in range(cell.repeated):
                if len(texts) >= _MOST_COLUMNS or not self._place(texts, cell, words, nth=nth, header=header):
                    break
        self._reach(texts)
        own = [words for cell, words in cells if not cell.covered]
        if len(own) == 1 and len(texts) <= _spanned(cells):  # as wide as the table: what parts its rows
            return own[0]
        return " | ".join(texts) if any(own) else ""

    def _place(self, texts: list[str], cell: Cell, words: str, *, nth: int, header: bool) -> bool:
        """Adds a cell; False where no further place fits."""
        place = len(texts)
        if cell.covered:
            held = self._reaching.get(place)
            shown = self._repeats.again(held[1] if held is not None and held[0] >= self._at else "")
        else:
            shown = words if nth == 0 else self._repeats.again(words)
            for column in range(cell.wide):
                text = words if header or column == 0 else ""
                self._reaching[place + column] = (self._at + cell.high - 1, text)
        if shown is not None:
            texts.append(shown)
        return shown is not None

    def _reach(self, texts: list[str]) -> None:
        """Adds what stands from above or before in the next columns, where the file has no covered cells for it."""
        while (held := self._reaching.get(len(texts))) is not None and held[0] >= self._at:
            if (again := self._repeats.again(held[1])) is None:
                break
            texts.append(again)


def rows_of(table: Any, *, header: bool = False) -> Iterator[tuple[Any, bool]]:  # noqa: ANN401
    """A table's rows, and which of them head it on each of its pages."""
    for child in table:
        if child.tag == f"{TABLE}table-row":
            yield child, header
        elif child.tag in _GROUPS:
            yield from rows_of(child, header=header or child.tag == _HEADS)


def cells_of(row: Any) -> Iterator[Cell]:  # noqa: ANN401
    """A row's cells in order."""
    for child in row:
        covered = _CELLS.get(child.tag)
        if covered is not None:
            wide = min(count_of(child, "number-columns-spanned"), _WIDEST)
            high = count_of(child, "number-rows-spanned")
            yield Cell(child, covered, count_of(child, "number-columns-repeated"), wide, high)


def is_shown(part: Any) -> bool:  # noqa: ANN401
    """False for a row or a column that is hidden or filtered out."""
    return (part.get(f"{TABLE}visibility") or "visible") == "visible"


def lays_out(row: Any, *, alone: bool) -> bool:  # noqa: ANN401
    """True for a row that only lays out what stands in it: other tables, or, as the one row of its table, one cell."""
    cells = [cell for cell in cells_of(row) if not cell.covered]
    return (alone and len(cells) == 1 and cells[0].repeated == 1) or any(
        child.tag == f"{TABLE}table" for cell in cells for child in cell.element
    )


def repeats_of(row: Any) -> int:  # noqa: ANN401
    """How many rows a row stands for."""
    return count_of(row, "number-rows-repeated")


def count_of(element: Any, name: str) -> int:  # noqa: ANN401
    """A count among an element's attributes of tables; 1 without a sound one."""
    told = element.get(f"{TABLE}{name}")
    return max(int(told), 1) if told and told.isdecimal() and len(told) < 9 else 1


def _spanned(cells: Sequence[tuple[Cell, str]]) -> int:
    return max(cell.wide for cell, _ in cells if not cell.covered)
