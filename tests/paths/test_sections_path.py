"""Sections of one page that are about things of one kind, and codes that stand in a heading alone."""

import re

import pytest

from generators.section_twins import section_twins
from untuned.project import Project

SITES = """# Our sites

## Harbour

Reception is on the second floor. The car park is behind the building.

## Northgate

The building has a canteen and a roof terrace. The car park is in front of the building.

## Mill Lane

Reception is on the ground floor. There is no car park.
"""
ERRORS = """# Ошибки устройства

## E-1041

Фильтр забит. Промойте его тёплой водой и поставьте обратно.

## E-1042

Перегрев насоса. Выключите устройство и дайте ему остыть полчаса.

## E-1043

Крышка не закрыта. Нажмите на неё до щелчка.
"""


@pytest.fixture
def ask(tmp_path):
    def answer(text, question):
        folder = tmp_path / str(len(list(tmp_path.iterdir())))
        folder.mkdir()
        (folder / "untuned.toml").write_text("", encoding="utf-8")
        (folder / "page.md").write_text(text, encoding="utf-8")
        with Project.open(folder) as project:
            project.sync()
            return project.ask_sync(question)

    return answer


@pytest.mark.parametrize("question", ["which floor is reception on at Northgate", "Northgate: which floor is reception on?"])
def test_a_section_does_not_answer_for_the_one_beside_it(ask, question):
    answer = ask(SITES, question)
    assert answer.state == "abstained"
    assert answer.near_miss is not None
    assert answer.near_miss.reason in ("this is about Harbour", "this is about Mill Lane")


INN = """# Guest guide

## Northgate

Reception is on the second floor and opens at 7:00.

## Harbour

Reception is on the first floor and opens at 8:00.

## Animals

Dogs are welcome in the garden of every building for 12 euros a night.

## Smoking

Nobody may smoke indoors; ashtrays stand at the gates.

## Luggage

Bags can be left at reception until 18:00 on the last day.
"""


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("Are dogs welcome in the garden at Northgate?", "Dogs are welcome"),
        ("May anybody smoke indoors at Harbour?", "Nobody may smoke"),
        ("Until when can bags be left at reception at Northgate?", "until 18:00"),
    ],
)
def test_a_section_on_a_topic_answers_for_every_thing_of_the_page(ask, question, said):
    assert said in ask(INN, question).text


@pytest.mark.parametrize(("site", "floor"), [("Harbour", "second"), ("Mill Lane", "ground")])
def test_the_section_that_is_asked_for_answers_alone(ask, site, floor):
    answer = ask(SITES, f"Which floor is reception on at {site}?")
    assert f"the {floor} floor" in answer.text
    assert {citation.headings[-1] for citation in answer.citations} == {site}


def test_no_section_tells_the_value_of_the_one_beside_it(ask):
    told = []
    for twin in section_twins(11, 12):
        silent, answered = (ask(page, twin.question).text for page in (twin.silent, twin.told))
        told += [twin.question for value in twin.wrong if re.search(rf"(?<!\d){value}(?!\d)", f"{silent}\n{answered}")]
    assert told == []


@pytest.mark.parametrize(
    "question",
    [
        "Что означает ошибка E-1042?",
        "что значит код E-1042",
        "почему появляется E-1042",
        "Что такое E-1042?",
        "какова причина ошибки E-1042?",
        "Why does E-1042 appear?",
        "What does error E-1042 mean?",
    ],
)
def test_a_code_that_stands_in_the_heading_alone_is_explained_by_what_stands_under_it(ask, question):
    assert ask(ERRORS, question).text == "Перегрев насоса. Выключите устройство и дайте ему остыть полчаса."


@pytest.mark.parametrize("question", ["что значит E-9999", "Why was E-1042 taken out in 2024?", "Сколько стоит ремонт при E-1042?"])
def test_what_a_codes_section_does_not_say_is_not_answered_by_it(ask, question):
    assert ask(ERRORS, question).state == "abstained"
