"""Tables of contents name what stands below them: their lines are never searched."""

import pytest

from ingesting import assert_sound, loaded_from, shape
from paper import pdf, prose, text_at
from untuned.ingest.load.pdf.load import load_pdf

SECTIONS = "# Manual\n\n{contents}\n\n## 1. Setting up\n\nPlug it in.\n\n## 2. Daily use\n\nPress start.\n\n## 3. Cleaning\n\nUse water.\n"


def markup(text, path="manual.md"):
    loaded = loaded_from(text, path)
    assert_sound(loaded)
    return [words for kind, words in shape(loaded) if kind == "markup"]


@pytest.mark.parametrize(
    "contents",
    [
        "- [How to begin](#setting-up)\n- [Every day](#daily-use)\n    - [Water](#cleaning)",
        "Go to:\n\n1. [Setting up](#1-setting-up)\n2. [Daily use](#2-daily-use)\n3. [Cleaning](#3-cleaning)".removeprefix("Go to:\n\n"),
        "- 1. Setting up\n- 2. Daily use\n- 3. Cleaning",
        "* 1. Setting up ........ 4\n* 2. Daily use ......... 9\n* 3. Cleaning .......... 12",
    ],
)
def test_a_list_of_the_sections_below_it_is_not_searched(contents):
    assert len(markup(SECTIONS.format(contents=contents))) == 3


@pytest.mark.parametrize("label", ["Contents", "**Table of contents**", "## Contents", "On this page:", "Содержание"])
def test_names_alone_are_a_table_of_contents_below_its_title(label):
    found = markup(SECTIONS.format(contents=f"{label}\n\n- Setting up\n- Daily use\n- Cleaning"))
    assert [line for line in found if line.startswith("- ")] == ["- Setting up", "- Daily use", "- Cleaning"]


@pytest.mark.parametrize(
    "contents",
    [
        "- Setting up\n- Daily use\n- Cleaning",
        "It is made for three things:\n\n- [Setting up](#setting-up)\n- [Daily use](#daily-use)\n- [Cleaning](#cleaning)",
        "- 1. Setting up\n- 2. Daily use",
        "- 1. Setting up is done by us\n- 2. Daily use is up to you\n- 3. Cleaning takes a day",
        "- [Setting up](other.md#a)\n- [Daily use](other.md#b)\n- [Cleaning](other.md#c)",
    ],
)
def test_a_list_that_says_something_stays(contents):
    assert markup(SECTIONS.format(contents=contents)) == []


def test_headings_of_plain_text_are_its_underlined_lines():
    sections = "\n\n".join(f"{nth}. {name}\n{'=' * 12}\n\nWords." for nth, name in enumerate(["Scope", "Terms", "Fees"], start=1))
    assert markup(f"Policy\n******\n\n* 1. Scope\n\n* 2. Terms\n\n* 3. Fees\n\n{sections}\n", "policy.txt") == [
        "* 1. Scope",
        "* 2. Terms",
        "* 3. Fees",
    ]


PAGE = "<html><body><h1>Book</h1>{contents}<h2>First</h2><p>Words.</p></body></html>"
LINKS = "<dl><dt><a href='a.html'>Which plan is mine?</a></dt><dt><a href='b.html'>How do I pay?</a></dt></dl>"


@pytest.mark.parametrize(
    "contents",
    [
        f"<div class='toc'><p><b>In it</b></p>{LINKS}</div>",
        f"<div class='toctree-wrapper compound'>{LINKS}</div>",
        f"<div id='toc'>{LINKS}</div>",
        f"<section role='doc-toc'>{LINKS}</section>",
        "<div class='navfooter'><table><tr><td>Chapter 9. Keeping current</td><td>Chapter 11. Custom things</td></tr></table></div>",
    ],
)
def test_what_leads_to_other_pages_is_left_out(contents):
    assert loaded_from(PAGE.format(contents=contents), "a.html").text == "Book\n\nFirst\n\nWords."


def test_what_is_named_a_table_of_contents_and_says_something_stays():
    told = "<div class='toc'><p>Ask for the <a href='a.html'>plan</a> that fits, and pay within ten days.</p></div>"
    assert "within ten days" in loaded_from(PAGE.format(contents=told), "a.html").text


