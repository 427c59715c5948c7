"""An index follows the change feed."""

import pytest

from indexing import Truth
from untuned.errors import IndexBusy
from untuned.index import follow as module
from untuned.index.follow import catch_up, purged
from untuned.index.plain import PlainIndex
from untuned.index.recipe import Recipe
from untuned.index.search import query_of
from untuned.types.principal import OWNER
from untuned.types.settings import IndexSettings


def follow(index, truth, **options):
    return catch_up(index, changes=truth, sources=truth, recipe=Recipe(), **options)


def found(index, text):
    query = query_of(text, gram_weight=0.0, settings=IndexSettings())
    return [hit.chunk.version for hit in index.search(query, principal=OWNER, limit=10)]


def test_changes_are_applied_up_to_the_newest():
    truth, index = Truth(), PlainIndex()
    truth.put(1, "a quiet hub")
    truth.put(2, "a loud gateway")
    assert follow(index, truth) == 2
    assert found(index, "hub") == [1]
    truth.put(1, "a quiet lamp", kind="changed")
    assert follow(index, truth) == 3
    assert found(index, "hub") == []
    assert found(index, "lamp") == [3]


@pytest.mark.parametrize("batch", [1, 2, 3, 100])
def test_the_size_of_a_batch_changes_nothing(batch, monkeypatch):
    monkeypatch.setattr(module, "BATCH", batch)
    truth, index = Truth(), PlainIndex()
    for text in ("hub one", "hub two", "hub three"):
        truth.put(1, text, kind="changed")
    truth.put(2, "hub four")
    truth.leave(2)
    truth.put(3, "hub five")
    assert follow(index, truth) == 6
    assert sorted(found(index, "hub")) == [3, 5]


def test_each_indexed_document_is_told_of():
    truth, index, told = Truth(), PlainIndex(), []
    for document in (1, 2, 3):
        truth.put(document, "a quiet hub")
    follow(index, truth, told=lambda: told.append(1))
    assert len(told) == 3


def test_the_current_version_stays_when_an_older_one_is_purged():
    truth, index = Truth(), PlainIndex()
    truth.put(1, "a quiet hub")
    truth.put(1, "a loud hub", kind="changed")
    truth.tell("purged", 1, 1)
    assert follow(index, truth) == 3
    assert found(index, "loud") == [2]


def test_removed_and_purged_documents_leave_search():
    truth, index = Truth(), PlainIndex()
    for document in (1, 2, 3):
        truth.put(document, "a quiet hub")
    follow(index, truth)
    truth.leave(1)
    truth.leave(2, kind="purged")
    assert follow(index, truth) == 5
    assert found(index, "hub") == [3]


def test_a_version_that_was_purged_before_it_was_read_is_passed_over(monkeypatch):
    monkeypatch.setattr(module, "BATCH", 1)
    truth, index = Truth(), PlainIndex()
    truth.put(1, "a quiet hub")
    truth.leave(1, kind="purged")
    assert follow(index, truth) == 2
    assert index.size == 0


def test_nothing_to_apply_takes_no_right_to_write():
    truth, index = Truth(), PlainIndex()
    truth.put(1, "a quiet hub")
    follow(index, truth)
    with index.writing():
        assert follow(index, truth) == 1


def test_a_busy_index_refuses_at_once():
    truth, index = Truth(), PlainIndex()
    truth.put(1, "a quiet hub")
    with index.writing(), pytest.raises(IndexBusy):
        follow(index, truth)


def test_waiting_goes_on_when_the_writer_is_done():
    from threading import Event, Thread

    truth, index, held, release = Truth(), PlainIndex(), Event(), Event()
    truth.put(1, "a quiet hub")

    def write():
        with index.writing():
            held.set()
            release.wait(10)

    writer = Thread(target=write)
    writer.start()
    assert held.wait(10)
    waiting = Thread(target=lambda: follow(index, truth, wait=True))
    waiting.start()
    release.set()
    writer.join(10)
    waiting.join(10)
    assert index.position == 1


def test_a_purge_is_told_wherever_it_stands_in_the_feed():
    truth = Truth()
    for document in range(1, 6):
        truth.put(document, "a quiet hub")
    truth.leave(3, kind="purged")
    truth.put(7, "a loud gateway")
    assert purged(truth, since=0, batch=2)
    assert purged(truth, since=5, batch=2)
    assert not purged(truth, since=6, batch=2)
