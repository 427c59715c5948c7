import json
from datetime import date
from pathlib import PurePosixPath

from hypothesis import given
from hypothesis import strategies as st
from sample_records import NOON, answer, passage, version

from untuned.cli.records import error_json, json_text, record_json
from untuned.errors import UnknownVersion, WrongSetting
from untuned.types.settings import Secret, Settings, StoreSettings


def test_an_answer_becomes_json_with_its_text_and_sources():
    found = record_json(answer())
    assert list(found)[:4] == ["question", "state", "claims", "reason"]
    assert found["text"] == "Within 30 days."
    assert found["asked_at"] == NOON.isoformat()
    assert found["claims"][0]["citations"][0]["source"] == "policies/returns.md:12"
    assert found["claims"][0]["citations"][0]["verdict"]["spans"] == [[10, 25]]
    assert json.loads(json_text(found)) == found


def test_what_a_record_keeps_from_its_repr_is_left_out():
    assert "blocks" not in record_json(version())
    assert "terms" not in record_json(passage())["hit"]


def test_sets_are_sorted_and_dates_are_iso():
    found = record_json(version())
    assert found["groups"] == ["board", "everyone"]
    assert found["effective_from"] == "2026-01-01"
    assert record_json({"day": date(2026, 1, 2), "path": PurePosixPath("a/b"), "set": {2, 1}}) == {
        "day": "2026-01-02",
        "path": "a/b",
        "set": [1, 2],
    }


def test_a_secret_is_never_written():
    settings = Settings(store=StoreSettings(url=Secret("postgresql://kim:hunter2@h/d")))
    assert "hunter2" not in json_text(record_json(settings))
    assert record_json(settings)["store"]["url"] == "***"


def test_an_error_has_its_kind_its_remedy_and_its_values():
    found = error_json(WrongSetting("search.candidates", value=0, file="untuned.toml:3", remedy="give more"))
    assert found["error"]["kind"] == "WrongSetting"
    assert found["error"]["remedy"] == "give more"
    assert (found["error"]["key"], found["error"]["value"], found["error"]["file"]) == ("search.candidates", 0, "untuned.toml:3")
    assert error_json(UnknownVersion(3))["error"]["version"] == 3


@given(st.text(st.characters(exclude_categories=[])))
def test_json_reads_back_and_holds_nothing_that_steers_a_terminal(text):
    written = json_text({"text": text})
    assert json.loads(written) == {"text": text}
    assert all(letter >= " " or letter == "\n" for letter in written)
    assert not any("\x7f" <= letter <= "\x9f" for letter in written)
