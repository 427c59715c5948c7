"""The command `guide`: the manual's pages by name, whole or what of one has a word."""

import re
from pathlib import Path

import pytest

from untuned.cli.manual import pages
from untuned.cli.page_parts import SCREEN, about

SOURCES = Path(__file__).resolve().parents[2] / "src" / "untuned"
NAMED = re.compile(r"'untuned guide ([a-z-]+)'")


def test_without_a_page_all_are_listed_by_kind_with_their_titles(untuned):
    shown = untuned("guide").out
    assert shown.index("Guides:") < shown.index("Concepts:") < shown.index("Reference:")
    assert re.search(r"^  measuring +Measuring$", shown, re.MULTILINE)
    listed = untuned("guide", "--json").json
    assert {"name": "measuring", "kind": "Guides", "title": "Measuring"} in listed
    assert not {"README", "results"} & {page["name"] for page in listed}


def test_a_page_is_printed_as_it_stands(untuned):
    text = (SOURCES.parents[1] / "docs" / "guides" / "measuring.md").read_text(encoding="utf-8")
    assert untuned("guide", "measuring").out.strip() == text.strip()
    assert untuned("guide", "settings").out.startswith("# Settings\n")  # without the comment above it, which is for who edits the page


def test_of_a_page_only_what_has_the_word(untuned):
    shown = untuned("guide", "settings", "index.grams").out.strip().split("\n")
    assert [row.split("|")[1].strip() for row in shown if row.startswith("| `")] == ["`index.grams`"]
    assert shown[0] == "## [index]"
    assert untuned("guide", "troubleshooting", "noproject").out.startswith("### NoProject\nThere is no `untuned.toml`")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("settigns",), "there is no page 'settigns': did you mean 'settings'?"),
        (("zzz",), "there is no page 'zzz'"),
        (("metrics", "zzz"), "the page 'metrics' says nothing of 'zzz'"),
    ],
)
def test_what_is_not_there_is_wrong_usage(untuned, arguments, said):
    called = untuned("guide", *arguments)
    assert called.code == 2
    assert said in called.err


TEXT = """# A page
Of apples.

Pears go on and on.

```sh
# on in a listing

pick apples
```

## Table

| fruit | price |
|---|---|
| apple | 1 |
| pear | from 2 on |

## Apple trees
All of this.

- And this.

### Of one kind
This too.

## Something else
Entirely.
"""


def test_a_word_brings_paragraphs_listings_and_rows_below_their_headings_and_marks_what_it_leaves_out():
    pears = about(TEXT, "ON")
    assert pears is not None
    assert pears.text == "\n".join(
        [
            *("# A page", "", "…", "", "Pears go on and on.", "", "```sh", "# on in a listing", "", "pick apples", "```", ""),
            *("## Table", "", "| fruit | price |", "|---|---|", "| pear | from 2 on |", "… 1 more row"),
        ]
    )
    assert about(TEXT, "plum") is None


def test_what_is_called_so_is_shown_alone_and_the_rest_is_counted():
    row = about(TEXT, "pear", everything=False)
    assert row is not None
    assert row.text == "## Table\n\n| fruit | price |\n|---|---|\n| pear | from 2 on |\n… 1 more row"
    assert (row.shown, row.parts) == (1, 2)
    everything = about(TEXT, "pear")
    assert everything is not None
    assert "Pears go on" in everything.text
    section = about(TEXT, "apple TREES", everything=False)
    assert section is not None
    assert section.text == "## Apple trees\nAll of this.\n\n- And this.\n\n### Of one kind\nThis too."


def test_words_are_matched_whole_and_in_every_form():
    page = "# P\nThe task asks nothing.\n\n## Masks\nNone is worn.\n"
    found = about(page, "asked")
    assert found is not None
    assert (found.text, found.parts) == ("# P\n\nThe task asks nothing.", 1)
    assert about(page, "nothi") is None


def test_what_is_longer_than_a_screen_is_shown_in_part_headings_first():
    page = "\n".join(["# P", *(f"\n## Part {n}\n" + "A lamp.\n" * 20 for n in range(9)), "## The lamp", "It burns."])
    found = about(page, "lamps", everything=False)
    assert found is not None
    assert found.text.count("\n") < SCREEN
    assert found.text.endswith("## The lamp\nIt burns.") or found.text.startswith("## The lamp")
    everything = about(page, "lamps")
    assert everything is not None
    assert everything.shown == everything.parts == found.parts == 10 > found.shown


def test_a_section_that_is_longer_than_a_screen_names_what_is_below_it():
    page = "# P\n" + "\n".join(f"## Part {n}\n" + "A lamp.\n" * 20 for n in range(9))
    found = about(page, "p", everything=False)
    assert found is not None
    assert found.text == "# P\n\n… and below it: " + ", ".join(f"Part {n}" for n in range(9))


def test_a_command_is_shown_alone_and_how_to_see_all_is_told(untuned):
    called = untuned("guide", "commands", "ask")
    assert re.findall("^#.*", called.out, re.MULTILINE) == ["## untuned ask"]
    assert "all of them: untuned guide commands ask --all" in called.out
    assert "all of them" not in untuned("guide", "commands", "ask", "--quiet").out
    everything = untuned("guide", "commands", "ask", "--all").out
    assert len(everything) > 10 * len(called.out)
    found = untuned("guide", "commands", "ask", "--json").json
    assert found["shown"] == 1 < found["parts"]
    assert untuned("guide", "commands", "questions", "confirm").out.startswith("### untuned questions confirm\n")


def test_pages_are_known_by_their_files_in_capitals_and_by_their_titles(untuned):
    measuring = untuned("guide", "measuring").out
    for name in ("Measuring", "guides/measuring.md", "./docs/guides/measuring.md", "MEASURING"):
        assert untuned("guide", name).out == measuring
    assert untuned("guide", "chat models").out == untuned("guide", "models").out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("climb",), "did you mean 'untuned guide ladder' or 'untuned guide commands climb'?"),
        (("parity",), "did you mean 'untuned guide commands parity'?"),
        (("abstention",), "did you mean 'untuned guide answers abstention'?"),
        (("zzz",), "try: 'untuned guide' lists the pages"),
        (("checking", "noproject"), "try: other pages do: 'untuned guide troubleshooting noproject'"),
    ],
)
def test_what_is_no_page_or_stands_on_another_is_pointed_to(untuned, arguments, said):
    called = untuned("guide", *arguments)
    assert called.code == 2
    assert said in called.err


def test_the_page_on_answers_says_what_their_confidence_is(untuned):
    assert untuned("guide", "answers", "confidence").out.startswith("## Abstention\n")


def test_every_page_that_a_message_names_is_one():
    named = {name for file in SOURCES.rglob("*.py") for name in NAMED.findall(file.read_text(encoding="utf-8"))}
    assert {"settings", "questions", "metrics"} <= named <= set(pages())


def test_no_message_names_a_file_that_only_a_checkout_has():
    named = [
        file.name for file in SOURCES.rglob("*.py") if re.search(r"\bdocs/(?:guides|concepts|reference)/", file.read_text(encoding="utf-8"))
    ]
    assert named == []
