"""Kinds of change that the notes on a release tell apart, and questions ask for: what is new, fixed, deprecated, removed."""

from __future__ import annotations

import re

from untuned.text.regex import regex

_KINDS_OF_CHANGE = {
    "new": regex(r"\b(?:added|additions?|new|features?|enhancements?|introduced)\b|\bнов(?:ое|ые|ого|ых)\b|\bдобав", re.IGNORECASE),
    "fixed": regex(r"\bfix(?:e[sd]|ing)?\b|\bbug-?fix|\bbugs?\b|\bисправл", re.IGNORECASE),
    "deprecated": regex(r"\bdeprecat|\bустар", re.IGNORECASE),
    "removed": regex(r"\bremov(?:ed|als?)\b|\bудал[её]н", re.IGNORECASE),
    "security": regex(r"\bsecurity\b|\bvulnerabilit|\bбезопасност|\bуязвимост", re.IGNORECASE),
    "breaking": regex(r"\bbreaking\b|\bincompatib|\bнесовместим", re.IGNORECASE),
}
_OF_SOME = regex(
    r"\W*(?:what|which|list|show|name|any|(?:was|were|is|are) there|что|какие)\b.*?\b"
    r"(?:(?:was|were|been|got|is|are) (?:added|introduced|fixed|deprecated|removed)"
    r"|fixes|bugs|features|additions|removals|deprecations|vulnerabilities|(?:security|breaking) changes"
    r"|добав\w+|исправ\w+|удал\w+|устар\w+)\b",
    re.IGNORECASE,
)
_OF_ALL = regex(r"\bwhat(?:['’]s| is| are)? new\b|\bnew in\b|\bwhat(?:['’]s| has| have)? changed\b|\bчто нового\b", re.IGNORECASE)


def kinds_of_change(heading: str) -> frozenset[str]:
    """The kinds of change that a heading is on: what is new, fixed, deprecated, removed, of security, or breaks."""
    return frozenset(kind for kind, pattern in _KINDS_OF_CHANGE.items() if pattern.search(heading) is not None)


def changes_in(question: str) -> frozenset[str]:
    """The kinds of change of a release that a question asks for; none where it asks for all that it brought, or for anything else."""
    return kinds_of_change(question) if _OF_SOME.match(question) and not _OF_ALL.search(question) else frozenset()
