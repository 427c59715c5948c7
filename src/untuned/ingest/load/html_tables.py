"""Tables of a page: which hold data, which row names the columns, and where cells that span others stand."""

from __future__ import annotations

from collections.abc import Sequence

from untuned.ingest.load.html_element import Element

_WIDEST = 100
"""Columns that one cell may span."""


def has_data(table: Element) -> bool:
    """False for a table that only lays out other tables."""
    return table.find(".//table") is None


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

    def __init__(self) -> None:
        self._spans: list[tuple[int, int]] = []
        self._reaching: dict[int, tuple[int, str]] = {}

    def end_cell(self, cell: Element) -> None:
        """Notes how many columns and rows the next cell of the row at hand spans."""
        self._spans.append((min(_number(cell.get("colspan")), _WIDEST), _number(cell.get("rowspan"))))

    def row(self, texts: Sequence[str], *, header: bool) -> str:
        """The row of these cells, joined by ` | `, with those that reach into it from above; words behind the last cell come last.

        "" for a row that shows nothing of its own; text outside of any cell stands as it is.
        """
        spans, self._spans = self._spans, []
        if not spans:
            return " ".join(filter(None, texts))
        own = any(texts)
        above, self._reaching = self._reaching, {place: (rows - 1, text) for place, (rows, text) in self._reaching.items() if rows > 1}
        cells: list[str] = []
        for text, (wide, high) in zip(texts, spans, strict=False):
            _reach(cells, above)
            for nth in range(wide):
                shown = text if header or nth == 0 else ""
                if high > 1:
                    self._reaching[len(cells)] = (high - 1, shown)
                cells.append(shown)
        _reach(cells, above)
        behind = [text for text in texts[len(spans) :] if text]
        if len(spans) == 1 and not above:  # as wide as the table: what parts its rows
            cells = [texts[0]]
        return " | ".join(cells + behind) if own else ""


def _reach(cells: list[str], above: dict[int, tuple[int, str]]) -> None:
    """Adds what stands from above in the next columns."""
    while len(cells) in above:
        cells.append(above[len(cells)][1])


def _number(told: str | None) -> int:
    return max(int(told), 1) if told and told.isdecimal() and len(told) < 6 else 1
