"""Parts that a text names in its own way: those of a series, questions, footnotes and equations, with their passages."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice, pairwise
from operator import attrgetter

from untuned.ingest.references.outline import Outline
from untuned.ingest.references.runs import SHOWN, Placed
from untuned.text.references.foreign import owned
from untuned.text.references.notes import Pointer, equations, footnotes
from untuned.text.references.series import Member, Use, members, stem, uses
from untuned.text.regex import regex
from untuned.types.references import Place

_QUESTIONS = ("question", "вопрос")
_QUESTION = regex(r"(?:question|вопрос)\w{0,3}[ \xa0\n](?:№[ \xa0]?)?\d", re.IGNORECASE)
_QUESTION_STEMS = frozenset(stem(name) for name in _QUESTIONS)
_FEWEST = 2
_FARTHEST = 200
"""Headings behind a part among which the one that ends it is looked for."""
_BLANK_LINE = regex(r"\n[ \t]*\n")
_start = attrgetter("start")


@dataclass(frozen=True, kw_only=True, slots=True)
class Led:
    """An expression at [start, end) of a text that leads to a passage."""

    start: int
    end: int
    name: str
    place: Place


def own_parts(outline: Outline, *, markdown: bool) -> Iterator[Led]:
    """What is named and found: where a text has no such part, its name is just a word."""
    text = outline.text
    yield from _of_series(outline)
    if markdown:
        yield from _led(outline, footnotes(text))
    yield from _led(outline, equations(text))


def _led(outline: Outline, pointers: Iterator[Pointer]) -> Iterator[Led]:
    for one in pointers:
        for start, end in one.targets:
            yield Led(start=one.start, end=one.end, name=one.name, place=outline.passage(start, end))


def _of_series(outline: Outline) -> Iterator[Led]:
    """`item 2` where lines begin with `Item 1.`, `Item 2.`; `question 2` also where numbered lines are questions."""
    held = members(outline.text)
    asked = [] if any(one.name in (*_QUESTIONS, "q") for one in held) else _asked(outline)
    if not held and not asked:
        return
    names = {one.name for one in held}
    if asked:
        names |= _QUESTION_STEMS
    places = _places(outline, held)
    starts = {one.start for one in held}
    for use in uses(names, outline.text):
        if use.start in starts or owned(outline.text, use.start, use.end).owner != "own":
            continue
        found = [_found(outline, places, asked, use, number) for number in use.numbers]
        for place in found:
            if place is not None:
                yield Led(start=use.start, end=use.end, name=" ".join(outline.text[use.start : use.end].split()), place=place)


def _found(outline: Outline, places: dict[tuple[str, int], Place], asked: list[Placed], use: Use, number: int) -> Place | None:
    place = places.get((use.name, number))
    if place is not None or use.name not in _QUESTION_STEMS:
        return place
    fitting = [one for one in asked if one.number == (str(number),)]
    return outline.whole(fitting[0]) if len(fitting) == 1 else None


def _asked(outline: Outline) -> list[Placed]:
    """The numbered lines that ask something, where all of the counting do."""
    lower = outline.lower or outline.text
    if not any(name in lower for name in _QUESTIONS) or _QUESTION.search(outline.text) is None:
        return []
    counted = outline.main
    lines = [outline.text[one.end : one.end + 300].split("\n", 1)[0] for one in counted]
    return counted if len(counted) >= _FEWEST and all(line.rstrip(" *_").endswith("?") for line in lines) else []


def _places(outline: Outline, held: list[Member]) -> dict[tuple[str, int], Place]:
    """Where each part is, by its name and number: what is the same for several is looked up once."""
    by_name: dict[str, list[int]] = {}
    for one in held:
        by_name.setdefault(one.name, []).append(one.start)
    single = {name for name, starts in by_name.items() if _in_one_paragraph(outline.text, starts)}
    labels = [label.start for label in outline.labels if label.noun and label.line_start and label.kind not in SHOWN]
    return {(one.name, one.number): _place(outline, one, by_name[one.name], labels, single=one.name in single) for one in held}


def _in_one_paragraph(text: str, starts: list[int]) -> bool:
    """True where all the parts of a name but the last are one paragraph each, as notes are."""
    return all(_BLANK_LINE.search(text[start:end].rstrip()) is None for start, end in pairwise(starts))


def _place(outline: Outline, one: Member, same: list[int], labels: list[int], *, single: bool) -> Place:
    """From a part's line to the next of its name, or to what is above it: a heading or another part with a name."""
    behind = bisect_right(same, one.start)
    at = bisect_right(outline.headings, one.start, key=_start) - 1
    own = outline.headings[at] if at >= 0 and one.start < outline.headings[at].end else None
    further = islice(outline.headings, at + 1, at + 1 + _FARTHEST)
    above = next((head.start for head in further if own is None or head.level <= own.level), None)
    label = bisect_right(labels, one.start)
    ends = (*same[behind : behind + 1], *labels[label : label + 1], *(() if above is None else (above,)))
    end = min(ends, default=len(outline.text))
    if behind == len(same) and own is None and single:
        blank = _BLANK_LINE.search(outline.text, one.end, end)
        end = end if blank is None else blank.start()
    return outline.passage(one.start if own is None else own.start, end)
