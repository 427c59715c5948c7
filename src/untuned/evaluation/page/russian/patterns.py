"""A sentence with named places, in English and Russian: what fits the one is said as the other.

In English a place is `{n:count}`: a name, and what can stand there; `{name}` is any words. In Russian `{n}` puts it in, and
`{n|вопрос|вопроса|вопросов}` chooses the form that goes with the number: of one, of two to four (and of a fraction), of the others.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from untuned.text.dates import RUSSIAN_MONTHS
from untuned.text.regex import regex

NARROW = "\u202f"
"""Between thousands, and between a number and its unit."""
MINUS = "\u2212"
_POINTS = f"п.{NARROW}п."
"""Percentage points; at the end of a sentence their full stop is the sentence's."""

_NUMBER = r"[+-]?(?:\d[\d,]*\.?\d*|\.\d+)(?:e[+-]?\d+)?"
_P = rf"(?:exact )?p [=<] {_NUMBER}(?:; mid-p [=<] {_NUMBER})?"
_WORDS = r"(?:(?![.?!] )[^\n]){1,400}?"
_SENTENCES = r"[^\n]{1,2000}?"
KINDS: Mapping[str, str] = {
    "any": _WORDS,
    "text": _SENTENCES,
    "quote": r"[^“”\n]{1,400}",
    "count": r"-?\d[\d,]*",
    "number": _NUMBER,
    "amount": rf"{_NUMBER}(?: %)?",
    "share": rf"{_NUMBER} %",
    "points": rf"{_NUMBER}(?: points)?",
    "months": rf"{_NUMBER} months",
    "day": r"\d{4}-\d{2}-\d{2}",
    "p": _P,
    "s": "s?(?: (?:is|are|has|have))?",
    "said": _SENTENCES,
    "list": _SENTENCES,
    "rungs": _SENTENCES,
}
"""What can stand in a place, as a regular expression. `any` words are of one sentence, `text` of more, a `quote` stands in quotation
marks, and all three stay as they are; `said` is another sentence, `list` several, `rungs` names of rungs; `s` is an English plural, with a
verb where one follows, which Russian does not say."""

_PLACE = regex(r"\{(\w+)(?::(\w+))?\}")
_FORMS = regex(r"\{(\w+)(?:\|([^|{}]*)\|([^|{}]*)\|([^|{}]*))?\}")
_FIGURE = regex(_NUMBER)

Say = Callable[[str], str | None]
"""What an English text is in Russian; None where nothing fits."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Pattern:
    """A sentence in both languages."""

    english: str
    russian: str
    expression: re.Pattern[str]
    kinds: Mapping[str, str]
    """What stands in each place."""
    key: str
    """The longest words between places: a text without them does not fit."""

    @property
    def literal(self) -> str:
        """The English words, with a mark where a place is."""
        return _PLACE.sub("\0", self.english)

    def said(self, text: str, says: Mapping[str, Say]) -> str | None:
        """The Russian sentence; None where the English one does not fit, or a sentence inside it has no Russian one."""
        found = self.expression.fullmatch(text) if self.key in text else None
        if found is None:
            return None
        told = {name: says[kind](found[name]) if (kind := self.kinds[name]) in says else shown(found[name], kind) for name in self.kinds}
        if any(value is None for value in told.values()):
            return None
        said = _FORMS.sub(lambda place: _filled(place, told, found), self.russian)
        return said.replace(f"{_POINTS}.", _POINTS)


def pattern(english: str, russian: str) -> Pattern:
    """The sentence, ready to be looked for."""
    kinds = {name: kind or "any" for name, kind in _PLACE.findall(english)}
    written, at = "", 0
    for place in _PLACE.finditer(english):
        written += re.escape(english[at : place.start()]) + f"(?P<{place[1]}>{KINDS[place[2] or 'any']})"
        at = place.end()
    key = max(_PLACE.sub("\0", english).split("\0"), key=len)
    return Pattern(english=english, russian=russian, expression=re.compile(written + re.escape(english[at:])), kinds=kinds, key=key)


def shown(text: str, kind: str) -> str | None:
    """What stands in a place, as Russian writes it; None for a day that no calendar has."""
    if kind in ("any", "text", "quote"):
        return text
    if kind == "day":
        return _day_in(text)
    if kind == "months":
        number = text.removesuffix(" months")
        return f"{figures(number)} {form(number, 'месяц', 'месяца', 'месяцев')}"
    told = text.replace("exact p", "точное p") if kind == "p" else text
    return figures(told).replace(" points", f"{NARROW}{_POINTS}").replace(" %", f"{NARROW}%")


def _day_in(text: str) -> str | None:
    try:
        return day(date.fromisoformat(text))
    except ValueError:
        return None


def day(when: date) -> str:
    """`1 января 2027 года`."""
    return f"{when.day} {RUSSIAN_MONTHS[when.month - 1]} {when.year} года"


def figures(text: str) -> str:
    """The text with every number in it as Russian writes numbers: `1 234,5`, `−0,3`."""
    return _FIGURE.sub(lambda number: _figure(number[0]), text)


def form(number: str, one: str, few: str, many: str) -> str:
    """The form of a noun that goes with a number, as English writes the number; with a fraction it is the second."""
    value = abs(Decimal(number.replace(",", "")))
    if value != int(value):
        return few
    last, teens = int(value) % 10, int(value) % 100 in range(11, 15)
    return one if last == 1 and not teens else few if last in (2, 3, 4) and not teens else many


def _figure(number: str) -> str:
    bare = f"{number[0]}0{number[1:]}" if number[0] in "+-" and number[1] == "." else f"0{number}" if number[0] == "." else number
    return bare.replace(",", NARROW).replace(".", ",").replace("-", MINUS)


def _filled(place: re.Match[str], told: Mapping[str, str | None], found: re.Match[str]) -> str:
    name, one, few, many = place[1], place[2], place[3], place[4]
    return (told[name] or "") if one is None else form(found[name], one, few, many)
