from __future__ import annotations

import secrets
from collections import Counter

import pytest

from generators import fourth_twins, other_twins, third_twins
from generators import twins as first_twins
from untuned.rag.verify.scope.scope import in_scope

COUNT = 1_000


@pytest.fixture
def seed() -> int:
    drawn = secrets.randbelow(10**9)
    print(f"seed {drawn}")
    return drawn


@pytest.mark.parametrize("family", [first_twins, other_twins, third_twins, fourth_twins], ids=["first", "other", "third", "fourth"])
def test_a_question_is_answered_by_what_it_names_and_not_by_its_near_twin(family, seed):
    drawn = list(family.twins(seed, COUNT))
    taken = [twin for twin in drawn if in_scope(twin.question, quote=twin.wrong.quote, context=twin.wrong.context).ok]
    kept = [twin for twin in drawn if in_scope(twin.question, quote=twin.right.quote, context=twin.right.context).ok]
    assert len(taken) <= 0.01 * COUNT, f"seed {seed}: {[(twin.question, twin.wrong) for twin in taken[:5]]}"
    assert len(kept) >= 0.95 * COUNT, f"seed {seed}"


def test_every_kind_language_and_place_of_a_name_is_drawn():
    drawn = Counter((twin.kind, twin.language, twin.carrier) for twin in first_twins.twins(7, COUNT))
    assert len(drawn) == 5 * 2 * 5
    assert min(drawn.values()) >= 15


def test_questions_differ_in_their_wording_and_names():
    drawn = list(first_twins.twins(7, COUNT))
    assert len({twin.question for twin in drawn}) > 0.9 * COUNT
    for kind in first_twins.KINDS:
        for language in first_twins.LANGUAGES:
            mine = [twin for twin in drawn if (twin.kind, twin.language) == (kind, language)]
            words = {(twin.question.replace(twin.asked, ""), twin.carrier) for twin in mine}
            assert len(words) >= 40, (kind, language)


def test_a_seed_draws_the_same_questions_again():
    assert list(first_twins.twins(11, 50)) == list(first_twins.twins(11, 50))


def test_pages_hold_the_twin_alone_or_both():
    for twin in first_twins.twins(5, 50):
        alone, both = "".join(twin.pages(right=False).values()), "".join(twin.pages(right=True).values())
        assert twin.wrong.quote in alone
        assert twin.right.quote not in alone
        assert twin.wrong.quote in both
        assert twin.right.quote in both
