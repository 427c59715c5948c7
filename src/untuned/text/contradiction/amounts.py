"""Numbers with what they count, and days, as they are compared between two statements."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from operator import attrgetter

from untuned.text.contradiction.clock import CLOCK, clock_times
from untuned.text.contradiction.spelt import TIMES, spelt, times_behind
from untuned.text.dates import months
from untuned.text.days import Period, may_have_year, periods
from untuned.text.figures import Figure, figures
from untuned.text.measures import Measure
from untuned.text.measures import same as same_measure
from untuned.text.regex import regex

_YEAR_BEFORE = regex(
    r"(?:\b(?:in|of|since|by|from|until|till|to|between|and|before|after|during|circa|around|early|late|mid|year|в|во|с|со|до|по|к|после|около|"
    r"год[ау]?|между|и|январ\w+|феврал\w+|март\w*|апрел\w+|ма[йя]|июн\w+|июл\w+|август\w*|сентябр\w+|октябр\w+|ноябр\w+|декабр\w+|[A-Z][a-z]{2,8})"
    r"[ \u00a0-]|[(\[,–—-] ?)\Z",
    re.IGNORECASE,
)
_MONTHS_TEXT = "jan feb mar apr may jun jul aug sep oct nov dec янв фев мар апр ма июн июл авг сен окт ноя дек"
_MONTHS = tuple(_MONTHS_TEXT.split())
"""How the names of months begin."""
_YEAR_AFTER = regex(r"[ \u00a0]?(?:г\.|год|г\b|гг)|\s*(?:[.,;:)\]–—-]|\Z)")
_VERSION = regex(r"\d{1,3}\.\d{1,3}\Z")
_NO_NOUN_BEFORE = regex(
    r"(?:\b(?:is|are|was|were|be|of|to|by|from|than|about|at|in|for|and|or|over|under|up|only|just|costs?|weighs?|has|with|"
    r"до|от|на|по|за|в|с|к|и|или|более|менее|около|равен|равна|стоит|весит|составляет)[ \u00a0]|[$€£₽~≈=<>(:–—-] ?)\Z",
    re.IGNORECASE,
)
_VERSION_BEFORE = regex(r"\b(?:v|ver|version|release|верси\w+|выпуск\w*)\.?[ \u00a0]\Z", re.IGNORECASE)
_SURNAME = regex(r"[ \u00a0][A-ZА-ЯЁ][^\W\d_]{2,}")
_IN_MONTH = regex(
    r"\b(?:in|since|by|until|till|of|from|to|last|next|early|late|mid|each|every|before|after|в|с|до|к|по)[ \u00a0-]\Z", re.IGNORECASE
)
_BOUND = regex(
    r"\s*\+|[ \u00a0](?:or|and)[ \u00a0](?:later|newer|higher|above|up|older|earlier|greater)\b"
    r"|,?[ \u00a0](?:и|или)[ \u00a0](?:новее|выше|позднее|позже|старше|более)\b",
    re.IGNORECASE,
)
"""Behind a version's number, it makes a demand of it: `Python 3.9 or later` does not say which version the page is of."""
_CONVERTED = 0.011
"""How far two amounts in different units may be apart and still be one, as a share."""
_BINARY = (1.0, 1.024, 1.024**2, 1.024**3)
"""What a kilobyte, and what is made of kilobytes, may be beside a thousand bytes: 2,048 MB are 2 GB to nobody's harm."""


@dataclass(frozen=True, slots=True)
class Amount:
    """A number or a day at [start, end)."""

    start: int
    end: int
    values: tuple[float, ...] = ()
    measure: Measure | None = None
    day: tuple[int | None, int | None, int | None] | None = None
    """(year, month, day of the month) of a day, each None where it is not told."""
    version: bool = False
    """The number of a version: it says what is spoken of."""


def amounts(text: str) -> list[Amount]:
    """The days and numbers of a text, in order."""
    days = [_of_period(one) for one in periods(text) if one.end - one.start > 4] if may_have_year(text) else []
    days += [
        Amount(a, b, values=(at,), measure=CLOCK)
        for a, b, at in clock_times(text)
        if not _within(a, [(one.start, one.end) for one in days])
    ]
    taken = [(one.start, one.end) for one in days]
    found = [*days, *(_of_figure(text, figure) for figure in figures(text) if not _within(figure.start, taken))]
    known = {one.start for one in found}
    found += [Amount(start, end, values=(value,), measure=unit) for start, end, value, unit in spelt(text) if start not in known]
    folded = text.casefold()
    if any(begin in folded for begin in _MONTHS):
        alone = (month for month in months(text) if not _within(month.start, taken) and not _is_name(text, month.start, month.end))
        found += [Amount(month.start, month.end, day=(None, month.number, None)) for month in alone]
    return sorted(found, key=attrgetter("start"))


