"""What an answer cannot lack."""

import pytest

from timing import assert_grows_with_length
from untuned.models.reader.cues import offers
from untuned.models.reader.demands import (
    asks_for_no_money,
    asks_how_often,
    asks_who_it_is,
    dated,
    exact,
    has_exact,
    only_anchors,
    tells_how_often,
    without_money,
)
from untuned.models.reader.question import prepare
from untuned.models.reader.units import units

FLAT: dict[str, float] = {}


@pytest.mark.parametrize(
    ("question", "measure"),
    [
        ("What temperature is the swimming pool?", "hot"),
        ("What is the temperature of the lake?", "hot"),
        ("What is the maximum weight?", "heavy"),
        ("How much does the coffee machine weigh?", "heavy"),
        ("What is the interest rate of the deposit?", "share"),
        ("What percentage is refunded?", "share"),
        ("How much does the machine cost?", ""),
        ("What temperature sensor is used?", ""),
        ("What is the rate limit?", ""),
    ],
)
def test_some_measures_are_told_by_their_numbers_alone(question, measure):
    assert exact(question) == measure


@pytest.mark.parametrize(
    ("text", "measure", "told"),
    [
        ("The pool is kept at 26 °C.", "hot", True),
        ("next to the pool, a ten minute walk", "hot", False),
        ("Weight 8.2 kg", "heavy", True),
        ("It bears 3 % interest.", "share", True),
        ("a third of the price", "share", True),
        ("within six months", "share", False),
    ],
)
def test_a_number_of_the_measure_tells_it(text, measure, told):
    assert has_exact(text, measure) is told


@pytest.mark.parametrize(
    ("question", "asks"),
    [
        ("Who is the head teacher?", True),
        ("Who's our treasurer?", True),
        ("Who were the trustees of the solidarity fund elected in 2025?", True),
        ("Who can edit pages?", False),
        ("Who are the people that may use the upper terrace?", False),
        ("Who is the person I should ask about the boiler?", False),
        ("Who is the upper terrace for?", False),
    ],
)
def test_who_somebody_is_is_asked(question, asks):
    assert asks_who_it_is(question) is asks


@pytest.mark.parametrize(
    ("question", "what"),
    [
        ("When are the Easter holidays?", "Easter holidays"),
        ("When is the next meeting this year?", "meeting"),
        ("When is a note needed?", ""),
        ("When does the shop open?", ""),
    ],
)
def test_the_time_of_a_thing_is_asked(question, what):
    assert dated(question) == what


def beside(text):
    return only_anchors(
        text, named=lambda word: word.lower() == "holidays", has_date=lambda text: offers(text, kind="date", known=frozenset())
    )


def test_what_comes_before_something_does_not_say_when_that_is():
    assert beside("Work placement is in the two weeks before the Easter holidays.")
    assert not beside("The autumn holidays are from 12 to 23 October.")
    assert not beside("After the holidays (from 7 January on) lessons begin at 8.")
    assert not beside("Nothing about them.")


def test_a_question_knows_what_its_answer_cannot_lack():
    question = prepare("When are the Easter holidays?", idf=FLAT)
    assert question.comes_beside("Trips are in the week before the Easter holidays.")
    assert not question.comes_beside("The Easter holidays begin on 3 April.")
    assert prepare("Who is the head teacher?", idf=FLAT).who_it_is


def test_words_that_only_ask_who_weigh_little():
    asked = prepare("Who is responsible for payroll?", idf=FLAT)
    assert asked.weights["payrol"] > 3 * asked.weights["respons"]
    other = prepare("Is payroll responsible for that?", idf=FLAT)
    assert other.weights["payrol"] == other.weights["respons"]


def test_a_modal_verb_weighs_little_and_a_month_as_much_as_any_word():
    verb, month = prepare("How long may a note be?", idf=FLAT), prepare("Which note is from May?", idf=FLAT)
    assert verb.weights["note"] > 3 * verb.weights["may"]
    assert month.weights["note"] == month.weights["may"]


@pytest.mark.parametrize(
    ("question", "asks"),
    [
        ("How often is it cleaned?", True),
        ("Как часто меняют фильтр?", True),
        ("С какой периодичностью его меняют?", True),
        ("How long is it?", False),
    ],
)
def test_how_often_something_is_may_be_asked(question, asks):
    assert asks_how_often(question) is asks


