"""A second look by meaning, where the words of a question lead to no answer: what is likest to it is shown if it stands out.

Who has not read the documents asks in other words than theirs: "What if I quit?" of a page on terminating the agreement. The search finds
that page by meaning; this finds the sentence on it. What is shown is the documents' own, verified as ever.
"""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from untuned.models.embed.embedder import weight_of
from untuned.models.reader.growing import lacks_answer
from untuned.models.reader.likeness import likest, reading_of, spots
from untuned.rag.answer.likely import likely
from untuned.rag.evidence import Library
from untuned.rag.ground import Ground
from untuned.rag.meaning import FAILURES, Meaning, language_of

NOTE = "Found by what it means, in other words than the question's."


def second_look(ground: Ground, *, library: Library) -> Ground | None:
    """The ground with what is likest to the question by meaning as all that is proposed, and how sure that answers.

    None where nothing reads the question's language, where this is left out, or where nothing of what is asked for stands there.

    Raises:
        ModelError: The embedder cannot be run, and nothing may stand in for it.
    """
    meaning, question = library.meaning, ground.asked.meant
    language = ground.found.language or language_of(ground.found.hits)
    if meaning is None or not library.settings.meaning.answers or not _reads(meaning, language):
        return None
    found = spots(ground.evidence, reads=partial(_reads, meaning))
    if not found:
        return None
    try:
        best, standing = likest(question, found, ground.evidence, embedder=meaning.embedder)
    except FAILURES:
        if not library.falls_back:
            raise
        return None
    reading = reading_of(best, ground.reading, ground.evidence, max_sentences=library.settings.answer.max_sentences)
    if not reading.places or lacks_answer(reading.places[0].units, ground.evidence[best.passage], reading.question):
        return None
    return replace(ground, reading=reading, sure=likely(standing))


def _reads(meaning: Meaning, language: str | None) -> bool:
    return weight_of(meaning.embedder, language=language, chosen=meaning.weight) > 0
