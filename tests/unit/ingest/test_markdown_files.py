from datetime import date

import pytest

from ingesting import loaded_from, shape
from untuned.errors import UnreadableDocument
from untuned.ingest.tag import effective_dates

PAGE = """---
title: Return policy
effective_from: 2025-01-15
groups: [support, sales]
tags:
  - one
  - 2
---

# Returns

You have 60 days.
"""


def test_front_matter_is_a_block_of_the_text_and_becomes_metadata():
    loaded = loaded_from(PAGE)
    assert loaded.text == PAGE
    assert loaded.blocks[0].kind == "matter"
    assert shape(loaded)[1:] == [("heading", "# Returns"), ("paragraph", "You have 60 days.")]
    assert loaded.metadata == {"title": "Return policy", "effective_from": "2025-01-15", "groups": ["support", "sales"], "tags": ["one", 2]}
    assert effective_dates(loaded.metadata) == (date(2025, 1, 15), None)


def test_the_title_is_the_front_matters_then_the_first_heading_then_the_files_name():
    assert loaded_from(PAGE).title == "Return policy"
    assert loaded_from("## Sub\n\n# The `real` **one** { #x }\n").title == "The real one"
    assert loaded_from("text", "docs/how-to.md").title == "how-to"


def test_a_text_that_begins_with_a_rule_has_no_front_matter():
    loaded = loaded_from("---\n\nJust text.\n")
    assert shape(loaded) == [("markup", "---"), ("paragraph", "Just text.")]


@pytest.mark.parametrize(
    ("written", "value"),
    [
        *(("10:30", "10:30"), ("09:30", "09:30"), ("1:02:03", "1:02:03"), ("190:20:30.15", "190:20:30.15")),
        *(("007", "007"), ("010", "010"), ("0x1F", "0x1F"), ("0b11", "0b11")),
        *(("10", 10), ("-3", -3), ("+4", 4), ("0", 0), ("1_000", 1000), ("6.50", 6.5), (".5", 0.5), ("1e3", "1e3"), ("1.0e+3", 1000.0)),
        *((".inf", "inf"), ("2024-05-01", "2024-05-01"), ("yes", True), ("~", None)),
    ],
)
def test_a_time_of_day_and_a_code_of_zeros_are_text_in_front_matter_and_amounts_are_numbers(written, value):
    read = loaded_from(f"---\na: {written}\n---\nWords.").metadata["a"]
    assert (type(read), read) == (type(value), value)


def test_empty_front_matter_is_no_metadata():
    assert loaded_from("---\n---\ntext").metadata == {}


@pytest.mark.parametrize(
    ("matter", "reason"),
    [
        ("title: 'open", r"line \d+: the front matter is not valid YAML"),
        ("a: 1\nb: [1, 2\nc: 3", r"line 4: the front matter is not valid YAML"),
        ("- a: 1\n- b", "is a list, not a mapping"),
        ("groups:[hr]", "is a str, not a mapping"),
        ("title: A page\ngroups:[hr]", "not valid YAML"),
        ("title: A page\ngroups = [hr]", "not valid YAML"),
        ('title: "A page\ngroups: [hr]"', "names groups in a line that is no YAML mapping"),
        ("groups: [hr]\ngroups: [everyone]", "names groups more than once"),
        ("a: !!int 0x" + "F" * 6_000, "too many digits"),
        ("a: [1, {b: !!int 0x" + "F" * 6_000 + "}]", "too many digits"),
        ("? !!int 0x" + "F" * 6_000 + "\n: a", "too many digits"),
        ("a: !!int " + "1:" * 3_000 + "1", "too many digits"),
        ("a: !!float " + "1:" * 3_000 + "1.5", "not valid YAML"),
        ("a: !!timestamp words", "not valid YAML"),
        ("a: !!bool words", "not valid YAML"),
        ("a: " + "[" * 30 + "]" * 30, "nested deeper"),
        (
            "a: &a [x, x, x, x, x, x, x, x, x, x]\n"
            + "\n".join(f"{n}: &{n} [{', '.join([f'*{p}'] * 10)}]" for p, n in zip("abcd", "bcde", strict=True)),
            "more than",
        ),
        ("a: 2025-13-45", "not valid YAML"),
        ("x: !!python/object/apply:os.system [ls]", "not valid YAML"),
    ],
)
def test_front_matter_that_cannot_be_read_is_reported(matter, reason):
    with pytest.raises(UnreadableDocument, match=reason) as caught:
        loaded_from(f"---\n{matter}\n---\ntext\n")
    assert "---" in caught.value.remedy


