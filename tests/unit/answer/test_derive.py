"""Ages, times since, days until, sums and differences."""

from datetime import UTC, date, datetime

import pytest

from untuned.errors import WrongSetting
from untuned.models.facts import read_facts
from untuned.rag.answer.derive import Elapsed, age_in_years, anniversary, days_until, derive, elapsed, today_in, told

LEAP = date(1992, 2, 29)
DAY = date(2026, 11, 20)


@pytest.mark.parametrize(
    ("born", "today", "years"),
    [
        (date(1990, 5, 14), date(2026, 5, 13), 35),
        (date(1990, 5, 14), date(2026, 5, 14), 36),
        (date(1990, 5, 14), DAY, 36),
        (LEAP, date(2021, 2, 28), 28),
        (LEAP, date(2021, 3, 1), 29),
        (LEAP, date(2024, 2, 28), 31),
        (LEAP, date(2024, 2, 29), 32),
        (date(2026, 11, 20), DAY, 0),
    ],
)
def test_an_age_is_whole_years(born, today, years):
    assert age_in_years(born, today) == years


def test_the_anniversary_of_a_29_february_follows_the_facts_rule():
    assert anniversary(LEAP, 2021) == date(2021, 3, 1)
    assert anniversary(LEAP, 2021, leap_day="02-28") == date(2021, 2, 28)
    assert anniversary(LEAP, 2024) == anniversary(LEAP, 2024, leap_day="02-28") == date(2024, 2, 29)
    assert anniversary(LEAP, 2100) == date(2100, 3, 1)
    assert age_in_years(LEAP, date(2021, 2, 28), leap_day="02-28") == 29


def test_nobody_has_an_age_before_birth():
    assert age_in_years(date(2027, 1, 1), DAY) is None
    assert elapsed(date(2027, 1, 1), DAY) is None


@pytest.mark.parametrize(
    ("start", "today", "expected"),
    [
        (date(2021, 9, 9), DAY, (5, 2, 11)),
        (date(2026, 1, 31), date(2026, 2, 28), (0, 1, 0)),
        (date(2026, 1, 31), date(2026, 3, 1), (0, 1, 1)),
        (date(2026, 1, 31), date(2026, 2, 27), (0, 0, 27)),
        (LEAP, date(2021, 2, 28), (28, 11, 30)),
        (LEAP, date(2021, 3, 1), (29, 0, 0)),
        (DAY, DAY, (0, 0, 0)),
    ],
)
def test_time_since_is_years_months_and_days(start, today, expected):
    assert elapsed(start, today) == Elapsed(years=expected[0], months=expected[1], days=expected[2])


@pytest.mark.parametrize(
    ("day", "annual", "days"),
    [
        (date(2026, 11, 20), False, 0),
        (date(2026, 11, 19), False, -1),
        (date(2027, 11, 22), False, 367),
        (date(1990, 5, 14), True, 175),
        (date(1990, 11, 20), True, 0),
        (date(1990, 11, 19), True, 364),
        (LEAP, True, 101),
    ],
)
def test_days_until_a_day_or_its_next_return(day, annual, days):
    assert days_until(day, DAY, annual=annual) == days


def test_the_calendars_last_year_has_no_next_one():
    assert days_until(date(1990, 5, 14), date(9999, 12, 31), annual=True) == -231


@pytest.mark.parametrize(
    ("timezone", "day"), [("", date(2026, 11, 20)), ("Europe/Berlin", date(2026, 11, 21)), ("America/Los_Angeles", DAY)]
)
def test_today_is_the_day_in_the_projects_time_zone(timezone, day):
    assert today_in(datetime(2026, 11, 20, 23, 30, tzinfo=UTC), timezone) == day


@pytest.mark.parametrize("timezone", ["Nowhere/Town", "../etc", "Europe", "\0"])
def test_an_unknown_time_zone_is_a_wrong_setting(timezone):
    with pytest.raises(WrongSetting) as caught:
        today_in(datetime(2026, 11, 20, tzinfo=UTC), timezone)
    assert (caught.value.key, caught.value.value) == ("facts.timezone", timezone)


