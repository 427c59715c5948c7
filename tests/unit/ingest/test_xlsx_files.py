import re
import sys
from io import BytesIO
from zipfile import ZipFile

import pytest

from ingesting import shape
from paper import docx, paragraph, pptx, slide, xlsx, zipped
from paper import shape as shape_of
from untuned.errors import UnreadableDocument
from untuned.ingest.load.office.docx import load_docx
from untuned.ingest.load.office.number_format import hides, shown
from untuned.ingest.load.office.pptx import load_pptx
from untuned.ingest.load.office.xlsx import load_xlsx

STYLES = """
<numFmts><numFmt numFmtId="164" formatCode="&quot;$&quot;#,##0.00"/><numFmt numFmtId="165" formatCode=";;;"/></numFmts>
<fonts><font/><font><color rgb="FFFFFFFF"/></font></fonts>
<fills><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="solid"/></fill></fills>
<cellXfs><xf numFmtId="0" fontId="0" fillId="0"/><xf numFmtId="164" fontId="0" fillId="0"/><xf numFmtId="10" fontId="0" fillId="0"/>
<xf numFmtId="14" fontId="0" fillId="0"/><xf numFmtId="165" fontId="0" fillId="0"/><xf numFmtId="0" fontId="1" fillId="0"/>
<xf numFmtId="0" fontId="1" fillId="1"/></cellXfs>
"""
S = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STRINGS = ["Part", "Price", "Mast\nof steel", "Secret"]


def read(rows: str, **more):
    return load_xlsx(xlsx({"Parts": f"<sheetData>{rows}</sheetData>"}, strings=STRINGS, styles=STYLES, **more), "docs/prices.xlsx")


def test_a_sheet_is_a_table_with_numbers_as_they_are_shown():
    loaded = read(
        '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c></row>'
        '<row r="2"><c r="A2" t="s"><v>2</v></c><c r="B2" s="1"><v>1250</v></c><c r="D2" s="3"><v>45352</v></c></row>'
        '<row r="3"><c r="A3" t="inlineStr"><is><r><t>Dis</t></r><r><t>count</t></r><rPh><t>x</t></rPh></is></c>'
        '<c r="B3" s="2"><v>0.125</v></c></row>'
        '<row r="4"><c r="A4" t="b"><v>1</v></c><c r="B4" t="str"><f>A1&amp;"s"</f><v>Parts</v></c><c r="C4" t="e"><v>#N/A</v></c></row>'
    )
    assert shape(loaded) == [
        ("heading", "Parts"),
        ("header", "Part | Price"),
        ("row", "Mast of steel | $1,250.00 |  | 2024-03-01"),
        ("row", "Discount | 12.50%"),
        ("row", "TRUE | Parts | #N/A"),
    ]
    assert loaded.title == "prices"


def test_a_document_type_far_into_a_sheet_is_refused_too():
    with ZipFile(BytesIO(xlsx({"Parts": "<sheetData><row><c><v>1</v></c></row></sheetData>"}))) as packed:
        parts = {name: packed.read(name).decode() for name in packed.namelist()}
    (sheet,) = (name for name in parts if "worksheets/" in name)
    before, tag, after = parts[sheet].partition("<worksheet")
    parts[sheet] = f'{before}<!--{"x" * 5_000}--><!DOCTYPE a [<!ENTITY e "boo">]>{tag}{after}'
    with pytest.raises(UnreadableDocument, match="declares a document type"):
        load_xlsx(zipped(parts), "a.xlsx")


def test_rows_of_many_empty_cells_do_not_swell(monkeypatch):
    monkeypatch.setattr(sys.modules[load_xlsx.__module__], "_MOST_CHARACTERS", 10_000)
    with pytest.raises(UnreadableDocument, match="more than 10,000 characters"):
        read("".join(f'<row r="{n}"><c r="SF{n}"><v>1</v></c></row>' for n in range(1, 20)))


def sheet(cells, *, merged=()):
    """Rows of cells by number; a text is words, an integer a number."""
    rows = ""
    for number, values in cells.items():
        filled = [(f"{column}{number}", value) for column, value in zip("ABCDEF", values, strict=False) if value != ""]
        rows += (
            f'<row r="{number}">'
            + "".join(
                f'<c r="{place}"><v>{value}</v></c>'
                if isinstance(value, int)
                else f'<c r="{place}" t="inlineStr"><is><t>{value}</t></is></c>'
                for place, value in filled
            )
            + "</row>"
        )
    regions = "".join(f'<mergeCell ref="{region}"/>' for region in merged)
    content = f"<sheetData>{rows}</sheetData>" + (f"<mergeCells>{regions}</mergeCells>" if regions else "")
    return shape(load_xlsx(xlsx({"Sheet": content}), "a.xlsx"))[1:]


