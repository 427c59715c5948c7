"""Advice: three questions with their evidence, what follows from them, and what would turn it over."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Literal

from untuned.types.measures import Interval

Topic = Literal["knowledge", "behaviour", "worth"]
"""Does it need knowledge that changes faster than it is retrained? Is there a problem that prompting cannot mend? Does it pay?"""

Said = Literal["yes", "no", "unknown"]

Action = Literal[
    "add questions",
    "climb",
    "add figures",
    "try prompts",
    "add documents",
    "mend retrieval",
    "retrieval",
    "few-shot",
    "chain of thought",
    "clean data",
    "trial tuning",
    "hybrid",
    "not worth it",
    "wait for the base",
    "hold",
    "nothing",
]
"""What to do next. `climb`: nothing was measured yet, or not enough of it; `add figures`: what it would cost or earn is not known.
`trial tuning` and `hybrid` are for format only; `hold` keeps a tuned model back until its rows are valid again;
`nothing`: it is good enough as it is; `add documents`: no passage is known that says what is right."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Ground:
    """One piece of evidence, with the figure and where it comes from."""

    text: str
    value: float | None = None
    interval: Interval | None = None
    source: str = ""
    """Such as a measurement (`m12`), a climb (`c3`), the version history, or a setting (`advice.calls_a_month`)."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Reading:
    """The answer to one of the three questions."""

    topic: Topic
    question: str
    said: Said
    because: str
    grounds: tuple[Ground, ...] = ()
    missing: tuple[str, ...] = ()
    """What would have to be known; each is something that can be done."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Scenario:
    """A row of the matrix: a situation, whether it is this project's, and what it calls for."""

    name: str
    holds: Said
    calls_for: str
    because: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class BreakEven:
    """After how many months tuning has earned what it took."""

    months: float | None
    """None where it never does."""
    interval: Interval | None
    """In months, over the ranges of the assumptions; its high may be infinite."""
    saved_a_month: Decimal
    """US dollars, at the middle of every assumption; negative where tuning costs more to run."""
    invested: Decimal
    flips: str = ""
    """The one assumption that turns the verdict over, with the value at which it does."""


@dataclass(frozen=True, kw_only=True, slots=True)
class NextStep:
    """What to do now, and what it takes."""

    action: Action
    text: str
    command: str = ""
    """What to type, where a command does it."""
    questions: int | None = None
    rows: int | None = None
    cost: Decimal | None = None
    """US dollars; None where a price is not known."""
    hours: float | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Advice:
    """What is advised, and why."""

    id: str
    """Such as `a2`; "" before it is kept."""
    at: datetime
    action: Action
    headline: str
    """One sentence."""
    scope: str = ""
    """What tuning would be for, such as `format only`; "" where none is advised."""
    readings: tuple[Reading, ...]
    """Three, in the order of the questions."""
    scenarios: tuple[Scenario, ...]
    step: NextStep
    break_even: BreakEven | None = None
    flips: str = ""
    """The one assumption or finding that would turn the advice over."""
    base: str = ""
    """The base model, as `provider:model`."""
    retires: date | None = None
    questions: int
    climb: str = ""
    simulated: bool = False
    notes: tuple[str, ...] = ()

    def reading(self, topic: Topic) -> Reading:
        """The answer to one of the three questions."""
        return next(one for one in self.readings if one.topic == topic)
