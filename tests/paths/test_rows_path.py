"""Rows of a table that fit a question as well as those that are shown: told, with where they stand, in the asker's language."""

import pytest

from untuned.project import Project

ENGLISH = ("order,customer,city", "O-{},Customer {},{}", ("Riga", "Oslo", "Bonn", "Turin"))
RUSSIAN = ("заказ,клиент,город", "O-{},Клиент {},{}", ("Рига", "Осло", "Бонн", "Турин"))


def asked(root, question, *, table=ENGLISH, rows):
    header, row, cities = table
    lines = [header, *(row.format(1000 + at, at, cities[at % 4]) for at in range(rows))]
    (root / "orders.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    (root / "bees.md").write_text("# Bees\n\nBees fly from spring to autumn and keep a store of honey.\n", encoding="utf-8")
    (root / "untuned.toml").write_text("", encoding="utf-8")
    with Project.open(root) as project:
        project.sync()
        return project.ask_sync(question)


@pytest.mark.parametrize(
    ("question", "table", "sentence"),
    [
        ("Which orders are from Turin?", ENGLISH, "… and 3 more rows that fit in orders.csv:17"),
        ("Какие заказы: город Турин?", RUSSIAN, "… и ещё 3 подходящие строки в orders.csv:17"),
    ],
)
def test_rows_that_fit_and_are_not_shown_are_counted(tmp_path, question, table, sentence):
    answer = asked(tmp_path, question, table=table, rows=24)
    _, row, cities = table
    assert [citation.quote for citation in answer.citations] == [row.format(1000 + at, at, cities[3]) for at in (3, 7, 11)]
    assert [left.sentence for left in answer.unshown] == [sentence]


def test_where_not_the_whole_table_was_read_there_may_be_more_of_them(tmp_path):
    answer = asked(tmp_path, "Which orders are from Turin?", rows=4_000)
    (left,) = answer.unshown
    assert left.sentence.startswith(f"… and at least {left.items} more rows that fit in orders.csv:")


def test_a_row_that_alone_fits_leaves_nothing(tmp_path):
    answer = asked(tmp_path, "Which customer has order O-1009?", rows=24)
    assert [citation.quote for citation in answer.citations] == ["O-1009,Customer 9,Oslo"]
    assert answer.unshown == ()