def test_a_first_row_with_numbers_is_no_header():
    assert shape(read("<row><c><v>1</v></c><c><v>2</v></c></row><row><c><v>3</v></c></row>"))[1:] == [("row", "1 | 2"), ("row", "3")]


def test_a_table_below_a_title_and_notes_has_its_header():
    prices = {
        1: ["Price list 2026"],
        2: ["Valid from", 46054, "", "net"],
        4: ["Article", "Unit", "Price"],
        5: ["HX-1", "roll", 7],
        6: ["HX-2", "box", 9],
    }
    assert [kind for kind, _ in sheet(prices)] == ["row", "row", "header", "row", "row"]
    rota = {1: ["Rota"], 2: ["Day", "From", "Name"], 3: ["Monday", 6, "Aisha"]}
    assert [kind for kind, _ in sheet(rota)] == ["row", "header", "row"]


def test_a_second_table_has_a_header_of_its_own_and_notes_have_none():
    rows = {
        1: ["Part", "Price"],
        2: ["Mast", 7],
        4: ["Note", "prices are net"],
        5: ["Freight", "is extra"],
        7: ["Site", "Staff"],
        8: ["Leeds", 40],
    }
    assert [kind for kind, _ in sheet(rows)] == ["header", "row", "row", "row", "header", "row"]


def test_a_header_of_groups_is_none_above_the_names_of_their_columns():
    rows = {1: ["", "2025", "", "2026"], 2: ["Department", "Plan", "Actual", "Plan"], 3: ["IT", 310, 334, 350]}
    assert sheet(rows)[1:] == [("header", "Department | Plan | Actual | Plan"), ("row", "IT | 310 | 334 | 350")]


def headers(*rows):
    """The headers of a sheet of these rows; an empty one stands for an empty row."""
    return [text for kind, text in sheet(dict(enumerate(rows, start=1))) if kind == "header"]


def test_columns_compared_below_an_empty_corner_keep_their_names():
    plans = (["", "Standard", "Premium"], ["Support", "email", "phone"], ["Price", 20, 40])
    assert headers(*plans) == [" | Standard | Premium"]
    assert headers(["Plans"], *plans) == [" | Standard | Premium"]


def test_a_note_beside_the_first_row_makes_it_no_header():
    staff = (["Name", "Role", "City"], ["Ann", "Nurse", "Riga", "on leave"], ["Bob", "Cook", "Oslo"], ["Cid", "Guard", "Bonn"])
    assert headers(*staff) == ["Name | Role | City"]
    assert headers(["Staff"], *staff) == []


def test_an_empty_row_between_rows_ends_no_table():
    rest = (["Bob", "Sales", "none"], ["Cid", "IT", 34], ["Dan", "IT", 35])
    assert headers(["Name", "Dept", "Phone"], ["Ann", "HR", 12], [], *rest) == ["Name | Dept | Phone"]
    assert headers(["Name", "Dept", "Phone"], ["Ann", "HR", 12], [], ["Eve", "HR", "none", "new"], *rest) == ["Name | Dept | Phone"]
    assert headers(["Name", "Role", "City"], [], ["Ann", "Nurse", "Riga"], ["Bob", "Cook", "Oslo"]) == ["Name | Role | City"]


def test_a_table_with_a_title_or_columns_of_its_own_has_its_header_below_another():
    phones = (["Name", "Phone"], ["Ann", 12], [])
    assert headers(*phones, ["Sites"], ["Site", "Staff"], ["Leeds", 40]) == ["Name | Phone", "Site | Staff"]
    assert headers(*phones, ["Site", "Lead", "Staff"], ["Leeds", "Eve", 40]) == ["Name | Phone", "Site | Lead | Staff"]
    cities = (["Name", "City"], ["Ann", "Riga"], ["Bob", "Oslo"], [])
    assert headers(*cities, ["Item", "Price"], ["Chair", 20], ["Table", 30]) == ["Name | City", "Item | Price"]


def test_names_and_values_below_a_title_have_no_header():
    company = (["Name", "Example Ltd"], ["Seat", "Riga"], ["Employees", 25], ["Phone", "none"])
    assert headers(["Company data"], *company) == []
    assert headers(["Company data"], [], *company) == []
    assert headers(["Prices"], ["Item", "Price"], ["Chair", 20], ["Table", 30]) == ["Item | Price"]


