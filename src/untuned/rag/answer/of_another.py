"""Whether what would be shown tells of something else than what is asked about: of another thing in the folder, or of the name alone."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from untuned.models.reader.cues import CueKind
from untuned.models.reader.extractive import Reading
from untuned.models.reader.question import Question
from untuned.models.reader.timetables import opening
from untuned.models.reader.windows import cut
from untuned.rag.answer.of_another_column import of_another_column
from untuned.rag.answer.of_another_row import of_another_row
from untuned.text.opposites import turned
from untuned.text.words import terms
from untuned.types.answers import Passage

_OF_ONE_THING: tuple[CueKind, ...] = ("phone", "email", "price", "number", "date")
_MAIN = 0.4
"""The share of a question from which on its heaviest word is what is asked about."""
_OF_ATTRIBUTES: tuple[CueKind | None, ...] = (None, "phone", "email", "price", "number", "value", "where")
_SUBJECT = 0.3
"""The share of a question from which on words beside a name ask for something of it."""
_FEW = 2
"""Words of a question that has no word too many for any answer."""
_OF_ANY: tuple[CueKind | None, ...] = ("how", "why", "meaning")


def of_another(reading: Reading, passages: Sequence[Passage]) -> bool:
    """True where the best place tells a number of something else, or of the opposite, or has nothing but the name that is asked about."""
    checks = (_of_other_thing, _of_other_deed, _of_name_alone, _of_opposite, of_another_row, of_another_column)
    return any(check(reading, passages) for check in checks)


def _of_other_thing(reading: Reading, passages: Sequence[Passage]) -> bool:
    """True for a price, number or day where the best place lacks the question's main word, which stands elsewhere in what was read.

    Under one heading that has something of the question the main word and the number may stand apart; below `Hours` no row says "open".
    """
    if reading.question.cue not in _OF_ONE_THING:
        return False
    question, shares, best = reading.question, reading.shares, reading.places[0]
    passage = passages[best.window.passage]
    held = best.window.near | best.window.heading | best.window.title
    for unit in cut(passage)[best.window.first : best.window.last + 1]:
        text = passage.text[unit.start : unit.end]
        if question.tells_outright(text):
            held |= (
                shares.held(unit.terms)
                | shares.of(unit.columns)
                | shares.of(question.wants.told(text, language=question.language, above=unit.headed))
            )
    above = shares.held((*_above(passage, question), *best.units[0].above))
    for place in reading.places if above else ():
        if place.window.passage == best.window.passage and place.units[0].headed == best.units[0].headed:
            for unit in place.units:
                held |= shares.held(unit.terms)
    missing = shares.weightiest & ~held
    if shares.days and not opening().isdisjoint((*_above(passage, question), *best.units[0].above)):
        missing &= ~shares.of(opening())
    return shares.weight(missing) >= _MAIN and any((window.own | window.loose) & missing for window in reading.windows)


def _of_other_deed(reading: Reading, passages: Sequence[Passage]) -> bool:
    """True where it is asked who does something, and what would be shown lacks one of the few words for it, which stands elsewhere.

    Who repaired the kilns is nobody who repairs the wheels.
    """
    question, shares, best = reading.question, reading.shares, reading.places[0]
    asked = shares.of(question.weights.keys() - question.asking)
    if question.cue != "who" or asked.bit_count() > _FEW:
        return False
    held = best.window.held | shares.held(_above(passages[best.window.passage], question))
    for unit in best.units:
        held |= shares.held((*unit.terms, *unit.above, *unit.columns))
    missing = asked & ~held
    return any((window.own | window.loose) & missing for window in reading.windows)


def _of_name_alone(reading: Reading, passages: Sequence[Passage]) -> bool:
    """True where a product by its number, or a code, is named, and no place has a word of what is asked, or a number of that measure."""
    question, shares = reading.question, reading.shares
    if question.cue not in _OF_ATTRIBUTES or not (shares.codes or _is_numbered(question)):
        return False
    asked = shares.of(question.weights.keys() - question.asking - question.names - question.kind_terms)
    held = 0
    for place in reading.places:
        text = passages[place.window.passage].text
        held |= place.window.held | shares.of(question.kind_told(text[unit.start : unit.end] for unit in place.units))
        for unit in place.units:
            held |= shares.held(unit.terms)
    return shares.weight(asked) >= _SUBJECT and not asked & held


def _is_numbered(question: Question) -> bool:
    """True where a name has a number right behind it, as `Breeze 200`."""
    return any(one in question.names and not one.isdigit() and other.isdigit() for one, other in pairwise(question.terms))


def _of_opposite(reading: Reading, passages: Sequence[Passage]) -> bool:
    """True where a fact is asked for of "the old tariff", and the best place tells of the new tariff."""
    if reading.question.cue in _OF_ANY:
        return False
    place = reading.places[0]
    above = _above(passages[place.window.passage], reading.question)
    told = [term for unit in place.units for term in unit.terms]
    return turned(reading.question.terms, told, around=above)


def _above(passage: Passage, question: Question) -> list[str]:
    """The analysed words of a passage's title and headings."""
    return terms("\n".join((passage.version.title, *passage.hit.chunk.headings)), language=question.language)
