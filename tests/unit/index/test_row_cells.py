"""What is told of a table's rows: their cells by the header, and where a table is cut by its columns."""

import pytest

from indexing import version
from untuned.index.cells import rows_at
from untuned.index.chunk import chunk
from untuned.index.recipe import Recipe
from untuned.ingest.load.csv import load_csv
from untuned.ingest.load.html import load_html
from untuned.ingest.load.markdown import load_markdown
from untuned.types.settings import ChunkSettings, MetadataField

LOADERS = {"csv": load_csv, "html": load_html, "md": load_markdown}


def loaded(text, kind="csv"):
    """The version that a loader makes of a text, and its canonical text."""
    made = LOADERS[kind](text.encode(), f"page.{kind}")
    known = version(made.text, blocks=made.blocks)
    fields = {"format": made.format, "markup": made.markup, "metadata": made.metadata}
    return type(known)(**{name: fields.get(name, getattr(known, name)) for name in known.__dataclass_fields__}), made.text


def cells(text, words, kind="csv"):
    made, canonical = loaded(text, kind)
    start = canonical.index(words)
    return rows_at(made, canonical, start, start + len(words))


def test_a_row_is_told_by_its_header():
    assert cells('id;site;note\n7;Mill Lane;"a; b"\n', "Mill Lane") == ((("id", "7"), ("site", "Mill Lane"), ("note", "a; b")),)


def test_a_quote_of_several_rows_tells_each_of_them():
    assert [dict(row)["id"] for row in cells("id,site\n1,Aa\n2,Bb\n3,Cc\n", "1,Aa\n2,Bb")] == ["1", "2"]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Place,Size,Price\n,,25\n", "csv"),
        ("| Place | Size | Price |\n|---|---|---|\n||| 25 |\n", "md"),
        ("<table><tr><th>Place<th>Size<th>Price</tr><tr><td><td><td>25</tr></table>", "html"),
    ],
)
def test_an_empty_cell_moves_no_other_one(text, kind):
    assert cells(text, "25", kind) == ((("Price", "25"),),)


def test_a_bar_inside_a_cell_ends_none():
    assert cells("| Sign | Name |\n|---|---|\n| a \\| b | bar |\n", "bar", "md") == ((("Sign", "a | b"), ("Name", "bar")),)


def test_a_first_line_that_is_a_row_like_any_other_names_no_columns():
    assert cells("4415,Northgate,2025-02-11\n4416,Harbour,2025-02-20\n", "4416,Harbour") == ()


def test_a_header_of_years_is_a_header():
    assert cells("site,2023,2024\nHarbour,14,15\n", "Harbour,14,15") == ((("site", "Harbour"), ("2023", "14"), ("2024", "15")),)


def test_prose_has_no_cells():
    assert cells("# A\n\nOne sentence.\n\n| B | C |\n|---|---|\n| 1 | 2 |\n", "One sentence", "md") == ()


def test_each_chunk_has_one_value_of_every_declared_column():
    rows = [f"{number},{'AB'[number % 5 > 2]},{'xyz'[number % 3]}" for number in range(200)]
    made, text = loaded("\n".join(["id,site,kind", *rows]))
    cut = chunk(made, text, settings=ChunkSettings(), columns=["Kind", "site"])
    told = [{tuple(line.split(",")[1:]) for line in text[one.start : one.end].split("\n") if line != "id,site,kind"} for one in cut]
    assert all(len(values) == 1 for values in told)
    assert [line for one in cut for line in text[one.start : one.end].split("\n")] == text.split("\n")


def test_rows_with_the_same_values_stay_together():
    made, text = loaded("id,site\n1,A\n2,A\n3,A\n")
    assert len(chunk(made, text, settings=ChunkSettings(), columns=["site"])) == 1


def test_what_stands_beside_rows_of_a_declared_column_is_a_chunk_of_its_own():
    page = "# Fees\n\nAll pay.\n\n| Site | Fee |\n|---|---|\n| A | 1 |\n| B | 2 |\n\nAsk us.\n"
    made, text = loaded(page, "md")
    cut = [text[one.start : one.end] for one in chunk(made, text, settings=ChunkSettings(), columns=["site"])]
    assert cut == ["# Fees\n\nAll pay.", "| Site | Fee |\n|---|---|\n| A | 1 |", "| B | 2 |", "Ask us."]


@pytest.mark.parametrize("columns", [(), ("colour",)])
def test_a_table_without_a_declared_column_is_cut_as_it_always_was(columns):
    made, text = loaded("# Fees\n\nAll pay.\n\n| Site | Fee |\n|---|---|\n| A | 1 |\n| B | 2 |\n\nAsk us.\n", "md")
    assert len(chunk(made, text, settings=ChunkSettings(), columns=columns)) == 1


def test_a_row_that_lacks_the_column_is_not_counted_to_the_one_before():
    made, text = loaded("| Fee | Site |\n|---|---|\n| 1 | A |\n| 2 |\n| 3 | A |\n", "md")
    assert len(chunk(made, text, settings=ChunkSettings(), columns=["site"])) == 3


def test_another_column_makes_another_view():
    one, other = (Recipe(metadata=(MetadataField(name="site", column=name),)).revisions for name in ("site", ""))
    assert one != other


SPANNED = [
    "<tr><th>Plan</th><th>Price</th></tr><tr><th>Month</th><th>Year</th></tr><tr><td>10</td><td>12</td></tr>",
    "<tr><th>Flag</th><th>Means</th></tr><tr><td>a | b</td><td>12</td></tr>",
    "<tr><th>Plan</th><th>Price</th></tr><tr><td>Pro</td><td>10</td></tr></table><table><tr><td>Harbour</td><td>12</td></tr>",
]


@pytest.mark.parametrize("rows", SPANNED)
def test_no_cell_is_named_where_its_column_is_not_sure(rows):
    assert cells(f"<body><table>{rows}</table></body>", "12", "html") == ()


def test_cells_that_span_others_stand_under_the_names_of_their_columns():
    over_rows = "<tr><td rowspan=2>Pro</td><td>EU</td><td>9</td></tr><tr><td>US</td><td>12</td></tr>"
    page = f"<body><table><tr><th>Plan</th><th>Land</th><th>Price</th></tr>{over_rows}</table></body>"
    assert cells(page, "12", "html") == ((("Plan", "Pro"), ("Land", "US"), ("Price", "12")),)
    page = "<body><table><tr><th>Plan</th><th colspan=2>Price</th></tr><tr><td>Pro</td><td>10</td><td>12</td></tr></table></body>"
    assert cells(page, "12", "html") == ((("Plan", "Pro"), ("Price", "10"), ("Price", "12")),)
