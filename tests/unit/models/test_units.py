from __future__ import annotations

import pytest

from untuned.models.reader.units import Laid, units


def parts(text: str, **options: str) -> list[tuple[str, str]]:
    return [(unit.kind, text[unit.start : unit.end]) for unit in units(text, **options)]


def test_prose_is_cut_into_sentences() -> None:
    assert parts("One thing.\nTwo things. \n\nThree things.") == [
        ("sentence", "One thing."),
        ("sentence", "Two things."),
        ("sentence", "Three things."),
    ]


def test_a_heading_is_no_unit_but_its_words_stay_above_what_follows() -> None:
    text = "# Storage { #storage }\n\nTwo terabytes.\n\nLimits\n------\nFifty gigabytes."
    found = units(text)
    assert [text[unit.start : unit.end] for unit in found] == ["Two terabytes.", "Fifty gigabytes."]
    assert [unit.above for unit in found] == [("storag",), ("limit",)]


def test_list_items_are_units_without_their_bullets() -> None:
    assert parts("Choose:\n\n* red\n* green\n  or blue\n1. [x] done") == [
        ("sentence", "Choose:"),
        ("item", "red"),
        ("item", "green\n  or blue"),
        ("item", "done"),
    ]


def test_table_rows_are_units_under_their_header() -> None:
    text = "| Plan | Storage |\n| --- | ---: |\n| Pro | 2 TB |\n| Basic | 1 TB |"
    found = units(text)
    assert [(unit.kind, text[unit.start : unit.end], unit.above) for unit in found] == [
        ("row", "| Pro | 2 TB |", ("plan", "storag")),
        ("row", "| Basic | 1 TB |", ("plan", "storag")),
    ]


def test_fenced_code_is_one_unit_and_nothing_in_it_is_a_heading() -> None:
    assert parts("Run:\n\n```console\n# not a heading\n$ make\n```\nDone now.") == [
        ("sentence", "Run:"),
        ("code", "# not a heading\n$ make"),
        ("sentence", "Done now."),
    ]


def test_a_fence_that_is_never_closed_reaches_the_end() -> None:
    assert parts("```\nmake all") == [("code", "make all")]


def test_markup_lines_are_no_units() -> None:
    assert parts("<div>\n/// note\nA true note.\n///\n{* file.py *}\n![image](a.png)\n[x]: https://example.com\n</div>") == [
        ("sentence", "A true note.")
    ]


def test_quoted_text_is_read_without_its_marks_at_the_line_start() -> None:
    assert parts("> Said once.") == [("sentence", "Said once.")]


def test_csv_rows_are_read_field_by_field_under_the_header() -> None:
    text = 'id,result\nT-1017,"sent, again"\nT-1018,none'
    found = units(text, layout="csv with header")
    assert [text[unit.start : unit.end] for unit in found] == ['T-1017,"sent, again"', "T-1018,none"]
    assert found[0].above == ("id", "result")
    assert "t-1017" in found[0].terms


def test_a_csv_field_may_hold_a_line_end() -> None:
    assert parts('1,"two\nlines"\n2,one', layout="csv") == [("row", '1,"two\nlines"'), ("row", "2,one")]


def test_a_short_record_is_one_unit_and_a_long_one_is_read_by_lines() -> None:
    assert parts("id: 7\nname: lamp\n\nid: 8\nname: door", layout="jsonl") == [("row", "id: 7\nname: lamp"), ("row", "id: 8\nname: door")]
    long = "id: 7\nbody: " + "word " * 150
    assert [kind for kind, _ in parts(long.rstrip(), layout="jsonl")] == ["row", "row"]


def test_named_blocks_are_read_as_what_they_are() -> None:
    assert parts("First line. Again.\nPro | 2 TB", layout=(Laid("sentence", 0, 18), Laid("row", 19, 29))) == [
        ("sentence", "First line."),
        ("sentence", "Again."),
        ("row", "Pro | 2 TB"),
    ]


@pytest.mark.parametrize("text", ["", "\n\n", "---", "# ", "``", "|", "***", ">", "✈️", "* 🚀"])
def test_what_has_no_words_has_no_units(text: str) -> None:
    assert units(text) == ()


def test_a_unit_knows_how_far_out_the_headings_reach_that_stand_before_it_and_behind_the_first() -> None:
    text = "## Plans\n\n### Basic\nFive euros.\n\n#### Limits\nTwo users.\n\n### Plus\nNine euros.\n\n#### More\nTen users.\n"
    found = {text[unit.start : unit.end]: (unit.level, unit.outermost) for unit in units(text)}
    assert found == {"Five euros.": (3, 0), "Two users.": (4, 4), "Nine euros.": (3, 3), "Ten users.": (4, 3)}


def test_an_underlined_heading_has_a_level_too() -> None:
    assert [unit.level for unit in units("Plans\n=====\nOne.\n\nBasic\n-----\nTwo.\n")] == [1, 2]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Q: Are dogs allowed?\nA: Guide dogs only.\n", [("term", "Are dogs allowed?"), ("sentence", "Guide dogs only.")]),
        ("**Q1:** Are dogs allowed?\n\n**A1:** Guide dogs only.\n", [("term", "Are dogs allowed?"), ("sentence", "Guide dogs only.")]),
        ("**Are dogs allowed?**\n\nGuide dogs only.\n", [("term", "Are dogs allowed?"), ("sentence", "Guide dogs only.")]),
        ("Are dogs allowed?\n\nGuide dogs only.\n", [("term", "Are dogs allowed?"), ("sentence", "Guide dogs only.")]),
        ("Вопрос: Можно с собакой?\nОтвет: Нет.\n", [("term", "Можно с собакой?"), ("sentence", "Нет.")]),
        (
            "**Seat**: who may edit.\n\n**Guest:** who may read.\n",
            [("item", "**Seat**: who may edit."), ("item", "**Guest:** who may read.")],
        ),
        ("Vault\n: What nobody can delete.\n", [("term", "Vault"), ("sentence", "What nobody can delete.")]),
        ("It is late. Are dogs allowed?\n", [("sentence", "It is late."), ("sentence", "Are dogs allowed?")]),
        ("A note on this: all is well.\n", [("sentence", "A note on this: all is well.")]),
    ],
)
def test_a_question_and_what_is_defined_introduce_what_stands_below_them(text: str, expected: list[tuple[str, str]]) -> None:
    assert parts(text) == expected


def test_what_stands_below_a_question_has_its_words_above() -> None:
    text = "# Pool\n\nAre dogs allowed?\n\nGuide dogs only.\n\nWhere is it?\n\nIn Leeds.\n"
    found = {text[unit.start : unit.end]: unit.headed for unit in units(text) if unit.kind == "sentence"}
    assert found == {"Guide dogs only.": "Are dogs allowed?", "In Leeds.": "Where is it?"}


def test_each_numbered_clause_is_read_by_itself() -> None:
    text = (
        "2. PAYMENT\n2.1. The rent is due monthly.\n2.2. «Fast» lines cost more.\n2.10 Heating is paid by the landlord.\n2.5 kg are free."
    )
    assert [text[unit.start : unit.end] for unit in units(text)] == [
        "PAYMENT",
        "The rent is due monthly.",
        "«Fast» lines cost more.",
        "2.10 Heating is paid by the landlord.",
        "2.5 kg are free.",
    ]
