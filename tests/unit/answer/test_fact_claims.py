"""Which facts a question asks for, and that no other question gets any."""

from datetime import date

import pytest

from untuned.models.facts import read_facts
from untuned.rag.answer.facts import fact_claims, fact_lines

DAY = date(2026, 11, 20)
BOOK = read_facts(
    """
build = 7
[me]
labels = ["Numbat"]
name = "Numbat"
birth_date = 1990-05-14
customer_since = { value = 2021-09-09, labels = ["клиент"] }
customer_number = { value = "FR-204816", labels = ["номер клиента"] }
plan = { value = "Pro", labels = ["тариф"] }
seats = 6
married = true
phone = "+372 555 0101"
contract_signed = 2027-02-01
age = { age = "birth_date", ask = ["how young are you"] }
[company]
labels = ["Fennerock", "компания"]
founded = 2011-03-01
employees = { value = 240, unit = "people" }
revenue = { value = 12.5, unit = "million euros", labels = ["выручка"] }
costs = { value = 9.25, unit = "million euros" }
profit = { difference = ["revenue", "costs"], labels = ["прибыль"] }
auditor = { value = "Brandt Audit", labels = ["bookkeeper", "аудитор"] }
[office]
labels = ["офис"]
phone = "+49 30 1234"
address = "Torstrasse 1, Berlin"
[office.paris]
phone = "+33 1 99"
[hub.warranty]
labels = ["hub warranty", "гарантия хаба"]
ends = 2027-11-22
length = { value = 36, unit = "months" }
[party]
labels = ["summer party", "летний праздник"]
date = 2027-06-20
"""
)


def asked(question, *, language="en", book=BOOK):
    return fact_claims(question, book, today=DAY, language=language)


def lines(question, **options):
    return [BOOK.text[start:end] for claim in asked(question, **options) for start, end in claim.spans]


@pytest.mark.parametrize(
    "question",
    [
        "How old are you?",
        "How old am I?",
        "What is your age?",
        "how old is Numbat",
        "Could you tell me how old you are, please?",
        "How young are you?",
        "Сколько тебе лет?",
        "Сколько мне лет?",
        "Какой у тебя возраст?",
        "Скажите, пожалуйста, сколько лет Numbat?",
    ],
)
def test_an_age_is_computed_from_the_birth_date(question):
    (claim,) = asked(question)
    assert claim.computed.value == "36 years"
    assert claim.computed.inputs == (("me.birth_date", "1990-05-14"),)
    assert claim.text == "36 years (computed: age from me.birth_date = 1990-05-14, as of 2026-11-20)"
    assert [BOOK.text[start:end] for start, end in claim.spans] == ["birth_date = 1990-05-14"]


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("How old is the company?", "15 years"),
        ("Сколько лет компании?", "15 years"),
        ("How long have I been a customer?", "5 years, 2 months, 11 days"),
        ("How many days have I been a customer?", "1898 days"),
        ("How long ago was the company founded?", None),
        ("Как давно я клиент?", "5 years, 2 months, 11 days"),
        ("Сколько лет я клиент?", "5 years"),
        ("How many days until my birthday?", "175 days"),
        ("Сколько дней до моего дня рождения?", "175 days"),
        ("How many days are left until the hub warranty ends?", "367 days"),
        ("How long until the summer party?", "212 days"),
        ("Сколько дней до летнего праздника?", "212 days"),
        ("What is the profit of the company?", "3.25 million euros"),
        ("Какая прибыль у компании?", "3.25 million euros"),
    ],
)
def test_times_and_differences_are_computed(question, value):
    assert [claim.computed.value for claim in asked(question)] == ([] if value is None else [value])


@pytest.mark.parametrize(
    ("question", "line"),
    [
        ("What is the office phone?", 'phone = "+49 30 1234"'),
        ("What is the phone number of the Paris office?", 'phone = "+33 1 99"'),
        ("What's my phone number?", 'phone = "+372 555 0101"'),
        ("Where is the office?", 'address = "Torstrasse 1, Berlin"'),
        ("office address", 'address = "Torstrasse 1, Berlin"'),
        ("Какой адрес офиса?", 'address = "Torstrasse 1, Berlin"'),
        ("What is my customer_number?", 'customer_number = { value = "FR-204816", labels = ["номер клиента"] }'),
        ("Какой у меня номер клиента?", 'customer_number = { value = "FR-204816", labels = ["номер клиента"] }'),
        ("When did I become a customer?", 'customer_since = { value = 2021-09-09, labels = ["клиент"] }'),
        ("When was Fennerock founded?", "founded = 2011-03-01"),
        ("Когда основана компания?", "founded = 2011-03-01"),
        ("How many employees does the company have?", 'employees = { value = 240, unit = "people" }'),
        ("How many seats do I have?", "seats = 6"),
        ("Who is the bookkeeper of Fennerock?", 'auditor = { value = "Brandt Audit", labels = ["bookkeeper", "аудитор"] }'),
        ("Кто аудитор компании?", 'auditor = { value = "Brandt Audit", labels = ["bookkeeper", "аудитор"] }'),
        ("Am I married?", "married = true"),
        ("What is your name?", 'name = "Numbat"'),
        ("Как тебя зовут?", 'name = "Numbat"'),
        ("How long is the hub warranty?", 'length = { value = 36, unit = "months" }'),
        ("When is the summer party?", "date = 2027-06-20"),
        ("Когда летний праздник?", "date = 2027-06-20"),
        ("Which plan do I have?", 'plan = { value = "Pro", labels = ["тариф"] }'),
    ],
)
def test_a_plain_question_gets_the_facts_own_line(question, line):
    (claim,) = asked(question)
    assert (claim.computed, claim.text) == (None, line)
    assert lines(question) == [line]


