"""Examples and experiments of LangSmith as questions."""

import json

import pytest

from questioning import rows
from untuned.evaluation.questions.importing import ImportOptions, import_questions
from untuned.evaluation.questions.read.rows import rows_of
from untuned.evaluation.questions.read.shapes import parsed
from untuned.types.answers import Turn

ID = "1c48a3ec-0e3b-4d3c-8f0a-0d4f2b7e9a11"
ASKED, RIGHT = "How long is the warranty?", "24 months"


def taken(tmp_path, *values):
    return import_questions(rows(tmp_path, "a.jsonl", *values), options=ImportOptions())


def only(tmp_path, values):
    report = taken(tmp_path, values)
    assert report.faults == ()
    assert report.shapes == ("langsmith",)
    (question,) = report.questions
    return question


@pytest.mark.parametrize(
    "values",
    [
        {"inputs": {"question": ASKED}, "outputs": {"answer": RIGHT}},
        {"inputs": {"input": ASKED}, "outputs": {"output": RIGHT}},
        {"inputs": {"prompt": ASKED}, "outputs": {"completion": RIGHT}},
        {"inputs": {"anything": ASKED}, "outputs": {"of": RIGHT}},
        {"inputs": {"question": ASKED}, "reference_outputs": {"answer": RIGHT}, "outputs": {"answer": "12 months"}},
        {"inputs.question": ASKED, "outputs.answer": "12 months", "reference.answer": RIGHT},
        {"inputs": json.dumps({"question": ASKED}), "outputs": json.dumps({"answer": RIGHT})},
        {
            "inputs": {"messages": [{"role": "user", "content": ASKED}]},
            "outputs": {"messages": [{"role": "assistant", "content": RIGHT}]},
        },
        {
            "inputs": {"messages": [{"type": "human", "data": {"content": ASKED}}]},
            "outputs": {"messages": [{"type": "ai", "data": {"content": RIGHT}}]},
        },
    ],
)
def test_what_is_asked_and_what_is_right_are_read_wherever_they_stand(tmp_path, values):
    question = only(tmp_path, values)
    assert (question.text, question.answers) == (ASKED, (RIGHT,))


def test_a_whole_example_of_a_dataset_keeps_its_id_and_not_its_split(tmp_path):
    example = {
        "id": ID,
        "name": "#12",
        "created_at": "2026-05-01T10:00:00Z",
        "modified_at": None,
        "dataset_id": ID,
        "source_run_id": None,
        "inputs": {"question": ASKED, "context": "The warranty lasts 24 months from delivery."},
        "outputs": {"answer": RIGHT},
        "metadata": {"dataset_split": ["base", "test"], "cluster": "terms"},
        "split": ["test"],
        "runs": [],
    }
    question = only(tmp_path, example)
    assert (question.id, question.split, question.cluster) == (ID, "dev", "terms")
    ((_, found),) = parsed(rows_of(rows(tmp_path, "b.jsonl", example)))
    assert found.wanted[0].around == "The warranty lasts 24 months from delivery."


def test_earlier_messages_are_the_history(tmp_path):
    before = [{"role": "user", "content": "Is there a warranty?"}, {"role": "assistant", "content": "Yes."}]
    apart = only(tmp_path, {"inputs": {"question": ASKED, "chat_history": before}, "outputs": {"answer": RIGHT}})
    messages = [*before, {"role": "user", "content": ASKED}]
    together = only(tmp_path, {"inputs": {"messages": messages}, "outputs": {"answer": RIGHT}})
    for question in (apart, together):
        assert (question.text, question.history) == (ASKED, (Turn(question="Is there a warranty?", answer="Yes."),))


def test_a_label_is_a_label_and_several_fields_are_one_answer_in_json(tmp_path):
    labelled = only(tmp_path, {"inputs": {"text": "Where is my bill?"}, "outputs": {"label": "invoice"}})
    assert (labelled.label, labelled.answers) == ("invoice", ())
    fields = only(tmp_path, {"inputs": {"text": "Two lamps"}, "outputs": {"item": "lamp", "amount": 2}})
    assert json.loads(fields.answers[0]) == {"item": "lamp", "amount": 2}


def test_what_a_system_answered_is_not_taken_and_that_is_said(tmp_path):
    report = taken(tmp_path, {"inputs": {"question": ASKED}, "outputs": {"answer": "x"}, "reference_outputs": {"answer": RIGHT}})
    assert any("untuned runs import" in note.text for note in report.notes)


def test_an_example_without_outputs_has_no_answer_yet(tmp_path):
    question = only(tmp_path, {"inputs": {"question": ASKED}, "outputs": None})
    assert (question.answers, question.scorable) == ((), False)


def test_inputs_that_name_no_question_are_a_fault_that_says_what_they_have(tmp_path):
    report = taken(tmp_path, {"inputs": {"a": "x", "b": "y"}, "outputs": {"answer": "z"}}, {"inputs": {"n": 3}})
    assert len(report.faults) == 2
    assert "a, b, of which none is known to be the question" in report.faults[0].reason


@pytest.mark.parametrize("inputs", ['{"a": ' * 3_000, [1, 2], "", 5, {"question": {"deep": "x"}}, {"messages": [{"role": "tool"}]}])
def test_hostile_inputs_are_faults_and_never_an_error(tmp_path, inputs):
    assert taken(tmp_path, {"inputs": inputs, "outputs": {"answer": "z"}}).questions == ()
