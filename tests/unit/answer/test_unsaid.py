"""For whom a question asks, and whether what is shown names them."""

import pytest

from untuned.rag.answer.unsaid import unsaid
from untuned.types.answers import Citation, Claim, Verdict


def note(question, quote, language="en", headings=()):
    cited = Citation(
        version=1, number=1, path="a.md", start=0, end=len(quote), quote=quote, line=1, headings=headings, verdict=Verdict(kind="exact")
    )
    return unsaid(question, [Claim(text=quote, citations=(cited,))], language=language)


@pytest.mark.parametrize(
    ("question", "word"),
    [
        ("How much is a month ticket for students?", "students"),
        ("How much is a ticket for all lines for high school students?", "students"),
        ("What does entry cost for a child?", "child"),
        ("Is there a discount for senior citizens?", "senior"),
        ("Is there a discount for students under 26?", "students"),
        ("What is the fee for companies, in euros?", "companies"),
        ("Which papers for foreigners are needed?", "foreigners"),
    ],
)
def test_people_whom_nothing_shown_names_are_noted(question, word):
    assert f"“{word}”" in note(question, "A month ticket costs 49 EUR.")


def test_the_note_is_in_the_questions_language():
    assert "«студентов»" in note("Сколько стоит билет для студентов?", "Билет стоит 3200 рублей.", language="ru")


@pytest.mark.parametrize(
    ("question", "quote", "headings"),
    [
        ("What does entry cost for children?", "Kids under twelve enter free.", ()),
        ("What does entry cost for a student?", "Entry costs 5 EUR.", ("Students",)),
        ("How much is a month ticket for all lines?", "A month ticket costs 49 EUR.", ()),
        ("How do I set a timeout for requests?", "Set it in the client.", ()),
        ("Do students pay?", "Entry costs 5 EUR.", ()),
        ("What is the timeout for a minor release?", "It is 60 seconds.", ()),
        ("What is the timeout for child processes?", "It is 60 seconds.", ()),
        ("What is the width for man pages?", "It is 80.", ()),
        ("What is the limit for company cars?", "It is 5.", ()),
        ("What is the rate for senior notes?", "It is 5 percent.", ()),
        ("What is the rate for a student's parents?", "It is 5 percent.", ()),
        ("Сколько времени нужно для организации встречи?", "Нужен час.", ()),
        ("Какой срок для организации?", "Нужен час.", ()),
    ],
)
def test_nothing_is_noted_where_they_are_named_or_nobody_is_asked_for(question, quote, headings):
    assert note(question, quote, headings=headings) == ""


def test_nothing_is_noted_of_no_answer():
    assert unsaid("What does entry cost for students?", []) == ""
