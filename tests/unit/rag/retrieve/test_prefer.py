"""Hits in the question's language come first."""

from untuned.rag.retrieve.prefer import preferred
from untuned.types.answers import Hit
from untuned.types.documents import Chunk


def hit(number, language, score):
    return Hit(chunk=Chunk(document=number, version=number, ordinal=0, start=0, end=10, language=language), score=score)


def order(hits, language):
    return [one.chunk.version for one in preferred(hits, language=language)]


def test_a_translation_comes_after_a_nearly_as_good_hit_in_the_language_of_the_question():
    assert order([hit(1, "tr", 1.0), hit(2, "en", 0.7)], "en") == [2, 1]


def test_a_far_better_hit_in_another_language_stays_first():
    assert order([hit(1, "tr", 1.0), hit(2, "en", 0.3)], "en") == [1, 2]


def test_without_a_hit_in_the_language_nothing_changes():
    hits = [hit(1, "tr", 1.0), hit(2, "de", 0.7)]
    assert preferred(hits, language="en") == hits


def test_without_a_language_nothing_changes():
    hits = [hit(1, "tr", 1.0), hit(2, "en", 0.7)]
    assert preferred(hits, language="") == hits


def test_a_hit_whose_language_is_unknown_keeps_its_score():
    assert order([hit(1, "", 1.0), hit(2, "en", 0.9), hit(3, "de", 1.1)], "en") == [1, 2, 3]
