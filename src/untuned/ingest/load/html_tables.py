"""Tables of a page: which hold data, which row names the columns, and where cells that span others stand."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import islice

from untuned.ingest.load.html_element import Element
from untuned.ingest.load.repeats import Repeats
from untuned.text.regex import regex

SECTIONS = ("thead", "tbody", "tfoot")

_WIDEST = 100
"""Columns that one cell may span."""
_LISTING = regex(r"<td[^<>]*+>\s*+(?:<(?:div|code)[^<>]*+>\s*+)?<pre", re.IGNORECASE)
_NEAR = 3
"""Elements from a listing to the cell that it is in."""
_LONGEST_NUMBER = 7
"""Digits of the number of a line, at most."""


def has_data(table: Element) -> bool:
    """False for a table that only lays out other tables, or one cell."""
    return table.find(".//table") is None and next(islice(table.iter("td", "th"), 1, None), None) is not None


def without_gutters(root: Element, source: str) -> None:
    """Takes the numbers of lines away from listings that are tables of two cells, numbers and code."""
    if _LISTING.search(source) is None:
        return
    cells = (next((one for one in islice(pre.iterancestors(), _NEAR) if one.tag == "td"), None) for pre in root.iter("pre"))
    for cell in dict.fromkeys(one for one in cells if one is not None):
        row = cell.getparent()
        held = [] if row is None else [one for one in row if one.tag in ("td", "th")]
        if row is None or len(held) != 2 or held[0] is not cell or held[1].find(".//pre") is None:
            continue
        if _is_counted("".join(cell.itertext()).split()):
            row.remove(cell)


def _is_counted(numbers: Sequence[str]) -> bool:
    """True for numbers that follow one another, or 1 alone: two amounts side by side are none of lines."""
    if not numbers or not all(map(str.isdecimal, numbers)) or len(numbers[0]) > _LONGEST_NUMBER:
        return False
    first = int(numbers[0])
    return (first == 1 or len(numbers) > 1) and all(number == str(first + nth) for nth, number in enumerate(numbers))


def is_header(row: Element) -> bool:
    """True for a row of a table's head, or of headings alone."""
    parent = row.getparent()
    if parent is not None and parent.tag == "thead":
        return True
    cells = [cell.tag for cell in row if cell.tag in ("td", "th")]
    return bool(cells) and all(tag == "th" for tag in cells)


class Grid:
    """The columns of a table of data: a cell over several rows stands in each of them, one over several columns in the first of these.

    What names columns stands over each of them.
    """

    def __init__(self, repeats: Repeats) -> None:
        self._repeats = repeats
        self._spans: list[tuple[int, int]] = []
        self._reaching: dict[int, tuple[int, str]] = {}
        """By column: the last row that a cell stands in, and its words."""
        self._at = 0

    def end_cell(self, cell: Element) -> None:
        """Notes how many columns and rows the next cell of the row at hand spans."""
        self._spans.append(_spans(cell))

    def row(self, texts: Sequence[str], *, header: bool) -> str:
        """The row of these cells, joined by ` | `, with those that reach into it from above; words behind the last cell come last.

        "" for a row that shows nothing of its own; text outside of any cell stands as it is.
        """
        spans, self._spans = self._spans, []
        if not spans:
            return " ".join(filter(None, texts))
        cells = self._placed(texts, spans, header=header)
        if len(spans) == 1 and len(cells) <= spans[0][0]:  # as wide as the table: what parts its rows
            cells = [texts[0]]
        return " | ".join(cells + [text for text in texts[len(spans) :] if text]) if any(texts) else ""

    def end_row(self) -> None:
        """Ends a row, also one without cells or left out: what stands in it too has one row less below it."""
        self._at += 1

    def end_section(self) -> None:
        """Ends a head, a body or a foot, beyond which no cell reaches."""
        self._reaching.clear()

    def pass_over(self, element: Element) -> None:
        """A row that is left out: its cells hold their places without their words."""
        if element.tag == "tr":
            spans = [_spans(cell) for cell in element if cell.tag in ("td", "th")]
            self._placed([""] * len(spans), spans, header=False)

    def _placed(self, texts: Sequence[str], spans: Sequence[tuple[int, int]], *, header: bool) -> list[str]:
        """What stands in each column of a row."""
        cells: list[str] = []
        for text, (wide, high) in zip(texts, spans, strict=False):
            self._reach(cells)
            for nth in range(wide):
                shown = text if nth == 0 else self._repeats.again(text if header else "")
                if shown is None:
                    break
                if high > 1:
                    self._reaching[len(cells)] = (self._at + high - 1, shown)
                cells.append(shown)
        self._reach(cells)
        return cells

    def _reach(self, cells: list[str]) -> None:
        """Adds what stands from above in the next columns."""
        while (above := self._reaching.get(len(cells))) is not None and above[0] >= self._at:
            if (again := self._repeats.again(above[1])) is None:
                break
            cells.append(again)


def _spans(cell: Element) -> tuple[int, int]:
    """How many columns and rows a cell spans."""
    return min(_number(cell.get("colspan")), _WIDEST), _number(cell.get("rowspan"))


def _number(told: str | None) -> int:
    return max(int(told), 1) if told and told.isdecimal() and len(told) < 6 else 1
