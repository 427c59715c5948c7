"""Whether a row of a table is about another thing of its table than the one that is asked about."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from untuned.models.reader.extractive import Reading
from untuned.models.reader.sizes import has_size
from untuned.models.reader.units import Unit
from untuned.models.reader.windows import cut
from untuned.text.regex import regex
from untuned.text.words import terms
from untuned.types.answers import Passage

_FIRST_CELL = regex(r'\s*(?:\|\s*(?P<piped>[^|\n]*)|"(?P<quoted>[^"\n]*)"|(?P<plain>[^|;\t\n]*?))\s*(?:[|;\t\n]| {2}|$)')
_FIRST_FIELD = regex(r'\s*(?:"(?P<quoted>[^"\n]*)"|(?P<plain>[^,;\t\n]*))')
"""The same of a file whose cells are apart by commas."""


def of_another_row(reading: Reading, passages: Sequence[Passage]) -> bool:
    """True where the best place is a row, and no row that would be shown is of the thing that is asked about.

    That is so for "a five-room flat" where none has a five, and where the first cell of another row is named whole, and of the best one's
    only what both have: the row `City bicycle` tells nothing of the mountain bicycle, whose row stands beside it.
    """
    return reading.places[0].units[0].kind == "row" and (_of_other_size(reading, passages) or _of_other_name(reading, passages))


def _of_other_size(reading: Reading, passages: Sequence[Passage]) -> bool:
    size = reading.question.size
    return bool(size) and not any(has_size(passage.text[unit.start : unit.end], size) for passage, unit in _shown(reading, passages))


def _of_other_name(reading: Reading, passages: Sequence[Passage]) -> bool:
    shares = reading.shares
    best = passages[reading.places[0].window.passage]
    mine = _name(best, reading.places[0].units[0])
    shown = {(passage.version.id, passage.start + unit.start) for passage, unit in _shown(reading, passages)}
    for passage in passages:
        if passage.version.id != best.version.id:
            continue
        for unit in cut(passage):
            if unit.kind != "row":
                continue
            other = _name(passage, unit)
            own, its = mine - other, other - mine
            named = its and all(shares.held((term,)) for term in other)
            if named and own and not shares.held(tuple(own)) and (passage.version.id, passage.start + unit.start) not in shown:
                return True
    return False


def _shown(reading: Reading, passages: Sequence[Passage]) -> Iterator[tuple[Passage, Unit]]:
    """What would be shown for its own sake, each unit with its passage."""
    return ((passages[place.window.passage], unit) for place in reading.places for unit in place.units)


def _name(passage: Passage, row: Unit) -> frozenset[str]:
    """The analysed words of a row's first cell; none where that is a number, or a label such as `Default:`."""
    text = passage.text[row.start : row.end]
    found = (_FIRST_FIELD if passage.version.format == "csv" else _FIRST_CELL).match(text)
    cell = next((part for part in found.groups() if part), "") if found else ""
    return (
        frozenset(terms(cell, language=passage.hit.chunk.language or passage.version.language))
        if re.search(r"[^\W\d_]", cell) and not cell.rstrip().endswith(":")
        else frozenset()
    )
