"""The numbers, measures and months that agreement reads in a text."""

import pytest

from untuned.text.dates import months, numeric_dates
from untuned.text.figures import figures
from untuned.text.identifiers import identifiers
from untuned.text.measures import currency_before, measure_after


def values(text):
    return [figure.values for figure in figures(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1,250,000 people", [(1250000.0,)]),
        ("1 250 000 человек", [(1250000.0,)]),
        ("1.250.000,5 Stück", [(1250000.5,)]),
        ("1,250 м", [(1250.0, 1.25)]),
        ("2.5 million users and 5k more", [(2500000.0,), (5000.0,)]),
        ("$3m or 3bn", [(3000000.0,), (3000000000.0,)]),
        ("2,5 млн рублей", [(2500000.0,)]),
        ("two hundred and fifty, then twenty-five and seven", [(250.0,), (25.0,), (7.0,)]),
        ("сорок пять или двести три тысячи", [(45.0,), (203000.0,)]),
        ("one of a thousand", []),
        ("1/4 cup and 1½ cups", [(0.25,), (1.5,)]),
        ("the 3rd and 5-го", [(3.0,), (5.0,)]),
        ("2018–19", [(2018.0,), (19.0, 2019.0)]),
        ("E-1042, MP3, v2.3.1 and COVID-19", []),
        ("1. First\n2) second [3] (passages 4 and 5), see step 6", []),
    ],
)
def test_the_values_of_numbers(text, expected):
    assert values(text) == expected


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("5 km", "km"),
        ("5-hour", "hour"),
        ("5 °C", "celsius"),
        ("5 degrees Fahrenheit", "fahrenheit"),
        ("5 per cent", "percent"),
        ("5 square miles", "sq_mi"),
        ("5 квадратных километров", "sq_km"),
        ("5 минут", "minute"),
        ("5 лет", "year"),
        ("5 рублей", "rouble"),
        ("5 people", None),
        ("5 in total", None),
        ("5M", None),
    ],
)
def test_the_measure_beside_a_number(text, name):
    found = measure_after(text, 1)
    assert (found[0].name if found else None) == name


def test_a_currency_stands_before_its_number():
    assert [currency_before(text, len(text))[0].name for text in ("US$", "€ ", "RMB")] == ["dollar", "euro", "yuan"]
    assert currency_before("cost ", 5) is None


def test_both_ends_of_a_range_have_its_unit():
    assert [figure.measure.name for figure in figures("5 to 10 km")] == ["km", "km"]


def test_decades_and_centuries_are_spans_of_years():
    assert [figure.years for figure in figures("in the 1990s, in the 19th century")] == [(1990, 1999), (1800, 1900)]


def test_may_and_march_are_months_only_beside_a_date():
    assert [month.number for month in months("May we march? In March, on 5 May 2020, or in декабре.")] == [3, 5, 12]
    assert months("you may march") == []


def test_dates_in_digits_have_every_reading():
    assert [(date.year, date.days) for date in numeric_dates("2024-03-05, 3/5/24 and 05.03.2024")] == [
        (2024, ((3, 5),)),
        (2024, ((3, 5), (5, 3))),
        (2024, ((3, 5),)),
    ]


def test_codes_are_told_from_words_beside_numbers():
    text = "Error E-1042 in v2.3.1 of response_model on Boeing747; Chapter-3, mid-2019, COVID-19; a@b.org"
    found = {text[code.start : code.end]: code.shared for code in identifiers(text)}
    assert found == {"E-1042": False, "v2.3.1": False, "response_model": False, "Boeing747": False, "COVID-19": True, "a@b.org": False}
