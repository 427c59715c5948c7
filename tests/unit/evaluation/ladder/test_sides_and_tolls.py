"""What is measured beside the ladder, and what answers take."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal

import pytest

from climbing import CORRECT, Planted
from untuned.evaluation.ladder.ascent import Ascent
from untuned.evaluation.ladder.sides import NOOP, ORACLE, VALIDATED, measure_sides, side_rungs
from untuned.evaluation.ladder.tolls import toll_of
from untuned.evaluation.ladder.tried import Terms
from untuned.types.measures import Evidence, Question, Run

NOON = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)


def sides(drawn, *, claims=True, questions=None):
    known = {f"q{at}": Question(id=f"q{at}", text="?", evidence=(Evidence(path="a", quote="b", version=1),)) for at in range(drawn.n)}
    terms = Terms(metric=CORRECT, questions=known if questions is None else questions)
    return measure_sides(Ascent(standing=drawn.tried("default")), claims=claims, tries=drawn, terms=terms)


def run(nth, *, milliseconds=None, cost=None, status="ok"):
    return Run(
        variant="v",
        question=f"q{nth}",
        status=status,
        milliseconds=milliseconds,
        cost=None if cost is None else Decimal(str(cost)),
        at=NOON,
        key=str(nth),
    )


def test_beside_the_ladder_are_the_evidence_in_both_wordings_and_the_same_once_more():
    found = sides(Planted(seed=1, n=100))
    assert [(one.rung, one.variant, one.outcome) for one in found.steps] == [
        (ORACLE, "default+oracle+text", "side"),
        (VALIDATED, "default+oracle", "side"),
        (NOOP, "default+again", "side"),
    ]


def test_of_what_stands_in_plain_text_the_validated_side_has_claims():
    assert [rung.variants[0] for rung in side_rungs("naive", claims=False)] == ["naive+oracle", "naive+oracle+claims", "naive+again"]


def test_questions_without_known_evidence_are_left_out_of_the_oracle_and_of_its_causes():
    drawn = Planted(seed=1, n=100)
    known = {f"q{at}": Question(id=f"q{at}", text="?", must_abstain=at < 40) for at in range(100)}
    found = sides(drawn, questions=known)
    oracle, _, noop = found.steps
    assert (oracle.comparison.n, noop.comparison.n) == (40, 100)
    assert (oracle.comparison.asked, oracle.comparison.one_sided) == (40, False)
    assert "gave no answer" not in oracle.why
    assert sum(count for _, count in found.causes) <= 40


def test_a_side_that_cannot_answer_says_why():
    found = sides(Planted(seed=1, n=100, problems={"default+oracle": "no passage is known"}))
    assert (found.steps[1].outcome, found.steps[1].why) == ("not tried", "no passage is known")


def test_a_no_op_that_differs_is_told():
    assert "not the same" in sides(Planted(seed=1, n=300, on_top={"again": 0.15})).notes[0]
    assert not sides(Planted(seed=1, n=300)).notes


def test_sides_that_are_stopped_say_so():
    assert sides(Planted(seed=1, n=100, stops_at="default+again")).stopped


def test_the_latency_is_that_of_the_slower_twentieth():
    assert toll_of([run(nth, milliseconds=float(nth)) for nth in range(1, 101)]).latency_ms == 95.0


def test_the_cost_is_that_of_a_thousand_answers_and_unknown_where_any_is():
    known = [run(nth, cost=0.002) for nth in range(10)]
    assert toll_of(known).cost == pytest.approx(Decimal(2))
    assert toll_of([*known, run(11)]).cost is None


def test_failed_runs_take_nothing():
    assert toll_of([run(1, milliseconds=5.0, cost=0), run(2, status="error", milliseconds=9000.0)]).latency_ms == 5.0
    assert toll_of([run(1, status="error")]) == toll_of([])


def test_no_side_is_said_to_be_taken():
    found = sides(Planted(seed=1, n=100, on_top={"oracle": 0.4}))
    assert found.steps[0].comparison.verdict == "better"
    assert not [one.why for one in found.steps if "Take " in one.why or "Keep " in one.why]
