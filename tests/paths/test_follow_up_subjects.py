"""The path of follow-ups over everyday pages: each is answered about what it is about, or not at all."""

from functools import partial

import pytest

from answering import asked_in_turn, of_pages
from untuned.rag.follow_up import WHICH

PAGES = {
    "bread.md": """# Bread and cake

| Product | Price | Weight |
| --- | --- | --- |
| Rye loaf | 4.20 EUR | 1000 g |
| Walnut loaf | 5.60 EUR | 750 g |
| Apple cake | 18.00 EUR | 1200 g |

## Keeping

Rye loaf keeps for 6 days in a bread bin. Walnut loaf keeps for 4 days.
""",
    "kettle-k1.md": """# Kettle K1

The Kettle K1 holds 1.0 litre of water. The warranty of the Kettle K1 is 2 years.
""",
    "toaster-t5.md": """# Toaster T5

The Toaster T5 has two slots. It weighs 1.5 kg.

The warranty of the Toaster T5 is 3 years.
""",
    "starter.md": """# Starter plan

The Starter plan costs 9 EUR per month. The Starter plan allows 3 users.

## Support

Starter customers reach support by e-mail.

## Cancelling

You can cancel the Starter plan at any time. Monthly fees are not refunded.
""",
    "pro.md": """# Pro plan

The Pro plan costs 29 EUR per month. The Pro plan allows 20 users.

## Cancelling

You can cancel the Pro plan at any time. If you pay by the year, the unused months are refunded.

## Single sign-on

Single sign-on is not included in the Pro plan.
""",
    "enterprise.md": """# Enterprise plan

The Enterprise plan starts at 500 EUR per month. The Enterprise plan allows any number of users.

## Support

Enterprise customers can call support around the clock. We answer within 1 hour.

## Cancelling

The Enterprise plan is cancelled in writing with 90 days' notice. Fees that were paid are not refunded.
""",
    "billing.md": """# Billing

We accept credit cards and PayPal. Bank transfer is available for invoices above 500 EUR.

The `--fast` option of the till was removed because it skipped checks.
""",
    "sensors.md": """# Sensors

## Sensor S100

The Sensor S100 measures temperature. To reset the Sensor S100, hold the button for 10 seconds.

## Sensor S200

The Sensor S200 measures temperature and humidity.

## Gateway G1

The Gateway G1 connects up to 32 sensors.
""",
    "laptop.md": """# Laptop

Developers get a MacBook Pro. Designers get an iMac. A laptop is replaced after 4 years.
""",
    "gym.md": """# Riverside gym

## Opening hours

Weekdays from 6:00 to 22:00. Saturdays from 8:00 to 20:00. Sundays from 9:00 to 18:00.

The pool opens an hour later than the gym. It is closed on Mondays for cleaning.
""",
    "tarify.md": """# Тарифы

## Тариф «Базовый»

Тариф «Базовый» стоит 300 рублей в месяц. В него входит 10 ГБ хранилища и 2 пользователя.

## Тариф «Бизнес»

Тариф «Бизнес» стоит 2500 рублей в месяц. В него входит 1 ТБ хранилища, число пользователей не ограничено.
""",
}


@pytest.fixture(scope="module")
def root(tmp_path_factory):
    return of_pages(tmp_path_factory.mktemp("everyday"), PAGES)


@pytest.fixture
def talk(root):
    return partial(asked_in_turn, root)


