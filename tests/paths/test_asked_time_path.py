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
