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


def test_empty_front_matter_is_no_metadata():
    assert loaded_from("---\n---\ntext").metadata == {}


@pytest.mark.parametrize(
    ("matter", "reason"),
    [
        ("title: 'open", r"line \d+: the front matter is not valid YAML"),
        ("a: 1\nb: [1, 2\nc: 3", r"line 4: the front matter is not valid YAML"),
        ("- a\n- b", "is a list, not a mapping"),
        ("only words", "is a str, not a mapping"),
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
