"""An author's voice: how often function words and character 3-grams are used, and how far another text is from that.

The distance is Burrows's Delta (2002): the mean absolute difference of frequencies, each in standard deviations over all pieces. It grows
as texts get shorter, so that it is calibrated (Platt 1999) apart for pieces of several lengths, with the document that a piece comes
from left out of the author's own profile.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from untuned.text.words import stop_words

Vector = NDArray[np.float64]

LENGTHS = (50, 100, 200, 400)
"""Words of the pieces that distances are calibrated on."""
LEAST_WORDS = 30
LEAST_AUROC = 0.65
"""Below this the author is not told from the others, and no probability is given."""
_LEAST_PIECES = 5
_GRAMS = 300
_MOST_PIECES = 60
"""Of one side at one length: more change the calibration no longer."""
_WORD = re.compile(r"[^\W\d_]+")
_SPACES = re.compile(r"\s+")
_FUNCTION_WORDS = tuple(sorted(stop_words("")))
_PLACES = {word: at for at, word in enumerate(_FUNCTION_WORDS)}


@dataclass(frozen=True, kw_only=True, slots=True)
class Calibration:
    """How distances of texts of one length become probabilities."""

    words: int
    slope: float
    intercept: float
    """The log-odds that the author wrote a text are the slope times its distance, plus the intercept."""
    auroc: float
    """How well the distance tells the author's pieces from the others', none of them in the author's profile."""
    own: int
    others: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Heard:
    """How a text sounds beside an author's."""

    distance: float
    probability: float | None
    """None where the author cannot be told from others at this length."""
    auroc: float
    words: int
    """The length that it was calibrated at."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Voice:
    """How an author writes, made by `voice_of`."""

    grams: tuple[str, ...] = field(repr=False)
    mean: Vector = field(repr=False)
    """The author's frequencies."""
    spread: Vector = field(repr=False)
    """The standard deviation of each frequency over all pieces."""
    calibrations: tuple[Calibration, ...]

    def distance(self, text: str) -> float:
        """Burrows's Delta of a text from the author, 0 or more, in standard deviations."""
        return float(np.mean(np.abs(_frequencies(text, self.grams) - self.mean) / self.spread))

    def hear(self, text: str) -> Heard | None:
        """How the text sounds; None for one that is too short, or where there was too little to calibrate on."""
        count = len(_WORD.findall(text))
        if count < LEAST_WORDS or not self.calibrations:
            return None
        by = min(self.calibrations, key=lambda each: abs(math.log(each.words / count)))
        distance = self.distance(text)
        odds = by.slope * distance + by.intercept
        probability = 1 / (1 + math.exp(-max(-30.0, min(30.0, odds))))
        return Heard(distance=distance, probability=probability if by.auroc >= LEAST_AUROC else None, auroc=by.auroc, words=by.words)


def voice_of(own: Sequence[str], others: Sequence[str]) -> Voice:
    """The voice of the author of `own`, told from the authors of `others`; each text is one document.

    With one document of the author, or too few pieces on either side, nothing can be calibrated, and no text gets a probability.
    """
    counts = Counter(gram for text in (*own, *others) for gram in _grams_of(text))
    grams = tuple(gram for gram, _ in sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:_GRAMS])
    pieces = [piece for text in (*own, *others) for piece in _pieces(text, LENGTHS[1])] or [*own, *others]
    table = np.stack([_frequencies(piece, grams) for piece in pieces]) if pieces else np.zeros((1, len(grams) + len(_FUNCTION_WORDS)))
    spread = np.maximum(table.std(axis=0), 1e-4)
    profiles = [_frequencies(text, grams) for text in own]
    weights = np.array([max(len(text), 1) for text in own], dtype=np.float64)
    whole = Voice(grams=grams, mean=_mean(profiles, weights, spread), spread=spread, calibrations=())
    calibrations = [found for words in LENGTHS if (found := _calibrated(whole, own, others, words)) is not None] if len(own) > 1 else []
    return Voice(grams=grams, mean=whole.mean, spread=spread, calibrations=tuple(calibrations))


def _mean(profiles: Sequence[Vector], weights: Vector, like: Vector) -> Vector:
    return np.average(np.stack(profiles), axis=0, weights=weights) if profiles else np.zeros_like(like)


def _calibrated(whole: Voice, own: Sequence[str], others: Sequence[str], words: int) -> Calibration | None:
    """The calibration at one length; None with too few pieces."""
    near: list[float] = []
    for at, text in enumerate(own):
        rest = [*own[:at], *own[at + 1 :]]
        weights = np.array([max(len(each), 1) for each in rest], dtype=np.float64)
        profile = _mean([_frequencies(each, whole.grams) for each in rest], weights, whole.spread)
        without = Voice(grams=whole.grams, mean=profile, spread=whole.spread, calibrations=())
        near += [without.distance(piece) for piece in _some(_pieces(text, words), math.ceil(_MOST_PIECES / len(own)))]
    far = [whole.distance(piece) for text in others for piece in _some(_pieces(text, words), math.ceil(_MOST_PIECES / len(others)))]
    if min(len(near), len(far)) < _LEAST_PIECES:
        return None
    slope, intercept = _platt(np.array(near), np.array(far))
    auroc = float(np.mean([(one < other) + 0.5 * (one == other) for one in near for other in far]))
    return Calibration(words=words, slope=slope, intercept=intercept, auroc=auroc, own=len(near), others=len(far))


def _platt(near: Vector, far: Vector) -> tuple[float, float]:
    """Slope and intercept of the log-odds of `near` by distance, both sides counting alike; Platt's targets keep them finite."""
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


def _frequencies(text: str, grams: Sequence[str]) -> Vector:
    """How often each function word is used in a word, and each 3-gram in a character."""
    words = [word.casefold().replace("ё", "е") for word in _WORD.findall(text)]
    found = Counter(word for word in words if word in _PLACES)
    counted = Counter(_grams_of(text))
    function = [found[word] / max(len(words), 1) for word in _FUNCTION_WORDS]
    total = max(sum(counted.values()), 1)
    return np.array([*function, *(counted[gram] / total for gram in grams)])


def _grams_of(text: str) -> Iterator[str]:
    bare = _SPACES.sub(" ", text.casefold())
    return (bare[at : at + 3] for at in range(len(bare) - 2))
