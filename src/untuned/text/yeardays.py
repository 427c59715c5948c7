"""Days of the year that a text speaks of without naming each: `24, 25 and 26 December`, `from April to September`, `the rest of the year`.

English and Russian. A day has no year here: what stands so in a text comes every year.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from untuned.text.days import MONTH, month_of
from untuned.text.regex import regex
from untuned.text.words import terms

_NUMBER = r"\d{1,2}(?:st|nd|rd|th|-?[гм]о|-?е|\.)?"
_AND = r"(?:,\s?(?:and\s|or\s)?|\s(?:and|or|и|или)\s|\s?&\s?)"
_TO = r"(?:\s?[-–—]\s?|\s(?:to|until|till|through|thru|по|до)\s)(?:(?:the\s)?(?:end\sof|кон(?:ец|ца))\s)?"
_NUMBERS = rf"{_NUMBER}(?:(?:{_AND}|{_TO}){_NUMBER}){{0,30}}"
_MONTH = regex(rf"(?<!\w){MONTH}(?!\w)", re.IGNORECASE)
_BEFORE = regex(rf"(?<![\w.,:]){_NUMBERS}\s(?:of\s)?\Z", re.IGNORECASE)
_BEHIND = regex(rf"\s(?:the\s)?{_NUMBERS}(?!\w|[.:,]\d|\s?%)", re.IGNORECASE)
_A_NUMBER = regex(r"\d{1,2}")
_BETWEEN = regex(_TO, re.IGNORECASE)
_AND_ALONE = regex(r"\s(?:and|и)\s(?:the\s)?", re.IGNORECASE)
_OPENS_RANGE = regex(r"(?<!\w)(?:between|между)\s(?:the\s)?\Z", re.IGNORECASE)
_OPEN_ENDED = regex(
    r"(?<!\w)(?:from|since|after|before|until|till|by|through|starting|с|со|до|после|по|начиная)\s(?:the\s|on\s)?\Z", re.IGNORECASE
)
_PART_OF_MONTH = regex(
    r"(?<!\w)(?:(?:the\s)?(?:(?P<early>early|(?:beginning|start)\sof|начал\w{1,3})|(?P<mid>mid|(?:the\s)?middle\sof|середин\w{1,3})"
    r"|(?P<late>late|end\sof|кон(?:ец|ц\w{1,2}))))[-\s]\Z",
    re.IGNORECASE,
)
_PARTS = {"early": (1, 10), "mid": (11, 20), "late": (21, 31)}
"""The days of a month's parts, which nobody counts: both ends in them."""
_WHOLE_YEAR = regex(
    r"\b(?:all\s(?:the\s)?year|year[-\s]round|throughout\sthe\syear|(?:every|any)\smonth"
    r"|any\stime\sof\s(?:the\s)?year|круглый\sгод|круглогодично|весь\sгод|любое\sвремя\sгода)\b",
    re.IGNORECASE,
)
_REST = regex(r"\b(?:(?:the\s)?rest\sof\sthe\syear|в\sостальн\w+\s(?:время\sгода|месяц\w*)|остальн\w+\sмесяц\w*)\b", re.IGNORECASE)
_HINTS = "year round throughout month год года круглый круглогодично месяцы"
_NAMES = {
    "en": "January February March April May June July August September October November December",
    "ru": "январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь",
}
_ENDS_OF_RANGE = 2
_AROUND = 120
"""Characters beside a month's name in which its days stand."""
_FIRST, _LAST = 1, 31
_MAY = "may"


class Stretch(NamedTuple):
    """Days of the year, both ends in it, as (month, day); over the end of a year where the first is later than the last."""

    first: tuple[int, int]
    last: tuple[int, int]

    def meets(self, other: Stretch) -> bool:
        """True where some day is in both."""
        return any(one.first <= its.last and its.first <= one.last for one in self._halves() for its in other._halves())

    def _halves(self) -> Iterator[Stretch]:
        if self.first <= self.last:
            yield self
        else:
            yield Stretch(self.first, (12, _LAST))
            yield Stretch((1, _FIRST), self.last)


def terms_unnamed(text: str, found: Collection[str], *, language: str) -> tuple[str, ...]:
    """The analysed names of those months that a text speaks of and that do not stand there; English ones where its language is unknown.

    `found` are the text's analysed words.
    """
    if len(_all_months().intersection(found)) < _ENDS_OF_RANGE and _hints().isdisjoint(found):
        return ()
    stretches, months = spoken_of(text), _months(language if language in _NAMES else "en")
    spoken = (term for number, term in enumerate(months, 1) if any(stretch_of(number).meets(one) for one in stretches))
    return tuple(term for term in spoken if term not in found)


def is_month(term: str) -> bool:
    """True for the analysed name of a month, in either language."""
    return term in _all_months()


