from types import SimpleNamespace

import pytest

from untuned import check_answer
from untuned.rag.check import markup_of
from untuned.types.checks import GivenQuote, SourceText

HANDBOOK = "# Returns\n\nYou may return a hardware product within 60 days of delivery. The **box** must be complete.\n"
PLANS = "The Pro plan keeps readings for 90 days and costs 12 € a month. Refunds are not given after that."
SOURCES = {"handbook.md": HANDBOOK, "plans.md": PLANS}


def quote_of(answer: str, sources=SOURCES, **options):
    (quote,) = check_answer(answer, sources, **options).quotes
    return quote


def kind_of(answer: str, sources=SOURCES, **options) -> str:
    return quote_of(answer, sources, **options).verdict.kind


def test_an_answer_of_true_quotes_is_ok():
    checked = check_answer('The handbook says "You may return a hardware product within 60 days of delivery."', SOURCES)
    assert checked.ok
    assert checked.problems == ()


def test_a_claim_is_a_slice_of_the_answer():
    answer = "## Terms\n\n1. The Pro plan costs 12 € a month [2].\n2. It keeps **readings** for 90 days.\n"
    checked = check_answer(answer, SOURCES)
    assert [claim.text for claim in checked.claims] == ["The Pro plan costs 12 € a month [2].", "It keeps **readings** for 90 days."]
    assert [answer[claim.start : claim.end] for claim in checked.claims] == [claim.text for claim in checked.claims]
    assert [claim.cites for claim in checked.claims] == [(1,), ()]


def test_a_number_that_no_source_has_is_red_and_said_in_words():
    checked = check_answer("The Pro plan costs 15 € a month.", SOURCES)
    assert not checked.ok
    assert checked.bands["red"] == 1
    assert "'15" in checked.problems[0]
    assert "The Pro plan costs 15 € a month." in checked.problems[0]


def test_numbers_of_marks_and_lists_are_no_numbers_of_the_claim():
    assert check_answer("7. The Pro plan costs 12 € a month [2], see plans.md [31].", SOURCES).ok


def test_the_question_may_supply_a_number():
    assert not check_answer("For 7 hubs nothing changes.", SOURCES).ok
    assert check_answer("For 7 hubs nothing changes.", SOURCES, question="Does anything change for 7 hubs?").ok


@pytest.mark.parametrize(
    ("answer", "kind"),
    [
        ('It says "You may return a hardware product within 60 days of delivery."', "exact"),
        ('It says "you may return a hardware product within 60 days".', "normalised"),
        ('It says "The box must be complete".', "normalised"),
        ('It says "The box must be **complete**" to the letter.', "normalised"),
        ('It says "You may return a hardware product within 30 days of delivery."', "not_found"),
        ('It says "given after that".', "refused"),
        ("It says:\n\n> Refunds are not given after that.\n", "exact"),
    ],
)
def test_each_quote_of_the_answer_has_its_verdict(answer, kind):
    assert kind_of(answer) == kind


def test_a_changed_link_is_no_emphasis_of_the_answers_own():
    source = "See [the **docs** page](https://docs.example/3/a) for more of it."
    assert kind_of('It says "See [the docs page](https://docs.example/3/a) for more of it."', [source]) == "normalised"
    assert kind_of('It says "See [the docs page](https://docs.example/4/a) for more of it."', [source]) != "normalised"
    assert kind_of('It says "See [the docs page](https://docs.example/4/a) for more of it."', [source]) != "exact"


def test_a_failed_quote_points_at_what_the_source_says():
    quote = quote_of('It says "You may return a hardware product within 30 days of delivery."')
    assert quote.shown == "You may return a hardware product within 60 days of delivery."
    assert quote.source == 0


@pytest.mark.parametrize(
    "answer",
    [
        'It "keeps readings for 90 days" [1].',
        'It "keeps readings for 90 days" (handbook.md).',
        'According to handbook.md, it "keeps readings for 90 days".',
        'Source 1 says that it "keeps readings for 90 days".',
        'It "keeps readings for 90 days", says handbook.md.',
        "As handbook.md has it:\n\n> The Pro plan keeps readings for 90 days and costs 12 € a month.\n",
        "> The Pro plan keeps readings for 90 days and costs 12 € a month.\n> — handbook.md\n",
        "> The Pro plan keeps readings for 90 days and costs 12 € a month. [1]\n",
    ],
)
def test_a_quote_of_another_source_than_the_named_one_is_misattributed(answer):
    quote = quote_of(answer)
    assert (quote.verdict.kind, quote.source, quote.named) == ("misattributed", 1, (0,))
    assert not quote.verdict.accepted
    assert PLANS[slice(*quote.verdict.spans[0])].startswith(("keeps", "The Pro"))
    assert "stands in source plans.md, not in source handbook.md" in check_answer(answer, SOURCES).problems[-1]


