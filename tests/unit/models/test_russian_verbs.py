"""Forms of one Russian verb meet each other, whatever their first letters; words that only look alike do not."""

from __future__ import annotations

import pytest

from untuned.models.reader.question import prepare
from untuned.models.reader.russian_verbs import verb_stems
from untuned.text.words import terms

FLAT: dict[str, float] = {}


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("откроется", "открыт"),
        ("закроют", "закрывается"),
        ("возьму", "взять"),
        ("нажать", "нажмите"),
        ("вернут", "возвращается"),
        ("найти", "нашла"),
        ("вышла", "выйдет"),
        ("придёт", "приходите"),
        ("начнётся", "начало"),
        ("выбрать", "выберите"),
        ("остывать", "остыть"),
        ("оплатить", "оплачивает"),
        ("посетить", "посещение"),
        ("закажет", "заказывает"),
        ("спросить", "спрашивайте"),
        ("снизить", "снижение"),
        ("заканчивается", "закончить"),
    ],
)
def test_a_verb_meets_its_other_forms(asked: str, told: str) -> None:
    question = prepare(f"Кто {asked}?", idf=FLAT, language="ru")
    assert question.loose(tuple(terms(told, language="ru"))) == set(terms(asked, language="ru"))


@pytest.mark.parametrize(("asked", "told"), [("свет", "свеча"), ("сад", "садится"), ("пол", "полёт"), ("год", "гоже"), ("брат", "берёт")])
def test_another_word_is_met_by_none(asked: str, told: str) -> None:
    assert prepare(f"Где {asked}?", idf=FLAT, language="ru").loose(tuple(terms(told, language="ru"))) == set()


def test_an_english_word_has_none() -> None:
    assert verb_stems("write") == verb_stems("") == frozenset()
