"""The audit: who did what to truth, kept for good. A purge and a restore are noted in it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
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

    def carry(self, entries: Iterable[Entry], *, principal: Principal) -> None:
        """Adds the entries of a database that this one took the place of, each with its own time, but for those that are here too."""
        known = [replace(one, id=0) for one in self.entries(principal=principal)]
        missing = sorted((one for one in entries if replace(one, id=0) not in known), key=lambda one: one.id)
        if missing:
            self._database.write(lambda connection: [_add(connection, one) for one in missing])


def add_entry(connection: Connection, action: str, *, actor: str, subject: str, detail: Mapping[str, JSON], now: datetime) -> int:
    """The id of an entry that becomes part of the open transaction."""
    return _add(connection, Entry(id=0, at=now, actor=actor, action=action, subject=subject, detail=detail))


def _add(connection: Connection, entry: Entry) -> int:
    """The id that the entry has here."""
    id = take(connection, "audit")
    row = {
        "id": id,
        "at": from_instant(entry.at),
        "actor": storable(entry.actor),
        "action": entry.action,
        "subject": storable(entry.subject),
    }
    connection.execute(insert(audit).values(**row, detail=to_json(dict(entry.detail))))
    return id
