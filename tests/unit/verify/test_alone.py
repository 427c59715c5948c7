from __future__ import annotations

import pytest

from untuned.rag.verify.quotes.alone import verify_quote

TEXT = "Refunds are given within 60 days.\n\nSale items are not refundable at all here."


def test_a_true_quote_is_accepted_with_its_place():
    verdict = verify_quote("Refunds are given within 60 days.", TEXT)
    assert verdict.accepted
    assert verdict.kind == "exact"
    assert [TEXT[start:end] for start, end in verdict.spans] == ["Refunds are given within 60 days."]


def test_artefacts_that_were_looked_through_are_named():
    verdict = verify_quote("Refunds  are given\nwithin 60\u00a0days.", TEXT)
    assert verdict.kind == "normalised"
    assert verdict.artefacts == ("white_space",)


def test_a_changed_number_is_not_found_and_the_nearest_place_is_shown():
    verdict = verify_quote("Refunds are given within 30 days.", TEXT)
    assert not verdict.accepted
    assert verdict.kind == "not_found"
    assert verdict.nearest is not None
    assert TEXT[slice(*verdict.nearest)] == "Refunds are given within 60 days."


def test_a_clipped_negation_is_refused_with_the_sentence_that_may_be_quoted():
    verdict = verify_quote("refundable at all here", TEXT)
    assert verdict.kind == "refused"
    assert verdict.reason == "negation_clipped"
    assert verdict.sentence is not None
    assert TEXT[slice(*verdict.sentence)] == "Sale items are not refundable at all here."


def test_only_a_markdown_text_has_marks_to_leave_out():
    text = "Refunds are given *within* 60 [days](terms.md)."
    assert verify_quote("Refunds are given within 60 days.", text, markup="markdown").accepted
    assert not verify_quote("Refunds are given within 60 days.", text).accepted


def test_an_unknown_markup_is_named_with_those_that_are_known():
    with pytest.raises(ValueError, match="'html' is unknown; give 'plain' or 'markdown'"):
        verify_quote("a", "b", markup="html")


def test_an_empty_quote_and_an_empty_text_are_not_found():
    assert verify_quote("", TEXT).kind == "not_found"
    assert verify_quote("Refunds are given", "").kind == "not_found"


@pytest.mark.parametrize(("quote", "text"), [(None, "It lasts 30 days."), ("It lasts", b"It lasts 30 days."), ("It lasts", ["It lasts"])])
def test_a_quote_or_a_text_that_is_no_string_is_named(quote, text):
    with pytest.raises(TypeError, match=r"(quote|text) is of type \w+; give a string"):
        verify_quote(quote, text)


@pytest.mark.parametrize(
    ("sentence", "clipped"),
    [
        ("The backup fails to restore files larger than 2 GB.", "restore files larger than 2 GB"),
        ("The backup fails to restore files larger than 2 GB.", "to restore files larger than 2 GB"),
        ("The company refused to repay customers after March.", "repay customers after March"),
        ("The valve is unable to close under high pressure.", "close under high pressure"),
        ("Staff are not allowed to work from home on Fridays.", "work from home on Fridays"),
        ("Visitors are prohibited from entering the hall after nine.", "entering the hall after nine"),
        ("It is false that members pay no fee for the course.", "members pay no fee for the course"),
        ("Выдача отказывается принимать старые карты.", "принимать старые карты"),
        ("Запрещено парковать машины во дворе дома.", "парковать машины во дворе дома"),
    ],
)
def test_a_deed_that_is_not_done_is_not_cut_out_of_its_sentence(sentence, clipped):
    verdict = verify_quote(clipped, f"Read this first. {sentence}")
    assert (verdict.kind, verdict.reason) == ("refused", "negation_clipped")
    assert verify_quote(sentence, f"Read this first. {sentence}").accepted


@pytest.mark.parametrize(
    ("sentence", "part"),
    [
        ("The tool fails when it tries to restore files larger than 2 GB.", "to restore files larger than 2 GB"),
        ("Members are able to borrow six books at once.", "borrow six books at once"),
        ("The refusal is final; write to the board within a week.", "write to the board within a week"),
        ("Отказ оформляется заявлением на имя директора.", "заявлением на имя директора"),
    ],
)
def test_a_word_of_refusing_that_does_not_govern_the_quote_refuses_nothing(sentence, part):
    assert verify_quote(part, sentence).accepted


ENTITIES = (
    "The window is 30&nbsp;days. Fish &amp; chips cost &pound;12 at noon &mdash; or 10 &euro;. It costs 10&nbsp;000&nbsp;&euro; a year.\n\n"
    "Keep it for &lt;30 days in the cellar. Pages 10&ndash;20 are blank. At &minus;5&nbsp;&deg;C it freezes at once.\n\n"
    "See [the `a &amp; b` page](x.md?a=1&amp;b=2) for the R&amp;D rules.\n"
)


@pytest.mark.parametrize(
    "quote",
    [
        "The window is 30 days.",
        "The window is 30\u00a0days.",
        "Fish & chips cost £12 at noon — or 10 €",
        "It costs 10 000 € a year.",
        "<30 days in the cellar",
        "Pages 10–20 are blank.",
        "At −5 °C it freezes at once.",
        "See the a &amp; b page for the R&D rules.",
    ],
)
def test_the_character_that_an_entity_of_markdown_names_may_be_quoted(quote):
    verdict = verify_quote(quote, ENTITIES, markup="markdown")
    assert verdict.kind == "normalised"
    assert "entity" in verdict.artefacts


def test_an_entity_at_the_end_of_a_quote_is_shown_whole():
    (span,) = verify_quote("or 10 €", ENTITIES, markup="markdown").spans
    assert ENTITIES[slice(*span)] == "or 10 &euro;"


def test_an_entity_as_it_is_written_is_exact():
    assert verify_quote("The window is 30&nbsp;days.", ENTITIES, markup="markdown").kind == "exact"


@pytest.mark.parametrize(
    "quote",
    [
        "30 days in the cellar",
        "It costs 10 000",
        "It costs 100 00 € a year.",
        "Pages 1020 are blank.",
        "5 °C it freezes at once",
        "At 5 °C it freezes at once.",
        "Fish & chips cost $12 at noon",
        "See the a & b page for the R&D rules.",
    ],
)
def test_what_an_entity_names_is_not_cut_off_and_in_code_it_names_nothing(quote):
    assert not verify_quote(quote, ENTITIES, markup="markdown").accepted
