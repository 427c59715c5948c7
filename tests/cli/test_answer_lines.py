from dataclasses import replace

import pytest
from sample_records import abstention, answer, citation, passage

from untuned.cli.answer_lines import REASONS, answer_lines, citation_lines, passage_lines
from untuned.types.answers import Claim, Draft, Dropped


def shown(lines) -> str:
    return "\n".join("".join(part.text for part in parts) for parts in lines)


def test_an_extracted_answer_is_its_quote_with_its_source():
    assert shown(answer_lines(answer())) == (
        "“Within 30 days.”\n"
        "  policies/returns.md:12  Returns › Hardware  version 2\n"
        "\n"
        "answered  ·  confidence 0.93  ·  15 ms  ·  untuned show k3f9"
    )


def test_a_claim_in_other_words_stands_above_its_quotes():
    claim = Claim(text="You have a month.", citations=(citation(), citation("30 days", path="b.md", title="", headings=(), number=1)))
    text = shown(answer_lines(answer(claims=(claim,))))
    assert text.startswith("You have a month.\n  “Within 30 days.”\n    policies/returns.md:12")
    assert "  “30 days”\n    b.md:12\n" in text


def test_an_abstention_says_why_and_shows_the_nearest_as_such():
    text = shown(answer_lines(abstention()))
    assert text.startswith("No answer: what the documents say is about something else.\n\nNearest, but this is about the Pro plan:\n")
    assert "“Pro keeps 90 days.”" in text
    assert "abstained  ·  confidence 0.20" in text


@pytest.mark.parametrize("reason", REASONS)
def test_every_reason_has_a_sentence(reason):
    assert f"No answer: {REASONS[reason]}." in shown(answer_lines(abstention(reason=reason, near_miss=None)))


def test_a_partial_answer_says_so_and_names_what_was_left_out():
    dropped = Dropped(draft=Draft(text="x", quotes=()), reason="the quote was not found")
    text = shown(answer_lines(answer(state="partial", dropped=(dropped,))))
    assert text.startswith("Only in part")
    assert "left out: the quote was not found" in text


def test_a_quote_over_several_lines_keeps_them():
    assert shown(citation_lines(citation("one\ntwo"))) == "  “one\n   two”\n    policies/returns.md:12  Returns › Hardware  version 2"


def test_passages_are_ranked_and_long_ones_cut():
    text = shown(passage_lines([passage(), passage("\n".join("abcdefgh"), score=1)], [3, 9]))
    assert text.startswith("1. policies/returns.md:3  1.500  Returns › Hardware\n   one\n   two\n\n2. policies/returns.md:9  1.000")
    assert "   f\n   …\n" in text


def test_no_passage_is_said_in_words():
    assert shown(passage_lines([], [])) == "Nothing found."


def test_an_unrecorded_answer_names_no_id():
    assert "untuned show" not in shown(answer_lines(replace(answer(), id="", stages={})))


def test_a_purged_answer_says_so():
    assert shown(answer_lines(answer(claims=(), purged=True))).startswith("What this answer quoted was purged.\n")
