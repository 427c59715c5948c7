"""The numbers that a DOCX counts. What a page shows for them was compared with the text that LibreOffice 7.4 exports."""

import pytest

from paper import docx, paragraph
from untuned.ingest.load.office.docx import load_docx

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
HEADINGS = "".join(
    f'<w:style w:type="paragraph" w:styleId="H{at}"><w:name w:val="heading {at}"/>'
    '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    for at in (1, 2)
)


def level(at: int, form: str, *, kind: str = "decimal", start: int = 1, more: str = "") -> str:
    return f'<w:lvl w:ilvl="{at}"><w:start w:val="{start}"/><w:numFmt w:val="{kind}"/>{more}<w:lvlText w:val="{form}"/></w:lvl>'


def numbering(*lists: str, numbers: str = "") -> dict[str, str | bytes]:
    """A part that defines these lists, from 0, under numbers from 1."""
    defined = "".join(f'<w:abstractNum w:abstractNumId="{at}">{levels}</w:abstractNum>' for at, levels in enumerate(lists))
    numbers = numbers or "".join(number(at + 1, at) for at in range(len(lists)))
    return {"word/numbering.xml": f'<w:numbering xmlns:w="{_W}">{defined}{numbers}</w:numbering>'}


def number(named: int, defined: int, more: str = "") -> str:
    return f'<w:num w:numId="{named}"><w:abstractNumId w:val="{defined}"/>{more}</w:num>'


def item(words: str, at: int = 0, *, named: int = 1, mark: str = "") -> str:
    return paragraph(words, properties=f'<w:numPr><w:ilvl w:val="{at}"/><w:numId w:val="{named}"/></w:numPr>{mark}')


def lines(body: str, parts: dict[str, str | bytes], **more: str) -> list[str]:
    return [line for line in load_docx(docx(body, more=parts, **more), "a.docx").text.split("\n") if line]


CLAUSES = level(0, "%1.") + level(1, "%1.%2") + level(2, "(%3)", kind="lowerLetter") + level(3, "(%4)", kind="lowerRoman")


def test_clauses_carry_the_numbers_of_their_levels():
    body = item("Term") + item("One year.", 1) + item("Ends:", 1) + item("by notice", 2) + item("at once", 2) + item("if unpaid", 3)
    assert lines(body + item("Fees") + item("Monthly.", 1) + item("in euros", 2), numbering(CLAUSES)) == [
        "1. Term", "1.1 One year.", "1.2 Ends:", "(a) by notice", "(b) at once", "(i) if unpaid", "2. Fees", "2.1 Monthly.", "(a) in euros",
    ]  # fmt: skip


def test_styles_of_headings_are_numbered_by_the_level_that_names_them():
    parts = numbering(
        level(0, "Article %1", kind="upperRoman", more='<w:pStyle w:val="H1"/>')
        + level(1, "%1.%2", more='<w:pStyle w:val="H2"/><w:isLgl/>')
    )
    body = "".join(
        paragraph(words, properties=f'<w:pStyle w:val="{style}"/>') for words, style in (("Term", "H1"), ("Fees", "H1"), ("Late", "H2"))
    )
    loaded = load_docx(docx(body, styles=HEADINGS, more=parts), "a.docx")
    assert loaded.text.split("\n\n") == ["Article I Term", "Article II Fees", "2.1 Late"]
    assert [(block.kind, block.level) for block in loaded.blocks] == [("heading", 1), ("heading", 1), ("heading", 2)]
    assert "counted_headings" not in loaded.metadata
    assert loaded.title == "a"


@pytest.mark.parametrize(
    ("kind", "start", "shown"),
    [
        ("lowerLetter", 26, ["z", "aa", "bb"]),
        ("upperRoman", 3, ["III", "IV", "V"]),
        ("lowerRoman", 48, ["xlviii", "xlix", "l"]),
        ("decimalZero", 9, ["09", "10", "11"]),
        ("ordinal", 11, ["11th", "12th", "13th"]),
        ("ordinal", 21, ["21st", "22nd", "23rd"]),
        ("russianLower", 9, ["и", "к", "л"]),
        ("russianUpper", 29, ["Я", "АА", "ББ"]),
    ],
)
def test_numbers_are_written_as_the_level_says(kind, start, shown):
    body = "".join(item("x") for _ in shown)
    assert lines(body, numbering(level(0, "%1)", kind=kind, start=start))) == [f"{one}) x" for one in shown]


