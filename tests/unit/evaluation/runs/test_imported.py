"""Answers that were made elsewhere, as runs."""

from __future__ import annotations

import json
from dataclasses import replace
from decimal import Decimal

import pytest

from running import NOON
from untuned.errors import UnreadableQuestions
from untuned.evaluation.runs.imported import Origin, read_answers
from untuned.types.answers import Turn
from untuned.types.measures import Question

ORIGIN = Origin(now=NOON, position=7)
KNOWN = (
    Question(id="q1", text="How long are reports kept?", answers=("90 days",)),
    Question(id="q2", text="Who pays?"),
    Question(id="q3", text="And then?", history=(Turn(question="First?", answer="Yes."),)),
)


@pytest.fixture
def imported(tmp_path):
    def read(*rows, known=KNOWN, origin=ORIGIN, name="answers.jsonl"):
        lines = [row if isinstance(row, bytes) else json.dumps(row, ensure_ascii=False).encode() for row in rows]
        (tmp_path / name).write_bytes(b"\n".join(lines) + b"\n")
        return read_answers(tmp_path / name, known=known, origin=origin)

    return read


def test_an_own_row_becomes_a_run_of_the_question_that_it_names(imported):
    found = imported(
        {
            "question_id": "q1",
            "answer": "90 days.",
            "contexts": ["Kept for 90 days."],
            "model": "bot",
            "latency_ms": 120,
            "cost": 0.002,
            "usage": {"prompt_tokens": 30, "completion_tokens": 4},
        }
    )
    (run,) = found.runs
    assert (run.question, run.text, run.contexts, run.model, run.status) == ("q1", "90 days.", ("Kept for 90 days.",), "bot", "ok")
    assert (run.milliseconds, run.cost, run.input_tokens, run.output_tokens) == (120.0, Decimal("0.002"), 30, 4)
    assert (run.at, run.position, found.added, found.questions) == (NOON, 7, (), (KNOWN[0],))


def test_a_question_is_known_by_its_text_whatever_its_case_and_its_end(imported):
    assert imported({"question": "  how long are  reports KEPT", "answer": "90"}).runs[0].question == "q1"


def test_a_question_of_a_conversation_is_known_with_what_was_said_before(imported):
    messages = [
        {"role": "user", "content": "First?"},
        {"role": "assistant", "content": "Yes."},
        {"role": "user", "content": "And then?"},
        {"role": "assistant", "content": "Then nothing."},
    ]
    assert imported({"messages": messages}).runs[0].question == "q3"
    assert imported({"messages": messages[2:]}).added[0].text == "And then?"


def test_a_question_that_is_not_known_is_new_and_of_production(imported):
    found = imported({"question": "Wie lange?", "answer": "Lange."}, {"question": "wie lange", "answer": "Kurz.", "model": "b"})
    (new,) = found.added
    assert (new.text, new.origin, new.answers, new.split, new.confirmed) == ("Wie lange?", "production", (), "dev", True)
    assert {run.question for run in found.runs} == {new.id}


def test_the_id_of_a_row_is_a_questions_only_where_the_question_fits(imported):
    by_id, other = imported({"id": "q2", "answer": "We."}, {"id": "q2", "question": "How long are reports kept?", "answer": "90"}).runs
    assert (by_id.question, other.question) == ("q2", "q1")


def test_one_question_about_several_sources_is_several_questions(imported):
    rows = [{"source_id": str(nth), "question": "What is said?", "context": f"c{nth}", "model": "m", "response": "x"} for nth in (1, 2, 1)]
    assert [len({run.question for run in imported(*rows).runs}), len(imported(*rows).added)] == [2, 2]


def test_each_who_answered_is_a_variant_of_this_file(imported):
    rows = [{"question_id": "q1", "answer": "a", "model": name} for name in ("x", "y")]
    found, again, other = imported(*rows), imported(*rows), imported(*rows, rows[0])
    assert [name for name, _ in found.variants] == ["x", "y"]
    assert found.variants == again.variants
    assert {hashed for _, hashed in found.variants}.isdisjoint(hashed for _, hashed in other.variants)
    assert [run.key for run in found.runs] == [run.key for run in again.runs]


def test_who_answered_is_called_as_the_file_where_no_row_says(imported):
    assert imported({"question_id": "q1", "answer": "a"}, name="helpdesk.jsonl").variants[0][0] == "helpdesk"
    assert imported({"question_id": "q1", "answer": "a"}, origin=replace(ORIGIN, system="old bot")).variants[0][0] == "old bot"


def test_a_second_answer_to_a_question_is_a_repeat(imported):
    found = imported(*[{"question_id": "q1", "answer": text} for text in ("a", "b", "a")])
    assert [(run.repeat, run.text) for run in found.runs] == [(0, "a"), (1, "b"), (2, "a")]


def test_the_same_row_twice_is_one_answer(imported):
    row = {"id": "r7", "question_id": "q1", "answer": "a"}
    found = imported(row, row)
    assert (len(found.runs), found.repeated) == (1, 1)


