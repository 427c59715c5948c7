"""How often something changes within a cycle, from what was watched for different lengths of time."""

import math
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from untuned.evaluation.advice.exposure import Watched, share_within
from untuned.evaluation.stats.proportion import proportion_interval


def watched(changed, n, days=90):
    return [Watched(days=days, changed=nth < changed) for nth in range(n)]


@given(st.integers(1, 300), st.data())
def test_what_was_watched_for_one_cycle_is_a_plain_share_with_its_interval(n, data):
    changed = data.draw(st.integers(0, n))
    share, interval = share_within(watched(changed, n), days=90)
    wanted = proportion_interval(changed, n)
    assert share == pytest.approx(changed / n)
    assert (interval.low, interval.high) == pytest.approx((wanted.low, wanted.high), abs=1e-9)


def test_half_a_cycle_is_scaled_to_a_whole_one():
    share, interval = share_within(watched(10, 40, days=45), days=90)
    wanted = proportion_interval(10, 40)
    assert share == pytest.approx(1 - 0.75**2)
    assert (interval.low, interval.high) == pytest.approx((1 - (1 - wanted.low) ** 2, 1 - (1 - wanted.high) ** 2))


def test_a_design_effect_is_as_many_fewer():
    _, halved = share_within(watched(20, 100), days=90, effect=2.0)
    wanted = proportion_interval(10, 50)
    assert (halved.low, halved.high) == pytest.approx((wanted.low, wanted.high))


@given(
    st.lists(st.builds(Watched, days=st.integers(1, 4_000), changed=st.booleans()), min_size=1, max_size=60),
    st.integers(1, 1_000),
    st.floats(1, 500),
)
def test_the_share_lies_in_its_interval_whatever_was_watched(seen, days, effect):
    share, interval = share_within(seen, days=days, effect=effect)
    assert 0.0 <= interval.low <= share + 1e-9
    assert share - 1e-9 <= interval.high <= 1.0


def test_intervals_of_mixed_lengths_hold_the_true_share_as_often_as_they_say():
    chance, rate, held = random.Random(7), -math.log(0.9) / 90, 0
    for _ in range(400):
        seen = [Watched(days=days, changed=chance.random() < -math.expm1(-rate * days)) for days in [90] * 30 + [20] * 50 + [5] * 50]
        _, interval = share_within(seen, days=90)
        held += interval.low <= 0.1 <= interval.high
    assert held / 400 == pytest.approx(0.95, abs=0.03)
