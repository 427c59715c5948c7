"""What a question asks for, as one sentence tells it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from untuned.text.answered import LONGEST, may_tell, named, sought, unlike, value_in

FOUNDED = "When was the Cairn Society founded?"


def told(question, text):
    wanted = sought(question)
    assert wanted is not None
    return value_in(text, wanted) if may_tell(text, wanted) else None


@pytest.mark.parametrize(
    ("question", "one", "other"),
    [
        (FOUNDED, "The Cairn Society was founded in 1871 in Leeds.", "Founded in 1880, the Cairn Society has 40 members."),
        (FOUNDED, "It was established on 3 May 1871.", "The society was formed on 9 May 1872."),
        ("When was Ines Harrow born?", "Ines Harrow (3 May 1921 – 9 June 1990) was a weaver.", "Ines Harrow was born on 4 June 1931."),
        ("When did Ines Harrow die?", "Ines Harrow (3 May 1721 – 9 June 1790) was a weaver.", "She died in 1801."),
        ("What is the population of Marl?", "The population of Marl is 4,200.", "Marl has 5,100 inhabitants."),
        (
            'Who directed the film "Grey Tide"?',
            "Grey Tide is a film directed by Otto Quist.",
            "Grey Tide is a film directed by Tilda Marsh.",
        ),
        ("Where is Otter Hall located?", "Otter Hall is located in Leeds.", "Otter Hall is a house located in Porto, Portugal."),
        ("Когда основан «Валун»?", "«Валун» основан в 1971 году.", "«Валун» был основан в 1984 году."),
    ],
)
def test_two_sentences_that_tell_otherwise_are_unlike(question, one, other):
    first, second = told(question, one), told(question, other)
    assert first is not None
    assert second is not None
    assert unlike(first, second)
    assert unlike(second, first)
    assert not unlike(first, first)


@pytest.mark.parametrize(
    ("question", "one", "other"),
    [
        (FOUNDED, "The Cairn Society was founded in 1871.", "The Cairn Society was founded on 3 May 1871."),
        ("What is the population of Marl?", "In 2010 the population of Marl was 4,200.", "In 2020 the population of Marl was 5,100."),
        ('Who directed "Grey Tide"?', "Grey Tide was directed by Otto Quist.", "Grey Tide was directed by O. Quist."),
        ("What is the population of Marl?", "The population of Marl is 30,720.", "Marl has about 31,000 inhabitants."),
        ("Сколько жителей в Марле?", "В Марле 1,3 млн жителей.", "В Марле 1 308 660 жителей."),
        ("What is the area of Marl?", "Marl has an area of 10 km2.", "Marl has an area of 3.86 square miles."),
    ],
)
def test_the_same_said_otherwise_and_figures_of_other_years_are_not_unlike(question, one, other):
    first, second = told(question, one), told(question, other)
    assert first is not None
    assert second is not None
    assert not unlike(first, second)


@pytest.mark.parametrize(
    "text",
    [
        "The Cairn Society meets every 2 weeks.",
        "Influenced by the Cairn Society, Otto Quist and his friends in Porto founded the Tarn Club in 1901.",
        "The wing that Tilda Marsh founded opened in 1920.",
        "The Cairn Society was founded long ago.",
    ],
)
def test_a_sentence_about_another_thing_or_without_a_value_tells_nothing(text):
    assert told(FOUNDED, text) is None


@pytest.mark.parametrize("question", ["When was it founded?", "How does the Cairn Society work?", "Когда это было?", ""])
def test_a_question_without_a_name_or_an_act_asks_for_nothing_that_is_compared(question):
    assert sought(question) is None


def test_a_name_is_whole_but_for_a_second_name_between():
    name = ("ine", "harrow")
    assert named(name, "Later Ines B. Harrow left.") == (6, 20)
    assert named(name, "Ines left with Otto Quist and Tilda Harrow.") is None
    assert named(name, "Harrow left with Ines.") is None


@given(st.text(max_size=300), st.text(max_size=300))
def test_any_text_is_read(question, text):
    wanted = sought(question) or sought(FOUNDED)
    assert wanted is not None
    value = value_in(text, wanted)
    assert value is None or not unlike(value, value)


@pytest.mark.parametrize("piece", ["founded in ", "(1,", "Cairn Society ", "A.", "1871 ", "(born ; ", "by A, "])
def test_an_endless_text_is_read_no_further_than_its_bound(piece):
    wanted = sought(FOUNDED)
    assert wanted is not None
    assert value_in(piece * 20_000, wanted) == value_in((piece * 20_000)[:LONGEST], wanted)


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("Who owns Otter Hall?", "Until 2010 Otter Hall was owned by Otto Quist."),
        ("When was Otter founded?", "Otter Labs was founded in 1991."),
        ("Who is the mayor of Marl?", "The former mayor of Marl is Otto Quist."),
        ("How many seats does Grey include?", "The large Red plan includes 50 seats, and who has Grey may move."),
    ],
)
def test_what_held_once_or_of_another_thing_tells_nothing(question, text):
    assert told(question, text) is None


def test_a_question_with_many_names_asks_for_no_one_thing():
    assert sought(f"When was {', '.join(f'Marl{number}' for number in range(2_000))} founded?") is None
    assert sought(f"When was {'Marl, ' * 2_000}Marl founded?") == sought("When was Marl founded?")


def test_two_days_without_a_year_may_both_be_so():
    question = "When is Otter Hall open?"
    summer, winter = (
        told(question, "From 1 June to 31 August Otter Hall is open."),
        told(question, "From 1 October to 30 April Otter Hall is open."),
    )
    assert summer is not None
    assert winter is not None
    assert not unlike(summer, winter)
    assert not unlike(winter, summer)
