"""The text of an ODT: its headings, lists, tables, notes and frames, as its pages show them."""

import pytest

from ingesting import assert_sound, loaded_from, shape
from opendocument import COVERED, MANIFEST, cell, flat, h, head, items, letters, numbered, opened, p, row, span, style, table
from paper import docx, zipped
from paper import paragraph as word_paragraph
from untuned.errors import UnreadableDocument
from untuned.ingest.load.office.docx import load_docx
from untuned.ingest.load.office.odt import load_odt

DECIMAL = 'style:num-format="1" style:num-suffix="."'
LETTER = 'style:num-format="a" style:num-suffix=")"'
LISTS = numbered("L1", [DECIMAL, f'{LETTER} text:display-levels="2"']) + numbered("B1", [""])
OUTLINE = (
    '<office:styles><text:outline-style style:name="Outline">'
    '<text:outline-level-style text:level="1" style:num-format="I" style:num-prefix="Article "/>'
    '<text:outline-level-style text:level="2" style:num-format="1" text:display-levels="2"/></text:outline-style></office:styles>'
)


def read(body: str, own: str = "", **more):
    loaded = load_odt(opened("text", body, own=LISTS + own, **more), "docs/paper.odt")
    assert_sound(loaded)
    return loaded


def test_headings_paragraphs_items_and_rows_in_order():
    body = h("Stations") + p("It’s a “quoted” word.") + items(p("keep it dry"), more='text:style-name="B1"')
    loaded = read(body + table(row("Part", "Weight"), row("Mast", "12 kg"), row("Sail", "3 kg")))
    assert shape(loaded) == [
        ("heading", "Stations"),
        ("paragraph", "It’s a “quoted” word."),
        ("item", "keep it dry"),
        ("header", "Part | Weight"),
        ("row", "Mast | 12 kg"),
        ("row", "Sail | 3 kg"),
    ]
    assert (loaded.title, loaded.format, loaded.parser, dict(loaded.metadata)) == ("Stations", "odt", "odt/1", {})


@pytest.mark.parametrize("ending", [".odt", ".ott", ".ODT"])
def test_it_needs_no_extra(ending, monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "xberg", None)
    assert loaded_from(opened("text", p("Words.")), f"a{ending}").text == "Words."


def test_one_file_of_xml_is_read_alike():
    styles = style("Gone", "text", '<style:text-properties style:text-line-through-style="solid"/>')
    loaded = loaded_from(flat("text", p(f"Pay {span('30', 'Gone')}60 days."), styles=styles, title="Terms of pay"), "a.fodt")
    assert (loaded.text, loaded.title, dict(loaded.metadata)) == ("Pay 60 days.", "Terms of pay", {"struck_text": True})


def test_a_title_of_its_own_wins():
    assert read(h("Stations"), title="All stations").title == "All stations"


def test_a_paragraph_of_a_heading_style_is_a_heading():
    own = style("Heading_20_2", "paragraph", more='style:display-name="Heading 2"') + style("P1", "paragraph", parent="Heading_20_2")
    own += style("Title", "paragraph") + style("P2", "paragraph", parent="Title")
    own += style("Subtitle", "paragraph", parent="Heading") + style("Heading", "paragraph")
    loaded = read(p("Whole", "P2") + p("Under it", "Subtitle") + p("Part", "P1"), own)
    assert [(block.kind, block.level) for block in loaded.blocks] == [("heading", 1), ("paragraph", 0), ("heading", 2)]


def test_white_space_is_as_the_page_shows_it():
    body = p("\n  One\n  two <text:span> three</text:span><text:s text:c='2'/>four<text:tab/>five<text:line-break/>six  ")
    assert read(body).text == "One two three  four\tfive\nsix"


def test_a_million_spaces_are_few():
    assert len(read(p("a<text:s text:c='99999999'/>b")).text) < 200


# numbers that are counted


def test_lists_within_lists_are_counted():
    inner = items(p("first"), p("second"), more="")
    loaded = read(items(p("One") + inner, p("Two") + p("more of two") + items(p("inner"), more="")))
    told = ["1. One", "1.a) first", "1.b) second", "2. Two", "more of two", "2.a) inner"]
    assert [text for _, text in shape(loaded)] == told
    assert [block.level for block in loaded.blocks] == [1, 2, 2, 1, 0, 2]


def test_a_list_begins_anew_unless_it_says_that_it_goes_on():
    body = items(p("a"), p("b"), more='text:style-name="L1" xml:id="first"') + p("Between.") + items(p("c"))
    body += items(p("d"), more='text:style-name="L1" text:continue-list="first"')
    body += items(p("e"), more='text:style-name="L1" text:continue-numbering="true"')
    assert [text for _, text in shape(read(body))] == ["1. a", "2. b", "Between.", "1. c", "3. d", "4. e"]


