from decimal import Decimal

import pytest

from untuned.rag.answer.plural import RUSSIAN, counted, russian, with_unit

# A table of its own, by the endings that grammars list.
YEARS = {
    "год": [1, 21, 31, 101, 121, 1001],
    "года": [2, 3, 4, 22, 23, 24, 102, 133, 1004],
    "лет": [0, 5, 6, 9, 10, 11, 12, 13, 14, 15, 19, 20, 25, 30, 100, 111, 112, 114, 211, 1011, 1012],
}


@pytest.mark.parametrize(("form", "count"), [(form, count) for form, counts in YEARS.items() for count in counts])
def test_russian_years_follow_the_table(form, count):
    assert counted(count, "year", language="ru") == f"{count} {form}"
    assert russian(-count, RUSSIAN["year"]) == form


@pytest.mark.parametrize(
    ("count", "shown"), [(1, "1 день"), (2, "2 дня"), (5, "5 дней"), (11, "11 дней"), (22, "22 дня"), (Decimal("1.5"), "1.5 дня")]
)
def test_a_russian_unit_is_inflected_from_any_of_its_forms(count, shown):
    assert [with_unit(count, form) for form in ("день", "дня", "дней")] == [shown] * 3


@pytest.mark.parametrize(
    ("count", "unit", "shown"),
    [
        (1, "days", "1 day"),
        (0, "day", "0 days"),
        (2, "person", "2 people"),
        (Decimal("1.5"), "year", "1.5 years"),
        (Decimal("1.0"), "рубль", "1.0 рубль"),
        (3, "kWh", "3 kWh"),
        (3, "", "3"),
        (-1, "hours", "-1 hour"),
    ],
)
def test_a_known_unit_is_inflected_and_any_other_stays(count, unit, shown):
    assert with_unit(count, unit) == shown


@pytest.mark.parametrize(("count", "shown"), [(1, "1 month"), (2, "2 months"), (0, "0 months"), (11, "11 months"), (21, "21 months")])
def test_english_has_two_forms(count, shown):
    assert counted(count, "month", language="en") == shown
    assert counted(count, "month", language="de") == shown
