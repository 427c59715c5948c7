"""Climbs, and the ledger of what was spent on better answers."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from sqlalchemy import Connection, insert, select, update

from untuned.errors import UnknownClimb
from untuned.store.access import AnyRow
from untuned.store.database import Database
from untuned.store.encoding import from_instant, from_json, storable, to_instant, to_json
from untuned.store.numbered import Numbered
from untuned.store.numbers import take
from untuned.store.schema import climb, ledger
from untuned.types.ladder import Climb, Spent


class Climbs:
    """The climbs of a database: figures and names, no text of a document or a question."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._held = Numbered(database, climb, Climb)

    def keep(self, made: Climb) -> Climb:
        """The climb under its id: a new one where it has none, else in place of what was kept of it before.

        What models took for it is one entry of the ledger, kept with it.
        """
        return self._database.write(lambda connection: self._keep(connection, made))

    def _keep(self, connection: Connection, made: Climb) -> Climb:
        if made.id:
            self._held.put(connection, made)
        else:
            made = self._held.add(connection, made)
        if made.spent:
            _enter(connection, Spent(at=made.at, effort="measuring", cost=made.spent, note="climb", climb=made.id))
        return made

    def get(self, id: str) -> Climb:
        """A climb. Raises `UnknownClimb`."""
        found = self._held.get(id)
        if found is None:
            raise UnknownClimb(id)
        return found

    def listing(self, *, limit: int | None = None) -> list[Climb]:
        """The climbs, newest first: every one, or at most so many."""
        return self._held.listing(limit=limit)

    def spend(self, entry: Spent) -> Spent:
        """The entry, with its id, as part of the ledger."""
        return self._database.write(lambda connection: _spend(connection, entry))

    def ledger(self) -> list[Spent]:
        """Every entry, oldest first."""
        with self._database.read() as connection:
            return [_to_spent(row) for row in connection.execute(select(ledger).order_by(ledger.c.id))]


def _enter(connection: Connection, entry: Spent) -> None:
    """The one entry of a climb, which grows with it."""
    held = connection.execute(select(ledger.c.id).where(ledger.c.climb == entry.climb)).scalar()
    if held is None:
        _spend(connection, entry)
    else:
        connection.execute(update(ledger).where(ledger.c.id == held).values(body=_entry_body(entry)))


def _spend(connection: Connection, entry: Spent) -> Spent:
    kept = replace(entry, id=take(connection, "ledger"))
    row = {"id": kept.id, "at": from_instant(entry.at), "effort": entry.effort, "climb": entry.climb or None, "body": _entry_body(entry)}
    connection.execute(insert(ledger).values(row))
    return kept


def _entry_body(entry: Spent) -> str:
    return to_json({"hours": entry.hours, "cost": str(entry.cost), "note": storable(entry.note)})


def _to_spent(row: AnyRow) -> Spent:
    body = from_json(row.body)
    return Spent(
        id=row.id,
        at=to_instant(row.at),
        effort=row.effort,
        hours=body["hours"],
        cost=Decimal(body["cost"]),
        note=body["note"],
        climb=row.climb or "",
    )
