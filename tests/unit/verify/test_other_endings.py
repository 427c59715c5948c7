"""Near-copies in Russian whose words have other endings."""

import pytest

from untuned.rag.verify.agreement import agree
from untuned.rag.verify.support.support import support_of


@pytest.mark.parametrize(
    ("quote", "claim", "says"),
    [
        ("Большинство складов принимает товар по вторникам.", "Все склады принимают товар по вторникам.", "Все"),
        ("Опыты не показали, что клапан снижает давление.", "Опыты показали, что клапан не снижает давления.", "показали"),
        ("Некоторым жильцам выдали новые ключи от подвала.", "Каждому жильцу выдали новый ключ от подвала.", "Каждому"),
    ],
)
def test_what_turns_it_is_told_softly(quote, claim, says):
    found = support_of(claim, [quote])
    assert found.band == "undecided"
    assert any(says in flag.says for flag in found.flags)


@pytest.mark.parametrize(
    ("quote", "claim"),
    [
        ("Большинство складов принимает товар по вторникам.", "По вторникам большинство складов принимает товары."),
        ("Каждому жильцу выдали новый ключ от подвала.", "Всем жильцам выдали новые ключи от подвала."),
        ("Сотрудник не получает доплаты за обед в выходные дни.", "Сотрудники не получают доплату за обед в выходные дни."),
        ("Мастер проверяет котёл в начале зимнего сезона.", "Мастера проверяют котлы в начале зимнего сезона."),
    ],
)
def test_another_ending_alone_says_nothing_else(quote, claim):
    assert agree(claim, [quote]) == ()


def test_what_should_be_done_in_russian_must_be_done():
    quote = "Перед поездкой следует проверить давление в шинах."
    assert agree("Перед поездкой нужно проверить давление в шинах.", [quote]) == ()
    assert any(flag.hard for flag in agree("Перед поездкой можно проверить давление в шинах.", [quote]))


def test_what_must_be_done_in_russian_should_be_done():
    quote = "Перед поездкой нужно проверить давление в шинах."
    assert agree("Перед поездкой следует проверить давление в шинах.", [quote]) == ()


def test_a_sentence_that_carries_it_with_other_endings_is_found_beside_others():
    quote = "Стоянка входит в плату только для складов первого этажа. Стороны обсуждали снижение платы на 15 %."
    assert agree("Стоянка входит в плату только для складов на первом этаже.", [quote]) == ()