def test_two_facts_need_an_and():
    assert lines("What are the phone and the address of the office?") == ['phone = "+49 30 1234"', 'address = "Torstrasse 1, Berlin"']
    assert asked("What is the phone address of the office?") == ()
    assert [claim.computed.value for claim in asked("How old are Numbat and Fennerock?")] == ["36 years", "15 years"]
    assert asked("How old Fennerock is Numbat?") == ()


@pytest.mark.parametrize(
    "question",
    [
        "",
        "?",
        "How old is she?",
        "How old will I be in 2030?",
        "How old was I?",
        "How old is the oldest customer?",
        "How old are you allowed to be?",
        "What is the phone of the London office?",
        "What is the phone?",
        "What is not my phone number?",
        "What is her phone?",
        "Where is my phone?",
        "Is the office phone free of charge?",
        "How do I change my phone number?",
        "Why did I become a customer?",
        "What was my plan in 2020?",
        "What is my plan's price?",
        "How much is the Pro plan?",
        "How many employees does the office have?",
        "When was the office founded?",
        "Who was the first auditor of the company?",
        "What is the company?",
        "What is a customer number?",
        "What is an office address?",
        "What is the birth date of Newton?",
        "What is the date?",
        "What is the build?",
        "How many days are left?",
        "How long is the warranty?",
        "Who are you?",
        "Are you a customer?",
        "When will you become a customer of the company?",
        "What is my plan for today?",
        "What is my phone now?",
        "Who has my plan?",
        "Who is my phone?",
        "When is my phone?",
        "Сколько лет моему клиенту?",
        "Сколько стоит тариф?",
        "Сколько лет длится гарантия?",
        "Какой телефон у лондонского офиса?",
        "Как сменить номер клиента?",
        "Почему мой тариф?",
        "Сколько лет?",
    ],
)
def test_another_question_gets_no_fact(question):
    assert asked(question) == ()


def test_a_time_since_a_day_to_come_is_the_days_own_line():
    (claim,) = asked("How long has my contract been signed?")
    assert (claim.computed, claim.text) == (None, "contract_signed = 2027-02-01")


def test_the_language_is_the_questions():
    (claim,) = asked("Сколько тебе лет?", language="ru")
    assert claim.text == "36 лет (вычислено: возраст по me.birth_date = 1990-05-14, на 2026-11-20)"


def test_your_means_the_section_you_where_there_is_one():
    book = read_facts('[me]\nname = "Echidna"\n[you]\nname = "Numbat"\nbirth_date = 2025-11-20\n')
    assert asked("What is your name?", book=book)[0].text == 'name = "Numbat"'
    assert asked("What is my name?", book=book)[0].text == 'name = "Echidna"'
    assert asked("How old are you?", book=book)[0].computed.value == "1 year"
    assert asked("How old am I?", book=book) == ()


def test_a_question_that_the_file_names_needs_no_other_words():
    book = read_facts('[x]\nnumbat = { value = "termites", ask = ["What do you eat?", "Was frisst du?"] }\n')
    assert asked("what do you eat", book=book)[0].confidence > 0.9
    assert asked("Was frisst du?", book=book)
    assert asked("Please, what do you eat again?", book=book)
    assert asked("What do you eat today?", book=book) == ()
    assert asked("What do you not eat?", book=book) == ()
    assert asked("What do you eat in winter?", book=book) == ()


def test_a_question_for_too_many_facts_gets_none():
    source = "[x]\n" + "".join(f'a{number} = {{ value = {number}, ask = ["what is it"] }}\n' for number in range(4))
    assert asked("what is it", book=read_facts(source)) == ()


def test_an_empty_file_answers_nothing():
    assert asked("How old are you?", book=read_facts("")) == ()


def test_every_fact_is_a_line_that_may_supply_a_claim():
    lines = fact_lines(BOOK, today=DAY)
    found = [one.text for one in lines]
    assert "me.birth_date = 1990-05-14" in found
    assert "company.employees = 240 people" in found
    assert "me.age = 36 years (computed: age from me.birth_date = 1990-05-14, as of 2026-11-20)" in found
    assert len(found) == len(BOOK.facts)
    assert [BOOK.text[slice(*span)] for one in lines if one.text.startswith("me.age") for span in one.spans] == ["birth_date = 1990-05-14"]
    assert len(fact_lines(read_facts('a = 2027-01-01\nb = { age = "a" }'), today=DAY)) == 1
