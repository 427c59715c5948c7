"""Scores of local classifiers: windows, batches, labels, calibration. The classifier here is one of rules; see test_encoders."""

import json

import numpy as np
import pytest

from classifying import by_rule
from untuned.errors import UnknownModel
from untuned.models.support import LocalSupport, SupportRecord, measured_support, record_file, support_record
from untuned.rag.verify.support.support import Pair

LONG = " ".join(f"word{number}" for number in range(500))


def pair(claim: str, *quotes: str) -> Pair:
    return Pair(claim=claim, quotes=quotes)


def score(*pairs: Pair, task: str = "tokens", labels=("label_0", "label_1"), **options) -> list[float]:
    return LocalSupport(by_rule(task=task, labels=labels, **options)).score(pairs)


def test_the_worst_word_of_a_claim_is_its_score():
    carried, lacking = score(
        pair("the term is 60 days", "here the term is 60 days"), pair("the term is 30 days", "here the term is 60 days")
    )
    assert carried > 0.99
    assert lacking < 0.01


def test_scores_come_in_the_order_of_the_pairs_whatever_their_length():
    pairs = [pair("zebra", LONG), pair("word7", LONG), pair("the term", "the term"), pair("lion", "the term")]
    assert [round(value) for value in score(*pairs)] == [0, 1, 1, 0]


@pytest.mark.parametrize("claim", ["word3", "word250", "word499", "word100 word101 word102"])
def test_a_long_source_is_read_in_windows_to_its_end(claim):
    assert score(pair(claim, LONG)) == pytest.approx([1], abs=0.01)


def test_each_word_may_be_carried_by_another_window():
    assert score(pair("word3 word499", LONG))[0] > 0.99
    assert score(pair("word3 zebra", LONG))[0] < 0.01


def test_what_one_window_carries_is_carried_for_a_whole_claim_too():
    options = {"task": "sequence", "labels": ("entailment", "contradiction")}
    assert score(pair("word3 word4", LONG), **options)[0] > 0.99
    assert score(pair("word3 word499", LONG), **options)[0] < 0.01  # no window has both


def test_a_claim_longer_than_a_window_is_read_to_its_end():
    assert score(pair(LONG, LONG))[0] > 0.99
    assert score(pair(f"{LONG} zebra", LONG))[0] < 0.01


def test_no_window_is_longer_than_the_model_can_read():
    model = by_rule(longest=40)
    LocalSupport(model).score([pair(LONG, LONG), pair("zebra", LONG, LONG)])
    assert max(width for _, width in model.encoder.batches) <= 40


def test_windows_are_read_in_batches():
    model = by_rule(longest=40)
    LocalSupport(model, batch=4).score([pair("zebra", LONG)] * 3)
    assert max(rows for rows, _ in model.encoder.batches) == 4


@pytest.mark.parametrize("batch", [1, 2, 7, 100])
def test_the_size_of_a_batch_changes_no_score(batch):
    pairs = [pair(f"word{number} zebra" if number % 3 else f"word{number}", LONG, "the term") for number in range(10)]
    assert LocalSupport(by_rule(), batch=batch).score(pairs) == score(*pairs)


def test_a_claim_without_quotes_has_no_support_and_nothing_has_no_scores():
    assert score(pair("the term"), pair("the term", "")) == [0.0, 0.0]
    assert score() == []


@pytest.mark.parametrize(
    ("task", "labels", "expected"),
    [
        ("tokens", ("label_0", "label_1"), 0.0),
        ("tokens", ("supported", "hallucinated"), 0.0),
        ("tokens", ("hallucination", "none"), 1.0),
        ("sequence", ("entailment", "not_entailment"), 0.0),
        ("sequence", ("contradiction", "entailment"), 1.0),
        ("sequence", ("refuted", "supported"), 1.0),
        ("sequence", ("unsupported", "other"), 1.0),
    ],
)
def test_the_label_that_decides_is_told_by_its_name(task, labels, expected):
    assert score(pair("zebra", "the term"), task=task, labels=labels)[0] == pytest.approx(expected, abs=0.01)


@pytest.mark.parametrize(("task", "labels"), [("sequence", ("label_0", "label_1")), ("tokens", ("o", "b", "i"))])
def test_labels_that_say_nothing_of_support_are_refused(task, labels):
    with pytest.raises(UnknownModel, match="says what is supported"):
        score(pair("a", "b"), task=task, labels=labels)


def test_a_model_that_gives_no_numbers_supports_nothing():
    model = by_rule()
    object.__setattr__(model, "encoder", lambda ids, mask, types: np.full((*ids.shape, 2), np.nan, dtype=np.float32))
    assert LocalSupport(model).score([pair("the term", "the term")]) == [0.0]


def test_logits_of_another_shape_are_refused():
    model = by_rule()
    object.__setattr__(model, "encoder", lambda ids, mask, types: np.zeros((len(ids), 2), dtype=np.float32))
    with pytest.raises(UnknownModel, match="logits of shape"):
        LocalSupport(model).score([pair("the term", "the term")])


def test_a_record_calibrates_the_scores_and_keeps_their_order():
    record = SupportRecord(beats=True, auroc=0.9, rules_auroc=0.8, gain=(0.05, 0.15), slope=0.5, intercept=-1.0)
    pairs = [pair("the term", "the term"), pair("zebra", "the term")]
    high, low = LocalSupport(by_rule(), record=record).score(pairs)
    own = score(*pairs)
    assert 0 < low < high < own[0]
    assert low > own[1]


RECORD = {
    "beats": True,
    "auroc": 0.9,
    "rules_auroc": 0.8,
    "gain": [0.05, 0.15],
    "slope": 0.5,
    "intercept": -1.0,
    "data": "d",
    "date": "2026",
}


def test_a_record_is_read_beside_the_model(tmp_path):
    record_file(tmp_path).write_text(json.dumps(RECORD), encoding="utf-8")
    found = support_record(tmp_path)
    assert found == SupportRecord(**(RECORD | {"gain": (0.05, 0.15)}))
    assert record_file(tmp_path / "model.onnx").parent == tmp_path


@pytest.mark.parametrize("text", ["", "{}", "[]", '{"gain": 3}', json.dumps(RECORD | {"beats": False}), json.dumps(RECORD | {"more": 1})])
def test_a_model_that_was_not_measured_to_beat_the_rules_stays_off(tmp_path, text):
    assert measured_support(tmp_path) is None
    record_file(tmp_path).write_text(text, encoding="utf-8")
    assert measured_support(tmp_path) is None
