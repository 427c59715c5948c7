"""Fit the weights of support on RAGTruth's answered questions, and say how well they do without the answers they are fitted on.

    python benchmarks/fit_support.py [--data ../shared/data] [--write]

A logistic regression over five features of a sentence says how likely a labelled span touches it; a second one, over the log-odds of
the answer's most doubtful sentence, how likely the whole answer has one. All answers to one context are in one fold; the second
regression, the threshold of an answer (the best sum of F1 and balanced accuracy) and that of a marked sentence (the best F1 of
characters) are found by folds within the training folds. The shipped weights (`--write`) are fitted on all.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import balanced_accuracy_score, f1_score
from sklearn.model_selection import GroupKFold

from _answers import Answered, Estimate, answer_auroc, answer_balanced, answer_f1, interval, ragtruth, sentence_auroc, span_f1
from _measure import ROOT, data_folder, show
from untuned.rag.verify.support.lexical import FEATURES
from untuned.rag.verify.support.weights import Weights, answer_unsupported, log_odds, sentence_unsupported

TARGET = ROOT / "src" / "untuned" / "rag" / "verify" / "support" / "support.json"
INVERSE_PENALTY = 0.3
FOLDS = 10
INNER = 5
GRID = np.linspace(0.03, 0.6, 58)
QUESTION_WORDS = (1, 20)
SOURCE_WORDS = (60, 1_000)
SENTENCES = (2, 60)
"""What is measured, and a little beyond it: questions of 2 to 14 words, contexts of 124 to 451, answers of 1 to 30 sentences. None of
the answers of a single sentence has a labelled span, so that nothing can be said of those."""


def main() -> None:
    answers = ragtruth(data_folder(sys.argv))
    pairs = list(zip(answers, cross_fitted(answers), strict=True))
    figures = {
        "sentence AUROC": sentence_auroc,
        "AUROC": answer_auroc,
        "F1": answer_f1,
        "balanced accuracy": answer_balanced,
        "span F1": span_f1,
    }
    rows = []
    for what, figure in figures.items():
        value, low, high = interval(pairs, figure)
        rows.append({"cross-validated": what, "value": value, "low": low, "high": high})
    show(rows)
    if "--write" in sys.argv:
        weights = fitted(answers)
        write(weights, auroc=min(rows[0]["value"], rows[1]["value"]), answers=answers)
        print(f"written: {TARGET.relative_to(ROOT).as_posix()}")


def cross_fitted(answers: Sequence[Answered]) -> list[Estimate]:
    """Each answer's estimate by weights that were fitted without its context."""
    found: list[Estimate | None] = [None] * len(answers)
    for train, test in folds(answers, FOLDS):
        weights = fitted([answers[at] for at in train])
        for at in test:
            found[at] = estimate(answers[at], weights)
    return [each for each in found if each is not None]


def estimate(answer: Answered, weights: Weights) -> Estimate:
    """What these weights say of an answer."""
    doubts = tuple(sentence_unsupported(part.values, weights) for part in answer.parts)
    whole = answer_unsupported(doubts, weights)
    return Estimate(
        doubts=doubts, whole=whole, doubted=whole >= weights.threshold, marked=tuple(doubt >= weights.marks for doubt in doubts)
    )


def fitted(answers: Sequence[Answered]) -> Weights:
    """Both regressions and both thresholds, fitted on these answers."""
    sentence = regression(answers)
    doubts: list[list[float]] = [[] for _ in answers]
    for train, test in folds(answers, INNER):
        inner = regression([answers[at] for at in train])
        for at in test:
            doubts[at] = [inner.unsupported(part.values) for part in answers[at].parts]
    truth = np.array([answer.unsupported for answer in answers])
    odds = np.array([[log_odds(max(each, default=0.0))] for each in doubts])
    whole = LogisticRegression(C=1.0).fit(odds, truth)
    slope, intercept = float(whole.coef_[0][0]), float(whole.intercept_[0])
    chances = whole.predict_proba(odds)[:, 1]
    return Weights(
        name="support/1",
        features=FEATURES,
        mean=tuple(round(float(value), 5) for value in sentence.mean),
        scale=tuple(round(float(value), 5) for value in sentence.scale),
        weights=tuple(round(float(value), 5) for value in sentence.model.coef_[0]),
        intercept=round(float(sentence.model.intercept_[0]), 5),
        answer_slope=round(slope, 5),
        answer_intercept=round(intercept, 5),
        threshold=round(float(max(GRID, key=lambda at: f1_score(truth, chances >= at) + balanced_accuracy_score(truth, chances >= at))), 4),
        marks=round(float(max(GRID, key=lambda at: marked_f1(answers, doubts, at))), 4),
        auroc=0.0,
        question_words=QUESTION_WORDS,
        source_words=SOURCE_WORDS,
        sentences=SENTENCES,
        fitted_on="",
        date="",
    )


@dataclass(frozen=True)
class Regression:
    """A logistic regression over scaled features."""

    mean: np.ndarray
    scale: np.ndarray
    model: LogisticRegression

    def unsupported(self, values: Sequence[float]) -> float:
        """The probability of a sentence with these values."""
        return float(self.model.predict_proba([(np.asarray(values) - self.mean) / self.scale])[0, 1])


def regression(answers: Sequence[Answered]) -> Regression:
    rows = np.array([part.values for answer in answers for part in answer.parts])
    truth = np.array([part.unsupported for answer in answers for part in answer.parts])
    mean, scale = rows.mean(axis=0), spread(rows)
    model = LogisticRegression(C=INVERSE_PENALTY, max_iter=1_000).fit((rows - mean) / scale, truth)
    return Regression(mean, scale, model)


def spread(rows: np.ndarray) -> np.ndarray:
    """The standard deviation of each feature; 1 for one that is the same everywhere, which then says nothing."""
    found = rows.std(axis=0)
    return np.where(found > 1e-12, found, 1.0)


def marked_f1(answers: Sequence[Answered], doubts: Sequence[Sequence[float]], least: float) -> float:
    """F1 of the characters of the sentences from this doubt on."""
    hit = marked = 0
    for answer, each in zip(answers, doubts, strict=True):
        for part, doubt in zip(answer.parts, each, strict=True):
            hit += part.labelled if doubt >= least else 0
            marked += part.length if doubt >= least else 0
    return 2 * hit / max(1, marked + sum(answer.labelled for answer in answers))


def folds(answers: Sequence[Answered], count: int) -> list[tuple[np.ndarray, np.ndarray]]:
    groups = [answer.context for answer in answers]
    return list(GroupKFold(count, shuffle=True, random_state=0).split(groups, groups=groups))


def write(weights: Weights, *, auroc: float, answers: Sequence[Answered]) -> None:
    """The weights that ship."""
    contexts = len({answer.context for answer in answers})
    sentences, bad = sum(len(answer.parts) for answer in answers), sum(answer.unsupported for answer in answers)
    data = {name: getattr(weights, name) for name in Weights.__slots__}
    data |= {
        "auroc": round(auroc, 3),
        "fitted_on": f"ragtruth, questions: {len(answers)} answers of six models to {contexts} contexts, {sentences} sentences, "
        f"{bad} answers with a labelled span",
        "date": datetime.now(UTC).strftime("%Y-%m-%d"),
    }
    TARGET.write_text(json.dumps(data, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
