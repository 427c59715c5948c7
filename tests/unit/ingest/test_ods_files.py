"""The sheets of an ODS, as they showed themselves last."""

import pytest

from ingesting import assert_sound, loaded_from, shape
from opendocument import COVERED, cell, flat, letters, opened, row, span, style, table
from paper import xlsx
from untuned.errors import UnreadableDocument
from untuned.ingest.load.office import ods
from untuned.ingest.load.office.ods import load_ods
from untuned.ingest.load.office.xlsx import load_xlsx


def number(shown: str, value: str = "1", kind: str = "float", more: str = "") -> str:
    return cell(shown, f'office:value-type="{kind}" office:value="{value}" {more}')


def sheet(*rows: str, name: str = "Prices", more: str = "", columns: str = "") -> str:
    return table(*rows, more=more, columns=columns).replace('table:name="Table"', f'table:name="{name}"', 1)


def read(body: str, own: str = "", **more):
    loaded = load_ods(opened("spreadsheet", body, own=own, **more), "docs/prices.ods")
    assert_sound(loaded)
    return loaded


def test_cells_stand_as_they_were_shown():
    body = sheet(row("Plan", "Share", "Since"), row("Basic", number("25.5 %", "0.255", "percentage"), number("04.03.26", "1", "date")))
    loaded = read(body)
    assert shape(loaded) == [("heading", "Prices"), ("header", "Plan | Share | Since"), ("row", "Basic | 25.5 % | 04.03.26")]
    assert (loaded.title, loaded.format, loaded.parser, dict(loaded.metadata)) == ("prices", "ods", "ods/1", {})


def test_one_file_of_xml_is_read_alike():
    assert loaded_from(flat("spreadsheet", sheet(row("a", "b"))), "a.fods").text == "Prices\n\na | b"
    assert loaded_from(opened("spreadsheet", sheet(row("a", "b"))), "a.ots").text == "Prices\n\na | b"


@pytest.mark.parametrize(
    ("told", "shown"),
    [
        ('office:value-type="percentage" office:value="0.255"', "25.5%"),
        ('office:value-type="float" office:value="0.1"', "0.1"),
        ('office:value-type="currency" office:value="12.5" office:currency="EUR"', "12.5 EUR"),
        ('office:value-type="date" office:date-value="2026-03-04T00:00:00"', "2026-03-04"),
        ('office:value-type="boolean" office:boolean-value="true"', "TRUE"),
        ('office:value-type="string" office:string-value="words"', "words"),
    ],
)
def test_a_cell_without_words_stands_by_its_value(told, shown):
    assert read(sheet(row("a", f"<table:table-cell {told}/>"))).text == f"Prices\n\na | {shown}"


def test_a_format_that_shows_nothing_hides():
    silent = '<number:number-style style:name="N9"><number:text/></number:number-style>'
    own = silent + style("C1", "table-cell", more='style:data-style-name="N9"')
    empty = '<table:table-cell office:value-type="float" office:value="42"><text:p/></table:table-cell>'
    none = '<table:table-cell table:style-name="C1" office:value-type="float" office:value="43"/>'
    loaded = read(sheet(row("a", empty, none, "b")), own)
    assert (loaded.text, dict(loaded.metadata)) == ("Prices\n\na |  |  | b", {"hidden_text": True})
    assert loaded.asides[0].text == "42\n43\n"


def test_hidden_rows_columns_sheets_and_cells_are_left_out_and_told():
    columns = (
        '<table:table-column/><table:table-column table:visibility="collapse"/><table:table-column table:number-columns-repeated="9"/>'
    )
    columns += '<table:table-column-group table:display="false"><table:table-column/></table:table-column-group>'
    own = style("T9", "table", '<style:table-properties table:display="false"/>')
    own += style("C1", "table-cell", '<style:text-properties fo:color="#ffffff"/>')
    group = f'<table:table-row-group table:display="false">{row("of a group")}</table:table-row-group>'
    white = cell("white", 'table:style-name="C1"')
    body = sheet(
        row("a", "hidden column", "b"),
        row("hidden row", more='table:visibility="collapse"'),
        row("filtered row", more='table:visibility="filter"'),
        group,
        row(white, "x", "c", cell("", 'table:number-columns-repeated="8"'), "in a group"),
        columns=columns,
    )
    loaded = read(body + sheet(row("hidden sheet"), name="Secret", more='table:style-name="T9"'), own)
    assert (loaded.text, dict(loaded.metadata)) == ("Prices\n\na |  | b\n |  | c", {"hidden_text": True})
    unseen = ["hidden column", "hidden row", "filtered row", "of a group", "white", "x", "in a group", "hidden sheet"]
    assert all(words in loaded.asides[0].text for words in unseen)


def test_cells_that_are_hidden_where_the_sheet_is_protected():
    own = style("C1", "table-cell", '<style:table-cell-properties style:cell-protect="hidden-and-protected"/>')
    rows = row("a", cell("secret", 'table:style-name="C1"'))
    assert read(sheet(rows, more='table:protected="true"'), own).text == "Prices\n\na"
    assert read(sheet(rows), own).text == "Prices\n\na | secret"