def test_an_item_that_holds_nothing_but_a_list_is_none_of_its_own():
    body = items(p("a") + items(p("b"), more="")) + p("Between.")
    body += items(items(p("c"), more=""), p("d"), more='text:style-name="L1" text:continue-numbering="true"')
    assert [text for _, text in shape(read(body))] == ["1. a", "1.a) b", "Between.", "1.b) c", "2. d"]


def test_a_number_that_an_item_says_itself_counts_on():
    body = '<text:list text:style-name="L1"><text:list-header><text:p>Of these:</text:p></text:list-header>'
    body += '<text:list-item text:start-value="7"><text:p>a</text:p></text:list-item><text:list-item><text:p/></text:list-item>'
    body += "<text:list-item><text:p>c</text:p></text:list-item></text:list>"
    assert shape(read(body)) == [("paragraph", "Of these:"), ("item", "7. a"), ("item", "9. c")]


@pytest.mark.parametrize(
    ("level", "shown"),
    [
        ('style:num-format="A" style:num-prefix="(" style:num-suffix=")" text:start-value="28"', "(AB) "),
        ('style:num-format="a" style:num-letter-sync="true" text:start-value="28"', "bb "),
        ('style:num-format="i" text:start-value="4"', "iv "),
        ('style:num-format="А, Б, .., Аа, Аб, ... (ru)" text:start-value="3"', "В "),
        ('style:num-format="1" loext:num-list-format="§ %1%:" style:num-suffix="."', "§ 1: "),
        ('style:num-format="" style:num-prefix="Note:"', "Note: "),
        ('style:num-format="一, 二, 三, ..."', ""),
    ],
)
def test_numbers_are_written_in_the_form_of_their_level(level, shown):
    assert read(items(p("words"), more='text:style-name="L9"'), numbered("L9", [level])).text == f"{shown}words"


def test_headings_are_counted_by_their_outline():
    own = style("Plain", "paragraph", more='style:list-style-name=""')
    body = h("Scope") + h("Terms", 2) + h("Preface", 1, 'text:style-name="Plain"') + h("Annex", 1, 'text:is-list-header="true"')
    loaded = read(body + h("Fees") + h("Late", 2) + h("Last", 2, 'text:restart-numbering="true" text:start-value="9"'), own, styles=OUTLINE)
    assert [text for _, text in shape(loaded)] == [
        "Article I Scope",
        "I.1 Terms",
        "Preface",
        "Annex",
        "Article II Fees",
        "II.1 Late",
        "II.9 Last",
    ]
    assert loaded.title == "Preface"


def test_headings_with_numbers_that_cannot_be_written_are_told():
    styles = OUTLINE.replace('style:num-format="I"', 'style:num-format="一, 二, ..."')
    loaded = read(h("Scope"), styles=styles)
    assert (loaded.text, dict(loaded.metadata)) == ("Scope", {"counted_headings": True})


# tables


def test_a_cell_over_rows_stands_in_each_and_a_name_over_each_of_its_columns():
    names = head(row("Plan", cell("Fee", 'table:number-columns-spanned="2"'), COVERED))
    tall = cell("Basic", 'table:number-rows-spanned="2"')
    wide = cell("all of it", 'table:number-columns-spanned="3"')
    loaded = read(table(names, row(tall, "a", "1"), row(COVERED, "b", "2"), row(wide, COVERED, COVERED)))
    assert shape(loaded) == [
        ("header", "Plan | Fee | Fee"),
        ("row", "Basic | a | 1"),
        ("row", "Basic | b | 2"),
        ("row", "all of it"),
    ]


def test_rows_keep_their_columns_where_a_file_leaves_covered_cells_out():
    tall = cell("Basic", 'table:number-rows-spanned="2"')
    assert read(table(row("Plan", "Kind", "Fee"), row(tall, "a", "1"), row("b", "2"))).text.endswith("Basic | a | 1\nBasic | b | 2")


def test_what_a_covered_cell_holds_is_not_shown():
    hidden = "<table:covered-table-cell><text:p>old words</text:p></table:covered-table-cell>"
    assert (
        read(table(row(cell("wide", 'table:number-columns-spanned="2"'), hidden, "b"), row("c", "d", "e"))).text == "wide |  | b\nc | d | e"
    )


def test_cells_and_rows_that_are_alike_keep_the_columns():
    alike = row(cell("x", 'table:number-columns-repeated="2"'), "9", more='table:number-rows-repeated="2"')
    assert read(table(row("a", "b", "c"), alike)).text == "a | b | c\nx | x | 9\nx | x | 9"


