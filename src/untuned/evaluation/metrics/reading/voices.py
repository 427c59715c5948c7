"""An author's voice: which of two sides a text is written like, the author's or the others'.

Frequencies of function words and parts of words are brought to one scale (z-scores over pieces of both sides), as in Burrows's Delta
(2002). A text's likeness is the cosine between its own and the direction from the others' mean to the author's: the cosine form of
Delta (Evert, Proisl, Jannidis and others 2017), held against other authors rather than taken alone, since a distance from one author
grows with everything that makes a text unusual. It is calibrated (Platt 1999) apart for pieces of several lengths, with the document
that a piece comes from left out of its side.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from untuned.evaluation.metrics.reading.style import Vector, common_grams, count_words, frequencies

Table = NDArray[np.float64]

LENGTHS = (50, 100, 200, 400)
"""Words of the pieces that likeness is calibrated on."""
LEAST_WORDS = 30
LEAST_AUROC = 0.65
"""Below this the author is not told from the others, and no probability is given."""
_LEAST_PIECES = 5
_LEAST_SPREAD = 1e-3
_PIECE = 100
"""Words of the pieces that the two sides' means are made of."""
_MOST_PIECES = 60
"""Of one side at one length: more change the calibration no longer."""
_MOST_OF_A_SIDE = 600
"""Pieces that a side's mean is made of: more change it no longer."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Calibration:
    """How likeness of texts of one length becomes a probability."""

    words: int
    slope: float
    intercept: float
    """The log-odds that the author wrote a text are the slope times its likeness, plus the intercept."""
    auroc: float
    """How well likeness tells the author's pieces from the others', each document left out of its side in turn."""
    own: int
    others: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Heard:
    """How a text sounds beside an author's."""

    likeness: float
    """In [-1, 1]: 1 is wholly the author's side."""
    probability: float | None
    """None where the author cannot be told from others at this length."""
    auroc: float
    words: int
    """The length that it was calibrated at."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Voice:
    """How an author writes beside others, made by `voice_of`."""

    grams: tuple[str, ...] = field(repr=False)
    middle: Vector = field(repr=False)
    """Half-way between the means of both sides."""
    spread: Vector = field(repr=False)
    """The standard deviation of each frequency over all pieces."""
    direction: Vector = field(repr=False)
    """From the others' mean to the author's, in standard deviations."""
    calibrations: tuple[Calibration, ...] = ()

    def likeness(self, text: str) -> float:
        """How far a text is written as the author writes rather than the others, in [-1, 1]; 0 where nothing tells."""
        return self._along(frequencies(text, self.grams))

    def hear(self, text: str) -> Heard | None:
        """How the text sounds; None for one that is too short, or where there was too little to calibrate on."""
        count = count_words(text)
        if count < LEAST_WORDS or not self.calibrations:
            return None
        by = min(self.calibrations, key=lambda each: abs(math.log(each.words / count)))
        likeness = self.likeness(text)
        odds = by.slope * likeness + by.intercept
        probability = 1 / (1 + math.exp(-max(-30.0, min(30.0, odds))))
        return Heard(likeness=likeness, probability=probability if by.auroc >= LEAST_AUROC else None, auroc=by.auroc, words=by.words)

    def _along(self, found: Vector) -> float:
        scaled = (found - self.middle) / self.spread
        size = float(np.linalg.norm(scaled) * np.linalg.norm(self.direction))
        return float(scaled @ self.direction) / size if size else 0.0


def voice_of(own: Sequence[str], others: Sequence[str]) -> Voice:
    """The voice of the author of `own`, told from the authors of `others`; each text is one document.

    With one document of the author, or too few pieces on either side, nothing can be calibrated, and no text gets a probability. A
    single document of others counts as two, its halves.
    """
    grams = common_grams((*own, *others))
    mine, theirs = _Side.of(own, grams), _Side.of(_halved(others), grams)
    every = np.concatenate([mine.table, theirs.table])
    spread = every.std(axis=0) if len(every) else np.zeros(len(frequencies("", grams)))
    # What is the same in all pieces tells nobody from anybody, and would only blur what a text says beside it.
    spread = np.where(spread < _LEAST_SPREAD, np.inf, spread)
    plain = Voice(grams=grams, middle=np.zeros_like(spread), spread=spread, direction=np.zeros_like(spread))
    if not len(mine.table) or not len(theirs.table):
        return plain
    whole = _between(plain, mine.mean(), theirs.mean())
    if len(own) < 2:
        return whole
    found = (_calibrated(whole, mine, theirs, words) for words in LENGTHS)
    return replace(whole, calibrations=tuple(one for one in found if one is not None))


@dataclass(frozen=True, kw_only=True, slots=True)
class _Side:
    """Documents of one side, and the frequencies of their pieces: one row a piece."""

    texts: Sequence[str]
    table: Table
    documents: NDArray[np.intp]
    """Which document each row is of."""

    @classmethod
    def of(cls, texts: Sequence[str], grams: Sequence[str]) -> _Side:
        """The side of these documents."""
        each = math.ceil(_MOST_OF_A_SIDE / max(len(texts), 1))
        rows = [(at, piece) for at, text in enumerate(texts) for piece in _some(_pieces(text, _PIECE) or [text], each)]
        width = len(frequencies("", grams))
        table = np.stack([frequencies(piece, grams) for _, piece in rows]) if rows else np.zeros((0, width))
        return cls(texts=texts, table=table, documents=np.array([at for at, _ in rows], dtype=np.intp))

    def mean(self, *, without: int = -1) -> Vector | None:
        """The mean of its pieces but those of one document; None where nothing is left."""
        rows = self.table[self.documents != without]
        return rows.mean(axis=0) if len(rows) else None


def _between(voice: Voice, mine: Vector | None, theirs: Vector | None) -> Voice:
    if mine is None or theirs is None:
        return voice
    return replace(voice, middle=(mine + theirs) / 2, direction=(mine - theirs) / voice.spread)


def _halved(texts: Sequence[str]) -> Sequence[str]:
    if len(texts) != 1:
        return texts
    words = texts[0].split()
    return [" ".join(half) for half in (words[: len(words) // 2], words[len(words) // 2 :]) if half]


def _calibrated(whole: Voice, mine: _Side, theirs: _Side, words: int) -> Calibration | None:
    """The calibration at one length; None with too few pieces."""
    near, far = _left_out(whole, mine, theirs, words), _left_out(whole, mine, theirs, words, of_others=True)
    if min(len(near), len(far)) < _LEAST_PIECES:
        return None
    slope, intercept = _platt(near, far)
    above, level = np.greater.outer(near, far).mean(), np.equal.outer(near, far).mean()
    auroc = float(above + level / 2)
    return Calibration(words=words, slope=slope, intercept=intercept, auroc=auroc, own=len(near), others=len(far))


def _left_out(whole: Voice, mine: _Side, theirs: _Side, words: int, *, of_others: bool = False) -> Vector:
    """The likeness of one side's pieces of a length, each heard by a voice that its document has no part in."""
    side = theirs if of_others else mine
    most = math.ceil(_MOST_PIECES / max(len(side.texts), 1))
    found: list[float] = []
    for at, text in enumerate(side.texts):
        rest = side.mean(without=at)
        if rest is None:
            continue
        voice = _between(whole, mine.mean(), rest) if of_others else _between(whole, rest, theirs.mean())
        found += [voice.likeness(piece) for piece in _some(_pieces(text, words), most)]
    return np.array(found)


