from __future__ import annotations

import threading
from pathlib import Path

import pytest
from sqlalchemy import make_url, select

from storing import NOON, answered, cite, incoming, later
from untuned.errors import StoreBusy
from untuned.store import schema, scrub
from untuned.store.answers import Answers
from untuned.store.database import Database
from untuned.store.documents import Documents
from untuned.store.purge import purge
from untuned.types.principal import OWNER

SECRET = "zirconium-marmalade"


def files_of(url):
    place = Path(make_url(url).database)
    return [path for path in place.parent.iterdir() if path.name.startswith(place.name)]


def holds(paths, words):
    return any(words.encode() in path.read_bytes() for path in paths)


def test_no_byte_of_a_purged_text_is_left_in_the_files(url, database):
    Documents(database).commit(
        [incoming("a.md", f"The password is {SECRET}. " * 500, title=SECRET, metadata={"k": SECRET}), incoming("b.md", "nothing here")],
        now=NOON,
    )
    Answers(database).record(answered("What?", cite(1, SECRET)), principal=OWNER, trace={"oops": SECRET})
    assert holds(files_of(url), SECRET)
    purge(database, 1, now=later(3), actor="me")
    assert not holds(files_of(url), SECRET)
    assert holds(files_of(url), "nothing here")


def test_a_purge_that_a_reader_holds_up_is_finished_at_the_next_opening(url):
    with Database.open(url, busy_timeout_ms=50) as database:
        Documents(database).commit([incoming("a.md", SECRET)], now=NOON)
        reading, done = threading.Event(), threading.Event()

        def read():
            with database.read() as connection:
                connection.execute(select(schema.text)).all()
                reading.set()
                done.wait()

        reader = threading.Thread(target=read)
        reader.start()
        reading.wait()
        with pytest.raises(StoreBusy, match="purge again"):
            purge(database, "a.md", now=NOON, actor="me")
        assert holds(files_of(url), SECRET)
        done.set()
        reader.join()
    with Database.open(url):
        assert not holds(files_of(url), SECRET)


def test_a_scrub_reaches_every_table_that_keeps_what_was_asked_or_said():
    asked = {
        table.name for table in schema.metadata.sorted_tables if {"question", "title", "quote", "text", "body"} & set(table.columns.keys())
    }
    assert {"conversation", "answer", "claim"} < asked
    assert asked <= set(scrub._HOLDING_TEXT)
