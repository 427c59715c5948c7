"""Which questions ask for a metric, and what a run that failed is to it."""

import pytest

from judged import case, evidence, question, run
from untuned.evaluation.metrics.metric import Metric, every, yes
from untuned.evaluation.metrics.registry import METRICS

BY_NAME = {metric.name: metric for metric in METRICS}
ASKED = {
    "answered": question("60 days"),
    "to refuse": question(must_abstain=True),
    "labelled": question(label="term"),
    "placed": question(evidence=(evidence(),)),
    "dated": question("1 May 2020"),
    "bare": question(),
}


def failed(name, asked):
    return BY_NAME[name].of(case(asked=asked, made=run(status="error", error="no key"))).status


@pytest.mark.parametrize(
    ("name", "by", "not_by"),
    [
        ("right_refusal", "to refuse", "answered"),
        ("wrong_refusal", "answered", "to refuse"),
        ("label_accuracy", "labelled", "answered"),
        ("evidence_recall", "placed", "answered"),
        ("date_match", "dated", "answered"),
        ("unit_match", "answered", "to refuse"),
        ("token_f1", "answered", "to refuse"),
        ("correct", "to refuse", "bare"),
    ],
)
def test_a_run_that_failed_lacks_a_score_only_where_its_question_asks_for_it(name, by, not_by):
    assert (failed(name, ASKED[by]), failed(name, ASKED[not_by])) == ("failed", "not_applicable")


@pytest.mark.parametrize("name", ["quote_validity", "citation_precision", "coherence", "first_token", "voice", "format_first_pass"])
def test_where_only_an_answer_tells_a_run_that_failed_is_not_asked_for_it(name):
    assert (BY_NAME[name].asks, failed(name, ASKED["answered"])) == (None, "not_applicable")


@pytest.mark.parametrize("asked", ASKED.values(), ids=list(ASKED))
@pytest.mark.parametrize("metric", METRICS, ids=lambda metric: metric.name)
def test_a_question_that_does_not_ask_for_a_metric_has_no_score_of_it_whatever_is_answered(metric, asked):
    if metric.asks is None or metric.asks(asked):
        return
    answers = [run("60 days since 1 May 2020."), run(), run("term", verified=False), run(status="error")]
    assert {metric.of(case(asked=asked, made=made)).status for made in answers} == {"not_applicable"}


def test_a_metric_that_every_question_asks_for_has_a_failed_score_of_every_failed_run():
    metric = Metric(
        name="m", definition="d", range=(0, 1), unit="share", higher_is_better=True, source="own", rule=lambda _: yes(True), asks=every
    )
    assert metric.of(case(asked=ASKED["bare"], made=run(status="error"))).status == "failed"
