"""Errors of the database engines, translated into the store's own."""

from __future__ import annotations

import sqlite3
from collections.abc import Generator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError

from untuned.errors import DamagedStore, StoreBusy, StoreError, StoreUnwritable

_SQLITE: dict[int, type[StoreError]] = {
    sqlite3.SQLITE_BUSY: StoreBusy,
    sqlite3.SQLITE_LOCKED: StoreBusy,
    sqlite3.SQLITE_FULL: StoreUnwritable,
    sqlite3.SQLITE_READONLY: StoreUnwritable,
    sqlite3.SQLITE_CANTOPEN: StoreUnwritable,
    sqlite3.SQLITE_IOERR: StoreUnwritable,
    sqlite3.SQLITE_PERM: StoreUnwritable,
    sqlite3.SQLITE_AUTH: StoreUnwritable,
    sqlite3.SQLITE_CORRUPT: DamagedStore,
    sqlite3.SQLITE_NOTADB: DamagedStore,
}

# SQLSTATE codes and classes of PostgreSQL's "Appendix A. PostgreSQL Error Codes".
_POSTGRES: dict[str, type[StoreError]] = {
    "55P03": StoreBusy,
    "40P01": StoreBusy,
    "40001": StoreBusy,
    "53300": StoreBusy,
    "25006": StoreUnwritable,
    "42501": StoreUnwritable,
    "53": StoreUnwritable,
    "58": StoreUnwritable,
    "XX": DamagedStore,
}


@contextmanager
def translated(place: str) -> Generator[None]:
    """What happens inside, with the engine's errors about the place, the lock or the disk as `StoreError`s; `place` names the database."""
    try:
        yield
    except DBAPIError as error:
        _raise(error.orig if isinstance(error.orig, Exception) else error, place, error)
    except sqlite3.Error as error:
        _raise(error, place, error)


def _raise(error: Exception, place: str, cause: Exception) -> None:
    kind = kind_of(error)
    if kind is None:
        raise cause
    said = str(error).strip().splitlines()
    message = f"{place}: {said[0] if said else type(error).__name__}"
    if kind is StoreError:
        raise StoreError(message, remedy="start the server, or correct 'url' of [store] in untuned.toml") from cause
    raise kind(message) from cause


def kind_of(error: Exception) -> type[StoreError] | None:
    """The store's class for an engine's error; None for one that no user could mend, such as a broken constraint."""
    if isinstance(error, sqlite3.Error):
        code = getattr(error, "sqlite_errorcode", None)
        return None if code is None else _SQLITE.get(int(code) & 0xFF)
    state = getattr(error, "sqlstate", None)
    if isinstance(state, str):
        return _POSTGRES.get(state) or _POSTGRES.get(state[:2]) or (StoreError if state[:2] in ("08", "28", "3D", "57") else None)
    unreachable = type(error).__name__ == "OperationalError" and type(error).__module__.startswith("psycopg")
    return StoreError if unreachable else None
