"""Time: the day that a question is asked for, the days that a version held, and what took a document's place."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Literal

TimeAxis = Literal["effective", "known"]
"""When a text is in force by what it says; or when it was the one that was synced."""

DATES_TOLD = "dates_told"
"""The name in a version's metadata below which stands how its days were told, where its own metadata do not say: `text` or `git`."""

STATED_FROM, STATED_TO = ("effective_from", "effective"), ("effective_to",)
"""The names in a document's own metadata below which stand the days from and until which it says that it holds."""

SUCCEEDED = "succeeded"
"""The name in a version's metadata below which stands what took the document's place, told at sync: `by`, `from`, `known`, `told`."""


@dataclass(frozen=True, kw_only=True, slots=True)
class AsOf:
    """The day that a question is asked for.

    `effective`: the texts that were in force on it by what they say or by git's days, else by the day they were synced.
    `known`: the texts that were synced last at its end, UTC.
    A moment stands for its day: that of UTC where it names a timezone.

    Raises:
        TypeError: The day is none, such as a string; the message says how one is made.
    """

    day: date
    axis: TimeAxis = "effective"

    def __post_init__(self) -> None:
        """Keep the day of a moment, which is a `date` to Python too."""
        if not isinstance(self.day, date):  # pyright: ignore[reportUnnecessaryIsInstance] - callers need not be checked by types
            raise TypeError(f"a day is a datetime.date, not {type(self.day).__name__}: date.fromisoformat('2025-03-01') makes one")
        if isinstance(self.day, datetime):
            moment = self.day if self.day.tzinfo is None else self.day.astimezone(UTC)
            object.__setattr__(self, "day", moment.date())

    @property
    def sentence(self) -> str:
        """For people."""
        return f"as of {self.day}" if self.axis == "effective" else f"as it was known on {self.day}"


@dataclass(frozen=True, kw_only=True, slots=True)
class Life:
    """The days on which a version held, both ends included; None: without an end. It never held where the end comes first."""

    held_from: date
    held_to: date | None
    known_from: date
    known_to: date | None
    open_to: frozenset[str]
    """Who may read its document now: an older version is readable only with its own groups and these."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Succession:
    """One document takes another's place."""

    former: str
    """The older document's path."""
    by: str
    """The newer document's path."""
    starts: date | None
    """From when on; None: ever since it was synced."""
    known: date
    """The day on which the newer one was first synced."""
    told: str
    """`front matter`, or the rule that says so."""
