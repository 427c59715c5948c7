"""Whether a row of a table tells nothing of what is asked of its thing: no column and no cell of it does."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import cache
from itertools import pairwise

from untuned.models.reader.attributes import is_per_another_time, tells_prices
from untuned.models.reader.cues import has_amount
from untuned.models.reader.extractive import Reading
from untuned.models.reader.question import Question
from untuned.models.reader.units import Unit
from untuned.text.dates import ENGLISH_MONTHS
from untuned.text.regex import regex
from untuned.text.words import terms
from untuned.types.answers import Citation, Passage

_CELL = regex(r"[^|;,\t\n]+")
_LETTERS = regex(r"[^\W\d_]+")
_NAME = 4
"""Letters of a word that may name somebody, and is no unit, in small letters or capitals: `Ann` may name somebody, too."""
_SHORT_WORDS = """
yes no not new old all any low top pcs mon tue wed thu fri sat sun jan feb mar apr may jun jul aug sep oct nov dec day
да нет не шт пн вт ср чт пт сб вс янв фев мар апр май июн июл авг сен окт ноя дек
"""
_NOBODY = frozenset(_SHORT_WORDS.split())
"""Short words with a capital that name nobody."""
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
        or _has_no_price(reading, passage, row, text)
        or _is_another_of_its_kind(reading, row, text)
    )


def _lacks_what_is_asked(reading: Reading, row: Unit, text: str) -> bool:
    wanted = _wanted(reading)
    return bool(wanted & ~_told(reading, row, text))


def of_no_cell(reading: Reading, passages: Sequence[Passage], citations: Sequence[Citation]) -> bool:
    """True where the best place is a row that has nothing in the column that is asked for, or whose table has no such column.

    Of a row without any header that is so where nothing that was read of its document says the word.
    """
    place = reading.places[0]
    row, passage, question, shares = place.units[0], passages[place.window.passage], reading.question, reading.shares
    if row.kind != "row":
        return False
    language = question.language
    rows = [cells for citation in citations for cells in citation.rows]
    filled = frozenset(terms("\n".join(name for cells in rows for name, _ in cells), language=language))
    empty = frozenset(row.columns) - filled if rows else frozenset[str]()
    if question.columns & empty and not question.columns & filled:
        return True
    wanted = _wanted(reading)
    told = shares.held(row.terms) | (place.window.held & ~shares.held(tuple(empty)))
    told |= shares.of(question.kind_told((passage.text[row.start : row.end],)))
    if rows or row.columns:
        return bool(wanted & ~(told | shares.held((*filled, *(() if rows else row.columns)))))
    around = "\n".join(each.text for each in passages if each.version.id == passage.version.id)
    return bool(wanted & ~(told | shares.of(terms(around, language=language))))


def _wanted(reading: Reading) -> int:
    """The question's term for what is asked of something; 0 where no column need be called so."""
    question = reading.question
    wanted = question.wants.attribute
    if not wanted or wanted in question.asking or wanted in question.kind_terms:
        return 0
    return reading.shares.of((wanted,))


def _told(reading: Reading, row: Unit, text: str) -> int:
    """The question's terms that the row tells, with what stands above it and beside it."""
    shares, held = reading.shares, reading.places[0].window.held
    return held | shares.held((*row.terms, *row.columns, *row.above)) | shares.of(reading.question.kind_told((text,)))


def _lacks_the_name(reading: Reading, row: Unit) -> bool:
    """True where nothing that would be shown has a name that much of the question is; dates tell a day and a month in other words."""
    shares = reading.shares
    told = _told(reading, row, "")
    for place in reading.places[1:]:
        for unit in place.units:
            told |= shares.held(unit.terms)
    times = {*reading.question.days, *_months()}
    words = shares.of(term for term in reading.question.names if term.isalpha() and term not in times)
    return shares.weight(words & ~told & ~shares.asking) >= _MAIN


def _names_nobody(question: Question, row: Unit, text: str) -> bool:
    """True where it is asked who, no column is called for a person, and no cell has words, as a name has."""
    if question.cue != "who" or not question.columns.isdisjoint(row.columns):
        return False
    return not any(_may_be_name(cell[0], question) for cell in _CELL.finditer(text))


def _has_no_price(reading: Reading, passage: Passage, row: Unit, text: str) -> bool:
    """True where a price is asked for, no cell is an amount of money, and no column is called for prices or for what is asked about."""
    question = reading.question
    if question.cue != "price" or has_amount(text):
        return False
    language = question.language
    above = terms("\n".join((passage.version.title, *passage.hit.chunk.headings)), language=language)
    return not tells_prices((*row.columns, *row.above, *above)) and not reading.shares.held(row.columns)


def _may_be_name(cell: str, question: Question) -> bool:
    """True for a cell of words, as people, groups and offices are called, that are not the question's."""
    words = _LETTERS.findall(cell)
    return not any(map(str.isdigit, cell)) and any(_names(word) and word.lower() not in question.words for word in words)


def _names(word: str) -> bool:
    """True for a word that may be somebody's name."""
    return len(word) >= _NAME or (word.istitle() and len(word) > 1 and word.lower() not in _NOBODY)


def _is_another_of_its_kind(reading: Reading, row: Unit, text: str) -> bool:
    """True where a noun of the question stands in a cell beside another word than its own, which is told nowhere.

    Not of the row with the code that is asked about; and a charge may be told as a fee.
    """
    question, shares = reading.question, reading.shares
    told = _told(reading, row, text)
    if shares.codes & told:
        return False
    lost = shares.of(question.weights) & ~told & ~shares.asking
    if tells_prices((*row.terms, *row.columns, *row.above)):
        lost &= ~shares.of(term for term in question.weights if tells_prices((term,)))
    pairs = [pair for pair in pairwise(question.terms) if all(map(str.isalpha, pair))]
    before = [noun for one, noun in pairs if shares.of((one,)) & lost]
    behind = [noun for noun, one in pairs if shares.of((one,)) & lost]
    if not before and not behind:
        return False
    found = (terms(cell[0], language=question.language) for cell in _CELL.finditer(text))
    cells = [pair for cell in found for pair in pairwise(cell)]
    known = question.weights.keys()
    return any(_is_another([one for one, other in cells if other == noun], known) for noun in before) or any(
        _is_another([other for one, other in cells if one == noun], known) for noun in behind
    )


def _is_another(words: Sequence[str], known: Collection[str]) -> bool:
    return bool(words) and all(word.isalpha() and word not in known for word in words)


@cache
def _months() -> frozenset[str]:
    return frozenset(terms(" ".join(ENGLISH_MONTHS), language="en"))
