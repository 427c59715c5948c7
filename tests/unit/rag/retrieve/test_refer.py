"""Which passages that are referred to are read, and what makes room for them."""

from dataclasses import replace

import pytest

from reading import passage
from untuned.rag.retrieve.refer import making_room, referrals, with_room
from untuned.types.documents import Span
from untuned.types.references import Reference

IDF = {"fee": 2.0, "lift": 2.0}
LEANING = "The fee for a lift is set out in Section 4."


def reference(text, words, target, *, version=1, kind="part"):
    at = text.index(words)
    return Reference(version=version, start=at, end=at + len(words), kind=kind, status="resolved", target=target, key=words)


def test_a_reference_beside_the_questions_words_brings_its_passage():
    target = Span(version=1, start=500, end=600)
    (found,) = referrals([passage(LEANING)], [reference(LEANING, "Section 4", target)], idf=IDF, characters=1000)
    assert found.target == target
    assert LEANING[found.source.start : found.source.end] == "Section 4"


def test_a_reference_in_a_sentence_about_something_else_brings_nothing():
    text = "Pears are dear, see Section 4."
    assert referrals([passage(text)], [reference(text, "Section 4", Span(version=1, start=500, end=600))], idf=IDF, characters=1000) == []


@pytest.mark.parametrize("text", ["The fee for a lift\nis set out in Section 4.", "The fee for a lift is set out in\nSection 4."])
def test_a_sentence_that_the_end_of_a_line_breaks_is_one(text):
    target = Span(version=1, start=500, end=600)
    assert [found.target for found in referrals([passage(text)], [reference(text, "Section 4", target)], idf=IDF, characters=1000)] == [
        target
    ]


@pytest.mark.parametrize(
    "text", ["The fee for a lift is 9.\nSection 4 is gone.", "- The fee for a lift\n- See Section 4", "| fee | lift |\n| see | Section 4 |"]
)
def test_another_line_is_about_something_else(text):
    assert referrals([passage(text)], [reference(text, "Section 4", Span(version=1, start=500, end=600))], idf=IDF, characters=1000) == []


def test_what_is_read_already_or_too_long_does_not_come_again():
    one = reference(LEANING, "Section 4", Span(version=2, start=0, end=10))
    assert referrals([passage(LEANING), passage("Ten euros.", number=2)], [one], idf=IDF, characters=1000) == []
    long = replace(one, target=Span(version=3, start=0, end=900))
    assert referrals([passage(LEANING)], [long], idf=IDF, characters=800) == []


def test_a_question_without_words_brings_nothing():
    assert referrals([passage(LEANING)], [reference(LEANING, "Section 4", Span(version=2, start=0, end=9))], idf={}, characters=99) == []


def test_the_weakest_leave_and_the_best_and_what_refers_stay():
    found = [passage("a" * 100, number=number) for number in (1, 2, 3, 4)]
    came = replace(passage("b" * 100, number=9), referred=Span(version=4, start=5, end=8))
    assert [one.version.id for one in making_room(found, [came], characters=300, most=None)] == [1, 4, 9]
    assert [one.version.id for one in making_room(found, [came], characters=900, most=4)] == [1, 2, 4, 9]
    assert [one.version.id for one in making_room(found, [came], characters=900, most=None)] == [1, 2, 3, 4, 9]


def test_another_page_of_a_book_comes_along_where_there_is_room_and_none_makes_room_for_it():
    book = replace(reference(LEANING, "Section 4", Span(version=2, start=0, end=10)), kind="book")
    assert [one.needed for one in referrals([passage(LEANING)], [book], idf=IDF, characters=1000)] == [False]
    found = [passage("a" * 100, number=number) for number in (1, 2)]
    came = replace(passage("b" * 100, number=9), referred=Span(version=2, start=5, end=8))
    assert [one.version.id for one in with_room(found, [came], characters=300, most=None)] == [1, 2, 9]
    assert [one.version.id for one in with_room(found, [came], characters=299, most=None)] == [1, 2]
    assert [one.version.id for one in with_room(found, [came], characters=300, most=2)] == [1, 2]
