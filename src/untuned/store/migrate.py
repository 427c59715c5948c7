"""The schema of a database: made, checked cheaply at every opening, and brought up to date."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection, Engine, insert, inspect, select, update
from sqlalchemy.exc import DBAPIError

from untuned.errors import DamagedStore, NewerSchema, StoreError
from untuned.store import copies, engines
from untuned.store.schema import RELEASE, REVISIONS, counter, meta, metadata, revision
from untuned.store.steps import step

COUNTERS = (
    "advice",
    "answer",
    "audit",
    "change",
    "citation",
    "climb",
    "conflict",
    "conversation",
    "document",
    "job",
    "lean",
    "ledger",
    "look",
    "measurement",
    "question",
    "rating",
    "run",
    "version",
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Identity:
    """Which database this is, and in which of its histories."""

    id: str
    epoch: int
    scrub_owed: bool = False
    """A purge has not yet done its last step."""
    groups_owed: bool = False
    """It was restored, and its documents still have the groups of the backup's day."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Migrations:
    """A folder of Alembic revisions, with their order."""

    folder: Path
    revisions: tuple[str, ...]
    release: str

    @property
    def head(self) -> str:
        """The revision that this code writes."""
        return self.revisions[-1]


SHIPPED = Migrations(folder=Path(__file__).parent / "migrations", revisions=REVISIONS, release=RELEASE)


def bring_up(engine: Engine, *, allowed: bool, backups: Path | None, migrations: Migrations = SHIPPED) -> Identity:
    """The identity of a database that has the current schema now; an older one is backed up first.

    Raises:
        NewerSchema: a later untuned wrote it.
        DamagedStore: it is a database of something else.
        StoreError: it is older and `allowed` is False.
    """
    found = revision_of(engine)
    if found is None:
        _create(engine, migrations)
    elif found not in migrations.revisions:
        raise NewerSchema(_release_of(engine) or found, known=migrations.release)
    elif found != migrations.head:
        if not allowed:
            raise StoreError(
                f"{engines.place_of(engine.url)} is of an earlier untuned",
                remedy="run 'untuned sync', which brings it up to date",
            )
        copies.copy_before_migration(engine, backups, revision=found)
        step("store.migrate.backed_up")
        upgrade(engine, migrations)
    return identity_of(engine)


def revision_of(engine: Engine) -> str | None:
    """The schema's revision; None for an empty database. Costs one query."""
    with engine.connect() as connection:
        try:
            return connection.execute(select(revision.c.version_num)).scalar_one()
        except DBAPIError as error:
            if not _says_no_table(error):
                raise
    if inspect(engine).get_table_names():
        raise DamagedStore(
            f"{engines.place_of(engine.url)} is the database of another program", remedy="name another 'url' in [store] of untuned.toml"
        )
    return None


def identity_of(engine: Engine) -> Identity:
    """Id and epoch, as stored now."""
    with engine.connect() as connection:
        values = {row.key: row.value for row in connection.execute(select(meta.c.key, meta.c.value))}
    return Identity(id=values["id"], epoch=int(values["epoch"]), scrub_owed=values["scrub"] != "", groups_owed="groups" in values)


def upgrade(engine: Engine, migrations: Migrations) -> None:
    """The schema is the current one afterwards, or untouched: every revision runs in one transaction."""
    # Alembic doubles the time of a cold start, and a current schema does not need it.
    from alembic import command  # noqa: PLC0415
    from alembic.config import Config  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", str(migrations.folder).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    with engine.execution_options(**{engines.WRITE: True}).begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, migrations.head)
        connection.execute(update(meta).where(meta.c.key == "release").values(value=migrations.release))
        step("store.migrate.before")


def _create(engine: Engine, migrations: Migrations) -> None:
    with engine.execution_options(**{engines.WRITE: True}).begin() as connection:
        if inspect(connection).has_table(revision.name):
            return
        metadata.create_all(connection)
        fill(connection, migrations)
        step("store.create.before")


def fill(connection: Connection, migrations: Migrations) -> None:
    """The rows that every database begins with."""
    connection.execute(insert(revision).values(version_num=migrations.head))
    first = {"id": uuid.uuid4().hex, "epoch": "1", "release": migrations.release, "scrub": ""}
    connection.execute(insert(meta), [{"key": key, "value": value} for key, value in first.items()])
    connection.execute(insert(counter), [{"name": name, "last": 0} for name in COUNTERS])


def _release_of(engine: Engine) -> str | None:
    with engine.connect() as connection:
        try:
            return connection.execute(select(meta.c.value).where(meta.c.key == "release")).scalar_one_or_none()
        except DBAPIError as error:
            if not _says_no_table(error):
                raise
    return None


def _says_no_table(error: DBAPIError) -> bool:
    # 42P01: undefined_table.
    return getattr(error.orig, "sqlstate", None) == "42P01" or str(error.orig).startswith("no such table")
