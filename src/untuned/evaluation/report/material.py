"""What a report is built from."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from untuned.types.measures import Measurement, Question, Run, Score

CAUSE = "cause"
"""The score that holds why a run is not right, in its `detail`; its value is always None."""

JUDGE_COST = "judge_cost"
"""The score that holds what judging a run took, in US dollars."""

LABELLED = "label_accuracy"
"""The score whose `detail` says which label was given and which is right."""


class Measured(Protocol):
    """What a report must know of a metric."""

    @property
    def name(self) -> str:
        """As scores name it."""
        ...

    @property
    def range(self) -> tuple[float, float]:
        """Lowest and highest value; infinite where there is no bound."""
        ...

    @property
    def higher_is_better(self) -> bool:
        """Whether more of it is better."""
        ...

    @property
    def version(self) -> str:
        """Of the rule: scores of another version do not count."""
        ...

    @property
    def tier(self) -> int:
        """2 where a language model is asked: its scores have the judge's version after that of the rule."""
        ...

    @property
    def asks(self) -> Callable[[Question], bool] | None:
        """Whether a question asks for it, whatever is answered; None where that depends on the answer."""
        ...

    @property
    def gates(self) -> bool:
        """Whether a gate may rest on it alone."""
        ...


@dataclass(frozen=True, kw_only=True, slots=True)
class Subject:
    """A variant as a report tells of it."""

    name: str
    hash: str
    description: str = ""
    changes: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Material:
    """A measurement with its runs and scores."""

    measurement: Measurement
    subjects: tuple[Subject, ...]
    """The one that the others are held against first."""
    questions: Mapping[str, Question]
    runs: Sequence[Run]
    """Of all subjects; their figures are enough."""
    scores: Mapping[int, Mapping[str, Score]]
    """By run and metric."""
    labels: Mapping[tuple[str, str], str] = field(default_factory=dict[tuple[str, str], str])
    """What two variants (by name) differ in."""
    looks: int = 0
    uncalibrated: tuple[str, ...] = ()
    """Metrics of a judge that too few people's labels bear out."""
    own: tuple[str, ...] = ()
    """Metrics of the project's own scorers."""
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Plan:
    """What is asked of a report."""

    headline: str = "correct"
    compared: tuple[str, ...] = ("correct", "confidently_wrong", "wrong_refusal", "evidence_recall", "token_f1")
    """The metrics of the contrasts, where both variants have them; all but the headline are exploratory."""
    minimum_effect: float = 0.03
    alpha: float = 0.05
    seed: int = 0
