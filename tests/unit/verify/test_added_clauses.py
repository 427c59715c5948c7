"""A clause that a claim adds of its own is named."""

import pytest

from untuned.rag.verify.agreement import agree
from untuned.rag.verify.support.support import judge, support_of

PRO = "The Pro plan includes SSO."


@pytest.mark.parametrize(
    ("claim", "source", "says"),
    [
        ("The Pro plan includes SSO, and it is free for students.", PRO, "and it is free for students"),
        ("The Pro plan includes SSO and is free for students.", PRO, "and is free for students"),
        ("The Pro plan, free for students, includes SSO.", PRO, "free for students"),
        ("The Pro plan includes SSO; it costs nothing for students.", PRO, "it costs nothing for students"),
        ("The Pro plan includes SSO. It is free for students.", PRO, "It is free for students"),
        ("Managers can delete notes, but not folders.", "Managers can delete notes.", "but not folders"),
        ("Тариф Pro включает SSO, и он бесплатен для студентов.", "Тариф Pro включает SSO.", "и он бесплатен для студентов"),
    ],
)
def test_a_clause_of_the_claims_own_is_a_soft_flag_that_says_it(claim, source, says):
    support = support_of(claim, [source])
    assert support.band == "undecided"
    assert [(flag.kind, flag.hard, flag.says) for flag in support.flags] == [("other_word", False, says)]
    assert support.flags[0].sentence == f"the source has no '{says}'"


def test_an_answer_names_it_too():
    (sentence,) = judge("The Pro plan includes SSO, and it is free for students.", [PRO], question="What does it include?").sentences
    assert [flag.says for flag in sentence.support.flags] == ["and it is free for students"]


@pytest.mark.parametrize(
    "claim",
    [
        "The Pro plan includes SSO, and so on.",
        "According to the passage, the Pro plan includes SSO.",
        "Students pay nothing, and guests neither.",
        "",
    ],
)
def test_words_about_the_source_and_claims_that_lean_on_nothing_are_not_named(claim):
    assert "other_word" not in [flag.kind for flag in agree(claim, [PRO])]


def test_where_a_flag_stands_in_the_clause_that_tells_already():
    assert [flag.kind for flag in agree("The Pro plan includes SSO, and students pay $50.", [PRO])] == ["number"]


def test_what_the_question_says_is_known():
    assert agree("The Pro plan includes SSO, and it is free for students.", [PRO], supplies=["Is it free for students?"]) == ()
