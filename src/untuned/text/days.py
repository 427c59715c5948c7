"""Days, months and years that a text names, in English and Russian, each as its first and last day."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Literal

from untuned.text.regex import regex

_MONTHS = (
    "january|jan|январ(?:[ьяюе]|[её]м)",
    "february|feb|феврал(?:[ьяюе]|[её]м)",
    "march|mar|март(?:[ауе]|ом)?",
    "april|apr|апрел(?:[ьяюе]|[её]м)",
    "may|ма(?:[йяюе]|ем)",
    "june|jun|июн(?:[ьяюе]|[её]м)",
    "july|jul|июл(?:[ьяюе]|[её]м)",
    "august|aug|август(?:[ауе]|ом)?",
    "september|sept|sep|сентябр(?:[ьяюе]|[её]м)",
    "october|oct|октябр(?:[ьяюе]|[её]м)",
    "november|nov|ноябр(?:[ьяюе]|[её]м)",
    "december|dec|декабр(?:[ьяюе]|[её]м)",
)
MONTH = "(?:" + "|".join(_MONTHS) + r")\.?"
"""The name of a month, whole or short; to be matched in any case."""
_NUMBERED = tuple(regex(rf"(?:{names})\.?", re.IGNORECASE) for names in _MONTHS)
_YEAR = r"(?:19|20)\d\d"
_ANY_YEAR = regex(_YEAR)
_YEARS = {"recent": _YEAR, "any": r"(?:1\d|20)\d\d"}
_STATED = regex(
    r"(?:\b(?:last[ ](?:updated|modified|revised|reviewed)|date[ ]of[ ]last[ ]revision|effective[ ]date"
    r"|дата[ ](?:обновления|изменения|публикации|вступления[ ]в[ ]силу)|последнее[ ](?:обновление|изменение))"
    r"|(?:^|\()[ \t*_#>|-]{0,8}(?:updated|revised|effective|обновлен[оаы]?|редакция|действует)(?:[ ](?:on|as[ ]of|from|от|с))?)"
    r"\b[\s:*_(]{0,6}",
    re.IGNORECASE | re.MULTILINE,
)
"""Words before the day of a text; those that prose says of other things too, only at the beginning of a line or a bracket."""
_STATING_TEXT = "updated modified revised reviewed revision effective дата последнее обновлен редакция действует"
_STATING = tuple(_STATING_TEXT.split())
"""Of which such words have one each."""
_AROUND = 4_000
"""Characters at both ends of a text in which it says of when it is."""
_NEAR = 30
"""Characters behind such words in which the day stands."""


@dataclass(frozen=True, slots=True)
class Period:
    """A day, a month or a year that is named at [start, end)."""

    first: date
    last: date
    start: int
    end: int


Years = Literal["recent", "any"]


@cache
def _days(years: Years) -> re.Pattern[str]:
    year = _YEARS[years]
    return re.compile(
        rf"(?<![\w.])(?:(?P<y1>{year})-(?P<m1>\d\d)(?:-(?P<d1>\d\d))?(?![\w-])"
        rf"|(?P<d2>\d{{1,2}})[./](?P<m2>\d{{1,2}})[./](?P<y2>{year})(?!\d)"
        rf"|(?P<n3>{MONTH})[ \u00a0](?:(?P<d3>\d{{1,2}})(?:st|nd|rd|th)?,?[ \u00a0])?(?P<y3>{year})(?!\d)"
        rf"|(?P<d4>\d{{1,2}})(?:st|nd|rd|th)?[ \u00a0](?:of[ \u00a0])?(?P<n4>{MONTH}),?[ \u00a0](?P<y4>{year})(?!\d)"
        rf"|(?P<y5>{_YEAR})(?![\w-]|[.,]\d))",
        re.IGNORECASE,
    )


def periods(text: str, *, years: Years = "recent") -> Iterator[Period]:
    """Every day, month or year that a text names, in order. A day in digits with its month first is read so where it can be no other.

    Those from 1900 on; with `any`, days and months from 1000 on too, but no year alone, which may be a number.
    """
    for found in _days(years).finditer(text):
        ends = _ends(found)
        if ends is not None:
            yield Period(*ends, found.start(), found.end())


def period_in(value: str, *, years: Years = "recent") -> Period | None:
    """The first period that a value names; `years` as in `periods`."""
    return next(periods(value[:200], years=years), None)


def may_have_year(text: str) -> bool:
    """False where no recent year is named, and so no period: to look for that takes a tenth of what looking for `periods` takes."""
    return "20" in text or "19" in text


def stated_day(text: str) -> date | None:
    """The latest day that a text says it was updated, or holds from, at its beginning or its end; None where it says none."""
    ends = text if len(text) <= 2 * _AROUND else f"{text[:_AROUND]}\n{text[-_AROUND:]}"
    days: list[date] = []
    if not may_have_year(ends) or _ANY_YEAR.search(ends) is None:
        return None
    folded = ends.casefold().replace("ı", "i")  # what ignoring case takes for one letter
    if not any(word in folded for word in _STATING):
        return None
    for words in _STATED.finditer(ends):
        near = next(periods(ends[words.end() : words.end() + _NEAR]), None)
        if near is not None and near.first == near.last:
            days.append(near.first)
    return max(days, default=None)


def _ends(found: re.Match[str]) -> tuple[date, date] | None:
    given = {name[0]: value for name, value in found.groupdict().items() if value is not None}
    year = int(given["y"])
    month = month_of(given["n"]) if "n" in given else int(given["m"]) if "m" in given else None
    day = int(given["d"]) if "d" in given else None
    if "n" not in given and found["m2"] is not None and month is not None and month > 12 and day is not None:
        day, month = month, day
    try:
        if month is None:
            return date(year, 1, 1), date(year, 12, 31)
        if day is None:
            return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])
        return date(year, month, day), date(year, month, day)
    except (ValueError, IndexError):  # the 31st of February
        return None


def month_of(name: str) -> int:
    """The number of a month, from 1, by what `MONTH` matches."""
    return next(number for number, names in enumerate(_NUMBERED, start=1) if names.fullmatch(name))
