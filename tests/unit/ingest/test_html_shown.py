"""What of a page is its text as a reader sees it: raised, struck and laid out signs, and words behind tabs, buttons and layouts."""

import pytest

from ingesting import assert_sound, loaded_from, shape
from untuned.ingest.load.decode import text_encodings
from untuned.ingest.load.html import load_html


def blocks(body: str):
    loaded = loaded_from(f"<html><body>{body}</body></html>", "a.html")
    assert_sound(loaded)
    return shape(loaded)


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("10<sup>2</sup> m<sup>2</sup>", "10² m²"),
        ("50<sup><a href='#n'>1</a></sup> EUR", "50¹ EUR"),
        ("50<sup>1, 2</sup> EUR", "50¹, ² EUR"),
        ("10<sup>-3</sup> or 10<sup>\u22123</sup>", "10⁻³ or 10⁻³"),
        ("19<sup>th</sup> of May<sup>[1]</sup>", "19th of May[1]"),
        ("H<sub>2</sub>O", "H2O"),
    ],
)
def test_a_raised_digit_is_never_a_plain_one(written, read):
    assert blocks(f"<p>{written}</p>") == [("paragraph", read)]


@pytest.mark.parametrize(
    "struck",
    [
        "<del>30</del>",
        "<s>30 </s>",
        "<strike><b>30</b></strike>",
        "<span style='color:red;text-decoration: line-through'>30</span>",
        "<span style='text-decoration-line:underline line-through'>30</span>",
    ],
)
def test_struck_words_are_no_text_and_are_told(struck):
    loaded = loaded_from(f"<p>Pay {struck}<ins>60</ins> days.</p>", "a.html")
    assert loaded.text == "Pay 60 days."
    assert loaded.metadata == {"struck_text": True}


COLUMN = '<td style="font-size:0px;padding:0"><div style="font-size:0;display:inline-block">{}</div></td>'


@pytest.mark.parametrize(
    "shown",
    [
        '<p style="font-size:13px">Words.</p>',
        '<p style="font:italic 13px Arial">Words.</p>',
        '<p style="font-size:1rem">Words.</p>',
        '<p style="font-size:small">Words.</p>',
        '<font size="2">Words.</font>',
    ],
)
def test_letters_with_a_size_of_their_own_are_shown_in_ones_without(shown):
    loaded = loaded_from(f"<table><tr>{COLUMN.format(shown)}</tr></table>", "a.html")
    assert loaded.text == "Words."
    assert loaded.metadata == {}


@pytest.mark.parametrize("hidden", ["Obey.", "<i>Obey.</i>", "<b></b>Obey.", '<p style="font-size:2em">Obey.</p>'])
def test_letters_without_a_size_stay_hidden_beside_ones_that_have_one(hidden):
    cell = COLUMN.format(f"{hidden}<p style='font-size:13px'>Words.</p>{hidden}")
    loaded = load_html(f"<table><tr>{cell}</tr></table>".encode(), "a.html")
    assert loaded.text == "Words."
    assert loaded.metadata["hidden_text"] is True
    assert {one.text.strip() for one in loaded.asides if one.where == "hidden"} == {"Obey."}


def test_lines_count_where_letters_without_a_size_are_left_out():
    loaded = loaded_from('<div style="font-size:0">\n\nx\n</div>\n<p>Words.</p>', "a.html")
    assert [(one.offset, one.line) for one in loaded.lines] == [(0, 5)]


def test_a_button_that_is_all_of_a_heading_is_the_heading():
    page = (
        "<h2><button aria-expanded='false'>How do I <b>cancel</b>?</button></h2><p>Write to us.</p><h3>Install <button>Copy</button></h3>"
    )
    assert blocks(page) == [("heading", "How do I cancel?"), ("paragraph", "Write to us."), ("heading", "Install")]
    assert blocks("<p>Press <button>Save</button> now.</p>") == [("paragraph", "Press now.")]


def test_panels_that_tabs_open_are_shown():
    tabs = "<ul role='tablist'><li role='tab'>npm</li><li role='tab'>Yarn</li></ul>"
    panels = "<div><div role='tabpanel'>npm i x</div><div role='tabpanel' hidden>yarn add x</div></div>"
    assert [words for _, words in blocks(f"<div>{tabs}{panels}</div>")] == ["npm", "Yarn", "npm i x", "yarn add x"]
    row = "<div role='tablist'><button role='tab'>Linux</button><button role='tab'>Windows</button></div>"
    both = "<div role='tabpanel'>apt</div><div role='tabpanel' hidden='true'>choco</div>"
    assert [words for _, words in blocks(f"<div>{row}{both}</div>")] == ["Linux Windows", "apt", "choco"]


@pytest.mark.parametrize(
    "panels",
    [
        "<div role='tabpanel' hidden>Obey.</div>",
        "<div><ul role='tablist'><li role='tab'>a</li></ul><p role='tabpanel'>A</p><p role='tabpanel' hidden>Obey.</p></div>",
        "<ul role='tablist'><li role='tab'>a</li></ul><div><div><div role='tabpanel' hidden>Obey.</div></div></div>",
    ],
)
def test_a_panel_without_a_tab_of_its_own_stays_hidden(panels):
    loaded = loaded_from(f"<p>Words.</p>{panels}", "a.html")
    assert "Obey" not in loaded.text
    assert loaded.metadata["hidden_text"] is True


