"""Expressions that point at a part without its name or number: `see 5.1.2`, `(2.1)`, `the preceding section`, `предыдущий раздел`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from untuned.text.references.nouns import END, NOUN, path_of
from untuned.text.references.stems import in_russian, lowered, places_of
from untuned.text.regex import regex

Side = Literal["before", "after"]

_STEPS = r"(?:\d{1,2}|(?-i:[A-ZА-Я]))(?:\.\d{1,3}){1,4}"
_BEHIND = rf"(?P<number>{_STEPS})(?![\w%°$€£₽/-]|[.,]\d){END}"
_DOT = regex(r"\.(?:(?<=[ \xa0\n(][\dA-ZА-Я]\.)|(?<=[ \xa0\n(]\d\d\.))(?=\d)")
"""The first point of a number of steps: there are few in a text, so that words are looked at there alone."""
_NUMBER = regex(_BEHIND, re.IGNORECASE)
_CUE = regex(
    r"(?:\b(?:see(?:[ ]also)?|in[ \n]accordance[ \n]with|according[ \n]to|pursuant[ \n]to|comply[ \n]with|under"
    r"|subject[ \n]to|notwithstanding|as[ \n]per|(?:referred[ \n]to|provided[ \n]for)[ \n]in"
    r"|(?:given|described|defined|specified|stated|listed|shown|required|mentioned|provided|permitted|set[ ]out)[ \n](?:in|by)"
    r"|см\.|по|согласно|в[ \n]соответствии[ \n]с|(?:указан|описан|приведен|определен|задан"
    r"|предусмотрен|упомянут|изложен)\w*[ \n]в)[ \xa0\n]|\()\Z",
    re.IGNORECASE,
)
_LONGEST_CUE = 60
_MORE = regex(r"(?:,[ \xa0\n]|,?[ \xa0\n](?:and|or|to|и|или)[ \xa0\n]|[–—-])" + _BEHIND, re.IGNORECASE)
_MOST_MORE = 10
_BESIDE = regex(
    r"\b(?:(?P<before>preceding|previous|foregoing|предыдущ\w{2,3}|предшествующ\w{2,3})|(?P<after>next|following|subsequent|следующ\w{2,3}))"
    rf"[ \xa0\n](?P<noun>{NOUN})(?!\w)(?![ \xa0\n]?(?:\d|[A-ZIVX]\b|:|(?:is|are|be|shall[ ]be)[ ](?:added|inserted)))",
    re.IGNORECASE,
)


_SIDES = ("preceding", "previous", "foregoing", "next", "following", "subsequent")
_PUT_IN = regex(
    r"(?:\b(?:add|insert|includ|append|replac|substitut)|дополн|излож|включ|добав)\w*(?:[ \n]\w+){0,2}[ \n](?:the[ ])?\Z", re.IGNORECASE
)
_RUSSIAN_SIDES = ("предыдущ", "предшествующ", "следующ")


@dataclass(frozen=True, slots=True)
class Bare:
    """A part's number at [start, end) that stands without a name."""

    start: int
    end: int
    path: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Beside:
    """An expression at [start, end) for the part before or after the own one."""

    start: int
    end: int
    side: Side
    noun: str


def bare_numbers(text: str) -> Iterator[Bare]:
    """Numbers of two steps and more behind words that point, or alone in brackets, and those that go on with them."""
    for dot in _DOT.finditer(text):
        start = dot.start() - 1 - text[dot.start() - 2].isdigit()
        match = _NUMBER.match(text, start) if _CUE.search(text, max(start - _LONGEST_CUE, 0), start) else None
        if match is None or (text[start - 1] == "(" and text[match.end() : match.end() + 1] not in (")", ",", ";")):
            continue
        yield Bare(*match.span("number"), path_of(match["number"]))
        end = match.end()
        for _ in range(_MOST_MORE):
            more = _MORE.match(text, end)
            if more is None:
                break
            yield Bare(*more.span("number"), path_of(more["number"]))
            end = more.end()


def _is_put_in(text: str, start: int) -> bool:
    """True for "the Parties agree to add the following clause": it is quoted next, and no neighbour."""
    return _PUT_IN.search(text, max(0, start - 40), start) is not None


def neighbours(text: str, *, lower: str | None = None) -> Iterator[Beside]:
    """`the preceding section`, `следующая глава`: of parts that have names of their own, not of sentences or of what is listed next.

    `lower` is what `lowered` makes of the text, where that is known.
    """
    for match in filter(None, (_BESIDE.match(text, start) for start in _sides(text, lower or lowered(text)))):
        if _is_put_in(text, match.start()):
            continue
        yield Beside(match.start(), match.end(), "before" if match["before"] else "after", match["noun"])


def _sides(text: str, lower: str | None) -> list[int]:
    """Where a word that may point at a neighbour begins."""
    if lower is None:
        return [match.start() for match in _BESIDE.finditer(text)]
    return sorted(places_of((*_SIDES, *_RUSSIAN_SIDES) if in_russian(lower) else _SIDES, lower))
