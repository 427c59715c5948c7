"""A climb: rungs in order of cost, each tried against the one that stands, with what was spent on the way."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Literal

from untuned.types.measures import Comparison, Interval
from untuned.types.reports import Figure

RungKind = Literal["memory", "prompt", "shots", "thinking", "retrieval", "verification", "structure", "model", "tuned"]
"""What a rung changes. Two attempts of different kinds that gain nothing make a plateau."""

SideKind = Literal["oracle", "noop"]
"""Measured beside the ladder and never climbed: the question's own evidence in place of search, or the standing variant once more."""

Outcome = Literal["start", "climbed", "stayed", "over budget", "not tried", "side"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Rung:
    """One way of answering on the ladder."""

    name: str
    variants: tuple[str, ...]
    """The variants that belong to it: one, or those of a curve, such as 1, 2, 4 and 8 examples.

    One that begins with `+` is put on the variant that stands when it is tried: `+shots_4` on `default` is `default+shots_4`.
    """
    kind: RungKind
    side: SideKind | None = None
    description: str = ""
    reads: bool = True
    """It reads documents. A plateau of what reads none says nothing of what documents would gain."""
    zero: str = ""
    """Of a curve, the variant of its point without examples; "" for the one that stands."""
    own: bool = False
    """The project names it: it is tried whatever the ones before it came to."""

    @property
    def on_standing(self) -> bool:
        """It is put on the variant that stands."""
        return any(name.startswith("+") for name in self.variants)


@dataclass(frozen=True, kw_only=True, slots=True)
class Budget:
    """What an answer may take and should reach; None leaves it open."""

    quality: float | None = None
    """Of the headline metric: once the standing rung's lower bound reaches it, climbing ends."""
    latency_ms: float | None = None
    """For the slower 5 % of answers (95th percentile)."""
    cost: Decimal | None = None
    """US dollars for 1,000 answers."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Toll:
    """What a variant's answers take."""

    latency_ms: float | None = None
    """95th percentile; None where none was timed."""
    cost: Decimal | None = None
    """US dollars for 1,000 answers; None where a price is not known."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Step:
    """One rung, tried."""

    rung: str
    kind: RungKind
    variant: str
    """The variant that stands for the rung: of a curve, the one chosen on the development questions."""
    against: str = ""
    """The variant that stood when it was tried; "" for the first."""
    outcome: Outcome
    figure: Figure | None = None
    """Its headline metric."""
    comparison: Comparison | None = None
    """With the one that stood; its interval is adjusted for all rungs that were tried."""
    adjusted_p: float | None = None
    """By Holm along the ladder."""
    toll: Toll = Toll()
    why: str = ""
    """In words, with figures: why it was climbed or not."""
    shared: str = ""
    """Why it stayed though a comparison of the two alone would say better: alpha is shared. Part of `why`; "" elsewhere."""
    side: SideKind | None = None
    measurement: str = ""
    """Where its answers are; "" for one that was not tried."""


@dataclass(frozen=True, kw_only=True, slots=True)
class ShotPoint:
    """One point of the curve over the number of examples."""

    shots: int
    variant: str
    figure: Figure | None
    comparison: Comparison | None = None
    """With the one that stood when it was tried; None for the point without examples."""


PlateauState = Literal["reached", "not reached", "undetermined"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Plateau:
    """Whether more of the same would still gain: an upper 90 % bound of further gain, held against the least effect that matters."""

    state: PlateauState
    bound: float | None = None
    """The greatest upper bound of gain among the last attempts, in the headline metric's unit; None where nothing was tried."""
    attempts: tuple[str, ...] = ()
    """The rungs that the statement rests on, of at least two kinds."""
    more_questions: int | None = None
    """About how many more would decide it, or show the largest gain that was seen; None where it is decided, or no number would."""
    why: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Climb:
    """What climbing came to."""

    id: str
    """Such as `c3`; "" before it is kept."""
    at: datetime
    headline: str
    questions: int
    split: str
    budget: Budget
    minimum_effect: float
    steps: tuple[Step, ...]
    curve: tuple[ShotPoint, ...] = ()
    standing: str
    """The variant that stands at the end."""
    standing_interval: Interval | None = None
    reached: bool = False
    """The quality that was wanted is reached."""
    plateau: Plateau
    causes: tuple[tuple[str, int], ...] = ()
    """Why the standing variant's answers are not right, the most frequent first."""
    oracle_causes: tuple[tuple[str, int], ...] = ()
    """The same with the question's own evidence at hand: what search cannot mend."""
    measurements: tuple[str, ...] = ()
    spent: Decimal = Decimal(0)
    """US dollars that models took for it, reused answers not counted."""
    simulated: bool = False
    relative: bool = False
    """The metric has a unit, such as US dollars: the minimum effect is a share of what the variant that stands has."""
    notes: tuple[str, ...] = ()
    tried: tuple[tuple[str, str], ...] = ()
    """(name, hash) of every variant that was held against another: what a later climb pays for too."""
    family: int = 0
    """Comparisons that shared alpha, those of earlier climbs included."""
    finished: bool = True
    """False where a limit of cost or a wish to stop ended it early."""
    limit: int | None = None
    """At most so many questions were drawn; None for all."""
    repeats: int = 1
    confirms: str = ""
    """Of a look at the locked questions, the climb whose standing variant it is about."""

    @property
    def unconfirmed(self) -> str:
        """Of a look at the locked questions that did not show its variant to be better, what that was held against; else ""."""
        last = next((step for step in reversed(self.steps) if step.variant == self.standing and step.side is None), None)
        return last.against if self.confirms and self.finished and last is not None and last.outcome != "climbed" else ""

    @property
    def unpriced(self) -> bool:
        """True where it is not known what some of its answers cost: `spent` is then less than what was spent."""
        return any(step.measurement and step.toll.cost is None for step in self.steps)

    def step(self, rung: str) -> Step | None:
        """The step of a rung; None where it was not tried."""
        return next((one for one in self.steps if one.rung == rung), None)


Effort = Literal["data", "prompts", "tuning", "review", "measuring"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Spent:
    """An entry of the ledger: hours and money that went into making answers better."""

    id: int | None = None
    at: datetime
    effort: Effort
    hours: float = 0.0
    cost: Decimal = Decimal(0)
    """US dollars."""
    note: str = ""
    climb: str = ""
    """The climb that spent it; "" for what a person entered."""
