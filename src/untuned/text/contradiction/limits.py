"""Amounts that differ and may both hold: a round figure and the exact one, a range and what lies in it, two limits; and what is a limit."""

from __future__ import annotations

import re
from typing import Literal

from untuned.text.contradiction.amounts import Amount
from untuned.text.contradiction.clock import CLOCK
from untuned.text.contradiction.statement import Told
from untuned.text.regex import regex

Side = Literal["least", "most"]

_CONTRARY = frozenset(("least", "most"))
_BEFORE = 24
"""Characters before an amount in which it is said to be rounded, or a limit."""
_SIGN = r"(?:[$€£¥₽₹]|US\$)?\Z"
_ROUND = regex(
    r"(?:(?P<about>\b(?:about|around|approximately|approx\.?|roughly|circa|some|около|примерно|приблизительно|порядка)[ \xa0]|[~≈] ?)"
    r"|(?P<below>\b(?:nearly|almost|почти)[ \xa0])"
    r"|(?P<above>(?<!no )(?<!not )(?<!не )\b(?:over|more than|более|больше|свыше)[ \xa0](?:чем )?))"
    rf"{_SIGN}",
    re.IGNORECASE,
)
_LIMIT = regex(
    r"\b(?:(?P<least>at least|(?:a )?minimum(?: of)?|(?:no|not) (?:less|fewer) than"
    r"|не менее(?: чем)?|не меньше|(?:как )?минимум|по меньшей мере)"
    r"|(?P<most>at most|up to|(?:a )?maximum(?: of)?|(?:no|not) more than|не более(?: чем)?|не больше|(?:как )?максимум))"
    rf"[ \xa0]{_SIGN}",
    re.IGNORECASE,
)
_TO = regex(r"\s?(?:-|–|—|to|through|until|till|до|по)\s?")
_AND = regex(r"\s(?:and|и)\s")
_BETWEEN = regex(r"\b(?:between|between the|между)\s?\Z", re.IGNORECASE)
_ROUNDED = 0.1
"""How far what is called about so much may be from it, as a share."""


def both_hold(one: Told, at: int, other: Told, its: int) -> bool:
    """True where two amounts that differ are no contradiction, as the words around them tell."""
    mine, theirs = _size(one.amounts[at]), _size(other.amounts[its])
    if mine is None or theirs is None:
        return False
    ranges = _range(one, at), _range(other, its)
    if ranges[0] is not None or ranges[1] is not None:
        return _lies_in(theirs, ranges[0]) if ranges[1] is None else ranges[0] is None and _lies_in(mine, ranges[1])
    limits = limit_of(one, at), limit_of(other, its)
    if frozenset(limits) == _CONTRARY:
        return mine < theirs if limits[0] == "least" else theirs < mine
    rounded = _found(_ROUND, one, at), _found(_ROUND, other, its)
    if rounded[0] is not None and rounded[1] is not None:
        return False
    return _may_be(rounded[0], mine, theirs) or _may_be(rounded[1], theirs, mine)


def limit_of(told: Told, at: int) -> Side | None:
    """Whether an amount is said to be the least or the most; None where it is not."""
    found = _found(_LIMIT, told, at)
    return None if found is None else "least" if found["least"] else "most"


def limit_start(told: Told, at: int) -> int:
    """Where the words begin that make an amount a limit; its own place where none do."""
    found = _found(_LIMIT, told, at)
    return told.amounts[at].start if found is None else found.start()


def _found(pattern: re.Pattern[str], told: Told, at: int) -> re.Match[str] | None:
    start = told.amounts[at].start
    return pattern.search(told.text, max(0, start - _BEFORE), start)


def _may_be(rounded: re.Match[str] | None, said: float, exact: float) -> bool:
    """True where an amount that is said to be about so much, nearly or more than that, may be the exact one."""
    if rounded is None or not 0 < abs(said - exact) <= _ROUNDED * max(abs(said), abs(exact)):
        return False
    return exact > said if rounded["above"] else exact < said if rounded["below"] else True


def _size(amount: Amount) -> float | None:
    """How much it is in the base of its dimension; None for a day."""
    if amount.day is not None or not amount.values:
        return None
    measure = amount.measure
    return amount.values[0] if measure is None or measure is CLOCK or not measure.dimension else measure.base(amount.values[0])


def _range(told: Told, at: int) -> tuple[float, float] | None:
    """The ends of the range that an amount is an end of."""
    for first, last in ((at, at + 1), (at - 1, at)):
        if first >= 0 and last < len(told.amounts):
            low, high = told.amounts[first], told.amounts[last]
            joint = told.text[low.end : high.start]
            ends = _size(low), _size(high)
            joined = _TO.fullmatch(joint) or (_BETWEEN.search(told.text, 0, low.start) and _AND.fullmatch(joint))
            if joined is not None and ends[0] is not None and ends[1] is not None:
                return ends[0], ends[1]
    return None


def _lies_in(size: float, ends: tuple[float, float] | None) -> bool:
    return ends is not None and ends[0] <= size <= ends[1]
