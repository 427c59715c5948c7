"""Labels of paragraphs stand in series, and one goes before another of its own series only."""

import pytest

from untuned.text.series import begins, goes_before, series_of


def of(text):
    return series_of(text, 0, len(text))


@pytest.mark.parametrize(
    ("first", "second"),
    [("(a) x", "(b) x"), ("(h) x", "(i) x"), ("(iv) x", "(v) x"), ("1. x", "2. x"), ("4.1 x", "4.2 x"), ("а) x", "в) x")],
)
def test_a_label_goes_before_a_later_one_of_its_series(first, second):
    assert goes_before(of(first), of(second))
    assert not goes_before(of(second), of(first))


@pytest.mark.parametrize(
    ("first", "second"), [("(a) x", "2. x"), ("(a) x", "b) x"), ("4.1 x", "5.2 x"), ("1. x", "4.2 x"), ("(a) x", "(ii) x")]
)
def test_labels_of_other_series_go_before_none(first, second):
    assert not goes_before(of(first), of(second))


@pytest.mark.parametrize("text", ["(a) x", "(i) x", "1. x", "3.1 x", "а) x"])
def test_the_first_label_begins_a_series(text):
    assert begins(of(text))


@pytest.mark.parametrize("text", ["", "A house", "2 houses", "a house", "10.5"])
def test_what_is_no_label_stands_in_no_series(text):
    assert not of(text)
