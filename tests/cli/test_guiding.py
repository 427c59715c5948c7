"""The command `guide`: the manual's pages by name, whole or what of one has a word."""

import re
from pathlib import Path

import pytest

from untuned.cli.manual import about, pages

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

More of pears.

```sh
# pears in a listing

pick apples
```

## Table

| fruit | price |
|---|---|
| apple | 1 |
| pear | 2 |

## Apple trees
All of this.

- And this.
"""


def test_a_word_brings_paragraphs_listings_and_rows_below_their_headings():
    assert about(TEXT, "PEAR") == "\n".join(
        [
            *("# A page", "", "More of pears.", "", "```sh", "# pears in a listing", "", "pick apples", "```", ""),
            *("## Table", "", "| fruit | price |", "|---|---|", "| pear | 2 |"),
        ]
    )
    assert about(TEXT, "apple").endswith("## Apple trees\nAll of this.\n\n- And this.")
    assert about(TEXT, "plum") == ""


def test_every_page_that_a_message_names_is_one():
    named = {name for file in SOURCES.rglob("*.py") for name in NAMED.findall(file.read_text(encoding="utf-8"))}
    assert {"settings", "questions", "metrics"} <= named <= set(pages())


def test_no_message_names_a_file_that_only_a_checkout_has():
    named = [
        file.name for file in SOURCES.rglob("*.py") if re.search(r"\bdocs/(?:guides|concepts|reference)/", file.read_text(encoding="utf-8"))
    ]
    assert named == []
