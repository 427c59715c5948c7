import pytest

from ingesting import loaded_from, shape
from untuned.errors import UnsupportedFormat


def test_paragraphs_stand_between_blank_lines():
    source = "\n one\ntwo  \n \t\nthree\n\n\n"
    loaded = loaded_from(source, "a.txt")
    assert loaded.text == source
    assert shape(loaded) == [("paragraph", "one\ntwo  "), ("paragraph", "three")]


@pytest.mark.parametrize("path", ["a.txt", "a.text", "a.log", "a.rst", "A.TXT"])
def test_every_ending_of_plain_text_is_read(path):
    assert loaded_from("# words", path).format == "text"


@pytest.mark.parametrize("path", ["a.adoc", "a.json", "Makefile", "a.md.bak"])
def test_an_ending_that_nothing_loads_is_unsupported(path):
    with pytest.raises(UnsupportedFormat):
        loaded_from("words", path)


def test_front_matter_with_groups_is_read_as_in_markdown():
    source = "---\ntitle: Pay\nGroups: [hr]\n---\n\nPay.\n"
    loaded = loaded_from(source, "a.txt")
    assert (loaded.text, loaded.metadata) == (source, {"title": "Pay", "Groups": ["hr"]})
    assert shape(loaded) == [("matter", "---\ntitle: Pay\nGroups: [hr]\n---"), ("paragraph", "Pay.")]


def test_front_matter_without_groups_is_text():
    loaded = loaded_from("---\na: [open\n---\nwords", "a.txt")
    assert (shape(loaded), loaded.metadata) == ([("paragraph", "---\na: [open\n---\nwords")], {})


MANUAL = """COFFEE MACHINE CM-20

1  Technical data
   Power              1450 W
   Water tank         1.8 litres

Fill the tank with cold water
and wait.
"""


def test_rows_are_told_where_white_space_sets_their_cells_apart():
    assert shape(loaded_from(MANUAL, "a.txt")) == [
        ("paragraph", "COFFEE MACHINE CM-20"),
        ("paragraph", "1  Technical data"),
        ("row", "Power              1450 W"),
        ("row", "Water tank         1.8 litres"),
        ("paragraph", "Fill the tank with cold water\nand wait."),
    ]


def test_a_row_that_names_the_columns_is_their_header():
    source = "Plan     Seats    Price\nFree     3        0\nTeam     20       45\n"
    kinds = [kind for kind, _ in shape(loaded_from(source, "a.txt"))]
    assert kinds == ["header", "row", "row"]


def test_statements_in_lines_are_blocks_each():
    source = "Check-in from 4 pm.\nNo smoking indoors.\nPets are welcome.\n"
    assert shape(loaded_from(source, "a.txt")) == [("paragraph", line) for line in source.splitlines()]


@pytest.mark.parametrize(
    ("source", "title"),
    [
        (MANUAL, "COFFEE MACHINE CM-20"),
        ("Notes for guests - Lake House\n\nThe key is in the box.\n", "Notes for guests - Lake House"),
        ("The key is in the box.\n\nMore.\n", "a"),
        ("Key: in the box\n\nMore.\n", "a"),
        ("A line alone\n", "a"),
        ("1. Premises\n\nThe flat.\n", "a"),
        (f"{'word ' * 30}\n\nMore.\n", "a"),
    ],
)
def test_a_line_alone_at_the_top_is_the_title(source, title):
    assert loaded_from(source, "a.txt").title == title


@pytest.mark.parametrize(
    "line", ["Dear Mr Smith", "Hello everyone", "Kind regards", "Page 1 of 3", "https://example.org/page", "Добрый день"]
)
def test_a_greeting_an_address_or_the_number_of_a_page_is_no_title(line):
    assert loaded_from(f"{line}\n\nThe rent is due.", "a.txt").title == "a"


@pytest.mark.parametrize("line", ["Page layout", "Hi-fi at home"])
def test_a_title_may_begin_as_a_greeting_does(line):
    assert loaded_from(f"{line}\n\nThe rent is due.", "a.txt").title == line


def test_a_line_of_no_break_spaces_below_a_table_is_no_block():
    loaded = loaded_from("Tea     2 EUR\nCoffee  3 EUR\nMilk    1 EUR\n\u00a0\u00a0", "a.txt")
    assert shape(loaded) == [("row", "Tea     2 EUR"), ("row", "Coffee  3 EUR"), ("row", "Milk    1 EUR")]
