"""Definitions that only say under which other term the definition stands, as `See Tuple` says below `Record`."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from untuned.models.reader.defining import term_of
from untuned.models.reader.units import Unit
from untuned.models.reader.windows import Window, cut
from untuned.text.definitions import is_exact, keys_of
from untuned.text.regex import regex
from untuned.types.answers import Passage
from untuned.types.documents import Span

_ELSEWHERE = regex(
    r"(?:\A|[:–—|.-]\s|\n)[*_\s]{0,20}+(?:please )?"
    r"(?:see(?: also| under)?|refer to|same as|cf\.?|(?:a )?synonym (?:of|for)"
    r"|siehe(?: auch| unter)?|voir(?: aussi)?|véase(?: también)?|vedi(?: anche)?"
    r"|veja(?: também)?|ver|zie(?: ook)?|se(?: även)?|см\.?(?: также)?|смотри(?:те)?(?: также)?|то же,? что(?: и)?|див\.?(?: також)?)"
    r":?[*_\s]++(?::\w++:(?=`))?(?P<term>[^.;:!?|\s][^.;:!?|]{0,59}?)[.;|\s]*+\Z",
    re.IGNORECASE,
)


def told_elsewhere(units: Sequence[Unit], window: Window, passages: Sequence[Passage]) -> Window | None:
    """The window of the definition that a window's units point to, where all that they say is where that stands; None otherwise."""
    other = _pointed_to(units, passages[window.passage].text)
    return defining(other, passages) if other else None


def elsewhere(keys: Collection[str], passage: Passage) -> tuple[str, Span] | None:
    """The term under which the definition stands of what has one of the keys, and where the passage says so; None where it does not."""
    units = cut(passage)
    for at, unit in enumerate(units):
        if not keys_of(term_of(passage.text[unit.start : unit.end], unit)).isdisjoint(keys):
            other = _pointed_to(units[at : at + 1 + (unit.kind == "term")], passage.text)
            if other:
                return other, Span(version=passage.version.id, start=passage.start + unit.start, end=passage.start + unit.end)
    return None


def defining(term: str, passages: Sequence[Passage]) -> Window | None:
    """Where a term is defined, sooner as it is written there than in another form; None where none of the passages defines it."""
    keys = keys_of(term)
    exact = frozenset(filter(is_exact, keys))
    return _with_one_of(exact, passages) or _with_one_of(keys, passages)


def _pointed_to(units: Sequence[Unit], text: str) -> str:
    told = [unit for unit in units if unit.kind != "term"]
    found = _ELSEWHERE.search(text[told[0].start : told[0].end]) if len(told) == 1 else None
    return "" if found is None else found["term"]


def _with_one_of(keys: frozenset[str], passages: Sequence[Passage]) -> Window | None:
    for index, passage in enumerate(passages):
        units = cut(passage)
        for at, unit in enumerate(units):
            named = term_of(passage.text[unit.start : unit.end], unit)
            last = at + (unit.kind == "term")
            if named and last < len(units) and keys & keys_of(named) and not _pointed_to(units[at : last + 1], passage.text):
                return Window(index, at, last, own=0, loose=0, near=0, heading=0, title=0, evidence=0.0, score=0.0)
    return None
