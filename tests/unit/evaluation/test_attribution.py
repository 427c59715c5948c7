"""Each failure has one cause."""

import pytest

from judged import case, cited, evidence, question, run, span
from untuned.evaluation.attribution import attribute
from untuned.evaluation.metrics.case import Case
from untuned.evaluation.metrics.registry import scores

GOLD = evidence(100, 120, quote="term of the return is 60 days")
READ, ELSEWHERE = span(50, 400), span(900, 999)
LABELS = frozenset({"billing", "lost card"})


def cause(text="", *, asked=None, paths=(), now=(), read=(), labels=frozenset(), **fields):
    fields.setdefault("hits", (READ,))
    reads = fields.pop("spans", (READ,))
    made = run(text, read=reads, **fields)
    found = Case(run=made, question=asked or question("60 days", evidence=(GOLD,)), evidence=now, paths=paths, read=read, labels=labels)
    return attribute(found, {score.metric: score for score in scores(found)})


def test_a_right_answer_has_no_cause():
    assert cause("The term is 60 days.", cited=(cited(90, 130),)) is None
    assert cause("", asked=question(must_abstain=True)) is None


@pytest.mark.parametrize(
    "asked",
    [question("60 days", text=" "), question(), question(" "), question("60 days", must_abstain=True)],
    ids=["no text", "nothing to score by", "an empty answer", "an answer that must be refused"],
)
def test_a_broken_question_comes_first(asked):
    assert cause("The term is 60 days.", asked=asked) == "question broken"
    assert cause(asked=asked, status="error", error="no key") == "question broken"


def test_an_endpoint_that_failed_gave_no_answer():
    assert cause(status="error", error="no key") == "endpoint failed"


def test_an_answer_to_what_must_be_refused():
    assert cause("It is so.", asked=question(must_abstain=True)) == "answered what it should refuse"


def test_evidence_that_the_documents_never_had():
    missing = question("60 days", evidence=(evidence(0, 0, version=None, status="missing"),))
    assert cause("It is 30 days.", asked=missing) == "evidence not in corpus"
    purged = evidence(100, 120, status="purged")
    assert cause("It is 30 days.", now=(purged,)) == "evidence not in corpus"


def test_gold_is_stale_where_the_answer_quotes_the_changed_document():
    changed = evidence(100, 120, status="changed", path="terms.md")
    fields = {"now": (changed,), "cited": (cited(5, 20, version=9),), "hits": (span(0, 90, 9),), "spans": (span(0, 90, 9),)}
    assert cause("It is 30 days.", paths=("terms.md",), **fields) == "stale gold"
    assert cause("It is 30 days.", paths=("other.md",), **fields) == "evidence not in corpus"
    assert cause("", paths=(), now=(changed,)) == "evidence not in corpus"


def test_evidence_that_search_did_not_find():
    assert cause("It is 30 days.", hits=(ELSEWHERE,), spans=(ELSEWHERE,)) == "not retrieved"
    assert cause("", hits=(ELSEWHERE,), spans=(ELSEWHERE,)) == "not retrieved"


def test_an_answer_from_nothing_retrieved_nothing():
    assert cause("It is 30 days.", hits=(), spans=()) == "not retrieved"


def test_evidence_that_was_found_and_left_out():
    assert cause("It is 30 days.", hits=(ELSEWHERE, READ), spans=(ELSEWHERE,)) == "retrieved but not in context"


def test_a_wrong_answer_with_the_evidence_read():
    assert cause("It is 30 days.") == "in context but answer wrong"


def test_a_question_of_several_steps_needs_all_its_evidence():
    two = question("60 days", kind="multi_hop", evidence=(GOLD, evidence(910, 920)))
    assert cause("It is 30 days.", asked=two) == "not retrieved"
    assert cause("It is 30 days.", asked=two, hits=(READ, ELSEWHERE)) == "retrieved but not in context"
    assert cause("It is 30 days.", asked=two, spans=(READ, ELSEWHERE)) == "in context but answer wrong"


def test_something_refused_for_its_scope():
    assert cause("It is 30 days.", dropped=("wrong_scope",)) == "wrong scope"
    assert cause("", reason="wrong_scope") == "wrong scope"
    assert cause("", reason="weak_evidence", dropped=("wrong_scope",)) == "wrong scope"


def test_a_model_that_says_not_found():
    assert cause("", reason="model_declined") == "said not found with the evidence in context"
    assert cause("I don't know.", verified=False) == "said not found with the evidence in context"


def test_rules_that_hold_the_evidence_too_weak():
    assert cause("", reason="weak_evidence") == "wrong refusal"
    assert cause("", reason="no_verified_claim", dropped=("not_found",)) == "wrong refusal"


def test_an_output_that_is_cut_or_no_label():
    assert cause("It is", status="truncated") == "format"
    assert cause("my card", asked=question(label="lost card"), labels=LABELS) == "format"
    assert cause("The term is 60 days.", status="truncated") == "format"


def test_a_wrong_label_is_a_wrong_answer():
    assert cause("billing", asked=question(label="lost card"), labels=LABELS, hits=(), spans=()) == "in context but answer wrong"


def test_a_fact_that_no_document_holds_need_not_be_found():
    trained = question("60 days", fact_source="training")
    assert cause("It is 30 days.", asked=trained, hits=(), spans=()) == "in context but answer wrong"


def test_a_right_value_that_nobody_can_read():
    loop = "60 days " + "we can help you with that today and " * 8
    assert cause(loop, verified=False) == "right value in unusable text"
    loose = "It is 60 days. Jupiter orbits beyond Mars amid giant storms. Saturn has rings made of ice."
    assert cause(loose, verified=False, read=("The term of the return is 60 days.",)) == "right value in unusable text"


def test_a_right_value_with_a_quote_that_was_not_accepted():
    assert cause("It is 60 days.", cited=(cited(90, 130, verdict="not_found"),)) == "right but bad quote"


def test_answers_made_elsewhere_are_held_against_their_contexts():
    fields = {"hits": (), "spans": (), "verified": False}
    asked = question("60 days", evidence=(evidence(0, 0, version=None, quote="The term of the return is 60 days.", status="missing"),))
    held, other = ("Terms. The term of the return is 60 days. More.",), ("Cats sleep.",)
    assert cause("It is 30 days.", asked=asked, contexts=held, **fields) == "in context but answer wrong"
    assert cause("It is 30 days.", asked=asked, contexts=other, **fields) == "not retrieved"
    assert cause("It is 30 days.", asked=question("60 days"), contexts=held, **fields) == "in context but answer wrong"
    assert cause("It is 30 days.", asked=question("60 days"), contexts=other, **fields) == "not retrieved"


def test_what_has_no_score_has_no_cause():
    assert attribute(case("It is so."), {}) == "question broken"
    assert attribute(case("It is so.", "so"), {}) is None