def test_the_lower_row_of_a_header_merged_over_two_names_the_columns():
    rows = {1: ["Name", "Prices"], 2: ["", "Net", "Gross"], 3: ["Rope", 7, 9]}
    assert sheet(rows, merged=["A1:A2", "B1:C1"])[1:] == [("header", "Name | Net | Gross"), ("row", "Rope | 7 | 9")]


def test_what_is_merged_over_rows_stands_in_each_of_them():
    rows = {
        1: ["Day", "Shift", "Name"],
        2: ["Monday", "Early", "Aisha"],
        3: ["", "Late", "Carla"],
        4: ["", "", ""],
        5: ["", "Night", "Ewa"],
    }
    assert sheet(rows, merged=["A2:A3", "A5:A9"])[1:] == [
        ("row", "Monday | Early | Aisha"),
        ("row", "Monday | Late | Carla"),
        ("row", " | Night | Ewa"),
    ]


def test_a_title_merged_over_rows_stands_once():
    rows = {1: ["Title"], 2: [], 3: ["Part", "Price"], 4: ["Mast", 7]}
    assert sheet(rows, merged=["A1:C2"]) == [("row", "Title"), ("header", "Part | Price"), ("row", "Mast | 7")]


@pytest.mark.parametrize(
    "hidden",
    [
        '<row r="2" hidden="1"><c r="A2" t="s"><v>3</v></c></row>',
        '<row r="2"><c r="A2" s="4"><v>7</v></c></row>',
        '<row r="2"><c r="A2" s="5" t="s"><v>3</v></c></row>',
    ],
)
def test_hidden_cells_are_no_text_and_are_told(hidden):
    loaded = read('<row r="1"><c r="A1" t="s"><v>0</v></c></row>' + hidden)
    assert loaded.text == "Parts\n\nPart"
    assert loaded.metadata["hidden_text"] is True


def test_hidden_columns_and_sheets_are_no_text():
    cells = '<sheetData><row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>3</v></c></row></sheetData>'
    columns = '<cols><col min="2" max="5" hidden="1"/></cols>'
    book = xlsx({"Shown": columns + cells, "Away": cells, "Far": cells}, states={"Away": "hidden", "Far": "veryHidden"}, strings=STRINGS)
    loaded = load_xlsx(book, "a.xlsx")
    assert loaded.text == "Shown\n\nPart"
    assert loaded.metadata["hidden_text"] is True


def test_white_words_on_a_filled_cell_are_text():
    assert read('<row><c s="6" t="s"><v>0</v></c></row>').text == "Parts\n\nPart"


@pytest.mark.parametrize(
    ("value", "code", "seen"),
    [
        ("0.1", "General", "0.1"),
        ("0.30000000000000004", "General", "0.3"),
        ("1234567.891", "General", "1234567.891"),
        ("1E-7", "General", "0.0000001"),
        ("1234567.891", "#,##0.00", "1,234,567.89"),
        ("-1234.5", "#,##0.00;(#,##0.00)", "(1,234.50)"),
        ("-5", "0.0", "-5.0"),
        ("0.256", "0%", "26%"),
        ("0.2565", "0.0#%", "25.65%"),
        ("12.5", '"€" #,##0.00', "€ 12.50"),
        ("12.5", "#,##0.00\\ [$₽-419]", "12.50 ₽"),
        ("12.5", "[Red]0.00_)", "12.50"),
        ("5", '0 "days"', "5 days"),
        ("2.5", "0", "3"),
        ("1500000", "0.0,,", "1500000"),
        ("0.5", "# ?/?", "0.5"),
        ("12345", "0.00E+00", "12345"),
        ("45352", "dd.mm.yyyy", "2024-03-01"),
        ("45352.5", "yyyy-mm-dd h:mm", "2024-03-01 12:00"),
        ("0.75", "h:mm AM/PM", "18:00"),
        ("1.5", "[h]:mm:ss", "36:00:00"),
        ("1.6041666666666667", "[h]:mm", "38:30"),
        ("-0.0625", "[h]:mm", "-1:30"),
        ("1.5", "[hh]", "36"),
        ("0.0628472222222222", "[mm]:ss", "90:30"),
        ("0.001", "[ss]", "86"),
        ("1", "yyyy-mm-dd", "1900-01-01"),
        ("61", "yyyy-mm-dd", "1900-03-01"),
        ("99999999", "yyyy-mm-dd", "99999999"),
        ("7", "0000", "0007"),
        ("501", "00000", "00501"),
        ("5", "0,000", "0,005"),
        ("123456789", "000-00-0000", "123-45-6789"),
        ("5551234", "[<=9999999]###-####;(###) ###-####", "555-1234"),
        ("5551234567", "[<=9999999]###-####;(###) ###-####", "(555) 123-4567"),
        ("12345678901", "000-00", "123456789-01"),
        ("1.5", "000-00", "1.5"),
        ("-5000", "#,##0,;-#,##0,", "-5000"),
        ("-1500", "0.00E+00;-0.00E+00", "-1500"),
        ("-1", "0;;", "-1"),
        ("123", "# ?/?", "123"),
        ("12345", "# ??/??", "12345"),
        ("123456", "000\\/000", "123/456"),
        ("1234567", "#\\ ##0", "1234567"),
        ("501", '[<1000]0" g";0.0" kg"', "501 g"),
        ("2500", '[<1000]0" g";0.0" kg"', "2500.0 kg"),
        ("5", "[<1]0%;0", "5"),
        ("-5", "[>0]0;[<0]0;0", "-5"),
        ("1234.5", 'General" pcs"', "1234.5 pcs"),
        ("0", '#,##0;-#,##0;"free"', "free"),
        ("0", '#,##0.00;-#,##0.00;"-"??', "0.00"),
        ("1E27", "0.00", "1e+27"),
        ("words", "0.00", "words"),
        ("NaN", "0.00", "NaN"),
    ],
)
def test_a_number_stands_as_the_sheet_shows_it(value, code, seen):
    assert shown(value, code) == seen