def test_a_page_that_has_nothing_else_is_read_with_its_table_of_contents():
    assert loaded_from(f"<html><body><div class='toc'>{LINKS}</div></body></html>", "a.html").text == "Which plan is mine?\nHow do I pay?"


def printed(*entries, pages=12):
    lines = ["Words of a page that say something about the station."]
    return load_pdf(pdf([prose(entries), *([prose(lines)] * (pages - 1))]), "manual.pdf").text


def test_dots_before_page_numbers_are_no_text_of_a_pdf():
    text = printed(
        "1 Setting up 2",
        "1.1 The mast . . . . . . . . . . 2",
        "1.2 Where it may stand, and",
        "where not . . . . . . . . . . . 3",
        "2 Use ........ 9",
    )
    assert text.startswith("Words of a page")


@pytest.mark.parametrize(
    "entries",
    [
        ("Coffee . . . . . . . . 3.50", "Tea . . . . . . . . . 3.80", "Juice . . . . . . . . 4.20"),
        ("Coffee . . . . . . . . $3", "Tea . . . . . . . . . $4", "Juice . . . . . . . . $5"),
        ("Coffee . . . . . . . . 9", "Tea . . . . . . . . . 4", "Juice . . . . . . . . 5"),
        ("Coffee . . . . . . . . 20", "Tea . . . . . . . . . 24", "Juice . . . . . . . . 25"),
    ],
)
def test_a_list_of_prices_is_text(entries):
    text = printed(*entries)
    assert all(name in text for name in ("Coffee", "Tea", "Juice"))


def test_a_heading_goes_on_in_its_next_line():
    page = "\n".join(
        [
            text_at(72, 720, "4.1 On what architectures and systems does the station", size=17),
            text_at(72, 699, "run?", size=17),
            prose(["It runs on all of them, and on a few more besides.", "Ask us for the others, which are not listed here."], y=672),
        ]
    )
    loaded = load_pdf(pdf([page]), "manual.pdf")
    assert shape(loaded)[0] == ("heading", "4.1 On what architectures and systems does the station\nrun?")


def test_heads_in_capitals_that_name_the_section_are_left_out():
    lines = [f"Line {nth} of prose that goes on over the page" for nth in range(6)]
    heads = ["CHAPTER 1. OF MASTS", "1.2. WHERE IT STANDS", "CHAPTER 2. OF WIND", "2.1. HOW IT IS MEASURED"]
    text = load_pdf(pdf([f"{text_at(72, 770, head)}\n{prose(lines)}" for head in heads]), "manual.pdf").text
    assert not any(head in text for head in heads)
    assert text.count("Line 0 of prose") == 4


def test_titles_in_capitals_of_pages_that_differ_in_their_first_lines_stay():
    lines = [f"Line {nth} of prose that goes on over the page" for nth in range(6)]
    heads = ["OF MASTS", "Where it stands", "OF WIND", "How it is measured", "OF RAIN"]
    text = load_pdf(pdf([f"{text_at(72, 770, head)}\n{prose(lines)}" for head in heads]), "manual.pdf").text
    assert all(head in text for head in heads)


@pytest.mark.parametrize(
    "index",
    [
        "<table class='indextable genindextable'><tr><td><ul><li><a href='a.html'>--jobs</a></li></ul></td></tr></table>",
        "<div class='index'><div class='indexdiv'><h3>B</h3><dl><dt>Bold letters, <a href='a.html'>Glossary</a></dt></dl></div></div>",
        "<table class='index-fn'><tr><td><a href='a.html'>abs</a></td><td><a href='b.html'>Numbers</a></td></tr></table>",
    ],
)
def test_the_index_of_a_book_is_left_out(index):
    assert loaded_from(PAGE.format(contents=index), "genindex.html").text == "Book\n\nFirst\n\nWords."


def test_a_list_of_modules_that_says_what_they_are_stays():
    listed = "<table class='indextable modindextable'><tr><td><a href='a.html'>abc</a></td><td>Abstract base classes.</td></tr></table>"
    assert "Abstract base classes." in loaded_from(PAGE.format(contents=listed), "modules.html").text
