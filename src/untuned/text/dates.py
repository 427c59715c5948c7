"""Months and numeric dates of a text, English and Russian."""

from __future__ import annotations

import re
from dataclasses import dataclass

from untuned.text.regex import regex

ENGLISH_MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December")
RUSSIAN_MONTHS = ("января", "февраля", "марта", "апреля", "мая", "июня", "июля", "августа", "сентября", "октября", "ноября", "декабря")
"""The months as a day of them is named: `5 января`."""
_NAMES = (
    "january|jan|январ[ьяюе]|январ[её]м",
    "february|feb|феврал[ьяюе]|феврал[её]м",
    "march|mar|март(?:а|у|е|ом)?",
    "april|apr|апрел[ьяюе]|апрел[её]м",
    "may|ма[йяею]|маем",
    "june|jun|июн[ьяюе]|июнем",
    "july|jul|июл[ьяюе]|июлем",
    "august|aug|август(?:а|у|е|ом)?",
    "september|sept|sep|сентябр[ьяюе]|сентябр[её]м",
    "october|oct|октябр[ьяюе]|октябр[её]м",
    "november|nov|ноябр[ьяюе]|ноябр[её]м",
    "december|dec|декабр[ьяюе]|декабр[её]м",
)
_MONTH = regex(r"(?:\b|(?<=[^\W\d_])(?=[A-Z]))(?:" + "|".join(f"((?i:{names}))" for names in _NAMES) + r")\b")
_ALSO_A_WORD = frozenset(("may", "march", "mar", "jan", "dec", "sep", "маю", "мае"))
_DATED_AFTER = regex(r"\.?,?\s+(?:of\s+)?\d{1,4}(?:st|nd|rd|th)?\b")
_DATED_BEFORE = regex(
    r"(?:\b\d{1,2}(?:st|nd|rd|th)?\s+(?:of\s+)?|\b(?:in|of|since|until|till|by|during|last|next|early|late|mid|from|through|to|each|every|and|between|around|в|до|с|на)[\s-])\Z",
    re.IGNORECASE,
)
_NUMERIC = regex(
    r"(?<![\w./-])(?:(?P<iso>\d{4})-(?P<m>\d{2})-(?P<d>\d{2})|(?P<a>\d{1,2})(?P<sep>[/.])(?P<b>\d{1,2})(?P=sep)(?P<y>\d{4}|\d{2}))(?![\w/-]|\.\d)"
)


@dataclass(frozen=True, slots=True)
class Month:
    """A month that is named, 1 to 12, at [start, end)."""

    number: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class NumericDate:
    """A date in digits, [start, end): its year, and every (month, day) that it may mean."""

    year: int
    days: tuple[tuple[int, int], ...]
    start: int
    end: int


def months(text: str) -> list[Month]:
    """The months that `text` names; `may` and `march` only where a capital and what stands beside them make them one."""
    return [Month(match.lastindex or 0, match.start(), match.end()) for match in _MONTH.finditer(text) if _is_month(text, match)]


def _is_month(text: str, match: re.Match[str]) -> bool:
    word = match[0]
    if word.isascii() and not word[0].isupper():
        return False
    if word.lower() not in _ALSO_A_WORD:
        return True
    return (
        _DATED_AFTER.match(text, match.end()) is not None
        or _DATED_BEFORE.search(text, max(0, match.start() - 12), match.start()) is not None
    )


def numeric_dates(text: str) -> list[NumericDate]:
    """The dates that `text` writes in digits: `2024-03-05`, `3/5/2024`, `05.03.2024`."""
    found: list[NumericDate] = []
    for match in _NUMERIC.finditer(text):
        if match["iso"]:
            year, pairs = int(match["iso"]), [(int(match["m"]), int(match["d"]))]
        else:
            year, one, other = int(match["y"]), int(match["a"]), int(match["b"])
            year += (1900 if year > 50 else 2000) if year < 100 else 0
            pairs = [(other, one)] if match["sep"] == "." else [(one, other), (other, one)]
        days = tuple(dict.fromkeys(pair for pair in pairs if 1 <= pair[0] <= 12 and 1 <= pair[1] <= 31))
        if days:
            found.append(NumericDate(year, days, match.start(), match.end()))
    return found
