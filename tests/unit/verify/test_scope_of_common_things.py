from __future__ import annotations

import pytest

from untuned.rag.verify.scope.parallel import outdone
from untuned.rag.verify.scope.scope import in_scope


@pytest.mark.parametrize(
    ("question", "quote", "context"),
    [
        ("How many seats does the ferry have in summer?", "In winter the ferry has 212 seats.", ("Lake ferry",)),
        ("Сколько мест на пароме летом?", "На пароме 212 мест.", ("Паром", "Зима")),
        ("What does a bench of oak cost?", "The price of a bench is 212 dollars.", ("Furniture", "Pine")),
        ("What is the excess under theft cover?", "The excess is 212 pounds.", ("Car insurance", "Glass cover")),
        ("Какая плата за ночную смену?", "Плата составляет 212 рублей.", ("Правила", "Дневная смена")),
        ("How wide is the chest in size M?", "In size L the chest is 212 mm wide.", ("Jacket",)),
        ("How many requests a minute does /orders allow?", "/invoices allows 212 requests a minute.", ("Limits",)),
        ("What is the dose for adults?", "| Newborns | 212 |", ("Leaflet", "| Age | Dose, mg |")),
        ("What is the dose for adults?", "- Newborns: 212 mg", ("Leaflet", "Dose")),
    ],
)
def test_what_is_said_of_another_of_the_kind_is_about_something_else(question, quote, context):
    assert not in_scope(question, quote=quote, context=context).ok


@pytest.mark.parametrize(
    ("question", "quote", "context"),
    [
        ("How many seats does the ferry have in summer?", "In summer the ferry has 212 seats.", ("Lake ferry",)),
        ("Сколько лет гарантии на насос?", "Гарантия на насос действует 5 лет, зимой и весной тоже.", ("Насос",)),
        ("In what year was Mr Brown elected?", "The white-haired Brown was elected in 1998.", ("Mayors",)),
        ("What is the excess under theft cover?", "The excess is 212 pounds.", ("Car insurance", "Theft cover")),
        ("По какому номеру звонить Петру Моракову?", "Добавочный номер — 74.", ("Сотрудники", "Пётр Мораков")),
        ("How wide is the chest in size М?", "In size M the chest is 212 mm wide.", ("Jacket",)),
        ("What type of data can I see?", "You can see DATA OR reports of it.", ("Data",)),
        ("What is the dose for adults?", "| Adults | 212 |", ("Leaflet", "| Age | Dose, mg |")),
        ("How many requests may guests send?", "- Rate limit: 100 requests a minute", ("Limits",)),
        ("Какой таймаут стоит в проде?", "| Продакшен | 114 |", ("Среды", "| Среда | Таймаут, мс |")),
        ("In an atmospheric engine, what does air push against?", "They were powered by air that pushes a piston. " * 3, ("Steam engine",)),
    ],
)
def test_what_is_said_of_the_thing_itself_is_kept(question, quote, context):
    assert in_scope(question, quote=quote, context=context).ok


def test_the_same_said_of_another_thing_is_outdone_by_what_is_said_of_the_asked_one():
    both = [("The flat has 12 keys.", ("House", "Mill Lane")), ("The flat has 15 keys.", ("House", "Hill Road"))]
    assert outdone("How many keys has the flat in Mill Lane?", both) == {1}


def test_nothing_is_outdone_where_the_question_names_both_or_neither():
    both = [("The flat has 12 keys.", ("House", "Mill Lane")), ("The flat has 15 keys.", ("House", "Hill Road"))]
    assert outdone("How many keys have the flats in Mill Lane and Hill Road?", both) == set()
    assert outdone("How many keys has the flat?", both) == set()


def test_two_quotes_of_one_number_are_no_rivals():
    both = [("The flat has 12 keys.", ("House", "Mill Lane")), ("The flat has 12 keys.", ("House", "Hill Road"))]
    assert outdone("How many keys has the flat in Mill Lane?", both) == set()


def test_a_heading_that_is_a_question_tells_nothing_from_what_is_said_elsewhere():
    both = [("The deposit is 50 euros.", ("FAQ", "How much is the deposit?")), ("The deposit is 60 euros.", ("Rental terms", "Deposit"))]
    assert outdone("How much is the deposit?", both) == set()
