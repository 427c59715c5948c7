"""Tables of a PDF: rows of cells where words stand in columns, and text where they only look so."""

import pytest

from ingesting import kinds, loaded_from
from paper import pdf, prose, text_at
from untuned.ingest.load.pdf.page import PrintedLine
from untuned.ingest.load.pdf.tables import with_tables

COLUMNS = (72, 200, 280, 360)
PLANS = (
    ("Feature", "Free", "Team", "Business"),
    ("Price", "0 EUR", "7 EUR", "15 EUR"),
    ("Members", "up to 5", "up to 50", "unlimited"),
    ("Storage", "2 GB", "100 GB", "1 TB"),
)


def table(rows, *, columns=COLUMNS, y=700.0, leading=18.0, bold=False):
    """Operators that draw each cell of each row by itself; a cell of several lines is a tuple of them."""
    drawn = []
    for nth, row in enumerate(rows):
        for x, cell in zip(columns, row, strict=True):
            lines = (cell,) if isinstance(cell, str) else cell
            font = "F3" if bold and nth == 0 else "F1"
            drawn += [text_at(x, y - down * 12, line, font=font) for down, line in enumerate(lines) if line]
        y -= leading + 12 * (max(1 if isinstance(cell, str) else len(cell) for cell in row) - 1)
    return "\n".join(drawn)


def read(*pages):
    return loaded_from(pdf(pages), "a.pdf")


def rows_of(loaded):
    return [(block.kind, loaded.text[block.start : block.end]) for block in loaded.blocks if block.kind in ("header", "row")]


def test_words_in_columns_are_rows_and_the_first_names_the_columns():
    loaded = read(table(PLANS))
    assert loaded.text == (
        "Feature | Free | Team | Business\nPrice | 0 EUR | 7 EUR | 15 EUR\nMembers | up to 5 | up to 50 | unlimited\n"
        "Storage | 2 GB | 100 GB | 1 TB"
    )
    assert kinds(loaded) == ["header", "row", "row", "row"]


def test_what_stands_above_and_below_a_table_is_text():
    loaded = read(text_at(72, 718, "Prices per month are these:") + table(PLANS) + text_at(72, 628, "Students pay half of it."))
    assert kinds(loaded) == ["paragraph", "header", "row", "row", "row", "paragraph"]
    assert loaded.text.startswith("Prices per month are these:\n\nFeature | ")
    assert loaded.text.endswith("1 TB\n\nStudents pay half of it.")


def test_a_cell_of_several_lines_is_one_and_an_empty_one_keeps_its_place():
    rows = [
        ("Course", "Subject", "Days"),
        ("T1", ("Manual handling", "of loads"), "2"),
        ("T2", "", "1"),
        ("T3", ("First aid", "at work"), "3"),
    ]
    assert rows_of(read(table(rows, columns=(72, 130, 300)))) == [
        ("header", "Course | Subject | Days"),
        ("row", "T1 | Manual handling of loads | 2"),
        ("row", "T2 |  | 1"),
        ("row", "T3 | First aid at work | 3"),
    ]


def test_names_of_columns_on_two_lines_are_one_header():
    rows = [("Grade", "Limit", "", "Travel"), ("", "Meals", "Hotel", ""), ("A1", "22", "85", "by rail"), ("A2", "24", "90", "by rail")]
    loaded = read(table(rows))
    assert rows_of(loaded) == [
        ("header", "Grade | Limit Meals | Hotel | Travel"),
        ("row", "A1 | 22 | 85 | by rail"),
        ("row", "A2 | 24 | 90 | by rail"),
    ]
    assert kinds(loaded) == ["header", "row", "row"]


def test_a_full_row_is_cut_where_the_others_have_their_gaps():
    size, wide = 11, "thirteen wide words"
    narrow = 72 + 5.9 * len(wide)
    rows = [("One", "1"), ("Two", "2"), ("Three", "3")]
    drawn = table(rows, columns=(72, narrow)) + text_at(72, 646, wide, size=size) + text_at(narrow, 646, "4", size=size)
    assert rows_of(read(drawn))[-1] == ("row", "thirteen wide words | 4")


