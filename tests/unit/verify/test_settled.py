"""A 'yes' or 'no' below a question of a source settles that question, and none that is asked of something else."""

import pytest

from untuned.rag.verify.scope.settled import settled_otherwise, wanted
from untuned.text.settled import asking_lines, question_above, settles
from untuned.text.words import terms

PAGE = "### Can I pay in cash?\n\nNo.\n\nQ: Is the pool open in winter?\nA: No, only in summer.\n\nIt is closed. No exception is made.\n"


def other(quote, *told, language="en", page=PAGE, at=None):
    question, claim = told or ("", "")
    return settled_otherwise(
        page,
        page.index(quote) if at is None else at,
        wanted=wanted([question] if question else [], claim, own_words=True, language=language),
        language=language,
        others=[frozenset(terms(line, language=language)) for _, line in asking_lines(page)],
    )


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


PETS = """### Are dogs allowed?

No.

### Are dogs allowed in the garden?

Yes.

### Are cats allowed?

Yes.
"""


@pytest.mark.parametrize(
    ("below", "told", "settled"),
    [
        ("Are cats allowed?", ("Are dogs allowed?", "Dogs are allowed."), "Are cats allowed?"),
        ("Are cats allowed?", ("May I bring a dog?", "Dogs are allowed."), "Are cats allowed?"),
        ("Are cats allowed?", ("Are dogs and cats allowed?", "Cats are allowed."), ""),
        ("Are dogs allowed?", ("Are dogs allowed in the garden?", "Dogs are not allowed in the garden."), "Are dogs allowed?"),
        ("Are dogs allowed?", ("Are dogs allowed?", "Dogs are not allowed."), ""),
        ("Are dogs allowed in the garden?", ("Are dogs allowed?", "Dogs are allowed in the garden."), ""),
    ],
)
def test_a_yes_or_no_carries_no_claim_that_another_question_of_the_page_is_nearer_to(below, told, settled):
    at = PETS.index(below) + len(below) + 2
    assert other(PETS[at : PETS.index("\n", at)], *told, page=PETS, at=at) == settled


@pytest.mark.parametrize(
    "text",
    [
        "Yes.",
        "No",
        "No, it is not.",
        "No you cannot.",
        "A: No, except guide dogs.",
        "**Answer:** Yes.",
        "_No_, it is not.",
        "No es posible.",
        "Нет.",
        "Да, за 5 дней.",
    ],
)
def test_a_yes_or_no_settles_a_question(text):
    assert settles(text)


@pytest.mark.parametrize(
    "text",
    [
        "No cash is accepted.",
        "A: No dogs.",
        "**No** refunds.",
        "No 24 hour service.",
        "No. 5 is open.",
        "Нет доплаты за багаж.",
        "No se admiten perros.",
        "None.",
        "Note",
    ],
)
def test_the_no_of_another_word_settles_none(text):
    assert not settles(text)
