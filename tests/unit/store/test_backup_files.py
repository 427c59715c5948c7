from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import make_url, text

from storing import NOON, incoming
from untuned.errors import BackupError, StoreBusy
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
