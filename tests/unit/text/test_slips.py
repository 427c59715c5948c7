"""Misspelt words, and values as they are compared."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import OSA

from untuned.text.slips import meant, slips
from untuned.text.values import LONGEST, folded, number_in, parts_of

PRODUCTS = ("varinon", "varknon", "mini", "max", "nova")


@pytest.mark.parametrize(
    ("said", "meaning"),
    [
        ("vairnon", ["varinon"]),
        ("varinonn", ["varinon"]),
        ("varnon", ["varinon", "varknon"]),
        ("varinon", ["varinon"]),
        ("minu", []),
        ("mox", []),
        ("noва", []),
        ("warinon", []),
    ],
)
def test_a_slip_in_a_long_word_is_looked_through_and_a_short_word_is_itself(said, meaning):
    assert meant(said, PRODUCTS) == meaning


def test_a_code_is_never_misspelt():
    assert slips("err40412", "err40421") is None


@given(st.text(min_size=1, max_size=12), st.text(min_size=1, max_size=12))
def test_slips_are_the_same_both_ways(one, other):
    assert slips(one, other) == slips(other, one)


@given(st.text(alphabet="abc", min_size=5, max_size=10), st.text(alphabet="abc", min_size=5, max_size=10))
def test_slips_are_the_optimal_string_alignment_distance(one, other):
    distance, allowed = OSA.distance(one, other), 2 if min(len(one), len(other)) >= 8 else 1
    assert slips(one, other) == (distance if one == other or (distance <= allowed and one[0] == other[0]) else None)


@given(st.text(max_size=1_000))
def test_a_folded_value_is_short_on_one_line_and_stays_as_it_is(value):
    once = folded(value)
    assert folded(once) == once
    assert len(once) <= LONGEST
    assert "\n" not in once
    assert once.encode("utf-8").decode("utf-8") == once


@pytest.mark.parametrize(
    ("value", "number"),
    [
        ("1,200.5 kg", 1200.5),
        ("1 200", 1200.0),
        ("3,5", 3.5),
        ("-4", -4.0),
        ("−7 °C", -7.0),
        ("12.03.2025", None),
        ("x", None),
        ("", None),
        ("09:30", None),
        ("10:30 Uhr", None),
        ("3/4", None),
        ("10–12", None),
        ("5: a list", 5.0),
    ],
)
def test_a_number_is_read_as_it_is_written(value, number):
    assert number_in(value) == number


def test_a_list_in_one_string_is_cut_at_commas():
    assert parts_of("billing, how-to;; b\n") == ["billing", "how-to", "b"]
