"""A language model judges answers that stand: once, within its limits, and for no more than people bear out."""

import asyncio
from copy import deepcopy
from dataclasses import dataclass, field, replace
from decimal import Decimal

import pytest

from judged import question, run
from untuned.errors import ModelUnavailable
from untuned.evaluation.judged import JUDGED, standing
from untuned.evaluation.judging import expected, judge_answers, unjudged
from untuned.evaluation.preferring import Pair, judge_pairs
from untuned.evaluation.ratings.calibrate import LEAST_LABELS
from untuned.evaluation.runs.runner import Halt
from untuned.evaluation.scoring import Shelf
from untuned.evaluation.sitting import Judge
from untuned.models.chat.budget import Took
from untuned.models.chat.fake import FakeChatModel, Reply
from untuned.types.measures import Rating, Score

TEXTS = ("The term is 60 days.", "More of it.")
SHELF = Shelf(texts=lambda _spans: {}, evidence=lambda asked: asked.evidence)
QUESTIONS = {f"q{nth}": replace(question("60 days"), id=f"q{nth}") for nth in range(60)}


@dataclass(kw_only=True)
class Priced(FakeChatModel):
    """Every verdict costs a cent; None: its price is not known."""

    price: Decimal | None = Decimal("0.01")

    async def judge(self, inquiry, *, budget):
        budget.meter.add(Took(input_tokens=100, output_tokens=10, cost=self.price))
        return await super().judge(inquiry, budget=budget)


@dataclass
class Kept:
    """What was recorded."""

    scores: dict[int, dict[str, Score]] = field(default_factory=dict)

    def __call__(self, found):
        for id, said in found.items():
            self.scores.setdefault(id, {}).update((one.metric, one) for one in said)


def judge(*verdicts, error=None, version="fake:model 1", **more):
    replies = [Reply(verdict=verdict) for verdict in verdicts] + ([Reply(error=error)] if error else [])
    price = more.pop("price", Decimal("0.01"))
    return Judge(model=Priced(replies=replies, price=price), version=version, width=more.pop("width", 4), **more)


def answers(*texts, start=1):
    """A plain answer to each question, with the texts that it was made from."""
    return [
        replace(run(text, verified=False, contexts=TEXTS), id=start + nth, question=f"q{nth}", key=f"k{start + nth}")
        for nth, text in enumerate(texts)
    ]


def judged(runs, by, kept=None):
    kept = Kept() if kept is None else kept
    return asyncio.run(judge_answers(runs, QUESTIONS, shelf=SHELF, judge=by, held=deepcopy(kept.scores), record=kept)), kept


def values(kept, id):
    return {name: score.value for name, score in kept.scores[id].items()}


def test_an_answer_is_judged_by_its_reference_and_by_what_it_was_made_from_in_both_orders():
    by = judge("yes")
    ended, kept = judged(answers("It is 60 days."), by)
    assert values(kept, 1) == {"judged_right": 1.0, "judged_backed": 1.0, "judge_cost": 0.04}
    assert (ended.judged, ended.failed, ended.left, ended.usage.requests) == (1, 0, 0, 4)
    assert ended.usage.cost == Decimal("0.04")
    assert {score.version for score in kept.scores[1].values()} == {"1 fake:model 1"}


def test_what_was_judged_is_not_asked_again_but_by_another_judge():
    runs = answers("It is 60 days.", "It is 30 days.")
    _, kept = judged(runs, judge("yes"))
    again = judge("yes")
    ended, _ = judged(runs, again, kept)
    assert (ended.judged, ended.known, again.model.requests) == (0, 2, [])
    assert unjudged(runs, held=kept.scores, version="fake:model 1") == 0
    ended, _ = judged(runs, judge("no", version="other:model 1"), kept)
    assert (ended.judged, ended.known) == (2, 0)
    assert kept.scores[1]["judged_right"].version == "1 other:model 1"


def test_answers_that_say_the_same_are_judged_once_also_when_one_of_them_was_judged_before():
    first = answers("It is 60 days.")
    twin, later = (replace(first[0], id=id, variant="w" * 16) for id in (7, 8))
    by = judge("yes")
    ended, kept = judged([*first, twin], by)
    assert (ended.judged, len(by.model.requests)) == (2, 4)
    assert values(kept, 7) == {"judged_right": 1.0, "judged_backed": 1.0, "judge_cost": 0.0}
    ended, _ = judged([*first, twin, later], judge("no"), kept)
    assert (ended.judged, ended.usage.requests) == (1, 0)
    assert values(kept, 8) == {"judged_right": 1.0, "judged_backed": 1.0, "judge_cost": 0.0}


