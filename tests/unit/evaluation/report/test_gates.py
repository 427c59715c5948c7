from __future__ import annotations

import csv
import io
import xml.etree.ElementTree as ET

import pytest

from measuring import METRICS, hash_of, material
from untuned.errors import Refused
from untuned.evaluation.report.as_csv import as_csv
from untuned.evaluation.report.as_junit import as_junit
from untuned.evaluation.report.build import build
from untuned.evaluation.report.gate import Baseline, fail_under, no_worse, threshold
from untuned.evaluation.report.material import Plan
from untuned.evaluation.report.table import by_variant

GOOD = [1.0] * 80 + [0.0] * 20


def report_of(outcomes, **more):
    return build(material(outcomes, **more), metrics=METRICS.values(), plan=Plan())


def gate(values, baseline, *, margin=None, metric="correct"):
    made = material({"a": values}, metric=metric)
    asked = by_variant(made.runs, made.scores, hashes=[hash_of("a")], order=made.measurement.questions)[hash_of("a")]
    before = Baseline(name="m1 a", scores={f"q{nth}": value for nth, value in enumerate(baseline)})
    return no_worse(asked, before, variant="a", metric=METRICS[metric], questions=made.questions, margin=margin)


@pytest.mark.parametrize(("least", "passed"), [("0.7", True), ("0.8", True), ("0.81", False)])
def test_a_threshold_holds_where_the_figure_reaches_it(least, passed):
    (found,) = fail_under(report_of({"a": GOOD}), [threshold(f"correct={least}")], metrics=METRICS)
    assert found.passed == passed
    assert "0.800" in found.sentence


def test_where_less_is_better_the_threshold_is_the_most_there_may_be():
    report = report_of({"a": GOOD}, metric="wrong_refusal")
    assert [fail_under(report, [threshold(f"wrong_refusal={most}")], metrics=METRICS)[0].passed for most in (0.5, 0.9)] == [False, True]


def test_a_gate_is_closed_under_thirty_questions_however_good_they_are():
    (found,) = fail_under(report_of({"a": [1.0] * 29}), [threshold("correct=0.1")], metrics=METRICS)
    assert (found.passed, "29" in found.sentence) == (False, True)
    assert gate([1.0] * 29, [1.0] * 29).passed is False


def test_a_metric_without_a_score_passes_nothing():
    assert fail_under(report_of({"a": GOOD}), [threshold("token_f1=0")], metrics=METRICS)[0].passed is False


def test_a_judge_alone_decides_no_gate_and_an_unknown_metric_is_an_error():
    with pytest.raises(Refused, match="judge"):
        fail_under(report_of({"a": GOOD}), [threshold("judge=0.5")], metrics=METRICS)
    with pytest.raises(Refused, match="corect"):
        fail_under(report_of({"a": GOOD}), [threshold("corect=0.5")], metrics=METRICS)


@pytest.mark.parametrize("written", ["correct", "correct=", "correct=high"])
def test_a_threshold_that_cannot_be_read_says_how_one_looks(written):
    with pytest.raises(Refused, match="threshold") as caught:
        threshold(written)
    assert "correct=0.8" in caught.value.remedy


def test_a_planted_fall_fails_and_an_equal_variant_passes():
    assert gate([1.0] * 60 + [0.0] * 40, GOOD).passed is False
    assert gate(GOOD, GOOD).passed is True
    assert gate([1.0] * 100, GOOD).passed is True


def test_with_a_margin_a_fall_must_be_ruled_out():
    noisy = [1.0] * 78 + [0.0] * 17 + [1.0] * 5
    assert gate(noisy, GOOD, margin=0.2).passed is True
    assert gate(noisy, GOOD, margin=0.01).passed is False


def test_junit_names_each_gate_and_its_failures():
    report = report_of({"a": GOOD, 'b"<': [0.0] * 100})
    root = ET.fromstring(as_junit(report, fail_under(report, [threshold("correct=0.5")], metrics=METRICS)))
    assert (root.get("tests"), root.get("failures")) == ("2", "1")
    assert [case.get("classname") for case in root] == ["a", 'b"<']
    assert root[1][0].get("message").startswith("0.000")


def test_the_csv_has_a_row_for_every_figure_and_contrast_and_no_formula():
    rows = list(csv.DictReader(io.StringIO(as_csv(report_of({"=a": GOOD, "b": [0.0] * 100})))))
    assert [(row["kind"], row["variant"], row["metric"]) for row in rows] == [
        ("figure", "'=a", "correct"),
        ("figure", "b", "correct"),
        ("contrast", "b", "correct"),
    ]
    assert (rows[2]["verdict"], rows[0]["value"]) == ("worse", "0.8")


def test_a_metric_with_a_slip_in_its_name_is_told_with_the_one_that_was_meant():
    with pytest.raises(Refused) as caught:
        fail_under(report_of({"a": GOOD}), [threshold("corect=0.5")], metrics=METRICS)
    assert "did you mean 'correct'?" in caught.value.remedy


def test_a_fall_within_the_minimum_effect_of_the_project_counts_as_none():
    made = material({"a": [1.0] * 960 + [0.0] * 40})
    asked = by_variant(made.runs, made.scores, hashes=[hash_of("a")], order=made.measurement.questions)[hash_of("a")]
    before = {f"q{nth}": 1.0 for nth in range(1000)}
    passed = [
        no_worse(
            asked,
            Baseline(name="m1 a", scores=before, minimum_effect=effect),
            variant="a",
            metric=METRICS["correct"],
            questions=made.questions,
        ).passed
        for effect in (0.03, 0.06)
    ]
    assert passed == [False, True]
