"""Where a function crosses zero, beside scipy's own search."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.optimize import brentq

from untuned.evaluation.stats.roots import crossing

SHAPES = {
    "line": lambda x: x,
    "cubic": lambda x: x**3 + x,
    "steep": lambda x: math.tanh(200 * x),
    "flat at the crossing": lambda x: x**3,
    "curved": lambda x: math.expm1(4 * x),
    "a step": lambda x: 1.0 if x > 0 else -1.0,
}


@pytest.mark.parametrize("shape", SHAPES)
@given(place=st.floats(-0.999, 0.999), falling=st.booleans())
def test_the_place_is_found_to_ten_digits_whatever_the_shape(shape, place, falling):
    sign = -1 if falling else 1
    assert crossing(lambda x: sign * SHAPES[shape](x - place), -1.0, 1.0) == pytest.approx(place, abs=1.1e-10)


@given(place=st.floats(0.01, 0.99))
def test_it_agrees_with_scipy(place):
    def function(x):
        return math.sqrt(x) - math.sqrt(place)

    assert crossing(function, 0.0, 1.0) == pytest.approx(brentq(function, 0.0, 1.0, xtol=1e-12), abs=1e-10)


def test_a_step_takes_hardly_more_steps_than_halving():
    asked = []

    def step(x):
        asked.append(x)
        return 1.0 if x > 0.123456789 else -1.0

    crossing(step, -1.0, 1.0)
    assert len(asked) <= 2 + math.ceil(math.log2(2 / 1e-10)) + 1


def test_zero_at_an_end_is_that_end():
    assert crossing(lambda x: x, 0.0, 1.0) == 0.0
    assert crossing(lambda x: x - 1, 0.0, 1.0) == 1.0


def test_without_a_crossing_there_is_an_error_with_both_values():
    with pytest.raises(ValueError, match="1 at 0 and 2 at 1"):
        crossing(lambda x: 1 + x, 0.0, 1.0)
