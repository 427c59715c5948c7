"""Rows that are set apart by white space, and statements in lines of their own."""

import pytest

from untuned.text.columns import are_statements, tables

MANUAL = ["   Voltage            230 V, 50 Hz", "   Power              1450 W", "   Water tank         1.8 litres"]


def cells(lines):
    return [[row.cells for row in table] for table in tables(lines)]


def test_lines_with_white_space_at_one_place_are_rows():
    assert cells(MANUAL) == [[("Voltage", "230 V, 50 Hz"), ("Power", "1450 W"), ("Water tank", "1.8 litres")]]


def test_what_stands_above_and_below_them_is_none():
    (table,) = tables(["1  Technical data", *MANUAL, "All figures are approximate."])
    assert [(row.first, row.last) for row in table] == [(1, 2), (2, 3), (3, 4)]


def test_a_cell_goes_on_in_a_line_of_its_own():
    lines = [
        "E3   unit missing   insert it",
        "E4   overheated     switch off and",
        "                    let it cool",
        "E5   empty          fill it",
    ]
    assert cells(lines) == [
        [("E3", "unit missing", "insert it"), ("E4", "overheated", "switch off and let it cool"), ("E5", "empty", "fill it")],
    ]


def test_rules_between_rows_are_none():
    lines = ["=====  =====", "A      not A", "=====  =====", "False  True", "True   False", "=====  ====="]
    assert cells(lines) == [[("A", "not A"), ("False", "True"), ("True", "False")]]


def test_tabs_part_cells():
    assert cells(["Name\tAge", "Ines\t40", "A longer name\t7"]) == [[("Name", "Age"), ("Ines", "40"), ("A longer name", "7")]]


@pytest.mark.parametrize(
    "lines",
    [
        ["This  is justified  print in which", "words stand   apart  here and there,", "and no place  is white in all lines."],
        ["One sentence.  Another one.", "A third one.   A fourth one."],
        ["    indented", "    indented too"],
        ["just  once"],
        ["a  b", "c d"],
    ],
)
def test_other_white_space_makes_no_rows(lines):
    assert cells(lines) == []


def test_a_line_of_ten_thousand_gaps_has_no_more_cells_than_a_table_has():
    (table,) = tables(["x  " * 10_000 + "y"] * 3)
    assert [len(row.cells) for row in table] == [41, 41, 41]


@pytest.mark.parametrize(
    "lines",
    [
        ["Check-in from 4 pm.", "No smoking indoors.", "Pets are welcome, 5 euros a night."],
        ["Key: in the box", "Wi-Fi: LakeHouse", "Doctor: 555 0142"],
    ],
)
def test_sentences_and_labels_in_lines_are_statements(lines):
    assert are_statements(lines)


@pytest.mark.parametrize(
    "lines",
    [
        ["A paragraph that goes on", "over its lines and ends", "here."],
        ["- Do this.", "- Do that.", "- Do it all."],
        ["1. Do this.", "2. Do that.", "3. Do it all."],
        ["Q: How does it open?", "A: By itself.", "Q: When?"],
        ["One.", "Two."],
    ],
)
def test_paragraphs_lists_and_questions_are_none(lines):
    assert not are_statements(lines)


PRINTED_IN_COLUMNS = """The club was founded in       Membership costs 40 euros
1921 by Otto Kern and has     a year. New members are
120 members. Its house is     admitted by the board in
in Mill Street.               the spring."""
SPACED_OUT = """the  harbour  was     built  by  the
town  in  those       years  of plenty
after the  old quay   fell  into  the"""


@pytest.mark.parametrize("text", [PRINTED_IN_COLUMNS, SPACED_OUT])
def test_prose_in_columns_or_spaced_out_is_no_table(text):
    assert not list(tables(text.split("\n")))


def test_a_table_with_a_column_of_sentences_is_one():
    lines = ["Alpha     the room on the ground floor", "Beta      the room with the large window", "Gamma     a hall for sixty people"]
    assert [row.cells[0] for table in tables(lines) for row in table] == ["Alpha", "Beta", "Gamma"]
