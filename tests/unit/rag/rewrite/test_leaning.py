import time

import pytest

from untuned.rag.rewrite.leaning import LONGEST, leaning, own_words


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("What about Enterprise?", "fragment"),
        ("And for Enterprise?", "fragment"),
        ("Enterprise?", "fragment"),
        ("and in Russian?", "fragment"),
        ("Thanks! And the Pro plan?", "fragment"),
        ("How much does it cost?", "pronoun"),
        ("Which one is cheaper?", "pronoun"),
        ("Are there others like that?", "pronoun"),
        ("Why?", "ellipsis"),
        ("What is the price?", "ellipsis"),
        ("What are the side effects?", "maybe"),
        ("А для Pro?", "fragment"),
        ("А Enterprise?", "fragment"),
        ("Как насчёт тарифа Pro?", "fragment"),
        ("Сколько он стоит?", "pronoun"),
        ("Что входит в этот тариф?", "pronoun"),
        ("Почему?", "ellipsis"),
        ("Какая цена?", "ellipsis"),
    ],
)
def test_a_question_that_leans_on_the_last_one_is_known_by_how_it_does(question, kind):
    found = leaning(question)
    assert found is not None
    assert found.kind == kind


@pytest.mark.parametrize(
    "question",
    [
        "How do I pair a Cairn Hub?",
        "What is throat cancer?",
        "What is a Cairn Hub and how is it paired?",
        "How long does it take to export all data of Fennerock Sync?",
        "Is it possible to export the audit log as CSV from Fennerock?",
        "Are there discounts for schools and students at Fennerock?",
        "Сколько хранится история версий на тарифе Pro?",
        "Что такое Cairn Hub?",
        "Может ли тот, кто приглашён, удалить папку Cairn?",
        "no",
        "Нет.",
        "It says: " + "x" * LONGEST,
    ],
)
def test_a_question_that_says_what_it_is_about_leans_on_nothing(question):
    assert leaning(question) is None


def test_the_words_that_a_follow_up_asks_with_are_its_own():
    assert own_words("And how much does it cost?") == {"cost"}
    assert own_words("Why?") == frozenset()
    assert len(own_words("Входит ли в него единый вход?")) >= 2


@pytest.mark.parametrize("text", ["and " * 80, "what about " * 30, "it is it " * 40, "а что с " * 40, "(" * 300, "\x00" * 300, "1." * 150])
def test_hostile_questions_take_no_more_time_than_others(text):
    began = time.thread_time()
    leaning(text[:LONGEST])
    assert time.thread_time() - began < 1
