"""Patterns that people write in settings: regular expressions that cannot take long, whatever text they are held against."""

from __future__ import annotations

import re
import warnings
from dataclasses import dataclass

from untuned.text.regex import regex

LONGEST_PATTERN = 300
LONGEST_TEXT = 4_000
"""Characters of a text that a pattern is held against."""
_REPEATS = 32
"""How often what may repeat without end repeats at most."""
_MOST_REPEATS = 200
_MOST_WAYS = 2_000
"""How many ways a pattern may take from one place of a text. With `LONGEST_TEXT` places that is a tenth of a second at worst."""
_DEEPEST = 10

_TOKEN = regex(
    r"(?P<escape>\\[^\d\W]|\\\W)|(?P<back>\\\d)|(?P<set>\[\^?\]?(?:[^\]\\]|\\.)*\])|(?P<open>\((?:\?(?::|=|!|<=|<!|P<[A-Za-z_]\w*>|P=|\(|[a-zA-Z-]+\)?)?)?)"
    r"|(?P<close>\))|(?P<bar>\|)|(?P<repeat>[*+?]|\{\d*,?\d*\})|(?P<other>.)",
    re.DOTALL,
)
_GROUPS = regex(r"\((?:\?(?::|=|!|<=|<!|P<\w+>))?\Z")


class BadPattern(Exception):
    """A pattern cannot be used; the text says why, and what to write instead."""


@dataclass(slots=True)
class _Level:
    """A group that is being read: the ways through the branches before, through this one, and through its last piece."""

    branches: int = 0
    ways: int = 1
    last: int = 1
    repeatable: bool = False

    @property
    def all(self) -> int:
        return self.branches + self.ways * self.last


def bounded(pattern: str) -> re.Pattern[str]:
    """The pattern compiled so that it takes a bounded number of steps; what repeats without end repeats 32 times at most.

    Raises:
        BadPattern: It is no regular expression, repeats what itself repeats, or refers back.
    """
    if len(pattern) > LONGEST_PATTERN:
        raise BadPattern(f"a pattern has at most {LONGEST_PATTERN} characters")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", FutureWarning)  # a set whose meaning a later Python may change
            re.compile(pattern)
            return re.compile(_rewritten(pattern))
    except (re.error, OverflowError, RecursionError, FutureWarning) as error:
        raise BadPattern(f"write a regular expression: {error}") from error


def _rewritten(pattern: str) -> str:
    levels = [_Level()]
    parts: list[str] = []
    place = 0
    while place < len(pattern):
        token = _TOKEN.match(pattern, place)
        assert token is not None  # any character is a token
        place = token.end()
        kind, text = token.lastgroup, token[0]
        if kind == "back" or (kind == "open" and _GROUPS.match(text) is None):
            raise BadPattern("leave out references to other groups, conditions and flags: case is told apart by [Aa]")
        if kind == "repeat" and levels[-1].repeatable:
            text = _repeated(levels[-1], text)
            place += len(_lazy(pattern, place))
            text += _lazy(pattern, token.end())
        elif kind == "open":
            _opened(levels)
        elif kind == "close" and len(levels) > 1:
            _closed(levels)
        elif kind == "bar":
            level = levels[-1]
            levels[-1] = _Level(branches=level.all)
        else:
            _put(levels[-1], 1)
        parts.append(text)
        if levels[-1].all > _MOST_WAYS:
            raise BadPattern("it may take too long: bound what repeats, as in \\d{3,5}, and let nothing repeat that itself repeats")
    return "".join(parts)


def _opened(levels: list[_Level]) -> None:
    if len(levels) > _DEEPEST:
        raise BadPattern(f"groups may stand {_DEEPEST} deep")
    levels.append(_Level())


def _closed(levels: list[_Level]) -> None:
    _put(levels[-2], levels.pop().all)


def _put(level: _Level, ways: int) -> None:
    level.ways, level.last, level.repeatable = level.ways * level.last, ways, True


def _repeated(level: _Level, sign: str) -> str:
    """A repetition with both its ends; the ways through what it repeats are counted."""
    least, most = _ends(sign)
    ways = 0
    for times in range(least, most + 1):
        ways += min(level.last**times, _MOST_WAYS + 1)
        if ways > _MOST_WAYS:
            break
    level.last, level.repeatable = max(ways, 1), False
    return f"{{{least},{most}}}"


def _ends(sign: str) -> tuple[int, int]:
    if sign in "*+?":
        return (0, 1) if sign == "?" else (int(sign == "+"), _REPEATS)
    low, comma, high = sign[1:-1].partition(",")
    least = int(low or 0)
    if least > _MOST_REPEATS or int(high or 0) > _MOST_REPEATS:
        raise BadPattern(f"nothing may repeat more than {_MOST_REPEATS} times")
    return least, (int(high) if high else max(least, _REPEATS)) if comma else least


def _lazy(pattern: str, place: int) -> str:
    """The sign behind a repetition that makes it take as little as it can, or all or nothing."""
    return pattern[place] if pattern[place : place + 1] in ("?", "+") and place < len(pattern) else ""