def _platt(near: Vector, far: Vector) -> tuple[float, float]:
    """Slope and intercept of the log-odds of `near` by likeness, both sides counting alike; Platt's targets keep them finite."""
    values = np.concatenate([near, far])
    centre, scale = float(values.mean()), float(values.std()) or 1.0
    features = np.stack([(values - centre) / scale, np.ones_like(values)], axis=1)
    targets = np.concatenate([np.full(len(near), (len(near) + 1) / (len(near) + 2)), np.full(len(far), 1 / (len(far) + 2))])
    weights = np.concatenate([np.full(len(near), 0.5 / len(near)), np.full(len(far), 0.5 / len(far))]) * len(values)
    beta = np.zeros(2)
    for _ in range(50):
        chance = 1 / (1 + np.exp(-np.clip(features @ beta, -30, 30)))
        slope = features.T @ (weights * (targets - chance)) - 1e-3 * beta
        curve = (features.T * (weights * chance * (1 - chance))) @ features + 1e-3 * np.eye(2)
        step = np.linalg.solve(curve, slope)
        beta = beta + step
        if float(np.abs(step).max()) < 1e-8:
            break
    return float(beta[0] / scale), float(beta[1] - beta[0] * centre / scale)


def _pieces(text: str, words: int) -> list[str]:
    """The text in parts of so many words; what is left over is part of none."""
    found = text.split()
    return [" ".join(found[at : at + words]) for at in range(0, len(found) - words + 1, words)]


def _some(pieces: Sequence[str], most: int) -> Iterator[str]:
    """At most so many, spread evenly."""
    step = max(1, math.ceil(len(pieces) / max(most, 1)))
    yield from pieces[::step]
