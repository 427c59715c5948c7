"""How many there are of something is told by a number beside it, and by none elsewhere in the sentence."""

from __future__ import annotations

import pytest

from reading import passage
from untuned.models.reader.counts import asks_for_numeral, counted, has_numeral
from untuned.models.reader.cues import asked
from untuned.models.reader.extractive import read
from untuned.rag.answer.abstain import weigh

FLAT: dict[str, float] = {}


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("How many rooms does the flat have?", "rooms"),
        ("How many public holidays are there?", "public holidays"),
        ("Сколько дней отпуска у меня есть?", "дней отпуска"),
        ("Сколько месяцев длится отпуск?", "месяцев"),
        ("Сколько минут варить яйцо?", "минут"),
        ("Сколько у нас клиентов?", "клиентов"),
        ("Сколько в доме этажей?", "этажей"),
        ("How many?", ""),
        ("How much is it?", ""),
    ],
)
def test_what_is_counted_is_told_from_the_question(question: str, words: str) -> None:
    assert counted(question) == words


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("How many steps does the lighthouse have?", "The lighthouse has 214 steps."),
        ("How many seats does the plan have?", "The plan has seats for up to 50 people."),
        ("How many seats does the plan have?", "Seats of the plan: 50."),
        ("How many parking spaces has the flat?", "The flat has one parking space."),
        ("How many guests has the flat?", "The flat has no guests."),
        ("How many eggs does the cake need?", "The cake needs two of them."),
        ("How many years is the warranty of the pump?", "The pump has a 2-year warranty."),
        ("How many years is the lease?", "The lease runs for a period of ten (10) years."),
        ("How many employees has the group?", "The total number of employees in the group on the last day of the year was 812."),
        ("How many employees has the group?", "The group has thirteen employees."),
        ("Сколько комнат в квартире?", "В квартире 3 комнаты."),
        ("How many customers get the canary?", "The canary is for 5 % of the customers."),
        ("How many guests does the hut hold?", "The hut of 1987 sleeps 12, see Section 4."),
        ("How many pupils has the school?", "The school was built for 2000 boys and girls on 3 May 1999."),
        ("How many people can the hall hold?", "The hall holds up to 2000."),
        ("How many people can the hall hold?", "The hall, built 1999, holds more than 2000."),
        ("Сколько комнат в квартире?", "В квартире тринадцать комнат."),
    ],
)
def test_a_number_of_what_is_counted_may_answer(question: str, text: str) -> None:
    passages = [passage(text)]
    assert weigh(read(question, passages, idf=FLAT), passages) > 0.0


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("How many rooms does the flat have?", "The flat at 18 Quay Street has a storage room in the basement of the house."),
        ("How many baskets does the machine have?", "The upper basket of the machine can be lowered by 4 cm."),
        ("Сколько комнат в квартире?", "В квартире на улице Мира, дом 18, есть комната с окном."),
        ("For how many years has Tobias been chief?", "Chief: Tobias. Last reviewed 8 January 2025, see Section 4."),
        ("How many pupils has the school?", "The school opens at 08:30, phone 0161 555 0148, since version 0.13 of the plan."),
        ("How many people can the hall hold?", "The hall was rebuilt in 2000."),
        ("How many guests does the hut hold?", "The hut costs 35 euros a night since 2019, Section 4.2 of the rules."),
        ("Сколько учеников в школе?", "Школа открыта с 1 сентября 1987 года, раздел 3, кабинет на этаже 2."),
        ("Сколько учеников в школе?", "На кружки школа выплачивает 2 500 ₽ в месяц."),
        ("Сколько страниц в письме?", "Письмо 6 мая: не проходят проверку страницы оплаты."),
        ("Сколько у нас клиентов?", "Выпуск для 5 % клиентов, у нас он первый."),
        ("How many customers do we have?", "The release is for 5 % of the customers."),
        ("How many guests came?", "The guests waited 20 minutes."),
        ("How many plots are there?", "The key is with Rita, plot 14."),
        ("Сколько участков в товариществе?", "Ключ товарищества у Риты, участок № 14."),
    ],
)
def test_a_number_of_something_else_never_answers(question: str, text: str) -> None:
    passages = [passage(text)]
    assert weigh(read(question, passages, idf=FLAT), passages) == 0.0


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("How much is the parking space?", "The parking space is free of charge."),
        ("How much is the annual pass?", "The annual pass costs PLN 140."),
        ("How many users may the plan have?", "The users of the plan are unlimited."),
        ("Сколько стоит парковка?", "Парковка бесплатна для гостей."),
        ("How often are backups made?", "Backups are made every night."),
        ("How long is the course?", "The course lasts a week."),
    ],
)
def test_an_amount_in_words_may_answer(question: str, text: str) -> None:
    passages = [passage(text)]
    assert weigh(read(question, passages, idf=FLAT), passages) > 0.0


