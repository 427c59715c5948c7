"""Repeats of a question: averaged inside it first, and how much of the spread is within it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean, variance


@dataclass(frozen=True, kw_only=True, slots=True)
class Spread:
    """Variance components of a score over questions that were asked several times, in the score's unit squared."""

    between: float
    """Of the questions' true means; 0 where the estimate is below."""
    within: float
    """Of one question's repeats."""
    questions: int
    repeats: float
    """Per question, on average."""

    @property
    def reliability(self) -> float | None:
        """The share of the spread of single answers, in [0, 1], that lies between questions; None where there is none."""
        total = self.between + self.within
        return None if total == 0 else self.between / total


def averaged(scores: Sequence[float | None]) -> float | None:
    """The mean of one question's repeats; None where each of them failed."""
    known = [score for score in scores if score is not None]
    return fmean(known) if known else None


def lost(scores: Sequence[float | None], *, repeats: int) -> float:
    """The share, in [0, 1], of one question's repeats that have no score: those that failed, and those that were never asked."""
    return 1 - sum(score is not None for score in scores) / repeats if repeats else 0.0


def spread(repeats: Mapping[str, Sequence[float]]) -> Spread | None:
    """Between and within questions, by the one-way analysis of variance (Searle, Casella and McCulloch 1992, ch. 3).

    None with fewer than two questions, or where no question has two repeats.
    """
    groups = [list(scores) for scores in repeats.values() if scores]
    total = sum(len(group) for group in groups)
    if len(groups) < 2 or total == len(groups):
        return None
    within = sum(variance(group) * (len(group) - 1) for group in groups if len(group) > 1) / (total - len(groups))
    mean = sum(sum(group) for group in groups) / total
    between_squares = sum(len(group) * (fmean(group) - mean) ** 2 for group in groups) / (len(groups) - 1)
    size = (total - sum(len(group) ** 2 for group in groups) / total) / (len(groups) - 1)
    return Spread(between=max(0.0, (between_squares - within) / size), within=within, questions=len(groups), repeats=total / len(groups))


def flips(repeats: Mapping[str, Sequence[bool]]) -> dict[str, bool]:
    """Of each question that was asked at least twice, whether it was not always answered alike."""
    return {question: len(set(outcomes)) > 1 for question, outcomes in repeats.items() if len(outcomes) > 1}


def flip_rate(repeats: Mapping[str, Sequence[bool]]) -> float | None:
    """The share of questions, of those asked at least twice, that were not always answered alike; None where there are none."""
    found = flips(repeats)
    return sum(found.values()) / len(found) if found else None
