"""Which column of a table names its rows: neither their number nor what many of them share."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from untuned.text.regex import regex

Cells = tuple[str, ...]

_NUMBERS = regex(
    r"(?:#|№|nr?|nos?|num|numbers?|rows?|lines?|pos|positions?|index|item no|п ?/ ?п|№ ?п ?/ ?п|номер|номер строки|поз|позиция)\.?",
    re.IGNORECASE,
)
_NUMBER = regex(r"[+-]?[\d.,\s]+%?\Z")
_SUM_NAMES = "total totals sum subtotal average mean итого всего сумма среднее"
_SUMS = frozenset(_SUM_NAMES.split())
_DISTINCT = 0.8
"""The share of cells that no other row has, from which on a column names rows."""
_CANDIDATES = 2
"""Columns from the left, without those of numbers, that are looked at."""


def subject_of(names: Cells, rows: Sequence[Cells]) -> int | None:
    """The place of the column that names the rows; None where none does: then no question about a row has one answer."""
    at = [place for place, name in enumerate(names) if not _is_number(name, [row[place] for row in rows])]
    for nth, place in enumerate(at[:_CANDIDATES]):
        if not names[place]:
            return None
        cells = [_folded(row[place]) for row in rows]
        counts = Counter(filter(None, cells))
        alone = sum(counts[cell] == 1 for cell in cells)
        figures = sum(_NUMBER.match(cell) is not None for cell in cells)
        if alone >= _DISTINCT * len(cells) and (nth == 0 or 2 * figures < len(cells)):
            return place
    return None


def alone(rows: Sequence[Cells], subject: int) -> list[bool]:
    """For each row, whether the subject's cell is its own alone, and no sum of the others."""
    cells = [_folded(row[subject]) for row in rows]
    counts = Counter(cells)
    return [bool(cell) and counts[cell] == 1 and cell not in _SUMS for cell in cells]


def _is_number(name: str, cells: Sequence[str]) -> bool:
    """True for a column that counts the rows: by its name, or since it begins with 0 or 1 and goes up by one."""
    if _NUMBERS.fullmatch(name):
        return True
    counted = [int(cell.rstrip(".)")) if cell.rstrip(".)").isdecimal() else None for cell in cells]
    return len(cells) > 2 and counted[0] in (0, 1) and counted == list(range(counted[0] or 0, (counted[0] or 0) + len(cells)))


def _folded(cell: str) -> str:
    return " ".join(cell.casefold().split())