def test_struck_and_raised_letters():
    own = letters("T1", 'style:text-line-through-style="solid"') + letters("T2", 'style:text-position="super 58%"')
    own += style("C1", "table-cell", '<style:text-properties style:text-line-through-style="solid"/>')
    struck = number("5", more='table:style-name="C1"')
    loaded = read(sheet(row(cell(f"{span('30', 'T1')}60 days"), f"10{span('2', 'T2')}", struck, "c")), own)
    assert (loaded.text, dict(loaded.metadata)) == ("Prices\n\n60 days | 10² |  | c", {"struck_text": True})


def test_the_style_of_a_column_holds_for_its_cells():
    own = style("C1", "table-cell", '<style:text-properties style:text-line-through-style="solid"/>')
    columns = '<table:table-column/><table:table-column table:default-cell-style-name="C1"/>'
    assert read(sheet(row("a", "b", "c"), columns=columns), own).text == "Prices\n\na |  | c"


def test_merged_cells_stand_in_each_of_their_rows():
    tall = cell("Basic", 'table:number-rows-spanned="2"')
    body = sheet(row("Plan", "Fee"), row(tall, number("12")), row(COVERED, number("13")), row("Plus", number("20")))
    assert read(body).text == "Prices\n\nPlan | Fee\nBasic | 12\nBasic | 13\nPlus | 20"


def test_cells_that_are_alike_keep_the_columns():
    alike = cell("yes", 'table:number-columns-repeated="3"')
    empty = cell("", 'table:number-columns-repeated="2"')
    body = sheet(row("a", empty, "d", "e"), row(alike, empty, more='table:number-rows-repeated="2"'))
    assert read(body).text == "Prices\n\na |  |  | d | e\nyes | yes | yes\nyes | yes | yes"


def test_a_table_below_empty_rows_has_its_own_header():
    one = [row("Plan", "Fee"), row("Basic", number("12")), row("Plus", number("20"))]
    other = [row("Name", "Age", "Town"), row("Ann", number("5"), "Rome"), row("Bob", number("7"), "Oslo")]
    body = sheet(*one, row(cell(), more='table:number-rows-repeated="3"'), *other)
    assert [kind for kind, _ in shape(read(body))] == ["heading", "header", "row", "row", "header", "row", "row"]


def test_comments_shapes_charts_and_changes_are_not_read():
    comment = "<office:annotation><text:p>A comment.</text:p></office:annotation>"
    chart = f"<draw:frame><draw:object><office:chart>{sheet(row('of a chart'))}</office:chart></draw:object></draw:frame>"
    shown = f'<table:table-cell office:value-type="string">{comment}<text:p>words</text:p>{chart}</table:table-cell>'
    changes = "<table:tracked-changes><table:cell-content-change><table:previous><table:change-track-table-cell><text:p>old</text:p>"
    changes += "</table:change-track-table-cell></table:previous></table:cell-content-change></table:tracked-changes>"
    linked = f"<table:dde-links><table:dde-link>{sheet(row('of a link'))}</table:dde-link></table:dde-links>"
    assert read(changes + sheet(row(shown)) + linked).text == "Prices\n\nwords"


def test_rows_and_cells_of_millions_stay_small():
    many = cell("word", 'table:number-columns-repeated="16384" table:number-rows-spanned="1048576"')
    rows = [row(many, more='table:number-rows-repeated="1048576"')] * 20
    assert len(load_ods(opened("spreadsheet", sheet(*rows)), "a.ods").text) < 400_000


def test_sheets_of_too_many_characters_are_refused(monkeypatch):
    monkeypatch.setattr(ods, "_MOST_CHARACTERS", 20)
    with pytest.raises(UnreadableDocument, match="more than 20 characters"):
        read(sheet(row("words" * 3), row("words" * 3)))


def test_what_is_no_ods_is_told():
    with pytest.raises(UnreadableDocument, match="it is no ODS"):
        load_ods(opened("text", table(row("a"))), "a.ods")
    with pytest.raises(UnreadableDocument, match="none of its sheets shows a value"):
        read(sheet(row(cell())))


def test_the_same_sheet_has_the_same_text_as_an_xlsx():
    rows = [("Plan", "Fee"), ("Basic", "12"), ("Plus", "20")]
    cells = [
        [f'<c t="inlineStr"><is><t>{one}</t></is></c>' if not one.isdecimal() else f"<c><v>{one}</v></c>" for one in told] for told in rows
    ]
    data = "".join(f'<row r="{nth}">{"".join(held)}</row>' for nth, held in enumerate(cells, start=1))
    its = load_xlsx(xlsx({"Prices": f"<sheetData>{data}</sheetData>"}), "docs/prices.xlsx")
    mine = read(sheet(*(row(*(number(one) if one.isdecimal() else one for one in told)) for told in rows)))
    assert (mine.text, mine.blocks, mine.metadata, mine.title) == (its.text, its.blocks, its.metadata, its.title)
