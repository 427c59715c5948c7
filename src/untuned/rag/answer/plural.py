"""Counted things in English and Russian: 1 year, 2 years; 1 год, 2 года, 5 лет."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from types import MappingProxyType
from typing import Literal

Noun = Literal[
    "year", "month", "week", "day", "hour", "minute", "second", "person", "ruble", "dollar", "piece", "time", "percent", "kopeck"
]

ENGLISH: Mapping[Noun, tuple[str, str]] = MappingProxyType(
    {
        "year": ("year", "years"),
        "month": ("month", "months"),
        "week": ("week", "weeks"),
        "day": ("day", "days"),
        "hour": ("hour", "hours"),
        "minute": ("minute", "minutes"),
        "second": ("second", "seconds"),
        "person": ("person", "people"),
        "ruble": ("ruble", "rubles"),
        "kopeck": ("kopeck", "kopecks"),
        "dollar": ("dollar", "dollars"),
        "piece": ("piece", "pieces"),
        "time": ("time", "times"),
        "percent": ("percent", "percent"),
    }
)
"""One, several."""

RUSSIAN: Mapping[Noun, tuple[str, str, str]] = MappingProxyType(
    {
        "year": ("год", "года", "лет"),
        "month": ("месяц", "месяца", "месяцев"),
        "week": ("неделя", "недели", "недель"),
        "day": ("день", "дня", "дней"),
        "hour": ("час", "часа", "часов"),
        "minute": ("минута", "минуты", "минут"),
        "second": ("секунда", "секунды", "секунд"),
        "person": ("человек", "человека", "человек"),
        "ruble": ("рубль", "рубля", "рублей"),
        "kopeck": ("копейка", "копейки", "копеек"),
        "dollar": ("доллар", "доллара", "долларов"),
        "piece": ("штука", "штуки", "штук"),
        "time": ("раз", "раза", "раз"),
        "percent": ("процент", "процента", "процентов"),
    }
)
"""One, two to four, five and more; the second also for fractions: 1.5 года."""


def russian(count: int | Decimal, forms: tuple[str, str, str]) -> str:
    """The form of a Russian noun beside a number: 1, 21 год; 2, 34, 0.5 года; 0, 5, 11, 112 лет."""
    if count != int(count):
        return forms[1]
    last_two = abs(int(count)) % 100
    last = last_two % 10
    if last == 1 and last_two != 11:
        return forms[0]
    return forms[1] if 2 <= last <= 4 and not 12 <= last_two <= 14 else forms[2]


def english(count: int | Decimal, forms: tuple[str, str]) -> str:
    """The form of an English noun beside a number: one of 1 and -1, several of all others."""
    return forms[0] if abs(count) == 1 else forms[1]


def counted(count: int, noun: Noun, *, language: str) -> str:
    """The number with its noun, in Russian for `ru`, else in English: `36 лет`, `36 years`."""
    form = russian(count, RUSSIAN[noun]) if language == "ru" else english(count, ENGLISH[noun])
    return f"{count} {form}"


def with_unit(count: int | Decimal, unit: str) -> str:
    """The number with its unit, in the unit's own language; a unit that is not known here stays as it is."""
    number = f"{count:f}" if isinstance(count, Decimal) else str(count)
    for three in RUSSIAN.values():
        if unit in three:
            return f"{number} {russian(count, three)}"
    for two in ENGLISH.values():
        if unit in two:
            return f"{number} {english(count, two)}"
    return f"{number} {unit}" if unit else number
