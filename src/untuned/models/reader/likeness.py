"""The sentences, items and rows of what was read as a model of meaning sees them, and the one that is likest to a question.

A cosine alone hardly tells whether a sentence answers: what is a high one depends on the model and on the question. How far the best one
stands out does: above all that was read, and above the best of any other document, both in standard deviations of that question's cosines.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from untuned.models.embed.embedder import Embedder
from untuned.models.reader.extractive import Reading, proposed
from untuned.models.reader.headings import Headings
from untuned.models.reader.windows import Window, cut
from untuned.types.answers import Passage

_NO_SPREAD = 1e-6
_HEADER = 80
"""Characters of the words of a table's header that are read with a row."""


class Spot(NamedTuple):
    """One unit of one passage, by its ordinals."""

    passage: int
    unit: int


class Standing(NamedTuple):
    """How far the likest spot stands out, in standard deviations of all cosines."""

    above: float
    """Above their mean."""
    lead: float
    """Above the best one of any other document; above their mean where there is none."""


def spots(passages: Sequence[Passage], *, reads: Callable[[str], bool]) -> list[Spot]:
    """Every unit of the passages in a language that is read, in order; what stands above an answer and says nothing itself is none."""
    return [
        Spot(at, nth)
        for at, passage in enumerate(passages)
        if reads(passage.hit.chunk.language or passage.version.language)
        for nth, unit in enumerate(cut(passage))
        if unit.kind != "term" or len(cut(passage)) == 1
    ]


def wording(spot: Spot, passages: Sequence[Passage]) -> str:
    """What is read for a spot: its text below the nearest heading above it, a row beside the words of its table's header."""
    passage = passages[spot.passage]
    unit = cut(passage)[spot.unit]
    above = unit.headed or next(iter(passage.hit.chunk.headings[-1:]), passage.version.title)
    header = " ".join(unit.columns)[:_HEADER] if unit.kind == "row" else ""
    return f"{above}: {header} {passage.text[unit.start : unit.end]}"


def likest(question: str, found: Sequence[Spot], passages: Sequence[Passage], *, embedder: Embedder) -> tuple[Spot, Standing] | None:
    """The spot that is likest to a question, and how far it stands out; None for a question that the model reads nothing of.

    Raises:
        ModelError: The embedder cannot be run.
    """
    (asked,) = embedder.embed([question], kind="query")
    if not asked.any():  # nothing in it that the model reads: every text would be as near as any other
        return None
    cosines = embedder.embed([wording(spot, passages) for spot in found], kind="passage") @ asked
    documents = [passages[spot.passage].version.id for spot in found]
    return found[int(cosines.argmax())], standing(cosines, documents)


def standing(cosines: NDArray[np.float32], documents: Sequence[int]) -> Standing:
    """How far the greatest of the cosines stands out; `documents` says which document each is of. Shape of both: (spots,)."""
    best = int(np.argmax(cosines))
    mean, spread = float(cosines.mean()), float(cosines.std()) + _NO_SPREAD
    others = [float(cosine) for cosine, document in zip(cosines, documents, strict=True) if document != documents[best]]
    return Standing(above=(float(cosines[best]) - mean) / spread, lead=(float(cosines[best]) - max(others, default=mean)) / spread)


def reading_of(spot: Spot, reading: Reading, passages: Sequence[Passage], *, max_sentences: int = 12) -> Reading:
    """The reading that proposes what stands at a spot, as much around it as is shown of any answer, and nothing else."""
    known = (one for one in reading.windows if (one.passage, one.first, one.last) == (spot.passage, spot.unit, spot.unit))
    window = next(known, None) or _window(spot, passages, reading)
    return proposed(replace(reading, windows=(window,)), passages, most=max_sentences)


def _window(spot: Spot, passages: Sequence[Passage], reading: Reading) -> Window:
    """The window of a spot that has little or nothing of the question."""
    passage, shares = passages[spot.passage], reading.shares
    units = cut(passage)
    unit = units[spot.unit]
    own, loose = shares.of(unit.terms), shares.loose(unit.terms)
    heading = shares.held(unit.above) & ~(own | loose)
    headings = Headings(passage, units, question=reading.question, shares=shares)
    elsewhere = headings.settles_another(unit, passage.text[unit.start : unit.end])
    return Window(spot.passage, spot.unit, spot.unit, own, loose & ~own, 0, heading, 0, 0.0, 0.0, elsewhere)
