"""A second look by meaning, where the words of a question lead to no answer: what is likest to it is shown if it stands out.

Who has not read the documents asks in other words than theirs: "What if I quit?" of a page on terminating the agreement. The search finds
that page by meaning; this finds the sentence on it. What is shown is the documents' own, verified as ever.
"""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from untuned.models.embed.embedder import weight_of
from untuned.models.reader.likeness import Spot, Standing, likest, reading_of, spots
from untuned.rag.answer.likely import is_barred, likely
from untuned.rag.evidence import Library
from untuned.rag.ground import Ground
from untuned.rag.meaning import FAILURES, Meaning, language_of

NOTE = "Found by what it means, in other words than the question's."


def second_look(ground: Ground, *, library: Library) -> Ground | None:
    """The ground with what is likest to the question by meaning as all that is proposed, and how sure that answers.

    None where nothing reads the question's language, where this is left out, or where nothing that may answer stands out. What a
    conversation is about is told by words: a question that goes on from another one is not looked at.

    Raises:
        ModelError: The embedder cannot be run, and nothing may stand in for it.
    """
    meaning, asked = library.meaning, ground.asked
    if meaning is None or not library.settings.meaning.answers or asked.rewriting is not None:
        return None
    try:
        stands_out = _likest(ground, meaning)
    except FAILURES:
        if not library.falls_back:
            raise
        return None
    if stands_out is None:
        return None
    best, standing = stands_out
    reading = reading_of(best, ground.reading, ground.evidence, max_sentences=library.settings.answer.max_sentences)
    return None if is_barred(reading, ground.reading, ground.evidence) else replace(ground, reading=reading, sure=likely(standing))


def _likest(ground: Ground, meaning: Meaning) -> tuple[Spot, Standing] | None:
    """What is likest to the question of all that was found in languages that the embedder reads, and how far it stands out."""
    if not _reads(meaning, ground.found.language or language_of(ground.found.hits)):
        return None
    found = spots(ground.evidence, reads=partial(_reads, meaning))
    return likest(ground.asked.meant, found, ground.evidence, embedder=meaning.embedder) if found else None


def _reads(meaning: Meaning, language: str | None) -> bool:
    return weight_of(meaning.embedder, language=language, chosen=meaning.weight) > 0
