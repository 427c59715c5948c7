"""Whether more of the same would still gain, and how many questions would tell."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from climbing import CORRECT, Planted, climbed
from untuned.evaluation.ladder.decide import decide
from untuned.evaluation.ladder.plateau import Attempt, attempt, plateau
from untuned.evaluation.ladder.tried import Terms, Tried


def tried(name, values):
    return Tried(name=name, hash=f"{name:0<16}", scores={f"q{at}": value for at, value in enumerate(values)})


def made(rung="few-shot", kind="shots", *, gain=0.0, bound=0.02, n=400, **more):
    return Attempt(rung=rung, kind=kind, against="s", gain=gain, bound=bound, n=n, level=0.005, **more)


def said(*attempts):
    return plateau(attempts)


def test_two_attempts_of_different_kinds_whose_bounds_lie_below_what_matters_are_a_plateau():
    found = said(made(), made("thinking", "thinking", bound=0.025))
    assert (found.state, found.bound, found.attempts) == ("reached", 0.025, ("few-shot", "thinking"))


def test_two_attempts_of_one_kind_are_none():
    found = said(made(), made("nearest"))
    assert (found.state, "two different kinds" in found.why) == ("not reached", True)


def test_nothing_tried_is_none():
    assert said().state == "not reached"


def test_one_bound_at_what_matters_leaves_it_undetermined():
    assert said(made(bound=0.03), made("thinking", "thinking")).state == "undetermined"


def test_each_bound_is_held_against_the_least_that_matters_of_its_own_attempt():
    found = said(made(bound=0.05, least=0.06), made("thinking", "thinking", bound=0.04, least=0.03))
    assert (found.state, found.bound) == ("undetermined", 0.04)


def test_a_gain_that_only_the_budget_keeps_back_is_no_plateau():
    assert said(made(gains=True, gain=0.1, bound=0.12), made("thinking", "thinking")).state == "not reached"


def test_the_number_that_would_decide_is_that_of_the_worst_attempt():
    thin, thick = made(bound=0.035), made("thinking", "thinking", bound=0.05)
    alone = said(thin, made("thinking", "thinking")).more_questions
    both = said(thin, thick).more_questions
    assert alone is not None
    assert both is not None
    assert 0 < alone < both


def test_no_number_decides_a_gain_of_just_what_is_too_small_to_show():
    found = said(made(gain=0.0299, bound=0.4, n=40), made("thinking", "thinking"))
    assert (found.state, found.more_questions) == ("undetermined", None)


def test_a_bound_is_that_of_one_side_at_ninety():
    right = [1.0] * 300 + [0.0] * 100
    better = [1.0] * 290 + [0.0] * 98 + [1.0] * 12
    terms = Terms(metric=CORRECT, questions={})
    a, b = tried("a", right), tried("b", better)
    found = attempt(a, b, decide(a, b, left=1, terms=terms), rung=("b", "shots", True), terms=terms)
    error = (22 / 400 - (2 / 400) ** 2) ** 0.5 / 400**0.5
    assert found.bound == pytest.approx(2 / 400 + 1.2816 * error, abs=0.002)


def test_missing_scores_count_as_the_best_of_the_new_variant():
    values = [1.0] * 200 + [0.0] * 200
    terms = Terms(metric=CORRECT, questions={})
    a, whole, holed = tried("a", values), tried("b", values), tried("b", [*values[:-40], *[None] * 40])

    def bound(new):
        return attempt(a, new, decide(a, new, left=1, terms=terms), rung=("b", "shots", True), terms=terms).bound

    assert bound(holed) >= 0.1 > bound(whole)


def test_what_missing_scores_leave_open_is_asked_again_and_not_added_to():
    values = [1.0] * 200 + [0.0] * 200
    terms = Terms(metric=CORRECT, questions={})
    a, holed = tried("a", values), tried("b", [*values[:-14], *[None] * 14])
    open_ = attempt(a, holed, decide(a, holed, left=1, terms=terms), rung=("b", "shots", True), terms=terms)
    found = said(open_, made("thinking", "thinking"))
    assert (found.state, found.more_questions) == ("undetermined", None)
    assert found.why.endswith("it cannot be told. Ask again what failed: the missing scores alone could be such a gain.")


COST = replace(CORRECT, name="cost", range=(0.0, float("inf")), higher_is_better=False)


def costs(name, mean, n=200):
    """Answers at about so many US dollars each."""
    return tried(name, [mean * (0.9 + 0.02 * (at % 11)) for at in range(n)])


def test_a_cost_is_climbed_from_by_the_share_that_matters_as_a_comparison_reads_it():
    terms = Terms(metric=COST, questions={})
    dear, half, alike = costs("dear", 0.010), costs("half", 0.005), costs("alike", 0.0099)
    found = decide(dear, half, left=1, terms=terms)
    assert (found.outcome, found.comparison.verdict) == ("climbed", "better")
    assert found.comparison.minimum_effect == pytest.approx(0.03 * 0.010, rel=0.01)
    assert "points" not in found.why
    assert decide(dear, alike, left=1, terms=terms).comparison.verdict == "equivalent"
    assert decide(alike, costs("twice", 0.020), left=1, terms=terms).comparison.verdict == "worse"


def test_a_plateau_of_a_cost_is_one_where_less_than_the_share_that_matters_could_be_saved():
    terms = Terms(metric=COST, questions={})
    dear = costs("dear", 0.010)

    def tried_at(mean, rung, kind):
        new = costs(rung, mean)
        return attempt(dear, new, decide(dear, new, left=2, terms=terms), rung=(rung, kind, True), terms=terms)

    none = said(tried_at(0.0101, "few-shot", "shots"), tried_at(0.0101, "thinking", "thinking"))
    some = said(tried_at(0.0101, "few-shot", "shots"), tried_at(0.0090, "thinking", "thinking"))
    assert (none.state, some.state) == ("reached", "undetermined")


def test_what_an_undetermined_plateau_asks_for_decides_it_four_times_in_five():
    flat = dict.fromkeys(("naive", "chunked", "default_text", "prompted", "default", "tuned"), 0.3)
    terms = Terms(metric=CORRECT, questions={})
    decided = asked = 0
    for seed in range(20):
        found = climbed(Planted(seed=seed, n=200, gains=flat, churn=0.02)).plateau(terms)
        if found.more_questions is not None:
            asked += 1
            again = climbed(Planted(seed=seed + 100, n=200 + found.more_questions, gains=flat, churn=0.02)).plateau(terms)
            decided += again.state != "undetermined"
    assert asked >= 15
    assert decided >= 0.6 * asked


@pytest.mark.parametrize(("gained", "lost", "n", "most"), [(5, 5, 100, 600), (3, 3, 100, 420), (1, 1, 100, 220), (6, 4, 200, 700)])
def test_so_many_questions_as_are_asked_for_bring_the_bound_below_four_times_in_five_and_not_always(gained, lost, n, most):
    terms = Terms(metric=CORRECT, questions={})

    def found(better, worse, of):
        base = [0.0] * better + [1.0] * (of - better)
        a, b = tried("a", base), tried("b", [1.0] * better + [0.0] * worse + [1.0] * (of - better - worse))
        return attempt(a, b, decide(a, b, left=6, terms=terms), rung=("b", "shots", True), terms=terms)

    asked = n + said(found(gained, lost, n), made("thinking", "thinking")).more_questions
    drawn = np.random.default_rng(5).multinomial(asked, [gained / n, lost / n, 1 - (gained + lost) / n], 200)
    below = [found(int(row[0]), int(row[1]), asked).bound < 0.03 for row in drawn]
    assert asked < most
    assert 0.73 <= np.mean(below) <= 0.9


def test_a_plateau_is_seldom_declared_where_a_gain_that_matters_is_left():
    flat = dict.fromkeys(("naive", "chunked", "default_text", "prompted", "default", "tuned"), 0.3)
    terms = Terms(metric=CORRECT, questions={})
    drawn = (Planted(seed=seed, n=300, gains=flat, churn=0.02, on_top={"thinking": 0.03}) for seed in range(40))
    assert sum(climbed(one).plateau(terms).state == "reached" for one in drawn) <= 8


def test_where_a_gain_that_matters_is_seen_the_questions_that_would_show_it_are_enough():
    small = made("chunked", "retrieval", gain=0.05, bound=0.12, n=40, deviation=0.31)
    large = made("verified quotes", "verification", gain=0.175, bound=0.28, n=40, deviation=0.5)
    found = said(small, large)
    assert found.more_questions == said(large, made("x", "shots", gain=0.0, bound=0.02, n=40)).more_questions
    assert "if verified quotes gains as much as it seems to, it is climbed to four times in five" in found.why
