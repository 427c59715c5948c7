"""The values that a text tells, read for comparison: numbers with their measures, days, months and years. English and Russian."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from untuned.text.dates import months, numeric_dates
from untuned.text.figures import Figure, figures
from untuned.text.measures import measure_after, same
from untuned.text.regex import regex

_CONVERTED = 0.01
"""How far a value in another unit may be off: `5 km` is `3.1 miles`, and `3 miles` is not."""
_ORDINALS = {
    word: float(value)
    for value, forms in enumerate(
        (
            "one first один одна одно одного одной первый первая первое первого первой",
            "second второй вторая второе второго",
            "third третий третья третье третьего",
            "fourth четвертый четвертая четвертое",
            "fifth пятый пятая пятое",
            "sixth шестой шестая шестое",
            "seventh седьмой седьмая седьмое",
            "eighth восьмой восьмая восьмое",
            "ninth девятый девятая девятое",
            "tenth десятый десятая десятое",
            "eleventh одиннадцатый",
            "twelfth двенадцатый",
        ),
        1,
    )
    for word in forms.split()
}
_ORDINAL = regex(r"\b(?:" + "|".join(_ORDINALS) + r")\b")


@dataclass(frozen=True, slots=True)
class Dated:
    """A month, day or year, [start, end) of the text; None for what is not said."""

    start: int
    end: int
    months: frozenset[int]
    """Every month that is meant, or may be: `3/5/2024` is read both ways."""
    days: frozenset[int] = frozenset()
    year: int | None = None


@dataclass(frozen=True, slots=True)
class Timed:
    """A time of day, [start, end) of the text, in minutes after midnight; both halves of the day where nothing tells which."""

    start: int
    end: int
    minutes: frozenset[int]


@dataclass(frozen=True, slots=True)
class Values:
    """What a text tells in numbers."""

    figures: tuple[Figure, ...]
    """Numbers that are no part of a date."""
    dates: tuple[Dated, ...]
    times: tuple[Timed, ...]
    numbers: frozenset[float]
    """Every value of every figure, of the parts of dates, and of `first` to `twelfth`."""
    spans: tuple[tuple[int, int], ...]
    """[start, end) of all of them, with their measures."""


@lru_cache(maxsize=2048)
def values(text: str) -> Values:
    """The figures and dates of a text."""
    dates, times = tuple(_dates(text)), tuple(_times(text))
    inside = [(each.start, each.end) for each in (*dates, *times)]
    found = tuple(figure for figure in (*figures(text), *_single(text)) if not any(start <= figure.start < end for start, end in inside))
    numbers = {value for figure in found for value in figure.values}
    for date in dates:
        numbers.update(float(day) for day in date.days)
        numbers.update([float(date.year)] if date.year is not None else [])
    numbers.update(_ORDINALS[word] for word in _ORDINAL.findall(text.lower().replace("ё", "е")))
    spans = [*inside, *((min(figure.start, figure.measure_start or figure.start), max(figure.end, figure.measure_end)) for figure in found)]
    return Values(found, dates, times, frozenset(numbers), tuple(sorted(spans)))


_DAY_BEFORE = regex(r"(?<![\d.,])(\d{1,2})(?:st|nd|rd|th|-?е|-?го|-?ого)?(?:\s+of)?\s+\Z", re.IGNORECASE)
_DAY_AFTER = regex(r"\.?\s+(?:the\s+)?(\d{1,2})(?:st|nd|rd|th)?(?![\d:%])(?!\s*(?:percent|per cent))", re.IGNORECASE)
_YEAR_AFTER = regex(r"\.?,?\s+(?:of\s+)?(1\d{3}|20\d{2})(?!\d)")


def _dates(text: str) -> Iterator[Dated]:
    for date in numeric_dates(text):
        yield Dated(date.start, date.end, frozenset(month for month, _ in date.days), frozenset(day for _, day in date.days), date.year)
    for month in months(text):
        start, end, day = month.start, month.end, None
        if (before := _DAY_BEFORE.search(text, max(0, start - 12), start)) is not None:
            start, day = before.start(1), int(before[1])
        elif (after := _DAY_AFTER.match(text, end)) is not None:
            end, day = after.end(), int(after[1])
        year = _YEAR_AFTER.match(text, end)
        days: frozenset[int] = frozenset() if day is None else frozenset([day])
        yield Dated(start, end if year is None else year.end(), frozenset([month.number]), days, None if year is None else int(year[1]))


_TIME = regex(r"(?<![\d.,:])(\d{1,2})(?:[:.](\d{2}))?\s?([ap])\.?m\b\.?|(?<![\d.,:])([01]?\d|2[0-3]):([0-5]\d)(?![\d:])", re.IGNORECASE)
_NOON = 12 * 60


def _times(text: str) -> Iterator[Timed]:
    for match in _TIME.finditer(text):
        hour, minute = int(match[1] or match[4]), int(match[2] or match[5] or 0)
        told = hour * 60 + minute
        if match[3] is not None:
            minutes = frozenset([told % _NOON + (_NOON if match[3].lower() == "p" else 0)])
        else:
            minutes = frozenset([told, told + _NOON]) if 0 < hour < 12 else frozenset([told])
        yield Timed(match.start(), match.end(), minutes)


_ARTICLE = regex(r"\b(?:an?|one|один|одна|одного|одну|одной)(?=[\s-])", re.IGNORECASE)


def _single(text: str) -> Iterator[Figure]:
    """`a week` is one week; of other units an article counts nothing."""
    for match in _ARTICLE.finditer(text):
        after = measure_after(text, match.end())
        if after is not None and after[0].dimension == "time" and after[0].name != "second":
            yield Figure((1.0,), match.start(), match.end(), after[0], match.start(), after[1], words=True)


def carries(text: Values, figure: Figure) -> bool:
    """True when the text tells this number, beside the same measure where both have one, or converted into another unit."""
    if figure.years is not None:  # `1990s` is no year of them
        return any(other.years == figure.years for other in text.figures)
    if not any(value in text.numbers for value in figure.values):
        return _converted(text, figure)
    alike = [other for other in text.figures if set(other.values) & set(figure.values)]
    return not alike or any(_measured_alike(figure, other) for other in alike) or _converted(text, figure)


def measured(text: Values, figure: Figure) -> bool:
    """True when the text tells this number beside the same measure, or converted into another unit."""
    beside = (other for other in text.figures if set(other.values) & set(figure.values) and other.measure is not None)
    return any(_measured_alike(figure, other) for other in beside) or _converted(text, figure)


def carries_date(text: Values, date: Dated) -> bool:
    """True when one date of the text has all that this one says; a year may stand by itself."""
    return any(_dated_alike(date, other, text) for other in text.dates)


def carries_time(text: Values, time: Timed) -> bool:
    """True when the text tells this time of day."""
    return any(time.minutes & other.minutes for other in text.times)


def _dated_alike(date: Dated, other: Dated, text: Values) -> bool:
    if not date.months & other.months or (date.days and not date.days & other.days):
        return False
    return date.year is None or date.year == other.year or (other.year is None and float(date.year) in text.numbers)


def _measured_alike(figure: Figure, other: Figure) -> bool:
    return figure.measure is None or other.measure is None or same(figure.measure, other.measure)


def _converted(text: Values, figure: Figure) -> bool:
    measure = figure.measure
    if measure is None or not measure.dimension:
        return False
    for other in text.figures:
        if other.measure is None or other.measure.dimension != measure.dimension or other.measure.name == measure.name:
            continue
        for mine in (measure.base(value) for value in figure.values):
            if any(abs(mine - other.measure.base(value)) <= _CONVERTED * max(abs(mine), 1e-12) for value in other.values):
                return True
    return False
