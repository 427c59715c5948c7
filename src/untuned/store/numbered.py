"""Records that are kept whole under a number, `a3` or `c12`: figures, names and sentences, no text of a document or a question."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Generic, TypeVar

from sqlalchemy import Connection, Table, insert, select, update

from untuned.store.access import AnyRow
from untuned.store.database import Database
from untuned.store.encoding import from_instant, from_json, is_storable, to_json
from untuned.store.numbers import take
from untuned.store.record_encoding import record_from_json, record_to_json
from untuned.types.advice import Advice
from untuned.types.ladder import Climb

R = TypeVar("R", Advice, Climb)


class Numbered(Generic[R]):
    """The records of one table; an id is the first letter of the table's name, and a number that is given once."""

    def __init__(self, database: Database, table: Table, record: type[R]) -> None:
        self._database = database
        self._table = table
        self._record: type[R] = record

    def add(self, connection: Connection, made: R) -> R:
        """The record under a new id."""
        ordinal = take(connection, self._table.name)
        kept = replace(made, id=f"{self._table.name[0]}{ordinal}")
        row = {"id": kept.id, "ordinal": ordinal, "at": from_instant(kept.at), "body": to_json(record_to_json(kept))}
        connection.execute(insert(self._table).values(row))
        return kept

    def put(self, connection: Connection, made: R) -> None:
        """The record in place of what was kept of it before."""
        body = to_json(record_to_json(made))
        connection.execute(update(self._table).where(self._table.c.id == made.id).values(body=body))

    def get(self, id: str) -> R | None:
        """The record of an id; None where there is none."""
        if not is_storable(id):
            return None
        with self._database.read() as connection:
            row = connection.execute(select(self._table).where(self._table.c.id == id)).one_or_none()
        return None if row is None else self._read(row)

    def listing(self, *, limit: int | None = None) -> list[R]:
        """The records, newest first: every one, or at most so many."""
        with self._database.read() as connection:
            rows: Sequence[AnyRow] = connection.execute(select(self._table).order_by(self._table.c.ordinal.desc()).limit(limit)).all()
        return [self._read(row) for row in rows]

    def _read(self, row: AnyRow) -> R:
        return replace(record_from_json(self._record, from_json(row.body)), id=row.id)
