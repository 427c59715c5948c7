"""The break-even in closed form, its interval, and what turns it over."""

import math

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from untuned.evaluation.advice.break_even import MONTH, Assumption, Fixed, flip_of, flips, payback

PLAIN = {
    "calls": 100_000,
    "input_tokens": 1_000,
    "output_tokens": 100,
    "input_price": 1.0,
    "output_price": 4.0,
    "failing": 0.1,
    "failure_cost": 0.05,
    "mended": 0.5,
    "tuned_input": 1.0,
    "tuned_price": 1.0,
    "training_cost": 100.0,
    "hosting": 50.0,
    "minutes": 3.0,
    "rate": 40.0,
    "lead_days": MONTH,
    "renewed": 0.1,
}
FIXED = Fixed(rows_to_review=100, rows=200, retrain_days=round(3 * MONTH), measuring=0.0, horizon_months=12.0)


def assumptions(**changes):
    def ends(value):
        return value if isinstance(value, tuple) else (value, value)

    return [Assumption(name=name, range=ends(value), source="made up", told=name) for name, value in (PLAIN | changes).items()]


def test_it_is_what_it_takes_over_what_it_saves_after_the_days_before_it_answers():
    found = payback(assumptions(), FIXED)
    again = 100 + 0.1 * 200 * 3 / 60 * 40
    saved = 100_000 * 0.1 * 0.5 * 0.05 - 50 - again * MONTH / FIXED.retrain_days
    invested = 100 + 100 * 3 / 60 * 40
    assert (found.saved_a_month, found.invested) == (pytest.approx(saved), pytest.approx(invested))
    assert found.months == pytest.approx(invested / saved + 1)
    assert (found.interval.low, found.interval.high) == (pytest.approx(found.months), pytest.approx(found.months))


def test_a_dearer_token_is_paid_for_each_call():
    cheap, dear = (payback(assumptions(tuned_price=price), FIXED).saved_a_month for price in (1.0, 2.0))
    assert cheap - dear == pytest.approx(100_000 * (1_000 * 1.0 + 100 * 4.0) / 1e6)


def test_what_never_saves_never_pays():
    found = payback(assumptions(failing=0.0), FIXED)
    assert math.isinf(found.months)
    assert (math.isinf(found.interval.high), found.pays) == (True, 0.0)


def test_wider_assumptions_make_a_wider_interval():
    narrow = payback(assumptions(calls=(90_000, 110_000)), FIXED).interval
    wide = payback(assumptions(calls=(50_000, 150_000)), FIXED).interval
    assert wide.low < narrow.low < narrow.high < wide.high


def test_the_share_of_draws_that_pay_is_the_share_of_the_range_that_does():
    flip = flip_of(assumptions()[0], assumptions(), FIXED)
    assert flip is not None
    found = payback(assumptions(calls=(0, 2 * flip.value)), FIXED)
    assert found.pays == pytest.approx(0.5, abs=0.02)


@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(name=st.sampled_from(sorted(PLAIN)))
def test_on_the_two_sides_of_a_flip_the_verdict_differs(name):
    held = assumptions()
    flip = flip_of(next(one for one in held if one.name == name), held, FIXED)
    if flip is None:
        return
    below, above = (payback(assumptions(**{name: flip.value * factor}), FIXED).pays for factor in (0.999, 1.001))
    assert {below, above} == {0.0, 1.0}
    assert flip.pays_above == (above == 1.0)


def test_the_likeliest_flip_comes_first():
    flip = flip_of(assumptions()[0], assumptions(), FIXED)
    assert flip is not None
    held = assumptions(calls=(flip.value * 0.5, flip.value * 1.7))
    assert flips(held, FIXED)[0].assumption.name == "calls"


def test_the_same_seed_draws_the_same():
    held = assumptions(calls=(50_000, 150_000), mended=(0.2, 0.9))
    assert payback(held, FIXED) == payback(held, FIXED)
