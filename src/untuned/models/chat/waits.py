"""How long an endpoint asks to wait, by the headers of its responses."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from untuned.text.regex import regex

_LIMITS = ("requests", "tokens")
_PART = regex(r"(\d+(?:\.\d+)?)(ms|h|m|s)")
_SECONDS = {"ms": 0.001, "s": 1.0, "m": 60.0, "h": 3600.0}
_LONGEST = 60.0
"""Seconds: a limit that is given back later (of a day, say) is left to the endpoint's own refusals."""


def asked_wait(headers: Mapping[str, str], *, now: datetime) -> float | None:
    """Seconds: `Retry-After-Ms`, or `Retry-After` in seconds or as a date; None where nothing readable is asked."""
    milliseconds, after = _number(headers.get("retry-after-ms", "")), headers.get("retry-after", "")
    if milliseconds is not None:
        return milliseconds / 1000
    seconds = _number(after)
    if seconds is not None or not after:
        return seconds
    try:
        moment = parsedate_to_datetime(after)
    except ValueError:
        return None
    moment = moment if moment.tzinfo is not None else moment.replace(tzinfo=UTC)
    return max((moment - now).total_seconds(), 0.0)


def spent_until(headers: Mapping[str, str]) -> float | None:
    """Seconds until a limit that a good response says is used up (`x-ratelimit-remaining-*` at 0) is given back; None for none."""
    waits = [
        wait
        for name in _LIMITS
        if headers.get(f"x-ratelimit-remaining-{name}") == "0"
        and (wait := _duration(headers.get(f"x-ratelimit-reset-{name}", ""))) is not None
    ]
    return min(max(waits), _LONGEST) if waits else None


def _duration(value: str) -> float | None:
    """Seconds of `1.5`, `20ms`, `6m0s`."""
    parts = _PART.findall(value)
    if parts and "".join(number + unit for number, unit in parts) == value:
        return sum(float(number) * _SECONDS[unit] for number, unit in parts)
    return _number(value)


def _number(value: str) -> float | None:
    try:
        seconds = float(value)
    except ValueError:
        return None
    return seconds if 0 <= seconds < float("inf") else None
