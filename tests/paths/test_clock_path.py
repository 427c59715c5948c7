"""Where the time of a day is asked for, a sentence that only says what comes after something tells none."""

import pytest

from answering import of_pages
from untuned.project import Project

MOVING = "# Moving to a new hub\n\nYou can work as usual during the move: changes reach the new hub after the main copy.\n"
MOVING_RU = "# Переезд на новый хаб\n\nВо время переноса можно работать как обычно: изменения попадут на новый хаб после основной копии.\n"


@pytest.mark.parametrize(("page", "question"), [(MOVING, "What time do you work?"), (MOVING_RU, "В какое время вы работаете?")])
def test_what_comes_after_something_tells_no_time_of_the_day(tmp_path, page, question):
    of_pages(tmp_path, {"moving.md": page})
    with Project.open(tmp_path) as project:
        assert not project.ask_sync(question).citations


@pytest.mark.parametrize(
    ("hours", "question", "wanted"),
    [
        ("The workshop opens at eight o'clock.", "What time does the workshop open?", "eight"),
        ("The workshop opens at 8:30.", "At what time does the workshop open?", "8:30"),
        ("The workshop closes at noon.", "What time does the workshop close?", "noon"),
        ("The workshop closes in the evening.", "What time does the workshop close?", "evening"),
        ("Мастерская открыта с 8:30 до 19:00.", "Во сколько открывается мастерская?", "8:30"),
        ("Мастерская открыта круглосуточно.", "В какое время открыта мастерская?", "круглосуточно"),
    ],
)
def test_a_time_of_the_day_is_told_by_a_number_or_a_word_for_it(tmp_path, hours, question, wanted):
    of_pages(tmp_path, {"moving.md": MOVING, "hours.md": f"# Hours\n\n{hours}\n"})
    with Project.open(tmp_path) as project:
        assert wanted in project.ask_sync(question).citations[0].quote


def test_what_something_comes_to_is_no_time_of_the_day(tmp_path):
    of_pages(
        tmp_path, {"prices.md": "# Реактивы\n\nПолимераза обходится в 40 рублей на одну реакцию.\n\nПолимераза размораживается в 8:30.\n"}
    )
    with Project.open(tmp_path) as project:
        assert "40 рублей" in project.ask_sync("Во сколько обходится полимераза на одну реакцию?").citations[0].quote