def test_bullets_and_levels_without_a_form_stand_without_a_number():
    body = item("dry") + item("cool", named=2)
    assert lines(body, numbering(level(0, "•", kind="bullet"), level(0, ""))) == ["dry", "cool"]


def test_lists_of_one_definition_go_on_where_the_other_stopped_unless_they_begin_anew():
    anew = number(3, 0, '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>')
    parts = numbering(level(0, "%1."), numbers=number(1, 0) + number(2, 0) + anew)
    body = item("a") + item("b", named=2) + item("c", named=3) + item("d", named=3) + item("e")
    assert lines(body, parts) == ["1. a", "2. b", "1. c", "2. d", "3. e"]


def test_a_level_goes_on_counting_where_nothing_restarts_it():
    never = level(0, "%1.") + level(1, "%2)", more='<w:lvlRestart w:val="0"/>')
    body = item("a") + item("b", 1) + item("c") + item("d", 1)
    assert lines(body, numbering(never)) == ["1. a", "1) b", "2. c", "2) d"]


def test_a_list_that_is_named_without_a_level_stands_on_that_of_the_style():
    styles = HEADINGS.replace(
        '<w:numId w:val="1"/></w:numPr></w:pPr></w:style>', '<w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    )
    own = paragraph("Late", properties='<w:pStyle w:val="H2"/><w:numPr><w:numId w:val="1"/></w:numPr>')
    plain = paragraph("Plain", properties='<w:numPr><w:numId w:val="1"/></w:numPr>')
    assert lines(own + plain, numbering(CLAUSES), styles=styles) == ["1.1 Late", "2. Plain"]


def test_a_list_may_have_a_level_of_its_own():
    own = number(1, 0, f'<w:lvlOverride w:ilvl="0">{level(0, "§ %1", start=7)}</w:lvlOverride>')
    assert lines(item("Rent") + item("Heating"), numbering(level(0, "%1."), numbers=own)) == ["§ 7 Rent", "§ 8 Heating"]


def test_a_definition_may_stand_for_that_of_a_style():
    parts = numbering('<w:styleLink w:val="Legal"/>' + CLAUSES, '<w:numStyleLink w:val="Legal"/>')
    assert lines(item("Term") + item("Fees", named=2), parts) == ["1. Term", "2. Fees"]


@pytest.mark.parametrize(
    ("mark", "next_one"),
    [("", "3. c"), ("<w:rPr><w:vanish/></w:rPr>", "2. c"), ('<w:rPr><w:del w:id="1"/></w:rPr>', "2. c")],
)
def test_empty_lines_count_and_hidden_or_deleted_ones_do_not(mark, next_one):
    assert lines(item("a") + item("", mark=mark) + item("c"), numbering(level(0, "%1."))) == ["1. a", next_one]


@pytest.mark.parametrize(("kind", "start"), [("chicago", 1), ("lowerLetter", 900_000_000)])
def test_a_number_that_cannot_be_written_is_told_and_left_out(kind, start):
    body = paragraph("Term", properties='<w:pStyle w:val="H1"/>')
    loaded = load_docx(docx(body, styles=HEADINGS, more=numbering(level(0, "%1", kind=kind, start=start))), "a.docx")
    assert (loaded.text, loaded.metadata["counted_headings"]) == ("Term", True)


@pytest.mark.parametrize(
    "wrong", ['<w:lvl w:ilvl="x"/>', '<w:lvl w:ilvl="12"><w:lvlText w:val="%1"/></w:lvl>', level(0, "%9%8."), level(0, "%1" * 100)]
)
def test_definitions_that_make_no_sense_do_no_harm(wrong):
    assert lines(item("Term") + item("Deep", 8), numbering(wrong))[0].endswith("Term")
