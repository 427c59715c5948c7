import json

import pytest

from ingesting import assert_sound, loaded_from, shape
from untuned.errors import UnreadableDocument
from untuned.text.lines import line_of
from untuned.types.documents import left_out_of
from untuned.types.settings import SourceSettings


def test_each_record_is_lines_of_key_and_value():
    source = '{"id": 1, "user": {"name": "Ада", "tags": ["a", "b"]}, "ok": true, "none": null}\n\n{"id": 2.5}\n'
    loaded = loaded_from(source, "t.jsonl")
    assert shape(loaded) == [("row", "id: 1\nuser.name: Ада\nuser.tags: a, b\nok: true\nnone: null"), ("row", "id: 2.5")]
    assert loaded.text == f"{shape(loaded)[0][1]}\n\n{shape(loaded)[1][1]}"
    assert_sound(loaded)


def test_a_records_line_is_the_one_of_the_file():
    loaded = loaded_from('{"a": 1, "b": 2}\n\n\n{"a": 3}\n', "t.jsonl")
    assert line_of(loaded.text, loaded.text.index("b: 2"), loaded.lines) == 1
    assert line_of(loaded.text, loaded.text.index("a: 3"), loaded.lines) == 4


def test_lists_of_records_are_numbered():
    assert loaded_from('{"a": [{"b": 1}, [2, 3]]}', "t.jsonl").text == "a.1.b: 1\na.2: 2, 3"


def test_lines_inside_a_value_are_set_in():
    assert loaded_from(json.dumps({"a": "one\n\ntwo\r\nthree"}), "t.jsonl").text == "a: one\n  two\n  three"


def test_values_that_are_no_objects_are_read():
    assert loaded_from('"words"\n[1, 2]\n', "t.jsonl").text == "words\n\n1, 2"


@pytest.mark.parametrize("number", ["39.00", "1e5", "-0.10", "9" * 5_000])
def test_a_number_is_read_as_it_is_written(number):
    assert loaded_from(f'{{"price": {number}, "all": [{number}, true]}}', "t.jsonl").text == f"price: {number}\nall: {number}, true"


def test_half_a_surrogate_pair_does_not_reach_the_text():
    loaded = loaded_from('{"a": "x\\ud800y\\u0000z"}', "t.jsonl")
    assert loaded.text.encode()
    assert "\0" not in loaded.text


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        ('{"a": 1}\n{"a": \n', "line 2: "),
        ("[" * 100_000, "line 1: nested too deeply"),
        (json.dumps({"a": 1}) + "\n" + "[" * 80 + "1" + "]" * 80, "line 2: nested deeper than 50"),
    ],
)
def test_a_bad_line_is_reported_with_its_number(source, reason):
    with pytest.raises(UnreadableDocument, match=reason):
        loaded_from(source, "t.jsonl")


def lines_left_out(loaded):
    """(first line, last line, reason) of each place that the metadata name."""
    return [(one.line, one.last, one.reason) for one in left_out_of(loaded.metadata)[0]]


def test_where_most_lines_are_records_the_bad_ones_are_left_out_and_noted():
    loaded = loaded_from('{"a": 1}\n{"a": \n\n{"b": 2}\n' + "[" * 100_000 + '\n{"c": 3}\n', "t.jsonl")
    assert loaded.text == "a: 1\n\nb: 2\n\nc: 3"
    assert [line_of(loaded.text, loaded.text.index(words), loaded.lines) for words in ("a: 1", "b: 2", "c: 3")] == [1, 4, 6]
    assert [(line, last) for line, last, _ in lines_left_out(loaded)] == [(2, 2), (5, 5)]
    assert "at column" in lines_left_out(loaded)[0][2]
    assert "nested too deeply" in lines_left_out(loaded)[1][2]
    assert_sound(loaded)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize(
    ("spoilt", "reason"),
    [
        ('{"a": "слово"}'.encode()[:-3], "is not UTF-8"),
        ('{"a": "größe"}'.encode("latin-1"), "is not UTF-8"),
        (b"\0" * 9_000, "holds a NUL"),
        (b'{"a": "x\0y"}', "holds a NUL"),
    ],
)
def test_bytes_that_are_no_text_spoil_their_line_alone(spoilt, reason, end):
    good = ['{"a": "один"}', '{"a": "два"}', '{"a": "три"}']
    loaded = loaded_from(end.encode().join([good[0].encode(), spoilt, good[1].encode(), good[2].encode()]), "t.jsonl")
    assert loaded.text == "a: один\n\na: два\n\na: три"
    assert line_of(loaded.text, loaded.text.index("три"), loaded.lines) == 4
    assert [(line, reason in told) for line, _, told in lines_left_out(loaded)] == [(2, True)]


def test_many_bad_lines_are_counted_and_the_first_of_them_named():
    loaded = loaded_from('{"a": 1}\n' * 400 + "{\n" * 300, "t.jsonl")
    places, count = left_out_of(loaded.metadata)
    assert (count, len(places), places[0].line) == (300, 100, 401)


@pytest.mark.parametrize(
    "source",
    [
        "Words of a page.\n\nAnd more of them.\n42\n",
        '{\n  "a": 1,\n  "b": [\n    1,\n    2\n  ]\n}\n',
        '[\n{"a": 1},\n{"a": 2},\n{"a": 3}\n]\n',
        b"%PDF-1.7\n1\n2\n3\n4\n",
        b"\x89PNG\r\n\x1a\n" + b"1\n" * 50,
        "\n".join(['{"a": 1}'] * 9).encode("utf-16-le"),
        ("1\n" * 3 + "größe\n" * 3).encode("latin-1"),
    ],
)
def test_what_is_mostly_no_json_lines_is_refused_as_a_whole(source):
    with pytest.raises(UnreadableDocument):
        loaded_from(source, "t.jsonl")


def test_with_a_fallback_encoding_a_file_is_of_one_encoding():
    source = ('{"a": "one"}\n' * 3 + '{"a": "größe"}\n').encode("latin-1")
    loaded = loaded_from(source, "t.jsonl", settings=SourceSettings(encoding="latin-1"))
    assert "größe" in loaded.text
    assert lines_left_out(loaded) == []
