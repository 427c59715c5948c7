"""Figures of many runs that are no mean of a score of each: pure functions of lists."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True, slots=True)
class LabelScore:
    """How well one label is told."""

    label: str
    precision: float | None
    """None where nothing was given this label."""
    recall: float | None
    """None where nothing has it."""
    f1: float
    count: int
    """How many have it."""


@dataclass(frozen=True, kw_only=True, slots=True)
class RiskPoint:
    """What is risked when a share of the questions, the surest first, is answered."""

    coverage: float
    """The share that is answered, in (0, 1]."""
    risk: float
    """The share of these that is wrong, in [0, 1]."""
    threshold: float
    """The least confidence of what is answered."""


def label_scores(given: Sequence[str], right: Sequence[str]) -> tuple[LabelScore, ...]:
    """Precision, recall and F1 of every label that is right somewhere or given somewhere, by name.

    Raises:
        ValueError: The lists differ in length.
    """
    _aligned(given, right)
    hits = Counter(one for one, other in zip(given, right, strict=True) if one == other)
    said, there = Counter(given), Counter(right)
    return tuple(
        LabelScore(
            label=label,
            precision=hits[label] / said[label] if said[label] else None,
            recall=hits[label] / there[label] if there[label] else None,
            f1=2 * hits[label] / (said[label] + there[label]),
            count=there[label],
        )
        for label in sorted(set(said) | set(there))
    )


def macro_f1(given: Sequence[str], right: Sequence[str]) -> float | None:
    """The mean F1 of the labels that are right somewhere, each counting alike, in [0, 1]; None without any.

    A given label that is never right costs the recall of the labels it was given in place of, and has no F1 of its own.
    Source: the averaged F1 of Opitz and Burst 2019, "Macro F1 and Macro F1".

    Raises:
        ValueError: The lists differ in length.
    """
    scores = [score.f1 for score in label_scores(given, right) if score.count]
    return sum(scores) / len(scores) if scores else None


def flip_rate(repeats: Iterable[Sequence[Hashable]]) -> float | None:
    """The mean share of pairs of repeats of one question that differ, in [0, 1]; None where no question has two.

    `repeats` are the outcomes of each question: whether each was right, its label, its text. With two repeats it is the share of
    questions that flip; in general it is the chance that asking again gives another outcome (one minus Simpson 1949's index, without
    replacement).
    """
    shares: list[float] = []
    for outcomes in repeats:
        n = len(outcomes)
        if n > 1:
            same = sum(count * (count - 1) for count in Counter(outcomes).values())
            shares.append(1 - same / (n * (n - 1)))
    return sum(shares) / len(shares) if shares else None


def flipped(repeats: Iterable[Sequence[Hashable]]) -> float | None:
    """The share of questions, in [0, 1], whose repeats are not all alike; None where no question has two."""
    found = [len(set(outcomes)) > 1 for outcomes in repeats if len(outcomes) > 1]
    return sum(found) / len(found) if found else None


def risk_coverage(confidence: Sequence[float], right: Sequence[bool]) -> tuple[RiskPoint, ...]:
    """The risk at every coverage that a threshold on the confidence can reach, rising coverage; equal confidences come together.

    Source: El-Yaniv and Wiener 2010, "On the foundations of noise-free selective classification".

    Raises:
        ValueError: The lists differ in length.
    """
    _aligned(confidence, right)
    order = sorted(range(len(right)), key=lambda at: -confidence[at])
    found: list[RiskPoint] = []
    wrong = 0
    for place, at in enumerate(order, 1):
        wrong += not right[at]
        if place == len(order) or confidence[order[place]] != confidence[at]:
            found.append(RiskPoint(coverage=place / len(order), risk=wrong / place, threshold=confidence[at]))
    return tuple(found)


def aurc(confidence: Sequence[float], right: Sequence[bool]) -> float | None:
    """The area under the risk-coverage curve, in [0, 1], lower is better; None without any answer.

    It is the mean risk over all coverages 1/n to 1; where confidences are equal, over the orders that they may be in.
    Source: Geifman, Uziel and El-Yaniv 2019, "Bias-reduced uncertainty estimation for deep neural classifiers".

    Raises:
        ValueError: The lists differ in length.
    """
    points = risk_coverage(confidence, right)
    total, n = 0.0, len(right)
    before = wrong_before = 0.0
    for point in points:
        here = point.coverage * n
        wrong = point.risk * here
        rate = (wrong - wrong_before) / (here - before)
        total += sum((wrong_before + rate * step) / (before + step) for step in range(1, round(here - before) + 1))
        before, wrong_before = here, wrong
    return total / n if n else None


def _aligned(one: Sequence[object], other: Sequence[object]) -> None:
    if len(one) != len(other):
        raise ValueError(f"the lists have {len(one)} and {len(other)} items: give one of each for every run")
