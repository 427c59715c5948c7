"""Telephone numbers, however their digits are grouped: `+1 555 010 0199` and `+1 (555) 010-0199` are one."""

from __future__ import annotations

from dataclasses import dataclass

from untuned.text.regex import regex

_GAP = r"[ \u00a0\u202f\u2009.-]?"
_APART = r"[ \u00a0\u202f\u2009.-]"
_TELEPHONE = regex(
    r"(?<![\w.,+-])(?:"
    rf"\+\d{{1,3}}(?:{_GAP}\(\d{{2,5}}\))?(?:{_GAP}\d{{2,4}}){{2,6}}"
    rf"|(?:[178]{_GAP})?\(\d{{2,5}}\){_GAP}\d{{2,4}}(?:{_GAP}\d{{2,4}}){{1,3}}"
    rf"|(?:[178]{_APART})?\d{{3}}{_APART}\d{{3}}{_APART}(?:\d{{4}}|\d{{2}}{_APART}\d{{2}})"
    r")(?![\w-]|[.,]\d)"
)
"""With the sign of a country's code, with an area's code in brackets, or in the groups of North America and Russia."""
_LEAST, _MOST = 7, 15
"""Digits of a telephone number; the most are those of E.164."""
_PREFIX = 3
"""Digits of a country's code at most."""


@dataclass(frozen=True, slots=True)
class Telephone:
    """A telephone number, [start, end) of the text, and its digits alone."""

    digits: str
    start: int
    end: int

    def within(self, others: frozenset[str]) -> bool:
        """True where it is one of these numbers, or one of them without its country's code."""
        return any(other.endswith(self.digits) and len(other) - len(self.digits) <= _PREFIX for other in others)


def telephones(text: str) -> list[Telephone]:
    """The telephone numbers of `text`, in order."""
    found = (Telephone("".join(filter(str.isdecimal, match[0])), *match.span()) for match in _TELEPHONE.finditer(text))
    return [each for each in found if _LEAST <= len(each.digits) <= _MOST]
