from __future__ import annotations

import pytest

from untuned.rag.verify.quotes.gaps import ARTEFACTS
from untuned.rag.verify.quotes.nearest import nearest
from untuned.rag.verify.quotes.quote import prepare, verify_quote
from untuned.types.documents import Block

POLICY = (
    "Refunds are given within 30 days. Sale items are not refundable at all here. "
    "The fee is 1.5 % of the price, or -5 °C in the cold room. "
    "If the item is damaged, you get a full refund from us. "
    "Access is granted only to admins of the company. Area is 10² km, half is ½ of it."
)
PAGE = """# Title here

See [the **docs** page](https://x.example/z?a=1) for *more* info.

- first item of the list
- second item 5 GB

| Plan | Days |
|---|---|
| Pro plan | 30 days |

Price ~~is ten dollars now~~ is five dollars now. Use `fastapi run` and 10<sup>2</sup> of it.

1. Install the thing
2. Run the thing
<!-- hidden words are in here -->
"""


def verdict(quote, text=POLICY, markup="plain", blocks=()):
    return verify_quote(quote, prepare(text, markup=markup), blocks=blocks)


def test_an_exact_quote_is_exact_and_has_its_span():
    found = verdict("Sale items are not refundable at all here.")
    assert (found.kind, found.artefacts) == ("exact", ())
    assert [POLICY[start:end] for start, end in found.spans] == ["Sale items are not refundable at all here."]


@pytest.mark.parametrize(
    ("quote", "reason"),
    [
        ("refundable at all here", "negation_clipped"),
        ("5 % of the price", "number_cut"),
        ("The fee is 1", "number_cut"),
        ("The fee is 1.5", "number_cut"),
        ("or 5 °C in the cold room", "changed_between_words"),
        ("you get a full refund from us", "condition_clipped"),
        ("You get a full refund from us.", "condition_clipped"),
        ("Access is granted.", "condition_clipped"),
        ("fundable at all here.", "word_cut"),
        ("Refunds Are given within 30 days.", "case_changed"),
        ("Refunds are given within 3 0 days.", "changed_between_words"),
        ("The fee is 1.5 % of the price }}}", "changed_at_the_ends"),
    ],
)
def test_a_quote_that_turns_its_source_is_refused_with_the_sentence_that_may_be_quoted(quote, reason):
    found = verdict(quote)
    assert (found.kind, found.reason) == ("refused", reason)
    assert found.sentence is not None


@pytest.mark.parametrize(
    "quote",
    ["Refunds are given within 60 days.", "Area is 102 km, half", "half is 1⁄2 of it.", "Refunds are not given within 30 days.", "...", ""],
)
def test_what_the_source_does_not_say_is_not_found(quote):
    assert verdict(quote).kind == "not_found"


@pytest.mark.parametrize(
    ("quote", "artefact"),
    [
        ("refunds are given within 30 days.", "first_letter_case"),
        ("Refunds are given within 30 days", "none"),
        ("“Refunds are given within 30 days.”", "end_punctuation"),
        ("Refunds\u00a0are given\n  within 30 days.", "white_space"),
        ("Re\u00adfunds are given within 30 days.", "soft_hyphen"),
        ("Re-\nfunds are given within 30 days.", "line_end_hyphen"),
        ("Refunds are gi\u200bven within 30 days.", "zero_width"),
        ("Ｒｅｆｕｎｄｓ are given within 30 days.", "full_width"),
    ],
)
def test_artefacts_are_looked_through_and_named(quote, artefact):
    found = verdict(quote)
    assert found.accepted
    assert set(found.artefacts) <= set(ARTEFACTS)
    assert artefact in found.artefacts or found.kind == "exact" or artefact == "full_width"


def test_a_short_quote_is_shown_in_its_whole_sentence():
    found = verdict("30 days")
    assert found.accepted
    assert "widened" in found.artefacts
    assert POLICY[slice(*found.sentence)] == "Refunds are given within 30 days."


def test_an_ellipsis_joins_parts_in_order_and_leaves_out_nothing_that_turns_them():
    text = "The archive keeps every single reading that a station has ever sent. It does not keep what was deleted from it by hand."
    assert verdict("The archive keeps … that a station has ever sent.", text).artefacts == ("ellipsis",)
    assert verdict("that a station has ever ... archive keeps every single", text).kind != "exact"
    assert not verdict("that a station has ever ... The archive keeps every", text).accepted
    assert verdict("The archive keeps every ... what was deleted from it", text).reason == "ellipsis_over_condition"
    assert verdict("The archive ... ever sent", text).reason == "ellipsis_part_too_short"


def test_a_negation_right_after_the_quote_is_clipped_too():
    assert (
        verdict("The execution of it does not and will:", "The execution of it does not and will not: break any law.").reason
        == "negation_clipped"
    )


def test_otherwise_is_a_condition_too():
    text = "Otherwise, the owner has the right to end this agreement directly."
    assert verdict("The owner has the right to end this agreement.", text).reason == "condition_clipped"