@pytest.mark.parametrize(
    ("questions", "says", "not_this"),
    [
        (("How much is the rye loaf?", "And the walnut loaf?"), "5.60", "4.20"),
        (("How much is the rye loaf?", "and the walnut one?"), "5.60", "4.20"),
        (("How long is the warranty of the Kettle K1?", "And the Toaster T5?"), "3 years", "2 years"),
        (("How much does the Pro plan cost?", "no, I meant Enterprise"), "500 EUR", "29"),
        (("How much does the Pro plan cost?", "Sorry, Enterprise"), "500 EUR", "29"),
        (("How much does the Pro plan cost?", "Perfect! And Enterprise?"), "500 EUR", "29"),
        (("Сколько стоит тариф «Базовый»?", "Отлично, а «Бизнес»?"), "2500", "300"),
        (("What laptop do developers get?", "And designers?", "And lawyers?", "When is it replaced?"), "4 years", "refunded"),
        (("Can I pay by bank transfer?", "From what amount?"), "above 500 EUR", "refunded"),
        (("Which option of the till was removed?", "Why?"), "because it skipped checks", "refunded"),
        (("Сколько стоит тариф «Базовый»?", "извините, я имел в виду «Бизнес»"), "2500", "300"),
    ],
)
def test_a_follow_up_is_answered_about_what_it_names(talk, questions, says, not_this):
    answer = talk(*questions)
    assert answer.state == "answered"
    assert says in answer.text
    assert not_this not in answer.text


@pytest.mark.parametrize(
    "questions",
    [
        ("How much is the rye loaf?", "And the plum cake?"),
        ("How long does the rye loaf keep?", "And the apple cake?"),
        ("How much water does the Kettle K1 hold?", "And the Toaster T5?"),
        ("Can Enterprise customers call support?", "And on Pro?"),
        ("What does the Sensor S200 measure?", "The gateway?", "Does it measure humidity?"),
        ("What time does the gym open on Saturdays?", "And on Sundays?", "And the pool?"),
        ("If I pay by the year, are unused months of the Pro plan refunded?", "Why?"),
        ("Сколько стоит тариф «Базовый»?", "Почему?"),
    ],
)
def test_what_the_pages_do_not_say_of_the_new_subject_is_not_answered_with_something_else(talk, questions):
    answer = talk(*questions)
    assert (answer.state, answer.claims) == ("abstained", ())


@pytest.mark.parametrize(
    ("questions", "source", "says"),
    [
        (("How do I cancel the Enterprise plan?", "Are fees refunded?"), "enterprise.md", "not refunded"),
        (("How much does the Starter plan cost?", "And how many users?"), "starter.md", "3 users"),
        (("How do I cancel the Enterprise plan?", "Are fees refunded?", "And how many users?"), "enterprise.md", "any number"),
    ],
)
def test_a_question_that_may_stand_alone_is_answered_about_the_plan_of_the_conversation_where_its_pages_tell(talk, questions, source, says):
    answer = talk(*questions)
    assert says in answer.text
    assert {citation.path for citation in answer.citations} == {source}


def test_a_question_that_may_stand_alone_is_answered_about_the_tariff_of_the_conversation_in_russian(talk):
    answer = talk("Сколько стоит тариф «Бизнес»?", "Сколько пользователей?")
    assert "не ограничено" in answer.text
    assert "2 пользователя" not in answer.text


def test_a_question_that_no_page_of_the_plan_answers_is_answered_as_it_was_asked(talk):
    answer = talk("How much does the Pro plan cost?", "Is PayPal accepted?")
    assert "PayPal" in answer.text
    answer = talk("How much does the Pro plan cost?", "Which cards are accepted?")
    assert "credit cards" in answer.text


@pytest.mark.parametrize(
    ("questions", "said"),
    [
        (("How do I reset the Sensor S100?", "And the other one?"), "the other one"),
        (("How much does the Pro plan cost?", "the second one"), "the second one"),
        (("Сколько стоит тариф «Базовый»?", "А второй?"), "второй"),
    ],
)
def test_another_one_that_is_not_named_is_not_what_was_named_before(talk, questions, said):
    answer = talk(*questions)
    assert (answer.state, answer.claims) == ("abstained", ())
    assert WHICH.format(said) in answer.notes


def test_what_follows_another_one_goes_on_from_the_question_before_it(talk):
    answer = talk("Which does the Sensor S100 measure?", "And the other one?", "And the Sensor S200?")
    assert "humidity" in answer.text