def test_strings_are_read_as_their_cells_show_them():
    strings = (
        "<si><t>one_x000D_\ntwo _x005F_x0041_</t></si>",
        "<si><r><t>10</t></r><r><rPr><vertAlign val='superscript'/></rPr><t>2</t></r></si>",
    )
    struck = "<si><r><t>Pay </t></r><r><rPr><strike/></rPr><t>30</t></r><r><rPr><strike val='0'/></rPr><t>60 days</t></r></si>"
    cells = "".join(f'<c t="s"><v>{nth}</v></c>' for nth in range(3))
    more = {"xl/sharedStrings.xml": f'<sst xmlns="{S}">{"".join(strings)}{struck}</sst>'}
    loaded = load_xlsx(
        xlsx({"A": f'<sheetData><row>{cells}<c t="d"><v>2024-05-01T00:00:00</v></c></row></sheetData>'}, more=more), "a.xlsx"
    )
    assert loaded.text == "A\n\none two _x0041_ | 10² | Pay 60 days | 2024-05-01"
    assert loaded.metadata == {"struck_text": True}


def test_a_cell_in_struck_letters_is_no_text_and_is_told():
    styles = '<fonts><font/><font><strike/></font></fonts><cellXfs><xf fontId="0"/><xf fontId="1"/></cellXfs>'
    book = xlsx({"A": '<sheetData><row><c><v>1</v></c><c s="1"><v>2</v></c></row></sheetData>'}, styles=styles)
    loaded = load_xlsx(book, "a.xlsx")
    assert (loaded.text, loaded.metadata) == ("A\n\n1", {"struck_text": True})


def test_the_strict_form_is_read_alike():
    usual = xlsx({"A": '<sheetData><row><c t="s"><v>0</v></c></row></sheetData>'}, strings=["Words"])
    assert load_xlsx(strict(usual), "a.xlsx").text == load_xlsx(usual, "a.xlsx").text == "A\n\nWords"
    assert load_docx(strict(docx(paragraph("Words"))), "a.docx").text == "Words"
    assert load_pptx(strict(pptx([slide(shape_of(["Words"]))])), "a.pptx").text == "Words"


def strict(data: bytes) -> bytes:
    """The same document in the strict form of its format."""
    with ZipFile(BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    usual = re.compile(rb"http://schemas.openxmlformats.org/(wordprocessingml|spreadsheetml|presentationml|drawingml|officeDocument)/2006/")
    return zipped({name: usual.sub(rb"http://purl.oclc.org/ooxml/\1/", part) for name, part in parts.items()})


def test_days_count_from_another_year_where_the_book_says_so():
    assert shown("0", "yyyy-mm-dd", from_1904=True) == "1904-01-01"


def test_a_format_without_sections_hides():
    assert [hides(code) for code in (";;;", ";;", "0", "General")] == [True, True, False, False]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (xlsx({"A": "<sheetData/>"}), "none of its sheets shows a value"),
        (zipped({"a": "b"}), "no XLSX"),
        (xlsx({"A": "<sheetData><row>"}), "no sound XML"),
        (b"words", "not an XLSX"),
    ],
)
def test_what_cannot_be_read_says_why(data, reason):
    with pytest.raises(UnreadableDocument, match=reason):
        load_xlsx(data, "a.xlsx")