@pytest.mark.parametrize(
    ("quote", "text"),
    [
        ("<summary>How it starts</summary>", "<details>\n<summary>How it starts</summary>\n\nIt waits."),
        ("<b>Total seats</b>", "<p>\n<b>Total seats</b> 40 in all."),
    ],
)
def test_the_angle_of_a_tag_is_no_sign_of_a_number(quote, text):
    assert verdict(quote, text).accepted


def test_a_comparison_that_loses_half_of_its_sign_is_cut():
    assert verdict("< 5 % of all", "It is >< 5 % of all here.").reason == "number_cut"


def test_an_ellipsis_does_not_cross_paragraphs():
    text = "The archive keeps every reading of them all.\n\nGraphs can be exported as plain tables."
    assert verdict("The archive keeps every … exported as plain tables.", text).reason == "ellipsis_over_paragraphs"


@pytest.mark.parametrize(
    "quote",
    [
        "See the docs page for more info.",
        "See [the **docs** page](https://x.example/z?a=1) for *more* info.",
        "first item of the list second item 5 GB",
        "Pro plan 30 days",
        "Use fastapi run and",
        "1. Install the thing 2. Run the thing",
        "Install the thing\nRun the thing",
        "Title here See the docs page",
    ],
)
def test_the_marks_of_markdown_may_be_left_out(quote):
    assert verdict(quote, PAGE, "markdown").accepted


@pytest.mark.parametrize(
    ("quote", "kind"),
    [
        ("See [the docs page](https://evil.example) for more", "not_found"),
        ("is ten dollars now", "refused"),
        ("hidden words are in here", "refused"),
        ("fastapi run and 102 of it.", "not_found"),
    ],
)
def test_what_a_page_does_not_show_may_not_be_quoted(quote, kind):
    assert verdict(quote, PAGE, "markdown").kind == kind


def test_in_a_plain_text_marks_are_text():
    assert not verdict("See the docs page for more info.", PAGE).accepted


def test_stars_between_numbers_are_no_emphasis():
    assert not verdict("Formulas such as 234 keep stars", "Formulas such as 2*3*4 keep stars", "markdown").accepted


def test_blocks_bound_what_is_shown():
    text = "Term\nthe whole of this line is one cell without a stop\nnext cell"
    blocks = (Block(kind="row", start=0, end=4), Block(kind="row", start=5, end=54), Block(kind="row", start=55, end=64))
    found = verdict("one cell without", text, blocks=blocks)
    assert text[slice(*found.sentence)] == "the whole of this line is one cell without a stop"


def test_yo_and_combining_marks_are_the_same_letters():
    text = "Её резерв бережёт зелёный режим в кафе München."
    assert "yo" in verdict("Ее резерв бережет зеленый режим в кафе", text).artefacts
    assert "composition" in verdict("бережёт зелёный режим в кафе Mu\u0308nchen.", text).artefacts


def test_the_nearest_place_is_pointed_at_and_nothing_like_it_is_none():
    source = prepare(POLICY, markup="plain")
    place = nearest("Refunds are given within 60 days.", source)
    assert place is not None
    assert POLICY[slice(*place)] == "Refunds are given within 30 days."
    assert nearest("qqqq zzzz xxxx jjjj", source) is None


@pytest.mark.parametrize(("at", "nth"), [(None, 0), (0, 0), (22, 1), (30, 1), (400, 2)])
def test_of_words_that_stand_in_several_places_those_are_meant_that_stand_where_it_is_said(at, nth):
    text = "Yes, within five days.\n\nYes, in cash alone.\n\nYes."
    starts = (0, text.index("Yes", 1), text.rindex("Yes"))
    assert verify_quote("Yes", prepare(text, markup="plain"), at=at).spans[0][0] == starts[nth]


def test_of_several_places_another_is_cited_where_the_one_that_is_meant_may_not_be():
    text = "~~It costs ten euros.~~\n\nIt costs ten euros.\n"
    assert verify_quote("It costs ten euros.", prepare(text, markup="markdown"), at=2).spans[0][0] == text.rindex("It")


@pytest.mark.parametrize("mark", [" | ", "\t", ",", ";"])
def test_a_row_may_begin_with_a_number_below_one_that_ends_with_a_currency(mark):
    rows = [mark.join(cells) for cells in (("Van", "9", "340 €"), ("12", "Truck", "90 €"), ("007A", "Car", "50 €"))]
    assert verdict(rows[1], "\n".join(rows)).accepted
    assert verdict(rows[2], "\n".join(rows)).accepted


@pytest.mark.parametrize("text", ["It costs us about €\n12 crates of pears a week", "pears, plums, €\n12, crates, of pears a week"])
def test_a_currency_at_the_end_of_a_line_of_prose_is_the_next_numbers(text):
    assert verdict(text.split("\n")[1], text).reason == "number_cut"
