"""What "how heavy" and its like ask for: an adjective that an answer need not repeat where it has a number of that measure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import NamedTuple


class _Measure(NamedTuple):
    """What tells a measure."""

    words: str
    """Nouns and verbs that a sentence may have instead of the adjective."""
    units: str
    """Units of its numbers, as alternatives of a regular expression."""


_LENGTH = r"[mck]?m|(?:milli|centi|kilo)?met(?:re|er)s?|in|inch(?:es)?|ft|feet|foot|yards?|miles?|[″′\"]"
_TIME = r"s|secs?|seconds?|min|minutes?|h|hours?|days?|weeks?|months?|years?"
_SHARE = r"%|percent|per cent"
_MONEY = r"[€$£¥₽]|USD|EUR|GBP|CHF|euros?|dollars?|pounds?"
_WARMTH = r"[°º] ?[CFK]?|℃|℉|degrees?|kelvin"
_AREA = r"m²|m2|sq(?:uare|m|ft)?|hectares?|acres?|ha"
_DATA = r"[kmgt]i?b|bytes?|(?:kilo|mega|giga|tera)bytes?|pixels?|px"
_VOLUME = r"l|ml|lit(?:re|er)s?|gallons?"
_SPEED = r"km/h|mph|m/s|knots?|[kmg]bit(?:s|/s)?|[kmg]b/s|ms|milliseconds?"

_MEASURES: Mapping[str, _Measure] = {
    "big": _Measure("size area", f"{_AREA}|{_DATA}|{_VOLUME}|{_LENGTH}"),
    "cold": _Measure("temperature", _WARMTH),
    "deep": _Measure("depth", _LENGTH),
    "far": _Measure("distance", f"{_LENGTH}|{_TIME}"),
    "fast": _Measure("speed", f"{_SPEED}|{_TIME}"),
    "heavy": _Measure("weight weigh", r"[mk]?g|kilos?|(?:kilo)?grams?|lbs?|pounds?|oz|ounces?|tons?|tonnes?|t"),
    "high": _Measure("height", f"{_LENGTH}|{_MONEY}|{_SHARE}"),
    "hot": _Measure("temperature", _WARMTH),
    "large": _Measure("size area", f"{_AREA}|{_DATA}|{_VOLUME}|{_LENGTH}"),
    "loud": _Measure("noise volume", "db|decibels?"),
    "old": _Measure("age", _TIME),
    "tall": _Measure("height", _LENGTH),
    "thick": _Measure("thickness", _LENGTH),
    "warm": _Measure("temperature", _WARMTH),
    "wide": _Measure("width", _LENGTH),
}

ADJECTIVES = "|".join(_MEASURES)
"""The adjectives of questions for a number, as alternatives of a regular expression."""


def told_by(adjective: str) -> str:
    """Words that a sentence with such a number may have instead of the adjective, apart by spaces: `weight weigh` of `heavy`."""
    return _MEASURES[adjective].words


def measured(text: str, *, adjective: str) -> bool:
    """True when the text has a number in a unit of that measure: `36 kg` for `heavy`, `€2,175` for `high`."""
    return _numbers(adjective).search(text) is not None


@cache
def _numbers(adjective: str) -> re.Pattern[str]:
    units = _MEASURES[adjective].units
    sum_of_money = "|[€$£¥₽] ?\\d" if _MONEY in units else ""
    return re.compile(rf"\d[ \u00a0\u202f-]?(?:{units})(?![^\W\d_]){sum_of_money}", re.IGNORECASE)
