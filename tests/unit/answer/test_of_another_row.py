"""The row of another thing of its table is no answer."""

import pytest

from reading import passage
from untuned.models.reader.extractive import read
from untuned.rag.answer.abstain import weigh
from untuned.rag.answer.of_another_row import of_another_row

BICYCLES = """| Item | Price | Notes |
|---|---|---|
| City bicycle | 18 € | helmet included |
| Electric bicycle | 35 € | charger included for a week |
| Mountain bicycle | 25 € | front suspension |
| Tandem | 36 € | not rented by the week |
"""


def _of_another_row(question, text=BICYCLES, language="en"):
    passages = [passage(text, language=language)]
    return of_another_row(read(question, passages, idf={}, language=language), passages)


@pytest.mark.parametrize(
    "question",
    ["Is a helmet included with the mountain bicycle?", "Is a charger included with the city bicycle?", "Is the tandem's helmet included?"],
)
def test_the_row_beside_the_named_one_is_of_another(question):
    assert _of_another_row(question)
    passages = [passage(BICYCLES)]
    assert weigh(read(question, passages, idf={}, language="en"), passages) == 0.0


@pytest.mark.parametrize(
    "question",
    [
        "Is a helmet included with the city bicycle?",
        "What does the tandem cost?",
        "Which bicycle has a charger included?",
        "What is the price of an electric bicycle?",
    ],
)
def test_the_named_row_and_one_where_none_is_named_are_not(question):
    assert not _of_another_row(question)


def test_rows_of_other_formats_have_first_cells_too():
    rows = "Городской велосипед | 18 | шлем в подарок\n\nГорный велосипед | 25 | амортизатор"
    table = f"| Велосипед | Цена | Заметки |\n|---|---|---|\n| {rows.replace(chr(10) * 2, ' |' + chr(10) + '| ')} |\n"
    assert _of_another_row("Есть ли шлем в подарок к горному велосипеду?", table, language="ru")
    assert not _of_another_row("Есть ли шлем в подарок к городскому велосипеду?", table, language="ru")
