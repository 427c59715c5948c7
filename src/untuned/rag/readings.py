"""How a question is read: by the default reader, in every way that it may be meant."""

from __future__ import annotations

from collections.abc import Sequence

from untuned.models.reader.extractive import Reading, read
from untuned.rag.evidence import Library
from untuned.rag.ground import Asked, Looked
from untuned.rag.rewrite.leaning import own_words
from untuned.text.words import terms
from untuned.types.answers import Passage


def reading_of(asked: Asked, looked: Looked, *, library: Library) -> Reading:
    """What the default reader proposes; of a follow-up, the reading whose first place has most of the words that it asks with itself.

    What a filter has met, such as a product's name, need not stand in a text which passes it.
    """
    found, most = looked.found, library.settings.answer.max_sentences
    questions = map(found.narrowing.rest, asked.readings)
    readings = [read(question, looked.evidence, idf=found.idf, language=found.language, max_sentences=most) for question in questions]
    if len(readings) == 1:
        return readings[0]
    own = own_words(asked.question)
    return max(readings, key=lambda reading: _carried(reading, own, looked.evidence))


def answers_itself(asked: Asked, reading: Reading, evidence: Sequence[Passage]) -> bool:
    """False for a follow-up where what would be shown has none of the words that it asks with itself.

    What is carried from before says what it is about; an answer that has that alone answers the question before it.
    """
    own = own_words(asked.question) if asked.rewriting is not None and asked.rewriting.means else frozenset[str]()
    return not own or _carried(reading, own, evidence) > 0


def _carried(reading: Reading, own: frozenset[str], evidence: Sequence[Passage]) -> int:
    """How many of the words the first place that is shown has, the title and headings above it counted."""
    if not reading.places:
        return 0
    place = reading.places[0]
    passage = evidence[place.window.passage]
    above = (passage.version.title, *passage.hit.chunk.headings)
    return len(own.intersection(terms("\n".join((passage.text[place.start : place.end], *above)))))
