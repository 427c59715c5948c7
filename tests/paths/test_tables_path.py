"""Rows of tables from the files to what is shown: filtered one by one, quoted as they stand, and told by the names of their columns."""

import pytest

from untuned.cli.answer_lines import answer_lines
from untuned.cli.records import record_json
from untuned.project import Project
from untuned.types.filters import Filter

TICKETS = """id,site,opened,status
4415,Northgate,2025-02-11,closed
4416,Harbour,2025-02-20,closed
4417,Harbour,2025-03-02,open
4418,Northgate,2025-03-09,open
"""
PEOPLE = """{"name": "Ida Holm", "room": "A12", "site": "Harbour"}
{"name": "Jon Berg", "room": "B07", "site": "Northgate"}
{"name": "Mia Lund", "room": "B09", "site": "Harbour"}
"""
FEES = """# Fees

The fees hold for all members.

| Place | Site | Price |
|---|---|---|
| Locker | Harbour | 12 EUR |
| Bench | Northgate | 25 EUR |
| Desk | Harbour | 30 EUR |

Fees are paid at the desk.
"""
SITES = """# Our sites

We have three sites. Each has a phone that is answered from 9 to 17.

| Site | City | Phone | Shift |
|---|---|---|---|
| Cedar | Lyon | 555 010 | weekdays |
| Birch | Graz | 555 020 | weekends |
| Alder | Porto | 555 030 | every day |
"""
TARIFFS = """# Тарифы

| Тариф | Город | Телефон | Срок |
|---|---|---|---|
| Базовый | Казань | 555-10 | месяц |
| Полный | Пермь | 555-20 | год |
"""
FIELD = '[metadata.site]\ncolumn = "Site"\n'


def opened(root, files, settings=""):
    (root / "untuned.toml").write_text(settings, encoding="utf-8")
    for name, text in files.items():
        (root / name).write_text(text, encoding="utf-8")
    project = Project.open(root)
    project.sync()
    return project


@pytest.mark.parametrize(("name", "text"), [("tickets.csv", TICKETS), ("people.jsonl", PEOPLE), ("fees.md", FEES)])
def test_rows_of_a_small_table_pass_a_filter_one_by_one(tmp_path, name, text):
    with opened(tmp_path, {name: text}, FIELD) as project:
        found = project.search("ticket room price site", where=[Filter(field="site", values=("harbour",))])
    assert found
    assert all("Harbour" in passage.text and "Northgate" not in passage.text for passage in found)


def test_an_answer_within_a_filter_quotes_no_row_that_it_keeps_out(tmp_path):
    with opened(tmp_path, {"fees.md": FEES}, FIELD) as project:
        answer = project.ask_sync("What is the price of a place at the site?", where=[Filter(field="site", values=("northgate",))])
    quoted = [*answer.citations, *([answer.near_miss.citation] if answer.near_miss else [])]
    assert quoted
    assert not any("Harbour" in citation.quote for citation in quoted)


def test_a_row_is_found_by_the_cell_that_narrows_the_search_to_it(tmp_path):
    with opened(tmp_path, {"fees.md": FEES}, '[metadata.place]\ncolumn = "Place"\n') as project:
        answer = project.ask_sync("What is the price of the bench?")
    assert answer.text == "| Bench | Northgate | 25 EUR |"


def test_a_quoted_row_stays_as_it_is_and_its_columns_are_told_beside_it(tmp_path):
    with opened(tmp_path, {"tickets.csv": TICKETS}) as project:
        answer = project.ask_sync("When was ticket 4417 opened?")
        again = project.answer(answer.id)
    (citation,) = answer.citations
    assert answer.text == citation.quote == "4417,Harbour,2025-03-02,open"
    assert citation.rows == ((("id", "4417"), ("site", "Harbour"), ("opened", "2025-03-02"), ("status", "open")),)
    assert again.citations == answer.citations
    assert record_json(citation)["rows"] == [[["id", "4417"], ["site", "Harbour"], ["opened", "2025-03-02"], ["status", "open"]]]
    lines = ["".join(part.text for part in line) for line in answer_lines(answer)]
    assert lines[:2] == [
        "“4417,Harbour,2025-03-02,open”",
        "  by the header  id: 4417 · site: Harbour · opened: 2025-03-02 · status: open",
    ]


def test_a_record_that_names_its_values_itself_needs_no_columns_beside_it(tmp_path):
    with opened(tmp_path, {"people.jsonl": PEOPLE}) as project:
        answer = project.ask_sync("Which room is Jon Berg in?")
    assert "room: B07" in answer.text
    assert all(citation.rows == () for citation in answer.citations)


@pytest.mark.parametrize(
    ("page", "question", "row"),
    [
        (SITES, "In which city is Alder?", "| Alder | Porto | 555 030 | every day |"),
        (SITES, "Where is Alder?", "| Alder | Porto | 555 030 | every day |"),
        (SITES, "What is the phone number of Cedar?", "| Cedar | Lyon | 555 010 | weekdays |"),
        (TARIFFS, "В каком городе тариф Полный?", "| Полный | Пермь | 555-20 | год |"),
        (TARIFFS, "Какой номер телефона у тарифа Базовый?", "| Базовый | Казань | 555-10 | месяц |"),
    ],
)
def test_a_row_answers_what_a_column_is_named_by(tmp_path, page, question, row):
    with opened(tmp_path, {"page.md": page}) as project:
        answer = project.ask_sync(question)
    assert answer.state == "answered"
    assert answer.citations[0].quote == row


@pytest.mark.parametrize("question", ["Which country is Alder in?", "What is the order number of Cedar?", "Where is Maple?"])
def test_a_row_does_not_answer_what_no_column_is_named_by(tmp_path, question):
    with opened(tmp_path, {"page.md": SITES}) as project:
        assert project.ask_sync(question).state == "abstained"
