"""The rows of a sheet as tables: which of them names the columns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
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


def table_pieces(rows: Sequence[Row]) -> Iterator[Piece]:
    """Each row of a sheet as a row, or as a header where it names the columns of those below it.

    Where no row fits for a header, the first row of words is one.
    """
    parts = list(_parts(rows))
    heads: list[int | None] = []
    for part in parts:
        heads.append(_head(part, later=any(head is not None for head in heads)))
    if all(head is None for head in heads) and len(rows) > 1 and rows[0].words and rows[0].filled > 1:
        heads[0] = 0
    for part, head in zip(parts, heads, strict=True):
        yield from (Piece(kind="header" if nth == head else "row", text=" | ".join(row.cells)) for nth, row in enumerate(part))


def _parts(rows: Sequence[Row]) -> Iterator[Sequence[Row]]:
    """Runs of rows between empty ones."""
    starts = [nth for nth, row in enumerate(rows) if row.apart or nth == 0]
    for start, end in zip(starts, [*starts[1:], len(rows)], strict=True):
        yield rows[start:end]


def _head(rows: Sequence[Row], *, later: bool) -> int | None:
    """The place of the row of words that is wider than all above it and no narrower than the one below; None without one.

    `later`: another table of the sheet has its header already, which only a row of words above numbers ends.
    """
    for nth, row in enumerate(rows[:_HEAD_ROWS]):
        below = rows[nth + 1 :]
        wide = below and 1 < row.filled >= below[0].filled and all(above.filled < row.filled for above in rows[:nth])
        if wide and row.words and not (later and all(one.words for one in below)):
            return nth
    return None
