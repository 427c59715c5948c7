"""Outputs of tasks as models write them: read as they stand, mended by rules, or refused; no value is ever made up."""

import json
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from servers.task_outputs import JSON_UNREADABLE, JSON_WAYS, LABEL_UNREADABLE, LABEL_WAYS, spoilt_json, spoilt_label
from untuned.assistant.tasks.forms import form_of
from untuned.assistant.tasks.lenient import Unreadable, lenient, same, strict
from untuned.errors import BadTask
from untuned.types.tasks import Task

LABELS = ("card_arrival", "lost_card", "top_up", "refund", "other_request")
ORDER = {
    "type": "object",
    "properties": {
        "item": {"type": "string", "minLength": 1},
        "amount": {"type": "integer"},
        "speed": {"enum": ["standard", "express"]},
        "note": {"type": "string"},
    },
    "required": ["item", "amount", "speed"],
    "additionalProperties": False,
}
VALUE = {"item": "red lamp", "amount": 12, "speed": "express"}
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**20), 10**20) | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)


@pytest.fixture(scope="module")
def labels():
    return form_of(Task(name="t", labels=LABELS))


@pytest.fixture(scope="module")
def order():
    return form_of(Task(name="t", schema=json.dumps(ORDER)))


@pytest.mark.parametrize("way", LABEL_WAYS)
def test_a_spoilt_label_is_read_as_itself_or_not_at_all(labels, way):
    read = labels.read(spoilt_label("lost_card", way, labels=LABELS))
    assert read.output == ("" if way in LABEL_UNREADABLE else "lost_card")
    assert bool(read.problem) == (way in LABEL_UNREADABLE)
    assert read.steps or read.problem


@pytest.mark.parametrize("way", JSON_WAYS)
def test_spoilt_json_is_read_as_it_was_meant_or_not_at_all(order, way):
    read = order.read(spoilt_json(VALUE, way))
    if way in JSON_UNREADABLE:
        assert (read.output, bool(read.problem)) == ("", True)
    else:
        found = json.loads(read.output)
        assert {**found, "item": " ".join(found["item"].split())} == VALUE
        assert read.steps


def test_an_output_of_the_right_form_is_taken_as_it_stands(labels, order):
    assert labels.read(" lost_card\n").steps == ()
    assert order.read(json.dumps(VALUE)).steps == ()


@pytest.mark.parametrize(
    "said",
    ["It is not lost_card.", "Not this one:\nlost_card", "**lost_card** is not it", "Всё, кроме «refund»", "anything but `refund`, never"],
)
def test_a_label_that_is_denied_is_none(labels, said):
    assert labels.read(said).output == ""


def test_labels_that_differ_in_marks_alone_are_refused():
    with pytest.raises(BadTask, match="differ in marks alone"):
        form_of(Task(name="t", labels=("top-up!", "top-up?")))


def test_what_is_wrong_is_told_with_its_place(order):
    problem = order.read('{"item": "", "amount": "many", "speed": "slow"}').problem
    assert "at /amount: 'many' is not of type 'integer'" in problem
    assert "at /speed" in problem


def test_a_key_without_a_value_is_left_out_where_it_may_lack(order):
    assert json.loads(order.read(json.dumps({**VALUE, "note": None})).output) == VALUE
    assert order.read(json.dumps({**VALUE, "item": None})).problem


@pytest.mark.parametrize(
    "text",
    [
        '{"a": 1',
        '{"a": "one',
        '{"a": 1, "a": 2}',
        '{"a": NaN}',
        '{"a": 1e999}',
        '{"a": 007}',
        '{"a": 1,5}',
        '{"a" 1}',
        '{"a": yes}',
        '{"a": "\\ud800"',
        "none at all",
        "[" * 100 + "]" * 100,
        '{"a": ' + "9" * 60 + "}",
    ],
)
def test_json_that_would_have_to_be_guessed_is_refused(text):
    with pytest.raises(Unreadable):
        lenient(text, opening="{[")


def test_a_comma_in_a_text_is_no_end_of_it():
    assert lenient("{'a': 'it's a lamp, round'}").value == {"a": "it's a lamp, round"}


def test_true_is_no_one():
    assert not same(True, 1)
    assert not same({"a": [0]}, {"a": [False]})
    assert same({"a": 1}, {"a": 1.0})


@given(VALUES)
def test_json_reads_the_same_leniently_as_strictly(value):
    text = json.dumps(value, ensure_ascii=False)
    assert same(strict(text), value)
    if isinstance(value, dict | list):
        assert same(lenient(f"Here: {text} and that is it", opening=text[0]).value, value)


@given(st.text(max_size=300))
def test_any_text_is_read_or_refused_and_what_is_read_stands_in_it(text):
    form = form_of(Task(name="t", labels=LABELS))
    read = form.read(text)
    assert bool(read.output) != bool(read.problem)
    try:
        found = lenient(text).value
    except Unreadable:
        return
    assert isinstance(found, dict)


@pytest.mark.parametrize(
    "hostile", ["{" * 50_000, '{"a": ' * 30_000, "'" * 100_000, '{"a": "' + "\\" * 99_999, "{/*" * 30_000, "{'a': ' " * 20_000]
)
def test_hostile_outputs_take_time_in_their_length_alone(order, hostile):
    began = time.thread_time()
    assert order.read(hostile).problem
    assert time.thread_time() - began < 5


def test_a_schema_fetches_nothing_and_bounds_its_patterns():
    for schema, why in (
        ({"$ref": "https://example.com/schema.json"}, "leads nowhere"),
        ({"properties": {"a": {"$ref": "#/$defs/b"}}}, "leads nowhere"),
        ({"type": "strange"}, "its schema is none"),
        ({"properties": {"a": {"pattern": "(a+)+$"}}}, "pattern"),
    ):
        with pytest.raises(BadTask, match=why):
            form_of(Task(name="t", schema=json.dumps(schema)))
    with pytest.raises(BadTask, match="no JSON object"):
        form_of(Task(name="t", schema="[1]"))
    with pytest.raises(BadTask, match="not JSON"):
        form_of(Task(name="t", schema="{"))


def test_a_reference_inside_the_schema_holds():
    schema = {"$defs": {"d": {"type": "integer"}}, "type": "object", "properties": {"a": {"$ref": "#/$defs/d"}}}
    form = form_of(Task(name="t", schema=json.dumps(schema)))
    assert form.read('{"a": 1}').output
    assert form.read('{"a": "x"}').problem


def test_a_schema_that_stands_inside_itself_without_end_is_a_problem_and_no_crash():
    form = form_of(Task(name="t", schema='{"$ref": "#"}'))
    assert "deep" in form.read('{"a": 1}').problem
