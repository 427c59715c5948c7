"""References from one page of a book to another: the pages of one folder, each with a chapter or a section of its own."""

import pytest

from ingesting import version_of as version_as_held
from untuned.ingest.load.html import load_html
from untuned.ingest.load.markdown import load_markdown
from untuned.ingest.references.book import Book
from untuned.ingest.references.elsewhere import Catalogue, look_up
from untuned.ingest.references.find import find, named_part

SEARCH = "# Chapter 12. Text search\n\nSee Section 8.2 and Appendix A.\n\n## 12.4. Ranking\n\nRanks are counted.\n"
TYPES = "# Chapter 8. Data types\n\n## 8.2. Text types\n\nText is long. For ranks see Section 12.4, “Ranking”.\n"
ERRORS = "# Appendix A. Error codes\n\nThe codes.\n\n## A.1. Classes\n\nTwo.\n"


def looked_up(pages):
    """Every reference to another page of a folder of pages, by page and words: its status, and the text that it leads to."""
    texts, found, parts = {}, [], []
    for id, (path, source) in enumerate(pages.items(), start=1):
        loaded = (load_markdown if path.endswith(".md") else load_html)(source.encode(), path)
        texts[id] = (path, loaded.text)
        for row in find(version_as_held(loaded, path, id=id), loaded.text):
            if row.kind == "book" and row.status == "defines":
                parts.append((*named_part(row.key), row.target))
            elif row.kind == "book":
                found.append(row)
    book = Book(parts)
    held = Catalogue(codes={}, names={}, openings={}, paths={}, outline=lambda _: None, book=lambda _: book)
    told = {}
    for row in found:
        after = look_up(row, catalogue=held)
        target = None if after.target is None else texts[after.target.version][1][after.target.start : after.target.end]
        told[texts[row.version][0], named_part(row.key)[0]] = (after.status, target)
    return told


BOOK = {"search.md": SEARCH, "types.md": TYPES, "errors.md": ERRORS}


def test_a_section_of_another_page_is_found_and_so_is_a_chapter_and_an_appendix():
    found = looked_up({**BOOK, "intro.md": "# Introduction\n\nRead Chapter 8, Section A.1 and Section 12.4.\n"})
    assert found["search.md", "Section 8.2"][1].startswith("## 8.2. Text types")
    assert found["search.md", "Appendix A"][1].startswith("# Appendix A. Error codes")
    assert found["types.md", "Section 12.4"][1] == "## 12.4. Ranking\n\nRanks are counted."
    assert found["intro.md", "Chapter 8"][1].startswith("# Chapter 8. Data types")
    assert found["intro.md", "Section A.1"][1].startswith("## A.1. Classes")


def test_a_title_that_is_told_must_be_the_sections_own():
    other = TYPES.replace("“Ranking”", "“Parsers”")
    assert looked_up({"search.md": SEARCH, "types.md": other})["types.md", "Section 12.4"] == ("unresolved", None)


def test_of_two_sections_with_a_number_the_title_tells_which_and_without_it_none_is_taken():
    twice = {**BOOK, "old.md": "# Chapter 12. The old search\n\n## 12.4. Indexes\n\nNone.\n"}
    assert looked_up(twice)["types.md", "Section 12.4"][1].startswith("## 12.4. Ranking")
    bare = {**twice, "types.md": TYPES.replace(", “Ranking”", "")}
    assert looked_up(bare)["types.md", "Section 12.4"] == ("unresolved", None)


def test_pages_that_are_whole_documents_are_no_book():
    contract = "# Lease\n\n## 1. Term\n\nA year.\n\n## 2. Rent\n\nAs Section 12.4 says.\n"
    other = "# Supply\n\n## 1. Term\n\nTwo.\n\n## 12. Price\n\n### 12.4. Index\n\nNone.\n"
    memo = "# Memo\n\nMind Section 12.4.\n"
    found = looked_up({"lease.md": contract, "supply.md": other, "memo.md": memo})
    assert found == {("memo.md", "Section 12.4"): ("unresolved", None)}


def test_pages_of_one_chapter_alone_are_no_book():
    found = looked_up({"one.md": "# 1. A\n\n## 1.2. B\n\nSee Section 1.9.\n", "other.md": "# 1. A\n\n## 1.9. C\n\nD.\n"})
    assert found["one.md", "Section 1.9"] == ("unresolved", None)


def test_the_own_number_leads_to_the_own_page():
    twice = {**BOOK, "again.md": "# 8. Again\n\n## 8.2. Here\n\nSection 8.2 is here.\n"}
    assert ("again.md", "Section 8.2") not in looked_up(twice)


@pytest.mark.parametrize(
    "words",
    ["Updated section 12.4.", "There is a new Section 12.4.", "As the FHS, section 12.4 says.", "Section 12.4 of the Companies Act 2006."],
)
def test_a_changed_section_and_one_of_another_book_are_not_looked_for(words):
    found = looked_up({**BOOK, "more.md": f"# More\n\n{words}\n"})
    assert found.get(("more.md", "Section 12.4")) is None


def test_a_table_with_its_chapters_number_is_found_but_not_a_list_of_tables():
    types = (
        "<h1>Chapter 8. Types</h1><p>Text.</p><p>Table&nbsp;8.2.&nbsp;pg_text names</p><table><tr><td>text</td><td>long</td></tr></table>"
    )
    listed = "<h1>Contents</h1><p>Table 8.2. pg_text names</p><p>Table 8.3. pg_number names</p>"
    search = "<h1>Chapter 12. Search</h1><p>It takes what Table 8.2 has.</p>"
    found = looked_up({"types.html": types, "contents.html": listed, "search.html": search})
    assert found["search.html", "Table 8.2"][1].startswith("Table\xa08.2.\xa0pg_text names")


def test_a_heading_of_signs_has_its_number_too():
    found = looked_up(
        {**BOOK, "scripts.md": "# Chapter 5. Files\n\n## 5.18. {pre,post}{inst,rm}\n\nScripts.\n", "m.md": "# M\n\nSee Section 5.18.\n"}
    )
    assert found["m.md", "Section 5.18"][1].startswith("## 5.18. {pre")


def test_chapters_are_found_in_russian():
    pages = {
        "one.md": "# Глава 1. Поиск\n\nСм. раздел 2.3 и главу 2.\n",
        "two.md": "# Глава 2. Типы\n\n## 2.3. Текст\n\nДлинный.\n",
    }
    found = looked_up(pages)
    assert found["one.md", "раздел 2.3"][1].startswith("## 2.3. Текст")
    assert found["one.md", "глава 2"][1].startswith("# Глава 2. Типы")


@pytest.mark.parametrize("words", ["SELECT * FROM table1", "GRANT SELECT ON ALL TABLES IN SCHEMA", "§ A list may be long"])
def test_names_of_code_and_signs_before_an_article_are_no_parts(words):
    loaded = load_markdown(f"# A\n\nText: {words}.\n".encode(), "a.md")
    assert not [row for row in find(version_as_held(loaded, "a.md"), loaded.text) if row.status != "defines"]
