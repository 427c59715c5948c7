from __future__ import annotations

import threading
from pathlib import Path

import pytest
from sqlalchemy import make_url, text

from storing import NOON, incoming
from untuned.errors import BackupError, StoreBusy
from untuned.store import backup as module
from untuned.store.backup import backup, restore
from untuned.store.database import Database
from untuned.store.documents import Documents
from untuned.types.principal import OWNER


def fill(database, *names):
    Documents(database).commit([incoming(name, f"text of {name}") for name in names], now=NOON)


def paths(database):
    return [line.path for line in Documents(database).listing(principal=OWNER)]


@pytest.fixture
def place(url):
    return Path(make_url(url).database)


def test_a_backup_never_replaces_its_own_database(place, database):
    with pytest.raises(BackupError, match="itself"):
        backup(database, place)


def test_a_restore_waits_for_nobody_who_has_the_file_open(place, url, tmp_path):
    with Database.open(url) as database:
        fill(database, "a.md")
        backup(database, tmp_path / "one.backup")
        fill(database, "b.md")
        with database.read() as connection:
            connection.execute(text("SELECT 1 FROM version")).all()
            with pytest.raises(StoreBusy):
                restore(tmp_path / "one.backup", url)
        assert paths(database) == ["a.md", "b.md"]
    assert sorted(path.name for path in place.parent.iterdir() if path.name.startswith(place.name)) == [place.name]


def test_a_damaged_database_can_be_restored(place, url, tmp_path):
    with Database.open(url) as database:
        fill(database, "a.md")
        backup(database, tmp_path / "one.backup")
    place.write_bytes(b"\xff" * 8192)
    place.with_name(place.name + "-wal").write_bytes(b"\x00" * 4096)
    restore(tmp_path / "one.backup", url)
    with Database.open(url) as database:
        assert paths(database) == ["a.md"]


def test_a_damaged_backup_is_refused(place, url, tmp_path):
    with Database.open(url) as database:
        fill(database, *(f"{nth}.md" for nth in range(200)))
        backup(database, tmp_path / "one.backup")
    content = bytearray((tmp_path / "one.backup").read_bytes())
    content[40_000:60_000] = b"\xff" * 20_000
    (tmp_path / "one.backup").write_bytes(content)
    with pytest.raises(BackupError, match=r"damaged|malformed"):
        restore(tmp_path / "one.backup", url)


@pytest.mark.parametrize("fault", ["pages", "schema"])
def test_a_backup_of_a_damaged_database_names_the_database_and_what_helps(place, url, tmp_path, fault):
    with Database.open(url) as database:
        fill(database, *(f"{nth}.md" for nth in range(200)))
        backup(database, tmp_path / "one.backup")
    content = bytearray(place.read_bytes())
    begins = 40_000 if fault == "pages" else 120
    content[begins : begins + 20_000] = b"\xff" * 20_000
    target = tmp_path / "two.backup"
    with Database.open(url) as database:
        place.write_bytes(content)
        with pytest.raises(BackupError) as caught:
            backup(database, target)
    assert caught.value.message.startswith(f"{place} is damaged: ")
    assert "untuned restore" in caught.value.remedy
    assert not any(path.name.startswith(target.name) for path in tmp_path.iterdir())


def test_who_opens_the_database_during_a_restore_waits_and_sees_the_restored_one(place, url, tmp_path, monkeypatch):
    with Database.open(url) as database:
        fill(database, "a.md")
        backup(database, tmp_path / "one.backup")
        fill(database, *(f"{nth}.md" for nth in range(50)))
    opened, reached = [], []

    def open_and_write():
        with Database.open(url) as other:
            fill(other, "late.md")
            opened.append(paths(other))

    opening = threading.Thread(target=open_and_write)

    def step(name):
        reached.append(name)
        if name == "store.restore.copied":
            return
        with pytest.raises(StoreBusy):
            Database.open(url, busy_timeout_ms=0)
        if name == "store.restore.before":
            opening.start()

    monkeypatch.setattr(module, "step", lambda name: None if name == "store.restore.after" else step(name))
    restore(tmp_path / "one.backup", url)
    opening.join(20)
    assert opened == [["a.md", "late.md"]]
    assert {"store.restore.locked", "store.restore.before", "store.restore.half"} <= set(reached)
    with Database.open(url) as database, database.read() as connection:
        assert paths(database) == ["a.md", "late.md"]
        assert connection.execute(text("PRAGMA integrity_check")).scalar_one() == "ok"
        assert connection.execute(text("PRAGMA foreign_key_check")).all() == []


def test_a_log_beside_a_missing_database_is_not_applied_to_the_restored_one(place, url, tmp_path):
    with Database.open(url) as database:
        fill(database, "a.md")
        backup(database, tmp_path / "one.backup")
        fill(database, "b.md")
        log = place.with_name(place.name + "-wal").read_bytes()
    place.unlink()
    place.with_name(place.name + "-wal").write_bytes(log)
    restore(tmp_path / "one.backup", url)
    with Database.open(url) as database:
        assert paths(database) == ["a.md"]