def test_a_form_around_a_whole_page_is_its_content():
    page = "<a href='#c'>Skip</a><form id='aspnetForm'><h1>Leave</h1><p>You have 25 days.</p><form>name</form></form><form>secret</form>"
    assert blocks(page)[1:] == [("heading", "Leave"), ("paragraph", "You have 25 days.")]


@pytest.mark.parametrize("told", ["class='note'", "class='starlight-aside starlight-aside--caution'", "role='note'"])
def test_an_aside_that_is_a_note_belongs_to_the_text(told):
    assert blocks(f"<p>Keys.</p><aside {told}>They expire.</aside>") == [("paragraph", "Keys."), ("paragraph", "They expire.")]


def test_an_aside_that_is_none_is_left_out():
    assert blocks("<p>Keys.</p><aside class='related-info'>More.</aside>") == [("paragraph", "Keys.")]


LAID_OUT = "<mrow><mi>E</mi><mo>=</mo><mi>m</mi><msup><mi>c</mi><mn>2</mn></msup></mrow>"
NOTE = "<annotation encoding='application/x-tex'>E=mc^2</annotation>"


@pytest.mark.parametrize(
    ("formula", "read"),
    [
        (f"<math><semantics>{LAID_OUT}{NOTE}</semantics></math>", "So \ufffc holds."),
        ("<math><semantics><mrow><mi>n</mi><mo>=</mo><mn>5</mn></mrow><annotation>n=5</annotation></semantics></math>", "So n=5 holds."),
        ("<math><mtext>if n is</mtext><mo>&lt;</mo><mn>5</mn></math>", "So if n is <5 holds."),
        ("<math style='display:none'><mn>5</mn></math>", "So holds."),
    ],
)
def test_a_formula_is_read_once_and_never_as_something_else(formula, read):
    assert blocks(f"<p>So {formula} holds.</p>") == [("paragraph", read)]


def test_reading_aids_are_no_text():
    assert blocks("<p><ruby>漢<rt>kan</rt>字<rp>(</rp><rt>ji</rt><rp>)</rp></ruby></p>") == [("paragraph", "漢字")]


def test_a_listing_with_numbered_lines_is_code_without_the_numbers():
    cells = "<td><div><pre>1\n2</pre></div></td><td><div><pre>import x\n  y = 1\n</pre></div></td>"
    assert blocks(f"<table class='highlighttable'><tr>{cells}</tr></table>") == [("code", "import x\n  y = 1")]


def test_a_table_of_two_listings_keeps_the_figures_of_the_first():
    assert blocks("<table><tr><td><pre>12\n34</pre></td><td><pre>56\n78</pre></td></tr></table>") == [("row", "12 34 | 56 78")]
    assert blocks("<table><tr><td><pre>500</pre></td><td><pre>Kayak</pre></td></tr></table>") == [("row", "500 | Kayak")]


def test_a_table_of_one_cell_is_what_stands_in_it():
    page = "<table><tr><td><h2>Note</h2><p>Keep it.</p><p>It opens all.</p></td></tr></table>"
    assert blocks(page) == [("heading", "Note"), ("paragraph", "Keep it."), ("paragraph", "It opens all.")]


@pytest.mark.parametrize(
    ("head", "encoding", "words"),
    [
        ("<?xml version='1.0' encoding='windows-1251'?>", "cp1251", "Привет"),
        ("<meta charset=iso-8859-1>", "cp1252", "don’t – 5 €"),
        ("<meta charset=iso-8859-1>", "latin-1", "caf\xe9 \x81"),
        ("<meta charset=gb2312>", "gb18030", "朱镕基"),
        ("<meta charset=shift_jis>", "cp932", "①髙い"),
        ("<meta charset=iso-2022-jp>", "iso2022_jp", "日本語"),
    ],
)
def test_a_page_is_read_in_the_encoding_that_programs_mean_by_its_name(head, encoding, words):
    assert loaded_from(f"{head}<p>{words}</p>".encode(encoding), "a.html").text == words


def test_names_of_encodings_have_their_readings_best_first():
    assert text_encodings("ISO-8859-1") == ("cp1252", "iso8859-1")
    assert text_encodings("iso-8859-8-i") == ("iso8859-8",)
    assert text_encodings("utf8") == ("utf-8",)
    assert text_encodings("rot13") == text_encodings("x-unknown") == ()


@pytest.mark.parametrize(
    "link",
    [
        "<a class='headerlink' href='#t' title='Permalink to this heading'>¶</a>",
        "<a href='#t'>#</a>",
        "<a class='hash-link' href='#t' aria-label='Direct link to Term'>\u200b</a>",
        "<a href='#back'>↩\ufe0e</a>",
        "<a href='#t'><svg><path d='M0'/></svg></a>",
    ],
)
def test_a_sign_that_links_to_its_own_place_is_no_text(link):
    assert blocks(f"<h2>Term{link}</h2><p>It tells.</p>") == [("heading", "Term"), ("paragraph", "It tells.")]
    assert blocks(f"<dl><dt>Term{link}</dt><dd>It tells.</dd></dl>") == blocks("<dl><dt>Term</dt><dd>It tells.</dd></dl>")


@pytest.mark.parametrize(
    "link", ["<a href='#n'>1</a>", "<a href='#n'>**</a>", "<a href='other.html'>§</a>", "<a href='#'>…</a>", "<a href='#b'>see below</a>"]
)
def test_a_link_that_says_something_or_leads_elsewhere_is_text(link):
    said = link.partition(">")[2].removesuffix("</a>")
    assert blocks(f"<p>Term {link}</p>") == [("paragraph", f"Term {said}")]
