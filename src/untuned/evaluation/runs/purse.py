"""What a measurement has spent, and whether the next question still fits its limit."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from untuned.evaluation.runs.plan import Cell
from untuned.types.measures import Run

_NOTHING = Decimal(0)
_ENOUGH = 5
"""Runs of a variant after which their own mean is what the next one is expected to cost."""


@dataclass(kw_only=True, slots=True)
class Purse:
    """The money of one measurement, in US dollars."""

    most: Decimal | None = None
    """None: no limit."""
    expected: Mapping[str, Decimal] = field(default_factory=dict[str, Decimal])
    """What one run costs, by the variant's hash, as it was estimated."""
    spent: Decimal = _NOTHING
    """What is known of it; what it had spent before it was resumed belongs to it."""
    unknown: int = 0
    """Answers whose price is not known; against the limit they count as expected."""
    _held: Decimal = _NOTHING
    _reserved: dict[str, Decimal] = field(default_factory=dict[str, Decimal])
    _seen: dict[str, tuple[int, Decimal]] = field(default_factory=dict[str, tuple[int, Decimal]])

    def fits(self, cell: Cell) -> bool:
        """Whether the cell can be asked without passing the limit, as far as can be told."""
        return self.most is None or self.spent + self._held + sum(self._reserved.values()) + self._expects(cell) <= self.most

    def exhausted(self, cell: Cell) -> bool:
        """True when the cell does not fit, and nothing that is still under way can change that."""
        return not self._reserved and not self.fits(cell)

    def reserve(self, cell: Cell) -> None:
        """The cell is being asked."""
        self._reserved[cell.key] = self._expects(cell)

    def settle(self, cell: Cell, run: Run | None) -> None:
        """It was asked; None: it was left before there was an answer, and may have cost all the same."""
        expected = self._reserved.pop(cell.key, _NOTHING)
        if run is None:
            self._held += expected
        elif run.cost is not None:
            self.spent += run.cost
            count, total = self._seen.get(run.variant, (0, _NOTHING))
            self._seen[run.variant] = (count + 1, total + run.cost)
        elif run.requests:
            self.unknown += 1
            self._held += expected

    def _expects(self, cell: Cell) -> Decimal:
        count, total = self._seen.get(cell.variant.hash, (0, _NOTHING))
        return total / count if count >= _ENOUGH else self.expected.get(cell.variant.hash, _NOTHING)
