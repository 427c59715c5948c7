"""Headings of plain text: what is underlined, and what begins a release in notes on several; nothing else is one."""

import pytest

from ingesting import assert_sound, loaded_from


def headings(text):
    loaded = loaded_from(text, "notes.txt")
    assert_sound(loaded)
    return [(block.level, loaded.text[block.start : block.end].split("\n")[0]) for block in loaded.blocks if block.kind == "heading"]


def test_underlined_lines_are_headings_each_kind_one_deeper():
    text = "Handbook\n========\n\nPeople\n------\n\nAnn cooks.\n\nKitchen\n-------\nKnives are sharp.\n\nOvens\n~~~~~\n\nHot.\n"
    text += '\nGrills\n""""""\n\nHotter.\n'
    assert headings(text) == [(1, "Handbook"), (2, "People"), (2, "Kitchen"), (3, "Ovens"), (4, "Grills")]


def test_what_a_heading_stands_above_is_read_as_before():
    loaded = loaded_from("Kitchen\n-------\nKnives are sharp.\nSpoons are not.\n", "a.txt")
    assert [loaded.text[block.start : block.end] for block in loaded.blocks if block.kind == "paragraph"] == [
        "Knives are sharp.\nSpoons are not."
    ]


def test_a_line_between_two_that_are_drawn_is_one_heading():
    loaded = loaded_from("========\nHandbook\n========\n\nWords.\n", "a.txt")
    assert [(block.kind, loaded.text[block.start : block.end].strip()) for block in loaded.blocks] == [
        ("markup", "========"),
        ("heading", "Handbook\n========"),
        ("paragraph", "Words."),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Name        Role\n----------------\nAnn         cook\nBen         waiter\n",
        "The last line of what is said here.\n-----------------------------------\n\nMore.\n",
        "Words before it\nand its end\n-----------\n\nMore.\n",
        "A line that is much longer than what is drawn below it\n---\n\nMore.\n",
        "12\n==\n\nMore.\n",
        "Run this\n```\nmake\n```\n",
        "Signature\n_________\n\nDate\n",
        "--- \n\nMore.\n",
        "Adult ticket: 12 EUR\n++++++++++++++++++++\nChild ticket: 6 EUR\n++++++++++++++++++++\n",
    ],
)
def test_other_lines_that_are_drawn_below_are_none(text):
    assert headings(text) == []


NOTES = {
    "* Noteworthy changes in release {} (2022-04-15) [stable]": "outline",
    "version {} - Ann Baker, 2021-02-13": "name and day",
    "Version {} (20 Feb 2023)": "day in brackets",
    "{} (2022.10.10)": "number first",
    "v{}": "number alone",
    "Overview of changes in Teapot {}": "words",
    "teapot ({}-1) unstable; urgency=medium": "package",
    "* Version {} (released 2023-02-09)": "released",
    "Что нового в версии {}": "Russian",
}


@pytest.mark.parametrize("line", NOTES, ids=NOTES.values())
def test_lines_of_one_kind_with_the_number_of_a_release_are_headings(line):
    numbers = ["2.1", "2.0.1", "2.0", "1.9"]
    text = "\n\n".join(f"{line.format(number)}\n\n  * The lid closes.\n  * The spout pours." for number in numbers)
    assert headings(text) == [(1, line.format(number)) for number in numbers]


def test_whole_numbers_are_releases_behind_a_word_for_them():
    text = "\n\n".join(f"CHANGES WITH {number}:\n\n        * The lid closes." for number in (252, 251, 250))
    assert [line for _, line in headings(text)] == ["CHANGES WITH 252:", "CHANGES WITH 251:", "CHANGES WITH 250:"]


def test_the_parts_of_a_release_in_an_outline_stand_below_it():
    text = "\n\n".join(f"* Changes in release {number}\n\n** Bug fixes\n\n  The lid closes." for number in ("2.1", "2.0", "1.9"))
    assert headings(text)[:3] == [(1, "* Changes in release 2.1"), (2, "** Bug fixes"), (1, "* Changes in release 2.0")]


@pytest.mark.parametrize(
    "text",
    [
        "1.1 The rent is due monthly.\n\n1.2 The deposit is two rents.\n\n1.3 Pets are allowed.\n",
        "1.1 Rent\n\nIt is due monthly.\n\n1.2 Deposit\n\nTwo rents.\n\n1.3 Pets\n\nAllowed.\n",
        "Section 1.1 applies.\n\nSection 1.2 applies too.\n\nSection 1.3 does not.\n",
        "Version 2.1\n\nThe lid closes.\n\nVersion 2.0\n\nThe spout pours.\n",
        "Paid 12.50 for bread\n\nPaid 13.50 for milk\n\nPaid 14.50 for tea\n",
        "Change 1: the office moves to Bonn\n\nChange 2: lunch is free\n\nChange 3: the rent is 500 EUR\n",
        "New price 12.50, from May\n\nNew price 13.50, from June\n\nNew price 14.50, from July\n\nAsk Ann.\n",
        "Release 2.1\n\nWords.\n\nRelease 2.1\n\nWords.\n\nRelease 2.1\n\nWords.\n\nRelease 2.1\n\nWords.\n",
    ],
)
def test_other_numbered_lines_are_none(text):
    assert headings(text) == []


def test_the_first_of_several_headings_is_no_title():
    notes = "\n\n".join(f"Version {number} (20 Feb 2023)\n\nThe lid closes." for number in ("2.1", "2.0", "1.9"))
    assert loaded_from(notes, "NEWS.txt").title == "NEWS"
    assert loaded_from("Handbook\n========\n\nPeople\n------\n\nAnn cooks.\n", "a.txt").title == "Handbook"
