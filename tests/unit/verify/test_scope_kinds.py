from __future__ import annotations

import pytest

from untuned.rag.verify.scope.scope import Quoted, in_scope, strays


def scope(question, quote, *context, **more):
    return in_scope(question, quote=quote, context=context, **more)


@pytest.mark.parametrize(
    ("question", "right", "twin"),
    [
        ("How long is history on the Pro plan?", "Pro plan", "Pro Plus plan"),
        ("How long is history on the Pro Plus plan?", "Pro Plus", "Pro"),
        ("How long is history on the Velora tier?", "Velora", "Business tier"),
        ("Сколько стоит базовый тариф?", "Базовый тариф", "Семейный тариф"),
        ("Что входит в тариф «Вельта»?", "Тариф «Вельта»", "Тариф «Зорум»"),
        ("Which port does version 2.1 use?", "Version 2.1", "Version 2.10"),
        ("Which port does Larkspur 2 use?", "Larkspur 2", "v2.1"),
        ("Which port does Larkspur 2.0 use?", "v2", "v3"),
        ("What does error E-47 mean?", "E-47", "E-471"),
        ("What does error 4711 mean?", "Error 4711", "4712"),
        ("What does order 883-1042 hold?", "883-1042", "883-1024"),
        ("What was sold in March?", "March", "May"),
        ("Сколько продали в марте?", "Март", "Май"),
        ("What was sold in Q2 2023?", "Q2 2023", "Q3 2023"),
        ("What was sold in week 23?", "Week 23", "Week 32"),
        ("What was sold on Monday?", "Monday", "Tuesday"),
        ("В каком кабинете сидит Анна Петрова?", "Петрова А. С.", "Анна Иванова"),
        ("In which room is Maria Reyes?", "M. Reyes", "Peter Reyes"),
        ("In which room is Fiona O'Neill?", "Fiona O'Neill", "Fiona O'Connor"),
    ],
)
def test_a_title_a_heading_and_a_row_tell_the_right_one_from_its_twin(question, right, twin):
    assert scope(question, "It is 17.", right).ok
    assert not scope(question, "It is 17.", twin).ok
    assert scope(question, f"| {right} | 17 |", "Figures", "| Name | Figure |").ok
    assert not scope(question, f"| {twin} | 17 |", "Figures", "| Name | Figure |").ok


@pytest.mark.parametrize(
    ("question", "quote"),
    [
        ("Is it available in version 2.3?", "Available since version 2.1."),
        ("Is it available in version 2.3?", "Available in version 2.1 or later."),
        ("Есть ли это в версии 2.3?", "Доступно начиная с версии 2.1."),
    ],
)
def test_a_version_is_carried_by_those_that_reach_to_it(question, quote):
    assert scope(question, quote, "Changes").ok
    assert not scope(question.replace("2.3", "2.0"), quote, "Changes").ok


@pytest.mark.parametrize(
    "heading", ["5.5 — 21 October 2025", "[5.5] - 2025-10-21", "v5.5 (October 2025)", "5.5 (21.10.2025)", "5.5 — 21 октября 2025"]
)
def test_what_a_release_brought_is_of_it_and_of_those_behind_it(heading):
    question = "How long may a voice note be in version 5.5?"
    assert scope(question, "Voice notes of up to 15 minutes.", "Release notes", heading).ok
    assert scope(question.replace("5.5", "6.1"), "Voice notes of up to 15 minutes.", "Release notes", heading).ok
    assert not scope(question.replace("5.5", "4"), "Voice notes of up to 15 minutes.", "Release notes", heading).ok


@pytest.mark.parametrize("heading", ["5.5 – HTTP/2 uploads", "5.5: Step 1 of the import", "5.5 - 3 ways to save"])
def test_the_number_of_a_part_is_no_version(heading):
    assert scope("How long may a voice note be in version 4?", "Voice notes of up to 15 minutes.", "How it is used", heading).ok


@pytest.mark.parametrize("question", ["What is new in version 2.2?", "What was fixed in version 2.2?", "Что нового в версии 2.2?"])
def test_what_an_earlier_release_brought_is_no_news_of_a_later_one(question):
    assert scope(question, "Russian translation.", "Changes", "2.2.0 – 2026-05-20").ok
    assert not scope(question, "First version with electric bicycles.", "Changes", "2.1.0 – 2025-11-02").ok


def test_a_name_in_any_case_and_by_its_initials_is_the_same_person():
    for quote in ("Кабинет Анны Петровой — 12.", "А. Петрова сидит в кабинете 12.", "Петровой А. С. отведён кабинет 12."):
        assert scope("В каком кабинете Анна Петрова?", quote).ok


def test_the_answer_to_who_is_no_rival_of_the_one_who_is_asked_about():
    assert scope("Who is the deputy of Anna Petrova?", "The deputy is Boris Orlov.", "Departments").ok
    assert not scope("Who is the deputy of Anna Petrova?", "The deputy is Boris Orlov.", "Maria Reyes").ok


