from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from indexing import version
from untuned.rag.verify.scope.in_force import asked_time, holds_at, says_otherwise
from untuned.types.versions import DATES_TOLD


@pytest.mark.parametrize(
    ("question", "first", "last", "rest"),
    [
        ("What is the fee in 2025?", date(2025, 1, 1), date(2025, 12, 31), "What is the fee?"),
        ("What was the 2025 fee for adults?", date(2025, 1, 1), date(2025, 12, 31), "What was the fee for adults?"),
        ("On 1 June 2025, what is the fee?", date(2025, 6, 1), date(2025, 6, 1), ", what is the fee?"),
        ("2025 fee for adults?", date(2025, 1, 1), date(2025, 12, 31), "fee for adults?"),
        ("What was the club's 2025 revenue?", date(2025, 1, 1), date(2025, 12, 31), "What was the club's revenue?"),
        ("What is the fee of 2025 for adults?", date(2025, 1, 1), date(2025, 12, 31), "What is the fee for adults?"),
        ("Взнос 2025 года для взрослых?", date(2025, 1, 1), date(2025, 12, 31), "Взнос для взрослых?"),
        ("Сколько стоит взнос в июне 2025 года?", date(2025, 6, 1), date(2025, 6, 30), "Сколько стоит взнос?"),
    ],
)
def test_the_time_that_a_question_is_asked_for_and_what_is_left_without_it(question, first, last, rest):
    asked = asked_time(question)
    assert (asked.first, asked.last, asked.rest) == (first, last, rest)


@pytest.mark.parametrize(
    "question",
    [
        "What is the fee?",
        "What has changed since 2025?",
        "What was the fee before 2025?",
        "What was sold from 2024 to 2025?",
        "Что изменилось после 2025 года?",
        "How does the fee of 2024 differ from that of 2025?",
    ],
)
def test_a_question_without_a_time_or_with_one_end_of_more_is_asked_for_none(question):
    assert asked_time(question) is None


@pytest.mark.parametrize(
    "question",
    [
        "Can I export 2000 rows?",
        "Is it a list of 2000 rows?",
        "What do I get for 2000 EUR?",
        "Does it show 1920 pixels?",
        "Who shipped order 2019?",
        "What is invoice 2024-01 for?",
        "What does error 2026 mean?",
        "Что дают за 2000 рублей?",
        "До скольких открыт кабинет 2020?",
    ],
)
def test_an_amount_and_the_number_of_a_thing_are_no_years(question):
    assert asked_time(question) is None


SINCE = replace(version("fees.md"), effective_from=date(2025, 3, 1), metadata={"effective_from": "2025-03-01"})
FOR_A_YEAR = replace(
    SINCE,
    effective_from=date(2025, 1, 1),
    effective_to=date(2025, 12, 31),
    metadata={"effective": "2025-01-01", "effective_to": "2025-12-31"},
)


@pytest.mark.parametrize(
    ("day", "of", "holds"),
    [
        ("in 2026", SINCE, True),
        ("in 2025", SINCE, None),  # for a part of it
        ("in 2024", SINCE, False),
        ("on 28 February 2025", SINCE, False),
        ("on 1 March 2025", SINCE, True),
        ("in 2025", FOR_A_YEAR, True),
        ("in 2026", FOR_A_YEAR, False),
        ("in 2024", replace(SINCE, metadata={DATES_TOLD: {"from": "text"}}), False),
        ("in 2024", replace(SINCE, metadata={DATES_TOLD: {"from": "git"}}), None),
        ("in 2024", replace(SINCE, metadata={"date": "2025-03-01"}), None),
    ],
)
def test_a_version_holds_from_and_until_when_it_says_so(day, of, holds):
    time = asked_time(f"What is the fee {day}?")
    assert holds_at(time, of, said="The fee is 5 EUR.", text="The fee is 5 EUR.") is holds


def test_what_a_text_says_of_years_itself_is_told_by_its_words():
    said = "In 2024 the fee was 4 EUR."
    assert holds_at(asked_time("What was the fee in 2024?"), SINCE, said=said, text=said) is None
    assert holds_at(asked_time("What is the fee in 2026?"), SINCE, said=said, text=said) is None


def test_the_days_from_and_until_when_a_text_holds_may_stand_in_what_is_quoted():
    said = "Valid until 31 December 2025. The fee is 5 EUR."
    assert holds_at(asked_time("What is the fee in May 2025?"), FOR_A_YEAR, said=said, text=said) is True
    assert holds_at(asked_time("What is the fee in May 2025?"), FOR_A_YEAR, said=f"{said} In 2024 it was 4.", text=said) is None


@pytest.mark.parametrize("said", ["From 2015 to 2020 it was 4 EUR.", "In the 1990s it was free.", "Members since 2010 pay 4 EUR."])
def test_what_is_said_of_years_around_it_is_told_by_its_words(said):
    year = 1995 if "1990s" in said else 2018
    assert holds_at(asked_time(f"What was the fee in {year}?"), SINCE, said=said, text=said) is None


@pytest.mark.parametrize(
    ("of", "english", "russian"),
    [
        (SINCE, "this holds from 2025-03-01 on", "это действует с 2025-03-01"),
        (FOR_A_YEAR, "this holds from 2025-01-01 to 2025-12-31", "это действует с 2025-01-01 по 2025-12-31"),
        (
            replace(FOR_A_YEAR, effective_from=None, metadata={"effective_to": "2025-12-31"}),
            "this holds until 2025-12-31",
            "это действует по 2025-12-31",
        ),
    ],
)
def test_when_it_holds_is_said_in_the_askers_language(of, english, russian):
    assert (says_otherwise(of, russian=False), says_otherwise(of, russian=True)) == (english, russian)
