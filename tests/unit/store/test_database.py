from __future__ import annotations

import importlib.util
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import event, insert

from storing import NOON, incoming
from untuned.errors import DamagedStore, MissingExtra, ProjectClosed, StoreBusy, StoreError, StoreUnwritable
from untuned.store import engines, schema
from untuned.store.database import Database
from untuned.store.documents import Documents
from untuned.types.principal import OWNER


@pytest.fixture
def file(tmp_path):
    return tmp_path / "truth.sqlite3"


def pragmas(database):
    with database.read() as connection:
        return {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar_one()
            for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
        }


def test_every_connection_is_careful(url):
    with Database.open(url, busy_timeout_ms=1234) as database:
        assert pragmas(database) == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "busy_timeout": 1234}


def test_a_database_is_made_with_its_folder_and_has_an_id_of_its_own(tmp_path):
    with (
        Database.open(f"sqlite:///{tmp_path / 'a' / 'b' / 'x.sqlite3'}") as one,
        Database.open(f"sqlite:///{tmp_path / 'y.sqlite3'}") as other,
    ):
        assert one.id != other.id
        assert one.epoch == 1


@pytest.mark.parametrize("way", ["write", "outside"])
def test_a_write_after_closing_is_an_error_of_untuned(url, way):
    with Database.open(url) as database:
        pass
    with pytest.raises(ProjectClosed, match="aclose"):
        getattr(database, way)(lambda _held: None)


def test_nothing_is_left_beside_a_closed_database(file, url):
    with Database.open(url) as database:
        Documents(database).commit([incoming("a.md", "A")], now=NOON)
    assert [path.name for path in file.parent.iterdir()] == [file.name]


def test_a_path_may_hold_what_a_url_may_not(tmp_path):
    place = tmp_path / "100% what? #1 файл.sqlite3"
    with Database.open(place) as database:
        assert database.place == str(place)
    assert [path.name for path in tmp_path.iterdir()] == [place.name]


@pytest.mark.parametrize("url", ["mysql://x/y", "sqlite://", "sqlite:///:memory:", "not a url"])
def test_only_a_file_or_postgresql_can_hold_truth(url):
    with pytest.raises(StoreError) as caught:
        Database.open(url)
    assert "untuned.toml" in caught.value.remedy


def test_postgresql_without_its_driver_names_the_extra(monkeypatch):
    # The search for an installed package is the boundary here, not the unit.
    monkeypatch.setattr(importlib.util, "find_spec", lambda _name: None)
    with pytest.raises(MissingExtra) as caught:
        Database.open("postgresql+psycopg://user:hidden@host/name")
    assert caught.value.extra == "postgres"


def test_a_server_that_is_not_there_is_an_error_without_the_password(tmp_path):
    with pytest.raises(StoreError) as caught:
        Database.open(f"postgresql+psycopg://user:hunter2@/name?host={tmp_path}")
    assert "hunter2" not in str(caught.value)
    assert "start the server" in caught.value.remedy


@pytest.mark.parametrize("url", ["postgresql://user@host:hunter2/name", "postgresql://user:hunter2@host:port/name"])
def test_a_url_that_a_sign_of_its_password_breaks_is_an_error_without_it(url):
    with pytest.raises(StoreError, match="cannot be read") as caught:
        Database.open(url)
    assert "hunt" not in str(caught.value)
    assert "%2F" in caught.value.remedy
    assert caught.value.__cause__ is None


def test_a_password_among_the_options_of_a_url_is_the_connection_s_and_shown_nowhere():
    url = engines.parse("postgresql://host/name?user=kim&password=hunter2&sslpassword=hunter3")
    assert url.password == "hunter2"
    assert engines.place_of(url) == "postgresql+psycopg://host/name?sslpassword=%2A%2A%2A&user=kim"
    assert "hunter2" not in url.render_as_string(hide_password=False)  # as pg_dump's command line has it


def test_a_file_that_is_no_database_is_damaged_and_stays(file, url):
    file.write_text("Dear reader, " * 1000)
    with pytest.raises(DamagedStore, match=r"truth\.sqlite3"):
        Database.open(url)
    assert file.read_text().startswith("Dear reader")


