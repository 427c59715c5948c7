"""What statements are about that stand below questions, as on pages of questions and answers, in English and Russian."""

import pytest

from untuned.text.contradiction import Statement, difference
from untuned.text.contradiction.asked import asks, subject_of

DEPOSIT = "The deposit for a city bicycle is {} euros, and for an electric bicycle 200 euros."
BAIL = "Залог за городской велосипед составляет {} рублей, за электрический — 9000 рублей."
LATE = "A late return costs {} euros for each hour."
DELIVERY = "Delivery takes {} working days in all."
CANCELLED = "Бронь можно отменить за {} часов до начала проката."


def conflict(text, mine, theirs):
    """What the statement contradicts with another number below other headings; the same whichever side comes first."""
    one, other = Statement(text.format(5), mine), Statement(text.format(8), theirs)
    found = difference(one, other)
    assert (found is None) == (difference(other, one) is None)
    return found


@pytest.mark.parametrize(
    "heading",
    [
        "How much is the deposit?",
        "How much is the deposit",
        "Q: How much is the deposit?",
        "Question 3: What is the deposit?",
        "3. **How much is the deposit?**",
        "Do I have to pay a deposit?",
    ],
)
@pytest.mark.parametrize("above", [("Faq",), ("Faq", "Money")])
def test_a_heading_that_asks_for_what_the_other_names_sets_nothing_apart(heading, above):
    assert conflict(DEPOSIT, (*above, heading), ("Rental terms", "Deposit")) is not None


@pytest.mark.parametrize(
    ("text", "mine", "theirs"),
    [
        (BAIL, ("Вопросы", "Сколько стоит залог?"), ("Правила проката", "Залог")),
        (BAIL, ("Вопросы", "Вопрос 2: Какой залог нужно внести?"), ("Правила проката", "Залог")),
        (DEPOSIT, ("How much is the deposit?",), ("What is the deposit?",)),
        (LATE, ("Bicycle rental: FAQ", "Can I return a bicycle late?"), ("Bicycle rental: terms", "Late return")),
        (DELIVERY, ("Faq", "How long does delivery take?"), ("Terms", "Delivery time")),
        (DELIVERY, ("How long does delivery take?",), ("Delivery times",)),
        (DELIVERY, ("Shop", "How long does delivery take?"), ("Shop", "Delivery time")),
        ("It can be rented for {} days.", ("Faq", "For how many days can I rent it?"), ("Terms", "Renting")),
        ("The shop is open from {}:00 to 20:00.", ("Faq", "When is the shop open?"), ("Contact", "Opening hours")),
        ("Доставка занимает {} рабочих дней.", ("Вопросы", "Сколько времени занимает доставка?"), ("Условия", "Сроки доставки")),
        ("Он выдаётся на {} часов.", ("Вопросы", "На сколько часов дают велосипед?"), ("Условия", "Велосипед")),
        (CANCELLED, ("Вопросы", "Можно ли отменить бронь?"), ("Условия", "Отмена брони")),
    ],
)
def test_questions_and_headings_are_one_where_what_they_are_about_is(text, mine, theirs):
    assert conflict(text, mine, theirs) is not None


def test_a_question_whose_subject_both_statements_name_sets_nothing_apart():
    asked = ("Faq", "How high is the deposit for a bicycle?")
    assert conflict(DEPOSIT, asked, ("Rental terms", "Payments")) is not None
    assert conflict(DEPOSIT, ("Bicycles", *asked[1:]), ("Bicycles", "Payments")) is not None
    assert conflict(DEPOSIT.replace("deposit", "sum"), asked, ("Rental terms", "Payments")) is None


@pytest.mark.parametrize(
    ("text", "mine", "theirs"),
    [
        ("It stores {} GB of files.", ("How much does Solo store?",), ("Solo plus",)),
        ("It stores {} GB of files.", ("How much does Solo store?",), ("How much does Solo plus store?",)),
        ("It is on floor {}.", ("Faq", "Where is Cedar?"), ("Faq", "Where is Larch?")),
        ("You can return it within {} days.", ("Faq", "How do I return a helmet?"), ("Faq", "How do I return a lock?")),
        ("The plan stores {} GB of files.", ("Faq", "What does the free plan store?"), ("Faq", "What does the paid plan store?")),
        ("The deposit is {} euros.", ("Faq", "How much is the deposit for an electric bicycle?"), ("Terms", "Deposit")),
        ("The deposit is {} euros.", ("What is the deposit for a city bicycle?",), ("What is the deposit for a cargo bicycle?",)),
        ("They are kept for {} years.", ("Faq", "How long are old contracts kept?"), ("Faq", "How long are contracts kept?")),
        ("Залог составляет {} рублей.", ("Сколько стоит залог за велосипед?",), ("Сколько стоит залог за самокат?",)),
        ("Она на {} этаже.", ("Где находится Кедр?",), ("Ясень",)),
    ],
)  # fmt: skip
def test_questions_about_two_things_still_set_apart(text, mine, theirs):
    assert conflict(text, mine, theirs) is None


def test_what_a_question_is_about_is_told_without_the_words_that_ask():
    assert subject_of("Q3. How many working days does delivery take?") == subject_of("Delivery")
    assert subject_of("Сколько времени занимает доставка?") == subject_of("Доставка")
    assert subject_of("How long does it take?") == subject_of("How long take") != frozenset()
    assert [asks(line) for line in ("Deposit", "Terms 2.1", "Howto", "How to return", "Как вернуть", "Какаду")] == [
        False, False, False, True, True, False,
    ]  # fmt: skip
    assert subject_of("How much is version 2.1?") == subject_of("Version 2.1")
