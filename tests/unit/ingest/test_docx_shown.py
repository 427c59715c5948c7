"""What of a DOCX is its text as its pages show it: struck and raised letters, symbols, fields, and tables that lay out."""

import pytest

from ingesting import assert_sound, shape
from paper import docx, paragraph
from untuned.ingest.load.office.docx import load_docx

STYLES = """
<w:style w:type="character" w:styleId="Mark"><w:name w:val="Mark"/><w:rPr><w:vertAlign w:val="superscript"/></w:rPr></w:style>
<w:style w:type="character" w:styleId="Gone"><w:name w:val="Gone"/><w:rPr><w:strike/></w:rPr></w:style>
"""


def run(words: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{words}</w:t></w:r>'


def read(*runs: str):
    loaded = load_docx(docx(f"<w:p>{''.join(runs)}</w:p>", styles=STYLES), "a.docx")
    assert_sound(loaded)
    return loaded


@pytest.mark.parametrize("struck", ["<w:strike/>", "<w:dstrike/>", '<w:rStyle w:val="Gone"/>', '<w:strike w:val="0"/><w:dstrike/>'])
def test_struck_words_are_no_text_and_are_told(struck):
    loaded = read(run("Pay "), run("30", struck), run("60 days."))
    assert (loaded.text, dict(loaded.metadata)) == ("Pay 60 days.", {"struck_text": True})


def test_words_that_are_struck_no_more_are_text():
    loaded = read(run("Pay "), run("30", '<w:rStyle w:val="Gone"/><w:strike w:val="0"/>'))
    assert (loaded.text, dict(loaded.metadata)) == ("Pay 30", {})


@pytest.mark.parametrize("mark", ["1", "1, 2", "2\u20133"])
def test_a_mark_beside_a_number_does_not_join_it(mark):
    raised = mark.translate(str.maketrans("123", "¹²³"))
    assert read(run("50"), run(mark, '<w:rStyle w:val="Mark"/>'), run(" EUR")).text == f"50{raised} EUR"


def test_digits_that_stand_higher_are_raised():
    assert read(run("10"), run("2", '<w:position w:val="8"/><w:sz w:val="19"/>'), run("3", '<w:position w:val="-4"/>')).text == "10²3"
    assert read(run("2024 ", '<w:position w:val="1"/>'), run("500", '<w:position w:val="3"/>')).text == "2024 500"


SYMBOL = '<w:rFonts w:ascii="Symbol" w:hAnsi="Symbol"/>'


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ('<w:r><w:sym w:font="Symbol" w:char="F0B3"/></w:r>', "≥"),
        (run("\uf0a3", SYMBOL), "≤"),
        (run("m", SYMBOL), "μ"),
        (run("m", '<w:rFonts w:ascii="Calibri"/>'), "m"),
        ('<w:r><w:sym w:font="Wingdings" w:char="F0FE"/></w:r>', "☑"),
        ('<w:r><w:sym w:font="Wingdings" w:char="F021"/></w:r>', "\ufffd"),
        ('<w:r><w:sym w:font="Calibri" w:char="2265"/></w:r>', "≥"),
    ],
)
def test_signs_of_symbol_fonts_are_what_they_show(written, shown):
    assert read(run("5 "), written, run("g")).text == f"5 {shown}g"


def test_a_sign_with_an_older_reading_is_read_once():
    choice = '<mc:Choice Requires="w16se"><w16se:symEx xmlns:w16se="x" w16se:font="Segoe UI Emoji" w16se:char="2705"/></mc:Choice>'
    sign = f"<w:r><mc:AlternateContent>{choice}<mc:Fallback><w:t>✅</w:t></mc:Fallback></mc:AlternateContent></w:r>"
    assert read(run("SSO "), sign, run(" yes")).text == "SSO ✅ yes"


def field(mark: str) -> str:
    return f'<w:r><w:fldChar w:fldCharType="{mark}"/></w:r>'


def code(words: str) -> str:
    return f"<w:r><w:instrText>{words}</w:instrText></w:r>"


def test_what_stands_in_a_fields_code_is_not_shown():
    inner = field("begin") + code("MERGEFIELD sex") + field("separate") + run("M") + field("end")
    outer = field("begin") + code("IF ") + inner + code(' = "M" "Mr" "Ms"') + field("separate") + run("Mr") + field("end")
    assert read(run("Dear "), outer, run(" Smith")).text == "Dear Mr Smith"


@pytest.mark.parametrize("open_field", [field("begin") + code("XE"), field("end"), field("separate")])
def test_a_field_that_is_not_closed_ends_with_its_paragraph(open_field):
    body = f"<w:p>{run('One.')}{open_field}</w:p>{paragraph('Two.')}"
    assert load_docx(docx(body), "a.docx").text == "One.\n\nTwo."


def test_reading_aids_are_no_text_and_a_tab_to_a_margin_parts_words():
    ruby = f"<w:r><w:ruby><w:rt>{run('kan')}</w:rt><w:rubyBase>{run('漢')}</w:rubyBase></w:ruby></w:r>"
    assert read(ruby, run("字"), '<w:r><w:ptab w:alignment="right"/><w:t>right</w:t></w:r>').text == "漢字\tright"


def table(*rows: list[str]) -> str:
    cells = ("".join(f"<w:tc>{cell}</w:tc>" for cell in row) for row in rows)
    return f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in cells)}</w:tbl>"


def test_a_table_of_one_cell_is_what_stands_in_it():
    loaded = load_docx(docx(table([paragraph("Important") + paragraph("Keep the key.") + paragraph("It opens all.")])), "a.docx")
    assert shape(loaded) == [("paragraph", "Important"), ("paragraph", "Keep the key."), ("paragraph", "It opens all.")]


def test_a_table_in_a_cell_keeps_its_rows():
    inner = table([paragraph("Free"), paragraph("5 EUR")], [paragraph("Pro"), paragraph("9 EUR")])
    loaded = load_docx(docx(table([paragraph("Plans"), inner + "<w:p/>"], [paragraph("Notes"), paragraph("none")])), "a.docx")
    assert shape(loaded) == [("paragraph", "Plans"), ("row", "Free | 5 EUR"), ("row", "Pro | 9 EUR"), ("row", "Notes | none")]
    assert_sound(loaded)


def test_a_cell_that_tracked_changes_delete_is_empty():
    gone = f'<w:tc><w:tcPr><w:cellDel w:id="1"/></w:tcPr>{paragraph("old")}</w:tc>'
    loaded = load_docx(docx(f"<w:tbl><w:tr>{gone}<w:tc>{paragraph('new')}</w:tc></w:tr></w:tbl>"), "a.docx")
    assert (loaded.text, dict(loaded.metadata)) == (" | new", {"tracked_changes": True})


def test_a_table_below_another_has_a_header_of_its_own_or_none():
    def table(*rows: tuple[str, ...]) -> str:
        cells = ("".join(f"<w:tc>{paragraph(cell)}</w:tc>" for cell in row) for row in rows)
        return f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in cells)}</w:tbl>"

    plans = table(("Plan", "Price"), ("Basic", "12"), ("Plus", "20"))
    parts = table(("Mast", "12 kg"), ("Sail", "3 kg"))
    loaded = load_docx(docx(plans + paragraph("") + parts), "a.docx")
    assert loaded.text.endswith("Plus | 20\n\nMast | 12 kg\nSail | 3 kg")
    assert [kind for kind, _ in shape(loaded)] == ["header", "row", "row", "row", "row"]