def test_a_table_right_below_another_has_a_header_of_its_own_or_none():
    one = table(head(row("Plan", "Fee")), row("Basic", "12"))
    other = table(row("Name", "Age"), row("Ann", "5"), row("Bob", "7"))
    loaded = read(one + other + p("") + table(row("Mast", "12 kg"), row("Sail", "3 kg")))
    assert loaded.text == "Plan | Fee\nBasic | 12\n\nName | Age\nAnn | 5\nBob | 7\n\nMast | 12 kg\nSail | 3 kg"
    assert [kind for kind, _ in shape(loaded)] == ["header", "row", "header", "row", "row", "row", "row"]


def test_hidden_rows_hold_the_places_of_their_cells():
    hidden = row(cell("secret", 'table:number-rows-spanned="2"'), "b", more='table:visibility="collapse"')
    loaded = read(table(hidden, row(COVERED, "c")))
    assert (loaded.text, dict(loaded.metadata)) == (" | c", {"hidden_text": True})


def test_tables_that_lay_out_are_what_stands_in_them():
    inner = table(row("a", "b"), row("c", "d"))
    outer = table(f"<table:table-row><table:table-cell>{inner}</table:table-cell></table:table-row>")
    assert shape(read(outer + table(row("One cell.")))) == [("row", "a | b"), ("row", "c | d"), ("paragraph", "One cell.")]


# notes, frames, fields


def note(kind: str, words: str) -> str:
    body = f"<text:note-citation>1</text:note-citation><text:note-body>{p(words)}</text:note-body>"
    return f'<text:note text:note-class="{kind}">{body}</text:note>'


def test_footnotes_stand_behind_what_refers_to_them_and_endnotes_last():
    body = p(f"One{note('endnote', 'At the end.')} more.") + items(p(f"a{note('footnote', 'Of a.')}"), p("b")) + p("Last.")
    assert [text for _, text in shape(read(body))] == ["One more.", "1. a", "2. b", "Of a.", "Last.", "At the end."]


def test_of_a_frame_one_alternative_is_read_behind_its_paragraph():
    box = f"<draw:text-box>{p('In a box.')}</draw:text-box>"
    body = p(f"Before<draw:frame>{box}<draw:image><text:p>Instead.</text:p></draw:image></draw:frame> after.")
    body += p("Next.<draw:g><draw:custom-shape><text:p>In a shape.</text:p></draw:custom-shape></draw:g>")
    assert [text for _, text in shape(read(body))] == ["Before after.", "In a box.", "Next.", "In a shape."]


def test_a_formula_is_one_sign():
    frame = '<draw:frame><draw:object xlink:href="./Object 1"/><draw:image/></draw:frame>'
    math = '<math xmlns="http://www.w3.org/1998/Math/MathML"><mi>x</mi></math>'
    assert read(p(f"So {frame} holds."), more={"Object 1/content.xml": math}).text == "So \ufffc holds."
    assert (
        load_odt(flat("text", p(f"So <draw:frame><draw:object>{math}</draw:object></draw:frame> holds.")), "a.fodt").text
        == "So \ufffc holds."
    )


def test_fields_links_and_readings_are_what_they_show():
    body = p(
        '<text:a xlink:href="x">a link</text:a>, page <text:page-number>4</text:page-number>, '
        "<text:ruby><text:ruby-base>字</text:ruby-base><text:ruby-text>zi</text:ruby-text></text:ruby>"
        "<text:soft-page-break/>, <text:bookmark-start text:name='b'/>mark<text:bookmark-end text:name='b'/>"
    )
    assert read(body).text == "a link, page 4, 字, mark"


def test_contents_comments_and_declarations_are_no_text():
    contents = f"<text:table-of-content><text:index-body>{p('Scope 1')}</text:index-body></text:table-of-content>"
    index = "<text:alphabetical-index><text:alphabetical-index-source><text:index-title-template>No</text:index-title-template>"
    index += f"</text:alphabetical-index-source><text:index-body>{p('mast, 3')}</text:index-body></text:alphabetical-index>"
    comment = "<office:annotation><dc:creator>Me</dc:creator><text:p>A comment.</text:p></office:annotation>"
    own = style("Contents_20_1", "paragraph", more='style:display-name="Contents 1"')
    body = contents + p(f"Words.{comment}") + index + p("Scope 1", "Contents_20_1")
    assert [text for _, text in shape(read(body, own))] == ["Words.", "mast, 3"]


# what is refused


