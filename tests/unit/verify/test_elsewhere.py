from __future__ import annotations

import pytest

from untuned.rag.verify.quotes.elsewhere import Shelf, elsewhere
from untuned.rag.verify.quotes.quote import prepare, verify_quote
from untuned.types.answers import Verdict
from untuned.types.documents import Span

NAMED = prepare("Refunds are given within 14 days of delivery.", markup="plain")
QUOTE = "Returns are free for members of the club."


def shelf(text, version=2, **more):
    return Shelf(version, lambda: prepare(text, markup="plain"), **more)


def never():
    raise AssertionError("this text was not needed")


def judged(quote, *shelves):
    return elsewhere(verify_quote(quote, NAMED), quote, shelves=shelves)


def test_a_quote_of_another_source_is_misattributed_and_says_where_it_stands():
    verdict = judged(QUOTE, shelf("Nothing here."), shelf(f"Note. {QUOTE}", version=3, start=100))
    assert verdict.kind == "misattributed"
    assert verdict.elsewhere == Span(version=3, start=106, end=106 + len(QUOTE))
    assert not verdict.accepted


def test_a_quote_of_a_superseded_version_alone_is_stale():
    verdict = judged("Refunds are given within 30 days", shelf("Refunds are given within 30 days.", version=1, superseded=True))
    assert verdict.kind == "stale"
    assert verdict.elsewhere == Span(version=1, start=0, end=32)
    assert not verdict.accepted


def test_a_current_source_is_pointed_at_before_a_superseded_one():
    verdict = judged(QUOTE, shelf(QUOTE, version=1, superseded=True), shelf(QUOTE, version=5))
    assert verdict.kind == "misattributed"
    assert verdict.elsewhere is not None
    assert verdict.elsewhere.version == 5


def test_texts_after_the_first_that_holds_it_are_never_prepared():
    assert judged(QUOTE, shelf(QUOTE), Shelf(9, never), Shelf(1, never, superseded=True)).kind == "misattributed"


def test_a_text_is_prepared_once_for_many_quotes():
    made = []

    def make():
        made.append(1)
        return prepare(QUOTE, markup="plain")

    kept = Shelf(2, make)
    assert judged(QUOTE, kept).kind == judged(QUOTE, kept).kind == "misattributed"
    assert made == [1]


def test_a_quote_that_stands_nowhere_stays_not_found():
    assert judged(QUOTE, shelf("Returns are free for guests of the club.")).kind == "not_found"


def test_a_changed_or_clipped_quote_is_not_the_other_sources_either():
    assert judged("included in the basic set here", shelf("Tools are not included in the basic set here.")).kind == "not_found"


@pytest.mark.parametrize("quote", ["14 days", "free", ""])
def test_a_quote_too_short_to_tell_is_nobodys(quote):
    verdict = elsewhere(Verdict(kind="not_found", reason="not_found"), quote, shelves=[Shelf(2, never)])
    assert verdict.kind == "not_found"


def test_a_quote_that_its_own_source_refuses_or_holds_needs_no_other():
    for verdict in (Verdict(kind="refused", reason="number_cut"), Verdict(kind="exact", spans=((0, 3),))):
        assert elsewhere(verdict, QUOTE, shelves=[Shelf(2, never)]) is verdict
