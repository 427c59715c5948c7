"""Whose opening hours a question asks for, and whose a sentence tells; English."""

from __future__ import annotations

import re

from untuned.text.regex import regex

_OPEN = r"(?:open(?:s|ed|ing)?|clos(?:e|es|ed|ing)|shut|(?:opening|closing) (?:hours|times?))"
_WHOSE_HOURS = regex(
    rf"^(?:is|are|will|when|(?:at )?what time|until when|till when)(?: (?:is|are|does|do|will))?(?: (?:the|your|our|this))?"
    rf" (?P<who>(?!(?:there|it)\b)[\w'’-]+(?: (?!{_OPEN}\b|be\b|still\b|also\b)[\w'’-]+){{0,3}}?) (?:be |still |also )?{_OPEN}\b",
    re.IGNORECASE,
)
_HAS_HOURS = regex(
    rf"^\W*(?:(?:the|our|your)\s+)?(?P<who>[^\W\d_][\w'’-]*(?: [^\W\d_][\w'’-]*){{0,3}}?)"
    rf" (?:(?:is|are|will be|stays?|remains?)(?: (?:also|only|not|usually|normally))? {_OPEN}\b|(?:opens?|closes?)\b)",
    re.IGNORECASE,
)
_ALL = frozenset(("you", "we", "everything"))


def of_all(who: str) -> bool:
    """True for `you` of "Are you open on Sundays?": the whole house is meant."""
    return who.lower() in _ALL


def whose_hours(question: str) -> str:
    """Whose hours are asked for, as the studio's in `Is the studio open on Sundays?`; "" where none are."""
    found = _WHOSE_HOURS.match(question)
    return "" if found is None else found["who"]


def has_hours(sentence: str) -> str:
    """What a sentence says the hours of, as in `The glaze room is open on Sundays`; "" where it begins otherwise."""
    found = _HAS_HOURS.match(sentence)
    return "" if found is None else found["who"]