def test_a_judge_that_fails_is_a_failed_score_and_is_asked_again_for_what_is_missing_alone():
    runs = answers("It is 60 days.")
    down = ModelUnavailable("fake:model", reason="the endpoint answers HTTP 500")
    ended, kept = judged(runs, judge("yes", "yes", error=down))
    assert (ended.judged, ended.failed) == (0, 1)
    assert kept.scores[1]["judged_backed"].status == "failed"
    assert "HTTP 500" in kept.scores[1]["judged_backed"].detail
    paid = kept.scores[1]["judge_cost"].value
    ended, _ = judged(runs, judge("yes"), kept)
    assert (ended.judged, ended.failed, ended.usage.requests) == (1, 0, 2)
    assert values(kept, 1) == {"judged_right": 1.0, "judged_backed": 1.0, "judge_cost": pytest.approx(paid + 0.02)}


def test_nothing_is_asked_of_a_refusal_a_failure_or_an_answer_whose_words_were_purged():
    refused = replace(run(""), id=1, question="q0")
    failed = replace(run(status="error", error="no key"), id=2, question="q1")
    purged = replace(run("gone", verified=True), id=3, question="q2", text="", claims=())
    by = judge("yes")
    ended, kept = judged([refused, failed, purged], by)
    assert by.model.requests == []
    assert kept.scores[1]["judged_right"].value == 0
    assert kept.scores[2]["judged_right"].status == "failed"
    assert 3 not in kept.scores
    assert (ended.judged, ended.failed) == (2, 0)
    assert judged([refused, failed, purged], by, kept)[0].judged == 0


def test_a_limit_of_cost_is_not_passed_and_what_it_left_is_judged_later():
    runs = answers(*(f"It is {nth} days." for nth in range(20)))
    by = judge("yes", max_cost=Decimal("0.30"))
    ended, kept = judged(runs, by)
    assert ended.usage.cost <= Decimal("0.30")
    assert ended.judged + ended.left == 20
    assert 6 <= ended.judged <= 7
    assert not ended.stopped
    rest, _ = judged(runs, judge("yes"), kept)
    assert (rest.judged, rest.known) == (ended.left, ended.judged)


def test_a_wish_to_stop_leaves_the_rest():
    halt = Halt()
    halt.request()
    ended, kept = judged(answers("It is 60 days."), judge("yes", halt=halt))
    assert (ended.left, ended.stopped, kept.scores) == (1, True, {})


def test_a_cost_that_is_not_known_is_no_zero():
    twin = replace(answers("It is 60 days.")[0], id=9)
    ended, kept = judged([*answers("It is 60 days."), twin], judge("yes", price=None))
    assert ended.usage.cost is None
    assert [kept.scores[id]["judge_cost"].value for id in (1, 9)] == [None, None]


def test_no_more_are_judged_at_a_time_than_are_allowed():
    open_now, most = 0, 0

    class Slow(Priced):
        async def judge(self, inquiry, *, budget):
            nonlocal open_now, most
            open_now += 1
            most = max(most, open_now)
            await asyncio.sleep(0)
            open_now -= 1
            return await super().judge(inquiry, budget=budget)

    by = Judge(model=Slow(replies=[Reply(verdict="yes")]), version="fake:model 1", width=3)
    judged(answers(*(f"It is {nth} days." for nth in range(12))), by)
    assert most == 3


def test_what_judging_takes_is_reckoned_before():
    found = expected(100, judge="openai:gpt-4o-mini", read_tokens=1_000)
    assert (found.runs, found.requests) == (100, 600)
    assert found.input_tokens > 400_000
    assert found.cost > 0
    assert expected(100, judge="openai:gpt-4o-mini", read_tokens=1_000, base_url="http://127.0.0.1:9/v1").cost is None


# -- pairs --------------------------------------------------------------------------------------------------


def pair(a, b, nth=0):
    first, second = (replace(run(text, verified=False), id=id) for text, id in ((a, 2 * nth + 1), (b, 2 * nth + 2)))
    return Pair(question=QUESTIONS[f"q{nth}"], a=first, b=second, names=("v1", "v2"))


def compared(pairs, by, said=()):
    kept = []
    return asyncio.run(judge_pairs(pairs, judge=by, said=said, record=kept.extend)), kept


def test_a_preference_is_kept_by_the_name_of_the_judge_and_under_the_question():
    ended, (found,) = compared([pair("60 days", "30 days")], judge("first", "second"))
    assert (found.item, found.rater, found.a, found.b, found.preferred) == ("q0", "fake:model", "v1", "v2", "a")
    assert found.shown == "1 2 fake:model 1"
    assert (ended.judged, ended.usage.requests) == (1, 2)


