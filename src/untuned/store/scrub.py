"""The last step of a purge: what was deleted leaves the free pages and logs too."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, Engine, update

from untuned.errors import StoreBusy
from untuned.store import engines
from untuned.store.copies import remove_scratches
from untuned.store.schema import meta
from untuned.store.steps import step

_HOLDING_TEXT = (
    "text",
    "version",
    "claim",
    "citation",
    "answer",
    "trace",
    "conversation",
    "question",
    "evidence",
    "variant",
    "measurement",
    "run",
    "score",
    "rating",
    "climb",
    "advice",
    "ledger",
)


def owe_scrub(connection: Connection) -> None:
    """The scrub is now owed, and stays so over a crash; what this connection deletes is overwritten at once where the engine can."""
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("PRAGMA secure_delete = ON")
    connection.execute(update(meta).where(meta.c.key == "scrub").values(value="owed"))


def scrub(engine: Engine) -> None:
    """No page of the database's files holds deleted text any more; PostgreSQL's archived logs are beyond its reach.

    Raises `StoreBusy` while somebody reads an older state; the scrub is still owed then.
    """
    with engines.raw(engine) as connection:
        if engine.dialect.name == "sqlite":
            _scrub_sqlite(connection, engine)
        else:
            for table in _HOLDING_TEXT:
                connection.execute(f'VACUUM (FULL) "{table}"')
    with engine.execution_options(**{engines.WRITE: True}).begin() as connection:
        connection.execute(update(meta).where(meta.c.key == "scrub").values(value=""))
    step("store.purge.scrubbed")


def _scrub_sqlite(connection: Any, engine: Engine) -> None:  # noqa: ANN401 -- the driver's own
    place = engines.file_of(engine.url)
    try:
        remove_scratches(place)
    except OSError as error:
        raise StoreBusy(
            f"{place}: purged, but a half written copy beside it cannot be removed: {error.strerror or error}",
            remedy="run the purge again when nobody restores or migrates, so that the text leaves that copy too",
        ) from error
    # VACUUM writes every living page anew; the log, which still has the old ones, is then cut to nothing.
    connection.execute("VACUUM")
    busy = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
    if busy:
        raise StoreBusy(
            f"{place}: purged, but another process still reads the state before",
            remedy="run the purge again when it has ended, so that the text leaves the log file too",
        )