@pytest.mark.parametrize(
    ("text", "tells"),
    [
        ("every six weeks", True),
        ("twice a year", True),
        ("The terrace is swept on Mondays and at night on Fridays.", True),
        ("The newsletter appears in March, June and September.", True),
        ("on the first Monday of the month", True),
        ("at 20-minute intervals", True),
        ("с интервалом 20 минут", True),
        ("в первый понедельник месяца", True),
        ("весной и осенью", True),
        ("after each storm", True),
        ("every other Tuesday", True),
        ("каждые 6 недель", True),
        ("каждую пятницу", True),
        ("Each filter has a label.", False),
        ("Opening times are on the door.", False),
        ("The time it takes is short.", False),
        ("A filter costs £5 a day.", False),
        ("Каждый фильтр подписан.", False),
        ("Ходить по лестницам нельзя.", False),
        ("раз в 6 недель", True),
        ("по средам", True),
        ("The order takes two weeks.", False),
        ("Ждать две недели.", False),
    ],
)
def test_a_time_that_something_takes_is_not_how_often_it_is(text, tells):
    assert tells_how_often(text) is tells


@pytest.mark.parametrize(
    ("question", "text", "offered"),
    [
        ("How large are the pens?", "Christmas fortnight: add £4 a pen.", False),
        ("How large are the pens?", "Each pen is 3 m².", True),
        ("How large are the pens?", "| Pens | £4 |", False),
        ("How large are the pens?", "| Pens | 3 m² |", True),
        ("Сколько мест в зале?", "| Место в зале | 300 руб. |", False),
        ("Сколько лет коту?", "Корм коту стоит 300 руб.", False),
        ("Сколько лет коту?", "Коту 7 лет.", True),
        ("How high is the deposit?", "The deposit is £40.", True),
        ("How often is the filter changed?", "New filters arrive in 2 weeks.", False),
        ("How often is the filter changed?", "The filter is changed every 6 weeks.", True),
        ("How often is the filter changed?", "The filter is changed every Friday.", True),
        ("How often is the filter changed?", "The filter is changed monthly.", True),
        ("How often is the filter changed?", "| Filter | yearly |", True),
        ("How many languages does it know?", "Scans are thrown away after 20 minutes.", False),
        ("How many languages does it know?", "It knows nine languages.", True),
        ("How many kilometres is it to the sea?", "It is 12 km from the sea.", True),
        ("How many litres does it hold?", "It holds 300 l.", True),
        ("How high is the penalty?", "The penalty is 50 EUR.", True),
        ("How large is the budget?", "The budget is 900 euros.", True),
        ("How many cents is a copy?", "A copy is 0.10 EUR.", True),
        ("How many days does it take?", "It is ready after 20 days.", True),
        ("What is the door code for the cellar?", "You have the code in your letter box.", False),
        ("What is the door code for the cellar?", "The code is 4711.", True),
        ("What is the door code for the cellar?", "The code is `bluefox`.", True),
        ("What is the door code for the cellar?", "The code of the door is KRYPTON.", True),
        ("What is the door code for the cellar?", "The CELLAR door is locked at 9:30.", False),
        ("What is the room number of the office?", "The office is room 3.14.", True),
        ("What is the room number of the office?", "The office has a room since 20.09.", False),
        ("Какой код у сейфа?", "Ключ в сейфе, код знают дежурные с 20.09.", False),
        ("Какой код у сейфа?", "Код сейфа 4711.", True),
    ],
)
def test_a_number_of_something_else_is_not_offered(question, text, offered):
    prepared = prepare(question, idf=FLAT, language="en" if question.isascii() else "ru")
    (unit,) = units(text)
    assert prepared.offered(text, unit) is offered


def test_amounts_of_money_are_taken_out():
    assert without_money("add £4 a pen, 12 EUR, EUR 1,200 and 300 руб. for 6 weeks").split() == [
        "add",
        "a",
        "pen,",
        ",",
        "and",
        ".",
        "for",
        "6",
        "weeks",
    ]
    assert without_money("4 rooms, flat 7 1 200 EUR").split() == ["4", "rooms,", "flat", "7"]
    assert asks_for_no_money("How many seats are there?")
    assert not asks_for_no_money("How high is the fine?")


@pytest.mark.parametrize("part", ["1 ", "1. ", "1,"])
def test_taking_out_money_takes_time_in_proportion_to_the_length(part):
    assert_grows_with_length(without_money, part * 2_000, part * 8_000)
