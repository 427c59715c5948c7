from __future__ import annotations

import threading

import pytest
from sqlalchemy import text

from storing import NOON, incoming, later
from untuned.errors import BackupError, NewerSchema
from untuned.store.audit import Audit
from untuned.store.backup import backup, restore
from untuned.store.changes import Changes
from untuned.store.database import Database
from untuned.store.documents import Documents
from untuned.store.own_files import OwnFiles
from untuned.store.schema import REVISIONS
from untuned.types.principal import OWNER


def fill(database, *names):
    Documents(database).commit([incoming(name, f"text of {name}") for name in names], now=NOON)


def paths(database):
    return [line.path for line in Documents(database).listing(principal=OWNER)]


def test_what_was_backed_up_is_there_after_a_restore_and_in_a_new_epoch(url, tmp_path):
    with Database.open(url) as database:
        fill(database, "a.md", "b.md")
        first = (database.id, database.epoch)
        assert backup(database, tmp_path / "deep" / "one.backup") == tmp_path / "deep" / "one.backup"
        fill(database, "c.md")
    restored = restore(tmp_path / "deep" / "one.backup", url)
    with Database.open(url) as database:
        assert paths(database) == ["a.md", "b.md"]
        assert Documents(database).text(2, principal=OWNER) == "text of b.md"
        assert (database.id, database.epoch) == (restored.id, restored.epoch)
        assert database.id == first[0]
        assert database.epoch > first[1]
        fill(database, "d.md")
        assert Changes(database).position() == 3
        second = database.epoch
    restore(tmp_path / "deep" / "one.backup", url)
    with Database.open(url) as database:
        assert database.epoch > second


def test_a_backup_has_the_notes_of_own_files(url, tmp_path):
    with Database.open(url) as database:
        own = OwnFiles(database)
        assert own.listing() == {}
        own.note({"asked.jsonl": "a" * 64, "tab\tand\nline «ё».csv": ""})
        own.note({"moved.jsonl": "a" * 64}, gone=["asked.jsonl"])
        backup(database, tmp_path / "one.backup")
        own.note({"later.jsonl": "b" * 64})
    restore(tmp_path / "one.backup", url)
    with Database.open(url) as database:
        assert OwnFiles(database).listing() == {"moved.jsonl": "a" * 64, "tab\tand\nline «ё».csv": ""}


def test_a_restored_audit_has_what_the_replaced_one_had_too(url, tmp_path):
    with Database.open(url) as database:
        audit = Audit(database)
        audit.note("purge", actor="owner", subject="a.md", detail={"versions": [1]}, now=NOON)
        backup(database, tmp_path / "one.backup")
        audit.note("purge", actor="owner", subject="it's «b» :name %s\\n\n.md", detail={"versions": [2], "of": "O'Neil"}, now=later(1))
        acts = audit.entries(principal=OWNER)
    restore(tmp_path / "one.backup", url, acts=acts)
    with Database.open(url) as database:
        audit = Audit(database)
        assert audit.entries(principal=OWNER) == acts
        audit.note("restore", actor="owner", subject="copy", detail={}, now=later(2))
        assert [one.id for one in audit.entries(principal=OWNER)] == [3, 2, 1]


def test_a_backup_is_taken_while_others_write_and_read(url, tmp_path):
    with Database.open(url) as database:
        fill(database, "first.md")
        going = threading.Event()
        stop = threading.Event()

        def write():
            nth = 0
            while not stop.is_set() and nth < 2000:
                fill(database, f"{nth}.md")
                going.set()
                nth += 1

        writer = threading.Thread(target=write)
        writer.start()
        going.wait()
        backup(database, tmp_path / "live.backup")
        stop.set()
        writer.join()
        written = len(paths(database))
    restore(tmp_path / "live.backup", url)
    with Database.open(url) as database:
        assert "first.md" in paths(database)
        assert 2 <= len(paths(database)) <= written
        assert Changes(database).position() == len(paths(database))


def test_a_restore_works_where_nothing_was(url, tmp_path, request):
    with Database.open(url) as database:
        fill(database, "a.md")
        backup(database, tmp_path / "one.backup")
    other = f"sqlite:///{tmp_path / 'other.sqlite3'}" if url.startswith("sqlite") else request.getfixturevalue("server").database()
    restore(tmp_path / "one.backup", other)
    with Database.open(other) as database:
        assert paths(database) == ["a.md"]


def test_what_is_no_backup_changes_nothing(url, tmp_path):
    with Database.open(url) as database:
        fill(database, "a.md")
    (tmp_path / "letter.txt").write_text("Dear reader, " * 500)
    (tmp_path / "empty").write_text("")
    for name in ("letter.txt", "empty", "missing"):
        with pytest.raises(BackupError, match=name):
            restore(tmp_path / name, url)
    with Database.open(url) as database:
        assert paths(database) == ["a.md"]


def test_a_backup_of_a_newer_schema_is_refused(url, tmp_path):
    with Database.open(url) as database:
        fill(database, "a.md")
        database.write(lambda connection: connection.execute(text("UPDATE alembic_version SET version_num = '9999'")))
        backup(database, tmp_path / "newer.backup")
        database.write(lambda connection: connection.execute(text("UPDATE alembic_version SET version_num = '" + REVISIONS[-1] + "'")))
    with pytest.raises(NewerSchema, match="9999"):
        restore(tmp_path / "newer.backup", url)
    with Database.open(url) as database:
        assert paths(database) == ["a.md"]


def test_a_backup_that_cannot_be_written_is_an_error_and_leaves_the_old_one(database, tmp_path):
    fill(database, "a.md")
    (tmp_path / "file").write_text("not a folder")
    with pytest.raises(BackupError):
        backup(database, tmp_path / "file" / "one.backup")
    backup(database, tmp_path / "two.backup")
    before = (tmp_path / "two.backup").read_bytes()
    (tmp_path / "two.backup.part").mkdir()
    with pytest.raises(BackupError):
        backup(database, tmp_path / "two.backup")
    assert (tmp_path / "two.backup").read_bytes() == before
