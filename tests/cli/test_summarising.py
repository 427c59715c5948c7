"""`untuned summarise`, and how a summary looks."""

import json

import pytest

from untuned.cli.command import Call
from untuned.cli.records import record_json
from untuned.cli.summarising import summarise
from untuned.cli.summary_lines import summary_lines
from untuned.errors import UnknownDocument
from untuned.types.answers import Draft, Dropped
from untuned.types.summaries import Summary

GUIDE = """# Guide

"Numbat" means a striped animal.

## Feeding

Every Numbat eats twenty thousand termites a day, see Section 9.

## Sleeping

Burrows are closed with the tail at night.
"""


@pytest.fixture
def guided(documents, untuned):
    (documents / "docs" / "guide.md").write_text(GUIDE, encoding="utf-8")
    assert untuned("init").code == 0
    assert untuned("sync").code == 0
    return documents


def test_a_summary_shows_quotes_definitions_coverage_and_what_is_left_out(guided, capsys):
    assert summarise(Call(), "docs/guide.md", topic="eats termites", sentences=1) == 0
    shown = capsys.readouterr().out
    assert "Guide  docs/guide.md, version 1, on 'eats termites'" in shown
    assert "Guide › Feeding\n  “Every Numbat eats twenty thousand termites a day, see Section 9.”  docs/guide.md:7\n" in shown
    assert "    leans on: Numbat\n    Section 9: not found in this document\n" in shown
    assert 'Leaning on\n  Numbat:\n  “"Numbat" means a striped animal.”  docs/guide.md:3\n' in shown
    assert "  100%  1 of 1  Guide › Feeding" in shown
    assert "Left out: 1 of 3 sections\n  Guide › Sleeping  docs/guide.md:9  1 sentence\n" in shown


def test_a_summary_as_json_is_its_record(guided, capsys):
    assert summarise(Call(json=True), "docs/guide.md") == 0
    record = json.loads(capsys.readouterr().out)
    assert len(record["claims"]) == 3
    assert record["claims"][0]["claim"]["citations"][0]["source"] == "docs/guide.md:3"
    assert record["sections"][0]["carried"] == 1.0


def test_a_topic_that_is_not_there_ends_with_three(guided, capsys):
    assert summarise(Call(), "docs/guide.md", topic="volcanoes") == 3
    assert "Nothing in the document is about 'volcanoes'." in capsys.readouterr().out


def test_a_document_that_is_not_there_is_unknown(guided):
    with pytest.raises(UnknownDocument):
        summarise(Call(), "docs/nothing.md")


def test_a_document_of_another_group_is_unknown(guided):
    with pytest.raises(UnknownDocument):
        summarise(Call(groups=("guests",)), "board/salaries.md")


def test_a_summary_that_is_none_of_the_models_says_so_before_anything_and_why():
    dropped = Dropped(draft=Draft(text="x", quotes=()), reason="not_found")
    note = "Nothing that the model proposed could be verified (1 left out); these are the document's own sentences."
    fallen = Summary(
        version=1, number=1, path="docs/guide.md", title="Guide", model="extractive-summary/1",
        fell_back="no_verified_claim", dropped=(dropped,), notes=(note, "Another note."),
    )  # fmt: skip
    lines = ["".join(part.text for part in each) for each in summary_lines(fallen)]
    assert lines[2:4] == [note, "left out: a quote that its source does not have"]
    assert lines.count(note) == 1
    assert "Another note." in lines
    assert record_json(fallen)["fell_back"] == "no_verified_claim"


def test_of_a_document_that_was_removed_that_is_told(project, untuned):
    assert untuned("summarise", "docs/pairing.md", "--json").json["removed_at"] is None
    (project / "docs/pairing.md").unlink()
    assert untuned("sync").code == 0
    assert untuned("summarise", "docs/pairing.md").out.startswith("docs/pairing.md was removed 20")
    assert untuned("summarise", "docs/pairing.md", "--json").json["removed_at"].startswith("20")
