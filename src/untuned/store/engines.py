"""SQLAlchemy engines as truth needs them: what every connection is told, and where a transaction begins."""

from __future__ import annotations

import importlib.util
import sqlite3
import time
from collections.abc import Generator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError

from untuned.errors import MissingExtra, StoreError, StoreUnwritable
from untuned.store.sealed import Sealed, sealed_file

WRITE = "untuned_write"
"""The execution option that makes a transaction the writer's."""

_LOCK = 0x756E7475
"""The key of PostgreSQL's advisory lock: `untu`."""


def parse(url: str | Path) -> URL:
    """The database's address: of `sqlite:///path` or `postgresql+psycopg://...`, or of a path, which is SQLite's file."""
    if isinstance(url, Path):
        return URL.create("sqlite", database=str(url))
    remedy = "write 'sqlite:///path' or 'postgresql+psycopg://user@host/name' as 'url' of [store] in untuned.toml"
    try:
        parsed = make_url(url)
    except (ArgumentError, ValueError):  # without the engine's own words, which may hold a piece of the password
        percent = "; in names and passwords the signs : / ? # @ are written as %3A %2F %3F %23 %40"
        raise StoreError("the database's url cannot be read", remedy=remedy + percent) from None
    engine = parsed.get_backend_name()
    if engine not in ("sqlite", "postgresql"):
        raise StoreError(f"databases of kind '{engine}' are not supported", remedy=remedy)
    if engine == "sqlite" and not file_of(parsed).name:
        raise StoreError("a database in memory cannot hold truth", remedy=remedy)
    return _with_own_password(parsed).set(drivername="postgresql+psycopg") if engine == "postgresql" else parsed


def _with_own_password(url: URL) -> URL:
    """The address with a password that stands among its options in the place of one, where it is shown to nobody."""
    told = url.query.get("password")
    if told is None:
        return url
    return url.set(password=told if isinstance(told, str) else told[-1]).difference_update_query(["password"])


def file_of(url: URL) -> Path:
    """The file of an SQLite address."""
    name = url.database or ""
    return Path("" if name == ":memory:" else name.removeprefix("file:"))


def place_of(url: URL) -> str:
    """The address as messages show it: a path, or a URL without its password and that of its key."""
    if url.get_backend_name() == "sqlite":
        return str(file_of(url))
    hidden = {name: "***" for name in url.query if "password" in name.lower()}
    return url.update_query_dict(hidden).render_as_string(hide_password=True)


def sealed_of(url: URL) -> Sealed | None:
    """The file of an address that can only be read; None where it can be written."""
    return sealed_file(file_of(url)) if url.get_backend_name() == "sqlite" else None


def open_engine(url: URL, *, busy_timeout_ms: int, sealed: Sealed | None = None) -> Engine:
    """An engine whose every connection waits for locks as long as it is told and loses nothing that was committed."""
    if url.get_backend_name() == "sqlite":
        return _open_sqlite(url, busy_timeout_ms=busy_timeout_ms, sealed=sealed)
    if importlib.util.find_spec("psycopg") is None:
        raise MissingExtra("PostgreSQL support", extra="postgres")
    engine = create_engine(url, connect_args={"options": f"-c lock_timeout={busy_timeout_ms}"}, pool_pre_ping=True)
    event.listen(engine, "begin", _begin_postgres)
    return engine


def reader_of(engine: Engine, *, busy_timeout_ms: int, sealed: Sealed | None = None) -> Engine:
    """What the database of an engine is read by: each transaction on one state, none of them can write.

    A file that may be written is read by connections of its own: forbidding and allowing one connection to write by turns would
    have SQLite prepare all its statements anew each time.
    """
    if engine.dialect.name != "sqlite":
        return engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
    return engine if sealed is not None else open_engine(engine.url, busy_timeout_ms=busy_timeout_ms)


def _open_sqlite(url: URL, *, busy_timeout_ms: int, sealed: Sealed | None) -> Engine:
    folder = file_of(url).parent
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreUnwritable(f"{folder}: {error.strerror or error}") from error
    if sealed is None:
        engine = create_engine(url, connect_args={"timeout": busy_timeout_ms / 1000, "isolation_level": None})
    else:
        engine = create_engine(url, creator=partial(sealed.connect, busy_timeout_ms=busy_timeout_ms))

    def prepare(connection: sqlite3.Connection, _record: object) -> None:
        connection.execute(f"PRAGMA busy_timeout = {int(busy_timeout_ms)}")
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA synchronous = FULL")
        # Pages in memory, in kibibytes: enough for the upper levels of every tree.
        connection.execute("PRAGMA cache_size = -16000")

    event.listen(engine, "connect", prepare)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _begin_sqlite(connection: Connection) -> None:
    writes = bool(connection.get_execution_options().get(WRITE))
    driver: Any = connection.connection.driver_connection  # an answer begins a dozen times, and by the driver that is nearly free
    _let_write(connection.connection.info, driver, writes=writes)
    driver.execute("BEGIN IMMEDIATE" if writes else "BEGIN")


def _let_write(known: dict[str, object], driver: Any, *, writes: bool) -> None:  # noqa: ANN401 - the driver's own connection
    # Said again it would change nothing, and yet SQLite would prepare every statement of the connection anew.
    if known.get(WRITE) is not writes:
        driver.execute(f"PRAGMA query_only = {'OFF' if writes else 'ON'}")
        known[WRITE] = writes


def _begin_postgres(connection: Connection) -> None:
    # One writer at a time over all processes, from its first statement to its commit: so the feed's order is the order of commits.
    if connection.get_execution_options().get(WRITE):
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_LOCK})")


def use_wal(engine: Engine, *, busy_timeout_ms: int) -> None:
    """Afterwards readers and the writer do not wait for each other; SQLite keeps this in the file."""
    deadline = time.monotonic() + busy_timeout_ms / 1000
    while not _is_wal(engine, last=time.monotonic() >= deadline):
        time.sleep(0.01)


def _is_wal(engine: Engine, *, last: bool) -> bool:
    # The switch needs the file for itself, and SQLite does not wait for that as it does for other locks.
    with raw(engine) as connection:
        try:
            if connection.execute("PRAGMA journal_mode").fetchone()[0] == "wal":
                return True
            mode = connection.execute("PRAGMA journal_mode = WAL").fetchone()[0]
        except sqlite3.OperationalError as error:
            if last or error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY:
                raise
            return False
    if mode != "wal":
        raise StoreUnwritable(f"{file_of(engine.url)}: this folder's file system does not allow SQLite's write-ahead log")
    return True


@contextmanager
def raw(engine: Engine) -> Generator[Any]:
    """The driver's own connection outside of any transaction, for the statements that cannot run inside one."""
    checked_out = engine.raw_connection()
    connection: Any = checked_out.driver_connection
    postgres = engine.dialect.name == "postgresql"
    try:
        if postgres:
            connection.autocommit = True
        else:
            _let_write(checked_out.info, connection, writes=True)
        yield connection
    finally:
        if postgres:
            connection.autocommit = False
        checked_out.close()
