"""Answers with human labels as the regression sees them, and the statistics of them: cluster bootstrap, calibration, spans."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from sklearn.metrics import balanced_accuracy_score, f1_score, roc_auc_score

from _measure import json_lines
from untuned.rag.verify.support.lexical import ground, read, sentences_of
from untuned.rag.verify.support.support import judge
from untuned.types.answers import Band

RESAMPLES = 1_000
BINS = 15


@dataclass(frozen=True, kw_only=True)
class Part:
    """A sentence of a labelled answer."""

    values: tuple[float, ...]
    band: Band
    shown: float | None
    """The probability of support that the shipped weights show; None where they show none."""
    unsupported: bool
    """A labelled span touches it."""
    length: int
    labelled: int
    """Characters of it that are labelled."""


@dataclass(frozen=True, kw_only=True)
class Answered:
    """A labelled answer, and what it was made from by its name: all answers to one context share a fold."""

    context: str
    parts: tuple[Part, ...]
    unsupported: bool
    labelled: int
    """Characters that are labelled, between sentences too."""
    question_words: int
    source_words: int


def ragtruth(data: Path) -> list[Answered]:
    """The answers of RAGTruth's questions that have their context."""
    return [answered(row) for row in json_lines(data / "ragtruth" / "responses.jsonl")]


def answered(row: dict) -> Answered:
    answer, question = row["response"], row["question"]
    seen = read(answer, sentences_of(answer), ground([row["context"]], supplies=[question]), conditions=False)
    shown = {(each.start, each.end): each.support for each in judge(answer, [row["context"]], question=question).sentences}
    parts: list[Part] = []
    for each in seen:
        labelled = sum(max(0, min(label["end"], each.end) - max(label["start"], each.start)) for label in row["labels"])
        support = shown[each.start, each.end]
        parts.append(
            Part(
                values=each.values,
                band=support.band,
                shown=support.probability,
                unsupported=labelled > 0,
                length=each.end - each.start,
                labelled=labelled,
            )
        )
    return Answered(
        context=row["source_id"],
        parts=tuple(parts),
        unsupported=bool(row["labels"]),
        labelled=sum(label["end"] - label["start"] for label in row["labels"]),
        question_words=len(question.split()),
        source_words=len(row["context"].split()),
    )


@dataclass(frozen=True, kw_only=True)
class Estimate:
    """What is estimated of one answer, by weights that were fitted without its context."""

    doubts: tuple[float, ...]
    """Of each sentence, the probability that it is unsupported."""
    whole: float
    doubted: bool
    marked: tuple[bool, ...]


Pairs = Sequence[tuple[Answered, Estimate]]
Figure = Callable[[Pairs], float]


def answer_auroc(pairs: Pairs) -> float:
    truth = [answer.unsupported for answer, _ in pairs]
    return float(roc_auc_score(truth, [estimate.whole for _, estimate in pairs])) if len(set(truth)) == 2 else float("nan")


def answer_f1(pairs: Pairs) -> float:
    return float(f1_score([answer.unsupported for answer, _ in pairs], [estimate.doubted for _, estimate in pairs]))


def answer_balanced(pairs: Pairs) -> float:
    return float(balanced_accuracy_score([answer.unsupported for answer, _ in pairs], [estimate.doubted for _, estimate in pairs]))


def sentence_auroc(pairs: Pairs) -> float:
    truth = [part.unsupported for answer, _ in pairs for part in answer.parts]
    return (
        float(roc_auc_score(truth, [doubt for _, estimate in pairs for doubt in estimate.doubts])) if len(set(truth)) == 2 else float("nan")
    )


def span_f1(pairs: Pairs) -> float:
    """F1 of the marked characters of all answers together."""
    hit = marked = 0
    for answer, estimate in pairs:
        for part, mark in zip(answer.parts, estimate.marked, strict=True):
            hit += part.labelled if mark else 0
            marked += part.length if mark else 0
    return 2 * hit / max(1, marked + sum(answer.labelled for answer, _ in pairs))


def green_share(pairs: Pairs) -> float:
    parts = [part for answer, _ in pairs for part in answer.parts]
    return sum(part.band == "green" for part in parts) / len(parts)


def green_unsupported(pairs: Pairs) -> float:
    green = [part for answer, _ in pairs for part in answer.parts if part.band == "green"]
    return sum(part.unsupported for part in green) / max(1, len(green))


def red_precision(pairs: Pairs) -> float:
    red = [part for answer, _ in pairs for part in answer.parts if part.band == "red"]
    return sum(part.unsupported for part in red) / len(red) if red else float("nan")


def sentence_ece(pairs: Pairs) -> float:
    """Calibration error of the sentence probabilities that are shown."""
    held = [
        (doubt, part.unsupported)
        for answer, estimate in pairs
        for part, doubt in zip(answer.parts, estimate.doubts, strict=True)
        if part.shown is not None
    ]
    return calibration_error(*zip(*held, strict=True)) if held else float("nan")


def answer_ece(pairs: Pairs) -> float:
    return calibration_error([estimate.whole for _, estimate in pairs], [answer.unsupported for answer, _ in pairs], bins=8)


def calibration_error(doubts: Sequence[float], truth: Sequence[bool], *, bins: int = BINS) -> float:
    """The root of the mean squared calibration error in bins of equal mass, debiased.

    Formula: Kumar, Liang and Ma 2019, "Verified Uncertainty Calibration".
    """
    order = np.argsort(doubts, kind="stable")
    estimated, real = np.asarray(doubts)[order], np.asarray(truth, dtype=float)[order]
    total = 0.0
    for places in np.array_split(np.arange(len(order)), bins):
        rate = real[places].mean()
        noise = rate * (1 - rate) / max(1, len(places) - 1)
        total += len(places) / len(order) * ((estimated[places].mean() - rate) ** 2 - noise)
    return float(max(0.0, total) ** 0.5)


def interval(pairs: Pairs, figure: Figure, *, seed: int = 0) -> tuple[float, float, float]:
    """The figure, and the ends of its 95 % interval by resampling contexts with all their answers."""
    return grouped_interval(pairs, figure, group=lambda pair: pair[0].context, seed=seed)


def grouped_interval(cases: Sequence, figure: Callable, *, group: Callable, seed: int = 0) -> tuple[float, float, float]:
    """The figure over all cases, and its 95 % bootstrap interval over whole groups of them."""
    held: dict[object, list] = {}
    for case in cases:
        held.setdefault(group(case), []).append(case)
    groups = list(held.values())
    rng = np.random.default_rng(seed)
    again = [figure([case for at in rng.integers(0, len(groups), len(groups)) for case in groups[at]]) for _ in range(RESAMPLES)]
    low, high = np.nanquantile(again, [0.025, 0.975])
    return figure(cases), float(low), float(high)