@pytest.mark.parametrize("text", ["I don't know based on the documents.", "", "Я не знаю."])
def test_a_text_that_has_no_answer_is_an_abstention(imported, text):
    (run,) = imported({"question_id": "q1", "answer": text}).runs
    assert (run.status, run.state, run.reason) == ("abstained", "abstained", "model_declined")


def test_an_error_in_a_log_is_an_error(imported):
    (run,) = imported({"question_id": "q1", "error": "HTTP 500"}).runs
    assert (run.status, run.state, run.error, run.failed_requests) == ("error", None, "HTTP 500", 1)


def test_rows_of_ragas_are_read(imported):
    (run,) = imported({"user_input": "Who pays?", "response": "We do.", "retrieved_contexts": ["a", {"page_content": "b"}]}).runs
    assert (run.question, run.text, run.contexts) == ("q2", "We do.", ("a", "b"))


def test_a_conversation_of_ragas_is_read(imported):
    asked = [{"type": "human", "content": "First?"}, {"type": "ai", "content": "Yes."}, {"type": "human", "content": "And then?"}]
    assert imported({"user_input": asked, "response": "Nothing."}).runs[0].question == "q3"


def test_what_tools_gave_in_a_conversation_is_its_context(imported):
    messages = [
        {"role": "system", "content": "Be brief."},
        {"role": "user", "content": [{"type": "text", "text": "Who pays?"}]},
        {"role": "assistant", "content": None, "tool_calls": [{"id": "1"}]},
        {"role": "tool", "content": "The buyer pays."},
        {"role": "assistant", "content": "The buyer."},
    ]
    (run,) = imported({"messages": messages, "model": "gpt"}).runs
    assert (run.question, run.text, run.contexts, run.model) == ("q2", "The buyer.", ("The buyer pays.",), "gpt")


def test_a_request_beside_its_response_is_read(imported):
    body = {
        "model": "gpt",
        "choices": [{"message": {"content": "The buyer."}}],
        "usage": {"prompt_tokens": 5, "completion_tokens": 2},
    }
    logged = {"request": {"messages": [{"role": "user", "content": "Who pays?"}]}, "response": {"body": body}}
    batch = {"custom_id": "q2", "response": {"status_code": 200, "body": body}}
    for row in (logged, batch):
        (run,) = imported(row).runs
        assert (run.question, run.text, run.model, run.input_tokens, run.output_tokens) == ("q2", "The buyer.", "gpt", 5, 2)


BAD = [
    (b"{", "is not JSON"),
    (b"[1]", "is not an object"),
    (b'{"question": "\xff", "answer": "x"}', "is not UTF-8"),
    ({"answer": "x"}, "has neither a question nor an id"),
    ({"question": "Who pays?"}, "has no answer"),
    ({"question_id": "q9", "answer": "x"}, "which the project does not have"),
    ({"question_id": "q1", "question": "Who pays?", "answer": "x"}, "asks another question than 'q1'"),
    ({"question": "Who pays?", "answer": True}, "where a text is wanted"),
    ({"question": "Who pays?", "answer": "x", "cost": "much"}, "which is no amount"),
    ({"question": "Who pays?", "answer": "x", "latency": -1}, "which is no amount"),
    ({"question_id": [1], "answer": "x"}, "has the id [1], which is none"),
    ({"messages": [{"role": "assistant", "content": "x"}]}, "has no message of a user"),
    ({"messages": [{"role": "user", "content": "x"}]}, "has no answer of an assistant"),
    ({"messages": [{"content": "x"}]}, "has messages without a role"),
    ({"custom_id": "q2", "response": {"body": {"choices": []}}}, "has a response without a message"),
]


@pytest.mark.parametrize(("row", "reason"), BAD, ids=[reason for _, reason in BAD])
def test_a_bad_row_is_told_by_its_line_and_the_others_go_on(imported, row, reason):
    found = imported({"question_id": "q1", "answer": "a"}, row, {"question_id": "q2", "answer": "b"})
    assert [run.question for run in found.runs] == ["q1", "q2"]
    (fault,) = found.faults
    assert fault.place == "answers.jsonl:2"
    assert reason in fault.reason


def test_a_text_that_several_questions_ask_needs_an_id(imported):
    twins = (KNOWN[1], Question(id="q9", text="Who pays?", cluster="b"))
    found = imported({"question": "Who pays?", "answer": "x"}, {"question_id": "q9", "answer": "x"}, known=twins)
    assert [run.question for run in found.runs] == ["q9"]
    assert "2 questions of the project ask" in found.faults[0].reason


def test_a_file_without_an_answer_is_refused_with_its_first_fault(imported, tmp_path):
    with pytest.raises(UnreadableQuestions, match=r"answers.jsonl:1: is not JSON"):
        imported(b"nothing")
    with pytest.raises(UnreadableQuestions, match="is empty"):
        imported()
    with pytest.raises(UnreadableQuestions, match="No such file"):
        read_answers(tmp_path / "none.jsonl", known=(), origin=ORIGIN)