def _is_name(text: str, start: int, end: int) -> bool:
    """True for the first name of `April Jones` and «Марта Хольм»."""
    if not text[start].isupper() or _SURNAME.match(text, end) is None:
        return False
    return _IN_MONTH.search(text, max(0, start - 12), start) is None


def _within(at: int, spans: Sequence[tuple[int, int]]) -> bool:
    return any(start <= at < end for start, end in spans)


def _of_period(period: Period) -> Amount:
    first, last = period.first, period.last
    if first == last:
        return Amount(period.start, period.end, day=(first.year, first.month, first.day))
    return Amount(period.start, period.end, day=(first.year, first.month if first.month == last.month else None, None))


def _of_figure(text: str, figure: Figure) -> Amount:
    start, end = figure.start, figure.end
    if figure.measure is not None:
        return Amount(min(start, figure.measure_start), max(end, figure.measure_end), values=figure.values, measure=figure.measure)
    if (behind := times_behind(text, end)) > end:
        return Amount(start, behind, values=figure.values, measure=TIMES)
    before = text[max(0, start - 24) : start]
    if figure.year and not figure.words and (_YEAR_BEFORE.search(before) or _YEAR_AFTER.match(text, end)):
        return Amount(start, end, day=(int(figure.values[0]), None, None))
    version = _VERSION_BEFORE.search(before) is not None
    if (
        not version
        and _VERSION.match(text[start:end])
        and before[-1:] in (" ", "\u00a0")
        and before[-2:-1].isalpha() | (before[-2:-1] in '»"')
    ):
        version = _NO_NOUN_BEFORE.search(before) is None
    return Amount(start, end, values=figure.values, version=version and _BOUND.match(text, end) is None)


def same(one: Amount, other: Amount, *, nouns: tuple[str, str] = ("", "")) -> bool:
    """True when both say the same amount or may mean the same day; `nouns` are what each of them counts, where it has no unit."""
    if one.day is not None and other.day is not None:
        return all(a is None or b is None or a == b for a, b in zip(one.day, other.day, strict=True))
    if one.day is not None or other.day is not None:
        dated, bare = (one, other) if one.day is not None else (other, one)
        return dated.day is not None and dated.day[1] is None and dated.day[0] is not None and float(dated.day[0]) in bare.values
    if one.measure is CLOCK or other.measure is CLOCK:
        return _one_time(one, other)
    equal = not frozenset(one.values).isdisjoint(other.values)
    if one.measure is None or other.measure is None:
        return equal and (one.measure is other.measure is None or not all(nouns)) and _one_noun(nouns)
    return equal if same_measure(one.measure, other.measure) else _converted(one.values, one.measure, other.values, other.measure)


def _converted(one: Sequence[float], mine: Measure, other: Sequence[float], theirs: Measure) -> bool:
    """True where two amounts in different units of one dimension are one."""
    if not mine.dimension or mine.dimension != theirs.dimension:
        return False
    times = _BINARY if mine.dimension == "data" else _BINARY[:1]
    pairs = [(mine.base(a), theirs.base(b)) for a in one for b in other]
    return any(_near(a * factor, b) or _near(a, b * factor) for a, b in pairs for factor in times)


def _one_time(one: Amount, other: Amount) -> bool:
    """True for one time of day; `at 9` may be 9 in the morning and in the evening."""
    if one.measure is other.measure:
        return bool(set(one.values) & set(other.values))
    at, bare = (one, other) if one.measure is CLOCK else (other, one)
    return bare.measure is None and any(60 * (value % 12) == minutes % 720 for value in bare.values for minutes in at.values)


def _one_noun(nouns: tuple[str, str]) -> bool:
    return not all(nouns) or nouns[0][:4] == nouns[1][:4]


def _near(one: float, other: float) -> bool:
    return abs(one - other) <= _CONVERTED * max(abs(one), abs(other))


def comparable(one: Amount, other: Amount) -> bool:
    """True when both measure the same sort of thing: two days, two lengths, two sums of money, two shares."""
    if one.day is not None or other.day is not None:
        return one.day is not None and other.day is not None
    if one.measure is None or other.measure is None:
        return False
    if one.measure.dimension:
        return one.measure.dimension == other.measure.dimension
    return one.measure.kind == other.measure.kind
