"""What stands in columns and is no table: prose that is spread or set in two columns, listings, items and clauses."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from untuned.ingest.load.pdf.columns import Cells
from untuned.ingest.load.pdf.rows import PrintedRow, cut, inks_of
from untuned.text.regex import regex

_PROSE = 45
"""Characters of a line: where most of both columns' have more, they are prose."""
_MARK = regex(r"[•‣▪◦●○■□▫◾⁃∙·–—*-]|(?:§\s*)?\(?(?:\d{1,3}(?:\.\d{1,3})*|[A-Za-zА-Яа-я]|[ivxIVX]{1,5})[.)]?")
MOSTLY = 0.8
_OF_CODE = regex(r"[{};]|::=|[=-]>|,$")
_MANY = 0.4
"""The share of lines with signs of code that makes a listing."""
_FLUSH = 0.3
"""Times the letters' size: edges that differ by no more are in one line."""
_HYPHEN = 0.7
"""The same where a hyphen stands at the end, which is not measured."""
_SMALL = regex(r"[«“\"(]?[^\W\d_A-ZА-ЯЁ]")
_DIGIT = regex(r"\d")
_ALIKE = 0.04
"""Times its width: how much the spaces of a line differ that was spread to its edges."""


def is_spread(rows: Sequence[PrintedRow]) -> bool:
    """True for lines of prose that were spread to the right edge of their column: with spaces of one width, or one between two words.

    A table's last column begins in one place, or is set to the right: then its names begin with capitals, or it has numbers.
    """
    inks, size = [(row, ink) for row in rows if len(ink := inks_of(row)) > 1], rows[0].lines[0].size
    if not inks:
        return False
    right, lasts = max(ink[-1][1] for _, ink in inks), [ink[-1][0] for _, ink in inks]
    flush = sum(right - ink[-1][1] <= (_HYPHEN if row.lines[-1].text.endswith("-") else _FLUSH) * size for row, ink in inks)
    even = sum(_evenly(ink) for _, ink in inks)
    if flush == len(rows) and even >= MOSTLY * len(rows):
        return True
    ragged = max(lasts) - min(lasts) > _FLUSH * size and any(_SMALL.match(row.lines[0].text) for row, _ in inks)
    broken = sum(_is_broken(row, ink) for row, ink in inks if not _evenly(ink))
    return ragged and flush >= MOSTLY * len(inks) and 2 * (even + broken) >= len(inks)


def _is_broken(row: PrintedRow, ink: Sequence[tuple[float, float]]) -> bool:
    """True for a line without a number and with one gap, before or behind which is a word in small letters."""
    parts = [part.text for line in row.lines for part in cut(line, line.gaps)]
    return len(parts) == len(ink) == 2 and any(map(_SMALL.match, parts)) and not any(map(_DIGIT.search, parts))


def _evenly(ink: Sequence[tuple[float, float]]) -> bool:
    """True for two spaces or more that are as wide as each other."""
    widths = [other[0] - one[1] for one, other in pairwise(ink)]
    return len(widths) > 1 and max(widths) - min(widths) <= _ALIKE * max(widths)


def is_listing(rows: Sequence[PrintedRow]) -> bool:
    """True for a listing: its lines have signs of code, or end with one."""
    return sum(_OF_CODE.search(" ".join(line.text for line in row.lines)) is not None for row in rows) >= _MANY * len(rows)


def is_list(cells: Sequence[Cells]) -> bool:
    """True where the first column has marks and numbers alone: these are items or clauses."""
    marks = sum(all(_MARK.fullmatch(line.text.strip()) for line in row[0]) for row in cells)
    return marks >= MOSTLY * len(cells)


def is_prose(cells: Sequence[Cells]) -> bool:
    """True where the lines of both columns are mostly long."""
    columns = ([len(line.text) for row in cells for line in row[nth]] for nth in (0, 1))
    return all(lengths and median(lengths) > _PROSE for lengths in columns)
