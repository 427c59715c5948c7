"""The shipped weights of support: two small logistic regressions, one over a sentence's features, one over an answer's sentences."""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TypedDict, cast

from untuned.rag.verify.support.lexical import FEATURES

_FARTHEST = 30.0
"""Log-odds beyond which nothing changes."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Weights:
    """A fitted estimate: what it was fitted on, how well it measured, and for what kind of task."""

    name: str
    features: tuple[str, ...]
    mean: tuple[float, ...]
    scale: tuple[float, ...]
    weights: tuple[float, ...]
    intercept: float
    answer_slope: float
    """What the log-odds of the most doubtful sentence weigh for the whole answer."""
    answer_intercept: float
    threshold: float
    """The probability from which on an answer is doubted."""
    marks: float
    """The probability from which on a sentence is marked."""
    auroc: float
    """Cross-validated, of sentences and of answers, the lesser."""
    question_words: tuple[int, int]
    source_words: tuple[int, int]
    sentences: tuple[int, int]
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
    answer_slope: float
    answer_intercept: float
    threshold: float
    marks: float
    auroc: float
    question_words: list[int]
    source_words: list[int]
    sentences: list[int]
    fitted_on: str
    date: str


def sentence_unsupported(values: Sequence[float], weights: Weights) -> float:
    """The estimated probability in [0, 1] that a sentence with these values of `FEATURES` says something unsupported."""
    parts = zip(values, weights.mean, weights.scale, weights.weights, strict=True)
    return _share(weights.intercept + sum(weight * (value - mean) / scale for value, mean, scale, weight in parts))


def answer_unsupported(doubts: Sequence[float], weights: Weights) -> float:
    """The estimated probability in [0, 1] that something in an answer is unsupported, from those of its sentences."""
    if not doubts:
        return 0.0
    return _share(weights.answer_intercept + weights.answer_slope * log_odds(max(doubts)))


def log_odds(probability: float) -> float:
    """Log-odds of a probability, between -30 and 30."""
    if probability <= 0 or probability >= 1:
        return -_FARTHEST if probability <= 0 else _FARTHEST
    return max(-_FARTHEST, min(_FARTHEST, math.log(probability / (1 - probability))))


def _share(odds: float) -> float:
    return 1.0 / (1.0 + math.exp(-max(-_FARTHEST, min(_FARTHEST, odds))))


@cache
def shipped() -> Weights:
    """The weights that come with untuned."""
    return loaded(files("untuned.rag.verify.support").joinpath("support.json").read_text(encoding="utf-8"))


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
        answer_slope=data["answer_slope"],
        answer_intercept=data["answer_intercept"],
        threshold=data["threshold"],
        marks=data["marks"],
        auroc=data["auroc"],
        question_words=(data["question_words"][0], data["question_words"][1]),
        source_words=(data["source_words"][0], data["source_words"][1]),
        sentences=(data["sentences"][0], data["sentences"][1]),
        fitted_on=data["fitted_on"],
        date=data["date"],
    )
