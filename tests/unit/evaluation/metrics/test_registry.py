"""Every metric is one file, with a definition, a range and a source."""

import importlib
import inspect
import re
from pathlib import Path

import pytest

from judged import case, question, run
from untuned.evaluation import metrics
from untuned.evaluation.metrics.metric import Finding, Metric, failed, share, unasked, yes
from untuned.evaluation.metrics.registry import METRICS, scores

FOLDER = Path(metrics.__file__).parent
SUPPORTING = {"__init__", "case", "checking", "extensions", "form", "judge", "likeness", "metric", "registry", "standing"}
MADE = {"unsupported_claims"}
"""Its function makes the metric, over a local model."""
OWN_DOOR = {"unsupported"}
"""Milliseconds a run: the project adds it to those of the registry."""
MODULES = {
    path.stem: importlib.import_module(f"{metrics.__name__}.{path.stem}")
    for path in sorted(FOLDER.glob("*.py"))
    if path.stem not in SUPPORTING
}
OWN = {name: module.METRIC for name, module in MODULES.items() if name not in MADE}


def test_every_file_is_a_metric_of_its_name():
    assert {name: metric.name for name, metric in OWN.items()} == {name: name for name in OWN}


def test_the_registry_has_every_metric_that_rules_alone_can_score():
    assert [metric.name for metric in METRICS] == sorted(name for name, metric in OWN.items() if metric.tier == 0 and name not in OWN_DOOR)
    assert all(metric.tier == 0 for metric in METRICS)


def test_a_file_makes_one_metric():
    assert {name: len(re.findall(r"\bMetric\(\n", inspect.getsource(module))) for name, module in MODULES.items()} == dict.fromkeys(
        MODULES, 1
    )


@pytest.mark.parametrize("metric", OWN.values(), ids=lambda metric: metric.name)
def test_a_metric_is_defined_in_a_sentence_with_a_range_and_a_source(metric):
    assert re.fullmatch(r"[A-Z1].{20,}\.", metric.definition)
    assert metric.range[0] < metric.range[1]
    assert metric.source
    assert metric.binary == (metric.unit == "yes or no")
    assert not metric.binary or metric.range == (0, 1)


def test_a_judge_never_gates_alone():
    assert not any(metric.gates for metric in OWN.values() if metric.tier == 2)


def made(rule, **fields):
    return Metric(name="m", definition="d", range=(0, 1), unit="share", higher_is_better=True, source="own", rule=rule, **fields)


def test_a_value_outside_its_range_is_a_failed_score():
    assert made(lambda case: Finding(value=1.2)).of(case("so")).status == "failed"
    assert made(lambda case: Finding(value=float("nan"))).of(case("so")).status == "failed"
    assert made(lambda case: Finding(value=1 + 1e-12)).of(case("so")).value == 1


def test_no_value_without_a_reason_is_a_failed_score():
    assert made(lambda case: Finding()).of(case("so")).status == "failed"
    assert made(lambda case: failed("why")).of(case("so")).detail == "why"
    assert made(lambda case: unasked("why")).of(case("so")).status == "not_applicable"
    assert made(lambda case: share(1, 4)).of(case("so")).value == 0.25
    assert made(lambda case: yes(True)).of(case("so")).value == 1


def test_a_score_carries_the_version_of_its_scorer():
    assert made(lambda case: yes(True), version="3").of(case("so")).version == "3"


def test_a_run_that_failed_has_no_quality_and_still_a_cost():
    found = {score.metric: score for score in scores(case(asked=question("so"), made=run(status="error", error="no key")))}
    assert {name for name, score in found.items() if score.status == "ok"} == {"requests", "tokens"}
    assert found["correct"].detail == "there is no answer: no key"
    assert found["cost"].status == "not_applicable"