def test_values_that_json_has_not_become_strings():
    loaded = loaded_from("---\nday: 2025-01-15\nat: 2025-01-15 10:00:00\n1: one\nnan: .nan\nset: !!set {a}\n---\ntext")
    assert loaded.metadata == {"day": "2025-01-15", "at": "2025-01-15T10:00:00", "1": "one", "nan": "nan", "set": ["a"]}


def test_the_text_is_the_files_own():
    source = "# T\n\ttab  \u2028 form\x0cfeed\n\n* it's — “so”\n"
    assert loaded_from(source).text == source


def test_windows_line_ends_do_not_shift_lines():
    loaded = loaded_from(b"# T\r\n\r\ntext\r\n")
    assert loaded.text == "# T\n\ntext\n"
    assert loaded.lines == ()


@pytest.mark.parametrize("prose", ["only words", "- a\n- b", "# A heading\n\nWords at 10:30, as in https://example.org"])
def test_prose_between_two_rules_is_no_front_matter(prose):
    loaded = loaded_from(f"---\n{prose}\n---\ntext\n")
    assert loaded.metadata == {}
    assert "matter" not in [block.kind for block in loaded.blocks]
    assert any(prose.split()[-1] in words for _, words in shape(loaded))


def test_front_matter_may_stand_below_blank_lines():
    loaded = loaded_from("\n \n---\ngroups: [hr]\n---\ntext\n")
    assert loaded.metadata == {"groups": ["hr"]}
    assert shape(loaded) == [("matter", "---\ngroups: [hr]\n---"), ("paragraph", "text")]


@pytest.mark.parametrize("path", ["a.md", "a.txt", "a.html"])
@pytest.mark.parametrize(
    "text",
    [
        "---\ntitle: Pay\ngroups: [hr]\n\n# Pay\n",
        '---\n\n"Groups" : [hr]\nPay',
        "---\n  groups: [hr]\nPay",
        " ---\ngroups: [hr]\n---\nPay",
        "+++\ngroups = ['hr']\n+++\nPay",
    ],
)
def test_groups_in_front_matter_that_is_not_closed_are_reported(path, text):
    with pytest.raises(UnreadableDocument, match=r"line \d names groups, but no '---' closes"):
        loaded_from(text, path)


def test_a_rule_at_the_start_of_a_text_without_groups_is_a_rule():
    assert loaded_from("---\n\nOur groups meet here: in the hall.\n").metadata == {}


@pytest.mark.parametrize("path", ["a.md", "a.txt", "a.html"])
@pytest.mark.parametrize(
    "opening", ["---\u00a0", "--- # internal", "\u200b---", "----", "\u2060 ---\u200b", "++++", "---\u2028groups: [hr]\u2028---\n"]
)
@pytest.mark.parametrize("matter", ["groups: [hr]", "title: Pay\n\u00a0GROUPS: [hr]", "{title: Pay, groups: [hr]}"])
def test_groups_below_what_only_looks_like_an_opening_line_are_reported(path, opening, matter):
    with pytest.raises(UnreadableDocument, match=r"line \d names groups"):
        loaded_from(f"{opening}\n{matter}\n---\nPay\n", path)


@pytest.mark.parametrize("path", ["a.md", "a.txt", "a.html"])
@pytest.mark.parametrize("matter", ["{title: Pay, groups: [hr]}", '{"title": "Pay", "groups": ["hr"]}', "title: Pay\n? groups\n: [hr]"])
def test_groups_are_read_however_yaml_spells_them(path, matter):
    assert loaded_from(f"---\n{matter}\n---\nPay\n", path).metadata == {"title": "Pay", "groups": ["hr"]}


@pytest.mark.parametrize("path", ["a.md", "a.txt", "a.html"])
@pytest.mark.parametrize("matter", ["{groups: [hr], groups: [everyone]}", "{title: Pay, groups=[hr]}", "\u200bgroups: [hr]"])
def test_groups_that_would_restrict_nothing_are_reported(path, matter):
    with pytest.raises(UnreadableDocument, match=r"names groups|not valid YAML"):
        loaded_from(f"---\n{matter}\n---\nPay\n", path)


@pytest.mark.parametrize("opening", ["---\u00a0", "--- # internal", "----", "\u200b---"])
def test_prose_below_such_a_line_stays_prose(opening):
    loaded = loaded_from(f"{opening}\n\nOur groups meet: in the hall.\n", "a.txt")
    assert (loaded.metadata, "in the hall" in loaded.text) == ({}, True)