def test_metadata_names_the_subject_and_keys_that_keep_a_record_do_not():
    question = "What was decided on 14 May 2024?"
    assert not scope(question, "A budget was agreed.", metadata=[("date", "2024-05-15")]).ok
    assert scope(question, "A budget was agreed.", metadata=[("date", "2024-05-14")]).ok
    assert scope(question, "A budget was agreed.", metadata=[("updated", "2024-05-15"), ("author", "Anna Ivanova")]).ok
    assert scope("Where does Anna Petrova sit?", "In room 12.", metadata=[("author", "Anna Ivanova")]).ok


def test_a_plan_that_is_nowhere_carried_fails_by_itself():
    found = scope("What does the Velora plan cost?", "The price is 5.", "Pricing")
    assert (found.ok, found.missing) == (False, ("Velora",))


def test_common_words_before_plan_fail_only_where_another_is_in_their_place():
    assert scope("Does the annual plan renew?", "It renews by itself.", "Renewal").ok
    assert not scope("Does the annual plan renew?", "The monthly plan renews by itself.", "Renewal").ok


@pytest.mark.parametrize(
    ("question", "quote", "title"),
    [
        ("How many orders of 30 pieces were sent?", "Twelve were sent.", "Orders"),
        ("What happened between 1914 and 1918?", "A war was fought.", "History"),
        ("Is the top 10 shown?", "A list is shown.", "Lists"),
        ("How do I plan a trip in May?", "Book early.", "Trips"),
        ("How is a family plan made?", "Write down who does what.", "At home"),
        ("Чем отличается первый случай?", "Он проще.", "Случаи"),
    ],
)
def test_amounts_years_and_everyday_words_are_no_names(question, quote, title):
    assert scope(question, quote, title).ok


def test_a_quote_about_something_else_beside_one_about_what_was_asked_is_a_stray():
    quoted = [Quoted(quote="Anna Petrova has room 12."), Quoted(quote="Maria Reyes has room 14."), Quoted(quote="Rooms are warm.")]
    assert strays("In which room is Anna Petrova?", quoted) == (1,)
    assert strays("In which room is Thomas Holm?", quoted) == ()
    assert strays("How warm is it?", quoted) == ()


@pytest.mark.parametrize(
    ("question", "quote", "sentence"),
    [
        ("What is the fee in April?", "In May the fee is lower.", "this is about May"),
        ("What is the fee in April?", "The fee runs from May to June.", "this is about May"),
        ("What is the fee before 1 May 2026?", "The fee is lower after 1 March 2026.", "this is about 1 March 2026"),
        ("Is it allowed after 9?", "Bookings after 1 March 2026 cost more.", "this is about 1 March 2026"),
        ("Is it allowed after 9 days?", "It is allowed after 1 week.", "this is about 1 week"),
        ("Is it allowed after 9?", "Parking is free after 1 o'clock.", "this is about something else"),
        ("What is the fee in week 23?", "| Week 32 | 17 |", "this is about Week 32"),
        ("Работает ли музей в среду?", "По понедельникам закрыто.", "это о другом: понедельник"),
        ("Какая плата в июне?", "До мая плата ниже.", "это о другом: май"),
        ("Какая плата до 1 апреля?", "После 1 марта 2026 плата 20.", "это о другом: 1 марта 2026"),
    ],
)
def test_a_time_is_told_without_its_preposition_and_never_as_a_bare_number(question, quote, sentence):
    assert scope(question, quote).sentence == sentence


@pytest.mark.parametrize(("question", "ok"), [("20 May", True), ("5 June", True), ("5 May", False), ("20 June", False), ("August", False)])
def test_parts_of_months_are_the_ends_of_a_range(question, ok):
    quote = "From mid-May to early June the kiln is being rebuilt."
    assert scope(f"Is the kiln being rebuilt on {question}?" if question[0].isdigit() else f"Is it rebuilt in {question}?", quote).ok is ok


@pytest.mark.parametrize(("month", "ok"), [("June", True), ("August", False)])
def test_between_two_months_lie_others(month, ok):
    assert scope(f"May the yard be used in {month}?", "Between May and July the yard may be used until 20:00.").ok is ok


def test_a_row_for_one_level_is_nothing_for_another():
    assert not scope("How much is throwing for the advanced?", "| Throwing | beginners | 120 EUR |").ok
    assert scope("How much is throwing for beginners?", "| Throwing | beginners | 120 EUR |").ok


def test_what_is_for_members_only_says_that_guests_may_not():
    assert scope("Can guests use the sauna?", "The sauna is for members only.").ok
    assert not scope("What does a visit cost for guests?", "A visit costs 7 EUR for members.").ok


def test_the_days_on_which_a_thing_is_open_tell_of_the_others_for_that_thing_alone():
    assert scope("Is the studio open on Sunday?", "The studio is open from Tuesday to Friday and on Saturday.").ok
    assert not scope("Is the studio open on Sunday?", "The shop is open from Tuesday to Friday and on Saturday.").ok
    assert not scope("Is the studio open on Sunday?", "The studio is open on Saturday for the fair.").ok
