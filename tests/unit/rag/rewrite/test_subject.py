import pytest

from untuned.rag.rewrite.subject import Came, another_of_its_kind, asked_for, gender, may_name_a_person, names_column, person_told

ROWING = (("Course", "Beginners' rowing"), ("Day", "Saturday"), ("Price", "60 EUR"))
BY_DAY = (("Day", "Saturday"), ("Course", "Yoga for all"), ("Price", "12 EUR"))
ANNA = (("Name", "Anna Berg"), ("Responsible for", "Boats and repairs"), ("Phone", "020 555 0141"))


def came(*rows, text=""):
    return Came(rows=rows, text=text)


@pytest.mark.parametrize(
    ("row", "subject"),
    [
        (ROWING, "Beginners' rowing"),
        ((("No", "12"), ("Item", "Canoe")), "Canoe"),
        ((("Note", "one two three four five six seven"), ("Item", "Canoe")), ""),
        ((("No", "12"), ("Seats", "3")), ""),
    ],
)
def test_a_row_is_about_its_first_cell_with_a_letter_where_that_is_short(row, subject):
    assert came(row).subject == subject


def test_several_rows_are_about_nothing_unless_the_question_names_one():
    both = came(ROWING, ANNA)
    assert (both.subject, both.columns) == ("", ())
    assert both.about("When is beginners' rowing?").subject == "Beginners' rowing"
    assert both.about("Who rows with Anna Berg, beginners' rowing?") == both


@pytest.mark.parametrize(
    ("question", "row", "expected"),
    [
        ("Which course is on Saturday?", ROWING, "Beginners' rowing"),
        ("Which course is on Saturday?", BY_DAY, "Yoga for all"),
        ("Who do I call about the boat?", ANNA, "Anna Berg"),
        ("Какой курс в субботу?", (("Курс", "Гребля"), ("День", "суббота")), "Гребля"),
    ],
)
def test_the_subject_of_the_row_is_what_was_asked_for(question, row, expected):
    assert asked_for(question, came(row)) == expected


@pytest.mark.parametrize(
    ("question", "row"),
    [
        ("How much is beginners' rowing?", ROWING),
        ("What day is beginners' rowing?", ROWING),
        ("Which day is beginners' rowing?", ROWING),
        ("What price has beginners' rowing?", ROWING),
        ("When can I row?", ROWING),
        ("Какой залог за каноэ?", (("Что", "Каноэ"), ("Залог", "8000 руб."))),
    ],
)
def test_what_the_question_names_or_does_not_ask_for_is_not_what_it_asked_for(question, row):
    assert asked_for(question, came(row)) == ""


def test_of_several_rows_none_is_what_was_asked_for():
    assert asked_for("Which course is on Saturday?", came(ROWING, BY_DAY)) == ""


@pytest.mark.parametrize(
    ("question", "row", "text", "person"),
    [
        ("Who do I call about the boat?", ANNA, "| Anna Berg | Boats |", "Anna Berg"),
        ("Who is the safety officer?", (), "The safety officer is Paul Winter.", "Paul Winter"),
        ("Кто отвечает за лодки?", (), "Анна Берг отвечает за лодки", "Анна Берг"),
        ("What is her number, boats?", ANNA, "", "Anna Berg"),
        ("What is Anna Berg's number?", ANNA, "", "Anna Berg"),
        ("Who may row?", (), "Anna Berg and Paul Winter may.", ""),
        ("Who is above Anna Berg?", (), "Paul Winter is.", ""),
        ("How much is it?", ANNA, "", ""),
        ("What is her number?", ROWING, "", ""),
    ],
)
def test_the_person_of_an_answer_is_the_one_that_it_names(question, row, text, person):
    assert person_told(question, Came(rows=(row,) if row else (), text=text)) == person


def test_pronouns_tell_he_from_she_unless_both_are_there():
    assert [gender(one) for one in ("What is his number?", "И её почта?", "his or her key?", "Is it open?")] == ["he", "she", "", ""]


def test_a_column_is_named_by_its_whole_name_alone():
    assert names_column("the deposit", ("Half day", "Deposit"))
    assert not names_column("the day", ("Half day", "Deposit"))
    assert not names_column("the", ("Deposit",))
    assert names_column("half day price", ("Half day", "Deposit"))
    assert not names_column("price", ("Half day", ""))


def test_which_one_is_another_of_the_kind_that_was_asked_for():
    past = ("Which course costs 25 EUR?", "When is it, Boat repair?")
    assert another_of_its_kind("Which one costs 85 EUR?", past) == "Which course costs 85 EUR?"
    assert another_of_its_kind("Which one?", past) == ""
    assert another_of_its_kind("Which costs 85 EUR?", past) == ""
    assert another_of_its_kind("Which one costs 85 EUR?", ("What is it?", "How much is a canoe?")) == ""


def test_a_question_may_name_a_person_by_a_name_or_by_asking_who():
    assert may_name_a_person("And Peter Klein's?")
    assert may_name_a_person("Who knows about horses?")
    assert not may_name_a_person("How much is a surfboard?")
