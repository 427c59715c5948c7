"""The time that a question is asked for, held against the days from and until which a text says of itself that it holds.

Such a time need not stand in the text: a price list that holds from January 2026 on tells the fee of 2026, and nothing of that of 2025.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from itertools import islice

from untuned.rag.verify.scope.whens import within
from untuned.text.days import Period, periods
from untuned.text.measures import measure_after
from untuned.text.regex import regex
from untuned.types.documents import Version
from untuned.types.versions import DATES_TOLD, STATED_FROM, STATED_TO

_LEADS = regex(
    r"(?:\b(?:as\s+(?:of|at)|at\s+the\s+end\s+of|in\s+the\s+year|in|on|for|during|throughout|of|в\s+течение|по\s+состоянию\s+на|на|в|за)\s+)?\Z",
    re.IGNORECASE,
)
_DIGITS = regex(r"\d{4}(?:-\d\d)?")
"""A year alone, or with its month in digits: an amount, or the number of a room or an order, looks the same."""
_TELLS_TIME = regex(
    r"(?:\A\W*|[’']s\s+|(?<!\w)(?:in|for|during|throughout|of|at|year|the|this|our|your|в|во|на|за|год[ау]?|течение)\s+)\Z", re.IGNORECASE
)
"""Before digits that are a time: `in 2025`, `the 2025 fee`, but not `room 2025`."""
_IS_COUNTED = regex(
    r"\s(?!(?:or|and|for|in|on|at|to|from|do|does|did|is|are|was|were|if|when|with|without|by|per|и|или|если|для|при|в|на)\s)[^\W\d_]",
    re.IGNORECASE,
)
"""Behind digits that may be an amount where `for` or `of` stands before them: `of 2000 rows`."""
_OF_AMOUNTS = regex(r"(?<!\w)(?:for|of|at|на|за)\s+\Z", re.IGNORECASE)
_OPEN = regex(
    r"(?:\b(?:since|before|after|until|till|by|from|to|between|and|than|prior\s+to|up\s+to|с|со|до|после|по|к|между|и|раньше|позже)|[-–—])\s*\Z",
    re.IGNORECASE,
)
"""Before a time that is one end of more."""
_YEAR_BEHIND = regex(r"\s(?:г\.|год(?:а|у|ом|е)?)(?!\w)", re.IGNORECASE)
_GAP_BEFORE = regex(r"\s+(?=[?.!,;:])")


@dataclass(frozen=True, slots=True)
class AskedTime:
    """The one day, month or year that a question is asked for, both ends in it."""

    first: date
    last: date
    rest: str
    """The question without it."""


def asked_time(question: str) -> AskedTime | None:
    """The time of a question that names one with its year, and no more; None for one end of more, as in `since 2024`.

    None as well for digits that may be an amount or a number of something: `2000 rows`, `room 2025`.
    """
    found = list(islice(periods(question), 2))
    if len(found) != 1 or _OPEN.search(question, 0, found[0].start) is not None or not _is_time(question, found[0]):
        return None
    time = found[0]
    leads, trails = _LEADS.search(question, 0, time.start), _YEAR_BEHIND.match(question, time.end)
    before = question[: time.start if leads is None else leads.start()]
    behind = question[time.end if trails is None else trails.end() :]
    return AskedTime(time.first, time.last, _GAP_BEFORE.sub("", " ".join(f"{before} {behind}".split())))


def _is_time(question: str, named: Period) -> bool:
    """False for digits that nothing tells to be a year."""
    start, end = named.start, named.end
    if _DIGITS.fullmatch(question, start, end) is None or _YEAR_BEHIND.match(question, end) is not None:
        return True
    if _TELLS_TIME.search(question, 0, start) is None or measure_after(question, end) is not None:
        return False
    return _OF_AMOUNTS.search(question, 0, start) is None or _IS_COUNTED.match(question, end) is None


def holds_at(time: AskedTime, version: Version, *, said: str, text: str) -> bool | None:
    """Whether a version says that it holds then; None where it does not say, or what tells is its words.

    Args:
        time: What the question is asked for.
        version: It says from when and until when it holds, in its front matter or its text.
        said: What is quoted of it, with its headings and title: where that names other times, it is true of these.
        text: All of its text: where that names the year, what is quoted may be told of it in another place.
    """
    start, end = _said_days(version)
    if start is None and end is None:
        return None
    if (start is not None and time.last < start) or (end is not None and end < time.first):
        year = str(time.first.year)
        return None if year in text or within(year, said) else False
    throughout = (start is None or start <= time.first) and (end is None or time.last <= end)
    own = (start, end)
    return True if throughout and all(one.first == one.last and one.first in own for one in periods(said)) else None


def _said_days(version: Version) -> tuple[date | None, date | None]:
    """From and until when a version holds, where its front matter or its text says so: a day by git is the day of its last change."""
    told = version.metadata.get(DATES_TOLD)
    by_text = {name for name, how in told.items() if how == "text"} if isinstance(told, dict) else set[str]()
    start = version.effective_from if "from" in by_text or any(map(version.metadata.get, STATED_FROM)) else None
    return start, version.effective_to if "to" in by_text or any(map(version.metadata.get, STATED_TO)) else None


def says_otherwise(version: Version, *, russian: bool) -> str:
    """For people: from and until when a version says that it holds."""
    start, end = _said_days(version)
    if start is not None and end is not None:
        return f"это действует с {start} по {end}" if russian else f"this holds from {start} to {end}"
    if start is not None:
        return f"это действует с {start}" if russian else f"this holds from {start} on"
    return f"это действует по {end}" if russian else f"this holds until {end}"
