"""A model of support may be as sure as it likes: what the rules refuse stays refused."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from untuned import check_answer
from untuned.rag.verify.support.support import Pair, judge, support_of

SOURCE = "The term of the return is 60 days for all. The price of the plan is 12 € a month since 2019. Sale items are not refundable."
SENTENCES = st.sampled_from(
    [
        "The term of the return is 60 days for all.",
        "The term of the return is 45 days for all.",
        "The price of the plan is 99 € a month.",
        "The price is 12 € a month since 2021.",
        "Sale items are refundable.",
        "Nothing else is known about it.",
        'It says "The term of the return is 60 days for all."',
        'It says "The term of the return is 30 days for all."',
        'It says "items are refundable".',
    ]
)
ANSWERS = st.lists(SENTENCES, min_size=1, max_size=5).map(" ".join)


class Sure:
    """A scorer that gives every claim the same probability."""

    name = "sure"

    def __init__(self, probability: float) -> None:
        self.probability = probability

    def score(self, pairs: Sequence[Pair]) -> list[float]:
        return [self.probability] * len(pairs)


@given(ANSWERS, st.floats(0, 1) | st.just(1.0))
def test_a_model_overrules_no_failed_quote_and_no_hard_flag(answer, probability):
    plain, scored = check_answer(answer, [SOURCE]), check_answer(answer, [SOURCE], scorer=Sure(probability))
    assert scored.quotes == plain.quotes
    assert [claim.support.flags for claim in scored.claims] == [claim.support.flags for claim in plain.claims]
    assert [claim.support.band for claim in scored.claims] == [claim.support.band for claim in plain.claims]
    assert (scored.ok, scored.problems) == (plain.ok, plain.problems)
    assert scored.scorer == "sure"


@given(SENTENCES, st.floats(0, 1) | st.just(1.0), st.sampled_from(["mean", "replace"]))
def test_a_claim_with_a_hard_flag_is_never_shown_as_likely(claim, probability, combine):
    support = support_of(claim, [SOURCE], scorer=Sure(probability), combine=combine)
    (judged,) = judge(claim, [SOURCE], scorer=Sure(probability), combine=combine).sentences
    for each in (support, judged.support):
        assert 0 <= each.probability <= 1
        assert each.probability <= 0.5 or not any(flag.hard for flag in each.flags)
        assert each.scorer == "sure"


@pytest.mark.parametrize("wild", [-3.0, 7.0])
def test_a_score_outside_of_its_range_is_brought_back(wild):
    assert 0 <= support_of("The term is 60 days.", [SOURCE], scorer=Sure(wild)).probability <= 1
