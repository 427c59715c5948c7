"""Lines that tell a day of the week by its own name, against sentences that say "daily" of something beside them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from typing import Protocol

from untuned.models.reader.shares import Shares
from untuned.models.reader.units import Unit
from untuned.text.weekdays import named, says_daily
from untuned.text.words import terms

_OPENING_TEXT = """
open opens opened opening close closes closed closing hour hours
открыт открыта открыто открыты открывается открываются открываетесь закрыт закрыта закрыто закрыты закрывается закрываются закрываетесь
работа работать работает работают работаете часы режим график
"""
"""What is said of anything that has hours."""


class Found(Protocol):
    """A window."""

    @property
    def passage(self) -> int:
        """Ordinal of its passage."""
        ...

    @property
    def first(self) -> int:
        """Ordinal of its first unit in the passage."""
        ...

    @property
    def last(self) -> int:
        """Ordinal of its last unit."""
        ...

    @property
    def held(self) -> int:
        """The terms that it carries."""
        ...


def of_something_beside(found: Sequence[Found], shares: Shares, *, units: Callable[[int], tuple[str, Sequence[Unit]]]) -> frozenset[int]:
    """The ordinals of the windows that speak of a day that is asked for by "daily" alone, where a line by its name has all else they have.

    `Sunday | 9–18` answers "Are you open on Sunday?", and `The sauna is open daily from 15:00` does not; of the sauna it is the other way
    round. `units` gives a passage's text and units by its ordinal.
    """
    if not shares.days:
        return frozenset()
    general = shares.days | shares.of(opening())
    listed: set[int] = set()
    daily: list[int] = []
    for nth, window in enumerate(found):
        if not window.held & shares.days:
            continue
        text, seen = units(window.passage)
        inside = [*seen[window.first : window.last + 1]]
        about = _about_day(inside, shares) or _about_day(seen[max(window.first - 1, 0) : window.first], shares)
        if about and all(says_daily(text[unit.start : unit.end]) for unit in about):
            daily.append(nth)
        elif window.first == window.last and about == inside and _is_of_day(about[0], text):
            listed.add(window.held)
    return frozenset(nth for nth in daily if any(not found[nth].held & ~row & ~general for row in listed))


def _about_day(units: Sequence[Unit], shares: Shares) -> list[Unit]:
    return [unit for unit in units if shares.held(unit.terms) & shares.days]


def _is_of_day(unit: Unit, text: str) -> bool:
    """True for a row or an item, and for a line that begins with a day."""
    if unit.kind in ("row", "item"):
        return True
    days = named(text[unit.start : unit.end])
    return bool(days) and days[0].start == 0


@cache
def opening() -> frozenset[str]:
    """The analysed words that are said of anything that has hours."""
    return frozenset(terms(_OPENING_TEXT, stop_words=False))
