"""Rows of a table as lines of text: what ends one says nothing of the number that the next one begins with."""

from __future__ import annotations

from collections.abc import Iterator

_MOST = 2_000
"""Characters of a line that is looked at."""
_FEWEST = 2
"""Cells that lines of CSV need beyond the first to be told from prose."""


def are_rows(text: str, at: int) -> bool:
    """True where a line ends at an offset, and it and the next one have as many cells: `Van | 340 €` and `12 seats | 90 €`."""
    if not 0 <= at < len(text) or text[at] != "\n":
        return False
    end = text.find("\n", at + 1, at + 1 + _MOST)
    before = text[max(text.rfind("\n", 0, at) + 1, at - _MOST) : at]
    after = text[at + 1 : end if end >= 0 else at + 1 + _MOST]
    return any(one == other for one, other in zip(_marks(before), _marks(after), strict=True) if one)


def _marks(line: str) -> Iterator[int]:
    """How many marks stand between a line's cells, for each sort of mark; 0 where they are none."""
    for mark in (" | ", "\t"):
        yield line.count(mark)
    for mark in ",;":
        count = line.count(mark)
        yield count if count >= _FEWEST and f"{mark} " not in line else 0
