"""Metrics of what was found, read and cited."""

import pytest

from judged import case, cited, evidence, question, run, span
from untuned.evaluation.metrics import candidate_recall, citation_precision, citation_recall, evidence_mrr, evidence_recall, quote_validity

GOLD = evidence(100, 200, quote="x" * 100)


def of(metric, *gold, text="It is so.", **fields):
    known = {key: fields.pop(key) for key in ("read", "evidence") if key in fields and key == "evidence"}
    return metric.METRIC.of(case(asked=question("so", evidence=gold), made=run(text, **fields), **known))


def test_evidence_recall_is_the_share_of_gold_characters_that_were_read():
    assert of(evidence_recall, GOLD, read=(span(150, 400),)).value == 0.5
    assert of(evidence_recall, GOLD, read=(span(90, 150), span(140, 160))).value == 0.6
    assert of(evidence_recall, GOLD, read=(span(100, 200, version=2),)).value == 0
    assert of(evidence_recall, GOLD, read=(span(0, 300),)).detail == "@1"


def test_evidence_recall_weighs_each_evidence_by_its_length():
    other = evidence(500, 800, quote="y" * 300)
    assert of(evidence_recall, GOLD, other, read=(span(400, 900),)).value == pytest.approx(0.75)


def test_evidence_that_moved_counts_where_it_stood_when_the_run_was_made():
    moved = evidence(130, 230, version=2, quote="x" * 100, status="moved")
    assert of(evidence_recall, GOLD, evidence=(moved,), read=(span(100, 200),)).value == 1
    assert of(evidence_recall, GOLD, evidence=(moved,), read=(span(130, 230, version=2),)).value == 1


def test_evidence_that_the_documents_lost_is_not_asked_for():
    changed = evidence(100, 200, quote="x" * 100, status="changed")
    assert of(evidence_recall, GOLD, evidence=(changed,), read=(span(0, 50, version=9),)).status == "not_applicable"
    assert of(evidence_recall, GOLD, evidence=(changed,), read=(span(100, 200),)).value == 1
    assert of(evidence_recall).status == "not_applicable"


def test_contexts_without_addresses_are_searched_for_the_quote():
    gold = evidence(0, 0, version=None, quote="The term of the return is sixty days for all customers.")
    whole = ("Terms. The term of the return is\n sixty days for all customers. More.",)
    half = ("The term of the return is five days.",)
    assert of(evidence_recall, gold, contexts=whole, verified=False).value == 1
    assert 0.3 < of(evidence_recall, gold, contexts=half, verified=False).value < 0.6
    assert of(evidence_recall, gold, contexts=("Nothing.",), verified=False).value == 0


def test_candidates_count_though_they_were_not_read():
    assert of(candidate_recall, GOLD, hits=(span(0, 50), span(100, 200)), read=(span(0, 50),)).value == 1
    assert of(candidate_recall, GOLD, read=(span(0, 50),)).status == "not_applicable"


def test_evidence_mrr_is_one_over_the_rank_of_the_first_passage():
    assert of(evidence_mrr, GOLD, hits=(span(0, 50), span(300, 400), span(190, 250))).value == pytest.approx(1 / 3)
    assert of(evidence_mrr, GOLD, read=(span(190, 250),)).value == 1
    assert of(evidence_mrr, GOLD, hits=(span(0, 50),)).value == 0
    assert of(evidence_mrr, GOLD).status == "not_applicable"


def test_citations_are_held_against_the_evidence():
    both = (cited(110, 120), cited(700, 720))
    assert of(citation_precision, GOLD, cited=both).value == 0.5
    assert of(citation_recall, GOLD, evidence(800, 900), cited=both).value == 0.5
    assert of(citation_recall, GOLD, cited=()).value == 0
    assert of(citation_recall, GOLD, cited=(), verified=False).status == "not_applicable"
    assert of(citation_precision, GOLD, cited=()).status == "not_applicable"


def test_a_quote_that_was_not_accepted_cites_no_evidence():
    assert of(citation_recall, GOLD, cited=(cited(110, 120, verdict="not_found"),)).value == 0


def test_quote_validity_is_the_share_of_accepted_verdicts():
    quotes = (cited(0, 5), cited(5, 9, verdict="normalised"), cited(9, 12, verdict="misattributed"), cited(0, 0, verdict="not_found"))
    assert of(quote_validity, cited=quotes).value == 0.5
    assert of(quote_validity).status == "not_applicable"
