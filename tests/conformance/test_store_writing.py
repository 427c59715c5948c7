from __future__ import annotations

import threading

import pytest
from sqlalchemy import func, insert, select

from storing import NOON, incoming, later
from untuned.errors import ProjectClosed, StoreBusy, StoreUnwritable
from untuned.store import schema
from untuned.store.changes import Changes
from untuned.store.database import Database
from untuned.store.documents import Documents
from untuned.types.principal import OWNER


def test_reading_goes_on_during_writes_and_sees_one_state(database):
    documents = Documents(database)
    documents.commit([incoming("left.md", "0"), incoming("right.md", "0")], now=NOON)
    done = threading.Event()

    def write():
        for nth in range(1, 60):
            documents.commit([incoming("left.md", str(nth)), incoming("right.md", str(nth))], now=later(nth))
        done.set()

    writer = threading.Thread(target=write)
    writer.start()
    body = schema.text.c.body
    held = select(body).join(schema.version).where(schema.version.c.superseded_at.is_(None)).order_by(schema.version.c.document)
    seen = set()
    while not done.is_set():
        with database.read() as connection:
            left, right = connection.execute(held).scalars()
            assert left == right
            assert connection.execute(held).scalars().all() == [left, right]
            seen.add(left)
    writer.join()
    assert len(seen) > 1
    assert [version.number for version in documents.versions("left.md", principal=OWNER)] == list(range(1, 61))


def test_writes_of_many_threads_are_done_one_after_the_other(database):
    documents = Documents(database)

    def write(name):
        for nth in range(10):
            documents.commit([incoming(f"{name}.md", f"{name} {nth}")], now=NOON)

    threads = [threading.Thread(target=write, args=(name,)) for name in "abcd"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [change.position for change in Changes(database).since(0, limit=99)] == list(range(1, 41))


def test_a_write_that_raises_leaves_nothing(database):
    def work(connection):
        connection.execute(insert(schema.meta).values(key="x", value="y"))
        raise KeyError("on purpose")

    with pytest.raises(KeyError, match="on purpose"):
        database.write(work)
    with database.read() as connection:
        assert connection.execute(select(func.count()).where(schema.meta.c.key == "x")).scalar_one() == 0


def test_a_writer_that_another_holds_up_for_too_long_is_told_so(url, database):
    holding, done = threading.Event(), threading.Event()

    def hold(_connection):
        holding.set()
        done.wait()

    holder = threading.Thread(target=database.write, args=(hold,))
    holder.start()
    holding.wait()
    with Database.open(url, busy_timeout_ms=50) as other:
        with pytest.raises(StoreBusy):
            Documents(other).commit([incoming("a.md", "A")], now=NOON)
        assert Documents(other).files() == {}
        done.set()
        holder.join()
        Documents(other).commit([incoming("a.md", "A")], now=NOON)
    assert sorted(Documents(database).files()) == ["a.md"]


def test_a_write_inside_a_write_is_refused_rather_than_waiting_for_ever(database):
    with pytest.raises(RuntimeError, match="inside a write"):
        database.write(lambda _connection: database.write(lambda _inner: None))


def test_a_reader_cannot_write(database):
    with pytest.raises(StoreUnwritable), database.read() as connection:
        connection.execute(insert(schema.meta).values(key="x", value="y"))
    with database.read() as connection:
        assert connection.execute(select(func.count()).where(schema.meta.c.key == "x")).scalar_one() == 0


def test_a_reader_waits_for_its_own_write_and_not_for_ever(url, database):
    feed = Changes(database)
    assert feed.wait_for(0, timeout_s=0)
    assert not feed.wait_for(1, timeout_s=0.01)
    with Database.open(url) as other:
        waited = []
        waiter = threading.Thread(target=lambda: waited.append(feed.wait_for(1, timeout_s=30)))
        waiter.start()
        Documents(other).commit([incoming("a.md", "A")], now=NOON)
        waiter.join()
    assert waited == [True]


def test_a_closed_database_takes_no_more_writes(url):
    database = Database.open(url)
    database.close()
    with pytest.raises(ProjectClosed):
        database.write(lambda connection: None)
    database.close()


def test_opening_again_finds_the_same_database(url):
    with Database.open(url) as first:
        made = (first.id, first.epoch)
    with Database.open(url, migrate=False) as again:
        assert (again.id, again.epoch) == made
