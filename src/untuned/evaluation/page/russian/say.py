"""What the measuring core says in English, said in Russian."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from untuned.evaluation.page.russian import advising, comparing, laddering, measuring, reporting, stepping, varying
from untuned.evaluation.page.russian.patterns import Pattern, pattern
from untuned.text.regex import regex

_LONGEST = 4_000
"""Characters of what is looked at; no sentence of the core is near it."""
_MOST = 60
"""Sentences, or entries of a list, in one text."""
_TABLES = (
    advising.SENTENCES,
    comparing.SENTENCES,
    laddering.SENTENCES,
    measuring.SENTENCES,
    reporting.SENTENCES,
    stepping.SENTENCES,
    varying.SENTENCES,
)
PATTERNS: tuple[Pattern, ...] = tuple(
    sorted((pattern(*pair) for table in _TABLES for pair in table), key=lambda one: len(one.literal), reverse=True)
)
"""Every sentence, the one with the most words of its own first."""

_RUNGS = regex(
    r"(?:^|(?<=, ))(?:" + "|".join(sorted(map(re.escape, laddering.RUNGS), key=len, reverse=True)) + r")(?=, |$)",
)
_SENTENCE_ENDS = regex(r"(?<=[.?!]) ")
_LIST_ENDS = regex(r", | and ")


@lru_cache(maxsize=4_096)
def russian(text: str) -> str | None:
    """A text of one or several sentences in Russian; None where no table has one of them."""
    if len(text) > _LONGEST:
        return None
    found = _one(text)
    return found if found is not None else _several(text, _SENTENCE_ENDS)


def rung(name: str) -> str:
    """A rung's name; one that the project gave stays as it is."""
    return laddering.RUNGS.get(name, name)


def _one(text: str) -> str | None:
    """A text that one pattern says whole."""
    return next((said for one in PATTERNS if (said := one.said(text, _SAYS)) is not None), None)


@lru_cache(maxsize=4_096)
def _listed(text: str) -> str | None:
    """`A, B and C`, each of them in Russian."""
    found = _one(text)
    return found if found is not None else _several(text, _LIST_ENDS)


def _several(text: str, ends: re.Pattern[str]) -> str | None:
    """Parts one after the other, the first one as short as it can be."""
    rest_of = russian if ends is _SENTENCE_ENDS else _listed
    for head, between, rest in _parted(text, ends):
        first = _one(head)
        said = rest_of(rest) if first is not None else None
        if said is not None:
            return f"{first}{between.replace('and', 'и')}{said}"
    return None


def _parted(text: str, ends: re.Pattern[str]) -> Iterator[tuple[str, str, str]]:
    found = list(ends.finditer(text))
    for end in found if len(found) <= _MOST else ():
        yield text[: end.start()], end[0], text[end.end() :]


def _rungs(text: str) -> str:
    return _RUNGS.sub(lambda name: rung(name[0]), text)


_SAYS = {"said": russian, "list": _listed, "rungs": _rungs}
