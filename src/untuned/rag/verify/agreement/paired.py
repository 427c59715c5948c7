"""Figures that a sentence tells of one thing, where a claim tells them of another that the same sentence has a figure for.

`The R2 supports up to 64 devices; the R2 Mini supports up to 32` says nothing of an R2 Mini with 64. A sentence is cut into parts that have
a figure each. A later part may leave out what an earlier one said (`in capital cities 180 euros`), an earlier one lacks nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from untuned.rag.verify.agreement.evidence import Evidence
from untuned.text.figures import Figure, figures
from untuned.text.regex import regex
from untuned.text.words import terms
from untuned.types.answers import Flag

_JOINT = regex(r";\s|,?\s(?:and|but|or|while|whereas|а|и|но|или|und|et|y)\s", re.IGNORECASE)
"""Where two statements of a sentence meet."""
_RANGE = regex(r"(?:\d|\b(?:between|между)\s+\S+)\Z", re.IGNORECASE)
"""What stands before such a word where it only joins two numbers, if a number follows: `4 and 6 hours`, `between four and six`."""
_COMMA = regex(r",\s")
_NEXT = regex(r"[\s-]?([^\W\d_]+)")
_COPIED = 0.7
"""The share of a claim's terms that the sentence must have."""
_LONGEST = 1_000
"""Characters of a sentence that are looked at."""


@dataclass(frozen=True, slots=True)
class _Told:
    """A figure, and what it counts or is measured in; "" where neither is said."""

    figure: Figure
    counted: str


@dataclass(frozen=True, slots=True)
class _Part:
    """A part of a sentence with its figures; `terms` are those of what it is about, without what it counts."""

    text: str
    told: tuple[_Told, ...]
    terms: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Said:
    """A figure of the claim, with the claim's terms and the values of all its figures."""

    one: _Told
    terms: frozenset[str]
    values: frozenset[float]


def mispaired(claim: str, known: Evidence) -> Iterator[Flag]:
    """A soft flag on each figure of the claim that a quoted sentence tells in another part than the one that the claim repeats."""
    found = _figures(claim)
    own = frozenset(terms(claim))
    if not found or not own:
        return
    values = frozenset(value for one in found for value in one.figure.values)
    sentences = [sentence for sentence in known.told if len(sentence.text) <= _LONGEST]
    for one in found:
        holding = [sentence for sentence in sentences if _has(_figures(sentence.text), one)]
        if len(holding) != 1 or len(own & holding[0].terms) < _COPIED * len(own):
            continue
        parts = _parts(holding[0].text)
        home = [at for at, part in enumerate(parts) if _has(part.told, one)]
        if len(home) == 1 and any(
            _takes(_Said(one, own, values), parts, home[0], other) for other in range(len(parts)) if other != home[0]
        ):
            figure = one.figure
            says = claim[figure.start : figure.end]
            yield Flag(kind="number", hard=False, start=figure.start, end=figure.end, says=says, source=parts[home[0]].text)


def _takes(said: _Said, parts: Sequence[_Part], home: int, other: int) -> bool:
    """True where the claim tells the figure of the part `home` of what only the part `other` is about."""
    mine, its, own = parts[home], parts[other], said.terms
    rivals = [told for told in its.told if _alike(said.one, told)]
    if not rivals or any(not said.values.isdisjoint(told.figure.values) for told in rivals):
        return False
    here, there = mine.terms - its.terms, its.terms - mine.terms
    if not there & own:
        return False
    if other < home:
        return bool(here) and not here & own
    return there <= own or bool(here - own)


def _alike(one: _Told, other: _Told) -> bool:
    return one.counted == other.counted or not (one.counted and other.counted)


def _has(told: Sequence[_Told], wanted: _Told) -> bool:
    return any(set(one.figure.values) & set(wanted.figure.values) for one in told)


@lru_cache(maxsize=256)
def _parts(sentence: str) -> tuple[_Part, ...]:
    """The parts of a sentence that have a figure; what has none belongs to the next one of its statement, or to the one before."""
    found: list[str] = []
    numbers = {one.figure.start for one in _figures(sentence)}
    joints = (edge for edge in _JOINT.finditer(sentence) if edge.end() not in numbers or not _RANGE.search(sentence[: edge.start()]))
    edges = [(edge.start(), edge.end()) for edge in joints]
    for (_, start), (end, _) in pairwise([(0, 0), *edges, (len(sentence), len(sentence))]):
        found += _with_figures(_COMMA.split(sentence[start:end]))
    return tuple(_part(text) for text in found)


def _with_figures(pieces: Sequence[str]) -> Iterator[str]:
    """The pieces between commas, each that has no figure joined to the next, or to the last that has one."""
    held: list[str] = []
    told = ""
    for piece in pieces:
        if not _figures(piece):
            held.append(piece)
        elif told:
            yield ", ".join([told, *held])
            held, told = [], piece
        else:
            held, told = [], ", ".join([*held, piece])
    if told or held:
        yield ", ".join([told, *held] if told else held)


def _part(text: str) -> _Part:
    told = _figures(text)
    spans = [text[one.figure.start : max(one.figure.end, one.figure.measure_end)] for one in told]
    counted = {stem for one in told for stem in one.counted.split()}
    return _Part(text.strip(" ."), told, frozenset(terms(text)) - frozenset(terms(" ".join(spans))) - counted)


@lru_cache(maxsize=1_024)
def _figures(text: str) -> tuple[_Told, ...]:
    return tuple(_Told(figure, _counted(text, figure)) for figure in figures(text))


def _counted(text: str, figure: Figure) -> str:
    if figure.measure is not None:
        return figure.measure.name
    match = _NEXT.match(text, figure.end)
    return " ".join(terms(match[1])) if match else ""