def test_other_files_are_told_apart():
    with pytest.raises(UnreadableDocument, match="it is no ODT"):
        load_odt(opened("spreadsheet", ""), "a.odt")
    with pytest.raises(UnreadableDocument, match="no text part"):
        load_odt(zipped({"notes.txt": "words"}), "a.odt")
    with pytest.raises(UnreadableDocument, match="not an ODT"):
        load_odt(b"<html>", "a.fodt")
    with pytest.raises(UnreadableDocument, match="no visible text"):
        load_odt(opened("text", p("")), "a.odt")
    with pytest.raises(UnreadableDocument, match="cut off"):
        load_odt(opened("text", p("Words."))[:300], "a.odt")


@pytest.mark.parametrize("flat_file", [False, True])
def test_a_declared_document_type_is_refused(flat_file):
    prologue = "<!DOCTYPE z [<!ENTITY i 'words'>]>"
    data = flat("text", p("&i;")).replace(b"?>", b"?>" + prologue.encode(), 1) if flat_file else opened("text", p("&i;"), prologue=prologue)
    with pytest.raises(UnreadableDocument, match="declares a document type"):
        load_odt(data, "a.odt")


def test_a_password_is_told():
    sealed = '<manifest:file-entry manifest:full-path="content.xml"><manifest:encryption-data/></manifest:file-entry>'
    with pytest.raises(UnreadableDocument, match="asks for a password") as found:
        load_odt(zipped({"content.xml": b"\x8f\x01\x02", "META-INF/manifest.xml": MANIFEST.format(sealed)}), "a.odt")
    assert found.value.remedy == "save it without a password"


def test_spans_and_repeats_of_millions_stay_small():
    many = 'table:number-columns-repeated="9999999" table:number-columns-spanned="9999999" table:number-rows-spanned="9999999"'
    rows = [row(cell("word", many), more='table:number-rows-repeated="9999999"')] * 20
    assert len(load_odt(opened("text", table(*rows)), "a.odt").text) < 300_000


@pytest.mark.parametrize("tag", ["text:span", "text:list", "text:section", "draw:g", "text:a"])
def test_what_nests_deeply_is_read_or_refused(tag):
    within = "<text:list-item>" if tag == "text:list" else ""
    depth = 120 if within else 240
    deep = f"<{tag}>{within}" * depth + "<text:p>words</text:p>" + f"{within.replace('<', '</')}</{tag}>" * depth
    body = p(deep) if tag in ("text:span", "text:a") else deep
    assert "words" in load_odt(opened("text", body), "a.odt").text
    with pytest.raises(UnreadableDocument, match="no sound XML"):
        load_odt(opened("text", f"<{tag}>" * 5_000 + f"</{tag}>" * 5_000), "a.odt")


def test_the_same_document_has_the_same_text_as_a_docx():
    w = '<w:tc><w:tcPr>{1}</w:tcPr><w:p><w:r><w:t xml:space="preserve">{0}</w:t></w:r></w:p></w:tc>'.format
    rows = [
        w("Plan", "") + w("Fee", '<w:gridSpan w:val="2"/>'),
        w("Basic", '<w:vMerge w:val="restart"/>') + w("a", "") + w("1", ""),
        w("", "<w:vMerge/>") + w("b", "") + w("2", ""),
    ]
    runs = [("Pay ", ""), ("30", "<w:strike/>"), ("60 days, 10", ""), ("2", '<w:vertAlign w:val="superscript"/>'), (" m", "")]
    paragraph = "".join(f'<w:r><w:rPr>{look}</w:rPr><w:t xml:space="preserve">{words}</w:t></w:r>' for words, look in runs)
    heads = ["<w:trPr><w:tblHeader/></w:trPr>", "", ""]
    word = docx(
        word_paragraph("Fees", properties='<w:outlineLvl w:val="0"/>')
        + f"<w:p>{paragraph}</w:p><w:tbl>"
        + "".join(f"<w:tr>{above}{cells}</w:tr>" for above, cells in zip(heads, rows, strict=True))
        + "</w:tbl>"
    )
    own = letters("Gone", 'style:text-line-through-style="solid"') + letters("Up", 'style:text-position="super 58%"')
    names = head(row("Plan", cell("Fee", 'table:number-columns-spanned="2"'), COVERED))
    open_rows = row(cell("Basic", 'table:number-rows-spanned="2"'), "a", "1"), row(COVERED, "b", "2")
    body = h("Fees") + p(f"Pay {span('30', 'Gone')}60 days, 10{span('2', 'Up')} m") + table(names, *open_rows)
    mine, its = read(body, own), load_docx(word, "docs/paper.docx")
    assert (mine.text, mine.blocks, mine.metadata, mine.title) == (its.text, its.blocks, its.metadata, its.title)
