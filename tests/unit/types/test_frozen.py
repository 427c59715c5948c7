"""Records go wherever people take them: into JSON, a copy, a set, another process, a schema."""

import copy
import json
import pickle
from dataclasses import asdict, replace
from datetime import UTC, date, datetime

import pytest
from pydantic import TypeAdapter

from untuned.types.answers import Answer, Hit, Passage
from untuned.types.documents import Chunk, Version
from untuned.types.frozen import FrozenDict

VERSION = Version(
    id=1,
    document=1,
    number=1,
    path="a.md",
    title="A",
    language="en",
    format="markdown",
    markup="markdown",
    parser="markdown/2",
    text_sha256="0",
    raw_sha256="0",
    characters=9,
    synced_at=datetime(2026, 1, 1, tzinfo=UTC),
    superseded_at=None,
    effective_from=date(2026, 1, 1),
    effective_to=None,
    groups=frozenset({"everyone"}),
    metadata=FrozenDict(product="Pro", tags=["a", "b"]),
)
CHUNK = Chunk(document=1, version=1, ordinal=0, start=0, end=9, headings=(), language="en")
PASSAGE = Passage(hit=Hit(chunk=CHUNK, score=1.0), version=VERSION, text="A passage")
STAGES = {"search": 1.5, "read": 2.0}
ANSWER = Answer(
    question="What?",
    state="abstained",
    reason="nothing_found",
    confidence=0.5,
    model="extractive/3",
    asked_at=datetime(2026, 1, 1, tzinfo=UTC),
    stages=STAGES,
)
RECORDS = pytest.mark.parametrize("record", [VERSION, PASSAGE, ANSWER], ids=lambda record: type(record).__name__)


@RECORDS
def test_a_copy_of_a_record_is_equal_to_it(record):
    assert pickle.loads(pickle.dumps(record)) == copy.deepcopy(record) == copy.copy(record) == record


@RECORDS
def test_records_can_be_members_of_a_set(record):
    assert len({record, copy.deepcopy(record)}) == 1


@RECORDS
def test_a_record_that_was_read_from_json_can_be_a_member_of_a_set(record):
    schema = TypeAdapter(type(record))
    assert len({record, schema.validate_json(schema.dump_json(record))}) == 1


def test_whoever_gave_a_record_its_mapping_cannot_change_the_record_by_it():
    given = dict(STAGES)
    held = replace(ANSWER, stages=given)
    given["search"] = 0.0
    assert held.stages == STAGES


def test_a_record_becomes_json():
    assert json.loads(json.dumps(asdict(PASSAGE)["version"]["metadata"])) == {"product": "Pro", "tags": ["a", "b"]}


def test_a_record_has_a_schema_by_which_it_goes_to_json_and_back():
    schema = TypeAdapter(Passage)
    assert schema.validate_json(schema.dump_json(PASSAGE)) == PASSAGE


def change(name, *given):
    return lambda held: getattr(held, name)(*given)


@pytest.mark.parametrize(
    "changes",
    [
        change("__setitem__", "product", "Lite"),
        change("__delitem__", "product"),
        change("__ior__", {"product": "Lite"}),
        change("update", {"product": "Lite"}),
        change("setdefault", "edition", "2"),
        change("pop", "product"),
        change("popitem"),
        change("clear"),
    ],
)
def test_a_records_mapping_cannot_be_changed(changes):
    held = FrozenDict(product="Pro")
    with pytest.raises(TypeError, match="is a copy that can be"):
        changes(held)
    assert (held, dict(held) | {"product": "Lite"}) == ({"product": "Pro"}, {"product": "Lite"})
