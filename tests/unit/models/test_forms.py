"""A question's word meets its other forms in a text, and no other word."""

from __future__ import annotations

import pytest

from untuned.models.reader.forms import other_forms, other_stems
from untuned.models.reader.question import prepare
from untuned.text.words import terms

FLAT: dict[str, float] = {}


@pytest.mark.parametrize(
    ("asked", "told", "language"),
    [
        ("lose", "lost", "en"),
        ("lost", "lose", "en"),
        ("wrote", "written", "en"),
        ("women", "woman", "en"),
        ("colour", "colors", "en"),
        ("center", "centres", "en"),
        ("decided", "decisions", "en"),
        ("expiry", "expire", "en"),
        ("pay", "payment", "en"),
        ("described", "description", "en"),
        ("loss", "lost", "en"),
        ("ошибка", "ошибок", "ru"),
        ("ошибок", "ошибки", "ru"),
        ("список", "списке", "ru"),
        ("конец", "конца", "ru"),
        ("год", "лет", "ru"),
        ("дней", "день", "ru"),
    ],
)
def test_a_word_meets_its_other_forms(asked: str, told: str, language: str) -> None:
    question = prepare(f"{asked}?", idf=FLAT, language=language)
    assert question.loose(tuple(terms(told, language=language))) == set(terms(asked, language=language))


@pytest.mark.parametrize(
    ("asked", "told"),
    [("leave", "left"), ("bind", "bound"), ("lead", "led"), ("rise", "rose"), ("corpus", "corporation"), ("find", "founder")],
)
def test_what_may_be_another_word_is_met_by_none(asked: str, told: str) -> None:
    assert prepare(f"{asked}?", idf=FLAT, language="en").loose(tuple(terms(told, language="en"))) == set()


def test_words_of_another_language_have_no_english_forms() -> None:
    assert prepare("made?", idf=FLAT, language="de").loose(("make",)) == set()


def test_a_regular_word_has_no_other_forms() -> None:
    assert other_forms("walk") == other_forms("") == frozenset()


def test_a_stem_whose_vowel_stays_has_no_other() -> None:
    assert list(other_stems("тариф")) == []
    assert list(other_stems("списк")) == ["список", "списек"]
