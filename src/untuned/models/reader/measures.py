"""What "how heavy" and its like ask for: an adjective that an answer need not repeat where it has a number of that measure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import NamedTuple

from untuned.text.regex import regex


class _Measure(NamedTuple):
    """What tells a measure."""

    words: str
    """Nouns and verbs that a sentence may have instead of the adjective."""
    units: str
    """Units of its numbers, as alternatives of a regular expression."""


_LENGTH = r"[mck]?m|(?:milli|centi|kilo)?met(?:re|er)s?|inch(?:es)?|ft|feet|foot|yards?|miles?|[″′]"
_WARMTH = r"[°º] ?[CFK]?|℃|℉|degrees?|kelvin"
_MONEY = "[€$£¥₽]|euros?|dollars?|pounds?|rubles?|francs?|eur|usd|gbp|chf|%|per ?cent"
_ROOM = r"m²|m2|sq(?:uare|m|ft)?|hectares?|acres?|ha|[kmgt]i?b|(?:kilo|mega|giga|tera)?bytes?|pixels?|px|ml|lit(?:re|er)s?|gallons?"
_MEASURES: Mapping[str, _Measure] = {
    "big": _Measure("size area", _ROOM),
    "cold": _Measure("temperature", _WARMTH),
    "deep": _Measure("depth", _LENGTH),
    "far": _Measure("distance", "km|kilomet(?:re|er)s?|miles?"),
    "fast": _Measure("speed", r"km/h|mph|m/s|knots?|[kmg]bit(?:s|/s)?|[kmg]b/s"),
    "heavy": _Measure("weight weigh", r"[mk]?g|kilos?|(?:kilo)?grams?|lbs?|oz|ounces?|tons?|tonnes?"),
    "high": _Measure("height", _LENGTH),
    "hot": _Measure("temperature", _WARMTH),
    "large": _Measure("size area", _ROOM),
    "loud": _Measure("noise volume", "db|decibels?"),
    "tall": _Measure("height", _LENGTH),
    "thick": _Measure("thickness", _LENGTH),
    "warm": _Measure("temperature", _WARMTH),
    "wide": _Measure("width", _LENGTH),
}

_SIDES = "long|length|wide|broad|width|deep|depth|high|tall|height|thick|thickness|away|apart"
_OF_A_SIDE = regex(rf"[ -](?:in )?(?P<side>{_SIDES})\b", re.IGNORECASE)
"""What stands behind a length and says which side of a thing it is of: `25 m long`."""
_SAME_SIDE: Mapping[str, frozenset[str]] = {
    "deep": frozenset(["deep", "depth"]),
    "far": frozenset(["away", "apart", "long", "length"]),
    "high": frozenset(["high", "tall", "height"]),
    "tall": frozenset(["high", "tall", "height"]),
    "thick": frozenset(["thick", "thickness", "deep", "depth"]),
    "wide": frozenset(["wide", "broad", "width"]),
}

_OF_MONEY = _Measure("amount", _MONEY)
OF_MONEY = (
    r"\b(?:rent|deposit|fee|fine|price|cost|charge|surcharge|salary|wage|pay|tax|interest|rate|budget|allowance|contribution|premium|discount"
    r"|bonus|pension|benefit|commission|income|revenue|turnover|profit|loss|debt|share|refund|compensation|penalty|bill|excess|grant|loan)s?\b"
)
"""What is high in money or in per cent, and not in metres."""
_PAID = regex(OF_MONEY, re.IGNORECASE)

ADJECTIVES = "|".join(_MEASURES)
"""The adjectives of questions for a number, as alternatives of a regular expression."""


def measure_of(adjective: str, question: str) -> str:
    """The measure that an adjective asks for in a question: itself, and `money` for "how high is the rent"."""
    return "money" if adjective == "high" and _PAID.search(question) else adjective


def told_by(measure: str) -> str:
    """Words that a sentence with such a number may have instead of the adjective, apart by spaces: `weight weigh` of `heavy`."""
    return _measure(measure).words


def measured(text: str, *, measure: str) -> bool:
    """True when the text has a number in a unit of that measure and hardly of another: `36 kg` for `heavy`, `52 metres` for `high`.

    `25 m long` is none of `wide`.
    """
    return any(_is_of(measure, text, found.end()) for found in _numbers(measure).finditer(text))


def _is_of(measure: str, text: str, end: int) -> bool:
    """False where a word behind a length says that it is of another side."""
    side = _OF_A_SIDE.match(text, end)
    return side is None or measure not in _SAME_SIDE or side["side"].lower() in _SAME_SIDE[measure]


def _measure(name: str) -> _Measure:
    return _OF_MONEY if name == "money" else _MEASURES[name]


@cache
def _numbers(measure: str) -> re.Pattern[str]:
    before = "[€$£¥₽] ?" if measure == "money" else r"(?!)"
    return re.compile(rf"{before}\d|\d[ \u00a0\u202f-]?(?:{_measure(measure).units})(?![^\W\d_])", re.IGNORECASE)
