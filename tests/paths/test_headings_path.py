"""Plain questions over a page whose headings are what is asked for: the section answers, whole lists and steps included."""

from contextlib import contextmanager

import pytest

from untuned.project import Project

LEAFLET = """# First aid course

The course lasts two days and is held in the community hall.

## Requirements

- You are at least 16 years old.
- You can kneel on the floor.

## What to bring

- comfortable clothes
- a notebook
- lunch

## Fees

| Participant | Fee |
|---|---|
| Adult | 80 euros |
| Student | 50 euros |

## Getting there

Take bus 14 to the stop Mill Lane. The hall is opposite the church.

## Contact

Questions go to Ruth Calder, ruth@example.org.

## Installation

```
pip install firstaid
```

Python 3.9 or newer is needed.

## Usage of the mask

1. Open the pack.
2. Put the mask over mouth and nose of the dummy.
3. Blow twice.
"""
RUSSIAN = """# Курсы первой помощи

Курс длится два дня.

## Требования

- Вам не меньше 16 лет.
- Вы можете стоять на коленях.

## Стоимость

| Участник | Цена |
|---|---|
| Взрослый | 80 евро |
| Студент | 50 евро |

## Как добраться

Автобус 14 до остановки «Мельничная». Зал напротив церкви.
"""


@contextmanager
def synced(root, **pages):
    """A project of these pages, `page_md` in the file `page.md`."""
    for name, text in pages.items():
        (root / name.replace("_", ".")).write_text(text, encoding="utf-8")
    Project.init(root)
    with Project.open(root) as project:
        project.sync()
        yield project


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    with synced(tmp_path_factory.mktemp("leaflet"), course_md=LEAFLET, курсы_md=RUSSIAN) as opened:
        yield opened


def quotes(project, question):
    answer = project.ask_sync(question)
    assert answer.state == "answered", answer.near_miss
    return [citation.quote for citation in answer.claims[0].citations]


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("What are the requirements?", ["- You are at least 16 years old.", "- You can kneel on the floor."]),
        ("What do I need to bring?", ["- comfortable clothes", "- a notebook", "- lunch"]),
        ("Какие требования?", ["- Вам не меньше 16 лет.", "- Вы можете стоять на коленях."]),
        ("How do I use the mask?", ["1. Open the pack.", "2. Put the mask over mouth and nose of the dummy.", "3. Blow twice."]),
    ],
)
def test_the_whole_list_under_the_heading_that_is_asked_for_answers(project, question, expected):
    assert quotes(project, question)[: len(expected)] == expected


@pytest.mark.parametrize(
    ("question", "held"),
    [
        ("How do I get there?", "Take bus 14"),
        ("Как туда добраться?", "Автобус 14"),
        ("Who do I contact?", "Ruth Calder"),
        ("How do I install it?", "pip install firstaid"),
        ("Which Python version is needed?", "Python 3.9"),
        ("How long is the course?", "two days"),
    ],
)
def test_what_stands_under_the_heading_answers(project, question, held):
    assert held in quotes(project, question)[0]


def test_all_rows_under_the_heading_that_is_asked_for_are_shown(project):
    answer = project.ask_sync("What are the fees?")
    assert [citation.quote for citation in answer.citations] == ["| Adult | 80 euros |", "| Student | 50 euros |"]


def test_the_nearest_miss_is_what_the_words_were_found_in_and_not_what_was_shown_around_it(tmp_path):
    rules = (
        "ROWING CLUB RULES\n\nBoats\nMembers may book a boat up to seven days ahead, by telephone.\n\n"
        "Safety\nEveryone under 18 wears a life jacket.\n\nDamage\nReport damage on the same day.\n"
    )
    with synced(tmp_path, rules_txt=rules) as project:
        answer = project.ask_sync("Do toddlers and grandparents need a life jacket?")
    assert answer.state == "abstained"
    assert answer.near_miss is not None
    assert "life jacket" in answer.near_miss.citation.quote


def test_what_is_not_in_the_documents_is_still_refused(project):
    for question in ("What are the discounts?", "Is there sugar in it?", "Какие скидки?", "How long is the lunch break on Sundays?"):
        assert project.ask_sync(question).state == "abstained", question


@pytest.mark.parametrize(
    ("text", "question"),
    [
        ("# Pool\n\nThe pool is closed for repairs.\n", "How long is the pool closed?"),
        ("# News\n\nThe newsletter is sent by email.\n", "How often is the newsletter sent?"),
        ("# Wiki\n\nThe wiki supports Markdown.\n", "Which version of Markdown does the wiki support?"),
        ("# Парковка\n\nПарковка открыта для гостей.\n", "Как долго открыта парковка?"),
    ],
)
def test_a_sentence_without_a_number_does_not_answer_how_long(tmp_path, text, question):
    with synced(tmp_path, page_md=text) as project:
        assert project.ask_sync(question).state == "abstained"


def test_steps_and_lists_of_another_section_are_not_shown_beside(tmp_path):
    stay = (
        "# Checkout\n\nLeave the key at the desk.\n\n# Wi-Fi\n\n1. Choose the network Blue.\n2. Type the code.\n\n"
        "# Breakfast\n\n- Eggs\n- Tea\n"
    )
    with synced(tmp_path, stay_md=stay) as project:
        answer = project.ask_sync("How do I do checkout?")
    assert [citation.quote for citation in answer.citations] == ["Leave the key at the desk."]


ERRORS = """# Troubleshooting

### StoreBusy
Another process has been writing for too long.

### StoreFull
The disk is full.
"""
TREE = """# Errors

```
Error
├── StoreError       what is kept could not be read or written
│   ├── StoreFull    the disk is full
│   ├── StoreBusy    another process holds the store for too long
```
"""


@pytest.mark.parametrize(
    ("question", "answers"),
    [
        ("What is StoreBusy?", "Another process has been writing for too long."),
        ("What does StoreBusy mean?", "Another process has been writing for too long."),
        ("What does StoreBusy actually mean?", "Another process has been writing for too long."),
        ("What is StoreFull?", "The disk is full."),
        ("What does StoreFull mean?", "The disk is full."),
    ],
)
def test_each_of_two_short_sections_that_are_searched_as_one_answers_for_its_own_heading(tmp_path, question, answers):
    with synced(tmp_path, troubleshooting_md=ERRORS, errors_md=TREE) as project:
        answer = project.ask_sync(question)
    assert answer.claims[0].text.startswith(answers)


def test_a_sentence_that_stands_below_several_headings_is_cited_from_the_one_that_is_asked_about(tmp_path):
    fees = "\n\n".join(f"## {club}\n\nThe fee is 20 euros a year." for club in ("Tennis", "Chess", "Rowing"))
    (tmp_path / "clubs.md").write_text(f"# Clubs\n\n{fees}\n", encoding="utf-8")
    Project.init(tmp_path)
    with Project.open(tmp_path) as opened:
        opened.sync()
        cited = [opened.ask_sync(f"What is the fee for {club}?").citations[0] for club in ("tennis", "chess", "rowing")]
    assert [(one.headings[-1], one.line) for one in cited] == [("Tennis", 5), ("Chess", 9), ("Rowing", 13)]
