"""Advice that was given: figures, names and sentences, no text of a document or a question."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy import Connection, insert, select

from untuned.errors import Refused
from untuned.store.access import AnyRow
from untuned.store.database import Database
from untuned.store.encoding import from_instant, from_json, is_storable, to_json
from untuned.store.numbers import take
from untuned.store.record_encoding import record_from_json, record_to_json
from untuned.store.schema import advice
from untuned.types.advice import Advice


class Advices:
    """The advice of a database; for the owner alone, and who calls sees to that."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def keep(self, made: Advice) -> Advice:
        """The advice under a new id."""
        return self._database.write(lambda connection: _keep(connection, made))

    def get(self, id: str) -> Advice:
        """Advice that was given. Raises `Refused` where there is none of this id."""
        with self._database.read() as connection:
            rows: Sequence[AnyRow] = connection.execute(select(advice).where(advice.c.id == id)).all() if is_storable(id) else ()
        if not rows:
            raise Refused(f"advice '{id}' is unknown", remedy="see 'untuned advise --list' for what was advised")
        return _to_advice(rows[0])

    def listing(self, *, limit: int = 20) -> list[Advice]:
        """The latest advice, newest first."""
        with self._database.read() as connection:
            return [_to_advice(row) for row in connection.execute(select(advice).order_by(advice.c.ordinal.desc()).limit(limit))]


def _keep(connection: Connection, made: Advice) -> Advice:
    ordinal = take(connection, "advice")
    kept = replace(made, id=f"a{ordinal}")
    row = {"id": kept.id, "ordinal": ordinal, "at": from_instant(kept.at), "body": to_json(record_to_json(kept))}
    connection.execute(insert(advice).values(row))
    return kept


def _to_advice(row: AnyRow) -> Advice:
    return replace(record_from_json(Advice, from_json(row.body)), id=row.id)
