"""Questions that a club's guests ask of its few pages: what is shown answers them, or nothing is."""

import pytest

from answering import of_pages
from untuned.project import Project

HOUSE = """# Mudlark pottery studio

## Opening hours

The studio is open from Tuesday to Friday from 14:00 to 21:00 and on Saturday from 10:00 to 18:00.

The glaze room is open on Saturday and Sunday from 10:00 to 16:00.

## Prices

A day pass costs 15 EUR. Wheel throwing costs 120 EUR for beginners and 140 EUR for intermediate potters. Hand building costs 95 EUR.

## Members

Members may use the kiln, the wheels and the glaze room. Members may store work on two shelves.

Members must not fire the work of others.

## Animals

Dogs are welcome on a lead. The cat of the house sleeps in the hall.

The wheels are oiled every Monday. Glazes are mixed on the first Monday of the month.
"""
SAUNA = """# Sauna

The sauna is for members only. Towels can be borrowed.
"""
MINUTES = """# Minutes of the meeting

The treasurer reported an income of 21,400 EUR from courses and 3,900 EUR from the spring fair.
The spring fair was a great success and will be held again.
The autumn fair takes place on 10 October from 11:00 to 17:00.

Two kilns were repaired by Hartmann Ovens.
"""
NEWS = """# News

The spring fair was a success: income from courses and the fair came to 3,900 EUR.

Wheel throwing for beginners costs 120 EUR, for intermediates 140 EUR.

The workshop is open on Tuesdays and Thursdays from 16:00 to 21:00.
"""
COURSES = """# Courses

| Course | Level | Starts | Price |
|---|---|---|---|
| Wheel throwing | beginners | 5 May 2026 | 120 EUR |
| Wheel throwing | intermediate | 7 May 2026 | 140 EUR |
"""


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    root = of_pages(tmp_path_factory.mktemp("club"), {"house.md": HOUSE, "minutes.md": MINUTES, "sauna.md": SAUNA})
    with Project.open(root) as opened:
        yield opened


@pytest.fixture(scope="module")
def levels(tmp_path_factory):
    root = of_pages(tmp_path_factory.mktemp("levels"), {"news.md": NEWS, "courses.md": COURSES})
    with Project.open(root) as opened:
        yield opened


@pytest.mark.parametrize(
    "question",
    [
        "How many courses are there?",
        "When is the spring fair?",
        "When does the spring fair take place?",
        "How much does wheel throwing cost for advanced potters?",
        "Who repairs the wheels?",
        "Which glazes do you have?",
    ],
)
def test_what_no_page_tells_is_not_answered(project, question):
    assert project.ask_sync(question).state == "abstained"


@pytest.mark.parametrize(
    "question", ["How much is wheel throwing for the advanced?", "How much does wheel throwing cost for advanced potters?"]
)
def test_a_price_of_other_levels_is_none_in_a_sentence_or_a_row(levels, question):
    assert levels.ask_sync(question).state == "abstained"


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("When is the autumn fair?", "10 October"),
        ("How much does wheel throwing cost for beginners?", "120 EUR for beginners"),
        ("Who repaired the kilns?", "Hartmann Ovens"),
        ("Can guests use the sauna?", "The sauna is for members only."),
        ("Can non-members use the sauna?", "The sauna is for members only."),
    ],
)
def test_what_a_page_tells_is(project, question, told):
    answer = project.ask_sync(question)
    assert answer.state == "answered"
    assert told in answer.claims[0].text


def test_what_is_not_allowed_is_told_by_a_ban(project):
    answer = project.ask_sync("What may members not do?")
    assert answer.state == "answered"
    assert answer.claims[0].text == "Members must not fire the work of others."


@pytest.mark.parametrize("question", ["Is the studio open on Sunday?", "Are you open on Sundays?"])
def test_the_days_on_which_it_is_open_tell_of_the_others(project, question):
    answer = project.ask_sync(question)
    assert answer.claims[0].text.startswith("The studio is open from Tuesday to Friday")


@pytest.mark.parametrize(("month", "left"), [("May", 0), ("June", 1)])
def test_rows_of_other_months_are_not_counted_among_those_that_fit(tmp_path, month, left):
    days = {"Lake": "05-03", "River": "06-07", "Hill": "06-14", "Forest": "06-21", "Dune": "06-28", "Moor": "07-05"}
    rows = [f"{name} walk,Mina Hale,2026-{day},{40 + nth}" for nth, (name, day) in enumerate(days.items())]
    of_pages(tmp_path, {"walks.csv": "\n".join(["trip,guide,from,price", *rows]) + "\n", "house.md": HOUSE, "minutes.md": MINUTES})
    with Project.open(tmp_path) as project:
        answer = project.ask_sync(f"Which trips does Mina Hale guide in {month}?")
    assert answer.state == "answered"
    assert sum(one.items for one in answer.unshown) == left


def test_rows_that_lack_what_another_row_has_are_not_counted(levels):
    answer = levels.ask_sync("Which courses for children start in May?")
    assert not answer.unshown


def test_what_is_welcome_may_be_brought_and_what_is_only_there_may_not(project):
    answer = project.ask_sync("Can I bring my dog?")
    assert answer.state == "answered"
    assert "Dogs are welcome on a lead." in answer.claims[0].text
    assert project.ask_sync("Can I bring my cat?").state == "abstained"
