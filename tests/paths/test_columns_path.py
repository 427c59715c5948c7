"""A row of the thing that is asked about answers only what one of its columns tells; of cells with yes and no, those that say so."""

import pytest

from untuned.project import Project

TOOLS = """Article,Description,Price (EUR),Stock
T-100,Claw hammer 450 g,14.90,32
T-110,Rubber mallet,9.90,0
T-205,Cordless drill 18 V,129.00,7
T-206,Cordless drill 12 V,89.00,4
"""
ROOMS = """# Meeting rooms

| Room | Capacity | Price per day | Projector | Wheelchair access |
|---|---|---|---|---|
| Oak | 12 | 80 € | yes | yes |
| Birch | 20 | 110 € | yes | no |
| Maple | 40 | 190 € | yes | yes |
| Willow | 6 | 45 € | no | no |
"""
FIRST_AID = """<h1>First aid kit</h1><table><tr><th>Item</th><th>Quantity</th><th>Expiry</th><th>Place</th></tr>
<tr><td>Burn dressing</td><td>4</td><td>2026-12</td><td>Box A</td></tr>
<tr><td>Eye wash</td><td>2 bottles</td><td>2026-06</td><td>Box B</td></tr></table>"""
SHELVES = """Location;Item;Quantity;Unit;Last counted
Shelf A1;M6 bolts;1200;pcs;2026-03-02
Shelf A2;M6 nuts;2300;pcs;2026-03-05
"""
PROJECTS = """Project,Lead,Status,Budget
Harbour lights,M. Duarte,running,120000
Bike path north,K. Salo,planned,340000
Pool car,,planned,45200
"""
STOCK = """Предмет;Ответственный;Кабинет;Стоимость, руб.
Проектор;Орлова;301;45000
Кулер;;коридор;9000
"""
REPAIRS = "# Repairs\n\n| Task | By |\n|---|---|\n| Pump repair | Ann |\n| Roof repair | Зоя |\n| Gate repair | No |\n"
PAGES = {
    "repairs.md": REPAIRS,
    "tools.csv": TOOLS,
    "rooms.md": ROOMS,
    "first-aid.html": FIRST_AID,
    "shelves.csv": SHELVES,
    "projects.csv": PROJECTS,
    "stock.csv": STOCK,
}


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    root = tmp_path_factory.mktemp("tables")
    for name, text in PAGES.items():
        (root / name).write_text(text, encoding="utf-8")
    (root / "untuned.toml").write_text("", encoding="utf-8")
    with Project.open(root) as opened:
        opened.sync()
        yield opened


@pytest.mark.parametrize(
    "question",
    [
        "What is the weight of the rubber mallet?",
        "What is the warranty of the cordless drill 12 V?",
        "What colour is the eye wash?",
        "What does Oak cost per hour?",
        "Who counted the M6 bolts?",
        "What is the price of the eye wash?",
        "What is the budget of the bike path south?",
        "Who leads the pool car?",
        "Who does the gate repair?",
        "Кто отвечает за кулер?",
        "Какая гарантия у проектора?",
    ],
)
def test_what_no_column_tells_is_not_answered_by_the_row(project, question):
    assert project.ask_sync(question).state == "abstained"


@pytest.mark.parametrize(
    ("question", "row"),
    [
        ("What is the price of the rubber mallet?", "T-110,Rubber mallet,9.90,0"),
        ("How much is the cordless drill 18 V?", "T-205,Cordless drill 18 V,129.00,7"),
        ("What does Oak cost per day?", "| Oak | 12 | 80 € | yes | yes |"),
        ("What is the budget of the bike path north?", "Bike path north,K. Salo,planned,340000"),
        ("Who leads Harbour lights?", "Harbour lights,M. Duarte,running,120000"),
        ("Who does the pump repair?", "| Pump repair | Ann |"),
        ("Who does the roof repair?", "| Roof repair | Зоя |"),
        ("How many burn dressings are there?", "Burn dressing | 4 | 2026-12 | Box A"),
        ("Кто отвечает за проектор?", "Проектор;Орлова;301;45000"),
    ],
)
def test_what_a_column_tells_is_answered_by_its_row(project, question, row):
    assert [citation.quote for citation in project.ask_sync(question).citations] == [row]


def test_of_rows_with_yes_and_no_those_are_shown_that_say_what_is_asked_for(project):
    def shown(question):
        return sorted(citation.quote.split(" | ")[0] for citation in project.ask_sync(question).citations)

    assert shown("Which rooms have wheelchair access?") == ["| Maple", "| Oak"]
    assert shown("Which rooms have no projector?") == ["| Willow"]
    assert shown("Is Birch accessible by wheelchair?") == ["| Birch"]


def test_a_later_part_of_a_long_table_has_the_columns_of_its_first_line(tmp_path):
    rows = "\n".join(f"Stadt{number},S{number},{number + 400}" for number in range(400))
    (tmp_path / "towns.csv").write_text(f"Town,Code,Numeric\n{rows}\n", encoding="utf-8")
    (tmp_path / "untuned.toml").write_text("", encoding="utf-8")
    with Project.open(tmp_path) as project:
        project.sync()
        assert project.ask_sync("What is the numeric code of Stadt390?").citations[0].quote == "Stadt390,S390,790"
        assert project.ask_sync("What is the population of Stadt390?").state == "abstained"