def test_a_pair_is_compared_once_by_each_version_of_a_judge():
    pairs = [pair("60 days", "30 days")]
    _, said = compared(pairs, judge("first", "second"))
    ended, more = compared(pairs, judge("first", "second"), said)
    assert (ended.judged, ended.known, more) == (0, 1, [])
    turned = [replace(one, a=one.b, b=one.a, names=one.names[::-1]) for one in pairs]
    assert compared(turned, judge("first", "second"), said)[0].known == 1
    ended, more = compared(pairs, judge("first", "second", version="fake:model 2"), said)
    assert (ended.judged, len(more)) == (1, 1)


def test_pairs_in_which_neither_answers_or_one_failed_are_left_out():
    silent = pair("", "")
    failed = replace(pair("60", "30", 1), b=replace(run(status="error", error="no key"), id=4))
    purged = replace(pair("60 days", "30 days", 2), b=replace(run("gone", verified=True), id=6, text="", claims=(), read=(), prompts=()))
    by = judge("first", "second")
    assert compared([silent, failed, purged], by)[0].judged == 0
    assert by.model.requests == []
    compared([pair("60 days", "")], by)
    assert "It says that the documents do not answer this." in str(by.model.requests[0].inquiry.exhibits)


def test_a_pair_without_a_verdict_is_asked_again():
    down = ModelUnavailable("fake:model", reason="the endpoint answers HTTP 500")
    for by in (judge(error=down), judge("first", None)):
        ended, said = compared([pair("60 days", "30 days")], by)
        assert (ended.judged, ended.failed, said) == (0, 1, [])


# -- what a report may say ----------------------------------------------------------------------------------


def said_by(judge_name, value=1.0):
    return {metric.name: Score(metric=metric.name, version=f"1 {judge_name}", value=value) for metric in JUDGED}


def labels(count, *, aspect="judged_right"):
    return [Rating(item=str(id), rater="ada", value=float(id % 2), aspect=aspect) for id in range(1, count + 1)]


class Held:
    """Scores of runs, and the questions that these answer: each its own, or one for so many."""

    def __init__(self, scores, each=1):
        self.scores = scores
        self.each = each

    def scores_of(self, ids):
        return {id: self.scores[id] for id in ids if id in self.scores}

    def questions_of(self, ids):
        return {id: f"q{(id - 1) // self.each}" for id in ids if id in self.scores}


def stands(scores, people, version="fake:model 1", each=1):
    return standing("m1", scores, version=version, people=people, kept=Held(scores, each))


def test_a_judge_that_people_did_not_label_is_not_calibrated_and_it_is_said_what_to_do():
    found = stands({1: said_by("fake:model 1")}, [])
    assert found.uncalibrated == ("judged_right", "judged_backed")
    assert "judged_right is the word of fake:model and not calibrated: people have labelled 0 of its items" in found.notes[0]
    assert "untuned ratings draw m1 --metric judged_right --out FILE" in found.notes[0]


def test_a_judge_that_people_bear_out_on_fifty_answers_is_reported_as_it_is():
    scores = {id: said_by("fake:model 1", float(id % 2)) for id in range(1, LEAST_LABELS + 1)}
    found = stands(scores, labels(LEAST_LABELS))
    assert found.uncalibrated == ("judged_backed",)
    assert found.notes[0].startswith("judged_right is the word of fake:model: it agrees with people beyond chance")
    assert stands(scores, labels(LEAST_LABELS - 1)).uncalibrated == ("judged_right", "judged_backed")


def test_labels_of_another_question_and_of_another_judge_bear_nothing_out():
    scores = {id: said_by("fake:model 1", float(id % 2)) for id in range(1, LEAST_LABELS + 1)}
    assert "judged_right" in stands(scores, labels(LEAST_LABELS, aspect="quality")).uncalibrated
    others = {id: said_by("other:model 1", float(id % 2)) for id in range(1, LEAST_LABELS + 1)}
    mixed = others | {90: said_by("fake:model 1")}
    assert "judged_right" in stands(mixed, labels(LEAST_LABELS)).uncalibrated


def test_scores_of_two_judges_are_never_mixed():
    scores = {1: said_by("fake:model 1"), 2: said_by("other:model 1", 0.0), 3: said_by("other:model 1", 0.0)}
    found = stands(scores, [])
    assert set(found.scores[1]) == {metric.name for metric in JUDGED}
    assert found.scores[2] == found.scores[3] == {}
    gone = stands(scores, [], version="")
    assert gone.scores[1] == {}
    assert "other:model" in gone.notes[0]


def test_without_a_judge_there_is_nothing_to_say():
    scores = {1: {"correct": Score(metric="correct", version="1", value=1.0)}}
    found = stands(scores, labels(3))
    assert (found.scores, found.notes, found.uncalibrated) == (scores, (), ())


def test_a_rating_of_no_run_is_passed_over():
    odd = [Rating(item=item, rater="ada", value=1.0, aspect="judged_right") for item in ("q1", "9" * 30, "²", "1")]
    assert "labelled 1 of its items" in stands({1: said_by("fake:model 1")}, odd).notes[0]
