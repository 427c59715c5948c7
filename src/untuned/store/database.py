"""The database that holds truth: one writer, any number of readers, each reader on one state."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Generator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import Self, TypeVar

from sqlalchemy import Connection, Engine, func, select

from untuned.errors import ProjectClosed, StoreBusy
from untuned.store import engines, migrate
from untuned.store.failures import translated
from untuned.store.schema import change
from untuned.store.scrub import scrub
from untuned.store.sealed import Sealed

T = TypeVar("T")

_POSITION = select(func.coalesce(func.max(change.c.position), 0))
"""Made once: to make a statement takes longer than to run it."""


class Database:
    """An open database, of the schema that this code knows.

    Writes are queued on one thread of the process, each a transaction of its own that other processes wait for;
    reading goes on meanwhile. Made by `open`; `close` it, or use it in a `with` statement.
    """

    def __init__(self, engine: Engine, *, reading: Engine, identity: migrate.Identity, sealed: Sealed | None = None) -> None:
        self.engine = engine
        self.sealed = sealed
        """SQLite's file, where its folder may not be written: it is read, and every write raises `StoreUnwritable`."""
        self.id = identity.id
        """Made once, when the database was made; a backup has the same."""
        self.epoch = identity.epoch
        """Raised by every restore, so that a view can tell that it followed another history."""
        self.groups_owed = identity.groups_owed
        """It was restored, and `Documents.regroup` has not yet told who may read its documents today."""
        self.place = engines.place_of(engine.url)
        """The file or address as messages show it."""
        self._reading = reading
        self._writing = engine.execution_options(**{engines.WRITE: True})
        self._writer = ThreadPoolExecutor(max_workers=1, thread_name_prefix="untuned-writer")
        self._in_writer = threading.local()
        self._written = threading.Condition()

    @classmethod
    def open(cls, url: str | Path, *, busy_timeout_ms: int = 15_000, migrate: bool = True, backups: Path | None = None) -> Self:
        """The database at `sqlite:///path`, `postgresql+psycopg://...` or a path; one that is not there yet is made.

        An older schema is brought up to date after a backup into the folder `backups` (by default the database's own,
        for PostgreSQL the current one), or refused with `StoreError` where `migrate` is False.
        Raises `NewerSchema`, `DamagedStore`, `StoreBusy`, `StoreUnwritable`, `MissingExtra`.
        """
        address = engines.parse(url)
        place = engines.place_of(address)
        sealed = engines.sealed_of(address)
        engine = engines.open_engine(address, busy_timeout_ms=busy_timeout_ms, sealed=sealed)
        try:
            with translated(place):
                if engine.dialect.name == "sqlite" and sealed is None:
                    engines.use_wal(engine, busy_timeout_ms=busy_timeout_ms)
                identity = _identify(engine, allowed=migrate, backups=backups)
        except BaseException:
            engine.dispose()
            raise
        reading = engines.reader_of(engine, busy_timeout_ms=busy_timeout_ms, sealed=sealed)
        database = cls(engine, reading=reading, identity=identity, sealed=sealed)
        if identity.scrub_owed and sealed is None:
            # A purge ended before its last step; while others read, the next opening tries again.
            with suppress(StoreBusy):
                database.outside(scrub)
        return database

    def close(self) -> None:
        """Returns when every queued write is done and no connection is held."""
        self._writer.shutdown(wait=True)
        self._reading.dispose()
        self.engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self.close()

    @contextmanager
    def read(self) -> Generator[Connection]:
        """A connection on one state of the database, whatever is written meanwhile; it cannot be used to write."""
        try:
            with translated(self.place), self._reading.connect() as connection:
                yield connection
        finally:
            self._check_sealed()

    def _check_sealed(self) -> None:
        if self.sealed is None:
            return
        try:
            self.sealed.check()
        except StoreBusy:
            # What is read next is read of the file as it stands now.
            self._reading.dispose()
            self.sealed = self.sealed.renewed()
            raise

    def write(self, work: Callable[[Connection], T]) -> T:
        """What `work` returns, after its transaction has reached the disk; nothing of it stays when `work` raises.

        `work` runs on the writer thread and may not write through the database again.
        """
        if self.sealed is not None:
            raise self.sealed.refused()
        if getattr(self._in_writer, "busy", False):
            raise RuntimeError("a write inside a write would wait for itself")
        return self._in_turn(partial(self._write, work))

    def _write(self, work: Callable[[Connection], T]) -> T:
        self._in_writer.busy = True
        try:
            with translated(self.place), self._writing.begin() as connection:
                result = work(connection)
        finally:
            self._in_writer.busy = False
        with self._written:
            self._written.notify_all()
        return result

    def outside(self, work: Callable[[Engine], T]) -> T:
        """What `work` returns, run on the writer thread between two transactions."""

        def run() -> T:
            with translated(self.place):
                return work(self.engine)

        return self._in_turn(run)

    def _in_turn(self, work: Callable[[], T]) -> T:
        try:
            queued = self._writer.submit(work)
        except RuntimeError as error:
            raise ProjectClosed from error
        return queued.result()

    def position(self) -> int:
        """The feed's last position; 0 while nothing has happened."""
        with self.read() as connection:
            return connection.execute(_POSITION).scalar_one()

    def wait_for(self, position: int, *, timeout_s: float) -> bool:
        """True as soon as the feed has reached the position, by whichever process; False when the time is up first."""
        deadline = time.monotonic() + timeout_s
        while self.position() < position:
            left = deadline - time.monotonic()
            if left <= 0:
                return False
            with self._written:
                # Other processes cannot notify: look again after a short while.
                self._written.wait(min(left, 0.05))
        return True


def _identify(engine: Engine, *, allowed: bool, backups: Path | None) -> migrate.Identity:
    return migrate.bring_up(engine, allowed=allowed, backups=backups)
