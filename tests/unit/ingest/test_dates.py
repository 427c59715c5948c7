from datetime import date

import pytest

from storing import loaded
from untuned.ingest.dates import told_in_text
from untuned.ingest.tag import dated, names_its_day
from untuned.types.documents import Block, Loaded
from untuned.types.versions import DATES_TOLD

MARCH = date(2025, 3, 1)


def told(text, blocks=()):
    found = told_in_text(Loaded(text=text, blocks=tuple(blocks), format="text", parser="test/1"))
    return found.start, found.end


@pytest.mark.parametrize(
    "text",
    [
        "Effective from 1 March 2025",
        "# Refunds\n\nLast updated: 2025-03-01\n\nYou may return it.",
        "**Effective date:** March 1st, 2025",
        "| Effective date | 2025-03-01 |",
        "This policy is effective from 1 March 2025 and covers all plans.",
        "Refund policy (effective 1 March 2025)",
        "Version 2.1, effective from 2025-03-01",
        "Effective March 2025",
        "действует с 1 марта 2025 г.",
        "Редакция от 01.03.2025",
        "# Положение (в редакции от 1 марта 2025 г.)",
        "Настоящее положение вступает в силу с «1» марта 2025 г.",
        "Дата вступления в силу: 2025-03-01",
        "Последнее обновление 1 марта 2025",
    ],
)
def test_a_labelled_day_is_the_day_from_which_a_text_holds(text):
    assert told(text) == (MARCH, None)


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("Valid until 31.12.2025", (None, date(2025, 12, 31))),
        ("Срок действия: до 31.12.2025", (None, date(2025, 12, 31))),
        ("Утратил силу с 1 мая 2025 года", (None, date(2025, 4, 30))),
        ("Действует с 01.03.2025 по 31.12.2025", (MARCH, date(2025, 12, 31))),
        ("This policy is effective from 1 March 2025 until 31 December 2025.", (MARCH, date(2025, 12, 31))),
        ("Expires February 2025", (None, date(2025, 2, 28))),
    ],
)
def test_an_end_is_told_too(text, days):
    assert told(text) == days


@pytest.mark.parametrize(
    "text",
    [
        "We met on 1 March 2025.",
        "The old plan was effective from 1 March 2025.",
        "Prices changed, effective from 1 March 2025, for some.",
        "Last updated: 03/01/2025",
        "Effective immediately",
        "valid 2025-02-30",
        "Effective from 1 March 2025\nEffective from 2 March 2025",
        "revision 2025.03.01.12",
        "> Effective from 1 March 2025",
    ],
)
def test_a_day_that_could_be_another_or_is_not_its_own_tells_nothing(text):
    blocks = [Block(kind="quote", start=0, end=len(text))] if text.startswith(">") else []
    assert told(text, blocks) == (None, None)


def test_only_head_and_foot_are_looked_at():
    middle = "Nothing. " * 300 + "\n\nLast updated: 2025-03-01\n\n" + "Nothing. " * 300
    assert told(middle) == (None, None)
    assert told("Nothing. " * 300 + "\n\nLast updated: 2025-03-01") == (MARCH, None)


def test_a_beginning_counts_more_than_a_last_change():
    assert told("Last updated: 2025-05-01\nEffective from 2025-03-01") == (MARCH, None)


@pytest.mark.parametrize("text", ["effective " * 5_000, "this " + "a " * 5_000, "(" * 9_000, "\n" * 50_000, "effective" + " " * 9_000])
def test_hostile_text_tells_nothing(text):
    assert told(text) == (None, None)


def test_front_matter_counts_first_then_the_text_then_git():
    text = "Effective from 2025-03-01"
    named = dated(loaded(text, metadata={"effective_from": "2024-01-01"}), git=lambda: date(2020, 1, 1), in_text=True)
    said = dated(loaded(text), git=lambda: date(2020, 1, 1), in_text=True)
    committed = dated(loaded("Nothing of days."), git=lambda: date(2020, 1, 1), in_text=True)
    assert (named.start, DATES_TOLD in named.loaded.metadata) == (date(2024, 1, 1), False)
    assert (said.start, said.loaded.metadata[DATES_TOLD]) == (MARCH, {"from": "text"})
    assert (committed.start, committed.loaded.metadata[DATES_TOLD]) == (date(2020, 1, 1), {"from": "git"})
    assert [names_its_day(one.loaded.metadata) for one in (named, said, committed)] == [True, True, False]


def test_a_project_can_leave_the_text_out():
    assert dated(loaded("Effective from 2025-03-01"), git=lambda: None, in_text=False).start is None


def test_an_end_before_the_beginning_is_not_taken():
    found = dated(loaded("Valid until 2023-01-01", metadata={"effective_from": "2024-01-01"}), git=lambda: None, in_text=True)
    assert (found.start, found.end) == (date(2024, 1, 1), None)
