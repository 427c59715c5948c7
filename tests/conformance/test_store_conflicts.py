"""Conflicts in truth: kept by address, told to whom may read both sides, gone with their versions."""

import pytest

from storing import EVERYONE, NOON, incoming, later
from untuned.store.conflicts import Conflicts
from untuned.store.documents import Documents
from untuned.store.purge import purge
from untuned.types.conflicts import Conflict
from untuned.types.documents import Span
from untuned.types.principal import OWNER, Principal

ANYONE = Principal(groups=EVERYONE)
A, B = "The fee is 5 euros.", "The fee is 6 euros."


@pytest.fixture
def documents(database):
    stored = Documents(database)
    stored.commit([incoming("a.md", A), incoming("b.md", B), incoming("c.md", "Else.", groups=frozenset({"board"}))], now=NOON)
    return stored


@pytest.fixture
def conflicts(database):
    return Conflicts(database)


def at(documents, path):
    found = documents.document(path, principal=OWNER)
    return found.id, Span(version=found.current, start=0, end=10)


def between(documents, one, other, **more):
    return Conflict(one=at(documents, one)[1], other=at(documents, other)[1], kind="number", found_at=NOON, **more)


def test_a_conflict_is_found_from_either_side_and_only_where_it_stands(documents, conflicts):
    kept = between(documents, "a.md", "b.md")
    conflicts.replace([at(documents, "a.md")[0]], [kept, kept], now=NOON)
    assert conflicts.listing(principal=OWNER) == [kept]
    for path in ("a.md", "b.md"):
        span = at(documents, path)[1]
        assert conflicts.touching([Span(version=span.version, start=9, end=15)], principal=ANYONE) == [kept]
        assert conflicts.touching([Span(version=span.version, start=10, end=15)], principal=ANYONE) == []


def test_nobody_is_told_of_a_conflict_with_what_they_may_not_read(documents, conflicts):
    kept = between(documents, "a.md", "c.md")
    conflicts.replace([at(documents, "a.md")[0]], [kept], now=NOON)
    assert conflicts.touching([kept.one], principal=OWNER) == [kept]
    assert conflicts.touching([kept.one], principal=ANYONE) == []
    assert conflicts.listing(principal=ANYONE) == []


def test_a_document_without_conflicts_any_more_loses_those_that_others_have_with_it(documents, conflicts):
    conflicts.replace([at(documents, "a.md")[0]], [between(documents, "a.md", "b.md")], now=NOON)
    conflicts.replace([at(documents, "b.md")[0]], [], now=NOON)
    assert conflicts.listing(principal=OWNER) == []


def test_a_superseded_side_is_a_conflict_of_versions_alone(documents, conflicts):
    old = at(documents, "a.md")
    kept = between(documents, "a.md", "b.md")
    conflicts.replace([old[0]], [kept], now=NOON)
    documents.commit([incoming("a.md", "The fee is 7 euros.")], now=later(1))
    new = at(documents, "a.md")
    assert conflicts.listing(principal=OWNER) == []
    assert conflicts.states([old[0]]) == {old[0]: (new[1].version, old[1].version)}
    update = Conflict(one=new[1], other=old[1], kind="number", relation="versions", found_at=NOON)
    conflicts.replace([old[0]], [kept, update], now=NOON)
    assert conflicts.listing(principal=OWNER, relation="any") == [update]
    assert conflicts.listing(principal=OWNER) == []


def test_a_removed_document_has_no_state(documents, conflicts):
    id = at(documents, "a.md")[0]
    documents.remove(["a.md"], now=later(1))
    assert conflicts.states([id]) == {}


def test_a_purge_takes_the_conflicts_of_its_versions(database, documents, conflicts):
    conflicts.replace([at(documents, "a.md")[0]], [between(documents, "a.md", "b.md")], now=NOON)
    purge(database, "b.md", now=later(1), actor="owner")
    assert conflicts.listing(principal=OWNER, relation="any") == []
