"""Of two prices the one that holds now is shown first, and the one that a sentence says holds later, or held before, behind it."""

from datetime import date

import pytest

from answering import of_pages
from untuned.project import Project
from untuned.rag.later import is_of_another_time

TABLE = """# Prices

| Plan | Price |
|---|---|
| Solo | 45 EUR |
| Team | 90 EUR |

"""
OF_ANOTHER_TIME = {
    "later": "From 1 January 2099 the Solo plan costs 55 EUR.",
    "starting": "Starting on 1 January 2099 the Solo plan costs 55 EUR.",
    "before": "Until 31 March 2020 the Solo plan cost 55 EUR.",
}


@pytest.mark.parametrize("sentence", OF_ANOTHER_TIME.values(), ids=OF_ANOTHER_TIME)
def test_what_holds_now_is_shown_before_what_holds_at_another_time(tmp_path, sentence):
    of_pages(tmp_path, {"prices.md": f"{TABLE}{sentence}\n"})
    with Project.open(tmp_path) as project:
        shown = [quote.quote for quote in project.ask_sync("How much does the Solo plan cost?").citations]
    assert "45 EUR" in shown[0]
    assert "55 EUR" in shown[1]


def test_a_year_that_is_asked_for_has_its_own_price_first(tmp_path):
    of_pages(tmp_path, {"prices.md": f"{TABLE}{OF_ANOTHER_TIME['later']}\n"})
    with Project.open(tmp_path) as project:
        assert "55 EUR" in project.ask_sync("How much does the Solo plan cost in 2099?").citations[0].quote


def test_on_a_later_day_the_later_price_is_shown_first(tmp_path):
    of_pages(tmp_path, {"prices.md": f"{TABLE}{OF_ANOTHER_TIME['later']}\n"})
    with Project.open(tmp_path) as project:
        assert "55 EUR" in project.ask_sync("How much does the Solo plan cost?", as_of=date(2099, 2, 1)).citations[0].quote


def test_what_is_said_of_another_plan_does_not_take_its_place(tmp_path):
    of_pages(tmp_path, {"prices.md": "# Prices\n\nFrom 1 January 2099 the Solo plan costs 55 EUR.\n\nThe Team plan costs 90 EUR.\n"})
    with Project.open(tmp_path) as project:
        assert "55 EUR" in project.ask_sync("How much does the Solo plan cost?").citations[0].quote


@pytest.mark.parametrize(
    "question",
    [
        "What will the Solo plan cost from 1 January 2099?",
        "What is the future price of the Solo plan?",
        "What does the Solo plan cost from January 2099?",
    ],
)
def test_who_asks_of_another_time_is_told_of_that(tmp_path, question):
    of_pages(tmp_path, {"prices.md": f"{TABLE}From January 2099 the price of the Solo plan is 55 EUR; the Solo plan costs 55 EUR then.\n"})
    with Project.open(tmp_path) as project:
        assert "55 EUR" in project.ask_sync(question).citations[0].quote


def test_the_price_of_something_more_does_not_take_its_place(tmp_path):
    page = "# Prices\n\nFrom 1 January 2099 the Solo plan costs 55 EUR.\n\nThe Solo plan costs 5 EUR per extra seat.\n"
    of_pages(tmp_path, {"prices.md": page})
    with Project.open(tmp_path) as project:
        assert "55 EUR" in project.ask_sync("How much does the Solo plan cost?").citations[0].quote


@pytest.mark.parametrize(
    "text",
    [
        "From 1 January 2027 it costs 55 EUR.",
        "Starting on 1 January 2027 it costs 55 EUR.",
        "As of January 2027 it costs 55 EUR.",
        "С 1 января 2027 года он стоит 55 EUR.",
        "Until 31 March 2020 it cost 55 EUR.",
        "До 31 марта 2020 года он стоил 55 EUR.",
    ],
)
def test_such_a_text_is_of_another_time(text):
    assert is_of_another_time(text, date(2026, 11, 23))


@pytest.mark.parametrize(
    "text",
    [
        "From 1 January 2020 it costs 55 EUR.",
        "Until 31 March 2099 it costs 55 EUR.",
        "The fair is from 4 May 2027 to 6 May 2027 and costs 5 EUR.",
        "The fair of 4 May 2027 costs 5 EUR.",
        "It was 55 EUR from May 2019 until May 2020.",
        "It costs 55 EUR.",
        "",
    ],
)
def test_any_other_text_is_not(text):
    assert not is_of_another_time(text, date(2026, 11, 23))