@pytest.mark.parametrize(
    "answer",
    [
        'It "keeps readings for 90 days" [2].',
        'It "keeps readings for 90 days" [1, 2].',
        'Source 2 says it "keeps readings for 90 days", source 1 says "within 60 days of delivery".',
        'It "keeps readings for 90 days" (plans.md) and you have it "within 60 days of delivery" (handbook.md).',
        'In handbook.md and elsewhere: terms. It "keeps readings for 90 days".',
    ],
)
def test_a_quote_of_its_own_source_is_accepted_whatever_else_is_named(answer):
    checked = check_answer(answer, SOURCES)
    assert [quote.verdict.accepted for quote in checked.quotes] == [True] * (answer.count('"') // 2)


def test_a_claim_that_opens_with_its_source_begins_there_and_its_flags_count_from_there():
    (claim,) = check_answer("Yes. Source 2 says that it costs 15 € a month.", SOURCES).claims[1:]
    assert claim.text == "Source 2 says that it costs 15 € a month."
    assert [claim.text[flag.start : flag.start + 2] for flag in claim.support.flags if flag.hard] == ["15"]


def test_parts_of_one_document_share_its_name():
    parts = [SourceText(name="a.md", text="Nothing is in here."), SourceText(name="a.md", text=PLANS)]
    assert kind_of('It "keeps readings for 90 days" (a.md).', parts) == "exact"


def test_who_repeats_the_question_quotes_no_source():
    assert check_answer('You wrote "price of the pro plan, yearly".', SOURCES, question="Price of the Pro plan - yearly").quotes == ()


def test_a_quote_that_is_made_of_the_questions_words_is_checked_all_the_same():
    asked = "Can sale items that I bought last week be refunded within 60 days or not?"
    for words in ("sale items be refunded within 60 days", "sale items that I bought last week"):
        assert kind_of(f'It says "{words}".', question=asked) == "not_found"


def test_a_quote_beside_the_answer_is_held_against_its_source():
    given = [GivenQuote(text="keeps readings for 90 days", source=source) for source in (None, 1, "plans.md", 0, "nowhere.md")]
    verdicts = [quote.verdict for quote in check_answer("", SOURCES, quotes=given).quotes]
    assert [verdict.kind for verdict in verdicts] == ["exact", "exact", "exact", "misattributed", "not_found"]
    assert verdicts[-1].reason == "unknown_source"


def test_a_mark_without_a_source_is_reported():
    (claim,) = check_answer("It keeps readings for 90 days [9].", SOURCES).claims
    assert claim.unknown == ("[9]",)


def test_an_answer_without_claims_is_ok_and_one_without_sources_has_nothing_to_stand_on():
    assert check_answer("", SOURCES).ok
    assert not check_answer("It costs 12 € a month.", []).ok


def test_sources_in_order_are_named_by_their_number():
    assert check_answer("Yes.", [HANDBOOK, PLANS]).sources == ("1", "2")


def test_one_string_is_no_list_of_sources():
    with pytest.raises(TypeError, match="one string"):
        check_answer("Yes.", PLANS)


class Document:
    """As LangChain's."""

    page_content = PLANS


class Node:
    """As LlamaIndex's, and what has its text."""

    def get_content(self):
        return PLANS


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"sources": [Document()]}, r"sources\[0\] is of type Document; give SourceText\(text=one.page_content, name=...\) for each"),
        ({"sources": [PLANS, Node()]}, r"sources\[1\] is of type Node; give SourceText\(text=one.get_content\(\), name=...\) for each"),
        ({"sources": {"plans.md": Document()}}, r"sources\['plans.md'\] is of type Document; give a string, such as its .page_content"),
        ({"sources": [PLANS.encode()]}, r"sources\[0\] is of type bytes; give a string, such as its .decode"),
        ({"sources": [None]}, r"sources\[0\] is None; give a string"),
        ({"sources": None}, r"sources is None; give a list of strings"),
        ({"sources": SourceText(text=PLANS)}, "sources is one SourceText; give a list"),
        ({"sources": [SourceText(text=None)]}, r"sources\[0\].text is None; give a string"),
        ({"sources": {1: PLANS}}, "the name 1 of a source is of type int; give a string"),
        ({"answer": None}, "answer is None; give a string"),
        ({"answer": SimpleNamespace(response="Yes.")}, "answer is of type SimpleNamespace; give a string, such as its .response"),
        ({"question": ["What?"]}, "question is of type list; give a string"),
        ({"quotes": None}, "quotes is None; give a list of GivenQuote"),
        ({"quotes": ["keeps readings for 90 days"]}, r"quotes\[0\] is of type str; give untuned.types.checks.GivenQuote"),
        ({"scorer": "models/my-classifier"}, "scorer is of type str; make one with untuned.models.support.local_support"),
    ],
)
def test_an_argument_of_another_type_is_named_with_what_to_give(arguments, message):
    given = {"answer": "It keeps readings for 90 days.", "sources": SOURCES, **arguments}
    with pytest.raises(TypeError, match=message):
        check_answer(given.pop("answer"), given.pop("sources"), **given)


