"""Questions for a day of the week, of a timetable beside sentences that say "daily" of something else."""

import pytest

import untuned

HOURS = """Opening hours

Monday to Friday  6:30 - 22:00
Saturday          8:00 - 20:00
Sunday            9:00 - 18:00

The sauna is open daily from 15:00.
On public holidays we open at 10 a.m.
"""
TABLE = """# Gym hours

| Day | Hours |
|---|---|
| Monday to Friday | 6:30 – 22:00 |
| Saturday | 8:00 – 20:00 |
| Sunday | 9:00 – 18:00 |

The sauna is open daily from 15:00. On public holidays we open at 10 a.m.
"""
ITEMS = """# Admission

- Adults: £12
- Children under 16: free
- Students and seniors: £8
- Family ticket (2 adults, 3 children): £28
"""


@pytest.fixture(params=[("hours.txt", HOURS), ("hours.md", TABLE)], ids=["rows", "table"])
def gym(request, tmp_path):
    name, text = request.param
    (tmp_path / name).write_text(text, encoding="utf-8")
    (tmp_path / "prices.md").write_text("# Prices\n\nA day pass costs 12 EUR.\n", encoding="utf-8")
    untuned.Project.init(tmp_path)
    with untuned.open(tmp_path) as project:
        project.sync()
        yield project


@pytest.mark.parametrize(
    ("question", "told"),
    [("Are you open on Sunday?", "9:00"), ("When do you open on Saturday?", "8:00"), ("What time do you open on Sunday?", "9:00")],
)
def test_the_row_of_a_day_answers_for_it_and_not_what_is_daily_of_something_else(gym, question, told):
    assert told in gym.ask_sync(question).claims[0].text


@pytest.mark.parametrize("question", ["Is the sauna open on Sunday?", "When does the sauna open on Saturday?"])
def test_what_is_daily_answers_for_its_own_thing(gym, question):
    assert "sauna" in gym.ask_sync(question).claims[0].text


def test_what_is_free_in_a_list_of_prices_is_a_price(tmp_path):
    (tmp_path / "prices.md").write_text(ITEMS, encoding="utf-8")
    untuned.Project.init(tmp_path)
    with untuned.open(tmp_path) as project:
        project.sync()
        assert project.ask_sync("How much is it for children?").claims[0].text.startswith("- Children under 16: free")
