"""What climbing is given of a variant that was measured, and the terms that it decides by."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from untuned.evaluation.report.material import Measured
from untuned.types.ladder import Budget, Toll
from untuned.types.measures import Question
from untuned.types.reports import Figure

NO_TOLL = Toll()
NO_BUDGET = Budget()


@dataclass(frozen=True, kw_only=True, slots=True)
class Tried:
    """A variant that was measured."""

    name: str
    hash: str
    scores: Mapping[str, float | None]
    """The headline metric of each question that asks for it; None where it failed or is missing."""
    lost: Mapping[str, float] = field(default_factory=dict[str, float])
    """By question, the share of its repeats that have no score."""
    shots: int = 0
    """Examples that it shows a model."""
    toll: Toll = NO_TOLL
    figure: Figure | None = None
    failures: tuple[tuple[str, str], ...] = ()
    """(question, cause) of each answer that was not right."""
    measurement: str = ""

    @property
    def causes(self) -> tuple[tuple[str, int], ...]:
        """Why its answers were not right, the most frequent first."""
        return tuple(Counter(cause for _, cause in self.failures).most_common())


class Tries(Protocol):
    """Whoever measures for a climb."""

    def problem(self, name: str) -> str:
        """Why a variant cannot answer here; "" where it can. Raises `UnknownVariant`."""
        ...

    def hash_of(self, name: str) -> str:
        """The hash of a variant that can answer."""
        ...

    def measure(self, names: Sequence[str], *, against: str) -> Sequence[Tried] | None:
        """The variants, measured on the climb's questions beside the one that stands; None where a limit or a wish to stop ended it."""
        ...


@dataclass(frozen=True, kw_only=True, slots=True)
class Terms:
    """What a climb decides by."""

    metric: Measured
    """The headline."""
    questions: Mapping[str, Question]
    """By id, with the groups that are not independent."""
    budget: Budget = NO_BUDGET
    minimum_effect: float = 0.03
    """A share; of what is no share, such as a cost, that part of what the one that stands has."""
    alpha: float = 0.05
    """Two-sided, for all comparisons of a climb together: climbing falsely, which is one side, has half of it."""
    seed: int = 0
    before: frozenset[tuple[str, str]] = frozenset()
    """(name, hash) of each variant that earlier climbs held against another on these questions: it is paid for again."""
