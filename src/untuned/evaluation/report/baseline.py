"""What a variant must be no worse than: another measurement, or a file that `--out` wrote."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, cast

from untuned.types.measures import Question

Scores = Mapping[str, float | None]
"""A metric's value for each question."""

_LENGTH = 16


@dataclass(frozen=True, kw_only=True, slots=True)
class Kept:
    """One variant's scores, as a measurement has them and a file keeps them."""

    scores: Mapping[str, Scores]
    """By metric."""
    lost: Mapping[str, Mapping[str, float]] = field(default_factory=dict[str, Mapping[str, float]])
    """By metric and question, the share of the repeats that have no score."""
    versions: Mapping[str, str] = field(default_factory=dict[str, str])
    """Of the metrics."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Before:
    """The variants of a baseline, and what its questions were."""

    variants: Mapping[str, Kept]
    marks: Mapping[str, str]
    """By question: see `mark_of`."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Baseline:
    """What one variant must be no worse than, by one metric."""

    name: str
    """Of the measurement or the file, and the variant in it."""
    scores: Scores
    lost: Mapping[str, float] = field(default_factory=dict[str, float])
    version: str | None = None
    """Of the metric; None for the one of today."""
    marks: Mapping[str, str] = field(default_factory=dict[str, str])
    """By question; one without a mark is taken to be the same."""
    minimum_effect: float = 0.03
    """A fall within it counts as none: of what has a unit, so large a share of the baseline's mean."""


def mark_of(question: Question) -> str:
    """A hash over what is asked and what is right: scores of two questions with another mark are not compared."""
    asked = [question.text, list(question.answers), question.must_abstain, question.label]
    return hashlib.sha256(json.dumps(asked, ensure_ascii=True).encode()).hexdigest()[:_LENGTH]


def written(before: Before) -> dict[str, Any]:
    """As JSON holds it: `read` takes it back."""
    named = before.variants.items()
    return {
        "scores": {name: dict(kept.scores) for name, kept in named},
        "lost": {name: dict(kept.lost) for name, kept in named},
        "versions": {name: dict(kept.versions) for name, kept in named},
        "questions": dict(before.marks),
    }


def read(text: str) -> Before:
    """What a file holds. Raises `ValueError` with the reason."""
    found = cast("object", json.loads(text))
    if not isinstance(found, dict) or "scores" not in found:
        raise ValueError("it is no report: it has no scores")
    held = cast("dict[str, object]", found)
    if not _is_table(held["scores"], depth=3, kind=(int, float, type(None))):
        raise ValueError("its scores are no numbers by variant, metric and question")
    if not (_is_table(held.get("versions"), depth=2, kind=(str,)) and _is_table(held.get("questions"), depth=1, kind=(str,))):
        raise ValueError("it does not say which questions and which versions of metrics its scores are of")
    if not _is_table(held.get("lost", {}), depth=3, kind=(int, float)):
        raise ValueError("its lost repeats are no shares by variant, metric and question")
    scores = cast("dict[str, dict[str, Scores]]", held["scores"])
    versions = cast("dict[str, dict[str, str]]", held["versions"])
    lost = cast("dict[str, dict[str, Mapping[str, float]]]", held.get("lost", {}))
    variants = {
        name: Kept(
            scores=of,
            lost=lost.get(name, {}),
            versions={metric: versions.get(name, {}).get(metric, "") for metric in of},
        )
        for name, of in scores.items()
    }
    return Before(variants=variants, marks=cast("dict[str, str]", held["questions"]))


def _is_table(found: object, *, depth: int, kind: tuple[type, ...]) -> bool:
    """Whether so many tables stand in one another, with values of that kind in the last."""
    if depth == 0:
        return isinstance(found, kind) and not isinstance(found, bool)
    return isinstance(found, dict) and all(_is_table(one, depth=depth - 1, kind=kind) for one in cast("dict[str, object]", found).values())
