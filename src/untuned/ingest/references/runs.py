"""Labels in their places: which are lines of a table of contents, and which belong to a text's main counting."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise, zip_longest

from untuned.text.references.nouns import ATTACHED, ReferenceKind
from untuned.text.regex import regex

_ROW = 120
"""The longest line of a table of contents."""
_LEADERS = regex(r"[^\n]{0,200}?(?:\.[ ]?){3,}[ \t]*\d{1,4}[ \t]*(?:\n|\Z)|[^\n]{1,200}?(?:[ ]{3,}|\t[ \t]*)\d{1,4}[ \t]*(?:\n|\Z)")
_FEWEST = 3
_BEFORE_ROMAN: dict[tuple[str, ...], tuple[str, str]] = {("h",): ("i", "1"), ("u",): ("v", "5"), ("w",): ("x", "10")}
"""Letters before those that are Roman numerals too: what follows them in a list, and what that counts."""
_SAME, _ALIKE = 60, 8
"""Characters that are looked at, and letters that agree, where a line of a table of contents and its part begin alike."""
SHOWN = ("table", "figure")
"""What stands somewhere in a part, and ends none."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Heading:
    """A heading of the text."""

    start: int
    end: int
    level: int
    title: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Placed:
    """A label of a text, with what tells its rank."""

    kind: ReferenceKind | None
    noun: str
    number: tuple[str, ...]
    items: tuple[str, ...]
    start: int
    end: int
    level: int
    """Of the heading that it stands in; 0 outside of headings."""
    line_start: bool
    bracketed: bool = False
    """True for `(2)`, and for `2)` where parts of the text are numbered otherwise."""
    roman: bool = False
    """True where the number is written in Roman numerals."""
    series: bool = False
    """True where others of the text are called alike, or stand in headings too: then no bare number goes on with theirs."""
    holds: str = ""
    """What its own parts are called: `Section` of an article that `Section 1` follows at once, or of most chapters that one follows."""

    def counts_as(self, kind: ReferenceKind) -> bool:
        """True where a part of that kind may begin."""
        return self.kind == kind or (self.kind is None and (kind in ("clause", "chapter") or (kind == "part" and self.roman)))


def without_contents(labels: Sequence[Placed], text: str) -> list[Placed]:
    """The labels that are no lines of a table of contents.

    A line of one ends in a page's number; or it stands in a row of at least three short lines with nothing between, each of whose
    labels comes again later.
    """
    again: Counter[tuple[object, ...]] = Counter((one.kind, one.number) for one in labels)
    begun: Counter[tuple[object, ...]] = Counter(_begun(one, text) for one in labels)
    listed = [_LEADERS.match(text, one.end) is not None for one in labels]
    row: list[int] = []
    for nth, one in enumerate(labels):
        again[one.kind, one.number] -= 1
        following = labels[nth + 1].start if nth + 1 < len(labels) else len(text)
        short = one.line_start and following - one.start <= _ROW and text.count("\n\n", one.start, following) == 0
        comes_again = again[one.kind, one.number] > 0 or again[None, one.number] > 0 or again["clause", one.number] > 0
        begun[_begun(one, text)] -= 1
        comes_again = comes_again and (not _is_bare(one) or begun[_begun(one, text)] > 0)
        if comes_again and (short or row):
            row.append(nth)
        if not (comes_again and short):
            if len(row) >= _FEWEST:
                for index in row:
                    listed[index] = True
            row = []
    return [one for one, gone in zip(labels, listed, strict=True) if not gone]


def _is_bare(one: Placed) -> bool:
    """True for the `1.` of a list: that it comes again says nothing, unless its words do too."""
    return not one.noun and len(one.number) == 1 and one.level == 0


def _begun(one: Placed, text: str) -> tuple[object, ...]:
    """A label's number and the letters that its words begin with."""
    return (one.number, "".join(letter for letter in text[one.end : one.end + _SAME].casefold() if letter.isalnum())[:_ALIKE])


