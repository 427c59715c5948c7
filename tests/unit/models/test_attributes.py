"""What a question asks of a thing that a table may have a column for."""

import pytest

from untuned.models.reader.attributes import attribute_asked, is_per_another_time, period_asked, tells_prices
from untuned.text.words import terms


@pytest.mark.parametrize(
    ("question", "noun"),
    [
        ("What is the warranty of the drill?", "warranty"),
        ("What is the exchange rate of the franc?", "exchange"),
        ("How much salt is in the oat bar?", "salt"),
        ("What colour is the mug?", "colour"),
    ],
)
def test_the_noun_for_what_is_asked_is_told(question, noun):
    assert [attribute_asked(question, language="en")] == terms(noun, language="en")


def test_the_noun_is_told_in_russian():
    assert [attribute_asked("Какая гарантия у дрели?", language="ru")] == terms("гарантия", language="ru")
    assert [attribute_asked("Какого цвета кружка?", language="ru")] == terms("цвета", language="ru")


@pytest.mark.parametrize("question", ["What is the code of Norway?", "Who leads the project?", "What is the drill?", "How do I open it?"])
def test_nothing_is_asked_that_a_column_must_be_called(question):
    assert attribute_asked(question, language="en") == ""


def test_a_price_is_asked_for_a_time_and_another_time_is_none():
    assert period_asked("What does Oak cost per hour?") == "hour"
    assert period_asked("Сколько стоит зал в час?") == "hour"
    assert period_asked("When is it open in the hour before noon?") == ""
    assert is_per_another_time("hour", terms("price per day", language="en"))
    assert not is_per_another_time("year", terms("yearly fee", language="en"))
    assert not is_per_another_time("hour", terms("price", language="en"))


def test_words_of_prices_are_known():
    assert tells_prices(terms("Monthly fee", language="en"))
    assert tells_prices(terms("Стоимость, руб.", language="ru"))
    assert not tells_prices(terms("Item Quantity Expiry Place", language="en"))
