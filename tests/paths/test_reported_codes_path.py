"""Who reports a code in words of every day is told what is said of that code, in the language of the report."""

import pytest

from answering import of_pages
from untuned.project import Project

PAGES = {
    "codes.md": """# Error codes

| Code | Message | What to do |
|---|---|---|
| E-1042 | File is in use | Close the program that has it open |
| E-3001 | Storage is full | Delete files |

## Files: E-1042 and E-1043

E-1042 means that another program has locked the file. If nothing seems to be open, restart the computer.
""",
    "codes-ru.md": """# Коды ошибок

## Файл занят: E-1042

Другая программа заблокировала файл. Если ничего не открыто, перезагрузите компьютер.

## Хранилище: E-3001

Хранилище заполнено. Удалите ненужные файлы, чтобы продолжить.
""",
    "billing.md": """# Billing

## Payment

The card is charged every month.

## Invoices

All invoices are in the Admin console under Billing.
""",
}


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    root = tmp_path_factory.mktemp("codes")
    of_pages(root, PAGES)
    with Project.open(root) as opened:
        yield opened


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("my app shows E-1042, what do i do?", "E-1042"),
        ("how to fix E-1042", "E-1042"),
        ("E-1042 appears, how do I fix it?", "E-1042"),
        ("Hello, I keep getting E-1042. Thanks", "E-1042"),
        ("i get E-3001 all the time", "E-3001"),
        ("why do I still see E-3001?", "E-3001"),
        ("приложение постоянно показывает E-3001, что делать?", "Удалите"),
        ("как исправить E-1042?", "заблокировала"),
    ],
)
def test_what_is_said_of_the_code_is_shown_in_the_language_of_the_report(project, typed, wanted):
    quotes = [quote.quote for quote in project.ask_sync(typed).citations]
    assert wanted in " ".join(quotes)
    assert quotes[0].isascii() == typed.isascii()


@pytest.mark.parametrize("typed", ["how to fix E-1099", "i get E-9999 all the time", "How do I export a report about E-1042?"])
def test_of_a_code_that_no_page_has_or_of_another_matter_nothing_is_shown(project, typed):
    assert not project.ask_sync(typed).citations


@pytest.mark.parametrize("typed", ["where do i find my invoices", "Where can I see the invoices?"])
def test_to_find_a_thing_its_page_need_not_say_find(project, typed):
    assert "Admin console" in project.ask_sync(typed).citations[0].quote


def test_what_only_mentions_the_code_does_not_tell_how_to_be_rid_of_it(tmp_path):
    of_pages(tmp_path, {"printers.md": "# Printers\n\nThe printer E-1042 belongs to Ida.\n"})
    with Project.open(tmp_path) as project:
        assert not project.ask_sync("How to fix E-1042?").citations
