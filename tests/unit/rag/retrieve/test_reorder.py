"""Passages in a reranker's order."""

import math

import pytest

from reranking import passage
from untuned.errors import BadExtension, ModelUnavailable
from untuned.rag.retrieve.reorder import is_for, reordered

PASSAGES = [passage(number, f"text {number}", score=10.0 - number) for number in range(1, 6)]


class Fixed:
    """Gives these scores, and remembers what it was given."""

    def __init__(self, *scores):
        self.scores = scores
        self.given = []

    def rerank(self, question, passages):
        self.given = [one.version.id for one in passages]
        return self.scores


def order(found):
    return [one.version.id for one in found]


def test_the_best_come_in_the_order_of_their_scores_and_the_others_after_them_below_the_lowest():
    reranker = Fixed(0.1, 0.9, 0.5)
    found = reordered("?", PASSAGES, reranker=reranker, most=3)
    assert (order(found), reranker.given) == ([2, 3, 1, 4, 5], [1, 2, 3])
    scores = [one.hit.score for one in found]
    assert scores == sorted(scores, reverse=True)
    assert scores[:3] == [0.9, 0.5, 0.1]
    assert 0 < scores[4] < scores[3] <= 0.1


def test_equal_scores_keep_the_order_of_the_search():
    assert order(reordered("?", PASSAGES, reranker=Fixed(1, 1, 1, 1, 1), most=30)) == [1, 2, 3, 4, 5]


def test_negative_scores_stay_above_what_was_not_scored():
    found = reordered("?", PASSAGES, reranker=Fixed(-3.0, -1.0), most=2)
    assert order(found) == [2, 1, 3, 4, 5]
    assert all(one.hit.score <= -3.0 for one in found[2:])


def test_without_passages_nobody_is_asked():
    reranker = Fixed(1.0)
    assert reordered("?", [], reranker=reranker, most=5) == []
    assert reranker.given == []


@pytest.mark.parametrize("scores", [(), (1.0,), (1.0, 2.0, 3.0), (1.0, math.nan), (math.inf, 1.0)])
def test_a_reranker_that_gives_no_score_for_each_passage_is_refused(scores):
    with pytest.raises(BadExtension, match="Fixed"):
        reordered("?", PASSAGES[:2], reranker=Fixed(*scores), most=30)


def test_scores_that_are_no_numbers_are_told_as_such():
    with pytest.raises(BadExtension, match="2 of its 3 scores are no finite numbers"):
        reordered("?", PASSAGES[:3], reranker=Fixed(math.nan, 1.0, math.inf), most=30)


class RateLimited(Exception):
    """An error as clients of services have their own."""


class Failing:
    def __init__(self, error):
        self.error = error

    def rerank(self, question, passages):
        raise self.error


@pytest.mark.parametrize(
    ("reranker", "reason"),
    [
        (Failing(KeyError("updated")), "'Failing' cannot be used: it fails: KeyError: 'updated'"),
        (Failing(RateLimited("429")), "'Failing' cannot be used: it fails: RateLimited: 429"),
        (Failing(SystemExit(2)), "'Failing' cannot be used: it fails: SystemExit: 2"),
        (Fixed("high", "low"), "'Fixed' cannot be used: it fails: ValueError: could not convert string"),
        (Fixed(None, 1.0), "'Fixed' cannot be used: it fails: TypeError: "),
    ],
)
def test_a_reranker_that_fails_is_named_with_its_error(reranker, reason):
    with pytest.raises(BadExtension, match=reason):
        reordered("?", PASSAGES[:2], reranker=reranker, most=30)


def test_a_model_that_cannot_be_reached_stays_that():
    class Unreached:
        def rerank(self, question, passages):
            raise ModelUnavailable("cohere:rerank", reason="it refused")

    with pytest.raises(ModelUnavailable):
        reordered("?", PASSAGES[:2], reranker=Unreached(), most=30)


def test_a_reranker_may_say_which_languages_it_was_made_for():
    reranker = Fixed()
    assert is_for(reranker, language="ru")
    reranker.languages = ("en",)
    assert (is_for(reranker, language="en"), is_for(reranker, language="ru")) == (True, False)
