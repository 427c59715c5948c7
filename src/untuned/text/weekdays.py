"""Days of the week that a text speaks of, in English and Russian: by their names, shortened, as ranges, and as "weekdays" or "daily".

`Tuesday to Friday`, `Пн–Пт` and `Sat | 10–16` speak of days whose names do not stand there. Days are ISO numbers, 1 for Monday.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from untuned.text.regex import regex
from untuned.text.words import terms

_NAMES = {
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
    "ru": ("понедельник", "вторник", "среда", "четверг", "пятница", "суббота", "воскресенье"),
}

LANGUAGES = tuple(_NAMES)
_TOGETHER = {
    "en": (("weekdays", range(1, 6)), ("weekend", range(6, 8))),
    "ru": (("будни", range(1, 6)), ("выходные", range(6, 8))),
}

_WHOLE = (
    r"(?P<english>(?i:mon|tues|wednes|thurs|fri|satur|sun)day)s?"
    r"|(?i:(?P<russian>понедельник|вторник|четверг|пятниц|суббот|воскресен[ьи])[а-яё]{0,3})"
    r"|(?i:(?:(?<=\bв )|(?<=\bна )|(?<=\bс )|(?<=\bсо )|(?<=\bпо )|(?<=\bдо )|(?<=\bкаждую ))(?P<middle>сред)(?:[ыу]|ам))"
)
# "среда" is an environment, too
_SHORT = r"(?P<short>Mon|Tues?|Weds?|Thu(?:rs?)?|Fri|Sat|Sun|MON|TUE|WED|THU|FRI|SAT|SUN|(?i:пн|вт|ср|чт|пт|сб|вс|среда))"
_SHORTEST = r"(?P<shortest>Mo|Tu|We|Th|Fr|Sa|Su)"
"""Only in a range: they are words, too."""
_DAY = regex(rf"\b(?:{_WHOLE}|{_SHORT}|{_SHORTEST})\b")
_NUMBERS = {
    "mo": 1, "tu": 2, "we": 3, "th": 4, "fr": 5, "sa": 6, "su": 7,
    "по": 1, "пн": 1, "вт": 2, "ср": 3, "че": 4, "чт": 4, "пя": 5, "пт": 5, "су": 6, "сб": 6, "во": 7, "вс": 7,
}  # fmt: skip
_TO = regex(r"\.?\s?(?:[-–—]|to|through|thru|till|until|по|до)\s?", re.IGNORECASE)
_AND = regex(r"\.?(?:\s?[,/&+]\s?|\s(?:and|or|и|или)\s)", re.IGNORECASE)
_BEFORE = regex(r"(?:^|[|,;:(/\n\t\"*]|\b(?i:on|by|until|every|в|во|по|на|до))[ \t]*\Z")
_BEHIND = regex(r"\.?[ \t]*(?:$|[|,;:)/\n\t\"*\d–—-]|(?:from|at|closed|off|с|закрыто|выходной)\b)", re.IGNORECASE)
_SEVERAL: tuple[tuple[re.Pattern[str], range], ...] = (
    (
        regex(r"\b(?:weekdays?|on (?:working|business) days|будни|будням|будние|(?:в рабочие|по рабочим) дн\w+)\b", re.IGNORECASE),
        range(1, 6),
    ),
    (regex(r"\b(?:weekends?|(?:в|на) выходн\w+|по выходным)\b", re.IGNORECASE), range(6, 8)),
)
_DAILY = regex(r"\b(?:daily|(?:every|each) day|(?:seven|7) days a week|24/7|ежедневно|каждый день|без выходных)\b", re.IGNORECASE)
"""Words for all days, where a number such as a time of day stands beside them."""
_DIGIT = regex(r"\d")
_HINTS = """
mo mon tu tue tues wed weds th thu thur thurs fr fri sa sat su sun monday tuesday wednesday thursday friday saturday sunday
weekday weekdays weekend weekends daily day days 24/7
пн вт ср чт пт сб вс понедельник вторник среда среду четверг пятница суббота воскресенье будни будням будние выходной выходные рабочие
день дни дням ежедневно
"""
"""Some of these words are in every text that speaks of a day without its whole name: to look for them takes a hundredth of the time."""
_AROUND = 12
"""Characters before a shortened name that tell whether it is one."""


class Weekday(NamedTuple):
    """A day that stands at [start, end) of a text by its name, whole or shortened."""

    number: int
    start: int
    end: int
    whole: bool


def named(text: str) -> tuple[Weekday, ...]:
    """The days whose names stand in a text, in order; a shortened one where what stands beside it shows that it is a day."""
    found = [
        Weekday(_number(match), *match.span(), whole=match["short"] is None and match["shortest"] is None) for match in _DAY.finditer(text)
    ]
    beside = [False, *(_joined(text, one, other) for one, other in pairwise(found)), False]
    return tuple(day for at, day in enumerate(found) if day.whole or beside[at] or beside[at + 1] or _stands_apart(text, day))


def is_weekday(text: str) -> bool:
    """True for the whole name of a day and nothing else."""
    return any(day.whole and (day.start, day.end) == (0, len(text)) for day in named(text))


def spoken_of(text: str) -> frozenset[int]:
    """The days that a text speaks of, named or not."""
    return _spoken_of(text, named(text))


def says_daily(text: str) -> bool:
    """True for a text that speaks of all days, as `open daily from 15:00` does, and of none by its name."""
    return _is_of_all(text) and not named(text)


def terms_unnamed(text: str, found: Collection[str], *, language: str) -> tuple[str, ...]:
    """The analysed names of those days that a text speaks of and whose whole names do not stand there; English ones where it is unknown.

    So are weekdays and the weekend where it speaks of each of their days. `found` are the text's analysed words.
    """
    if _hints().isdisjoint(found):
        return ()
    days, language = named(text), language if language in _NAMES else "en"
    spoken = _spoken_of(text, days)
    unnamed = sorted(spoken - {day.number for day in days if day.whole})
    together = (term for term, numbers in _together(language) if spoken.issuperset(numbers) and term not in found)
    return (*(term for day in unnamed for term in terms_of(day, language=language)), *together)


@cache
def _hints() -> frozenset[str]:
    return frozenset(_HINTS.split()).union(*(terms(_HINTS, language=language) for language in _NAMES))


def names_of(day: int) -> tuple[str, ...]:
    """The name of a day in both languages, in small letters."""
    return tuple(names[day - 1].lower() for names in _NAMES.values())


@cache
def terms_of(day: int, *, language: str) -> tuple[str, ...]:
    """The analysed name of a day in English (`en`) or Russian (`ru`)."""
    return tuple(terms(_NAMES[language][day - 1], language=language))


@cache
def _together(language: str) -> tuple[tuple[str, range], ...]:
    """What days together are called, analysed, each with their numbers."""
    return tuple((term, numbers) for name, numbers in _TOGETHER[language] for term in terms(name, language=language))


def _spoken_of(text: str, days: Sequence[Weekday]) -> frozenset[int]:
    """The days that a text speaks of, of which these are named."""
    if _is_of_all(text):
        return frozenset(range(1, 8))
    between = (_from(one.number, other.number) for one, other in pairwise(days) if _TO.fullmatch(text, one.end, other.start))
    several = (numbers for pattern, numbers in _SEVERAL if pattern.search(text))
    return frozenset(day.number for day in days).union(*between, *several)


def _is_of_all(text: str) -> bool:
    return _DAILY.search(text) is not None and _DIGIT.search(text) is not None


def _number(match: re.Match[str]) -> int:
    return _NUMBERS[match[0][:2].lower()]


def _joined(text: str, one: Weekday, other: Weekday) -> bool:
    """True for both ends of a range, and for neighbours in a list."""
    return (_TO.fullmatch(text, one.end, other.start) or _AND.fullmatch(text, one.end, other.start)) is not None


def _stands_apart(text: str, day: Weekday) -> bool:
    """True for a shortened name in a place of its own, such as a cell, or before a time."""
    if day.end - day.start < 3 and text[day.start].isascii():
        return False
    before = text[max(day.start - _AROUND, 0) : day.start]
    return _BEFORE.search(before) is not None and _BEHIND.match(text, day.end) is not None


def _from(first: int, last: int) -> Iterator[int]:
    """The days of a range, over the end of a week too."""
    yield from (range(first, last + 1) if first <= last else (*range(first, 8), *range(1, last + 1)))
