"""Canonical facts: what facts.toml says, and what a question gets of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time
from decimal import Decimal
from typing import Literal

from untuned.types.answers import Computed

FactScalar = str | bool | int | Decimal | date | datetime | time
FactValue = FactScalar | tuple[FactScalar, ...]

DerivationKind = Literal["age", "elapsed", "days_until", "sum", "difference"]

TimeSpan = Literal["", "years", "months", "weeks", "days"]

LeapDay = Literal["03-01", "02-28"]
"""When the anniversary of a 29 February is in a common year."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Derivation:
    """How a value is worked out from facts, in the order of its inputs."""

    kind: DerivationKind
    inputs: tuple[str, ...]
    """Full names, such as `me.birth_date`; never another derivation."""
    annual: bool = False
    """For `days_until`: the next return of the day, every year."""
    span: TimeSpan = ""
    """For `elapsed`: what it is told in; "" for years, months and days."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Fact:
    """One statement of facts.toml: a value, or how one is worked out. [start, end) of the file's text are its lines."""

    section: str
    """"" above the first section."""
    key: str
    value: FactValue | None = None
    """None for a derivation."""
    derivation: Derivation | None = None
    unit: str = ""
    labels: tuple[str, ...] = ()
    """Other words for it, in any language."""
    ask: tuple[str, ...] = ()
    """Whole questions that it answers."""
    leap_day: LeapDay = "03-01"
    start: int
    end: int
    line: int
    """1-based."""

    @property
    def name(self) -> str:
        """Section and key: `me.birth_date`."""
        return f"{self.section}.{self.key}" if self.section else self.key

    @property
    def shown(self) -> str:
        """The value as the file has it, dates in ISO 8601, lists with commas, with its unit; "" for a derivation."""
        if self.value is None:
            return ""
        values = self.value if isinstance(self.value, tuple) else (self.value,)
        written = ", ".join(shown_value(value) for value in values)
        return f"{written} {self.unit}" if self.unit else written


@dataclass(frozen=True, kw_only=True, slots=True)
class FactSection:
    """What a group of facts is about."""

    name: str
    labels: tuple[str, ...] = ()
    person: bool = False
    """"My" and "your" mean it."""


@dataclass(frozen=True, kw_only=True, slots=True)
class FactBook:
    """All that one facts.toml says, in its order."""

    facts: tuple[Fact, ...] = ()
    sections: tuple[FactSection, ...] = ()
    text: str = field(default="", repr=False)
    """The file's own text: what the offsets of facts count in."""

    def __iter__(self) -> Iterator[Fact]:
        return iter(self.facts)

    def fact(self, name: str) -> Fact | None:
        """The fact of a full name; None when there is none."""
        return next((fact for fact in self.facts if fact.name == name), None)

    def line(self, fact: Fact) -> str:
        """The fact's lines as they stand in the file."""
        return self.text[fact.start : fact.end]


@dataclass(frozen=True, kw_only=True, slots=True)
class FactClaim:
    """What a question gets of the facts, before its lines are verified."""

    text: str
    """The fact's own line, or the computed value with its inputs."""
    computed: Computed | None = None
    spans: tuple[tuple[int, int], ...]
    """[start, end) of every line that it leans on, in the file's text."""
    confidence: float
    """Share, in [0, 1], of right claims among those that came about this way, as measured; see the guide on facts."""


def shown_value(value: FactScalar) -> str:
    """A single value as facts.toml has it."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime):
        return value.isoformat(" ")
    if isinstance(value, date | time):
        return value.isoformat()
    return f"{value:f}" if isinstance(value, Decimal) else str(value)
