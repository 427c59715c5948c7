"""Marks and filters say the same: what a filter passes has one of the marks that it wants, and nothing else has."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from untuned.index.marks import marks_of, texts_of, wanted
from untuned.types.filters import Filter

NUMBERS = st.floats(allow_nan=False, allow_infinity=True) | st.integers(min_value=-(10**12), max_value=10**12)
TEXTS = st.text(max_size=8) | st.sampled_from(["=", "?", "f?", "f=a", "#", "@", "a\0b"])
VALUES = NUMBERS | st.dates() | TEXTS
FIELDS = st.sampled_from(["f", "g", "f=a"])
ATTRIBUTES = st.dictionaries(FIELDS, st.lists(VALUES, min_size=1, max_size=3).map(tuple), max_size=3)


def found(condition, attributes):
    """What an engine that knows nothing but marks would say."""
    asked, held = wanted(condition), set(marks_of(attributes))
    return not held.isdisjoint(asked.terms) or (asked.lacks is not None and asked.lacks not in held)


@given(ATTRIBUTES, st.lists(VALUES, min_size=1, max_size=3), st.booleans())
def test_a_value_is_found_where_the_filter_passes_it(attributes, values, or_missing):
    condition = Filter(field="f", values=tuple(values), or_missing=or_missing)
    assert found(condition, attributes) == condition.passes(attributes)


@given(ATTRIBUTES, NUMBERS, st.sampled_from(["from", "to"]), st.booleans())
def test_a_range_of_numbers_is_found_where_the_filter_passes_it(attributes, bound, operator, or_missing):
    condition = Filter(field="f", operator=operator, values=(bound,), or_missing=or_missing)
    assert found(condition, attributes) == condition.passes(attributes)


@given(ATTRIBUTES, st.dates(), st.sampled_from(["from", "to"]))
def test_a_range_of_days_is_found_where_the_filter_passes_it(attributes, bound, operator):
    condition = Filter(field="f", operator=operator, values=(bound,))
    assert found(condition, attributes) == condition.passes(attributes)


@given(NUMBERS, NUMBERS)
def test_neighbouring_bounds_of_any_size_take_in_the_bound_itself(low, high):
    attributes = {"f": (low, high)}
    for bound in (low, high):
        assert all(found(Filter(field="f", operator=operator, values=(bound,)), attributes) for operator in ("from", "to"))


@given(st.dates() | NUMBERS)
def test_a_range_is_a_few_hundred_terms_at_most(bound):
    for operator in ("from", "to"):
        assert len(wanted(Filter(field="f", operator=operator, values=(bound,))).terms) <= 16 * 16


def test_text_is_neither_before_nor_after_anything():
    condition = Filter(field="f", operator="from", values=("a",))
    assert not condition.passes({"f": ("b",)})
    assert not found(condition, {"f": ("b", 1.0, date(2025, 1, 1))})


def test_only_texts_are_counted_and_every_field_that_has_one():
    assert texts_of({"f": ("a", 2.0), "g": (date(2025, 1, 1),)}) == ["f?", "f=a"]
