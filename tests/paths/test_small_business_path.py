"""A small house's folder: what there is to choose from, whether it is open on a date, and what its policies say."""

import pytest

from untuned.project import Project

HOURS = """# Studio

## Opening hours

| Day | Hours |
|---|---|
| Monday | closed |
| Saturday | 10:00–16:00 |
| Sunday | 12:00–16:00 |

The studio is closed on 1 May and 25 December. You may park in the yard.
"""
MATERIALS = """# Materials

## Glazes

| Name | Colour | Cone |
|---|---|---|
| Celadon | pale green | 6 |
| Tenmoku | dark brown | 10 |

## Clays

- Stoneware, 25 kg
- Porcelain, 10 kg

Glazes are kept in the back room. Ask before you open a bucket.
"""
COURSES = "Course,Price,Weeks\nWheel throwing,240 EUR,8\nHand building,180 EUR,6\n"
GLAZES = """# Мастерская

## Глазури

| Название | Цвет |
|---|---|
| Селадон | зелёный |
| Тенмоку | коричневый |
"""
RETURNS = """# Return policy

Opened items can be returned within 14 days if they are complete.

## Refunds

We pay the money back within five working days of receiving the item.
"""
PRIVACY = """# Privacy policy

We keep your address for two years after your last order.

Opened parcels are photographed.
"""
KETTLE = """# Kettle Warranty

The kettle has a warranty of three years. The cord is covered too.
"""
WHEELS = """# Wheels

## Warranty

We repair a wheel free of charge for five years from its delivery.

## Care

Oil the wheel every two weeks.
"""


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    root = tmp_path_factory.mktemp("studio")
    files = {"untuned.toml": "", "hours.md": HOURS, "materials.md": MATERIALS, "prices.csv": COURSES, "glazuri.md": GLAZES}
    files |= {"returns.md": RETURNS, "privacy.md": PRIVACY, "kettle.md": KETTLE, "wheels.md": WHEELS}
    for name, text in files.items():
        (root / name).write_text(text, encoding="utf-8")
    with Project.open(root) as project:
        project.sync()
        yield project


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("Which glazes do you have?", ("Celadon", "Tenmoku")),
        ("What clays do you sell?", ("Stoneware", "Porcelain")),
        ("Which courses do you offer?", ("Wheel throwing", "Hand building")),
        ("Какие глазури вы продаёте?", ("Селадон", "Тенмоку")),
    ],
)
def test_what_there_is_is_told_by_the_rows_and_items_of_it(project, question, said):
    text = "\n".join(claim.text for claim in project.ask_sync(question).claims)
    assert all(one in text for one in said)


@pytest.mark.parametrize("question", ["Which kilns do you have?", "Which brushes do you sell?", "Какие кисти вы продаёте?"])
def test_what_there_is_none_of_is_refused(project, question):
    assert project.ask_sync(question).state == "abstained"


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("Is the studio open on Sunday 3 May?", "12:00–16:00"),
        ("Are you open on Monday, 4 May?", "closed"),
    ],
)
def test_hours_on_a_date_are_told_by_its_day_of_the_week(project, question, said):
    assert said in "\n".join(claim.text for claim in project.ask_sync(question).claims)


@pytest.mark.parametrize("question", ["Are you open on Saturday 1 May?", "What happens on Sunday 3 May?"])
def test_a_date_that_the_page_speaks_of_and_what_is_no_question_of_hours_are_not_told_by_the_day(project, question):
    shown = "\n".join(claim.text for claim in project.ask_sync(question).claims)
    assert "16:00" not in shown


@pytest.mark.parametrize(
    ("question", "path", "said"),
    [
        ("What does the return policy say about opened items?", "returns.md", "within 14 days"),
        ("When is the money paid back according to the return policy?", "returns.md", "within five working days"),
        ("How long is my address kept under the privacy policy?", "privacy.md", "two years"),
        ("What is the return policy?", "returns.md", "within 14 days"),
    ],
)
def test_a_document_is_named_by_a_title_in_small_letters(project, question, path, said):
    answer = project.ask_sync(question)
    assert f"Only what the question names was read: {path}." in answer.notes
    assert said in "\n".join(claim.text for claim in answer.claims)


def test_what_another_policy_says_of_it_is_not_shown(project):
    assert project.ask_sync("What does the privacy policy say about opened items?").state == "abstained"


def test_a_warranty_is_no_document(project):
    answer = project.ask_sync("Is the cord of the kettle covered by its warranty?")
    assert not any("Only what" in note for note in answer.notes)
    assert "The cord is covered too." in answer.claims[0].text


def test_what_stands_below_its_heading_tells_how_long_a_warranty_lasts(project):
    assert "five years" in project.ask_sync("How long is the warranty of a wheel?").claims[0].text
