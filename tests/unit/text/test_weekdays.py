"""Days of the week that a text speaks of, named or not."""

import pytest

from untuned.text.weekdays import is_weekday, named, spoken_of, terms_unnamed
from untuned.text.words import terms


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("| Tuesday to Friday | 10:00 |", {2, 3, 4, 5}),
        ("Mon – Fri 8-12", {1, 2, 3, 4, 5}),
        ("Mo-Fr 9-5", {1, 2, 3, 4, 5}),
        ("from Saturday to Monday", {6, 7, 1}),
        ("Wed | 8–12 | –", {3}),
        ("Thu.\n9", {4}),
        ("Mon/Wed/Fri", {1, 3, 5}),
        ("Sat, Sun: 10-14", {6, 7}),
        ("We go on Mondays", {1}),
        ("on weekdays", {1, 2, 3, 4, 5}),
        ("at the weekend", {6, 7}),
        ("open daily 8-18", set(range(1, 8))),
        ("open 24/7", set(range(1, 8))),
        ("пн–пт 9:00", {1, 2, 3, 4, 5}),
        ("Пн.-Пт. 9-18", {1, 2, 3, 4, 5}),
        ("с понедельника по пятницу", {1, 2, 3, 4, 5}),
        ("Вт, чт: 10", {2, 4}),
        ("Среда: 10–12", {3}),
        ("в среду", {3}),
        ("по субботам и воскресеньям", {6, 7}),
        ("в будни с 9", {1, 2, 3, 4, 5}),
        ("ежедневно с 9 до 18", set(range(1, 8))),
    ],
)
def test_a_text_speaks_of_days_by_name_range_and_abbreviation(text, days):
    assert spoken_of(text) == days


@pytest.mark.parametrize(
    "text", ["He sat. Sat on it", "Sun protection", "We to go", "daily backups", "среда разработки", "ср. также", "Mon ami"]
)
def test_words_that_look_like_days_are_none(text):
    assert spoken_of(text) == frozenset()


def test_a_day_is_named_where_it_stands():
    text = "open Mondays and Wed."
    assert [(day.number, text[day.start : day.end], day.whole) for day in named(text)] == [(1, "Mondays", True), (3, "Wed", False)]


@pytest.mark.parametrize(("text", "alone"), [("Thursday", True), ("Thursdays", True), ("Thu", False), ("Black Friday", False)])
def test_a_whole_name_alone_is_a_day(text, alone):
    assert is_weekday(text) is alone


@pytest.mark.parametrize(
    ("text", "language", "added"),
    [
        ("Tuesday to Friday", "en", ("wednesday", "thursday")),
        ("Sat: closed", "", ("saturday",)),
        ("пн–ср", "ru", ("понедельник", "вторник", "сред")),
        ("Tuesday and Friday", "en", ()),
        ("Nothing of the kind", "en", ()),
    ],
)
def test_days_without_their_whole_names_are_told_as_terms(text, language, added):
    assert terms_unnamed(text, terms(text, language=language), language=language) == added


def test_all_weekdays_are_called_so_and_so_is_the_weekend():
    assert "weekday" in terms_unnamed("Monday to Friday: 8:00", terms("Monday to Friday: 8:00"), language="en")
    assert "weekend" in terms_unnamed("Sat, Sun: 10-14", terms("Sat, Sun: 10-14"), language="en")
    assert terms("будни", language="ru")[0] in terms_unnamed("пн–пт 9:00", terms("пн–пт 9:00", language="ru"), language="ru")
    assert "weekday" not in terms_unnamed("Monday to Thursday: 8:00", terms("Monday to Thursday: 8:00"), language="en")
    assert "weekday" not in terms_unnamed("on weekdays from 9", terms("on weekdays from 9"), language="en")
