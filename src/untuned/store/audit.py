"""The audit: who did what to truth, kept for good. A purge and a restore are noted in it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, insert, select

from untuned.store.database import Database
from untuned.store.encoding import JSON, from_instant, from_json, storable, to_instant, to_json
from untuned.store.numbers import take
from untuned.store.schema import audit
from untuned.types.principal import Principal


@dataclass(frozen=True, kw_only=True, slots=True)
class Entry:
    """One act: `actor` did `action`, purge or restore, to `subject`, at a time in UTC. It holds no text of documents."""

    id: int
    at: datetime
    actor: str
    action: str
    subject: str
    detail: Mapping[str, Any]


class Audit:
    """The audit of a database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def note(self, action: str, *, actor: str, subject: str, detail: Mapping[str, JSON], now: datetime) -> int:
        """The id of the entry that was added."""
        return self._database.write(lambda connection: add_entry(connection, action, actor=actor, subject=subject, detail=detail, now=now))

    def entries(self, *, principal: Principal, limit: int | None = None) -> list[Entry]:
        """The latest entries (without a limit all), newest first: of them all for an owner, none for anybody else."""
        if not principal.owner:
            return []
        with self._database.read() as connection:
            rows = connection.execute(select(audit).order_by(audit.c.at.desc(), audit.c.id.desc()).limit(limit)).all()
        return [
            Entry(id=row.id, at=to_instant(row.at), actor=row.actor, action=row.action, subject=row.subject, detail=from_json(row.detail))
            for row in rows
        ]


def add_entry(connection: Connection, action: str, *, actor: str, subject: str, detail: Mapping[str, JSON], now: datetime) -> int:
    """The id of an entry that becomes part of the open transaction."""
    id = take(connection, "audit")
    row = {"id": id, "at": from_instant(now), "actor": storable(actor), "action": action, "subject": storable(subject)}
    connection.execute(insert(audit).values(**row, detail=to_json(dict(detail))))
    return id


def carrying(entries: Iterable[Entry], *, schema: str = "") -> Iterator[str]:
    """Statements of SQL that add entries to another database, each with its own time, but for those that are there too.

    A restore runs them before anybody can see what it restored: were they run behind it, a kill between would lose the entries.
    """
    for one in sorted(entries, key=lambda entry: entry.id):
        texts = (from_instant(one.at), one.actor, one.action, one.subject, to_json(dict(one.detail)))
        told = dict(zip(("at", "actor", "action", "subject", "detail"), map(_literal, texts), strict=True))
        same = " AND ".join(f"{name} = {text}" for name, text in told.items())
        number = f"(SELECT last + 1 FROM {schema}counter WHERE name = 'audit')"  # noqa: S608 -- names of this schema
        yield (
            f"INSERT INTO {schema}audit (id, {', '.join(told)}) SELECT {number}, {', '.join(told.values())}"  # noqa: S608 -- literals
            f" WHERE NOT EXISTS (SELECT 1 FROM {schema}audit WHERE {same});"
        )
        yield f"UPDATE {schema}counter SET last = (SELECT max(id) FROM {schema}audit) WHERE name = 'audit';"  # noqa: S608 -- the same


def _literal(text: str) -> str:
    """A text as SQL says it."""
    return "'" + text.replace("'", "''") + "'"
