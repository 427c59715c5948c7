"""A question that names its time itself is answered from a text that was in force then, or told the day to ask for."""

import pytest

from untuned.project import Project

ENGLISH = "---\neffective_from: {day}\n---\n# Refunds\n\nA refund is possible within {days} days of the purchase.\n"
RUSSIAN = "# Возврат\n\nДействует с {day}\n\nВернуть товар можно в течение {days} дней после покупки.\n"


@pytest.fixture
def synced(tmp_path):
    (tmp_path / "untuned.toml").write_text("", encoding="utf-8")
    with Project.open(tmp_path) as project:
        for first in (True, False):
            days, told = (14, "1 января 2024 г.") if first else (30, "01.01.2025")
            (tmp_path / "refunds.md").write_text(ENGLISH.format(day="2024-01-01" if first else "2025-01-01", days=days), encoding="utf-8")
            (tmp_path / "vozvrat.md").write_text(RUSSIAN.format(day=told, days=days), encoding="utf-8")
            project.sync()
        yield project


@pytest.mark.parametrize(
    "question",
    [
        "Within how many days is a refund possible in 2025?",
        "Within how many days is a refund possible on 3 May 2026?",
        "Within how many days was a refund possible in March 2025?",
        "В течение скольких дней можно вернуть товар в 2026 году?",
    ],
)
def test_a_text_that_says_that_it_holds_then_answers_without_naming_the_year(synced, question):
    answer = synced.ask_sync(question)
    assert (answer.state, "30" in answer.text, answer.notes) == ("answered", True, ())


@pytest.mark.parametrize(
    ("question", "reason", "note"),
    [
        (
            "Within how many days was a refund possible in 2024?",
            "this holds from 2025-01-01 on",
            "What refunds.md said then is found with '--as-of 2024-12-31'.",
        ),
        (
            "Within how many days was a refund possible on 1 June 2024?",
            "this holds from 2025-01-01 on",
            "What refunds.md said then is found with '--as-of 2024-06-01'.",
        ),
        (
            "В течение скольких дней можно было вернуть товар в 2024 году?",
            "это действует с 2025-01-01",
            "What vozvrat.md said then is found with '--as-of 2024-12-31'.",
        ),
    ],
)
def test_a_text_of_a_later_time_does_not_answer_and_the_day_to_ask_for_is_told(synced, question, reason, note):
    answer = synced.ask_sync(question)
    assert (answer.state, answer.reason) == ("abstained", "wrong_scope")
    assert answer.near_miss.reason == reason
    assert note in answer.notes


def test_no_day_is_told_on_which_nothing_was_in_force(synced):
    answer = synced.ask_sync("Within how many days was a refund possible in 2019?")
    assert (answer.state, answer.near_miss.reason) == ("abstained", "this holds from 2025-01-01 on")
    assert answer.notes == ()


LATER = "---\neffective_from: 2015-01-01\n---\n"


def answers(folder, pages, question):
    (folder / "untuned.toml").write_text("", encoding="utf-8")
    for name, text in pages.items():
        (folder / name).write_text(text, encoding="utf-8")
    with Project.open(folder) as project:
        project.sync()
        return project.ask_sync(question)


@pytest.mark.parametrize(
    ("page", "question"),
    [
        ("# Orders\n\nOrder 1500 was shipped by Anna Berg on a truck.\n", "Who shipped order 2019?"),
        ("# Errors\n\nAn error means that the server failed. Error 500 means the disk is full.\n", "What does error 2026 mean?"),
        ("# Автобус\n\nАвтобус 15 ходит каждые 20 минут.\n", "Как часто ходит автобус 2017?"),
    ],
)
def test_the_number_of_a_thing_is_asked_for_though_a_text_holds_in_a_year_that_looks_so(tmp_path, page, question):
    assert answers(tmp_path, {"page.md": LATER + page}, question).state == "abstained"


def test_an_amount_that_looks_like_a_year_is_asked_of_a_text_of_later(tmp_path):
    page = LATER + "# Export\n\nAn export holds up to 2,000 rows.\n"
    assert answers(tmp_path, {"export.md": page}, "Can I export 2000 rows?").state == "answered"


@pytest.mark.parametrize("question", ["What did a locker cost in 2012?", "What does a locker cost in 2027?"])
def test_a_text_that_says_nothing_of_time_is_no_answer_for_a_year_because_another_says_when_it_holds(tmp_path, question):
    pages = {
        "lockers.md": "# Lockers\n\nA locker costs 5 EUR per month.\n",
        "locks.md": LATER + "# Locks\n\nLock keepers open the locks at nine. A lock takes an hour.\n",
    }
    assert answers(tmp_path, pages, question).state == "abstained"


def test_a_text_that_names_the_year_answers_beside_one_that_is_of_later(tmp_path):
    pages = {
        "new.md": LATER + "# Lockers\n\nA locker costs 5 EUR per month.\n",
        "old.md": "# Lockers of the past\n\nIn 2012 a locker cost 4 EUR per month.\n",
    }
    answer = answers(tmp_path, pages, "What did a locker cost in 2012?")
    assert (answer.state, "4 EUR" in answer.text, "5 EUR" in answer.text) == ("answered", True, False)


@pytest.mark.parametrize(("month", "state"), [("February 2025", "answered"), ("April 2025", "abstained")])
def test_a_text_that_says_until_when_it_holds_answers_for_a_day_before(tmp_path, month, state):
    page = "# Offer\n\nValid until 31 March 2025\n\nThe spa voucher costs 30 EUR.\n"
    assert answers(tmp_path, {"offer.md": page}, f"What does the spa voucher cost in {month}?").state == state


SEASONS = {
    "bar.md": """# Bar

The bar opens at 10:00 from April to September.

The bar opens at 14:00 the rest of the year.
""",
    "hall.md": """# Hall

## April to September

The hall opens at 8:00.

## Rest of the year

The hall opens at 11:00.
""",
    "katok.md": """# Каток

Каток открыт с ноября по март с 9 до 21.

В остальные месяцы каток открыт с 12 до 15.
""",
}


@pytest.mark.parametrize(
    ("question", "told", "untold"),
    [
        ("When does the bar open in July?", "10:00", "14:00"),
        ("When does the bar open in December?", "14:00", "10:00"),
        ("When does the hall open in June?", "8:00", "11:00"),
        ("When does the hall open in November?", "11:00", "8:00"),
        ("Во сколько открыт каток в январе?", "с 9 до 21", "с 12 до 15"),
        ("Во сколько открыт каток в июле?", "с 12 до 15", "с 9 до 21"),
    ],
)
def test_the_rest_of_the_year_is_what_the_text_has_not_told_before(tmp_path, question, told, untold):
    answer = answers(tmp_path, SEASONS, question)
    assert (answer.state in ("answered", "partial"), told in answer.text, untold in answer.text) == (True, True, False)
