"""What the wording of a question wants: a ban, a list of what there is, whose hours they are."""

import pytest

from untuned.models.reader.wants import tells_kinds, wants_of
from untuned.text.hours import has_hours


@pytest.mark.parametrize(
    ("question", "wanted"),
    [
        ("What may members not do?", True),
        ("What is forbidden?", True),
        ("Which things are not allowed in the hall?", True),
        ("What mustn't I bring?", True),
        ("Что нельзя делать в зале?", True),
        ("What may members do?", False),
        ("What happens if I can not pay?", False),
        ("What must I do if I do not come?", False),
    ],
)
def test_a_ban_is_wanted(question, wanted):
    assert wants_of(question).ban is wanted


@pytest.mark.parametrize(
    ("question", "kinds"),
    [
        ("Which glazes do you have?", {"glaze"}),
        ("What kinds of glazes are there?", {"glaze"}),
        ("Какие глазури у вас есть?", {"глазур"}),
        ("Which glazes are kept in the cellar?", set()),
        ("Which course do I have to take?", set()),
        ("What warranty do the toasters have?", set()),
    ],
)
def test_kinds_are_wanted(question, kinds):
    assert wants_of(question).kinds == kinds


def test_a_list_behind_its_name_tells_the_kinds_and_one_before_it_does_not():
    glaze = frozenset({"glaze"})
    assert tells_kinds("The glazes are white, blue and green.", glaze, language="en")
    assert tells_kinds("We have four glazes.", glaze, language="en")
    assert not tells_kinds("Members may use the kiln, the wheels and the glaze room.", glaze, language="en")
    assert not tells_kinds("Glazes are mixed on Monday.", glaze, language="en")


@pytest.mark.parametrize(
    ("question", "whose", "of_all"),
    [
        ("Is the studio open on Sunday?", {"studio"}, False),
        ("What time does the glaze room close in winter?", {"glaze", "room"}, False),
        ("Are you open on Sundays?", set(), True),
        ("When does the course start?", set(), False),
    ],
)
def test_the_hours_of_something_are_asked_for(question, whose, of_all):
    wants = wants_of(question)
    assert (wants.hours_of, wants.hours_of_all) == (whose, of_all)


def test_a_sentence_tells_the_hours_of_what_it_begins_with():
    assert has_hours("The glaze room is open on Sundays.") == "glaze room"
    assert has_hours("Our shop opens at nine.") == "shop"
    assert has_hours("On Sundays nobody is there.") == ""


@pytest.mark.parametrize(
    ("question", "leave"),
    [
        ("Can I bring my dog?", True),
        ("Is it allowed to bring a dog?", True),
        ("Можно привести собаку?", True),
        ("When must I bring back the canoe?", False),
        ("Can I bring back the canoe?", False),
        ("What should I bring?", False),
    ],
)
def test_it_is_asked_whether_something_may_be_brought(question, leave):
    assert wants_of(question).leave is leave