def test_a_name_between_rows_is_a_row_of_its_own():
    rows = [("Model", "Power"), ("K-200", "900 W"), ("K-300", "950 W"), ("Kettles", ""), ("W-10", "2200 W"), ("W-20", "3000 W")]
    assert rows_of(read(table(rows, columns=(72, 200))))[2:5] == [("row", "K-300 | 950 W"), ("row", "Kettles"), ("row", "W-10 | 2200 W")]


@pytest.mark.parametrize("size", [11, 16])
def test_a_name_above_another_table_parts_the_two(size):
    pools = [("", "Pool", "Sauna"), ("Monday", "closed", "closed"), ("Friday", "6 to 9", "2 to 9"), ("Sunday", "8 to 6", "9 to 6")]
    drawn = table(pools, columns=(72, 240, 330)) + text_at(72, 628, "Courses", size=size)
    drawn += table([("Course", "Day", "Fee"), ("Crawl", "Friday", "9"), ("Diving", "Sunday", "20")], columns=(72, 150, 300), y=610)
    loaded = read(drawn)
    assert kinds(loaded) == ["header", "row", "row", "row", "heading" if size > 11 else "paragraph", "header", "row", "row"]
    assert [text for kind, text in rows_of(loaded) if kind == "header"] == [" | Pool | Sauna", "Course | Day | Fee"]


def test_what_has_a_gap_of_its_own_below_a_row_is_another_row():
    rows = [("Pos.", "Work", "Price", "Total"), ("1", "Roof", "62", "744"), ("2", "Slates", "310", "434"), ("", "", "Sum", "1178")]
    drawn = text_at(72, 750, "We charge you for the work below.") + table(rows[:3], leading=16)
    drawn += text_at(280, 652, "Sum") + text_at(360, 652, "1178")
    assert rows_of(read(drawn))[-2:] == [("row", "2 | Slates | 310 | 434"), ("row", " |  | Sum | 1178")]


def test_an_address_that_a_narrow_cell_breaks_goes_on_without_a_space():
    rows = [
        ("Name", "E-mail", "Room"),
        ("Ana", ("ana.sousa", "@example.", "com"), "1"),
        ("Piet", ("piet de", "boer"), "2"),
        ("Ilse", "-", "3"),
    ]
    assert [text for _, text in rows_of(read(table(rows, columns=(72, 160, 300))))][1:3] == [
        "Ana | ana.sousa@example.com | 1",
        "Piet | piet de boer | 2",
    ]


def test_every_cell_tells_where_it_stands():
    loaded = read(table(PLANS))
    places = {loaded.text[box.start : box.end]: round(box.left) for box in loaded.boxes}
    assert (places["Storage"], places["100 GB"]) == (72, 280)


def test_bold_print_names_columns_of_words():
    rows = [("Name", "Office"), ("Ana Sousa", "Lisbon"), ("Piet de Boer", "Rotterdam"), ("Ilse Brandt", "Hamburg")]
    assert [kind for kind, _ in rows_of(read(table(rows, columns=(72, 200), bold=True)))] == ["header", "row", "row", "row"]
    assert [kind for kind, _ in rows_of(read(table(rows, columns=(72, 200))))] == ["row", "row", "row", "row"]


def test_names_and_values_have_no_header():
    rows = [("Tenant", "John Smith"), ("Rent", "900 a month"), ("Begin", "1 May"), ("Deposit", "two rents")]
    assert [kind for kind, _ in rows_of(read(table(rows, columns=(72, 200))))] == ["row"] * 4


@pytest.mark.parametrize("marks", [("1.", "2.", "3."), ("(a)", "(b)", "(c)"), ("4.1", "4.2", "4.3")])
def test_clauses_with_a_gap_behind_their_number_are_no_table(marks):
    said = ("The tenant pays the rent.", "The landlord keeps the roof.", "Both keep the peace.")
    loaded = read(table(zip(marks, said, strict=True), columns=(72, 110)))
    assert not rows_of(loaded)
    assert f"{marks[1]} The landlord keeps the roof." in loaded.text


def spread(words, *, width, y, size=11):
    """Operators that draw words with spaces of one width from edge to edge; letters are as wide as an n."""
    gap = (width - sum(len(word) for word in words) * size * 0.556) / (len(words) - 1)
    x, drawn = 72.0, []
    for word in words:
        drawn.append(f"BT /F1 {size} Tf 100 Tz {x} {y} Td ({word}) Tj ET")
        x += len(word) * size * 0.556 + gap
    return "\n".join(drawn)


