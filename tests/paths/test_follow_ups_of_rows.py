"""The path of follow-ups over tables: each is answered from the row that is meant, or not at all."""

from functools import partial

import pytest

from answering import asked_in_turn, of_pages
from untuned.rag.follow_up import WHICH

PAGES = {
    "prices.md": """# Hire prices

A deposit is returned when the item comes back clean.

| Item | Half day | Full day | Deposit |
| --- | --- | --- | --- |
| Wetsuit | 9 EUR | 15 EUR | 30 EUR |
| Canoe | 22 EUR | 38 EUR | 80 EUR |
| Single scull | 18 EUR | 32 EUR | 100 EUR |
""",
    "courses.md": """# Courses

| Course | Day | Time | Price |
| --- | --- | --- | --- |
| Beginners' rowing | Saturday | 10:00 to 12:00 | 60 EUR |
| Open water | Sunday | 9:00 to 13:00 | 85 EUR |
""",
    "contacts.md": """# Whom to call

| Name | Responsible for | Phone | E-mail |
| --- | --- | --- | --- |
| Anna Berg | Boats and repairs | 020 555 0141 | anna@lakeclub.example |
| Tom Hale | Courses | 020 555 0142 | tom@lakeclub.example |
| Mira Sand | Membership and fees | 020 555 0143 | mira@lakeclub.example |
""",
    "membership.md": """# Membership

The annual fee is 180 EUR for adults and 90 EUR for students. Families pay 320 EUR.

A locker costs 5 EUR per month.
""",
    "gate.md": """# The gate

Everyone above 16 needs a card for the gate, and a badge for room 7.
""",
    "ceny.md": """# Прокат

| Что | Полдня | День | Залог |
| --- | --- | --- | --- |
| Гидрокостюм | 900 руб. | 1500 руб. | 3000 руб. |
| Сапборд | 1400 руб. | 2400 руб. | 5000 руб. |
""",
    "kursy.md": """# Курсы

| Курс | День | Цена |
| --- | --- | --- |
| Гребля для начинающих | суббота | 6000 руб. |
| Открытая вода | воскресенье | 8500 руб. |
""",
    "kontakty.md": """# Кому звонить

| Имя | За что отвечает | Телефон |
| --- | --- | --- |
| Анна Берг | Лодки и ремонт | 8 495 555-01-41 |
| Павел Зимин | Курсы | 8 495 555-01-42 |
""",
}
HALF = "How much is a wetsuit for half a day?"


@pytest.fixture(scope="module")
def root(tmp_path_factory):
    return of_pages(tmp_path_factory.mktemp("tables"), PAGES)


@pytest.fixture
def talk(root):
    return partial(asked_in_turn, root)


@pytest.mark.parametrize(
    ("questions", "shown"),
    [
        ((HALF, "for a full day?"), "Wetsuit"),
        ((HALF, "for a full day?", "and the deposit?"), "Wetsuit"),
        ((HALF, "a canoe?"), "Canoe"),
        ((HALF, "a canoe?", "and the deposit?"), "Canoe"),
        ((HALF, "and the deposit?", "a canoe?", "and a single scull?"), "Single scull"),
        ((HALF, "Does it come in blue?", "Who made it?", "for a full day?"), "Wetsuit"),
        ((HALF, "and a surfboard?", "and a canoe?"), "Canoe"),
        (("Which course is on Saturday?", "How much does it cost?"), "Beginners' rowing"),
        (("Which course is on Saturday?", "How much does it cost?", "And on Sunday?"), "Open water"),
        (("Which course is on Saturday?", "and the one on Sunday?", "How much is it?"), "Open water"),
        (("Which course costs 60 EUR?", "When is it?", "Which one costs 85 EUR?", "When is it?"), "Open water"),
        ((HALF, "And how much for a week?", "What about the canoe?", "full day price?"), "Canoe"),
        (("Who do I call about the boat?", "What is her number?", "And her e-mail?"), "Anna Berg"),
        (("Who do I call about the boat?", "What about courses?", "What is his number?"), "Tom Hale"),
        (
            ("Who do I call about the boat?", "What is her number?", "And Tom Hale's?", "What is his e-mail?", "And her e-mail?"),
            "Anna Berg",
        ),
        (("Who do I call about the boat?", "How much is a canoe for half a day?", "What is its deposit?"), "Canoe"),
        (("Сколько стоит гидрокостюм на полдня?", "а на день?"), "Гидрокостюм"),
        (("Сколько стоит гидрокостюм на полдня?", "а сапборд?", "А какой у него залог?"), "Сапборд"),
        (("Какой курс в субботу?", "Сколько он стоит?"), "Гребля для начинающих"),
        (("Кому звонить по поводу лодки?", "Какой у неё телефон?"), "Анна Берг"),
        (("Кто отвечает за лодки?", "Какой у неё телефон?", "а за курсы?", "Какой у него телефон?"), "Павел Зимин"),
    ],
)
def test_a_follow_up_is_answered_from_the_row_that_is_meant(talk, questions, shown):
    answer = talk(*questions)
    assert answer.state == "answered"
    assert [claim.text.split("|")[1].strip() for claim in answer.claims] == [shown]


@pytest.mark.parametrize(
    "questions",
    [
        (HALF, "and a surfboard?"),
        (HALF, "and a surfboard?", "and the deposit?"),
        (HALF, "and a surfboard?", "for a full day?"),
        (HALF, "How much is a surfboard?", "and the deposit?"),
        (HALF, "How much is a surfboard?", "Who makes it?", "What is its deposit?"),
        (HALF, "for an hour?"),
        (HALF, "for a full week?"),
        (HALF, "per month?"),
        ("How much is a locker?", "per year?"),
        ("Do I need a card for the gate?", "and a badge?", "how much?"),
        ("Who may open the gate?", "What's his phone?"),
        ("How much is a surfboard?", "and the deposit?"),
        (HALF, "for families?"),
        (HALF, "with a guide?"),
        ("Which course is on Saturday?", "Who teaches it?"),
        ("Which course is on Saturday?", "and on Monday?", "How much does it cost?"),
        ("Сколько стоит гидрокостюм на полдня?", "а доска?", "а залог?"),
    ],
)
def test_what_no_row_tells_of_what_is_meant_is_not_answered_from_another(talk, questions):
    answer = talk(*questions)
    assert (answer.state, answer.claims) == ("abstained", ())


@pytest.mark.parametrize(
    ("questions", "said"),
    [
        (("Who do I call about the boat?", "What is her number?", "What is his e-mail?"), "his"),
        (("What is Anna Berg's number?", "And Peter Klein's?", "What is his e-mail?"), "his"),
        (("Who do I call about the boat?", "Who do I call about horses?", "What is her number?"), "her"),
        (("Кто отвечает за лодки?", "Какой у неё телефон?", "Какой у него телефон?"), "него"),
    ],
)
def test_who_is_meant_is_asked_back_where_the_conversation_does_not_tell(talk, questions, said):
    answer = talk(*questions)
    assert (answer.state, answer.claims) == ("abstained", ())
    assert WHICH.format(said) in answer.notes
