"""Metrics of the form of an output, of labels, and of what an answer costs."""

from decimal import Decimal

from judged import case, question, run
from untuned.evaluation.metrics import (
    cost,
    first_claim,
    first_token,
    format_after_repair,
    format_after_retry,
    format_first_pass,
    label_accuracy,
    label_validity,
    latency,
    ms_per_output_token,
    requests,
    tokens,
)

STAGES = (format_first_pass, format_after_repair, format_after_retry)
LABELS = frozenset({"billing", "lost_card"})


def of(metric, text="It is so.", *, asked=None, labels=frozenset(), **fields):
    return metric.METRIC.of(case(asked=asked or question("so"), made=run(text, **fields), labels=labels))


def forms(**fields):
    return [of(metric, **fields).value for metric in STAGES]


def test_form_is_told_after_each_help():
    assert forms(requests=1) == [1, 1, 1]
    assert forms(requests=2, prompts=("answer@v1 0", "repair@v1 0")) == [0, 1, 1]
    assert forms(requests=2, failed_requests=1) == [0, 0, 1]
    assert forms(requests=1, status="truncated") == [0, 0, 0]


def test_without_a_model_there_is_no_form():
    assert [of(metric).status for metric in STAGES] == ["not_applicable"] * 3


def test_a_label_outside_the_set_has_not_the_form():
    asked = question(label="billing")
    assert of(format_after_retry, "my card", asked=asked, labels=LABELS).value == 0
    assert of(format_after_retry, "Lost card", asked=asked, labels=LABELS).value == 1


def test_a_label_is_valid_or_right_apart():
    asked = question(label="billing")
    assert of(label_validity, "lost card", asked=asked, labels=LABELS).value == 1
    assert of(label_accuracy, "lost card", asked=asked, labels=LABELS).value == 0
    assert of(label_accuracy, '"Billing"', asked=asked).value == 1
    assert of(label_validity, "billing", asked=asked).status == "not_applicable"
    assert of(label_accuracy).status == "not_applicable"


def test_times_are_the_runs_own():
    assert of(latency, milliseconds=12.5).value == 12.5
    assert of(first_token, first_token_ms=3.0).value == 3
    assert of(first_claim, first_claim_ms=4.0).value == 4
    assert [of(metric).status for metric in (latency, first_token, first_claim)] == ["not_applicable"] * 3


def test_ms_per_output_token_leaves_the_first_one_out_where_it_can():
    assert of(ms_per_output_token, milliseconds=1100.0, first_token_ms=100.0, output_tokens=11).value == 100
    assert of(ms_per_output_token, milliseconds=1100.0, output_tokens=11).value == 100
    assert of(ms_per_output_token, milliseconds=1100.0).status == "not_applicable"


def test_a_run_that_failed_still_has_its_cost():
    failed = {"status": "error", "text": "", "requests": 3, "failed_requests": 3, "input_tokens": 70, "cost": Decimal("0.002")}
    assert of(cost, **failed).value == 0.002
    assert of(requests, **failed).value == 3
    assert of(tokens, **failed).value == 70
    assert of(latency, milliseconds=5.0, **failed).status == "failed"


def test_a_price_that_is_not_known_is_no_price():
    assert of(cost).status == "not_applicable"
    assert of(cost, cost=Decimal(0)).value == 0
    assert of(tokens, requests=1).status == "not_applicable"
