"""Times of day, however they are written: `22:00`, `10 p.m.`, `10 вечера`, noon."""

from __future__ import annotations

import re
from collections.abc import Iterator

from untuned.text.measures import Measure
from untuned.text.regex import regex

CLOCK = Measure("unit", "clock", "clock")
"""Minutes after midnight."""
_HALF_DAY = 12
_TIME = regex(
    r"(?<![\w.,:])(?P<hour>[01]?\d|2[0-4])(?:[:.](?P<minute>[0-5]\d))?[ \u00a0]?"
    r"(?:(?P<half>a\.?m\b\.?|p\.?m\b\.?|утра|вечера)|(?P<sharp>o['’]clock))(?!\w)"
    r"|(?:(?<=\bв )|(?<=\bс )|(?<=\bдо ))(?P<late_hour>[01]?\d)(?:[:.](?P<late_minute>[0-5]\d))? (?P<late>ночи|дня)(?!\w)"
    r"|(?<![\w.,:])(?P<only_hour>[01]?\d|2[0-4]):(?P<only_minute>[0-5]\d)(?![\w:]|\.\d)"
    r"|(?:(?<=\bв )|(?<=\bс )|(?<=\bдо )|(?<=\bat )|(?<=\bfrom )|(?<=\buntil ))"
    r"(?P<dot_hour>[01]?\d|2[0-4])\.(?P<dot_minute>[0-5]\d)(?![\w%]|[.,]\d)"
    r"|(?<=\bв )(?P<hours>[01]?\d|2[0-4]) час(?:ов|а)?(?!\w)(?! (?:в|за) )"
    r"|\b(?P<noon>noon|midday|полдень)\b|\b(?P<night>midnight|полночь)\b",
    re.IGNORECASE,
)
_DIGIT = regex(r"\d")
_NAMED = ("noon", "midday", "полдень", "midnight", "полночь")
"""The times that are told without a digit."""


def clock_times(text: str) -> Iterator[tuple[int, int, float]]:
    """(start, end, minutes after midnight) of each."""
    folded = text.casefold()
    if _DIGIT.search(text) is None and not any(word in folded for word in _NAMED):
        return
    for found in _TIME.finditer(text):
        yield found.start(), found.end(), _minutes(found)


def _minutes(found: re.Match[str]) -> float:
    if found["noon"] or found["night"]:
        return 60.0 * _HALF_DAY if found["noon"] else 0.0
    hour = int(found["hour"] or found["late_hour"] or found["only_hour"] or found["dot_hour"] or found["hours"])
    minute = int(found["minute"] or found["late_minute"] or found["only_minute"] or found["dot_minute"] or 0)
    half = (found["half"] or found["late"] or "").lower()[:1]
    if half in ("p", "в", "д") and hour < _HALF_DAY:
        hour += _HALF_DAY
    elif half in ("a", "н", "у") and hour == _HALF_DAY:
        hour = 0
    return 60.0 * (hour % (2 * _HALF_DAY)) + minute
