"""A language model as a judge."""

import asyncio

import pytest

from judged import case, question, run
from untuned.errors import ModelUnavailable
from untuned.evaluation.metrics import judged_backed, judged_right
from untuned.evaluation.metrics.judge import judge_pair
from untuned.evaluation.metrics.judged_backed import judge_backed
from untuned.evaluation.metrics.judged_right import judge_right
from untuned.models.chat.fake import FakeChatModel, Reply


def judge(*verdicts, error=None):
    replies = [Reply(verdict=verdict, text="because") for verdict in verdicts]
    return FakeChatModel(replies=[*replies, Reply(error=error)] if error else replies)


def score(scorer, found, model):
    return asyncio.run(scorer(found, model=model))


def plain(text="The term is 60 days.", *, gold="60 days", contexts=("The term is 60 days.", "More.")):
    return case(asked=question(gold), made=run(text, verified=False, contexts=contexts))


def test_a_claim_is_judged_with_the_texts_in_both_orders():
    model = judge("yes")
    assert score(judge_backed, plain(), model).value == 1
    shown = [[text for _, text in request.inquiry.exhibits] for request in model.requests]
    assert shown == [["The term is 60 days.", "More.", "The term is 60 days."], ["More.", "The term is 60 days.", "The term is 60 days."]]


def test_a_judge_that_changes_its_mind_with_the_order_counts_half():
    assert score(judge_backed, plain(), judge("yes", "no")).value == 0.5
    assert score(judge_right, plain(), judge("no", "yes")).value == 0.5


def test_every_claim_counts_alike():
    answer = plain("The term is 60 days. It is long.")
    assert score(judge_backed, answer, judge("yes", "yes", "no", "no")).value == 0.5
    assert "It is long." in score(judge_backed, answer, judge("yes", "yes", "no", "no")).detail


def test_one_text_has_one_order():
    model = judge("yes")
    assert score(judge_backed, plain(contexts=("The term is 60 days.",)), model).value == 1
    assert len(model.requests) == 1


def test_the_best_of_several_reference_answers_counts():
    answer = case("It is two months.", asked=question("60 days", "two months"), made=run("It is two months.", verified=False))
    assert score(judge_right, answer, judge("no", "no", "yes", "yes")).value == 1


def test_what_a_judge_cannot_say_is_a_failed_score():
    broken = ModelUnavailable("fake:model", reason="the endpoint answers HTTP 500")
    for scorer in (judge_backed, judge_right):
        assert score(scorer, plain(), judge(None)).status == "failed"
        failed = score(scorer, plain(), judge("yes", error=broken))
        assert (failed.status, failed.value) == ("failed", None)
        assert "HTTP 500" in failed.detail


def test_nothing_is_asked_where_there_is_nothing_to_judge():
    model = judge("yes")
    assert score(judge_right, case("", "60 days"), model).value == 0
    assert score(judge_right, case("So.", asked=question(must_abstain=True)), model).status == "not_applicable"
    assert score(judge_backed, case("So."), model).status == "not_applicable"
    assert score(judge_backed, case(made=run(status="error", error="no key")), model).status == "not_applicable"
    assert model.requests == []


@pytest.mark.parametrize(
    ("verdicts", "preferred"),
    [
        (("first", "second"), "a"),
        (("second", "first"), "b"),
        (("first", "first"), "tie"),
        (("tie", "first"), "tie"),
        (("tie", "tie"), "tie"),
    ],
)
def test_a_preference_holds_only_in_both_orders(verdicts, preferred):
    found = asyncio.run(judge_pair("How long?", "60 days", "30 days", item="q1", names=("v1", "v2"), model=judge(*verdicts)))
    assert (found.preferred, found.a, found.b, found.rater) == (preferred, "v1", "v2", "fake:model")


def test_a_preference_that_cannot_be_read_is_none():
    assert asyncio.run(judge_pair("How long?", "60", "30", item="q1", names=("v1", "v2"), model=judge("first", None))) is None


def test_a_judge_never_gates_alone():
    assert not judged_backed.METRIC.gates
    assert not judged_right.METRIC.gates
    assert judged_backed.METRIC.tier == judged_right.METRIC.tier == 2
