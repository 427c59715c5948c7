"""Whether the evidence holds an answer: a logistic regression on how much of the question the passages carry.

All features are counts and shares of words. They tell well whether a subject is missing from the corpus, and hardly at all
whether a sentence that has all of a question's words also answers it.
"""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import pairwise
from typing import TypedDict, cast

from untuned.models.extractive import Match, Reading
from untuned.models.question import Question
from untuned.text.words import terms
from untuned.types.answers import Passage

_LOOSE = 0.8  # a Russian word seldom comes back in the same form, even after stemming

FEATURES = ("chosen_passage", "best_passage", "passage_pairs", "sentence_terms", "missing_names")
"""Names of the features, in the order of `features`.

- `chosen_passage`: the share of the question that the passage of the best sentence carries, with its title and headings; a term
  of which only the first letters are found counts for four fifths;
- `best_passage`: the same of the passage that carries most;
- `passage_pairs`: the share of the question's neighbouring terms that are neighbours in the chosen passage;
- `sentence_terms`: logarithm of 1 + how many of the question's terms the best sentence has, whole or by their first letters;
- `missing_names`: the share of the question that is made of names of which the chosen passage has not even the first letters.
"""


@dataclass(frozen=True, kw_only=True, slots=True)
class Weights:
    """A fitted regression: what it was fitted on and when, and the least confidence for an answer."""

    name: str
    features: tuple[str, ...]
    mean: tuple[float, ...]
    scale: tuple[float, ...]
    weights: tuple[float, ...]
    intercept: float
    threshold: float
    fitted_on: str
    date: str


class _File(TypedDict):
    """The weights' JSON."""

    name: str
    features: list[str]
    mean: list[float]
    scale: list[float]
    weights: list[float]
    intercept: float
    threshold: float
    fitted_on: str
    date: str


def weigh(reading: Reading, passages: Sequence[Passage]) -> float:
    """The estimated probability in [0, 1] that the passages hold the answer, by the shipped weights."""
    return confidence(features(reading, passages), shipped()) if reading.drafts else 0.0


def features(reading: Reading, passages: Sequence[Passage]) -> tuple[float, ...]:
    """The values of `FEATURES` for what a reader found in these passages; all shares are in [0, 1]."""
    question = reading.question
    chosen = reading.best
    if chosen is None:
        return (0.0, 0.0, 0.0, 0.0, question.weight(question.names))
    by_passage: dict[int, list[Match]] = {}
    for match in reading.matches:
        by_passage.setdefault(match.passage, []).append(match)
    carried = {index: _carried(question, passages[index], matches) for index, matches in by_passage.items()}
    own, loose = carried[chosen.passage]
    return (
        _share(question, own, loose),
        max(_share(question, *held) for held in carried.values()),
        _pairs(question, by_passage[chosen.passage]),
        math.log1p(len((question.weights.keys() & chosen.unit.terms) | question.loose(chosen.unit.terms))),
        question.weight(question.names - own - loose),
    )


def confidence(values: Sequence[float], weights: Weights) -> float:
    """The estimated probability in [0, 1] that the evidence holds the answer, from the values of `features`."""
    terms_of_sum = zip(values, weights.mean, weights.scale, weights.weights, strict=True)
    total = weights.intercept + sum(weight * (value - mean) / scale for value, mean, scale, weight in terms_of_sum)
    return 1.0 / (1.0 + math.exp(-max(min(total, 30.0), -30.0)))


@cache
def shipped() -> Weights:
    """The weights that come with untuned."""
    return loaded(files("untuned.rag.answer").joinpath("abstain.json").read_text(encoding="utf-8"))


def loaded(source: str) -> Weights:
    """Weights from their JSON.

    Raises:
        ValueError: They are for other features than these.
    """
    data = cast("_File", json.loads(source))
    if tuple(data["features"]) != FEATURES:
        raise ValueError(f"weights '{data['name']}' are for the features {data['features']}, not {FEATURES}")
    return Weights(
        name=data["name"],
        features=tuple(data["features"]),
        mean=tuple(data["mean"]),
        scale=tuple(data["scale"]),
        weights=tuple(data["weights"]),
        intercept=data["intercept"],
        threshold=data["threshold"],
        fitted_on=data["fitted_on"],
        date=data["date"],
    )


def _carried(question: Question, passage: Passage, matches: Sequence[Match]) -> tuple[set[str], set[str]]:
    """The question's terms that a passage has, title and headings included, and those of which it has only the first letters."""
    language = passage.hit.chunk.language or passage.version.language
    own = question.weights.keys() & terms("\n".join((passage.version.title, *passage.hit.chunk.headings)), language=language)
    loose: set[str] = set()
    for match in matches:
        own |= question.weights.keys() & match.unit.terms
        own |= question.weights.keys() & match.unit.above
        loose |= question.loose(match.unit.terms)
    return own, loose - own


def _share(question: Question, own: set[str], loose: set[str]) -> float:
    return min(question.weight(own) + _LOOSE * question.weight(loose), 1.0)


def _pairs(question: Question, matches: Sequence[Match]) -> float:
    found = question.pairs.intersection(pair for match in matches for pair in pairwise(match.unit.terms))
    return len(found) / len(question.pairs) if question.pairs else 0.0
