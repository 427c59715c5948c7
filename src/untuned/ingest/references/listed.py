"""The lettered and numbered items of a text's parts, one inside the other: `4.2(b)(ii)`."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import islice
from operator import attrgetter

from untuned.ingest.references.runs import Placed
from untuned.text.references.labels import items
from untuned.text.references.mentions import Mention
from untuned.text.regex import regex

FARTHEST = 20_000
"""Characters of a part that are looked through for its items."""
LINE_START = regex(r"(?:^|\n)[ \t#>*_|•\-–]*\Z")
_REFERRED = regex(r"(?:[\d)]|\b(?:paragraph|item|clause|section|п\.|пункт\w*))[ \xa0]?\Z", re.IGNORECASE)
_NUMERALS_TEXT = "i ii iii iv v vi vii viii ix x xi xii"
_ROMAN = [f"({number})" for number in _NUMERALS_TEXT.split()]
_LETTER = len("(a)")
_start = attrgetter("start")


class Listed:
    """The items of one text: of its labels, and of what stands in brackets; where it merely mentions one, there is none."""

    def __init__(self, text: str, labels: Sequence[Placed], mentioned: Sequence[Mention]) -> None:
        self._text, self._labels, self._mentioned = text, labels, mentioned
        self._starts = [one.start for one in labels]
        self._known: dict[tuple[int, int, bool], list[tuple[str, int]]] = {}

    def item(self, start: int, end: int, steps: Sequence[str]) -> tuple[int, int] | None:
        """Where the item begins and ends that the steps lead to in [start, end); None where there is none."""
        first = -1
        for step in steps:
            listed = self._listed(start, end, bracketed=True)
            if all(one != step for one, _ in listed):
                listed = self._listed(start, end, bracketed=False)
            at = next((nth for nth, one in enumerate(listed) if one[0] == step), None)
            if at is None:
                return None
            first = listed[at][1]
            end = min([other for sort, other in listed[at + 1 :] if _same_sort(sort, step)], default=end)
            start = first + len(step)
        return (first, end) if first >= 0 else None

    def _listed(self, start: int, end: int, *, bracketed: bool) -> list[tuple[str, int]]:
        """(step, offset) of the items in [start, end): `(b)` or `b)`, or `B.` at the beginning of what it says."""
        end = min(end, start + FARTHEST)
        known = self._known.get((start, end, bracketed))
        if known is None:
            known = self._known[start, end, bracketed] = self._list(start, end, bracketed=bracketed)
        return known

    def _list(self, start: int, end: int, *, bracketed: bool) -> list[tuple[str, int]]:
        if bracketed:
            return [(one.step, one.start) for one in items(self._text, start, end) if self._begins(one.start)]
        inside = islice(self._labels, bisect_left(self._starts, start), bisect_left(self._starts, end))
        return [(f"({one.number[0]})", one.start) for one in inside if not one.noun and one.number[0].isalpha() and len(one.number) == 1]

    def _begins(self, start: int) -> bool:
        """False where an item is only referred to: in a mention, or behind a number or a noun."""
        at = bisect_right(self._mentioned, start, key=_start) - 1
        if at >= 0 and start < self._mentioned[at].end:
            return False
        before = self._text[max(0, start - 12) : start]
        return LINE_START.search(before) is not None or _REFERRED.search(before) is None


def _same_sort(one: str, other: str) -> bool:
    """True where an item may stand beside one before it: two letters, two numbers, or the next Roman one.

    `(i)` behind `(a)` begins a list below it, and `(x)` behind `(ii)` stands in its words.
    """
    if one in _ROMAN and (other in _ROMAN or len(one) == len(other)):
        following = other in _ROMAN and _ROMAN.index(one) == _ROMAN.index(other) + 1
        return following or (len(one) == len(other) == _LETTER and ord(one[1]) == ord(other[1]) + 1)
    return one[1:-1].isdigit() == other[1:-1].isdigit() and (len(one) == _LETTER) == (len(other) == _LETTER)
