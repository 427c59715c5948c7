"""Who measures for a climb: each rung beside the variant that stands, within what the climb may cost."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING

from untuned.errors import Refused
from untuned.project.comparing import Order

if TYPE_CHECKING:
    from untuned.evaluation.ladder.tried import Tried
    from untuned.evaluation.measure import Outcome
    from untuned.evaluation.runs.progress import Progress
    from untuned.evaluation.runs.runner import Halt
    from untuned.project.climbing import ClimbOrder, ClimbPart
    from untuned.types.reports import Report


class Climber:
    """Measures variants for one climb, and knows what that took."""

    def __init__(
        self,
        project: ClimbPart,
        order: ClimbOrder,
        *,
        progress: Callable[[Progress], None] | None = None,
        halt: Halt | None = None,
        earlier: Sequence[str] = (),
    ) -> None:
        self._project = project
        self._order = order
        self._measure = partial(project.measure, progress=progress, halt=halt)
        self._earlier = tuple(earlier)
        self._taken: list[str] = list(earlier)
        self._problems: dict[str, str] = {}
        self._hashes: dict[str, str] = {}
        self._spent: dict[int, Decimal] = {}
        self._counted: set[str] = set()

    @property
    def measurements(self) -> tuple[str, ...]:
        """Every measurement of the climb, in the order in which they began."""
        return tuple(self._taken)

    def problem(self, name: str) -> str:
        """Why a variant cannot answer here; "" where it can. Raises `UnknownVariant`."""
        if name not in self._problems:
            self._problems[name] = self._project.problem_of(name)
        return self._problems[name]

    def hash_of(self, name: str) -> str:
        """The hash of a variant that can answer."""
        if name not in self._hashes:
            self._hashes[name] = self._project.variant_to_ask(name).hash
        return self._hashes[name]

    def measure(self, names: Sequence[str], *, against: str) -> Sequence[Tried] | None:
        """The variants, measured beside the one that stands; None where the limit of cost or a wish to stop ended it.

        Where each question is asked several times, the one that stands is not asked anew.
        """
        if not names:
            return []
        beside = () if not against or self._order.repeats > 1 else (against,)
        asked = order_of(self._order, (*beside, *names), resume=self._unfinished((*beside, *names)), left=self._left())
        if self._taken and self._too_much(asked):
            return None
        outcome = self._asked(asked)
        return None if outcome.missing else self._project.tried_in(outcome.report, names=names)

    def report(self, names: Sequence[str], *, resume: str = "") -> Report:
        """The report on variants that are measured beside each other, in a measurement that goes on where one is named."""
        return self._asked(order_of(self._order, names, resume=resume, left=self._left())).report

    def spent(self) -> Decimal:
        """US dollars that models took for the climb: a run that it reuses was paid by another."""
        for id in self._taken:
            if id not in self._counted:
                self._spent.update(self._project.paid_in(id))
                self._counted.add(id)
        return sum(self._spent.values(), Decimal(0))

    def _asked(self, order: Order) -> Outcome:
        outcome = self._measure(order)
        if outcome.measurement.id not in self._taken:
            self._taken.append(outcome.measurement.id)
        self._counted.discard(outcome.measurement.id)
        return outcome

    def _left(self) -> float | None:
        """What the climb may still spend."""
        limit = self._order.max_cost if self._order.max_cost is not None else self._project.settings.evaluation.max_cost
        return None if limit is None else max(0.0, limit - float(self.spent()))

    def _too_much(self, asked: Order) -> bool:
        """Whether a rung would pass the limit before it begins; the first one says so itself."""
        if asked.max_cost is None:
            return False
        foreseen = self._project.foresee(asked)
        cost = foreseen.forecast.cost
        judging = foreseen.judging
        if cost is None or (judging is not None and judging.cost is None):
            raise Refused("what a rung asks has no known price, so no limit can be kept", remedy="leave '--max-cost' away")
        return float(cost + (Decimal(0) if judging is None or judging.cost is None else judging.cost)) > asked.max_cost

    def _unfinished(self, names: Sequence[str]) -> str:
        """The measurement of the climb that goes on which asked the same; "" where there is none."""
        wanted = [(name, self.hash_of(name)) for name in names]
        held = (self._project.runs.get(id) for id in reversed(self._earlier))
        return next((one.id for one in held if list(one.variants) == wanted), "")


def order_of(order: ClimbOrder, names: Sequence[str], *, resume: str = "", left: float | None = None) -> Order:
    """What is measured of some variants for a climb."""
    return Order(
        variants=tuple(names),
        split=order.split,
        limit=order.limit,
        repeats=order.repeats,
        max_cost=left,
        concurrency=order.concurrency,
        resume=resume,
        headline=order.headline,
        simulated=order.simulated,
    )
