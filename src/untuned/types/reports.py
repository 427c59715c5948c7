"""What a measurement says: figures with their intervals and coverage, contrasts with their verdicts, and why answers were not right."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal

from untuned.types.measures import Cause, Comparison, Interval


@dataclass(frozen=True, kw_only=True, slots=True)
class Figure:
    """One metric of one variant: the mean over its questions, repeats averaged inside each question first."""

    metric: str
    value: float | None
    """None where no question has a score."""
    interval: Interval | None = None
    n: int
    """Questions that have a score."""
    total: int
    """Questions that ask for one: those with a score, and those where the scorer or the endpoint failed."""
    lost: float = 0.0
    """What is missing inside the n: a question of which a third of the repeats have no score counts a third."""
    asked: int = 0
    """Questions of the measurement that could have a score: more than `total` where it depends on the answer whether there is one."""
    bounds: Interval | None = None
    """Were every missing score, of a question or of a repeat, the worst, and the best; None when none is missing."""

    @property
    def coverage(self) -> float:
        """The share of the questions that ask for a score, in [0, 1], that have one; a question counts by the share of its repeats."""
        return (self.n - self.lost) / self.total if self.total else 0.0


@dataclass(frozen=True, kw_only=True, slots=True)
class LabelF1:
    """The mean F1 of the labels that are right somewhere, in [0, 1]."""

    value: float
    interval: Interval | None
    """None with fewer than two independent answers."""
    labels: int
    n: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Column:
    """One variant's part of a report."""

    name: str
    hash: str
    description: str = ""
    changes: tuple[tuple[str, str], ...] = ()
    model: str = ""
    questions: int
    """That were asked and answered, or failed."""
    answered: int
    abstained: int
    failed: int
    truncated: int
    figures: tuple[Figure, ...]
    causes: tuple[tuple[Cause, int], ...] = ()
    """Why its answers were not right, the most frequent first."""
    cost: Decimal | None = None
    """US dollars of all its runs; None when any is not known."""
    judge_cost: float | None = None
    """US dollars that judging its answers took, which is no part of `cost`; None where none was judged, or its price is not known."""
    flip_rate: float | None = None
    """The share of questions, of those asked at least twice, that were right one time and wrong another; None without repeats."""
    flip_interval: Interval | None = None
    """Where that share lies at 95 %; None for fewer than two such questions."""
    macro_f1: LabelF1 | None = None
    """How well labels are told, each counting alike; None where no question asks for one."""
    may_be_best: bool | None = None
    """Whether it cannot be told from the best by the headline metric; None where that was not asked."""

    def figure(self, metric: str) -> Figure | None:
        """The figure of a metric; None where there is none."""
        return next((one for one in self.figures if one.metric == metric), None)


@dataclass(frozen=True, kw_only=True, slots=True)
class Contrast:
    """Two variants held against each other by one metric: `b` against `a`."""

    metric: str
    a: str
    b: str
    label: str
    """Which choice they differ in: `ablation: search.rerank true -> false`, or how many fields."""
    comparison: Comparison
    adjusted_p: float | None = None
    """By Holm, over the contrasts of the headline metric, or over those of all other metrics; None where there is no p."""
    exploratory: bool = False
    """By another metric than the headline: a hint where to look, which the headline's verdict does not rest on."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Report:
    """What one measurement says."""

    measurement: str
    at: datetime
    split: str
    questions: int
    headline: str
    """The metric that verdicts are decided by first."""
    minimum_effect: float
    detectable: float | None
    """The smallest difference of the headline metric that each comparison can be expected to show at the least that Holm leaves of alpha;
    None for too few questions to show any, and for a metric with a unit, of which the spread is not known beforehand."""
    columns: tuple[Column, ...]
    detectable_alike: float | None = None
    """The same where all answers of a cluster fare alike; None where what was asked tells how far they do, or no cluster has several."""
    detectable_alone: float | None = None
    """The same were each question on its own, as a forecast takes them; None where the answers of a cluster do not fare alike."""
    contrasts: tuple[Contrast, ...] = ()
    looks: int = 0
    """How often the locked questions were measured with, this time included; 0 for a measurement without locked questions."""
    alpha: float = 0.05
    """What a contrast is decided at after looks are paid for, before Holm."""
    relative: bool = False
    """The headline metric has a unit, such as milliseconds or US dollars: the minimum effect is a share of the first variant's mean."""
    simulated: bool = False
    finished: bool = True
    """False where some questions are still to be asked: every gate is closed."""
    uncalibrated: tuple[str, ...] = ()
    """Metrics of a judge that too few people's labels bear out: their figures may not be taken as they are."""
    own: tuple[str, ...] = ()
    """Metrics of the project's own scorers."""
    notes: tuple[str, ...] = field(default=())
    """Sentences that a reader must not miss."""

    def column(self, name: str) -> Column | None:
        """The column of a variant; None where there is none."""
        return next((one for one in self.columns if one.name == name), None)
