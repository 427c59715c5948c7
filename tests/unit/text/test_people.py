"""Groups of people that a text names."""

from __future__ import annotations

import pytest

from timing import assert_grows_with_length
from untuned.text.people import groups_asked, groups_for


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("A visit costs 7 EUR for members.", ["members"]),
        ("345 EUR for adults and 140 EUR for juniors under 18", ["adults", "juniors"]),
        ("The fee for non-members is 9 EUR.", ["non-members"]),
        ("Билет для членов клуба дешевле", []),  # the word ends no phrase
        ("Вход для гостей, 5 евро", ["гостей"]),
        ("for member pages", []),
    ],
)
def test_groups_for_whom_something_is(text, words):
    assert [group.word for group in groups_for(text)] == words


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("Can guests use the sauna?", ["guests"]),
        ("Do non-members pay?", ["non-members"]),
        ("Can student cards be used?", []),
        ("What does it cost for a child?", ["child"]),
    ],
)
def test_groups_that_a_question_asks_for_are_its_subject_too(question, words):
    assert [group.word for group in groups_asked(question)] == words


def the(text):
    return next(groups_for(text))


@pytest.mark.parametrize(
    ("one", "other", "excluded"),
    [
        ("for guests", "for members", True),
        ("for non-members", "for members", True),
        ("для гостей", "for members", True),
        ("for adults", "for children", True),
        ("for students", "for members", False),
        ("for juniors", "for members", False),
        ("for members", "для членов", False),
    ],
)
def test_groups_of_which_nobody_is_in_both_exclude_each_other(one, other, excluded):
    assert the(one).excludes(the(other)) is excluded
    assert the(other).excludes(the(one)) is excluded


def test_a_group_is_named_by_any_of_its_words():
    assert the("for kids").is_named_in("Children pay half.")
    assert not the("for kids").is_named_in("Members pay half.")
    assert the("for non-members").is_named_in("Nonmembers pay 9 EUR.")
    assert not the("for non-members").is_named_in("Members pay 7 EUR.")


@pytest.mark.parametrize("part", ["for members and ", "can guests ", "non-"])
def test_a_long_text_takes_time_in_proportion(part):
    assert_grows_with_length(lambda text: list(groups_asked(text)), part * 500, part * 2_000)
