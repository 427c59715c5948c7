"""The opposite adjective before the same noun is of another thing."""

from __future__ import annotations

import pytest

from untuned.text.opposites import turned
from untuned.text.words import terms


@pytest.mark.parametrize(
    ("question", "text", "expected"),
    [
        ("How much did the old provider cost?", "The new provider costs 85 euros.", True),
        ("Сколько стоил старый сервер?", "За новый сервер платим 85 евро.", True),
        ("How much is the new provider?", "The new provider costs 85 euros.", False),
        ("How much did the old provider cost?", "The old provider was 60 euros, the new provider is 85.", False),
        ("How much did the old provider cost?", "The new contract with the provider costs 85 euros.", False),
        ("How much did the provider cost?", "The new provider costs 85 euros.", False),
        ("How much is the spring regatta?", "The autumn regatta costs 25 euros.", True),
        ("How much is the spring regatta?", "The spring regatta and the autumn regatta cost 25 euros.", False),
        ("What does a triple room cost?", "A single room costs 60 euros, a double room 90.", True),
        ("Когда весенняя регата?", "Осенняя регата пройдёт в октябре.", True),
        ("How much is the autumn regatta?", "The fall regatta costs 25 euros, the spring regatta 30.", False),
        ("How much is a large locker?", "A small locker costs 5 euros, a big locker 8.", False),
        ("How much is a big locker?", "A small locker costs 5 euros.", True),
        ("Сколько стоит маленький шкаф?", "Большой шкаф 900 рублей, малый шкаф 500.", False),
        ("", "The new provider", False),
    ],
)
def test_the_opposite_of_what_is_asked(question: str, text: str, expected: bool) -> None:
    assert turned(terms(question), terms(text)) is expected


def test_a_heading_may_say_which_one_it_is() -> None:
    assert not turned(terms("the old provider"), terms("the new provider"), around=terms("Old and new providers"))
