"""Drafts become claims with citations, or are dropped with a reason."""

from dataclasses import replace

import pytest

from ingesting import version_of
from untuned.ingest.load import load, loaders_for
from untuned.rag.answer.decide import decide
from untuned.rag.verify.claims import Bench, check
from untuned.rag.verify.desk import Source
from untuned.types.answers import Checked, Citation, Claim, Draft, Dropped, Hit, NearMiss, Passage, Verdict
from untuned.types.documents import Chunk
from untuned.types.settings import SourceSettings

PRO = """---
title: Plans
---
# Pro plan

<!-- The Pro plan keeps versions for 999 days, which nobody may know. -->

## History

Version history on the Pro plan goes back 30 days. It is not refundable after that time.

| Feature | Pro |
| --- | --- |
| Storage | 2 TB per seat |
| Seats | 3 to 250 |
"""


FILLER = "Some words of no matter to anybody here.\n\n"


def source(text=PRO, path="plan-pro.md", *, number=1) -> Source:
    loaded = load(path, text.encode(), settings=SourceSettings(), loaders=loaders_for(SourceSettings()))
    version = version_of(loaded, path, id=number, language="en")
    start = text.index("## History") if "## History" in text else 0
    chunk = Chunk(document=number, version=number, ordinal=0, start=start, end=len(loaded.text), headings=("Pro plan", "History"))
    passage = Passage(hit=Hit(chunk=chunk, score=1.0), version=version, text=loaded.text[start:])
    return Source(version=version, text=loaded.text, passages=(passage,))


def checked(question, *quotes, origin=None):
    held = {1: origin or source()}
    drafts = [Draft(text=quote, quotes=((1, quote),)) for quote in quotes]
    return check(drafts, bench=Bench(question=question, sources=held, frequency=lambda _word: 0.0))


def test_a_true_quote_becomes_a_citation_that_slices_back():
    held = source()
    (claim,) = checked("How long does the Pro plan keep versions?", "Version history on the Pro plan goes back 30 days.").claims
    (citation,) = claim.citations
    assert held.text[citation.start : citation.end] == citation.quote == "Version history on the Pro plan goes back 30 days."
    assert (citation.source, citation.verdict.kind, citation.headings) == ("plan-pro.md:10", "exact", ("Pro plan", "History"))


@pytest.mark.parametrize(
    ("quote", "reason"),
    [
        ("Version history on the Pro plan goes back 31 days.", "not_found"),
        ("The Pro plan keeps versions for 999 days, which nobody may know.", "not_shown"),
        ("", "empty"),
    ],
)
def test_a_quote_that_the_source_does_not_say_is_dropped(quote, reason):
    outcome = checked("How long does the Pro plan keep versions?", quote)
    assert (outcome.claims, [dropped.reason for dropped in outcome.dropped]) == ((), [reason])


def test_a_clipped_negation_is_not_a_claim():
    outcome = checked("Is it refundable?", "refundable after that time")
    assert not any(citation.quote == "refundable after that time" for claim in outcome.claims for citation in claim.citations)


@pytest.mark.parametrize(
    "page",
    [
        '# Tour\n\n<div style="display:none">\nThe numbat tour costs 55 dollars.\n</div>\n\nBring water.\n',
        "# Tour\n\n<div hidden>\n\n" + FILLER * 60 + "The numbat tour costs 55 dollars.\n\n</div>\n",
        "# Tour\n\n<del>\n\n" + FILLER * 60 + "The numbat tour costs 55 dollars.\n\n</del>\n",
        "# Tour\n\n<div hidden><div>x</div>\nThe numbat tour costs 55 dollars.\n</div>\n\nBring water.\n",
        "# Tour\n\n<template><template></template>The numbat tour costs 55 dollars.</template>\n\nBring water.\n",
        "# Tour\n\n<script>\n// The numbat tour costs 55 dollars.\n</script>\n\nBring water.\n",
        "# Tour\n\n~~The numbat tour costs 55 dollars. " + "Prices were checked in spring. " * 30 + "It is short.~~\n\nBring water.\n",
        "---\ntitle: Tour\nnote: The numbat tour costs 55 dollars.\n---\n\nBring water.\n",
    ],
)
def test_what_the_page_does_not_show_is_not_quoted(page):
    outcome = checked("What does the numbat tour cost?", "The numbat tour costs 55 dollars.", origin=source(page, "tour.md"))
    assert outcome.claims == ()


