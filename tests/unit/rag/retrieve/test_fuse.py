"""Words and meaning in one score."""

import pytest

from untuned.rag.retrieve.fuse import fused
from untuned.types.answers import Hit
from untuned.types.documents import Chunk, Span


def hit(version, score):
    return Hit(chunk=Chunk(document=version, version=version, ordinal=0, start=0, end=9), score=score)


def span(version):
    return Span(version=version, start=0, end=9)


def order(hits, cosines, **options):
    return [one.chunk.version for one in fused(hits, {span(at): score for at, score in cosines.items()}, **options)]


HITS = [hit(1, 10.0), hit(2, 6.0), hit(3, 0.0)]
COSINES = {1: 0.2, 2: 0.5, 3: 0.8}


def test_without_weight_words_decide_and_with_much_meaning_does():
    assert order(HITS, COSINES, weight=0.0) == [1, 2, 3]
    assert order(HITS, COSINES, weight=9.0) == [3, 2, 1]


def test_the_score_is_the_weighted_mean_of_both_in_their_own_range():
    by_version = {one.chunk.version: one.score for one in fused(HITS, {span(at): score for at, score in COSINES.items()}, weight=0.5)}
    assert by_version == pytest.approx({1: 1 / 1.5, 2: (0.6 + 0.25) / 1.5, 3: 0.5 / 1.5})


def test_a_hit_without_a_vector_keeps_its_place_among_the_words():
    by_version = {one.chunk.version: one.score for one in fused(HITS, {span(1): 0.2, span(3): 0.8}, weight=0.5)}
    assert by_version[2] == pytest.approx(0.6)


def test_the_order_of_the_hits_given_changes_no_score():
    one, other = (fused(hits, {span(at): score for at, score in COSINES.items()}, weight=0.5) for hits in (HITS, HITS[::-1]))
    assert {each.chunk.version: each.score for each in one} == {each.chunk.version: each.score for each in other}


def test_hits_that_cannot_be_told_apart_keep_their_order():
    assert order([hit(3, 0.0), hit(1, 0.0)], {}, weight=0.5) == [3, 1]
    assert order([hit(3, 2.0), hit(1, 2.0)], {3: 0.1, 1: 0.1}, weight=0.5) == [3, 1]
    assert fused([], {}, weight=0.5) == []


@pytest.mark.parametrize("fusion", ["minmax", "rrf"])
def test_scores_are_between_nothing_and_one(fusion):
    cosines = {span(1): -0.9, span(3): 0.8}
    assert all(0 <= one.score <= 1 for one in fused(HITS, cosines, weight=0.7, fusion=fusion))


def test_by_ranks_the_weight_does_not_count():
    assert order(HITS, COSINES, weight=0.1, fusion="rrf") == order(HITS, COSINES, weight=9.0, fusion="rrf")
    assert fused(HITS[:1], {span(1): 0.2}, weight=0.5, fusion="rrf")[0].score == pytest.approx(1.0)
