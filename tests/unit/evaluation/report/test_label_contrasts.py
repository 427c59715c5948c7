"""Macro-F1 in a report: of what was answered, with what the failed runs could change."""

from __future__ import annotations

from dataclasses import replace

import pytest

from measuring import METRICS, Metric, material
from untuned.evaluation.report.build import build
from untuned.evaluation.report.material import LABELLED, Plan
from untuned.types.measures import Score

LABELS = ("blue", "red")


def labelled(outcomes, *, purged=False, repeats=1, lost=lambda _run: False):
    """A report on labels that are right (1), wrong (0), or were never given since the run failed (None)."""
    made = material(outcomes, metric=LABELLED, repeats=repeats)
    questions = {id: replace(one, label=LABELS[int(id[1:]) % 2]) for id, one in made.questions.items()}
    scores, runs = {}, []
    for run in made.runs:
        value = None if lost(run) else made.scores[run.id][LABELLED].value
        right = questions[run.question].label
        given = right if value else LABELS[right == LABELS[0]]
        words = "" if purged and int(run.question[1:]) % 4 == 0 else f"given '{given}', right '{right}'"
        detail = "there is no answer: HTTP 429" if value is None else words
        status = "failed" if value is None else "ok"
        scores[run.id] = {LABELLED: Score(metric=LABELLED, version="1", value=value, status=status, detail=detail)}
        runs.append(replace(run, status="error") if value is None else run)
    metrics = {**METRICS, LABELLED: Metric(name=LABELLED)}
    return build(replace(made, questions=questions, runs=runs, scores=scores), metrics=metrics.values(), plan=Plan(headline=LABELLED))


def macro_f1_of(report):
    """The comparison by macro-F1."""
    return next(one.comparison for one in report.contrasts if one.metric == "macro_f1")


RIGHT = [1.0] * 120
TENTH_WRONG = [0.0 if nth % 10 == 0 else 1.0 for nth in range(120)]


def test_no_verdict_by_macro_f1_takes_failed_runs_for_wrong_labels():
    report = labelled({"a": [None] * 40 + RIGHT[40:], "b": TENTH_WRONG})
    found = macro_f1_of(report)
    assert report.columns[0].macro_f1.value == 1.0
    assert report.columns[0].macro_f1.n == 80
    assert (found.verdict, found.n, found.total) == ("not enough evidence", 80, 120)
    assert found.difference < 0 < found.worst.high
    assert "Take b" not in found.why


@pytest.mark.parametrize("names", [("a", "b"), ("b", "a")])
def test_repeats_that_failed_take_the_verdict_by_macro_f1_that_they_could_undo(names):
    half = [0.0 if nth % 4 == 0 else 1.0 for nth in range(120)]
    outcomes = {"a": RIGHT, "b": half}
    whole = macro_f1_of(labelled({name: outcomes[name] for name in names}, repeats=2))
    assert (whole.verdict, whole.worst) == ({"b": "worse", "a": "better"}[names[1]], None)
    report = labelled({name: outcomes[name] for name in names}, repeats=2, lost=lambda run: run.repeat == 1)
    found = macro_f1_of(report)
    assert (found.verdict, found.undone, found.n, found.total) == ("not enough evidence", True, 120, 120)
    assert "120 questions lack a score of some repeats" in found.why
    assert not any(step in found.why for step in ("Take b", "Take a", "Keep a", "Keep b"))


def test_labels_whose_words_were_purged_are_not_taken_for_wrong():
    columns = labelled({"a": RIGHT, "b": TENTH_WRONG}, purged=True).columns
    assert columns[0].macro_f1.value == 1.0
    assert columns[1].macro_f1.value == pytest.approx(0.9, abs=0.03)