def month_named(term: str) -> int:
    """The number of the month whose analysed name this is, in either language; 0 for none."""
    return next((names.index(term) + 1 for names in map(_months, _NAMES) if term in names), 0)


def speaks_of(text: str, day: Stretch) -> bool:
    """True for a text that speaks of a day: by its date, in a list or range, by its month alone, or from or until another date.

    `may` in small letters is no month.
    """
    named = [_named(text, month) for month in _MONTH.finditer(text) if month[0] != _MAY]
    if any(_OPEN_ENDED.search(text, max(0, one.start - _AROUND), one.start) is not None for one in named):
        return True
    return any(stretch.meets(day) for stretch in (*(stretch for one in named for stretch in one.days), *spoken_of(text)))


@cache
def _months(language: str) -> tuple[str, ...]:
    return tuple(terms(_NAMES[language], language=language))


@cache
def _all_months() -> frozenset[str]:
    return frozenset(term for language in _NAMES for term in _months(language))


@cache
def _hints() -> frozenset[str]:
    """Words of which one is in whatever speaks of the whole year: to look for them takes next to no time."""
    return frozenset(term for word in _HINTS.split() for language in _NAMES for term in terms(word, language=language))


class _Named(NamedTuple):
    """A month with its days, at [start, end)."""

    days: tuple[Stretch, ...]
    start: int
    end: int


def spoken_of(text: str) -> tuple[Stretch, ...]:
    """The days that stand in a text's lists and ranges; not those that it names alone."""
    if _WHOLE_YEAR.search(text) is not None or speaks_of_rest(text):
        return (Stretch((1, _FIRST), (12, _LAST)),)
    return named_in(text)


def whole_year_at(text: str) -> int | None:
    """Where a text begins to speak of the whole year; None where it does not."""
    found = _WHOLE_YEAR.search(text)
    return None if found is None else found.start()


def speaks_of_rest(text: str) -> bool:
    """True for a text of the rest of the year: of what is left by the days that stand before it."""
    return _REST.search(text) is not None


def named_in(text: str) -> tuple[Stretch, ...]:
    """The days that stand in a text's lists and ranges, as far as it names their months."""
    named = [_named(text, month) for month in _MONTH.finditer(text)]
    ranges = (Stretch(one.days[0].first, other.days[-1].last) for one, other in pairwise(named) if _joined(text, one, other))
    return (*(day for one in named for day in one.days if len(one.days) > 1), *ranges)


def stretch_of(month: int, day: int = 0) -> Stretch:
    """A day, or a whole month where `day` is 0."""
    return Stretch((month, day or _FIRST), (month, day or _LAST))


def _joined(text: str, one: _Named, other: _Named) -> bool:
    if _BETWEEN.fullmatch(text, one.end, other.start) is not None:
        return True
    return _AND_ALONE.fullmatch(text, one.end, other.start) is not None and _opens_range(text, one.start)


def _opens_range(text: str, at: int) -> bool:
    """True where `between` stands right before a place: the `and` behind it joins the ends of a range."""
    return _OPENS_RANGE.search(text, max(0, at - _AROUND), at) is not None


def _named(text: str, month: re.Match[str]) -> _Named:
    """A month with the days that stand before it, or behind it."""
    number = month_of(month[0])
    around = max(0, month.start() - _AROUND)
    before = _BEFORE.search(text[around : month.start()])
    if before is not None:
        start = around + before.start()
        return _Named(tuple(_days(before[0], number, between=_opens_range(text, start))), start, month.end())
    behind = _BEHIND.match(text, month.end(), month.end() + _AROUND)
    if behind is not None:
        return _Named(tuple(_days(behind[0], number)), month.start(), behind.end())
    part = _PART_OF_MONTH.search(text, around, month.start())
    if part is not None:
        first, last = next(days for name, days in _PARTS.items() if part[name] is not None)
        return _Named((Stretch((number, first), (number, last)),), part.start(), month.end())
    return _Named((stretch_of(number),), month.start(), month.end())


def _days(text: str, month: int, *, between: bool = False) -> Iterator[Stretch]:
    """The days of a list, those of its ranges together; of two `between` which there is an `and` all from one to the other."""
    numbers = [found for found in _A_NUMBER.finditer(text) if 1 <= int(found[0]) <= _LAST]
    yield from (stretch_of(month, int(found[0])) for found in numbers)
    yield from _ranges(text, numbers, month)
    if between and len(numbers) == _ENDS_OF_RANGE and int(numbers[0][0]) < int(numbers[1][0]):
        yield Stretch((month, int(numbers[0][0])), (month, int(numbers[1][0])))


def _ranges(text: str, numbers: Sequence[re.Match[str]], month: int) -> Iterator[Stretch]:
    for one, other in pairwise(numbers):
        if _BETWEEN.search(text, one.end(), other.start()) is not None and int(one[0]) < int(other[0]):
            yield Stretch((month, int(one[0])), (month, int(other[0])))
