"""Tables of a DOCX: their rows and cells, which rows name the columns, and where merged cells stand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from untuned.ingest.load.office.docx_styles import W, value
from untuned.ingest.load.repeats import Repeats

_WIDEST = 100
"""Columns that one cell may span; the program allows 63."""


class Columns:
    """The columns of a table: a cell over several rows stands in each of them, one over several columns in the first of these.

    What names columns stands over each of them.
    """

    def __init__(self, repeats: Repeats) -> None:
        self._repeats = repeats
        self._above: dict[int, str] = {}

    def pass_over(self, row: Any) -> None:  # noqa: ANN401 - lxml has no types
        """A row that is left out: a cell that begins in it stands below without its words."""
        self.row(row, [(cell, "") for cell in cells_of(row)], header=False)

    def row(self, row: Any, cells: Sequence[tuple[Any, str]], *, header: bool) -> str:  # noqa: ANN401 - lxml has no types
        """A row's cells, each with its words, joined by ` | `; "" for one that shows nothing of its own."""
        texts = [""] * _number(row.find(f"{W}trPr"), "gridBefore")
        own = False
        for cell, words in cells:
            properties = cell.find(f"{W}tcPr")
            merge = None if properties is None else properties.find(f"{W}vMerge")
            goes_on = merge is not None and merge.get(f"{W}val") in (None, "continue")
            text = self._above.get(len(texts), "") if goes_on else words
            own = own or (bool(words) and not goes_on)
            if merge is not None:
                self._above[len(texts)] = text
            else:
                self._above.pop(len(texts), None)
            texts.append((self._repeats.again(text) or "") if goes_on else text)
            texts += [(self._repeats.again(text) or "") if header else "" for _ in range(_number(properties, "gridSpan") - 1)]
        if len(cells) == 1:  # as wide as the table: what parts its rows
            return cells[0][1]
        return " | ".join(texts) if own else ""


def rows_of(table: Any) -> Iterator[Any]:  # noqa: ANN401
    """A table's rows, those in content controls too."""
    for child in table:
        if child.tag == f"{W}tr":
            yield child
        elif child.tag in (f"{W}sdt", f"{W}sdtContent", f"{W}customXml", f"{W}ins"):
            yield from rows_of(child)


def is_shown(row: Any) -> bool:  # noqa: ANN401
    """False for a row that is hidden, or deleted by tracked changes."""
    properties = row.find(f"{W}trPr")
    return properties is None or (properties.find(f"{W}hidden") is None and properties.find(f"{W}del") is None)


def cells_of(row: Any) -> Iterator[Any]:  # noqa: ANN401
    """A row's cells, those in content controls too."""
    for child in row:
        if child.tag == f"{W}tc":
            yield child
        elif child.tag in (f"{W}sdt", f"{W}sdtContent", f"{W}customXml"):
            yield from cells_of(child)


def lays_out(row: Any, *, alone: bool) -> bool:  # noqa: ANN401
    """True for a row that only lays out what stands in it: other tables, or, as the one row of its table, one cell."""
    cells = list(cells_of(row))
    return (alone and len(cells) == 1) or any(child.tag == f"{W}tbl" for cell in cells for child in cell)


def is_repeated(row: Any) -> bool:  # noqa: ANN401
    """True for a row that heads the table on each of its pages."""
    properties = row.find(f"{W}trPr")
    return properties is not None and properties.find(f"{W}tblHeader") is not None


def marks_first_row(table: Any | None) -> bool:  # noqa: ANN401
    """True where a table's properties set its first row apart."""
    look = None if table is None else table.find(f"{W}tblLook")
    return look is not None and (look.get(f"{W}firstRow") == "1" or _bit(look.get(f"{W}val")))


def _number(properties: Any | None, name: str) -> int:  # noqa: ANN401
    """A count among a row's or a cell's properties; 0 without one."""
    told = "" if properties is None else value(properties, name)
    return min(int(told), _WIDEST) if told.isdecimal() and len(told) < 6 else 0


def _bit(mask: str | None) -> bool:
    """True when a table's look marks its first row."""
    try:
        return bool(int(mask or "0", 16) & 0x20)
    except ValueError:
        return False
