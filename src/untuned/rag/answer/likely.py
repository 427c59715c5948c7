"""Whether what is likest to a question by meaning answers it: a logistic regression on how far it stands out.

Both features are in standard deviations of the question's own cosines, so that the weights do not depend on what a high cosine of a
model is. How they were fitted, and how often they are right, is measured by `benchmarks/other_words.py`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from importlib.resources import files

from untuned.models.reader.cues import CueKind
from untuned.models.reader.extractive import Reading
from untuned.models.reader.growing import lacks_answer
from untuned.models.reader.likeness import Standing
from untuned.rag.answer.abstain import Weights, answers_another, confidence, loaded
from untuned.text.words import terms
from untuned.types.answers import Passage

_OF_ONE: tuple[CueKind, ...] = ("who", "where", "date")
"""Who is asked after one, or when or where that is, is not told of another: the gym's hours are not the sauna's, however like."""
NEAR = 0.35
"""From here on what is likest is shown as the nearest miss of a refusal."""


def likely(standing: Standing) -> float:
    """The estimated probability in [0, 1] that what stands out so far answers, by the shipped weights."""
    return confidence(standing, shipped())


def is_barred(reading: Reading, read: Reading, passages: Sequence[Passage]) -> bool:
    """True where what would be shown cannot answer, however like it is: it tells of another thing, or lacks a name or the kind asked for.

    `reading` proposes what stands out, `read` is what words had found: what stands elsewhere is known by that.
    """
    if not reading.places:
        return True
    place = reading.places[0]
    passage, shares = passages[place.window.passage], reading.shares
    if lacks_answer(place.units, passage, reading.question):
        return True
    held = shares.held(terms("\n".join((passage.version.title, *passage.hit.chunk.headings)), language=passage.version.language))
    for unit in place.units:
        held |= shares.held((*unit.terms, *unit.above, *unit.columns))
    wanted = shares.names | (shares.weightiest if reading.question.cue in _OF_ONE else 0)
    return bool(wanted & ~held) or answers_another(replace(reading, windows=(*reading.windows, *read.windows)), passages)


@cache
def shipped() -> Weights:
    """The weights that come with untuned."""
    source = files("untuned.rag.answer").joinpath("likely.json").read_text(encoding="utf-8")
    return loaded(source, features=Standing._fields)
