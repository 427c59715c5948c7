"""Pages about two things of one kind, such as the Pro plan and the Enterprise plan: what they say otherwise is no contradiction."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

from untuned.text.contradiction.asked import asks, subject_words
from untuned.text.contradiction.statement import Statement, pointed_at
from untuned.text.identifiers import is_shared
from untuned.text.regex import regex

_WORD = regex(r"\w+(?:[-'’]\w+)*")
_CYRILLIC = regex("[а-яё]", re.IGNORECASE)
_CONTRACT = regex(
    r"(?P<kind>(?:[\w'’-]+ ){0,3}(?:agreement|contract|lease|licen[cs]e|sale|purchase|hire|loan|mortgage|deed|order|invoice|offer))"
    r" (?:of|for|with|between|to) (?P<of>.+)",
    re.IGNORECASE,
)
"""`Employment contract of Ann Lee`: each such document speaks of itself."""
_COUNTED = regex(r"\d{1,3} \d{1,3}")
_MODEL = regex(r"(?<![\w-])([A-ZА-ЯЁ]{1,6})([-–/]?)(\d{1,6}[A-Za-z]?)(?![\w-]|[.,]\d|\s?%)")
_STEP = regex(r"\s*(?:[-*+]\s+)?\d{1,2}[.)]\s")
_ROW = regex(r"\s*\|")
_CELL_MARKS = " \t\n*_`"
_YES_TEXT = "yes y ✓ ✔ ✅ true да есть included включено available"
_NO_TEXT = "no n ✗ ✘ ❌ false нет unavailable"
_ANSWERS: dict[str, bool] = {word: text is _YES_TEXT for text in (_YES_TEXT, _NO_TEXT) for word in text.split()}

_CURRENCIES = frozenset(["USD", "EUR", "GBP", "RUB", "RMB", "CNY", "JPY", "INR", "CHF", "CAD", "AUD", "HKD", "SGD", "US"])
Models = Mapping[str, frozenset[str]]
"""Numbers by the capitals before them."""


def of_twins(one: Statement, other: Statement) -> bool:
    """True when the titles above two statements name two things of one kind: all words alike but those that say which one."""
    if not one.above or not other.above:
        return False
    return _twin_titles(one.above[0], other.above[0]) or _numbered_apart(_models(one.above), _models(other.above))


def one_code(one: Statement, other: Statement) -> bool:
    """False where each names something by code or an address that the other does not, or another model of one series."""
    mine, theirs = pointed_at(one.text), pointed_at(other.text)
    if mine and theirs and mine != theirs:
        return False
    return not _numbered_apart(_own_models(one.text), _own_models(other.text))


def unlike_in_form(one: Statement, other: Statement) -> bool:
    """True when one is a table's row and the other is not, or one is a step of a procedure: in words alone they contradict nothing."""
    if bool(_ROW.match(one.text)) != bool(_ROW.match(other.text)):
        return True
    return bool(_STEP.match(one.text) or _STEP.match(other.text))


def answers_apart(one: Statement, other: Statement) -> tuple[str, str] | None:
    """The yes and the no of two rows of tables that are one but for that cell; None where they are not, or have more such cells."""
    if not (_ROW.match(one.text) and _ROW.match(other.text)):
        return None
    mine, theirs = ([cell.strip(_CELL_MARKS) for cell in statement.text.strip().strip("|").split("|")] for statement in (one, other))
    if len(mine) != len(theirs) or len(mine) < 2 or mine[0].casefold() != theirs[0].casefold() or not mine[0]:
        return None
    differing = [(a, b) for a, b in zip(mine, theirs, strict=True) if a.casefold() != b.casefold()]
    if len(differing) != 1:
        return None
    a, b = differing[0]
    said = _ANSWERS.get(a.casefold()), _ANSWERS.get(b.casefold())
    return (a, b) if None not in said and said[0] != said[1] else None


def _numbered_apart(one: Models, other: Models) -> bool:
    """True when both name models of one series, such as P-20 and P-21 or rooms R101 and R102, and none in common."""
    return any(not one[series] & other[series] for series in one.keys() & other.keys())


@lru_cache(maxsize=4_096)
def _models(lines: tuple[str, ...]) -> Models:
    """The numbers of each series of capitals that lines name."""
    return _named(lines)


@lru_cache(maxsize=4_096)
def _own_models(text: str) -> Models:
    """The same of a statement, less the codes that all the world has."""
    found = _named((text,))
    return {series: numbers for series, numbers in found.items() if not any(is_shared(f"{series}{number}") for number in numbers)}


def _named(lines: Sequence[str]) -> Models:
    found: dict[str, set[str]] = {}
    for line in lines:
        for series, joint, number in _MODEL.findall(line):
            if series not in _CURRENCIES:
                found.setdefault(series, set()).add(f"{joint}{number.lower()}")
    return {series: frozenset(numbers) for series, numbers in found.items()}


@lru_cache(maxsize=4096)
def _twin_titles(one: str, other: str) -> bool:
    """In English the last word says the kind ("Pro plan"), in Russian the first ("Тариф Pro"); "Valve 1" and "Valve 2" are two valves.

    So are contracts with the same words before what, or whom, each is of: "Lease of Elm Road", "Lease of Park Street".
    """
    of_mine, of_theirs = (_CONTRACT.fullmatch(title) for title in (one, other))
    if of_mine is not None and of_theirs is not None and of_mine["kind"].casefold() == of_theirs["kind"].casefold():
        a, b = (set(_WORD.findall(match["of"].casefold())) for match in (of_mine, of_theirs))
        return not (a <= b or b <= a)
    if asks(one) or asks(other):
        one, other = subject_words(one), subject_words(other)
    mine, theirs = (_WORD.findall(title.casefold()) for title in (one, other))
    if mine == theirs or len(mine) < 2 or len(theirs) < 2:
        return False
    if mine[:-1] == theirs[:-1] and _COUNTED.fullmatch(f"{mine[-1]} {theirs[-1]}"):
        return True
    kind = 0 if _CYRILLIC.match(mine[0]) else -1
    if mine[kind] != theirs[kind]:
        return False
    own, others = set(mine) - set(theirs), set(theirs) - set(mine)
    return bool(own and others)