@pytest.mark.parametrize(
    ("page", "path", "sentence"),
    [
        ("The limit of one list is 10<sup>2</sup> items.\n", "a.md", "The limit of one list is 10<sup>2</sup> items."),
        ("It holds when x <alpha and beta> 7 are equal.\n", "a.md", "It holds when x <alpha and beta> 7 are equal."),
        (
            "The form is sent to Ann <ann@zorblax.example> within a week.\n",
            "a.txt",
            "The form is sent to Ann <ann@zorblax.example> within a week.",
        ),
        ("The result of it is 5 *4* 3 in this case.\n", "a.txt", "The result of it is 5 *4* 3 in this case."),
        ("The **result** of [it](b.md) is `x*y*z` here.\n", "a.md", "The **result** of [it](b.md) is `x*y*z` here."),
        (
            "It calls dispatch_table[name](argument) and no other one.\n",
            "a.md",
            "It calls dispatch_table[name](argument) and no other one.",
        ),
    ],
)
def test_a_claim_says_what_its_source_says_to_the_letter(page, path, sentence):
    (claim,) = checked("?", page.strip(), origin=source(page, path)).claims
    assert claim.text == sentence


@pytest.mark.parametrize("before", ["<p hidden-x='1'>", '<p class="x hidden y">', "A list of List<int hidden>. "])
def test_what_only_looks_hidden_is_quoted(before):
    page = f"# Tour\n\n{before}\n\nThe numbat tour costs 55 dollars.\n"
    assert checked("What does the numbat tour cost?", "The numbat tour costs 55 dollars.", origin=source(page, "tour.md")).claims


HIDDEN = "The numbat tour costs 55 dollars."


@pytest.mark.parametrize(
    "page",
    [
        f"<div>Prices</div>\n```\n<p hidden>{HIDDEN}</p>\n",  # no blank line: still the block of HTML, and no fence
        f"```\n<div>\n```\n\n<section>\n~~~\n<p hidden>{HIDDEN}</p>\n~~~\n",
    ],
)
def test_what_a_block_of_html_hides_below_the_marks_of_a_fence_is_no_quote(page):
    assert checked("What does the numbat tour cost?", HIDDEN, origin=source(f"# Tour\n\n{page}", "tour.md")).claims == ()


@pytest.mark.parametrize("before", ["```\n", "<div>Prices</div>\n\n```\n", "```\n<div>\n```\n```\n"])
def test_what_a_fence_shows_is_quoted_whatever_its_tags_say(before):
    page = f"# Tour\n\n{before}<p hidden>{HIDDEN}</p>\n```\n"
    assert checked("What does the numbat tour cost?", HIDDEN, origin=source(page, "tour.md")).claims


def test_a_quote_about_the_twin_is_dropped_and_offered_as_near_miss():
    outcome = checked("How long does the Enterprise plan keep versions?", "Version history on the Pro plan goes back 30 days.")
    assert outcome.claims == ()
    assert [dropped.reason for dropped in outcome.dropped] == ["wrong_scope"]
    assert outcome.near_miss is not None
    assert outcome.near_miss.reason == "this is about the Pro plan"


def test_a_version_that_was_not_read_cannot_be_quoted():
    drafts = [Draft(text="x", quotes=((9, "Version history on the Pro plan goes back 30 days."),))]
    assert (
        check(drafts, bench=Bench(question="?", sources={1: source()}, frequency=lambda _word: 0.0)).dropped[0].reason == "unknown_source"
    )


