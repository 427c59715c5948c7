"""Whole copies of a database, made while it is in use: written beside their place, verified, and only then put there."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Generator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from sqlalchemy import Engine

from untuned.errors import BackupError, DamagedStore
from untuned.store import postgres_tools
from untuned.store.engines import file_of
from untuned.store.failures import kind_of
from untuned.store.sealed import sealed_file
from untuned.store.steps import step

_PATIENCE_MS = 15_000
"""How long a lock is waited for."""
_PART = ".part"
_BEFORE_MIGRATION = ".before-migration-"
_SCRATCHES = tuple(_PART + ending for ending in ("", "-journal", "-wal", "-shm"))
"""How the names of a half written copy and of its own logs end."""


def copy_database(engine: Engine, target: Path) -> Path:
    """The target, which is now a verified copy of the database as it was at one moment; a file that was there is replaced.

    Raises:
        BackupError: the copy cannot be written or does not hold what it should; whatever was at the target is still there.
    """
    sqlite = engine.dialect.name == "sqlite"
    if sqlite and target.resolve() == file_of(engine.url).resolve():
        raise BackupError(f"{target} is the database itself", remedy="name another file")
    with beside(target) as written:
        if sqlite:
            _copy_of_truth(file_of(engine.url), written)
        else:
            postgres_tools.dump(engine.url, written)
        step("store.backup.copied")
        sync_to_disk(written)
        step("store.backup.before")
    return target


def _copy_of_truth(place: Path, target: Path) -> None:
    """As `copy_sqlite`; what is wrong with the database is not told of the copy."""
    try:
        copy_sqlite(place, target, remedy=DamagedStore.remedy)
    except sqlite3.Error as error:
        if kind_of(error) is not DamagedStore:
            raise
        raise BackupError(f"{place} is damaged: {error}", remedy=DamagedStore.remedy) from error


def copy_before_migration(engine: Engine, folder: Path | None, *, revision: str) -> Path:
    """A copy that no earlier one gives way to, in the folder or beside the database."""
    sqlite = engine.dialect.name == "sqlite"
    name = file_of(engine.url).name if sqlite else f"{engine.url.database}.dump"
    place = folder if folder is not None else file_of(engine.url).parent if sqlite else Path.cwd()
    target = place / f"{name}{_BEFORE_MIGRATION}{revision}"
    nth = 1
    while target.exists():
        nth += 1
        target = place / f"{name}{_BEFORE_MIGRATION}{revision}-{nth}"
    return copy_database(engine, target)


@contextmanager
def beside(target: Path) -> Generator[Path]:
    """A path to write to; what is there at the end takes the target's place in one move, or is gone after an error."""
    with scratch(target) as written:
        yield written
        put_in_place(written, target)


def put_in_place(written: Path, target: Path) -> None:
    """What was written is at the target now, in one move, and would survive a power cut."""
    written.replace(target)
    _sync_folder(target.parent)


@contextmanager
def scratch(target: Path) -> Generator[Path]:
    """A path beside the target to write to, whose file is gone at the end."""
    written = target.with_name(target.name + _PART)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        written.unlink(missing_ok=True)
        yield written
    except (OSError, sqlite3.Error) as error:
        raise BackupError(f"{target} cannot be written: {error}", remedy="make room or name another place, then try again") from error
    finally:
        with suppress(OSError):
            written.unlink(missing_ok=True)


def remove_scratches(place: Path) -> None:
    """What a restore or a migration that was killed left half written beside a database file is gone.

    Raises `OSError`.
    """
    for path in list(place.parent.iterdir()):
        name = path.name.removeprefix(place.name)
        made = name in _SCRATCHES or (name.startswith(_BEFORE_MIGRATION) and name.endswith(_SCRATCHES))
        if path.name.startswith(place.name) and made:
            path.unlink(missing_ok=True)


def copy_sqlite(source: Path, target: Path, *, remedy: str = "use another backup") -> None:
    """The target is a database in one file, without a log beside it, and was checked from end to end; the source is only read.

    Raises `BackupError`, with the remedy where the source is damaged, and `StoreBusy`, `StoreUnwritable` of one that can only be read.
    """
    sealed = sealed_file(source)
    opened = open_sqlite(source) if sealed is None else sealed.connect(busy_timeout_ms=_PATIENCE_MS)
    with closing(opened) as held, closing(sqlite3.connect(target)) as copy:
        least = held.execute("SELECT count(*) FROM version").fetchone()[0]
        held.backup(copy)
        copy.execute("PRAGMA journal_mode = DELETE")
        check_sqlite(copy, source, remedy=remedy)
        if copy.execute("SELECT count(*) FROM version").fetchone()[0] < least:
            raise BackupError(f"{target} holds fewer versions than {source}", remedy="try again")
    if sealed is not None:
        sealed.check()


def open_sqlite(path: Path) -> sqlite3.Connection:
    """A connection to a database that must exist."""
    return sqlite3.connect(f"{path.resolve().as_uri()}?mode=rw", uri=True, timeout=_PATIENCE_MS / 1000)


def check_sqlite(connection: sqlite3.Connection, path: Path, *, remedy: str = "use another backup") -> None:
    """Nothing, when SQLite finds every page and every reference whole. Raises `BackupError`."""
    found = connection.execute("PRAGMA integrity_check(1)").fetchone()[0]
    if found != "ok":
        raise BackupError(f"{path} is damaged: {found.splitlines()[-1]}", remedy=remedy)
    if connection.execute("PRAGMA foreign_key_check").fetchone() is not None:
        raise BackupError(f"{path} is damaged: a row points to one that is missing", remedy=remedy)


def sync_to_disk(path: Path) -> None:
    """What was written to the file would survive a power cut now."""
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def _sync_folder(folder: Path) -> None:
    # Only POSIX systems let a folder be opened and synced.
    if os.name == "posix":
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
