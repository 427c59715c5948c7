"""Opening hours, price lists and manuals as people write them, asked as people ask."""

import pytest

from untuned.project import Project

PAGES = {
    "library.md": """# Riverside library

## Opening hours

| Day | Main hall | Children's room |
|---|---|---|
| Monday | closed | closed |
| Tuesday to Friday | 10:00–19:00 | 13:00–18:00 |
| Saturday | 10:00–16:00 | 10:00–16:00 |

On public holidays the library stays closed. In July the main hall closes one hour earlier.

## Prices

Printing is 10 cents a page; scanning is free. The library is next to the swimming pool.
""",
    "dentist.md": """# Dental practice

The dentist sees patients of all insurers. A cleaning costs 85 pounds.

| Day | Morning | Afternoon |
|---|---|---|
| Mon | 8–12 | 14–18 |
| Thu | 9–13 | 15–20 |
""",
    "school.md": """# Information for parents

Leave for family occasions has to be requested two weeks ahead from the head teacher.

Year 5 goes to the coast from 14 to 18 September. Year 9 does its work placement in the two weeks before the Easter holidays.

The autumn holidays are from 12 to 23 October.
""",
    "tenancy.txt": """TENANCY AGREEMENT

1. Rent
The monthly rent is 940 euros. It is paid by the third working day of the month.

2. Deposit
The tenant pays a deposit of two months' rent. The landlord returns it with interest within six months of the end of the tenancy.
""",
    "machine.txt": """COFFEE MACHINE CM-20 - SHORT MANUAL

1  Technical data
   Voltage            230 V, 50 Hz
   Weight             8.2 kg
   Dimensions         28 x 36 x 42 cm

2  Messages
   E1   water tank empty         fill the tank
   E3   brewing unit missing     insert it and close the door

Let two cups of water run through before you make the first coffee.
""",
    "handbook.md": """# Handbook

| Topic | Person | Extension |
|---|---|---|
| Payroll | Ines | 4120 |
| Training | Tom | 4131 |

Settings of the help desk's tool are read from `~/.config/desk.toml`.
""",
}


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    root = tmp_path_factory.mktemp("everyday")
    for name, text in PAGES.items():
        (root / name).write_text(text, encoding="utf-8")
    Project.init(root)
    with Project.open(root) as opened:
        opened.sync()
        yield opened


@pytest.mark.parametrize(
    ("question", "first"),
    [
        ("When does the library close on Saturday?", "| Saturday | 10:00–16:00 | 10:00–16:00 |"),
        ("When is the children's room open on Wednesday?", "| Tuesday to Friday | 10:00–19:00 | 13:00–18:00 |"),
        ("When is the library open on Thursdays?", "| Tuesday to Friday | 10:00–19:00 | 13:00–18:00 |"),
        ("Is the library open on Mondays?", "| Monday | closed | closed |"),
        ("How much does the coffee machine weigh?", "Weight             8.2 kg"),
        ("What are the dimensions of the CM-20?", "Dimensions         28 x 36 x 42 cm"),
        ("What does E3 mean?", "E3   brewing unit missing     insert it and close the door"),
        ("Who is responsible for payroll?", "| Payroll | Ines | 4120 |"),
        ("Whom do I ask about training?", "| Training | Tom | 4131 |"),
    ],
)
def test_the_row_that_answers_is_quoted_alone(project, question, first):
    quotes = [citation.quote for citation in project.ask_sync(question).citations]
    assert quotes[:1] == [first]


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("How high is the rent?", "The monthly rent is 940 euros."),
        ("How much is the deposit?", "The tenant pays a deposit of two months' rent."),
        ("How much does scanning cost?", "scanning is free."),
        ("When are the autumn holidays?", "The autumn holidays are from 12 to 23 October."),
        ("Where are the settings of the tool?", "`~/.config/desk.toml`"),
    ],
)
def test_a_plain_question_is_answered(project, question, told):
    assert any(told in citation.quote for citation in project.ask_sync(question).citations)


@pytest.mark.parametrize(
    "question",
    [
        "Is the dentist open on Saturday?",
        "What temperature is the swimming pool?",
        "What is the interest rate of the deposit?",
        "Who is the head teacher?",
        "When are the Easter holidays?",
        "How much does the coffee machine cost?",
    ],
)
def test_a_page_that_has_the_words_and_not_what_is_asked_answers_nothing(project, question):
    assert project.ask_sync(question).state == "abstained"
