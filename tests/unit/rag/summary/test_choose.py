"""Which sentences stand for a document."""

import pytest

from summarising import CONTRACT, version_of
from untuned.rag.summary.choose import choose
from untuned.rag.summary.coverage import held, share
from untuned.rag.summary.outline import outline

REPEATING = (
    "# Numbats\n\n" + "Numbats eat termites in the woods of Australia.\n\n" * 4 + "Their burrows are closed with the tail at night.\n"
)


def chosen(source, **options):
    version, text = version_of(source)
    document = outline(version, text)
    return [text[sentence.start : sentence.end] for sentence in choose(document, text, **options)]


def test_what_is_said_already_is_not_said_again_while_there_is_something_new():
    assert len(set(chosen(REPEATING, count=2))) == 2


def test_a_sentence_that_points_back_introduces_or_asks_comes_last():
    backward, plain = "This is why they bite people at night.", "Numbats bite people who wake them."
    asking, opening = "Why do numbats bite people?", "They bite these people:"
    source = f"# N\n\n{backward} {plain} {asking} {opening}\n"
    assert chosen(source, count=1) == [plain]


def test_seats_go_to_sections_in_proportion_to_what_they_say():
    large = "".join(f"Food number {number} is termite {number * 7} of tree {number * 11}.\n\n" for number in range(30))
    source = f"# A\n\n{large}# B\n\nNumbats sleep in burrows.\n\nThey never snore loudly.\n"
    version, text = version_of(source)
    document = outline(version, text)
    sections = [sentence.section for sentence in choose(document, text, count=6)]
    assert sections.count(0) > sections.count(1) >= 1


def test_every_section_is_heard_when_there_are_as_many_seats_and_they_say_alike():
    source = "".join(f"# S{letter}\n\nNumbat {letter} eats {letter}{letter} termites daily.\n\n" for letter in "abcde")
    assert len(chosen(source, count=5)) == 5


def test_a_barred_sentence_is_not_chosen():
    version, text = version_of(CONTRACT)
    document = outline(version, text)
    first = choose(document, text, count=1)
    assert not set(first) & set(choose(document, text, count=100, barred=first))
    assert choose(document, text, count=100, barred=list(document.sentences)) == []


def test_a_topic_without_any_word_of_the_document_chooses_nothing():
    assert chosen(CONTRACT, count=5, topic="volcanoes") == []


@pytest.mark.parametrize(("inside", "count"), [(0, 1), (10, 1), (40, 0)])
def test_a_sentence_is_held_when_half_of_it_is_quoted(inside, count):
    version, text = version_of("The numbat eats twenty thousand termites a day.\n")
    document = outline(version, text)
    (sentence,) = document.sentences
    assert len(held(document, [(sentence.start + inside, sentence.end)])) == count


def test_a_sections_share_is_that_of_its_words():
    version, text = version_of(CONTRACT)
    document = outline(version, text)
    section = document.sections[1]
    shares = [share(section, document, section.sentences[:count]) for count in range(len(section.sentences) + 1)]
    assert shares[0] == 0.0
    assert shares[-1] == pytest.approx(1.0)
    assert shares == sorted(shares)
    assert share(section, document, document.sections[2].sentences) == 0.0
