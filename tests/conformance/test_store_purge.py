from __future__ import annotations

import pytest
from sqlalchemy import select

from storing import NOON, answered, cite, dropped, incoming, later, near, span
from untuned.errors import UnknownAnswer, UnknownCitation, UnknownDocument, UnknownVersion
from untuned.store import schema
from untuned.store.answers import Answers
from untuned.store.audit import Audit
from untuned.store.changes import Changes
from untuned.store.documents import Documents
from untuned.store.purge import purge
from untuned.types.principal import OWNER, member

SECRET = "zirconium-marmalade"


@pytest.fixture
def documents(database):
    held = Documents(database)
    text = f"The password is {SECRET}. " * 500
    held.commit([incoming("a.md", text, title=f"T {SECRET}", metadata={"k": SECRET}), incoming("b.md", "open")], now=NOON)
    held.commit([incoming("a.md", "nothing here")], now=later(1))
    return held


def everything(database):
    """Every value of every table."""
    with database.read() as connection:
        return "\n".join(str(row) for table in schema.metadata.sorted_tables for row in connection.execute(select(table)))


def test_purged_text_leaves_every_table_and_the_rest_stays(database, documents):
    answers = Answers(database)
    said = answered("What?", cite(1, SECRET), near_miss=near(1, SECRET), dropped=(dropped(1, SECRET),), retrieved=(span(1),))
    quoting = answers.record(said, principal=OWNER, trace={"oops": SECRET})
    other = answered("Else?", cite(2, "open"), dropped=(dropped(1, SECRET),), retrieved=(span(2), span(1)))
    touching = answers.record(other, principal=OWNER, trace={"oops": SECRET})
    assert SECRET in everything(database)

    purged = purge(database, 1, now=later(3), actor="me")

    assert (purged.versions, purged.answers) == ((1,), (quoting.id,))
    assert SECRET not in everything(database)
    emptied = answers.get(quoting.id, principal=OWNER)
    assert (emptied.question, emptied.purged, emptied.state) == ("What?", True, "answered")
    assert (emptied.claims, emptied.near_miss, emptied.dropped, emptied.retrieved) == ((), None, (), ())
    kept = answers.get(touching.id, principal=OWNER)
    assert (kept.claims, kept.purged, kept.dropped) == (touching.claims, False, ())
    assert answers.trace(touching.id, principal=OWNER) == {}
    with pytest.raises(UnknownCitation):
        answers.citation(quoting.citations[0].id, principal=OWNER)
    with pytest.raises(UnknownVersion):
        documents.version(1, principal=OWNER)
    with pytest.raises(UnknownVersion):
        documents.text(1, principal=OWNER)
    assert documents.slices([span(1)], principal=OWNER) == {}
    assert [version.number for version in documents.versions("a.md", principal=OWNER)] == [2]
    assert {line.path for line in documents.listing(principal=OWNER)} == {"a.md", "b.md"}


def test_a_purge_leaves_a_tombstone_an_entry_and_a_change(database, documents):
    before = documents.version(1, principal=OWNER)
    purge(database, 1, now=later(3), actor="me")
    with database.read() as connection:
        (stone,) = connection.execute(select(schema.tombstone)).all()
    assert (stone.version, stone.number, stone.characters) == (1, 1, before.characters)
    assert (stone.text_sha256, stone.raw_sha256, stone.actor) == (before.text_sha256, before.raw_sha256, "me")
    last = Changes(database).since(0, limit=99)[-1]
    assert (last.kind, last.document, last.version) == ("purged", before.document, 1)
    (entry,) = Audit(database).entries(principal=OWNER, limit=5)
    assert (entry.action, entry.subject, entry.detail["versions"]) == ("purge", "a.md@1", [1])


def test_purging_a_path_takes_all_its_versions_and_the_document_leaves_search(database, documents):
    assert purge(database, "a.md", now=later(3), actor="me").versions == (1, 3)
    assert [line.path for line in documents.listing(principal=OWNER)] == ["b.md"]
    assert documents.listing(principal=OWNER, status="removed") == []
    assert "a.md" not in documents.files()
    assert documents.versions("a.md", principal=OWNER) == []
    documents.commit([incoming("a.md", "a new beginning")], now=later(4))
    assert [version.number for version in documents.versions("a.md", principal=OWNER)] == [3]


def test_equal_text_of_another_document_stays(database, documents):
    documents.commit([incoming("copy.md", "nothing here")], now=later(2))
    purge(database, "a.md", now=later(3), actor="me")
    (copy,) = documents.versions("copy.md", principal=OWNER)
    assert documents.text(copy.id, principal=OWNER) == "nothing here"


def test_purging_again_does_nothing_more_and_the_unknown_is_an_error(database, documents):
    purge(database, 1, now=later(3), actor="me")
    position = database.position()
    assert purge(database, 1, now=later(4), actor="me").versions == ()
    assert database.position() == position
    with pytest.raises(UnknownVersion):
        purge(database, 99, now=later(4), actor="me")
    with pytest.raises(UnknownDocument):
        purge(database, "x.md", now=later(4), actor="me")


def test_an_answer_of_a_hidden_document_stays_hidden_when_purged(database, documents):
    documents.commit([incoming("h.md", SECRET, groups=frozenset({"hr"}))], now=NOON)
    (version,) = documents.versions("h.md", principal=OWNER)
    answers = Answers(database)
    recorded = answers.record(answered("Q", cite(version.id, SECRET)), principal=member({"hr"}), trace={})
    purge(database, version.id, now=later(3), actor="me")
    assert answers.get(recorded.id, principal=member({"hr"})).purged
    with pytest.raises(UnknownAnswer):
        answers.get(recorded.id, principal=member())


def test_an_answer_that_comes_late_brings_no_purged_words_back(database, documents):
    purge(database, 1, now=later(3), actor="me")
    with pytest.raises(UnknownVersion):
        Answers(database).record(answered("Q", cite(1, SECRET)), principal=OWNER, trace={})


def test_a_purged_version_is_found_by_its_number_for_owners_alone(database, documents):
    purge(database, 1, now=later(3), actor="me")
    assert documents.numbered("a.md", 1, principal=OWNER) == 1
    assert documents.numbered("a.md", 2, principal=member()) == 3
    for path, number, principal in (("a.md", 1, member()), ("a.md", 3, OWNER)):
        with pytest.raises(UnknownVersion, match=r"a\.md@"):
            documents.numbered(path, number, principal=principal)
    with pytest.raises(UnknownDocument):
        documents.numbered("x.md", 1, principal=OWNER)


def test_the_feed_tells_where_the_last_purge_was(database, documents):
    changes = Changes(database)
    assert changes.last_purge(since=0) == 0
    purge(database, 1, now=later(3), actor="me")
    at = changes.position()
    documents.commit([incoming("c.md", "more")], now=later(4))
    assert changes.last_purge(since=0) == changes.last_purge(since=at - 1) == at
    assert changes.last_purge(since=at) == 0
