"""What no reader of a page is shown carries no claim: link targets, alt texts, attributes, labels, addresses, pieces of codes."""

import pytest

from timing import assert_grows_with_length
from untuned.rag.verify.agreement import agree
from untuned.rag.verify.scope.scope import in_scope
from untuned.rag.verify.shown import hidden, shown, shown_text, shown_words
from untuned.rag.verify.support.support import support_of

PRO = "The Pro plan includes SSO."
HIDDEN = [
    "The [Enterprise plan](plan-pro.md) includes SSO.",
    'The [Enterprise plan](plan.md "Pro plan") includes SSO.',
    "The [Enterprise plan][pro] includes SSO.",
    "The Enterprise plan[^pro] includes SSO.",
    'The <a href="pro.html" title="Pro plan">Enterprise plan</a> includes SSO.',
    "The Enterprise plan <!-- Pro plan --> includes SSO.",
    "The Enterprise plan ![Pro plan](pro.png) includes SSO.",
    "The Enterprise plan (https://example.com/pro-plan) includes SSO.",
    "The Enterprise plan <https://example.com/pro> includes SSO.",
    "The Enterprise plan includes `pro_sso` SSO.",
    "The **Enter**prise plan includes SSO.",
    "The **Pro**fessional plan includes SSO.",
    "The <b>Pro</b>fessional plan includes SSO.",
    "The Pro\u00adfessional plan includes SSO.",
    "The [Pro](x.md)fessional plan includes SSO.",
    "Тариф [Enterprise](pro.md) включает SSO.",
]


@pytest.mark.parametrize("source", HIDDEN)
def test_a_word_that_only_stands_in_what_is_not_shown_is_another_word(source):
    claim = "Тариф Pro включает SSO." if source.startswith("Тариф") else PRO
    support = support_of(claim, [source])
    assert support.band == "undecided"
    assert ("other_word", "Pro") in [(flag.kind, flag.says) for flag in support.flags]


def test_a_claim_that_keeps_the_target_and_changes_the_text_is_told_with_both():
    support = support_of("The [Enterprise plan](plan-pro.md) includes SSO.", ["The [Pro plan](plan-pro.md) includes SSO."])
    assert support.band == "undecided"
    assert ("other_word", "Enterprise", "Pro") in [(flag.kind, flag.says, flag.source) for flag in support.flags]


def test_a_claim_that_changes_the_target_is_told():
    support = support_of("See [the plan](plan-gold.md) for SSO and prices.", ["See [the plan](plan-pro.md) for SSO and prices."])
    assert [(flag.kind, flag.says) for flag in support.flags] == [("other_word", "plan-gold.md")]


@pytest.mark.parametrize(
    "source",
    ["The Enterprise plan includes SSO. The Pro plan does not.", "The Enterprise plan includes SSO, while the Pro plan has storage."],
)
def test_a_word_of_another_statement_does_not_excuse_one_in_a_words_place(source):
    support = support_of(PRO, [source])
    assert (support.band, [(flag.kind, flag.source) for flag in support.flags]) == ("undecided", [("other_word", "Enterprise")])


@pytest.mark.parametrize(
    ("claim", "source"),
    [
        (PRO, "The [Pro plan](plan-enterprise.md) includes SSO."),
        ("The [Pro plan](plan-pro.md) includes SSO.", "The [Pro plan](plan-pro.md) includes SSO."),
        ("The Professional plan includes SSO.", "The **Pro**fessional plan includes SSO."),
        ("See https://example.com/pro for SSO and prices.", "See https://example.com/pro for SSO and prices."),
        ("The **Pro plan** includes `SSO`.", PRO),
        (PRO, "[^1]: The Pro plan includes SSO."),
        (PRO, "[Note]: The Pro plan includes SSO."),
    ],
)
def test_what_is_shown_carries_a_claim_whatever_stands_behind_it(claim, source):
    assert support_of(claim, [source]).band == "green"


def test_a_number_of_a_target_is_doubted_and_refuses_nothing_by_itself():
    assert [(flag.kind, flag.hard) for flag in agree("It takes 60 days.", ["[Delivery](x-60.html) takes many days in all."])] == [
        ("number", False)
    ]
    near = agree("The limit for uploads is 60 days here.", ["The [limit](limit-60.md) for uploads is 30 days here."])
    assert any(flag.hard and flag.says == "60" for flag in near)


def test_an_attribute_that_is_spelled_out_has_to_be_the_sources_own():
    source = '<span class="tip-7">Run it in production</span> with the option for it.'
    assert not any(flag.hard for flag in agree(source, [source]))
    assert any(flag.hard for flag in agree(source.replace("7", "8"), [source]))


@pytest.mark.parametrize(
    "quote", ['The <a title="Pro plan">Enterprise plan</a> includes SSO.', "The Enterprise plan includes SSO <!-- Pro plan -->."]
)
def test_what_is_not_shown_brings_no_quote_into_scope(quote):
    assert not in_scope("Does the Pro plan include SSO?", quote=quote, context=["Plans"]).ok


@pytest.mark.parametrize("text", [*HIDDEN, "", "plain", "2*3*4 and a_b", "[1][2] and [x]: y z", "a\n[b]: c.md\n\nd"])
def test_what_is_left_is_as_long_as_the_text(text):
    left = shown(text)
    assert len(left) == len(text)
    assert left.count("\n") == text.count("\n")
    assert all(text[word.start : word.end] for word in shown_words(left))


def test_arithmetic_is_no_emphasis_and_codes_are_words():
    assert shown_text("2*3*4") == "2*3*4"
    assert [word.text for word in shown_words(shown("Set plan_pro in docs/plan-pro.md, and/or e.g. km/h."))] == [
        "set", "plan_pro", "in", "docs/plan-pro.md", "and", "or", "e", "g", "km", "h",
    ]  # fmt: skip
    assert hidden("[a](b.md)") == [(2, 9)]


def test_many_codes_cost_no_more_each_than_one():
    some, more = ("See api.get.all and x/y/z.md now. " * times for times in (1_000, 4_000))
    assert_grows_with_length(lambda text: shown_words(shown(text)), some, more)
    assert [word.text for word in shown_words(shown(more))[-5:]] == ["see", "api.get.all", "and", "x/y/z.md", "now"]
