"""Whether a row of a table tells nothing of what is asked of its thing: no column and no cell of it does."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from itertools import pairwise

from untuned.models.reader.attributes import is_per_another_time
from untuned.models.reader.extractive import Reading
from untuned.models.reader.question import Question
from untuned.models.reader.units import Unit
from untuned.text.regex import regex
from untuned.text.words import terms
from untuned.types.answers import Passage

_CELL = regex(r"[^|;,\t\n]+")
_LETTERS = regex(r"[^\W\d_]+")
_NAME = 4
"""Letters of a word that may name somebody, and is no unit."""
_MAIN = 0.25
"""The share of a question that a name makes up which a row must tell."""


def of_another_column(reading: Reading, passages: Sequence[Passage]) -> bool:
    """True where the best place is a row, and neither it, its header nor what stands above tells what is asked of it.

    "What is the weight of the rubber mallet?" is not answered by its price, "What does it cost per hour?" not by what it costs a day,
    "Who counted it?" not by a row that names nobody, and nothing about the chocolate bar by the row of the oat bar.
    """
    place = reading.places[0]
    row, passage, question = place.units[0], passages[place.window.passage], reading.question
    if row.kind != "row" or not row.columns:
        return False
    text = passage.text[row.start : row.end]
    return (
        _lacks_what_is_asked(reading, row, text)
        or _lacks_the_name(reading, row)
        or is_per_another_time(question.wants.period, (*row.terms, *row.columns, *row.above))
        or _names_nobody(question, row, text)
        or _is_another_of_its_kind(reading, row, text)
    )


def _lacks_what_is_asked(reading: Reading, row: Unit, text: str) -> bool:
    question = reading.question
    wanted = question.wants.attribute
    if not wanted or wanted in question.asking or wanted in question.kind_terms:
        return False
    return bool(reading.shares.of((wanted,)) & ~_told(reading, row, text))


def _told(reading: Reading, row: Unit, text: str) -> int:
    """The question's terms that the row tells, with what stands above it and beside it."""
    shares, held = reading.shares, reading.places[0].window.held
    return held | shares.held((*row.terms, *row.columns, *row.above)) | shares.of(reading.question.kind_told((text,)))


def _lacks_the_name(reading: Reading, row: Unit) -> bool:
    """True where nothing that would be shown has a name that much of the question is."""
    shares = reading.shares
    told = _told(reading, row, "")
    for place in reading.places[1:]:
        for unit in place.units:
            told |= shares.held(unit.terms)
    words = shares.of(term for term in reading.question.names if term.isalpha() and term not in reading.question.days)
    return shares.weight(words & ~told & ~shares.asking) >= _MAIN


def _names_nobody(question: Question, row: Unit, text: str) -> bool:
    """True where it is asked who, no column is called for a person, and no cell has words, as a name has."""
    if question.cue != "who" or not question.columns.isdisjoint(row.columns):
        return False
    return not any(_may_be_name(cell[0], question) for cell in _CELL.finditer(text))


def _may_be_name(cell: str, question: Question) -> bool:
    """True for a cell of words, as people, groups and offices are called, that are not the question's."""
    words = _LETTERS.findall(cell)
    return not any(map(str.isdigit, cell)) and any(len(word) >= _NAME and word.lower() not in question.words for word in words)


def _is_another_of_its_kind(reading: Reading, row: Unit, text: str) -> bool:
    """True where a noun of the question stands in a cell behind another word than its own, which is told nowhere."""
    question, shares = reading.question, reading.shares
    told = _told(reading, row, text) | shares.asking
    missing = [(one, noun) for one, noun in pairwise(question.terms) if shares.of((one,)) & ~told and one.isalpha() and noun.isalpha()]
    if not missing:
        return False
    cells = [terms(cell[0], language=question.language) for cell in _CELL.finditer(text)]
    return any(_stands_behind_another(noun, cells, known=question.weights.keys()) for _, noun in missing)


def _stands_behind_another(noun: str, cells: Sequence[Sequence[str]], *, known: Collection[str]) -> bool:
    before = [one for cell in cells for one, other in pairwise(cell) if other == noun]
    return bool(before) and all(one.isalpha() and one not in known for one in before)
