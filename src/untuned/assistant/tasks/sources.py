"""Verified claims as what a form is proven by: their words, their numbers, their days."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from untuned.rag.verify.quotes.quote import Prepared, prepare, verify_quote
from untuned.text.dates import numeric_dates
from untuned.text.days import periods
from untuned.text.figures import Figure, figures
from untuned.text.measures import Measure
from untuned.text.regex import regex
from untuned.text.words import terms
from untuned.types.answers import Claim

_WORD = regex(r"[^\W_]+|[,;.!?)](?=\s|\Z)|[(—–]")
_FENCES = frozenset((*",;.!?()—–", "and", "or", "but", "while", "и", "или", "но", "а"))
"""Behind these something else is spoken of: words beyond one stand as far as `_FENCE` words more."""
_FENCE = 3
_BESIDE = 60
"""Characters before and after a value in which the words of its field may stand."""
_STILL_TRUE = ("condition_clipped", "too_short")
"""Reasons for which a whole quote is refused, and a number or a day is not: it is shown as no quote."""
_SIGNS = "-−"


@dataclass(frozen=True, kw_only=True, slots=True)
class Stated:
    """A value that a claim states."""

    claim: int
    words: str
    """Of the quote or the claim, around it."""
    near: Mapping[str, float] = field(repr=False)
    """Stems of the words beside it, each with 1 over its distance in words."""
    value: float = 0.0
    measure: Measure | None = None
    period: tuple[int, int] = (0, 0)
    """First and last day, as ordinals."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Source:
    """A quote or the text of a claim."""

    claim: int
    text: str
    prepared: Prepared = field(repr=False)
    numbers: tuple[Stated, ...] = field(default=(), repr=False)
    """Those that have one value and are not denied."""
    days: tuple[Stated, ...] = field(default=(), repr=False)


def sources_of(claims: Sequence[Claim]) -> list[Source]:
    """The quotes of the claims in order, then the claims' own words where nothing speaks against them."""
    found: dict[tuple[int, str], None] = {}
    for place, claim in enumerate(claims):
        found.update({(place, citation.quote): None for citation in claim.citations})
    for place, claim in enumerate(claims):
        if claim.support is None or (claim.support.band != "red" and not claim.support.flags):
            found[place, claim.text] = None
    return [_source(place, text) for place, text in found]


def _source(place: int, text: str) -> Source:
    prepared = prepare(text, markup="plain")
    return Source(
        claim=place,
        text=text,
        prepared=prepared,
        numbers=tuple(_numbers(place, text, prepared)),
        days=tuple(_days(place, text, prepared)),
    )


def _numbers(place: int, text: str, prepared: Prepared) -> Iterator[Stated]:
    last = 0
    for figure in figures(text):
        start, end = extent(figure)
        words, near = _around(text, start, end, last)
        last = end
        near = {**near, **dict.fromkeys(terms(f"{text[start : figure.start]} {text[figure.end : end]}"), 1.0)}
        if len(figure.values) == 1 and _stands(_slice(text, figure), prepared):
            yield Stated(claim=place, words=words, near=near, value=figure.values[0], measure=figure.measure)


def _slice(text: str, figure: Figure) -> str:
    """The figure's words, with its sign and its measure."""
    start, end = extent(figure)
    if figure.values[0] < 0:
        start = max(text.rfind(sign, 0, figure.start) for sign in _SIGNS)
    return text[max(start, 0) : end]


def extent(figure: Figure) -> tuple[int, int]:
    """[start, end) of the figure with its measure."""
    if figure.measure is None:
        return figure.start, figure.end
    return min(figure.start, figure.measure_start), max(figure.end, figure.measure_end)


def _days(place: int, text: str, prepared: Prepared) -> Iterator[Stated]:
    unclear = {date.start for date in numeric_dates(text) if len(date.days) > 1}
    last = 0
    for period in periods(text, years="any"):
        words, near = _around(text, period.start, period.end, last)
        last = period.end
        if period.start not in unclear and _stands(text[period.start : period.end], prepared):
            yield Stated(claim=place, words=words, near=near, period=(period.first.toordinal(), period.last.toordinal()))


def _stands(words: str, prepared: Prepared) -> bool:
    """True where the words stand whole, and nothing denies them; a condition on them may stand beside them."""
    verdict = verify_quote(words, prepared)
    return verdict.accepted or verdict.reason in _STILL_TRUE


def _around(text: str, start: int, end: int, last: int) -> tuple[str, Mapping[str, float]]:
    """The words around a value; and how near each stem stands to it, before it from the `last` value on, or behind it."""
    before, after = text[max(0, start - _BESIDE) : start], text[end : end + _BESIDE]
    near: dict[str, float] = {}
    for pieces in (reversed(_WORD.findall(text[max(last, start - _BESIDE) : start])), _WORD.findall(after)):
        distance = 0
        for piece in pieces:
            distance += _FENCE if piece.lower() in _FENCES else 1
            for stem in terms(piece) if piece[0].isalnum() else ():
                near[stem] = max(near.get(stem, 0.0), 1 / distance)
    before = before if start <= _BESIDE else f"… {before.partition(' ')[2]}"
    after = after if end + _BESIDE >= len(text) else f"{after.rpartition(' ')[0]} …"
    return f"{before}{text[start:end]}{after}".strip(), near
