"""Headings of logs, and the questions that they answer."""

import pytest

from timing import assert_grows_with_length
from untuned.models.reader.cues import asked
from untuned.models.reader.logs import asks_of_past, asks_since_when, in_passing, is_entry

NONE = frozenset[str]()


@pytest.mark.parametrize(
    "heading",
    [
        "2024-03-05",
        "5 March 2024",
        "March 2024",
        "Minutes of 5 March 2024",
        "[1.2.0] - 2024-03-05",
        "v1.2 (Monday, 5 March 2024)",
        "1991",
        "3 мая 2024 г.",
    ],
)
def test_a_day_with_what_such_headings_say_beside_it_is_an_entry(heading):
    assert is_entry(heading, cue="date", known=NONE)


@pytest.mark.parametrize("heading", ["1.2.0", "Version 1.2 (2024-03-05)", "[1.2.0-beta.1]", "v0.9.12", "Release 4.0"])
def test_a_version_is_one_where_a_version_is_asked_for(heading):
    assert is_entry(heading, cue="version", known=NONE)


@pytest.mark.parametrize("heading", ["Budget 2024", "Plans for March 2024", "Staff", "Unreleased", "4.2 Payment", "1.2.0"])
def test_a_heading_about_anything_else_is_none_for_a_day(heading):
    assert not is_entry(heading, cue="date", known=NONE)


def test_what_the_question_says_itself_is_no_answer():
    assert not is_entry("1.2.0", cue="version", known=frozenset(("1.2.0",)))
    assert is_entry("1.2.0 (2024-03-05)", cue="date", known=frozenset(("1.2.0",)))


@pytest.mark.parametrize(
    "question",
    [
        "When was the pump repaired?",
        "Since when are passkeys supported?",
        "In which year did she win?",
        "In which version is dark mode available?",
        "Which release added shortcuts?",
        "Когда заменили насос?",
        "Когда вышла версия 3.0?",
        "Когда нашли насос?",
        "Какого числа подписан договор?",
        "Когда был установлен лифт?",
        "В каком году открылась пекарня?",
        "В какой версии исправлена ошибка?",
    ],
)
def test_what_was_is_asked(question):
    assert asks_since_when(question, cue=asked(question))


@pytest.mark.parametrize(
    "question",
    [
        "When is the party?",
        "When will the hedge be cut?",
        "Which version is needed?",
        "What was repaired?",
        "Когда будет праздник?",
        "Когда откроется бассейн?",
    ],
)
def test_what_is_or_will_be_is_another_question(question):
    assert not asks_since_when(question, cue=asked(question))


@pytest.mark.parametrize(
    ("sentence", "passing"),
    [
        ("Our founder, who was born in Leeds, has died.", "who was born in Leeds"),
        ("The importer that was added in spring is faster.", "that was added in spring is faster"),
        ("Заменён насос, который сломался зимой.", "который сломался зимой"),
        ("It was decided that the pump is sold.", ""),
    ],
)
def test_what_is_said_of_something_in_passing_is_told_from_the_rest(sentence, passing):
    told, rest = in_passing(sentence)
    assert told == passing
    assert len(told) + len(rest) >= len(sentence)


@pytest.mark.parametrize("question", ["Когда школа закрыта?", "Когда открыта касса вокзала?", "Когда выходной: в среду или в пятницу?"])
def test_a_russian_noun_that_ends_as_a_verb_does_asks_of_no_past(question):
    assert not asks_of_past(question)


@pytest.mark.parametrize("question", ["Когда она окончила школу?", "Когда прибыли посетители?", "When was the school closed?"])
def test_a_verb_in_the_past_asks_of_the_past(question):
    assert asks_of_past(question)


def test_a_question_that_says_when_thousands_of_times_is_read_in_time():
    some, more = ("когда " * times + "х" for times in (400, 1600))
    assert_grows_with_length(lambda question: asks_since_when(question, cue="date"), some, more)
