"""Macro-F1 and its interval, and fields of JSON held against a reference."""

import json
import random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from measuring import NOON
from untuned.evaluation.metrics.case import Case
from untuned.evaluation.metrics.field_accuracy import METRIC
from untuned.evaluation.stats.label_f1 import macro_f1
from untuned.types.measures import Question, Run

LABELS = st.lists(st.tuples(st.sampled_from("abcd"), st.sampled_from("abc")), min_size=1, max_size=40)


def plain_macro_f1(given_, right):
    """The mean of each label's F1 over the labels that are right somewhere, label by label."""
    found = []
    for label in sorted(set(right)):
        hits = sum(one == other == label for one, other in zip(given_, right, strict=True))
        found.append(2 * hits / (given_.count(label) + right.count(label)))
    return sum(found) / len(found)


def test_macro_f1_counts_each_label_alike_and_none_that_is_never_right():
    given_, right = ["a", "a", "b", "b", "b", "c"], ["a", "b", "b", "b", "b", "c"]
    # a: P 1/2, R 1, F1 2/3; b: P 1, R 3/4, F1 6/7; c: 1
    assert macro_f1(given_, right).value == pytest.approx((2 / 3 + 6 / 7 + 1) / 3)
    assert macro_f1(["x", "a"], ["a", "a"]).value == pytest.approx(2 / 3)


@given(LABELS)
def test_macro_f1_is_the_mean_of_each_labels_f1_and_lies_in_its_interval(pairs):
    given_, right = [one for one, _ in pairs], [other for _, other in pairs]
    found = macro_f1(given_, right)
    assert found.value == pytest.approx(plain_macro_f1(given_, right))
    assert found.interval is None or 0 <= found.interval.low <= found.value <= found.interval.high <= 1


def test_the_variance_is_that_of_the_bootstrap():
    rng = random.Random(4)
    right = [rng.choice("abc") for _ in range(400)]
    said = [one if rng.random() < 0.8 else rng.choice("abc") for one in right]
    found = macro_f1(said, right)
    draws = np.random.default_rng(1).integers(0, 400, size=(800, 400))
    again = [macro_f1([said[at] for at in draw], [right[at] for at in draw]).value for draw in draws.tolist()]
    assert found.interval.width == pytest.approx(2 * 1.96 * float(np.std(again)), rel=0.12)


def test_the_interval_holds_the_truth_about_as_often_as_it_says():
    rng, hits = random.Random(2), 0
    for _ in range(300):
        right = [rng.choice("abc") for _ in range(150)]
        said = [one if rng.random() < 0.7 else rng.choice("abc") for one in right]
        interval = macro_f1(said, right).interval
        hits += interval.low <= 0.8 <= interval.high
    assert 0.90 <= hits / 300 <= 0.985


def test_repeats_of_a_question_widen_the_interval():
    right, said = ["a", "b"] * 30, ["a", "a"] * 30
    alone = macro_f1(said, right)
    grouped = macro_f1(said * 4, right * 4, groups=list(range(60)) * 4)
    assert grouped.value == alone.value
    assert grouped.interval.width == pytest.approx(alone.interval.width)


def test_all_right_is_no_certainty():
    assert macro_f1(["a", "b", "a"], ["a", "b", "a"]).interval.low == pytest.approx(0.025 ** (1 / 3))
    assert macro_f1(["c"] * 10, ["a", "b"] * 5).interval.high == pytest.approx(1 - 0.025**0.1)


def test_nothing_has_no_f1_and_lists_of_other_lengths_are_refused():
    assert macro_f1([], []) is None
    with pytest.raises(ValueError, match="1, 2 and 0 items"):
        macro_f1(["a"], ["a", "b"])


def field_accuracy(text, reference):
    question = Question(id="q", text="q", answers=(reference,))
    return METRIC.of(Case(run=Run(variant="v", question="q", status="ok", text=text, at=NOON), question=question))


@pytest.mark.parametrize(
    ("given_", "share"),
    [
        ({"a": 1, "b": "Red lamp", "c": ["x", "y"]}, 1.0),
        ({"a": 1.0, "b": "red  LAMP", "c": ["y", "x"], "d": None}, 1.0),
        ({"a": 2, "b": "Red lamp", "c": ["x", "y"]}, 3 / 5),
        ({"a": True, "b": "Red lamp", "c": ["x", "y"]}, 3 / 5),
        ({"a": 1, "b": "Red lamp", "c": ["x", "y"], "invented": 5}, 4 / 5),
        ({}, 0.0),
    ],
)
def test_fields_count_alike_and_invented_ones_cost(given_, share):
    assert field_accuracy(json.dumps(given_), '{"a": 1, "b": "Red lamp", "c": ["x", "y"]}').value == pytest.approx(share)


def test_an_output_that_is_no_json_has_no_right_field_and_other_questions_do_not_ask():
    assert field_accuracy("sorry", '{"a": 1}').value == 0.0
    assert field_accuracy('{"a": 1}', "one").status == "not_applicable"
    assert not METRIC.asks(Question(id="q", text="q", label="x"))


def test_one_wrong_answer_makes_the_least_no_greater_than_none():
    right = ["a", "b", "c", "d"] * 25
    none, one = (macro_f1(given, right).interval for given in (right, ["b", *right[1:]]))
    assert one.low <= none.low < one.high <= none.high == 1