def test_a_draft_without_quotes_is_no_claim():
    outcome = check([Draft(text="I think so.", quotes=())], bench=Bench(question="?", sources={1: source()}, frequency=lambda _word: 0.0))
    assert (outcome.claims, outcome.dropped[0].reason) == ((), "no_quote")


def test_a_short_cell_is_shown_with_its_whole_row():
    (claim,) = checked("How many seats does the Pro plan have?", "3 to 250").claims
    assert claim.citations[0].quote == "| Seats | 3 to 250 |"


def claim() -> Claim:
    verdict = Verdict(kind="exact", spans=((0, 1),))
    return Claim(text="x", citations=(Citation(version=1, number=1, path="a.md", start=0, end=1, quote="x", line=1, verdict=verdict),))


def test_below_the_threshold_nothing_is_claimed():
    decision = decide(Checked(claims=(claim(),)), [Draft(text="x", quotes=())], confidence=0.2, threshold=0.5)
    assert (decision.state, decision.reason, decision.claims) == ("abstained", "weak_evidence", ())
    assert decision.near_miss is not None


def test_the_loss_of_a_lesser_draft_takes_nothing_from_an_answer_and_that_of_the_best_all():
    best, lesser = Draft(text="best", quotes=()), Draft(text="lesser", quotes=())
    lost_lesser = Checked(claims=(claim(),), dropped=(Dropped(draft=lesser, reason="wrong_scope"),))
    lost_best = Checked(claims=(claim(),), dropped=(Dropped(draft=best, reason="not_found"),))
    states = [decide(outcome, [best, lesser], confidence=0.9, threshold=0.5).state for outcome in (lost_lesser, lost_best)]
    assert states == ["answered", "abstained"]


def test_the_nearest_miss_is_what_says_something_and_no_mere_term():
    term, short = claim().citations[0], replace(claim().citations[0], quote="-m --move")
    told = replace(term, quote="Rename a branch, together with its settings.")
    nearest = [
        decide(Checked(claims=(replace(claim(), citations=cited),)), [], confidence=0, threshold=1).near_miss
        for cited in ((term, told, short), (term, short))
    ]
    assert [miss.citation for miss in nearest if miss] == [told, short]


def test_an_answer_without_claims_abstains_with_the_reason_of_its_loss():
    miss = NearMiss(citation=claim().citations[0], reason="this is about the Pro plan")
    draft = Draft(text="x", quotes=())
    reasons = [
        decide(outcome, drafts, confidence=0.9, threshold=0.5).reason
        for outcome, drafts in (
            (Checked(near_miss=miss, dropped=(Dropped(draft=draft, reason="wrong_scope"),)), [draft]),
            (Checked(dropped=(Dropped(draft=draft, reason="not_found"),)), [draft]),
            (Checked(), []),
        )
    ]
    assert reasons == ["wrong_scope", "no_verified_claim", "nothing_found"]


TERMS = (
    """# Systems

It is known as resources, providers and services.

"""
    + FILLER * 40
    + """## Terms

Other common terms for this are:

* resources
* providers
"""
)


def test_a_short_quote_is_cited_beside_the_one_before_it_and_nothing_twice():
    whole = source(TERMS, "systems.md")
    ends = ((0, 100), (TERMS.index("## Terms"), len(TERMS)))
    held = replace(whole, passages=tuple(replace(whole.passages[0], hit=_hit(*span), text=TERMS[slice(*span)]) for span in ends))
    quotes = ("Other common terms for this are:", "resources", "providers", "resources")
    draft = Draft(text="They are resources and providers.", quotes=tuple((1, quote) for quote in quotes))
    (claim,) = check([draft], bench=Bench(question="What are the terms?", sources={1: held}, frequency=lambda _word: 0.0)).claims
    assert [citation.quote for citation in claim.citations] == ["Other common terms for this are:", "* resources", "* providers"]


def _hit(start, end):
    return Hit(chunk=Chunk(document=1, version=1, ordinal=0, start=start, end=end, headings=()), score=1.0)
