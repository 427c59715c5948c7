"""What a page for people shows: a report, a climb or advice, with answers side by side and every question's scores."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from untuned.types.advice import Advice
from untuned.types.ladder import Climb
from untuned.types.measures import Interval
from untuned.types.reports import Report

PageLanguage = Literal["en", "ru"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Yardstick:
    """How a metric's values are read."""

    higher_is_better: bool = True
    share: bool = True
    """From 0 to 1, so that one end is right and the other wrong; others are milliseconds, dollars or counts."""

    def merit(self, value: float) -> float:
        """The value such that more is better; that of a share stays between 0 and 1."""
        if self.higher_is_better:
            return value
        return 1 - value if self.share else -value


@dataclass(frozen=True, kw_only=True, slots=True)
class Excerpt:
    """A quote inside its passage."""

    source: str
    """`path:line`, or a page."""
    before: str
    quote: str
    after: str
    exact: bool = True
    """Found character for character."""
    stands: bool = True
    """The document still says it: no later version changed it, and it was not removed."""


@dataclass(frozen=True, kw_only=True, slots=True)
class SideAnswer:
    """What one variant answered."""

    variant: str
    text: str
    """"" where it abstained or failed, or was purged."""
    reason: str = ""
    """Why there is no text."""
    value: float | None = None
    """Of the headline metric."""
    cause: str = ""
    verified: bool = False
    excerpts: tuple[Excerpt, ...] = ()
    more: int = 0
    """Quotes beside these, for which there is no room."""
    purged: bool = False
    """It was answered, and a purge took its words."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Shown:
    """A question with the answers of all variants side by side."""

    id: str
    text: str
    kind: str
    answers: tuple[str, ...] = ()
    """The right ones; () where the right thing is to abstain, or none is known."""
    must_abstain: bool = False
    said: tuple[SideAnswer, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class GridRow:
    """One question's headline scores, in the order of the page's sides."""

    id: str
    text: str
    kind: str
    language: str
    values: tuple[float | None, ...]
    """None where there is no score."""
    yardstick: Yardstick = Yardstick()

    @property
    def merits(self) -> tuple[float, ...]:
        """Of the values that are there: more is better."""
        return tuple(self.yardstick.merit(value) for value in self.values if value is not None)

    @property
    def wrong(self) -> bool:
        """Some variant is not wholly right; False of a metric that tells no right from wrong."""
        return self.yardstick.share and any(merit < 1 for merit in self.merits)

    @property
    def apart(self) -> float:
        """How far the variants lie apart: the greatest value less the least."""
        there = [value for value in self.values if value is not None]
        return max(there) - min(there) if there else 0.0

    @property
    def change(self) -> float:
        """By how much the last variant is better than the first; 0 where one of them has no score."""
        first, last = (self.values[0], self.values[-1]) if self.values else (None, None)
        return 0.0 if first is None or last is None else self.yardstick.merit(last) - self.yardstick.merit(first)


@dataclass(frozen=True, kw_only=True, slots=True)
class SliceCell:
    """One variant's mean on a slice of the questions."""

    value: float | None
    interval: Interval | None
    n: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Slice:
    """Questions that share a kind, a language or a cluster."""

    axis: Literal["kind", "language", "cluster"]
    name: str
    questions: int
    cells: tuple[SliceCell, ...]
    """In the order of the page's sides."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Page:
    """Everything that a page shows. At least one of report, climb and advice is there."""

    project: str
    made_at: datetime
    release: str
    report: Report | None = None
    climb: Climb | None = None
    advice: Advice | None = None
    sides: tuple[str, ...] = ()
    """The variants that slices, answers and the grid are of: a report's columns, or what a climb went from, by and to."""
    shown: tuple[Shown, ...] = ()
    """The questions that tell most, with their answers."""
    grid: tuple[GridRow, ...] = ()
    slices: tuple[Slice, ...] = ()
    yardstick: Yardstick = Yardstick()
    """Of the headline metric."""
    locked: int | None = None
    """Locked questions that there are to confirm a climb by; None where nobody looked."""
    definitions: tuple[tuple[str, str], ...] = ()
    """(metric, what it says of an answer) of the report's figures."""

    @property
    def headline(self) -> str:
        """The metric that slices and the grid show; "" where there is neither a report nor a climb."""
        measured = self.report or self.climb
        return "" if measured is None else measured.headline

    @property
    def id(self) -> str:
        """Of what it is about: `m12`, `c3`, `a2`."""
        return (self.advice and self.advice.id) or (self.climb and self.climb.id) or (self.report.measurement if self.report else "")
