"""Figures of which a claim tells only a part: `20 days` of `10 to 20 days`, `2 percent` of `2 percentage points`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from untuned.rag.verify.agreement.evidence import Evidence
from untuned.text.dates import ENGLISH_MONTHS, RUSSIAN_MONTHS
from untuned.text.figures import Figure, figures
from untuned.text.regex import regex
from untuned.text.words import terms
from untuned.types.answers import Flag

_TO = regex(r"\s?(?:-|–|—|to|through|до|по)\s?", re.IGNORECASE)
"""What stands between the two ends of a range; `and` does only behind `between`."""
_AND = regex(r"\s(?:and|и)\s", re.IGNORECASE)
_BETWEEN = regex(r"\b(?:between|между)\s+[$€£¥₽₹]?\Z", re.IGNORECASE)
_SIGNS = "$€£¥₽₹"
_BOUND = regex(
    r"(?:\b(?:to|from|until|till|than|under|over|above|below|within|exceeding|least|most|least\s+of|most\s+of|minimum(?:\s+of)?|maximum(?:\s+of)?|max|min|"
    r"or|and|от|до|с|по|более|менее|больше|меньше|свыше|минимум|максимум|и|или)|[<>≤≥–—-])\s*[$€£¥₽₹]?\Z",
    re.IGNORECASE,
)
"""What makes the end of a range of a claim's single number."""
_ENDS = regex(
    r"\s*(?:[^\W\d_]+\s+){0,2}(?:or\s+(?:more|less|fewer|longer)|и\s+(?:более|менее)|at\s+(?:the\s+)?(?:most|least|latest|earliest)"
    r"|max\b|maximum\b|minimum\b)",
    re.IGNORECASE,
)
"""A bound that stands behind its number: `5 days or more`."""
_CHANGE = regex(
    r"\b(?:rose|rise[sn]?|rising|raise[sd]?|gr[eo]ws?|grown|increase[sd]?|extend(?:s|ed)?|change[sd]?|went\s+up|go(?:es)?\s+up|climb(?:s|ed)?"
    r"|выр[оа]с\w*|повы\w+|увелич\w+|продл\w+|измен\w+)\b[^.;]{0,20}\b(?:from|с|от)\s+[$€£¥₽₹]?\Z",
    re.IGNORECASE,
)
"""What tells two values one after the other, and no range."""
_MONTH = regex(rf"\s(?:of\s)?(?:{'|'.join((*ENGLISH_MONTHS, *RUSSIAN_MONTHS))})\b")
"""What makes days of two numbers: each of them may be told alone, as the first or the last."""
_COUNTED = regex(r"[\s-]?(?:(%)|([^\W\d_]+))")
"""The word behind a number without a measure: what it counts."""
_POINTS = regex(r"\s*-?(?:percentage[\s-]points?\b|pp\b|p\.p\.|процентн\w+\s+пункт\w*|п\.\s?п\.)", re.IGNORECASE)
_PERCENT = regex(r"\s*-?(?:%(?!\s*-?points?\b)|percent\b|per\s+cent\b|процент(?:а|ов|у|ом|ах)?\b)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Range:
    """Two ends of a range of a quote, what it counts, and the range as it stands there."""

    low: Figure
    high: Figure
    counted: str
    text: str


def cut_figures(claim: str, known: Evidence) -> Iterator[Flag]:
    """A soft flag on each number that in the quotes only ends a range, and on per cent of percentage points or the reverse."""
    told = figures(claim)
    if not told:
        return
    found = [(quote, _figures(quote)) for quote in known.shown]
    yield from _one_end(claim, told, found)
    yield from _points(claim, told, found)


@lru_cache(maxsize=64)
def _figures(text: str) -> tuple[Figure, ...]:
    """The figures of a quote; the last quotes are remembered, since a passage is held against claim after claim."""
    return tuple(figures(text))


def _one_end(claim: str, told: Sequence[Figure], found: Sequence[tuple[str, Sequence[Figure]]]) -> Iterator[Flag]:
    ranges = [each for quote, its in found for each in _ranges(quote, its)]
    ends = {id(end) for each in ranges for end in (each.low, each.high)}
    alone = {value for _, its in found for figure in its if id(figure) not in ends for value in figure.values}
    own = {value for figure in told for value in figure.values}
    for figure in told if ranges else ():
        if _BOUND.search(claim, max(0, figure.start - 24), figure.start) or not alone.isdisjoint(figure.values):
            continue
        counted = _counted(claim, figure)
        for each in ranges:
            mine, other = (each.low, each.high) if set(each.low.values) & set(figure.values) else (each.high, each.low)
            if set(mine.values) & set(figure.values) and own.isdisjoint(other.values) and counted and counted == each.counted:
                yield Flag(
                    kind="number", hard=False, start=figure.start, end=figure.end, says=claim[figure.start : figure.end], source=each.text
                )
                break


def _ranges(text: str, found: Sequence[Figure]) -> Iterator[_Range]:
    for low, high in pairwise(found):
        between = text[low.end : high.start].rstrip(_SIGNS)
        to = _TO.fullmatch(between) or (_AND.fullmatch(between) and _BETWEEN.search(text, max(0, low.start - 12), low.start))
        if to and not _in_turn(text, low, high) and max(low.values) < max(high.values):
            yield _Range(low, high, _counted(text, high), text[_start(low) : max(high.end, high.measure_end)])


def _in_turn(text: str, low: Figure, high: Figure) -> bool:
    """True for years, for days of a month, and for what was one and then the other."""
    dates = low.year or high.year or _MONTH.match(text, high.end) is not None
    return dates or _CHANGE.search(text, max(0, low.start - 60), low.start) is not None


def _start(figure: Figure) -> int:
    return figure.start if figure.measure is None else min(figure.start, figure.measure_start)


def _counted(text: str, figure: Figure) -> str:
    """The measure of a figure, or the stem of the word behind it; "" where it counts nothing, or where a bound follows."""
    if _ENDS.match(text, max(figure.end, figure.measure_end)):
        return ""
    if figure.measure is not None:
        return figure.measure.name
    match = _COUNTED.match(text, figure.end)
    return " ".join(terms(match[0])) if match else ""


def _points(claim: str, told: Sequence[Figure], found: Sequence[tuple[str, Sequence[Figure]]]) -> Iterator[Flag]:
    for figure in told:
        for ours, theirs in ((_PERCENT, _POINTS), (_POINTS, _PERCENT)):
            mine = ours.match(claim, figure.end)
            same = [(quote, its) for quote, all_of in found for its in all_of if set(its.values) & set(figure.values)]
            others = [match for quote, its in same if (match := theirs.match(quote, its.end))]
            if mine and others and len(others) == len(same):
                first = others[0]
                source = f"{claim[figure.start : figure.end]}{first[0]}"
                yield Flag(
                    kind="percentage", hard=False, start=figure.start, end=mine.end(), says=claim[figure.start : mine.end()], source=source
                )
