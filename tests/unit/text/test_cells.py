"""Rows of CSV are told by their commas, and prose is none."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from untuned.text.cells import cells_apart


@pytest.mark.parametrize(
    ("row", "apart"),
    [
        ("AN-17,LTE antenna,38,95", "AN-17;LTE antenna;38;95"),
        ('GX-400,"Gateway, 4 ports",465,510', 'GX-400;"Gateway, 4 ports";465;510'),
        ("name,seats\nPro,40,Rome", "name,seats\nPro;40;Rome"),
        ("O-1009,Customer 9,15,Oslo", "O-1009;Customer 9,15;Oslo"),
        ("budget,$1,500,000,approved", "budget;$1,500,000;approved"),
        ("Lyon,+33 4 55501020,10:00,18:30", "Lyon;+33 4 55501020;10:00;18:30"),
        ("Brewline 300,2026-04-02,done", "Brewline 300;2026-04-02;done"),
    ],
)
def test_the_cells_of_a_row_stand_apart(row, apart):
    assert cells_apart(row) == apart


@pytest.mark.parametrize(
    "line",
    [
        "It costs 1,500 EUR, and 2,000 EUR with a screen.",
        "We sold 1,500 units of it.",
        "1,500,000",
        "red,green",
        "",
        ",,,",
        "one, two,three,four",
    ],
)
def test_prose_and_numbers_stay_as_they_are(line):
    assert cells_apart(line) == line


def test_a_number_in_thousands_stays_one_where_words_stand_beside_it():
    assert cells_apart("We sold 1,500 units,mostly small ones") == "We sold 1,500 units;mostly small ones"


@given(st.text(alphabet='ab 1,2"\n;.', max_size=60))
def test_only_commas_change_and_nothing_moves(text):
    apart = cells_apart(text)
    assert len(apart) == len(text)
    assert all(own == other or (own, other) == (",", ";") for own, other in zip(text, apart, strict=True))
