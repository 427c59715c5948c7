"""What is known of a project: everything that advice is made from, gathered once, with no text of a document or a question."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from untuned.types.advising import AdviceSettings, Range
from untuned.types.ladder import Climb, Step
from untuned.types.measures import Interval

ANECDOTE = 30
"""Under so many questions there is no advice."""

BAD_FORM = ("format", "right value in unusable text", "right but bad quote")
REFUSING = ("said not found with the evidence in context", "answered what it should refuse")
REASONING = ("in context but answer wrong",)
ABSENT = ("evidence not in corpus",)
"""Of `SEARCH`: no passage is known that says what is right, so that none could be found."""
SEARCH = ("not retrieved", "retrieved but not in context", "evidence not in corpus", "wrong scope")
NO_FAILURE = ("question broken", "stale gold", "endpoint failed")
"""Causes that say nothing of the answers: a question or an endpoint is to be mended."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Freshness:
    """How much of the evidence did not say at the end of a cycle of training what it said at its beginning."""

    share: float
    """Scaled to one whole cycle where less than that was seen."""
    interval: Interval
    cycle_days: int
    window_days: int
    """The longest that was replayed: the cycle, or as much of it as there is history."""
    windows: int
    """How many such windows the longest history holds."""
    passages: int
    documents: int
    changed: int
    """Passages that changed at least once in what was replayed."""
    shorter: int = 0
    """Passages whose history is shorter than a cycle: they count by the days that it has."""


@dataclass(frozen=True, kw_only=True, slots=True)
class History:
    """How far the passages that questions rest on can be followed back through the versions of their documents."""

    days: int
    """The longest; 0 where all of them were read for the first time today."""
    least: int
    """Days below which it says nothing of a cycle."""
    passages: int
    changed: int
    """Passages that changed at least once."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Attempts:
    """What was tried with prompts, as measured on at least `ANECDOTE` questions."""

    prompts: int = 0
    """Wordings of one template."""
    shot_sets: int = 0
    """Choices of examples: how many, and which."""
    constrained: bool = False
    """An output whose form the endpoint holds to a schema."""
    thinking: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class RowsReport:
    """The training rows, and what is wrong with them."""

    rows: int
    reviewed: int
    """Rows that a person looked over, and that nothing is wrong with."""
    duplicates: int = 0
    contradictory: int = 0
    empty: int = 0
    unreadable: int = 0
    leaked: int = 0
    """Rows that ask what a question of the measurement asks."""
    noisy: int = 0
    """Rows with any of these, each once."""
    declaring: int = 0
    """Rows that say what they rest on."""
    stale: int = 0
    """Of these, rows that rest on what is not any more what it was."""

    @property
    def noise(self) -> float:
        """The share of noisy rows, in [0, 1]."""
        return self.noisy / self.rows if self.rows else 0.0

    @property
    def staleness(self) -> float:
        """The share of stale rows among those that say what they rest on."""
        return self.stale / self.declaring if self.declaring else 0.0


@dataclass(frozen=True, kw_only=True, slots=True)
class Retirement:
    """When a base model is switched off, and from when on nobody can train it."""

    retires: date | None = None
    training_ends: date | None = None
    source: str = ""
    """A setting, or the address where it was announced."""
    checked: date | None = None

    @property
    def first(self) -> date | None:
        """The earlier of the two days."""
        return min((day for day in (self.retires, self.training_ends) if day is not None), default=None)


@dataclass(frozen=True, kw_only=True, slots=True)
class Usage:
    """What one call takes, as the climb's own answers took; None where none of them asked a model."""

    input_tokens: Range | None = None
    output_tokens: Range | None = None
    input_price: float | None = None
    """US dollars for a million tokens, by the list; None where it does not know the model."""
    output_price: float | None = None
    tuned_price: Range | None = None
    """What a tuned model of this base costs, as a multiple; None where the list does not say."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Dossier:
    """Everything that is known."""

    today: date
    questions: int
    """Confirmed development questions that something says the answer to: what climbs rest on."""
    settings: AdviceSettings
    locked: int = 0
    """Questions that climbs do not rest on, since they are locked."""
    climb: Climb | None = None
    attempts: Attempts = field(default_factory=Attempts)
    freshness: Freshness | None = None
    """None where the history is too short for any."""
    history: History | None = None
    """None where no question names a passage that can be read."""
    rows: RowsReport | None = None
    retirement: Retirement = field(default_factory=Retirement)
    usage: Usage = field(default_factory=Usage)
    base: str = ""
    model: str = ""
    """That the climb asked."""
    standing_reads: bool | None = None
    """Whether the variant that stands reads documents; None where that is not known."""
    complete: bool = False
    """All that it has to go by stands in the question, as in a structured task: its own failures are those with the evidence at hand."""

    @property
    def asked(self) -> int:
        """The questions that evidence rests on."""
        return self.questions if self.climb is None else min(self.climb.questions, self.questions)

    @property
    def oracle(self) -> Step | None:
        """The standing variant, given the question's own evidence; None where that was not measured: another one's causes are not known."""
        climb = self.climb
        steps = [step for step in climb.steps if step.side == "oracle" and step.figure is not None] if climb is not None else []
        return next((step for step in steps if climb is not None and step.variant == f"{climb.standing}+oracle"), None)


@dataclass(frozen=True, kw_only=True, slots=True)
class Failures:
    """How many of so many answers failed, by what would mend them."""

    n: int
    form: int = 0
    refusing: int = 0
    reasoning: int = 0
    search: int = 0
    absent: int = 0
    """Of `search`: answers of which no passage is known that says what is right."""
    other: int = 0

    @property
    def behaviour(self) -> int:
        """Failures of form and of refusal: what tuning could mend."""
        return self.form + self.refusing

    @property
    def all(self) -> int:
        """Every failure."""
        return self.behaviour + self.reasoning + self.search + self.other


def failures(causes: tuple[tuple[str, int], ...], *, n: int, repeats: int = 1) -> Failures:
    """The causes of failures, grouped; questions that are broken, or whose endpoint failed, are no part of the n.

    With repeats the causes count answers; a question counts once, by the share of its answers that failed.
    """
    counted = dict(causes)
    known = (*BAD_FORM, *REFUSING, *REASONING, *SEARCH, *NO_FAILURE)

    def of(names: tuple[str, ...]) -> int:
        return round(sum(counted.get(one, 0) for one in names) / repeats)

    return Failures(
        n=max(n - of(NO_FAILURE), 0),
        form=of(BAD_FORM),
        refusing=of(REFUSING),
        reasoning=of(REASONING),
        search=of(SEARCH),
        absent=of(ABSENT),
        other=of(tuple(cause for cause, _ in causes if cause not in known)),
    )


def percent(share: float) -> str:
    """A share as people write it: `12 %`."""
    return f"{share * 100:.3g} %"