def main_run(labels: Sequence[Placed]) -> list[int]:
    """Where the labels of the counting stand that reaches over most of a text: 1, 2, 3, ... in one style.

    What counts anew inside of it, as a list does, leaves it open.
    """
    open_runs: list[list[Placed]] = []
    for label in labels:
        if not label.line_start or not label.number[0].isdigit():
            continue
        wanted = int(label.number[0]) - 1
        run = next(
            (one for one in reversed(open_runs[-50:]) if _style(one[-1]) == _style(label) and int(one[-1].number[0]) == wanted), None
        )
        if run is None:
            open_runs.append([label])
        else:
            run.append(label)
    if not open_runs:
        return []
    best = max(open_runs, key=lambda run: (run[-1].start - run[0].start, len(run)))
    return [one.start for one in best]


def is_inside(one: Placed, label: Placed) -> bool:
    """True where a label may stand inside the part of another one."""
    if one.bracketed:
        return not label.bracketed
    if one.kind in SHOWN:
        return True
    if not one.line_start:
        return one.number[: len(label.number)] == label.number
    if label.kind in ATTACHED or label.kind == "part":
        return one.kind not in ATTACHED and one.kind != label.kind and not (0 < one.level <= label.level)
    return _goes_down(one, label)


def _goes_down(one: Placed, label: Placed) -> bool:
    """True for a number of the label's own, and for a bare one below a name or a heading, where it does not go on with its count."""
    if one.noun and one.noun == label.holds:
        return True
    if len(one.number) > len(label.number) and one.number[: len(label.number)] == label.number:
        return True
    bare = not one.noun and len(one.number) == 1
    if bare and not label.noun and not one.level:
        return (label.level > 0 and label.series) or (label.roman and not one.roman)
    if one.noun == label.noun or one.kind in ATTACHED or 0 < one.level <= max(label.level, 1):
        return False
    return bare and (label.series or (bool(label.noun) and one.number != _next(label.number)))


def as_letters(labels: Sequence[Placed]) -> list[Placed]:
    """The labels, with the letters I, V and X that follow H, U and W taken for letters."""
    if not any(one.roman for one in labels):
        return list(labels)
    found: list[Placed] = []
    last: Placed | None = None
    for one in labels:
        if one.roman and last is not None and not last.roman and last.noun == one.noun and last.number in _BEFORE_ROMAN:
            letter, value = _BEFORE_ROMAN[last.number]
            found.append(replace(one, number=(letter,), roman=False) if one.number == (value,) else one)
        else:
            found.append(one)
        if len(one.number) == 1 and one.line_start and not one.bracketed:
            last = found[-1]
    return found


def in_series(labels: Sequence[Placed]) -> list[Placed]:
    """The labels, each with whether others are called alike or stand in headings too."""
    called = Counter((one.noun, one.level > 0) for one in labels if one.line_start)
    counted_on = _counted_on(labels)
    return [
        replace(
            one,
            series=bool(one.noun or one.level) and called[one.noun, one.level > 0] > 1,
            holds=_holds(one, after) or (counted_on.get(one.noun, "") if one.line_start else ""),
        )
        for one, after in zip_longest(labels, labels[1:])
    ]


def _counted_on(labels: Sequence[Placed]) -> dict[str, str]:
    """What the parts of each name are called that go on counting from one to the next: sections behind most of the chapters."""
    named = [one for one in labels if one.noun and one.line_start and one.kind not in (*ATTACHED, *SHOWN)]
    order = list(dict.fromkeys(one.noun for one in named))
    times = Counter(one.noun for one in named)
    behind = Counter((one.noun, after.noun) for one, after in pairwise(named))
    return {
        one: other
        for (one, other), number in behind.items()
        if number > 1 and 2 * number > times[one] and one != other and order.index(one) < order.index(other)
    }


def _holds(one: Placed, after: Placed | None) -> str:
    if after is None or not (one.noun and after.noun and one.line_start and after.line_start) or after.number != ("1",):
        return ""
    return "" if after.noun == one.noun or after.kind in (*ATTACHED, *SHOWN) else after.noun


def _next(number: tuple[str, ...]) -> tuple[str, ...]:
    return (*number[:-1], str(int(number[-1]) + 1)) if number[-1].isdigit() else ()


def _style(label: Placed) -> tuple[object, ...]:
    return (label.noun, label.level, label.roman, label.bracketed)


def marks(text: str, start: int) -> int:
    """How many signs of lists and headings stand at an offset."""
    return len(text[start : start + 20]) - len(text[start : start + 20].lstrip(" \t#>*_|•-–("))
