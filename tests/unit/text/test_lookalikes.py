"""Words in letters that only look like their own are read as people read them."""

import pytest

from untuned.text.closed_words import tokens
from untuned.text.lookalikes import as_read


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("You do n\u043et pay", "You do not pay"),
        ("You do n\u03bft pay", "You do not pay"),
        ("N\u041eT included", "NOT included"),
        ("\uff4e\uff4f\uff54 paid", "not paid"),
        ("\U0001d427\U0001d428\U0001d42d paid", "not paid"),
        ("\u24dd\u24de\u24e3 paid", "not paid"),
        ("don\u02bct, don`t, don\u00b4t", "don't, don't, don't"),
        ("Гарантия нe действует", "Гарантия не действует"),
        ("Товар HE подлежит возврату", "Товар НЕ подлежит возврату"),
        ("He подлежит возврату", "Не подлежит возврату"),
        ("Товар: He возвращается", "Товар: Не возвращается"),
        ("\U0001f13d\U0001f13e\U0001f143 paid", "NOT paid"),
        ("Кaфе", "Кафе"),
    ],
)
def test_a_word_in_letters_that_look_like_its_own_is_that_word(written, read):
    assert as_read(written) == read
    assert len(read) == len(written)


@pytest.mark.parametrize(
    "text",
    [
        "HE is paid",
        "SMSку и PDFы",
        "5 μm",
        "API-ключ",
        "Call `returns` first",
        "Wir zahlen über 30 Tage",
        "nº 5",
        "10²",
        "Гелий (He) кипит",
        "класс HE-12 и HE 5",
    ],
)
def test_what_is_written_in_earnest_stays(text):
    assert as_read(text) == text


@pytest.mark.parametrize(("written", "verb"), [("dont", "do"), ("Cant", "can"), ("wont", "will"), ("isnt", "is")])
def test_a_contraction_without_its_apostrophe_is_one(written, verb):
    assert [word.text for word in tokens(written)] == [verb, "not"]
