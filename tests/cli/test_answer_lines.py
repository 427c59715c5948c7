import ast
import re
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from sample_records import abstention, answer, citation, passage

import untuned.rag.verify
from untuned.cli.answer_lines import answer_lines, citation_lines, claim_lines, passage_lines, rest_lines
from untuned.cli.reasons import BANDS, DROPPED, REASONS, dropped_sentence, verdict_sentence
from untuned.types.answers import AbstentionReason, Band, Claim, Computed, Draft, Dropped, Flag, Support, Unshown, Usage, Verdict

VERIFY = Path(untuned.rag.verify.__file__).parent
CODE = re.compile(r"[a-z]+(?:_[a-z]+)*")


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
    assert "abstained  ·  what was found has the words of the question, and is about something else" in text
    assert "confidence" not in text


def test_an_abstention_for_weak_evidence_says_what_its_confidence_is_of():
    assert "abstained  ·  confidence 0.20 that the documents answer this" in shown(answer_lines(abstention(reason="weak_evidence")))


def test_where_filters_leave_nothing_it_is_no_word_on_what_lies_beyond_them():
    notes = ("Searched only where format is as asked for.",)
    text = shown(answer_lines(abstention(reason="nothing_found", near_miss=None, notes=notes)))
    assert text.startswith("No answer: nothing that was searched says anything like it.")


@pytest.mark.parametrize("source", ["docs/a b.md:16", "docs/a b.md, page 3"])
def test_a_list_that_is_shown_in_part_says_how_to_see_all_of_it(source):
    left = Unshown(version=1, start=5, items=3, source=source, sentence=f"… and 3 more items in {source}")
    assert f"… and 3 more items in {source}\n  all of it: untuned show 'docs/a b.md'" in shown(answer_lines(answer(unshown=(left,))))


@pytest.mark.parametrize("reason", REASONS)
def test_every_reason_has_a_sentence(reason):
    assert f"No answer: {REASONS[reason]}." in shown(answer_lines(abstention(reason=reason, near_miss=None)))


def test_a_partial_answer_says_so_and_names_what_was_left_out():
    dropped = Dropped(draft=Draft(text="x", quotes=()), reason="the quote was not found")
    text = shown(answer_lines(answer(state="partial", dropped=(dropped,))))
    assert text.startswith("Only in part")
    assert "left out: the quote was not found" in text


def test_an_abstention_for_want_of_a_verified_claim_names_what_was_left_out():
    dropped = Dropped(draft=Draft(text="x", quotes=()), reason="not_found")
    text = shown(answer_lines(abstention(reason="no_verified_claim", near_miss=None, dropped=(dropped,))))
    assert text.startswith("No answer: no claim could be verified in its source.")
    assert "left out: a quote that its source does not have" in text
    assert "left out" not in shown(answer_lines(abstention(reason="weak_evidence", near_miss=None, dropped=(dropped,))))


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


def codes() -> set[str]:
    """Every code in verification's own source: what its functions return as a string, or give as a reason."""
    found = {"misattributed", "stale"}
    for name in ("quote", "edges", "claims", "desk"):
        for node in ast.walk(ast.parse(next(VERIFY.rglob(f"{name}.py")).read_text(encoding="utf-8"))):
            given = isinstance(node, ast.Return) or (isinstance(node, ast.keyword) and node.arg == "reason")
            if given or (isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) in ("reason", "_NOT_CARRIED")):
                found |= set(strings(node.value))
    return {code for code in found if CODE.fullmatch(code)}


def strings(node: ast.expr | None) -> list[str]:
    """The strings that an expression may come to."""
    match node:
        case ast.Constant(value=str(text)):
            return [text]
        case ast.IfExp(body=one, orelse=other):
            return strings(one) + strings(other)
        case ast.BoolOp(values=parts) | ast.Tuple(elts=parts):
            return [text for part in parts for text in strings(part)]
        case _:
            return []


def test_every_code_that_verification_gives_has_words():
    assert len(codes()) >= 25
    assert codes() - set(DROPPED) == set()


def test_every_reason_and_every_band_has_words():
    assert set(REASONS) == set(AbstentionReason.__args__)
    assert set(BANDS) == set(Band.__args__)


def test_what_was_left_out_says_what_exactly_failed():
    draft = Draft(text="x", quotes=())
    assert dropped_sentence(Dropped(draft=draft, reason="stale")) == "a quote that only an earlier version has"
    carried = Dropped(draft=draft, reason="not_carried", detail="the source has no '14'")
    text = shown(answer_lines(answer(state="partial", dropped=(carried,))))
    assert "left out: a claim that says more than its quotes (the source has no '14')\n" in text


def test_a_models_claim_says_how_far_its_quotes_carry_it():
    green = Claim(text="You have a month.", citations=(citation(),), support=Support(band="green"))
    assert shown(claim_lines(green)).startswith("You have a month.\n  carried by its quotes\n  “Within 30 days.”\n")
    flag = Flag(kind="name", hard=False, start=0, end=3, says="Bob")
    undecided = replace(green, support=Support(band="undecided", flags=(flag,), probability=0.71, scorer="tiny"))
    assert shown(claim_lines(undecided)).split("\n")[1:3] == [
        "  not decided by rules  ·  probability 0.71 by tiny",
        "  the source has no 'Bob'",
    ]


def test_a_computed_value_is_shown_as_computed_with_its_inputs_and_its_day():
    computed = Computed(name="days_until", value="12 days", inputs=(("me.exam", "2026-03-13"),), as_of=date(2026, 3, 1))
    claim = Claim(text="12 days until the exam.", citations=(citation('exam = "2026-03-13"'),), computed=computed)
    assert shown(claim_lines(claim)).split("\n")[:3] == [
        "12 days until the exam.",
        "  computed: days until = 12 days, as of 2026-03-01",
        "  from me.exam = 2026-03-13",
    ]
    told = replace(claim, text="12 days (computed: me.exam = 2026-03-13, as of 2026-03-01)")
    assert shown(claim_lines(told)).split("\n")[:2] == [told.text, '  “exam = "2026-03-13"”']


def test_notes_and_what_a_model_cost_stand_at_the_end():
    usage = Usage(requests=3, failed=1, input_tokens=1_234, output_tokens=56, cost=Decimal("0.0123"))
    text = shown(
        answer_lines(answer(model="openai:gpt", usage=usage, notes=("It leans on Section 4, which was not read.",), state="partial"))
    )
    assert text.startswith("Only in part; why is said below.\n\n")
    assert "\nnote: It leans on Section 4, which was not read.\npartial  ·  " in text
    assert "ms  ·  openai:gpt  ·  1,234 tokens in, 56 out  ·  $0.0123  ·  1 of 3 requests failed  ·  untuned show" in text
    assert "cost unknown" in shown(answer_lines(answer(usage=replace(usage, cost=None))))


def test_what_is_left_to_say_after_the_claims_holds_none_of_them():
    whole, rest = shown(answer_lines(answer(notes=("A note.",)))), shown(rest_lines(answer(notes=("A note.",))))
    assert "30 days" not in rest
    assert whole.endswith(rest)
    assert shown(rest_lines(abstention())) == shown(answer_lines(abstention()))


def test_a_verdict_names_what_was_looked_through():
    assert verdict_sentence(Verdict(kind="exact")) == "exact: character for character"
    assert verdict_sentence(Verdict(kind="normalised", artefacts=("line_break", "widened"))) == (
        "normalised: line break, shown in its whole line or sentence"
    )
