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
from untuned.store.copies import beside, check_sqlite, copy_database, copy_sqlite, open_sqlite, sync_to_disk
from untuned.store.database import Database
from untuned.store.failures import translated
from untuned.store.migrate import Identity, identity_of, revision_of
from untuned.store.schema import RELEASE, REVISIONS, metadata
from untuned.store.steps import step


def backup(database: Database, target: Path) -> Path:
    """The target, which is now a verified copy of the database; reading and writing went on meanwhile.

    SQLite gives a database in one file, PostgreSQL an archive of pg_dump. A file that was there is replaced at the end.
    Raises `BackupError`.
    """
    return copy_database(database.engine, target)


def restore(source: Path, url: str | Path) -> Identity:
    """The identity of the database at `url`, which is now the one that `source` is a backup of, in a new epoch.

    What was there before stays until the restored one is in its place; no process may have it open. An older schema is brought
    up to date when the database is opened next. What was purged after the backup was made is back: purge it again.
    Raises `BackupError`, `NewerSchema`, `StoreBusy`.
    """
    address = engines.parse(url)
    if not source.is_file():
        raise BackupError(f"{source} is no file", remedy="name a file that 'untuned backup' wrote")
    if address.get_backend_name() == "sqlite":
        return _restore_sqlite(source, engines.file_of(address), address)
    return _restore_postgres(source, address)


def _restore_sqlite(source: Path, place: Path, address: URL) -> Identity:
    found = _inspect(source)
    identity = Identity(id=found.id, epoch=_later([found.epoch, *_present_epochs(address)]))
    kept = place.with_name(f"{place.name}.before-restore")
    with beside(place) as written:
        copy_sqlite(source, written)
        with closing(open_sqlite(written)) as connection, connection:
            connection.execute("UPDATE meta SET value = ? WHERE key = 'epoch'", (str(identity.epoch),))
        sync_to_disk(written)
        step("store.restore.copied")
        if place.exists():
            _close_off(place)
            kept.unlink(missing_ok=True)
            _keep(place, kept)
        step("store.restore.kept")
        step("store.restore.before")
    step("store.restore.after")
    kept.unlink(missing_ok=True)
    return identity


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


def _close_off(place: Path) -> None:
    # A log left beside the new file would be applied to it. Leaving WAL mode folds the log in, and fails while anybody has the file open.
    try:
        with translated(str(place)), closing(open_sqlite(place)) as connection:
            connection.execute("PRAGMA journal_mode = DELETE")
    except DamagedStore:
        for ending in ("-wal", "-shm"):
            place.with_name(place.name + ending).unlink(missing_ok=True)


def _keep(place: Path, kept: Path) -> None:
    try:
        kept.hardlink_to(place)
    except OSError:
        # Some file systems have no hard links.
        kept.write_bytes(place.read_bytes())


def _restore_postgres(source: Path, address: URL) -> Identity:
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
        script.write_text(f"DROP TABLE IF EXISTS {tables} CASCADE;\n{made}\n{raised}\n", encoding="utf-8")
        step("store.restore.before")
        postgres_tools.execute(address, script)
        step("store.restore.after")
    except OSError as error:
        raise BackupError(f"{script} cannot be written: {error}", remedy="make room or allow writing, then try again") from error
    finally:
        script.unlink(missing_ok=True)
    return identity
