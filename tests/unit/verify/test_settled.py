"""A 'yes' or 'no' below a question of a source settles that question, and none that is asked of something else."""

import pytest

from untuned.rag.verify.scope.settled import settled_otherwise
from untuned.text.settled import question_above

PAGE = "### Can I pay in cash?\n\nNo.\n\nQ: Is the pool open in winter?\nA: No, only in summer.\n\nIt is closed. No exception is made.\n"


def other(quote, *told, language="en"):
    return settled_otherwise(quote, PAGE, PAGE.index(quote), told=told, language=language)


@pytest.mark.parametrize(
    ("quote", "told", "settled"),
    [
        ("No.", ("Can I pay in cash?", "You cannot pay in cash."), ""),
        ("No.", ("Can I use cash?", "You cannot pay in cash."), ""),
        ("No.", ("Do you take cards?", "Cards are not taken."), "Can I pay in cash?"),
        ("No.", ("Can't I pay in cash?", "You cannot pay in cash."), "Can I pay in cash?"),
        ("No.", ("Можно ли платить картой?", "Картой платить нельзя."), ""),
        ("A: No, only in summer.", ("Is the sauna hot?", "It is not."), "Q: Is the pool open in winter?"),
        ("No, only in summer.", ("Is the pool open in winter?", "The pool is closed in winter."), ""),
        ("No exception is made.", ("Do you take cards?", "Cards are not taken."), ""),
    ],
)
def test_a_yes_or_no_settles_the_question_right_above_it(quote, told, settled):
    assert other(quote, *told) == settled


def test_nothing_is_settled_otherwise_where_nothing_is_asked():
    assert other("No.") == ""


@pytest.mark.parametrize(("before", "asked"), [("Is it?\n\n", "Is it?"), ("Is it?\n- ", "Is it?"), ("Is it?\n\nWell.\n\n", ""), ("", "")])
def test_a_question_stands_right_above_what_answers_it(before, asked):
    assert question_above(f"{before}No.", len(before)) == asked