def test_a_row_may_tell_a_number_by_its_header() -> None:
    passages = [passage("| plan | seats |\n|---|---|\n| Pro | unlimited |")]
    assert weigh(read("How many seats does the Pro plan have?", passages, idf=FLAT), passages) > 0.0


@pytest.mark.parametrize(
    "question",
    [
        "What is the service number?",
        "What is the phone number of the service?",
        "Which number do I call?",
        "What is the room number of the library?",
        "Какой номер телефона у Анны?",
    ],
)
def test_a_number_by_which_something_is_known_is_a_numeral(question):
    assert asks_for_numeral(question)


@pytest.mark.parametrize(
    "question",
    [
        "What is the number of users?",
        "What is the maximum number of users?",
        "How many numbers are there?",
        "What number of rooms is there?",
        "What is the maximum allowed number of users?",
        "What is the recommended number of replicas?",
        "What is the usual number of holidays a year?",
    ],
)
def test_a_number_of_things_is_none(question):
    assert not asks_for_numeral(question)


@pytest.mark.parametrize(
    ("text", "has"),
    [
        ("Call 0800 555 0199.", True),
        ("Room 7", True),
        ("The flight is LH2452.", True),
        ("It is DE123456789.", True),
        ("Ring 0117 496 0123 24 hours a day.", True),
        ("for 1 000 hours", False),
        ("within 30 days", False),
        ("for 2 hours", False),
        ("5 %", False),
        ("four hours", False),
    ],
)
def test_what_measures_something_is_no_numeral(text, has):
    assert has_numeral(text) is has


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("What is the flight number to Oslo?", "The flight number to Oslo is LH2452."),
        ("What is the VAT number of the firm?", "The VAT number of the firm is DE123456789."),
        ("What is the hotline number?", "The hotline is answered on 0117 496 0123 24 hours a day."),
        ("What is the maximum allowed number of users?", "The maximum allowed number of users is twenty."),
        ("What is the recommended number of replicas?", "For production, two replicas are recommended."),
        ("What number do I dial for an outside line?", "Dial nine for an outside line."),
        ("What is the standard number of holidays?", "The standard number of holidays is 30 days a year."),
    ],
)
def test_a_number_with_letters_or_in_words_or_of_things_answers(question: str, text: str) -> None:
    passages = [passage(text)]
    assert weigh(read(question, passages, idf=FLAT), passages) > 0.0


def test_a_row_counts_what_a_cell_the_header_or_the_heading_names() -> None:
    table = "| Event | Payment |\n| --- | --- |\n| Ten years in the company | 1500 |"
    staff = "| Town | Employees |\n| --- | --- |\n| The company in Leeds | 34 |"
    question = "How many employees has the company?"
    sure = [weigh(read(question, [one], idf=FLAT), [one]) for one in (passage(table), passage(staff))]
    assert sure[0] == 0.0
    assert sure[1] > 0.0


def test_roubles_are_no_numeral() -> None:
    assert not has_numeral("2 500 ₽")
    assert not has_numeral("25 Вт")
    assert has_numeral("8 800 555 01 99")


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("How much does the tank hold?", "number"),
        ("How much did revenue grow in 2023?", "number"),
        ("How much does a cow eat a day?", "number"),
        ("How much does the ticket cost?", "price"),
        ("How much do you charge for what we drink?", "price"),
        ("How much will the repair be?", "price"),
    ],
)
def test_an_amount_that_is_no_money_is_no_price(question: str, kind: str) -> None:
    assert asked(question) == kind


def test_a_word_of_what_is_forbidden_is_not_counted() -> None:
    assert counted("После скольких нельзя шуметь?") == ""


@pytest.mark.parametrize("question", ["На сколько дешевле зимний прокат?", "На сколько дороже доставка?"])
def test_by_how_much_something_is_more_counts_nothing(question):
    assert counted(question) == ""


def test_an_amount_of_money_counts_nothing_that_stands_behind_it() -> None:
    question = "How many courses are there?"
    reading = read(question, [passage("The income was 21,400 EUR from courses.")], idf=FLAT, language="en")
    assert not reading.question.offered("The income was 21,400 EUR from courses.", reading.places[0].units[0])
    assert reading.question.offered("There are 14 courses for 120 EUR each.", reading.places[0].units[0])
