import json

import pytest

from ingesting import assert_sound, loaded_from, shape
from untuned.errors import UnreadableDocument
from untuned.text.lines import line_of


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
        ('{"a": ' + "9" * 5_000 + "}", "line 1"),
    ],
)
def test_a_bad_line_is_reported_with_its_number(source, reason):
    with pytest.raises(UnreadableDocument, match=reason):
        loaded_from(source, "t.jsonl")
