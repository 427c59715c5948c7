"""Words that ask weigh little, and what is of the kind that they ask for stands for them."""

from __future__ import annotations

import pytest

from reading import passage
from untuned.models.reader.cues import asked
from untuned.models.reader.extractive import read
from untuned.models.reader.question import prepare
from untuned.rag.answer.abstain import features, weigh

FLAT: dict[str, float] = {}


@pytest.mark.parametrize(
    ("question", "subject"),
    [
        ("Что такое канарейка?", "канарейк"),
        ("Когда будет собрание?", "собран"),
        ("Какого размера могут быть вложения?", "вложен"),
        ("Где ваша мастерская?", "мастерск"),
        ("Когда вышла версия 3.0?", "3.0"),
        ("На какое число перенесли выпуск?", "выпуск"),
        ("Which day is cleaning?", "clean"),
    ],
)
def test_the_subject_weighs_most(question: str, subject: str) -> None:
    language = "en" if question.isascii() else "ru"
    weights = prepare(question, idf=FLAT, language=language).weights
    assert weights[subject] == max(weights.values())


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("С какого числа действуют цены?", "date"),
        ("На какое число перенесли выпуск?", "date"),
        ("К какому дню напишут письмо?", "date"),
        ("По каким дням открыт зал?", "date"),
        ("До какого часа открыт зал?", "date"),
        ("Почём кофе?", "price"),
        ("Во сколько обойдётся обед?", "price"),
        ("Во сколько начинается обед?", "date"),
        ("Сколько стоил билет?", "price"),
        ("Какая плата за зал?", "price"),
        ("До какой суммы ремонт за наш счёт?", "number"),
        ("Какая площадь у зала?", "number"),
        ("How much does the pump weigh?", "number"),
        ("В какой части города зал?", None),
    ],
)
def test_the_kind_that_is_asked_for(question: str, kind: str | None) -> None:
    assert asked(question) == kind


@pytest.mark.parametrize(
    ("question", "text", "language"),
    [
        ("На какое число перенесли выпуск?", "Выпуск перенесли на 6 марта.", "ru"),
        ("В какой день недели уборка?", "Уборка бывает в первый вторник недели.", "ru"),
        ("On which day is cleaning?", "Cleaning is on the first Tuesday.", "en"),
        ("What time is lunch?", "Lunch is at 1 pm.", "en"),
    ],
)
def test_a_day_stands_for_the_word_that_asks_for_one(question: str, text: str, language: str) -> None:
    passages = [passage(text, language=language)]
    assert features(read(question, passages, idf=FLAT, language=language), passages)[0] > 0.9


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("When does the course begin?", "You may withdraw three weeks before the course begins."),
        ("Когда начинается курс?", "Отказаться можно за три недели до начала курса."),
        ("When was the contract signed?", "The tenant pays when the contract is signed."),
    ],
)
def test_what_takes_the_time_for_known_tells_none(question: str, text: str) -> None:
    language = "en" if question.isascii() else "ru"
    passages = [passage(text, language=language)]
    assert weigh(read(question, passages, idf=FLAT, language=language), passages) == 0.0


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("When did Rome fall?", "After Rome fell in 476, the court moved."),
        ("When is the course cancelled?", "If fewer than six people register, the course is cancelled."),
        ("When does the kitchen close?", "The kitchen closes half an hour before the café."),
        ("Когда мангал запрещён?", "Мангал разрешён, кроме дней, когда объявлена засуха."),
        ("Когда отменяют курс?", "Если записалось меньше шести человек, курс отменяют."),
    ],
)
def test_a_clause_beside_what_is_asked_or_with_the_day_in_it_answers(question: str, text: str) -> None:
    language = "en" if question.isascii() else "ru"
    passages = [passage(text, language=language)]
    assert weigh(read(question, passages, idf=FLAT, language=language), passages) > 0.0


def test_a_year_is_wanted_where_it_is_asked_for() -> None:
    question = "In what year was the hall opened?"
    hours, year = [passage("The hall is opened at 08:30."), passage("The hall was opened in 1934.")]
    prepared = prepare(question, idf=FLAT, language="en")
    offered = [prepared.offered(one.text, read(question, [one], idf=FLAT).places[0].units[0]) for one in (hours, year)]
    assert offered == [False, True]
