import pytest

from ingesting import loaded_from, shape
from untuned.errors import UnreadableDocument
from untuned.ingest.load.csv import sniff
from untuned.text.lines import line_of
from untuned.types.documents import left_out_of


def test_the_first_record_is_the_header_and_each_other_a_row():
    source = 'id,words\n1,plain\n2,"two\nlines, and ""quotes"""\n\n3,end\n'
    loaded = loaded_from(source, "t.csv")
    assert loaded.text == source
    assert shape(loaded) == [("header", "id,words"), ("row", "1,plain"), ("row", '2,"two\nlines, and ""quotes"""'), ("row", "3,end")]


@pytest.mark.parametrize(("delimiter", "path"), [(",", "t.csv"), (";", "t.csv"), ("\t", "t.csv"), ("|", "t.csv"), ("\t", "t.tsv")])
def test_the_delimiter_is_told_from_the_records(delimiter, path):
    other = ";" if delimiter != ";" else ","
    source = "\n".join(delimiter.join(row) for row in (["a", "b", "c"], ["1", f"x{other}y", "z"], ["2", "", "w"]))
    assert loaded_from(source, path).metadata == {"delimiter": delimiter}


def test_one_column_has_no_delimiter():
    assert sniff("name\nAda\nGrace\n") == ","
    assert shape(loaded_from("name\nAda\n", "t.csv")) == [("header", "name"), ("row", "Ada")]


def test_a_quote_inside_a_bare_field_is_a_character():
    assert shape(loaded_from('a,b\n5" disk,x\n', "t.csv"))[1] == ("row", '5" disk,x')


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        ("a,b\n1,2\n1,2,3\n", "line 3 has 3 fields, the header has 2"),
        ("a,b\n\n1\n", "line 3 has 1 fields, the header has 2"),
        ('a,b\n1,"open\n2,3\n', "line 2: a quoted field is never closed"),
    ],
)
def test_a_broken_record_is_reported_with_its_line(source, reason):
    with pytest.raises(UnreadableDocument, match=reason):
        loaded_from(source, "t.csv")


def test_empty_fields_behind_the_last_column_are_let_pass():
    assert len(loaded_from("a,b\n1,2,,\n", "t.csv").blocks) == 2


def test_where_most_lines_are_rows_the_broken_ones_are_no_row_and_noted():
    source = 'a,b\n1,2\n\n3\n4,"5\n5"\n6,7,8\n"9\n9",10,11\n12,13\n14,15\n16,17\n18,19\n'
    loaded = loaded_from(source, "t.csv")
    assert loaded.text == source
    assert [words for kind, words in shape(loaded) if kind == "row"] == ["1,2", '4,"5\n5"', "12,13", "14,15", "16,17", "18,19"]
    assert [words for kind, words in shape(loaded) if kind == "markup"] == ["3", "6,7,8", '"9\n9",10,11']
    places, count = left_out_of(loaded.metadata)
    assert [(one.line, one.last, one.reason) for one in places] == [
        (4, 4, "1 fields, the header has 2"),
        (7, 7, "3 fields, the header has 2"),
        (8, 9, "3 fields, the header has 2"),
    ]
    assert count == 3
    assert line_of(loaded.text, loaded.text.index("12,13"), loaded.lines) == 10


def test_a_row_that_is_cut_off_in_a_quoted_field_is_left_out_alone():
    loaded = loaded_from('a,b\n1,2\n3,4\n5,"cut o', "t.csv")
    assert [words for kind, words in shape(loaded) if kind == "row"] == ["1,2", "3,4"]
    assert [(one.line, one.last, one.reason) for one in left_out_of(loaded.metadata)[0]] == [(4, 4, "a quoted field is never closed")]


@pytest.mark.parametrize(
    "source",
    [
        "Report of March\nname,price\nA,1\nB,2\n",
        'a,b\n1,2\n3,"4\n5,6\n7,8\n9,10\n',
        "a,b\n1\n2\n3\n4,5\n6,7\n",
    ],
)
def test_what_is_mostly_broken_is_refused_as_a_whole(source):
    with pytest.raises(UnreadableDocument):
        loaded_from(source, "t.csv")


@pytest.mark.parametrize(("first", "delimiter"), [("sep=;", ";"), ("sep=,", ","), ('"sep=|"', "|"), ("SEP=\t", "\t")])
def test_a_line_that_tells_excel_the_delimiter_is_no_row(first, delimiter):
    loaded = loaded_from(f"{first}\na{delimiter}b\n1{delimiter}2\n", "t.csv")
    assert loaded.metadata == {"delimiter": delimiter}
    assert shape(loaded) == [("markup", first), ("header", f"a{delimiter}b"), ("row", f"1{delimiter}2")]


def test_a_delimiter_in_quotes_fills_no_column():
    assert shape(loaded_from('name,price\nalpha,3\n"a,b",c,,\n', "t.csv")) == [
        ("header", "name,price"),
        ("row", "alpha,3"),
        ("row", '"a,b",c,,'),
    ]


@pytest.mark.parametrize("end", ["", "\n", "\n\n"])
def test_an_unclosed_quote_takes_the_lines_that_there_are(end):
    loaded = loaded_from(f'name,price\na,1\nb,2\n"c,3{end}', "t.csv")
    assert [(one.line, one.last) for one in left_out_of(loaded.metadata)[0]] == [(4, 4)]
