import pytest

from ingesting import loaded_from, shape
from untuned.errors import UnreadableDocument
from untuned.ingest.load.csv import sniff


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
