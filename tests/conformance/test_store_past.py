"""States from before the one that a folder holds, as a git folder's commits bring them."""

from __future__ import annotations

import hashlib
from datetime import date

import pytest

from storing import NOON, incoming, later
from untuned.store.documents import CommitCount, Documents
from untuned.store.purge import purge
from untuned.types.principal import OWNER


@pytest.fixture
def documents(database):
    return Documents(database)


def of(day: int, text: str, *, path: str = "a.md", **more):
    return incoming(path, text, effective_from=date(2024, day, 1), past=True, **more)


def known(documents, path="a.md"):
    return [(version.number, version.effective_from, version.current) for version in documents.versions(path, principal=OWNER)]


def test_past_states_come_before_the_present_one_and_are_counted_apart(documents):
    batch = [of(1, "A"), of(2, "B"), incoming("a.md", "C"), of(1, "X", path="b.md"), incoming("b.md", "X", effective_from=date(2024, 1, 1))]
    assert documents.commit(batch, now=NOON) == CommitCount(added=2, past=3)
    assert known(documents) == [(1, date(2024, 1, 1), False), (2, date(2024, 2, 1), False), (3, None, True)]
    assert known(documents, "b.md") == [(1, date(2024, 1, 1), True)]


def test_a_document_with_new_past_states_counts_as_changed_once(documents):
    documents.commit([incoming("a.md", "C")], now=NOON)
    batch = [of(1, "A"), of(3, "C"), incoming("a.md", "C", effective_from=date(2024, 3, 1))]
    assert documents.commit(batch, now=later(1)) == CommitCount(changed=1, past=2)
    assert documents.commit(batch[1:], now=later(2)) == CommitCount(unchanged=1)


def test_the_first_past_state_can_bring_the_document_from_its_former_path(documents):
    documents.commit([incoming("old.md", "A")], now=NOON)
    before = documents.document("old.md", principal=OWNER).id
    count = documents.commit([of(2, "B", path="new.md", renamed_from="old.md"), incoming("new.md", "C")], now=later(1))
    assert count == CommitCount(changed=1, past=1)
    assert documents.document("new.md", principal=OWNER).id == before
    assert [number for number, _, _ in known(documents, "new.md")] == [1, 2, 3]


def test_past_states_of_a_file_that_is_gone_count_for_no_file(documents):
    assert documents.commit([of(1, "A"), of(2, "B")], now=NOON) == CommitCount(past=2)
    assert documents.remove(["a.md"], now=later(1)) == 1
    assert known(documents) == [(1, date(2024, 1, 1), False), (2, date(2024, 2, 1), False)]


def test_what_was_purged_is_known_by_its_hashes(database, documents):
    documents.commit([incoming("a.md", "Text", raw="bytes"), incoming("b.md", "Other")], now=NOON)
    assert documents.purged() == frozenset()
    purge(database, "a.md", now=later(1), actor="me")
    assert documents.purged() == {hashlib.sha256(words).hexdigest() for words in (b"bytes", b"Text")}
