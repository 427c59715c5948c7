"""An index follows the change feed."""

from datetime import timedelta

import pytest

from indexing import Truth
from untuned.errors import IndexBusy
from untuned.index import follow as module
from untuned.index.follow import catch_up, goes_on, mark_of
from untuned.index.plain import PlainIndex
from untuned.index.recipe import Recipe
from untuned.index.search import Stand, query_of
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
    assert follow(index, truth) == 3, "a deletion would leave its words in the files"
    rebuilt = PlainIndex()
    assert follow(rebuilt, truth) == 5
    assert found(rebuilt, "hub") == [3]


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


def test_an_index_stops_ahead_of_a_purge_that_may_concern_words_it_has_written(monkeypatch):
    monkeypatch.setattr(module, "BATCH", 1)
    truth, index = Truth(), PlainIndex()
    for document in range(1, 4):
        truth.put(document, "a quiet hub")
    follow(index, truth)
    truth.put(4, "a loud gateway")
    truth.leave(2, kind="purged")
    truth.put(5, "a new lamp")
    assert follow(index, truth) == 4
    assert found(index, "loud") == [4]
    assert follow(index, truth) == 4
    assert follow(PlainIndex(), truth) == 6


@pytest.mark.parametrize("begun", [0, 1])
def test_a_purge_while_an_index_is_written_stops_it(begun, monkeypatch):
    monkeypatch.setattr(module, "BATCH", 1)
    truth, index = Truth(), PlainIndex()
    truth.put(1, "a quiet hub")
    if begun:
        follow(index, truth)
    truth.put(2, "a loud gateway")

    def purge():
        if not truth.purged:
            truth.leave(1, kind="purged")

    assert follow(index, truth, told=purge) == 2


def test_a_feed_fits_an_index_that_followed_it():
    truth = Truth()
    for document in (1, 2):
        truth.put(document, "a quiet hub")
    stand = Stand(position=2, mark=mark_of(truth.feed[1]))
    assert goes_on(truth, stand) is False
    shorter, other = Truth(), Truth(begun=truth.begun + timedelta(days=1))
    shorter.put(1, "a quiet hub")
    for document in (1, 2):
        other.put(document, "a quiet hub")
    assert goes_on(shorter, stand) is None
    assert goes_on(other, stand) is None


def test_the_feed_goes_on_from_a_stand_or_does_not_or_is_another_one():
    truth, index = Truth(), PlainIndex()
    assert goes_on(truth, Stand(position=0, mark="")) is False
    truth.put(1, "a quiet hub")
    assert goes_on(truth, Stand(position=0, mark="")) is True
    follow(index, truth)
    here = Stand(position=1, mark=mark_of(truth.feed[0]))
    assert goes_on(truth, here) is False
    truth.put(2, "a loud gateway")
    assert goes_on(truth, here) is True
    assert goes_on(truth, Stand(position=1, mark="of another feed")) is None
    assert goes_on(truth, Stand(position=9, mark=mark_of(truth.feed[0]))) is None
