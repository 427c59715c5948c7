"""Which lines turn what stands under or behind them."""

import pytest

from untuned.text.denying import denies_items, heading_denies, heading_withdraws, introduces, label_denies, limits_items, note_withdraws


@pytest.mark.parametrize(
    "line",
    [
        "The following are not covered:",
        "We do not pay for",
        "The policy excludes",
        "Except for:",
        "Полис не покрывает:",
        "Кроме:",
        "Из покрытия исключаются:",
        "Nobody may bring:",
        "Nothing is paid for:",
        "Никому не выдают:",
        "Ничего из этого:",
    ],
)
def test_an_introduction_may_deny_what_is_listed(line):
    assert introduces(line)
    assert denies_items(line)


@pytest.mark.parametrize(
    "line",
    [
        "The policy covers:",
        "This includes, but is not limited to:",
        "Bring, in no particular order:",
        "Do not forget to bring:",
        "Полис покрывает:",
        "Включая, но не ограничиваясь:",
        "Не забудьте взять:",
    ],
)
def test_an_introduction_with_a_word_of_denying_may_deny_nothing(line):
    assert introduces(line)
    assert not denies_items(line)


def test_a_condition_limits_what_is_listed():
    assert limits_items("If you are on the Pro plan, you can:")
    assert limits_items("Только для тарифа «Про»:")
    assert not limits_items("You can:")


def test_a_whole_sentence_introduces_nothing_unless_it_points_below():
    assert not introduces("Cash is not covered.")
    assert introduces("The following items are not covered.")
    assert introduces("Следующее не покрывается.")


@pytest.mark.parametrize(
    "heading",
    [
        "Not supported",
        "Exclusions",
        "What is not covered",
        "Don't",
        "Common myths",
        "Planned for next year",
        "Планируется",
        "Не поддерживается",
        "Что не входит",
        "Мифы о зарядке",
    ],
)
def test_a_heading_may_deny_what_is_listed_under_it(heading):
    assert heading_denies(heading)


@pytest.mark.parametrize(
    "heading",
    ["Supported", "No sound", "Why is it not working?", "Handling exceptions", "Почему не работает звук?", "Обработка исключений", "Ноты"],
)
def test_other_headings_deny_nothing(heading):
    assert not heading_denies(heading)


@pytest.mark.parametrize(
    ("heading", "withdraws"),
    [
        ("Deprecated endpoints", True),
        ("The old export (deprecated)", True),
        ("Устаревшие методы", True),
        ("Выгрузка (устарело)", True),
        ("Deprecation policy", False),
        ("How to replace deprecated endpoints", False),
        ("Как заменить устаревшие методы", False),
    ],
)
def test_a_heading_may_withdraw_what_stands_under_it(heading, withdraws):
    assert heading_withdraws(heading) is withdraws


@pytest.mark.parametrize(
    ("text", "denies"),
    [
        ("Myth: The battery must be empty.", True),
        ("**Myth 2:** The battery must be empty.", True),
        ("## Myth 1: The battery must be empty", True),
        ("❌ Connect the red wire.", True),
        ("- [ ] Sign in with a smart card", True),
        ("Миф: батарея должна быть пустой.", True),
        ("Неправильно: красный провод на землю.", True),
        ("- [x] Sign in with a passkey", False),
        ("Fact: Full discharges shorten its life.", False),
        ("False positives are rare.", False),
        ("Wrong answers cost a point.", False),
        ("Do not open the lid.", False),
        ("Мифы о зарядке: что о них известно.", False),
    ],
)
def test_a_label_may_deny_what_stands_behind_it(text, denies):
    assert label_denies(text) is denies


@pytest.mark.parametrize(
    ("sentence", "withdraws"),
    [
        ("This section is outdated and no longer applies.", True),
        ("**Warning**: this page has been superseded by another.", True),
        ("Этот раздел устарел.", True),
        ("Данная инструкция больше не действует.", True),
        ("This section is about outdated browsers.", False),
        ("Is this page out of date?", False),
        ("Этот раздел об устаревших браузерах.", False),
    ],
)
def test_a_note_may_withdraw_what_stands_below_it(sentence, withdraws):
    assert note_withdraws(sentence) is withdraws


def test_a_heading_of_signs_takes_no_time():
    assert heading_denies("why " + "?" * 100_000 + "x") is False