@pytest.mark.parametrize("texts", [(text for text in (HANDBOOK, PLANS)), {"plans.md": PLANS}.values(), iter([SourceText(text=PLANS)])])
def test_sources_may_come_one_by_one(texts):
    assert check_answer("The Pro plan keeps readings for 90 days.", texts).ok


@pytest.mark.parametrize(
    ("text", "markup"), [(HANDBOOK, "markdown"), (PLANS, "plain"), ("2*3*4 a_b 5 > 4", "plain"), ("a `b` c", "markdown")]
)
def test_marks_of_markdown_are_looked_through_where_a_text_has_any(text, markup):
    assert markup_of(text) == markup


def test_a_citation_mark_before_the_full_stop_of_a_quotation_is_none_of_the_quote():
    assert quote_of('It says "The Pro plan keeps readings for 90 days [2]."').verdict.accepted


@pytest.mark.parametrize("mark", ["[Doc 1, Doc 2]", "[citation:2]", "【4:0†plans.md】", "【4:0†source】", "(plans.md, p. 3)", "[2, p. 14]"])
def test_the_numbers_of_a_citation_mark_make_no_claim_red(mark):
    checked = check_answer(f"The Pro plan keeps readings for 90 days {mark}.", SOURCES)
    assert checked.ok, checked.problems


TABLE = 'part,name,price_eur,weight_g\nGX-400,"Gateway, 4 ports",465,510\nAN-17,LTE antenna,38,95\n'


@pytest.mark.parametrize("claim", ["The GX-400 costs 465 EUR.", "The GX-400 weighs 510 g.", "The AN-17 weighs 95 g."])
def test_a_number_between_the_commas_of_a_csv_source_is_there(claim):
    assert check_answer(claim, [TABLE]).ok


@pytest.mark.parametrize("claim", ["The GX-400 costs 466 EUR.", "The GX-400 costs 465,510 EUR.", "The AN-17 costs 38.95 EUR."])
def test_a_number_that_no_cell_of_a_csv_source_has_is_not_there(claim):
    checked = check_answer(claim, [TABLE])
    assert not checked.ok
    assert "the source has no" in checked.problems[0]


def test_a_number_in_thousands_is_not_cut_by_a_comma_without_its_space():
    source = "We sold 1,500 units,mostly small ones,in May."
    assert not check_answer("We sold 500 units.", [source]).ok
    assert check_answer("We sold 1,500 units.", [source]).ok


@pytest.mark.parametrize("number", ["+1 555 010 0199", "+1 (555) 010-0199", "+1-555-010-0199", "+15550100199", "(555) 010-0199"])
def test_a_telephone_number_in_other_groups_is_the_source_s(number):
    assert check_answer(f"Call {number} on weekdays.", ["Call us at +1 555 010 0199 on weekdays."]).ok


def test_another_telephone_number_is_told_as_one():
    checked = check_answer("Call +1 (555) 010-0198 on weekdays.", ["Call us at +1 555 010 0199 on weekdays."])
    assert [flag.says for claim in checked.claims for flag in claim.support.flags if flag.hard] == ["+1 (555) 010-0198"]


def test_a_country_s_code_that_no_source_has_is_not_made_up():
    assert not check_answer("Call +49 555 010 0199.", ["Call us at 555 010 0199."]).ok


def test_an_offer_that_an_answer_closes_with_is_no_claim():
    checked = check_answer("The Pro plan costs 12 € a month. Would you like to know more?", SOURCES)
    assert [claim.text for claim in checked.claims] == ["The Pro plan costs 12 € a month."]


def test_entities_of_a_source_say_what_they_name():
    source = "The window is 30&nbsp;days. Fish &amp; chips cost &pound;12."
    assert check_answer('It says "The window is 30 days." and Fish & chips cost £12.', [source]).ok
    assert not check_answer("Fish & chips cost $12.", [source]).ok
