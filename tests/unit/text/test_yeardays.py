from __future__ import annotations

import pytest

from timing import assert_grows_with_length
from untuned.text.words import terms
from untuned.text.yeardays import month_named, speaks_of, spoken_of, stretch_of, terms_unnamed


@pytest.mark.parametrize(
    ("text", "spoken", "unspoken"),
    [
        ("It is closed on 24, 25 and 26 December.", [(12, 25), (12, 24)], [(12, 27), (1, 25)]),
        ("Closed December 24–26", [(12, 25)], [(12, 23)]),
        ("24.–26. Dec", [(12, 25)], [(12, 27)]),
        ("Закрыто 24, 25 и 26 декабря", [(12, 25)], [(11, 25)]),
        ("open from April to September, daily", [(7, 0), (4, 0), (9, 30)], [(3, 0), (10, 1)]),
        ("from 15 April until 15 October", [(4, 15), (4, 0), (10, 0)], [(4, 14), (10, 16)]),
        ("April 15 – October 15", [(7, 1)], [(4, 14), (12, 0)]),
        ("с 1 ноября по конец февраля", [(1, 0), (12, 31), (2, 28)], [(3, 1), (10, 0)]),
        ("from 8:00 to 17:00 in the rest of the year", [(1, 0), (7, 4)], []),
        ("работает круглый год", [(1, 0), (7, 4)], []),
        ("Between May and July the yard may be used.", [(6, 0), (5, 3), (7, 31)], [(4, 0), (8, 1)]),
        ("between 1 May and 15 June", [(5, 20), (6, 0)], [(6, 16), (4, 30)]),
        ("between 24 and 28 December", [(12, 26)], [(12, 23), (12, 29)]),
        ("между маем и июлем", [(6, 0)], [(8, 0)]),
        ("From mid-May to early June the kiln is rebuilt.", [(5, 20), (6, 1)], [(5, 3), (6, 20), (7, 0)]),
        ("с середины мая до конца июня", [(5, 25), (6, 30)], [(5, 2), (7, 1)]),
        ("from the beginning of May until the end of June", [(5, 1), (6, 30)], [(4, 30), (7, 1)]),
        ("We met in May and July.", [], [(6, 0)]),
        ("register by 5 October with me", [], [(10, 6), (10, 4)]),
        ("In May 30 people came, in June 45.", [], [(5, 31), (6, 1)]),
        ("you may bring 2 or 3 guests", [], [(5, 2), (5, 0)]),
    ],
)
def test_days_of_lists_and_ranges_are_spoken_of(text, spoken, unspoken):
    found = spoken_of(text)
    assert [day for day in spoken if not any(stretch_of(*day).meets(one) for one in found)] == []
    assert [day for day in unspoken if any(stretch_of(*day).meets(one) for one in found)] == []


@pytest.mark.parametrize("part", ["24, 25 and ", "1 May to ", "May 1, 2, 3 "])
def test_lists_take_time_in_proportion_to_their_length(part):
    assert_grows_with_length(spoken_of, part * 1_000, part * 4_000)


@pytest.mark.parametrize(
    ("text", "language", "unnamed"),
    [
        ("open from April to July", "en", ["May", "June"]),
        ("с ноября по февраль", "ru", ["январь", "декабрь"]),
        ("open in April and in July", "en", []),
        ("you may come in March", "en", []),
        ("closed on 24, 25 and 26 December", "en", []),
    ],
)
def test_months_inside_a_range_are_found_by_their_names(text, language, unnamed):
    found = terms_unnamed(text, terms(text, language=language), language=language)
    assert list(found) == terms(" ".join(unnamed), language=language)


def test_the_rest_of_the_year_is_any_other_month():
    text = "from 6:00 to 21:00 in July, and to 17:00 in the rest of the year"
    assert len(terms_unnamed(text, terms(text, language="en"), language="en")) == 11


@pytest.mark.parametrize(
    ("text", "spoken"),
    [
        ("Closed on 3 May.", True),
        ("Closed on 1 May and 25 December.", False),
        ("Closed from 1 to 5 May.", True),
        ("Closed in May.", True),
        ("The workshop rests from 20 April on.", True),
        ("You may park in the yard.", False),
        ("Закрыто 3 мая.", True),
        ("Закрыто 1 мая.", False),
    ],
)
def test_a_text_speaks_of_a_day_by_its_date_its_range_or_its_month(text, spoken):
    assert speaks_of(text, stretch_of(5, 3)) is spoken


def test_a_month_is_numbered_by_its_analysed_name():
    names = ("May", "мая", "December", "glaze")
    assert [month_named(terms(name, stop_words=False)[0]) for name in names] == [5, 5, 12, 0]
