"""Training rows: what is read, and what counts as noise."""

import json
from datetime import date

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from untuned.evaluation.advice.rows import Quoted, quality, read_rows


def rows(*lines):
    return read_rows(one if isinstance(one, str) else json.dumps(one, ensure_ascii=False) for one in lines)


def pair(question, answer, **more):
    return {"question": question, "answer": answer, **more}


def test_a_conversation_is_what_was_asked_and_the_last_word_of_the_assistant():
    turns = [("system", "Be brief."), ("user", "Hello"), ("assistant", "Yes?"), ("user", "Where?"), ("assistant", "There.")]
    (row,) = rows({"messages": [{"role": role, "content": text} for role, text in turns]}).rows
    assert (row.asked, row.answer) == ("Hello\nYes?\nWhere?", "There.")


def test_a_row_says_what_it_rests_on():
    (row,) = rows(
        pair("Q", "A", id=7, reviewed=True, made="2026-01-02", path="a.md", quote="It is so.", leans_on=["b.md#Fees", "c.md"])
    ).rows
    assert (row.id, row.reviewed, row.made, row.leans_on) == ("7", True, date(2026, 1, 2), ("b.md#Fees", "c.md"))
    assert row.quotes == (Quoted(path="a.md", quote="It is so."),)


def test_of_rows_alike_the_first_is_sound():
    found = quality(rows(pair("Where is it?", "Here."), pair("where is it", "here"), pair("And when?", "Now.")))
    assert (found.duplicates, found.noisy, found.rows) == (1, 1, 3)


def test_of_rows_that_contradict_each_other_none_is_sound():
    found = quality(rows(pair("Где?", "Здесь", reviewed=True), pair("где", "Там", reviewed=True), pair("Когда?", "Сейчас", reviewed=True)))
    assert (found.contradictory, found.noisy, found.reviewed) == (2, 2, 1)


def test_empty_answers_unreadable_lines_and_questions_of_the_measurement_are_noise():
    found = quality(rows(pair("Q1", "  "), "{", "[1]", pair("Q2", "A"), pair("Q3", "B")), asked=["q2?"])
    assert (found.empty, found.unreadable, found.leaked, found.noisy, found.rows) == (1, 2, 1, 4, 5)


def test_rows_of_the_wrong_shape_are_no_rows():
    held = rows({"messages": "x"}, {"messages": [{"role": "user", "content": "x"}]}, {"question": 1, "answer": "x"}, "null", "")
    assert (held.rows, held.unreadable) == ((), 4)


@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(st.text() | st.dictionaries(st.sampled_from(["question", "answer", "messages", "id", "quote", "path"]), st.text() | st.none()))
)
def test_no_line_breaks_reading_and_each_counts_once(lines):
    held = rows(*lines)
    found = quality(held)
    assert found.rows == len(held.rows) + held.unreadable
    assert 0 <= found.noisy <= found.rows
    assert found.reviewed + found.noisy <= found.rows


def test_rows_without_a_name_are_named_by_their_words():
    first, second = rows(pair("Q", "A"), pair("Q", "B")).rows
    assert first.id != second.id
    assert first == rows(pair("Q", "A")).rows[0]
