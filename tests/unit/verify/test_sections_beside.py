"""Whether a quote of one section stands for what heads the section beside it."""

import pytest

from untuned.ingest.load.markdown import load_markdown
from untuned.rag.verify.scope.scope import Quoted, in_section
from untuned.rag.verify.scope.siblings import sections_at

PAGE = """# Sites

## Harbour office

Reception is upstairs.

### Parking

There are 40 places.

## Northgate office

A canteen serves lunch.

### Parking

There are none.

## Opening hours

All open at eight.
"""
HOTELS = "# Hotels\n\n## Отель Волна\n\nЗавтрак стоит 500.\n\n## Отель Берег\n\nУ моря.\n\n## Цены\n\nПарковка стоит 300.\n"


def judged(question, *quotes, page=PAGE):
    made = load_markdown(page.encode(), "page.md")
    told, headings = [], [block for block in made.blocks if block.kind == "heading"]
    for quote in quotes:
        sections = sections_at(headings, made.text, made.text.index(quote), question=question)
        told.append(Quoted(quote=quote, context=("Sites", *(section.own for section in sections)), sections=sections, document=made.text))
    return in_section(question, told)


@pytest.mark.parametrize(
    ("question", "quote", "page", "sentence"),
    [
        ("Is there a reception at Northgate?", "Reception is upstairs.", PAGE, "this is about Harbour office"),
        ("How many places does Northgate have?", "There are 40 places.", PAGE, "this is about Harbour office"),
        ("Northgate: is there a reception?", "Reception is upstairs.", PAGE, "this is about Harbour office"),
        ("Сколько стоит завтрак в отеле Берег?", "Завтрак стоит 500.", HOTELS, "это о другом: Отель Волна"),
        ("Сколько стоит завтрак на Берегу?", "Завтрак стоит 500.", HOTELS, "это о другом: Отель Волна"),
    ],
)
def test_a_quote_under_another_name_of_the_series_is_about_something_else(question, quote, page, sentence):
    scope = judged(question, quote, page=page)
    assert scope is not None
    assert not scope.ok
    assert scope.sentence == sentence


@pytest.mark.parametrize(
    ("question", "quote", "page"),
    [
        ("Is there a reception at Harbour?", "Reception is upstairs.", PAGE),
        ("Is there a reception?", "Reception is upstairs.", PAGE),
        ("When does Northgate open?", "All open at eight.", PAGE),
        ("Is Northgate or Harbour with a reception?", "Reception is upstairs.", PAGE),
        ("Is there a canteen at Northgate?", "A canteen serves lunch.", PAGE),
        ("Сколько стоит парковка в отеле Берег?", "Парковка стоит 300.", HOTELS),
        ("How many offices does Leeds have?", "There are 40 places.", PAGE),
    ],
)
def test_a_quote_of_the_asked_section_of_a_topic_or_of_no_series_stands(question, quote, page):
    assert judged(question, quote, page=page) is None


def test_a_heading_that_the_text_has_in_small_letters_is_a_topic():
    page = "# Guide\n\n## Request\n\nA request has a timeout.\n\n## Client\n\nA client sends it.\n"
    assert judged("What timeout does the Client have?", "A request has a timeout.", page=page) is None


def test_quotes_stand_together_where_one_of_them_is_of_the_asked_section():
    assert judged("Is there a reception at Northgate?", "Reception is upstairs.", "A canteen serves lunch.") is None


def test_a_long_series_of_sections_is_looked_at_in_part():
    page = "# All\n\n" + "".join(f"## Place {at}\n\nText {at}.\n\n" for at in range(600))
    made = load_markdown(page.encode(), "page.md")
    headings = [block for block in made.blocks if block.kind == "heading"]
    (section,) = sections_at(headings, made.text, made.text.index("Text 300."), question="What does Anna say of Place 7?")
    assert section.own == "Place 300"
    assert len(section.beside) == 200