BOOK = read_facts(
    """
born = 1990-05-14
leap = { value = 2000-02-29, leap_day = "02-28" }
baby = 2026-07-01
new = 2026-11-18
next = 2027-01-01
started = 2021-09-09T10:30:00Z
rent = { value = 4200.10, unit = "euros" }
heating = { value = 310, unit = "euros" }
short = { value = 1, unit = "день" }
long = { value = 20, unit = "день" }
age = { age = "born" }
leap_age = { age = "leap" }
baby_age = { age = "baby" }
new_age = { age = "new" }
next_age = { age = "next" }
member = { elapsed = "started" }
member_days = { elapsed = "started", unit = "days" }
member_weeks = { elapsed = "started", unit = "weeks" }
member_months = { elapsed = "started", unit = "months" }
member_years = { elapsed = "started", unit = "years" }
until = { days_until = "next" }
past = { days_until = "new" }
birthday = { days_until = "born", every = "year" }
total = { sum = ["rent", "heating"] }
left = { difference = ["heating", "rent"] }
between = { difference = ["next", "new"] }
both = { sum = ["short", "long"] }
"""
)


@pytest.mark.parametrize(
    ("name", "english", "russian"),
    [
        ("age", "36 years", "36 лет"),
        ("leap_age", "26 years", "26 лет"),
        ("baby_age", "4 months", "4 месяца"),
        ("new_age", "2 days", "2 дня"),
        ("member", "5 years, 2 months, 11 days", "5 лет, 2 месяца, 11 дней"),
        ("member_days", "1898 days", "1898 дней"),
        ("member_weeks", "271 weeks", "271 неделя"),
        ("member_months", "62 months", "62 месяца"),
        ("member_years", "5 years", "5 лет"),
        ("until", "42 days", "42 дня"),
        ("past", "2 days ago", "2 дня назад"),
        ("birthday", "175 days", "175 дней"),
        ("total", "4510.10 euros", "4510.10 euros"),
        ("left", "-3890.10 euros", "-3890.10 euros"),
        ("between", "44 days", "44 дня"),
        ("both", "21 день", "21 день"),
    ],
)
def test_a_derived_value_in_both_languages(name, english, russian):
    derivation = BOOK.fact(name).derivation
    assert derive(derivation, BOOK, today=DAY).value == english
    assert derive(derivation, BOOK, today=DAY, language="ru").value == russian


def test_an_age_that_is_still_to_come_is_no_value():
    assert derive(BOOK.fact("next_age").derivation, BOOK, today=DAY) is None


def test_a_computed_value_names_its_inputs_and_its_day():
    age = derive(BOOK.fact("age").derivation, BOOK, today=DAY)
    assert (age.name, age.inputs, age.as_of) == ("age", (("born", "1990-05-14"),), DAY)
    assert told(age) == "36 years (computed: age from born = 1990-05-14, as of 2026-11-20)"
    assert told(derive(BOOK.fact("age").derivation, BOOK, today=DAY, language="ru"), language="ru") == (
        "36 лет (вычислено: возраст по born = 1990-05-14, на 2026-11-20)"
    )
    total = derive(BOOK.fact("total").derivation, BOOK, today=DAY)
    assert (total.inputs, total.as_of) == ((("rent", "4200.10 euros"), ("heating", "310 euros")), None)
    assert told(total) == "4510.10 euros (computed: sum of rent = 4200.10 euros, heating = 310 euros)"


def test_a_sum_of_many_digits_is_not_rounded():
    book = read_facts('a = 123456789012345678901234567890\nb = 0.000000000000000000000000000001\nc = { sum = ["a", "b"] }')
    assert derive(book.fact("c").derivation, book, today=DAY).value == "123456789012345678901234567890.000000000000000000000000000001"
