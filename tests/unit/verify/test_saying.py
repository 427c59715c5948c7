"""Claims that say nothing: the question again, or a heading alone; and those that restate the question and answer it."""

import pytest

from untuned.rag.verify.saying import HEADING, REPEATS, says_nothing

HOW_LONG = "How long does version history on the Pro plan go back?"
HEADINGS = ("# Pro plan", "## Version history", "## Возврат товара", "## Refunds take 5 days", "### Вход и выход { #login }")


@pytest.mark.parametrize(
    ("claim", "question"),
    [
        (HOW_LONG, HOW_LONG),
        ("Version history on the Pro plan goes back.", HOW_LONG),
        ("Version history on the Pro plan", HOW_LONG),
        ("Acme was founded.", "Who founded Acme?"),
        ("It was founded.", "In which year was Acme founded?"),
        ("The question is who founded Acme.", "The question is who founded Acme"),
        ("Does the Pro plan include SSO", "Does the Pro plan include SSO?"),
        ("Возврат товара возможен.", "Сколько дней возможен возврат товара?"),
        ("Компания Акме основана.", "В каком году основана компания Акме?"),
        ("Как вернуть товар?", "Как вернуть товар?"),
    ],
)
def test_the_question_again_says_nothing(claim, question):
    assert says_nothing(claim, question) == REPEATS


@pytest.mark.parametrize(
    ("claim", "question"),
    [
        ("You pay for return shipping.", "Who pays for return shipping?"),
        ("We own the data.", "Who owns the data?"),
        ("Вы оплачиваете доставку.", "Кто оплачивает доставку?"),
        ("Данные принадлежат вам.", "Кому принадлежат данные?"),
    ],
)
def test_a_person_who_was_asked_for_is_told_by_a_word_of_little_meaning(claim, question):
    assert says_nothing(claim, question) == ""


@pytest.mark.parametrize(
    ("claim", "question"),
    [
        ("Version history on the Pro plan goes back 30 days.", HOW_LONG),
        ("Version history on the Pro plan goes back thirty days.", HOW_LONG),
        ("Acme was founded by Ada.", "Who founded Acme?"),
        ("Nobody founded Acme.", "Who founded Acme?"),
        ("The Pro plan includes SSO.", "Does the Pro plan include SSO?"),
        ("The Pro plan includes SSO.", "Which plan includes SSO, Pro or Enterprise?"),
        ("Plan A includes SSO.", "Which plan includes SSO?"),
        ("It always runs.", "When does it run?"),
        ("Not all managers can delete notes.", "Which managers can delete notes?"),
        ("No.", "Does the Pro plan include SSO?"),
        ("Возврат товара возможен в течение 30 дней.", "Сколько дней возможен возврат товара?"),
        ("Возврат возможен.", "Возможен ли возврат?"),
        ("Компанию Акме никто не основал.", "Кто основал компанию Акме?"),
        ("", "Who founded Acme?"),
        ("Acme was founded.", ""),
    ],
)
def test_a_claim_that_restates_the_question_and_answers_it_says_something(claim, question):
    assert says_nothing(claim, question) == ""


@pytest.mark.parametrize(
    ("claim", "question", "quote"),
    [
        ("Version history", "What does it cost?", "## Version history"),
        ("**Version history**", "", "Version history"),
        ("## Version history", "How does it work?", "## Version history"),
        ("Возврат товара.", "Что делать, если товар сломан?", "## Возврат товара"),
        ("Вход и выход", "Как сменить пароль?", "### Вход и выход { #login }"),
    ],
)
def test_a_heading_alone_says_nothing(claim, question, quote):
    assert says_nothing(claim, question, headings=HEADINGS, quotes=[quote]) == HEADING


@pytest.mark.parametrize(
    ("claim", "question", "quote"),
    [
        ("Refunds take 5 days", "What about refunds of orders?", "## Refunds take 5 days"),
        ("Pro plan", "Which plans are there?", "# Pro plan"),
        ("Возврат товара", "Какие есть разделы?", "## Возврат товара"),
        ("Pro plan", "What includes SSO?", "The Pro plan includes SSO."),
        ("History of versions", "What does it cost?", "## Version history"),
    ],
)
def test_a_heading_that_states_or_names_what_is_asked_for_says_something(claim, question, quote):
    assert says_nothing(claim, question, headings=HEADINGS, quotes=[quote]) == ""
