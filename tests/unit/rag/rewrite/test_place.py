import pytest

from untuned.rag.rewrite.place import determined, lasts, of_matter, of_same_preposition, of_same_role, of_subject, without_stretch

WETSUIT = "How much is a wetsuit for half a day"


@pytest.mark.parametrize(
    ("last", "fragment", "expected"),
    [
        (WETSUIT, "for a full day", "How much is a wetsuit for a full day"),
        (WETSUIT, "per week", "How much is a wetsuit per week"),
        ("Сколько стоит каноэ на полдня", "на весь день", "Сколько стоит каноэ на весь день"),
        ("When is the hall open on weekdays", "at weekends", "When is the hall open at weekends"),
        ("Когда база открыта по будням", "по выходным", "Когда база открыта по выходным"),
        ("What is the deposit for a canoe", "for the single scull", "What is the deposit for the single scull"),
        ("What is the price of a canoe", "of a wetsuit", "What is the price of a wetsuit"),
        ("Какой залог за каноэ на день", "за гидрокостюм", "Какой залог за гидрокостюм на день"),
        ("Who do I ask about keys at weekends", "about boats", "Who do I ask about boats at weekends"),
    ],
)
def test_a_phrase_takes_the_whole_place_of_one_behind_the_same_preposition(last, fragment, expected):
    assert of_same_preposition(last, fragment) == expected


def test_a_stretch_of_time_stands_beside_what_is_none():
    assert of_same_preposition("How much is a key for members", "for a day") == "How much is a key for members for a day"


@pytest.mark.parametrize("fragment", ["for students", "on Sunday", "canoe", "with a guide"])
def test_what_is_no_stretch_of_time_takes_the_place_of_none(fragment):
    assert of_same_preposition(WETSUIT, fragment) == ""


@pytest.mark.parametrize(
    ("last", "expected"),
    [
        (WETSUIT, "How much is a canoe for half a day"),
        ("Do I need a life jacket", "Do I need a canoe"),
        ("How much does a locker cost", "How much does a canoe cost"),
        ("Can a guest use the boathouse", "Can a canoe use the boathouse"),
        ("Can a dog come", "Can a canoe come"),
        ("Is a wetsuit included in the fee", "Is a canoe included in the fee"),
    ],
)
def test_a_thing_takes_the_place_of_the_one_that_is_opened_as_it_is(last, expected):
    assert of_same_role(last, "a canoe") == expected


@pytest.mark.parametrize(
    ("last", "fragment"),
    [
        ("Do I need a key or a card", "a canoe"),
        ("What is the deposit for a wetsuit", "a canoe"),
        (WETSUIT, "the canoe"),
        (WETSUIT, "an hour"),
        (WETSUIT, "a canoe for the guide"),
    ],
)
def test_a_thing_takes_no_place_where_it_is_not_told_which(last, fragment):
    assert of_same_role(last, fragment) == ""


@pytest.mark.parametrize(
    ("last", "fragment", "subject", "expected"),
    [
        ("How much is the wetsuit for a day", "the canoe", "Wetsuit", "How much is the canoe for a day"),
        ("How much is the wetsuit for a day", "for the canoe", "Wetsuit", "How much is the canoe for a day"),
        ("How much is a life jacket", "canoe", "Life jacket", "How much is canoe"),
        ("Can dogs come", "cats", "Dogs", "Can cats come"),
        ("Сколько стоит каноэ на день", "сапборд", "Каноэ", "Сколько стоит сапборд на день"),
        ("Когда открытая вода", "гребля для начинающих", "Открытая вода", "Когда гребля для начинающих"),
    ],
)
def test_a_thing_takes_the_place_of_the_subject_of_the_row_that_answered(last, fragment, subject, expected):
    assert of_subject(last, fragment, subject) == expected


@pytest.mark.parametrize("fragment", ["for students", "with a guide", "зимой", "tomorrow", "how"])
def test_what_names_no_thing_takes_no_subjects_place(fragment):
    assert of_subject(WETSUIT, fragment, "Wetsuit") == ""


def test_without_a_subject_or_without_it_in_the_question_nothing_takes_its_place():
    assert of_subject(WETSUIT, "the canoe", "") == ""
    assert of_subject("Is it warm", "the canoe", "Wetsuit") == ""


@pytest.mark.parametrize(
    ("last", "fragment", "expected"),
    [
        ("Who do I call about the boat", "courses", "Who do I call about courses"),
        ("Кого спросить про лодку", "взносы", "Кого спросить про взносы"),
        ("Tell me about the boat", "history", ""),
        ("Who do I call about the boat at weekends", "courses", ""),
    ],
)
def test_a_matter_takes_the_place_of_the_one_that_somebody_is_asked_about(last, fragment, expected):
    assert of_matter(last, fragment) == expected


def test_how_long_something_lasts_is_told_from_what_it_is():
    assert lasts("for a full day")
    assert lasts("на два часа")
    assert not lasts("for the day shift")
    assert without_stretch(WETSUIT).rstrip(" ,") == "How much is a wetsuit"
    assert determined("a canoe")
    assert determined("the canoe")
    assert not determined("canoe")
