"""Days, months and years in texts."""

import time
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from untuned.text.days import may_have_year, period_in, periods, stated_day


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("since March 2025", date(2025, 3, 1), date(2025, 3, 31)),
        ("on July 20, 2012", date(2012, 7, 20), date(2012, 7, 20)),
        ("3rd of February 2024", date(2024, 2, 3), date(2024, 2, 3)),
        ("после 3 марта 2025 года", date(2025, 3, 3), date(2025, 3, 3)),
        ("в феврале 2024", date(2024, 2, 1), date(2024, 2, 29)),
        ("2025-03", date(2025, 3, 1), date(2025, 3, 31)),
        ("12.03.2025", date(2025, 3, 12), date(2025, 3, 12)),
        ("03/25/2024", date(2024, 3, 25), date(2024, 3, 25)),
        ("in 2024,", date(2024, 1, 1), date(2024, 12, 31)),
    ],
)
def test_a_period_has_its_first_and_last_day(text, first, last):
    found = period_in(text)
    assert (found.first, found.last) == (first, last)


@pytest.mark.parametrize("text", ["31.02.2020", "v2024.1", "room 20244", "1234-2024-5678x", "2024-13", "march on", ""])
def test_what_is_no_day_is_none(text):
    assert period_in(text) is None


@given(st.dates(min_value=date(1900, 1, 1), max_value=date(2099, 12, 31)))
def test_every_day_in_iso_form_is_found_as_it_is(day):
    found = period_in(f"it is {day.isoformat()} today")
    assert found.first == found.last == day


@given(st.text(max_size=300))
def test_any_text_is_safe_and_periods_stand_in_order(text):
    found = list(periods(text))
    assert all(one.first <= one.last and 0 <= one.start < one.end <= len(text) for one in found)
    assert all(before.end <= after.start for before, after in pairwise(found))


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Effective July 20, 2012 (last updated October 08, 2013)", date(2013, 10, 8)),
        ("Дата обновления: 12.03.2025", date(2025, 3, 12)),
        ("**Last updated:** 2024-05-06", date(2024, 5, 6)),
        ("The war began on 1 September 1939.", None),
        ("Last updated in spring", None),
        ("The law was revised 1 May 1990 and effective 2 May 1991.", None),
        ("# Terms\n\nRevised: 1 May 2020", date(2020, 5, 1)),
    ],
)
def test_a_text_says_of_when_it_is(text, day):
    assert stated_day(text) == day


def test_a_long_text_is_read_at_its_ends_alone():
    began = time.thread_time()
    assert stated_day("updated march " * 300_000 + "Last updated: 2024-05-06") == date(2024, 5, 6)
    assert time.thread_time() - began < 2


def test_days_and_months_of_any_year_are_found_where_they_are_asked_for():
    text = "On 12 May 1705 and in March 1804 it had 1500 seats; it closed in 1943."
    assert [(one.first.year, one.first.month) for one in periods(text)] == [(1943, 1)]
    assert [(one.first.year, one.first.month) for one in periods(text, years="any")] == [(1705, 5), (1804, 3), (1943, 1)]


@pytest.mark.parametrize(
    "words",
    [
        *("Last updated", "Last modified", "last revised", "LAST REVIEWED", "Date of last revision", "Effective date", "Updated on"),
        *("Revised", "Effective from", "Дата обновления", "Дата вступления в силу", "Последнее обновление", "Обновлено", "Обновлена"),
        *("Редакция от", "Действует с", "Last modıfied", "Reviſed"),
    ],
)
def test_every_way_to_say_of_when_a_text_is_counts(words):
    assert stated_day(f"{words} 2025-03-01\n") == date(2025, 3, 1)


@given(st.text(alphabet="0129-./ mayмая", max_size=60))
def test_a_text_that_can_have_no_year_has_no_period(text):
    assert may_have_year(text) or not list(periods(text))
