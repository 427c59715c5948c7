"""Questions for a telephone's number or an e-mail address, and texts that have one."""

import pytest

from reading import passage
from timing import assert_grows_with_length
from untuned.models.reader.cues import asked, offers
from untuned.models.reader.extractive import read
from untuned.rag.answer.abstain import weigh

CONTACTS = """# Riverside club

Bookings are taken at bookings@riverside.example or on 01632 960 411.

The secretary's office is on the first floor, room 14, phone 01632 960 400.

Complaints are read by the committee; write to complaints@riverside.example.

The treasurer keeps the books since 2021-03-14 and is paid 1 200 euros.
"""


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("What is the phone number of the pharmacy?", "phone"),
        ("Which number do I call at night?", "phone"),
        ("pharmacy phone number?", "phone"),
        ("What is the night porter's phone?", "phone"),
        ("Which phone number do I call at night?", "phone"),
        ("Какой телефон вахты?", "phone"),
        ("Какой у нас номер телефона?", "phone"),
        ("What is the telephone of the front desk?", "phone"),
        ("Какой телефон у аптеки?", "phone"),
        ("По какому телефону звонить ночью?", "phone"),
        ("Куда звонить ночью?", "phone"),
        ("Телефон аптеки?", "phone"),
        ("Какой номер телефона поддержки?", "phone"),
        ("What's the email for complaints?", "email"),
        ("Where do I email a complaint?", "email"),
        ("What email do I write to?", "email"),
        ("На какой адрес электронной почты писать?", "email"),
        ("На какую почту отправлять жалобы?", "email"),
        ("Какая почта у бухгалтерии?", "email"),
    ],
)
def test_what_somebody_is_reached_by_is_asked(question, kind):
    assert asked(question) == kind


@pytest.mark.parametrize(
    "question",
    [
        "What do you do with my phone number?",
        "What is the phone policy?",
        "Which phone do staff use?",
        "Is there a phone number?",
        "Do I need a phone number?",
        "What are the phone rules?",
        "Какая почта России ближе?",
        "How many phones are there?",
        "What is the price of the phone?",
        "What is the format of phone numbers?",
        "What format do phone numbers have?",
        "What is the phone number used for?",
        "What is the phone for?",
        "Where to change the phone number?",
        "Change my phone number",
        "What are the rules for e-mail?",
        "What is the best time to send an e-mail?",
        "What is the maximum number of e-mail addresses per user?",
        "Какой срок у телефона?",
        "Какой формат у номера телефона?",
        "Какие телефоны поддерживаются?",
    ],
)
def test_other_questions_about_telephones_and_mail_ask_something_else(question):
    assert asked(question) not in ("phone", "email")


@pytest.mark.parametrize(
    ("text", "has"),
    [
        ("Аптека: +7 4822 55-10-20", True),
        ("8 (800) 555-35-35, звонок бесплатный", True),
        ("Call 0117 496 0123 24 hours a day", True),
        ("ext. 214", True),
        ("Dial nine for an outside line.", True),
        ("dial 112", True),
        ("the vet: 030/901 82 11", True),
        ("Taxi: 0800-TAXI-NOW.", True),
        ("The pharmacy has no phone.", True),
        ("Police 110, fire brigade and ambulance 112.", True),
        ("Kitchen: 44", True),
        ("Скорая — 103.", True),
        ("The ambulance comes within 12 minutes.", False),
        ("on 12/03/2024", False),
        ("1.200.000 €", False),
        ("dated 2025-03-02", False),
        ("from 2023-2024 on", False),
        ("signed on 12.03.2024 as no. 17", False),
        ("в 2024 году 12 500 руб", False),
        ("1 200 000 €", False),
        ("open 10:00-19:00", False),
        ("call 24 hours a day", False),
        ("call three times", False),
        ("room 12", False),
    ],
)
def test_figures_of_a_telephone_are_no_day_price_or_time(text, has):
    assert offers(text, kind="phone", known=frozenset()) is has


def test_a_password_is_no_number():
    assert asked("Какой пароль от сети?") is None


def test_an_address_has_its_sign():
    assert offers("Write to help@x.example.", kind="email", known=frozenset())
    assert not offers("Write to the office at 14 Mill Lane.", kind="email", known=frozenset())


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("What is the email address for bookings?", "bookings@riverside.example"),
        ("Where do I email a complaint?", "complaints@riverside.example"),
        ("What is the phone number of the secretary?", "01632 960 400"),
    ],
)
def test_who_is_meant_is_told_by_what_stands_beside_the_address(question, answer):
    passages = [passage(CONTACTS)]
    found = read(question, passages, idf={}, language="en")
    assert weigh(found, passages) > 0.5
    assert answer in found.drafts[0].text


@pytest.mark.parametrize(
    "question",
    [
        "What is the email address of the secretary?",
        "What is the email of the treasurer?",
        "What is the phone number of the treasurer?",
        "What is the phone number for complaints?",
    ],
)
def test_the_address_of_somebody_else_is_no_answer(question):
    passages = [passage(CONTACTS)]
    assert weigh(read(question, passages, idf={}, language="en"), passages) == 0.0


def test_a_number_that_is_introduced_by_what_is_asked_about_is_an_answer():
    passages = [passage("In case of fire:\n\n1. Leave by the back door.\n2. Call 112.\n3. Meet at the bus stop.")]
    found = read("What number do I call in case of fire?", passages, idf={}, language="en")
    assert weigh(found, passages) > 0.5
    assert "Call 112." in found.drafts[0].text


def test_the_last_digits_of_a_number_are_none():
    passages = [passage("Confirm with the last four digits of your phone number."), passage("Phone: +372 555 0199.", number=2)]
    assert read("What is the phone number?", passages, idf={}, language="en").drafts[0].text == "Phone: +372 555 0199."


def test_the_figures_of_a_link_are_no_number_and_what_stands_beside_a_number_is_not_shown():
    assert not offers("See https://x.example?id=12345678901 for more.", kind="phone", known=frozenset())
    found = read("What is the phone number of the secretary?", [passage(CONTACTS)], idf={}, language="en")
    assert found.drafts[0].text == "The secretary's office is on the first floor, room 14, phone 01632 960 400."


def test_a_row_with_an_empty_cell_has_no_number():
    table = "| Who | Phone | E-mail |\n|---|---|---|\n| Treasurer | | money@x.example |\n| Manager | 412 | — |\n"
    passages = [passage(table)]
    sure = {who: weigh(read(f"What is the phone number of the {who}?", passages, idf={}), passages) for who in ("treasurer", "manager")}
    assert sure["treasurer"] == 0.0
    assert sure["manager"] > 0.5
    assert weigh(read("Which number do I call for the manager?", passages, idf={}), passages) > 0.5


@pytest.mark.parametrize("kind", ["phone", "email"])
@pytest.mark.parametrize("part", ["a", "a.", "1-", "123 "])
def test_a_long_text_takes_time_in_proportion_to_its_length(kind, part):
    some, more = part * (6_000 // len(part)) + "€", part * (24_000 // len(part)) + "€"
    assert_grows_with_length(lambda text: offers(text, kind=kind, known=frozenset()), some, more)


def test_a_long_word_in_a_question_takes_no_time():
    assert_grows_with_length(asked, f"телефон {'а' * 200} b b b b b", f"телефон {'а' * 800} b b b b b")
