"""Backup and restore of the whole of truth."""

from __future__ import annotations

import secrets
import sqlite3
from collections.abc import Sequence
from contextlib import closing, suppress
from pathlib import Path

from sqlalchemy import URL

from untuned.errors import BackupError, DamagedStore, NewerSchema
from untuned.store import engines, postgres_tools
from untuned.store.audit import Entry, carrying
from untuned.store.copies import check_sqlite, copy_database, copy_sqlite, open_sqlite, put_in_place, scratch, sync_to_disk
from untuned.store.database import Database
from untuned.store.failures import translated
from untuned.store.migrate import Identity, identity_of, revision_of
from untuned.store.schema import RELEASE, REVISIONS, metadata
from untuned.store.steps import step

_PATIENCE_S = 1.0
"""How long a restore waits for somebody who has the database open."""
_PAGES = 16
"""Pages that a restore writes between two looks at the clock."""


def backup(database: Database, target: Path) -> Path:
    """The target, which is now a verified copy of the database; reading and writing went on meanwhile.

    SQLite gives a database in one file, PostgreSQL an archive of pg_dump. A file that was there is replaced at the end.
    Raises `BackupError`.
    """
    return copy_database(database.engine, target)


def check_file(source: Path) -> None:
    """Raises `BackupError` where there is no file."""
    if not source.is_file():
        raise BackupError(f"{source} is no file", remedy="name a file that 'untuned backup' wrote")


def restore(source: Path, url: str | Path, *, acts: Sequence[Entry] = ()) -> Identity:
    """The identity of the database at `url`, which is now the one that `source` is a backup of, in a new epoch.

    What was there before stays until the restored one is whole in its place; no process may have it open, and one that opens it
    meanwhile waits. An older schema is brought
    up to date when the database is opened next. What was purged after the backup was made is back: purge it again. `acts` stand in
    its audit from the beginning, beside those that the backup has. Its documents have the groups of the backup's day, until `regroup`.
    Raises `BackupError`, `NewerSchema`, `StoreBusy`.
    """
    address = engines.parse(url)
    check_file(source)
    if address.get_backend_name() == "sqlite":
        return _restore_sqlite(source, engines.file_of(address), address, acts=acts)
    return _restore_postgres(source, address, acts=acts)


def _restore_sqlite(source: Path, place: Path, address: URL, *, acts: Sequence[Entry]) -> Identity:
    found = _inspect(source)
    identity = Identity(id=found.id, epoch=_later([found.epoch, *_present_epochs(address)]))
    with scratch(place) as written:
        copy_sqlite(source, written)
        with closing(open_sqlite(written)) as connection, connection:
            connection.execute("UPDATE meta SET value = ? WHERE key = 'epoch'", (str(identity.epoch),))
            for statement in (*_groups_owed(), *carrying(acts)):
                connection.execute(statement)
        sync_to_disk(written)
        step("store.restore.copied")
        try:
            with translated(str(place)):
                _write_over(place, written)
        except DamagedStore:
            # Nobody can have it open: it is no database.
            for ending in ("-wal", "-shm", "-journal"):
                place.with_name(place.name + ending).unlink(missing_ok=True)
            put_in_place(written, place)
    step("store.restore.after")
    return identity


def _groups_owed(schema: str = "") -> tuple[str, str]:
    """Statements of SQL by which the restored documents are known to have the groups of the backup's day."""
    return f"DELETE FROM {schema}meta WHERE key = 'groups';", f"INSERT INTO {schema}meta (key, value) VALUES ('groups', 'owed');"  # noqa: S608 -- names of this schema


def _write_over(place: Path, written: Path) -> None:
    # One transaction of the file itself, which is locked from before its log is folded in until the end: whoever opens it
    # meanwhile waits, so that no log of the old state can come to stand beside the new one. A kill is rolled back by the next opening.
    with closing(sqlite3.connect(place, timeout=_PATIENCE_S, isolation_level=None)) as target, closing(open_sqlite(written)) as source:
        target.execute("PRAGMA locking_mode = EXCLUSIVE")
        target.execute("PRAGMA synchronous = EXTRA")
        # Leaving WAL mode takes the lock, and fails while anybody has the file open.
        target.execute("PRAGMA journal_mode = DELETE")
        target.execute("BEGIN EXCLUSIVE")
        target.execute("COMMIT")
        step("store.restore.locked")
        step("store.restore.before")
        source.backup(target, pages=_PAGES, progress=_half_way)


def _half_way(_status: int, _remaining: int, _total: int) -> None:
    step("store.restore.half")


def _inspect(source: Path) -> Identity:
    try:
        with closing(open_sqlite(source)) as connection:
            check_sqlite(connection, source)
            _check_revision(connection.execute("SELECT version_num FROM alembic_version").fetchone()[0])
            values = dict(connection.execute("SELECT key, value FROM meta"))
    except sqlite3.Error as error:
        raise BackupError(f"{source} is no backup: {error}", remedy="name a file that 'untuned backup' wrote") from error
    return Identity(id=values["id"], epoch=int(values["epoch"]))


def _check_revision(found: str) -> None:
    if found not in REVISIONS:
        raise NewerSchema(found, known=RELEASE)


def _present_epochs(address: URL) -> list[int]:
    # What is to be replaced may be missing or damaged: that is what restoring is for.
    if address.get_backend_name() == "sqlite" and not engines.file_of(address).exists():
        return []
    engine = engines.open_engine(address, busy_timeout_ms=15_000)
    try:
        with suppress(DamagedStore), translated(engines.place_of(address)):
            return [] if revision_of(engine) is None else [identity_of(engine).epoch]
    finally:
        engine.dispose()
    return []


def _later(epochs: Sequence[int]) -> int:
    # An epoch may be unknown because its database was damaged: a random step keeps the new one from meeting it.
    return max(epochs) + 1 + secrets.randbelow(1_000_000)


def _restore_postgres(source: Path, address: URL, *, acts: Sequence[Entry]) -> Identity:
    revisions = postgres_tools.rows(source, "alembic_version")
    if not revisions:
        raise BackupError(f"{source} is no backup of untuned", remedy="name a file that 'untuned backup' wrote")
    _check_revision(revisions[0][0])
    values = {row[0]: row[1] for row in postgres_tools.rows(source, "meta")}
    identity = Identity(id=values["id"], epoch=_later([int(values["epoch"]), *_present_epochs(address)]))
    script = source.with_name(f"{source.name}.restoring.sql")
    try:
        postgres_tools.script_of(source, script)
        step("store.restore.copied")
        tables = ", ".join(f'public."{table.name}"' for table in metadata.sorted_tables)
        made = script.read_text(encoding="utf-8")
        raised = f"UPDATE public.meta SET value = '{identity.epoch}' WHERE key = 'epoch';"  # noqa: S608 -- a number
        carried = "\n".join((*_groups_owed("public."), *carrying(acts, schema="public.")))
        script.write_text(f"DROP TABLE IF EXISTS {tables} CASCADE;\n{made}\n{raised}\n{carried}\n", encoding="utf-8")
        step("store.restore.before")
        postgres_tools.execute(address, script)
        step("store.restore.after")
    except OSError as error:
        raise BackupError(f"{script} cannot be written: {error}", remedy="make room or allow writing, then try again") from error
    finally:
        script.unlink(missing_ok=True)
    return identity
