"""What a text defines, and what a question asks the meaning of, by the same keys."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timing import assert_grows_with_length
from untuned.text import definitions as module
from untuned.text.definitions import asked_for, cell_of, field_of, keys_of, lead_of


@pytest.mark.parametrize(
    ("question", "term"),
    [
        ("What is a kiln wash?", "kiln wash"),
        ("what's kiln wash", "kiln wash"),
        ("What are kiln washes?", "kiln wash"),
        ("What does “kiln wash” mean?", "kiln wash"),
        ("What do you mean by kiln wash?", "kiln wash"),
        ("What is meant by the term kiln wash?", "kiln wash"),
        ("Define kiln wash.", "kiln wash"),
        ("Please define the term 'kiln wash'", "kiln wash"),
        ("The definition of kiln wash", "kiln wash"),
        ("kiln wash", "kiln wash"),
        ("What does GIL stand for?", "GIL"),
        ("What does pool_size do?", "pool_size"),
        ("Что такое ангоб?", "ангоб"),
        ("Что значит «ангоб»?", "ангоб"),
        ("Ангоб — это что такое?", "ангоб"),
        ("Что понимается под термином ангоб?", "ангоб"),
        ("Дай определение термина ангоб", "ангоб"),
        ("Was ist ein Dorn?", "Dorn"),
        ("Qu'est-ce qu'un mandrin ?", "mandrin"),
        ("¿Qué es una espina?", "espina"),
        ("¿Qué es Escala de grises?", "Escala de grises"),
        ("Che cos'è la barbottina?", "barbottina"),
        ("Cosa significa barbottina?", "barbottina"),
        ("Che cos'è Scala di grigi?", "scala di grigi"),
        ("O que significa engobe?", "engobe"),
        ("Wat betekent een doorn?", "doorn"),
        ("Vad är slip?", "slip"),
        ("Hvad betyder slip?", "slip"),
        ("Mitä tarkoittaa savi?", "savi"),
        ("Co to jest glina?", "glina"),
        ("Що таке ангоб?", "ангоб"),
        ("Angob nedir?", "angob"),
        ("What is a data class?", "data class"),
        ("What is the data area?", "Data area"),
        ("What is a schema cache?", "schema cache"),
    ],
)
def test_a_question_for_a_meaning_has_a_key_of_its_term(question, term):
    assert asked_for(question) & keys_of(term)


@pytest.mark.parametrize(
    "question",
    ["How do I fire a kiln?", "Who owns the big kiln?", "", "?", "What is " + "very " * 60 + "long?", "Why is it so hot in here today?"],
)
def test_another_question_has_none(question):
    assert not asked_for(question) & keys_of("kiln")
    assert not asked_for(question) & keys_of("kiln wash")


def test_what_is_written_alike_is_told_from_another_form():
    assert keys_of("iterable") & keys_of("iterator")
    assert keys_of("iterable") != keys_of("iterator")
    assert keys_of("iterable") == keys_of("Iterable:") == keys_of("`iterable`")


@pytest.mark.parametrize(
    ("written", "asked"),
    [
        ("Global Interpreter Lock (GIL)", "GIL"),
        ("Global Interpreter Lock (GIL)", "global interpreter lock"),
        ("GIL (global interpreter lock)", "global interpreter lock"),
        ("collections.Counter([iterable])", "Counter"),
        ("Backend (process)", "backend"),
        ("Error Directive", "Error"),
        ("## 4.2 Kiln wash", "kiln wash"),
    ],
)
def test_a_term_is_found_by_what_stands_in_and_outside_its_brackets(written, asked):
    assert keys_of(written) & keys_of(asked)


def test_a_remark_in_brackets_is_no_name():
    assert not keys_of("Backend (process)") & keys_of("process")
    assert not keys_of("pool_size (integer)") & keys_of("integer")


@pytest.mark.parametrize("sentence", ["", "?!", "a " * 50, "The kiln is fired at night by two of us every week"])
def test_a_sentence_is_no_term(sentence):
    assert keys_of(sentence) == frozenset()


@pytest.mark.parametrize(
    "text",
    [
        "**Seat**: a person who may edit",
        "**Seat:** a person who may edit",
        "- **Seat** – a person who may edit",
        "- `Seat`: a person who may edit",
        "* Seat: a person who may edit",
        "1. Seat — a person who may edit",
        "Seat - a person who may edit",
        "Seat\n: a person who may edit",
        "Seat\n    A person who may edit",
        "Seat       A person who may edit: one of ten",
        "Seat\tA person who may edit",
        "**Seat**",
    ],
)
def test_what_begins_with_a_term_defines_it(text):
    assert lead_of(text, 0, len(text)) == "Seat"
    assert lead_of(f"Before. {text}", 8, len(text) + 8) == "Seat"


@pytest.mark.parametrize(
    "text",
    [
        "A person who may edit has a seat: one of ten.",
        "Seats are for persons.\nThey may edit.",
        "**Seats** are for persons.",
        "",
        "Seats.  They are for persons.",
    ],
)
def test_what_begins_with_a_sentence_defines_nothing(text):
    assert lead_of(text, 0, len(text)) == ""


def test_a_name_of_code_may_have_underscores():
    assert lead_of("`pool_size` — how many", 0, 22) == "pool_size"


def test_a_row_defines_what_stands_in_its_first_cell():
    row = "| Seat | a person |"
    assert cell_of(row, 0, len(row)) == "Seat"
    assert cell_of("Seat | a person", 0, 15) == "Seat"
    assert cell_of("| Seat |", 0, 8) == ""
    assert field_of('"Seat","a person"', 0, 17) == "Seat"
    assert field_of("Seat,a person", 0, 13) == "Seat"
    assert field_of("Seat", 0, 4) == ""
    assert field_of("|  | Seat, chair |", 0, 17) == ""


def test_empty_cells_take_no_longer_than_their_length():
    def cell(blanks):
        row = f"|{blanks}|{blanks}|"
        return cell_of(row, 0, len(row))

    assert_grows_with_length(cell, " " * 500, " " * 2_000)


def _by_patterns_alone(text):
    if text.find("\n", 0, module._HEAD) >= 0 and (found := module._BELOW.match(text)) is not None:
        return found["term"]
    if (found := module._ALONE.match(text)) is not None:
        return found["term"]
    if (found := module._APART.match(text)) is not None and found["term"].count(" ") < module._MOST_TERMS:
        return found["term"]
    found = module._LEAD.match(text) if re.search("[:–—]| - ", text[: module._HEAD]) else None
    if found is None:
        return ""
    return found["marked"] or (found["plain"] if found["plain"].count(" ") < module._MOST_TERMS else "")


@given(
    st.lists(
        st.sampled_from(["Seat", "of a row", " ", "  ", "\t", "\n", ":", " - ", "–", "—", "**", "_", "`", "|", ".", "x" * 37]), max_size=9
    )
)
def test_what_has_no_sign_of_a_definition_is_passed_over_and_nothing_else(parts):
    text = "".join(parts)
    assert lead_of(text, 0, len(text)) == _by_patterns_alone(text)
