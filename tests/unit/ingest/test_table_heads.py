"""Tables whose file does not mark a header: the first row is one where it can be nothing else."""

import pytest

from ingesting import kinds, loaded_from
from untuned.ingest.load.html import load_html
from untuned.ingest.load.table_heads import names_columns


@pytest.mark.parametrize(
    ("first", "below"),
    [
        (["Item", "Price"], [["Nail", "2"], ["Screw", "3"]]),
        (["", "Pool", "Sauna"], [["Monday", "closed", "closed"], ["Tuesday", "open", "open"]]),
        (["Course", "Day", "Fee"], [["Crawl", "Monday", "9"], ["Dive", "Friday", ""], ["Float", "", "8"]]),
        (["Feature", "Free", "Team"], [["Price", "0 EUR", "7 EUR"], ["Members", "5", "unlimited"], ["Storage", "2 GB", "9 GB"]]),
        (["услуга", "цена"], [["стрижка", "500"], ["окраска", "900"]]),
    ],
)
def test_words_above_numbers_or_with_an_empty_corner_name_columns(first, below):
    assert names_columns(first, below)


@pytest.mark.parametrize(
    ("first", "below"),
    [
        (["Ana Sousa", "Lisbon"], [["Piet de Boer", "Rotterdam"], ["Ilse Brandt", "Hamburg"]]),
        (["Nail", "2"], [["Screw", "3"], ["Bolt", "4"]]),
        (["Tenant", "John Smith"], [["Rent", "900"], ["Floor", "third"]]),
        (["Item", "Item"], [["Nail", "2"], ["Screw", "3"]]),
        (["Item", "", "Price"], [["Nail", "x", "2"], ["Screw", "y", "3"]]),
        (["Item", "Price"], [["Nail", "2"]]),
        (["Item"], [["2"], ["3"]]),
        (["Child", "free"], [["Adult", "12 EUR"], ["Senior", "9 EUR"]]),
        (["Sunday", "Closed"], [["Monday", "9-17"], ["Tuesday", "9-17"]]),
        (["Manager", "Anna Bell"], [["Phone", "0117 496 0123"], ["Room", "12"]]),
        (["Basic", "free", "unlimited"], [["Pro", "5 EUR", "100"], ["Team", "9 EUR", "200"]]),
        (["Monday", "Swimming", "Pool"], [["Tuesday", "Yoga", "Room 2"], ["Friday", "Chess", "Room 5"]]),
        (["Billing", "per month"], [["Price", "5 EUR"], ["Storage", "5 GB"]]),
        (["Founded", "1887"], [["Staff", "230"], ["Area", "12 ha"]]),
        (["Дети", "бесплатно"], [["Взрослые", "500 руб."], ["Пенсионеры", "300 руб."]]),
    ],
)
def test_a_row_that_may_be_one_of_those_below_it_names_none(first, below):
    assert not names_columns(first, below)


def test_bold_print_tells_it_of_words_above_words():
    assert names_columns(["Name", "Office"], [["Ana Sousa", "Lisbon"]], bold=True)
    assert names_columns(["Station", "Week 1", "Week 2"], [["Alder", "3", "4"]], bold=True)
    assert not names_columns(["1", "2"], [["3", "4"], ["5", "6"]], bold=True)


def test_years_are_names_above_what_is_none():
    assert names_columns(["Station", "2023", "2024"], [["Alder", "3.1", "4"], ["Birch", "5", "6"]])
    assert not names_columns(["Founded", "1887"], [["Rebuilt", "1937"], ["Sold", "1971"]])


def of_page(*rows):
    cells = ("".join(f"<td>{cell}</td>" for cell in row) for row in rows)
    return load_html(f"<table>{''.join(f'<tr>{row}</tr>' for row in cells)}</table><p>Prices of May.</p>".encode(), "a.html")


def test_a_page_whose_cells_are_all_alike_has_a_header():
    assert kinds(of_page(("Item", "Price"), ("Nail", "2"), ("Screw", "3"))) == ["header", "row", "row", "paragraph"]
    assert kinds(of_page(("Ana", "Lisbon"), ("Piet", "Rotterdam"), ("Ilse", "Hamburg"))) == ["row", "row", "row", "paragraph"]


def test_a_header_that_is_marked_stays_the_only_one():
    page = "<table><tr><th>Item</th><th>Unit</th></tr><tr><td>Nail</td><td>box</td></tr><tr><td>Screw</td><td>7</td></tr></table><p>So.</p>"
    assert kinds(load_html(page.encode(), "a.html")) == ["header", "row", "row", "paragraph"]


def test_a_table_right_below_another_has_a_header_of_its_own():
    cells = [("a1", "b2"), ("a", "3")], [("Name", "Age"), ("Ann", "5"), ("Bob", "7")]
    rows = [[f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in table] for table in cells]
    loaded = loaded_from("".join(f"<table>{''.join(table)}</table>" for table in rows), "a.html")
    assert [block.kind for block in loaded.blocks] == ["row", "row", "header", "row", "row"]