def test_a_damaged_page_is_reported(file, url):
    with Database.open(url) as database:
        Documents(database).commit([incoming(f"{nth}.md", f"text {nth} " * 100) for nth in range(200)], now=NOON)
    content = bytearray(file.read_bytes())
    content[len(content) // 2 :] = b"\xff" * (len(content) - len(content) // 2)
    file.write_bytes(content)
    with Database.open(url) as database, pytest.raises(DamagedStore):
        [Documents(database).text(id, principal=OWNER) for id in range(1, 201)]


def test_another_process_that_writes_for_too_long_makes_the_store_busy(file, url):
    with Database.open(url, busy_timeout_ms=20) as database:
        documents = Documents(database)
        documents.commit([incoming("a.md", "A")], now=NOON)
        with closing(sqlite3.connect(file, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            with pytest.raises(StoreBusy) as caught:
                documents.commit([incoming("a.md", "B")], now=NOON)
            assert "wait" in caught.value.remedy
            assert documents.text(1, principal=OWNER) == "A"
        documents.commit([incoming("a.md", "B")], now=NOON)


def test_a_full_disk_loses_nothing_that_was_committed(url):
    with Database.open(url) as database:
        Documents(database).commit([incoming("a.md", "A")], now=NOON)
    with Database.open(url) as database:

        @event.listens_for(database.engine, "checkout")
        def fill_up(connection, *_more):
            # The size that the file may reach, as if the disk ended there.
            connection.execute("PRAGMA max_page_count = 60")

        documents = Documents(database)
        with pytest.raises(StoreUnwritable, match="full") as caught:
            documents.commit([incoming(f"{nth}.md", f"{nth} " * 5000) for nth in range(50)], now=NOON)
        assert "make room" in caught.value.remedy
        assert sorted(documents.files()) == ["a.md"]
        documents.commit([incoming("small.md", "fits")], now=NOON)
    with Database.open(url) as database:
        assert sorted(Documents(database).files()) == ["a.md", "small.md"]


def test_a_database_opened_for_reading_only_refuses_to_write_and_still_reads(file, url):
    with Database.open(url) as database:
        Documents(database).commit([incoming("a.md", "A")], now=NOON)
    with Database.open(f"sqlite:///file:{file}?mode=ro&uri=true") as database:
        assert Documents(database).text(1, principal=OWNER) == "A"
        with pytest.raises(StoreUnwritable, match="readonly"):
            Documents(database).commit([incoming("b.md", "B")], now=NOON)


def test_a_folder_that_is_a_file_cannot_hold_a_database(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreUnwritable, match="file"):
        Database.open(f"sqlite:///{tmp_path / 'file' / 'truth.sqlite3'}")
    (tmp_path / "folder.sqlite3").mkdir()
    with pytest.raises(StoreUnwritable):
        Database.open(f"sqlite:///{tmp_path / 'folder.sqlite3'}")


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="rights of folders are POSIX's")
def test_a_read_only_folder_is_a_clear_error(tmp_path):
    # Root may write anywhere: there the attempt is made by an account that may not.
    folder = Path(tempfile.mkdtemp(prefix="untuned-read-only-"))
    folder.chmod(0o555)
    script = f"""
import os, sys
sys.path[:0] = {sys.path!r}
from untuned.errors import StoreUnwritable
from untuned.store.database import Database
if os.geteuid() == 0:
    os.setgid(65534)
    os.setuid(65534)
try:
    Database.open('sqlite:///{folder}/truth.sqlite3')
except StoreUnwritable as error:
    print(error)
"""
    ended = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    folder.chmod(0o755)
    assert not list(folder.iterdir())
    shutil.rmtree(folder)
    assert str(folder) in ended.stdout
    assert "nothing that was committed is lost" in ended.stdout


def test_a_broken_promise_of_the_code_is_no_store_error(database):
    row = {"document": 77, "name": "hr"}
    with pytest.raises(Exception, match="FOREIGN KEY") as caught:
        database.write(lambda connection: connection.execute(insert(schema.document_group).values(row)))
    assert not isinstance(caught.value, StoreError)


def test_what_is_read_by_cannot_write_whatever_was_written_before(file):
    with Database.open(file) as database:
        for nth in range(3):
            Documents(database).commit([incoming(f"{nth}.md", f"text {nth}")], now=NOON)
            with pytest.raises(StoreUnwritable, match="readonly"), database.read() as connection:
                connection.execute(insert(schema.meta).values(key=f"mine {nth}", value=""))
        assert len(Documents(database).files()) == 3


def test_reading_goes_on_with_the_statements_that_are_prepared(file):
    said = []
    with Database.open(file) as database:
        documents = Documents(database)
        documents.commit([incoming("a.md", "A")], now=NOON)
        documents.text(1, principal=OWNER)
        with database.read() as connection:
            connection.connection.driver_connection.set_trace_callback(said.append)
        documents.commit([incoming("b.md", "B")], now=NOON)
        assert documents.text(2, principal=OWNER) == "B"
    assert "BEGIN" in said
    assert not [one for one in said if one.startswith("PRAGMA")]