def test_lines_that_are_spread_to_both_edges_are_no_table():
    lines = ["nnnn uuuu nnnn hhhh", "uuuu hhhh uuuu nnnn", "hhhh nnnn uuuu nnnn", "nnnn hhhh nnnn uuuu"]
    loaded = read("\n".join(spread(line.split(), width=150, y=700 - 14 * nth) for nth, line in enumerate(lines)))
    assert loaded.text == "\n".join(lines)


@pytest.mark.parametrize(
    "lines",
    [
        ["nnnn uuuuuu", "uuuuuu hhhhhhhh", "hhhhh nnnn", "nnnnnnn uuu"],
        ["Nnnn uuuuuu", "uuuuuu Hhhhhhhh", "Hhhhh. Nnnn", "nnnnnnn uuu"],
        ["nnn uuuuuuu", "uuuuuu hhhhhhhh", "hhh nnnn uuuu", "nnnn uuuuuuuu", "uuuu nnn"],
    ],
)
def test_two_words_in_each_line_of_a_narrow_column_are_no_table(lines):
    drawn = [spread(line.split(), width=150, y=700 - 14 * nth) for nth, line in enumerate(lines)]
    assert read("\n".join(drawn)).text.split() == " ".join(lines).split()


def test_a_list_whose_values_are_set_to_the_right_is_a_table():
    rows = [("Hosting", "included"), ("Support", "on request"), ("Traffic", "unlimited"), ("Domain", "not included")]
    drawn = [
        text_at(x, 700 - 14 * nth, word) for nth, row in enumerate(rows) for x, word in ((72, row[0]), (250 - 5 * len(row[1]), row[1]))
    ]
    assert [text for _, text in rows_of(read("\n".join(drawn)))] == [" | ".join(row) for row in rows]


def test_a_listing_is_no_table():
    rows = [("int", "count;"), ("char", "name[8];"), ("float", "share;"), ("long", "total;")]
    assert not rows_of(read(table(rows, columns=(72, 130))))


def test_two_columns_of_prose_are_no_table():
    left = [f"This is a line of the left column of the page {nth}" for nth in range(6)]
    right = [f"and this is one of the right column beside it {nth}" for nth in range(6)]
    drawn = [text_at(x, 700 - 14 * nth, line, size=9) for nth in range(6) for x, line in ((50, left[nth]), (320, right[nth]))]
    assert not rows_of(read("\n".join(drawn)))


def test_two_rows_are_too_few_for_a_table():
    assert not rows_of(read(table(PLANS[:2])))


def test_a_table_ends_where_prose_begins_right_below_it():
    loaded = read(table(PLANS) + prose(["All prices hold until the end of the year, and are told without tax."], y=628))
    assert kinds(loaded)[-1] == "paragraph"
    assert rows_of(loaded)[-1] == ("row", "Storage | 2 GB | 100 GB | 1 TB")


def test_what_stands_in_two_columns_above_a_header_of_more_is_text():
    items = [("Pos.", "Item", "Price"), ("1", "Desk lamp of cast iron, black", "45.00"), ("2", "Bulb", "2.50"), ("3", "Delivery", "8.00")]
    above = table([("Invoice no. 2025-118", "Date: 3 June"), ("Customer: Bell", "Due: 17 June")], columns=(72, 340))
    loaded = read(above + "\n" + table(items, columns=(72, 110, 340), y=664))
    assert [kind for kind, _ in rows_of(loaded)] == ["header", "row", "row", "row"]
    assert rows_of(loaded)[1][1] == "1 | Desk lamp of cast iron, black | 45.00"
    assert loaded.text.startswith("Invoice no. 2025-118 Date: 3 June\nCustomer: Bell Due: 17 June\n\nPos. | ")


def test_rows_whose_cells_are_printed_over_each_other_are_text():
    places = ((20, 40, 0), (20, 140, 12), (150, 200, 0), (100, 200, 12))
    lines = [
        PrintedLine(text="ab", page=1, left=left, right=right, bottom=base - 2, top=base + 8, size=10, base=base)
        for nth in range(3)
        for left, right, down in places
        for base in (700 - 26 * nth - down,)
    ]
    assert list(with_tables(lines)) == lines
