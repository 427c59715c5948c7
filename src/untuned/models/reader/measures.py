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


_LENGTH = r"[mck]?m|(?:milli|centi|kilo)?met(?:re|er)s?|inch(?:es)?|ft|feet|foot|yards?|miles?|[″′]"
_WARMTH = r"[°º] ?[CFK]?|℃|℉|degrees?|kelvin"
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

ADJECTIVES = "|".join(_MEASURES)
"""The adjectives of questions for a number, as alternatives of a regular expression."""


def told_by(adjective: str) -> str:
    """Words that a sentence with such a number may have instead of the adjective, apart by spaces: `weight weigh` of `heavy`."""
    return _MEASURES[adjective].words


def measured(text: str, *, adjective: str) -> bool:
    """True when the text has a number in a unit of that measure and hardly of another: `36 kg` for `heavy`, `52 metres` for `high`."""
    return _numbers(adjective).search(text) is not None


@cache
def _numbers(adjective: str) -> re.Pattern[str]:
    return re.compile(rf"\d[ \u00a0\u202f-]?(?:{_MEASURES[adjective].units})(?![^\W\d_])", re.IGNORECASE)
