"""What tells a number of another thing, or has nothing but the name, is no answer."""

from __future__ import annotations

import pytest

from reading import passage
from untuned.models.reader.extractive import read
from untuned.rag.answer.abstain import weigh
from untuned.rag.answer.of_another import of_another

IDF = {"emblem": 3.0, "new": 1.5, "much": 3.0, "cost": 3.0}


def _of_another(question: str, *texts: str, language: str = "en") -> bool:
    passages = [passage(text, number=number, language=language) for number, text in enumerate(texts, start=1)]
    return of_another(read(question, passages, idf=IDF, language=language), passages)


def test_a_price_is_not_of_what_stands_in_another_section() -> None:
    assert _of_another("How much did the new emblem cost?", "- The new host costs 85 euros.", "The emblem was accepted.")
    assert not _of_another("How much did the new emblem cost?", "- The new emblem costs 85 euros.", "The host was chosen.")


def test_under_one_heading_word_and_number_may_stand_apart() -> None:
    assert not _of_another("How much is the emblem?", "## Emblem\n\nIt costs 85 euros.")


@pytest.mark.parametrize(
    ("question", "language", "expected"),
    [
        ("What colour is the Breeze 200?", "en", True),
        ("How tall is the Breeze 200?", "en", True),
        ("What is the power of the Breeze 200?", "en", False),
        ("How heavy is the Breeze 200?", "en", False),
        ("What does the Breeze 200 cost?", "en", False),
    ],
)
def test_the_name_of_a_product_alone_tells_nothing_of_it(question: str, language: str, expected: bool) -> None:
    text = "The Breeze 200 is a quiet fan for a desk.\n\n- Power: 25 W\n- 1.8 kg\n\nPrice: 39 euros."
    assert _of_another(question, text, language=language) is expected


def test_the_same_in_russian() -> None:
    text = "«Бриз 200» — тихий вентилятор для стола.\n\n- Мощность: 25 Вт\n- Вес: 1,8 кг"
    assert _of_another("Какого цвета «Бриз 200»?", text, language="ru")
    assert not _of_another("Какой вес у «Бриз 200»?", text, language="ru")


def test_the_new_one_is_not_the_old_one() -> None:
    assert _of_another("How much did the old provider cost?", "The new provider costs 85 euros.")
    assert not _of_another("How do I replace the old battery?", "To replace it, insert the new battery.")


@pytest.mark.parametrize(
    ("question", "text", "none"),
    [
        ("How much did the emblem cost?", "The emblem was accepted.", True),
        ("How much is the emblem?", "The emblem costs ten dollars.", False),
        ("How much is the emblem?", "The emblem is free.", False),
        ("Сколько стоит эмблема?", "Эмблема утверждена.", True),
        ("Сколько стоит эмблема?", "Эмблема достаётся бесплатно.", False),
        ("Сколько стоит эмблема?", "Эмблема стоит 2 тыс. руб.", False),
    ],
)
def test_a_price_has_a_number_or_says_that_it_is_free(question: str, text: str, none: bool) -> None:
    language = "en" if question.isascii() else "ru"
    passages = [passage(text, language=language)]
    assert (weigh(read(question, passages, idf=IDF, language=language), passages) == 0.0) is none


def test_the_row_of_a_thing_of_another_size_is_of_another() -> None:
    rows = "| House | Rooms | Net rent |\n|---|---|---|\n| Orchard Court | 2 | 563 |\n| Orchard Court | 4 | 894 |\n"
    assert _of_another("What is the net rent of a five-room flat in Orchard Court?", rows)
    assert not _of_another("What is the net rent of a four-room flat in Orchard Court?", rows)


def test_who_did_it_to_another_thing_is_not_who_does_it_to_this_one() -> None:
    assert _of_another("Who repairs the wheels?", "Two kilns were repaired by Hartmann Ovens.", "There are nine wheels.")
    assert not _of_another("Who repairs the kilns?", "Two kilns were repaired by Hartmann Ovens.", "There are nine wheels.")
