"""What people say of answers, kept as data."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, insert, select

from untuned.store.access import portions
from untuned.store.database import Database
from untuned.store.encoding import from_instant, from_json, storable, to_json
from untuned.store.numbers import Numbers
from untuned.store.schema import rating
from untuned.types.measures import Preference, Rating


class Ratings:
    """The ratings of a database. What one person said of one item and aspect last is what counts."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, said: Sequence[Rating | Preference], *, now: datetime) -> None:
        """The ratings are there, all of them at once."""
        self._database.write(lambda connection: _add(connection, said, at=from_instant(now)))

    def ratings(self) -> list[Rating]:
        """The absolute ratings, in the order in which they came."""
        rows = self._rows("rating")
        last = {(row.item, row.rater, row.aspect): Rating(item=row.item, rater=row.rater, aspect=row.aspect, **body) for row, body in rows}
        return list(last.values())

    def preferences(self) -> list[Preference]:
        """The pairwise ratings, in the order in which they came; which of two answers stands first makes no other pair."""
        rows = self._rows("preference")
        last = {
            (row.item, row.rater, row.aspect, *sorted((body["a"], body["b"]))): Preference(
                item=row.item, rater=row.rater, aspect=row.aspect, **body
            )
            for row, body in rows
        }
        return list(last.values())

    def _rows(self, kind: str) -> list[tuple[Any, dict[str, Any]]]:
        with self._database.read() as connection:
            rows = connection.execute(select(rating).where(rating.c.kind == kind).order_by(rating.c.id)).all()
        return [(row, from_json(row.body)) for row in rows]


def _add(connection: Connection, said: Sequence[Rating | Preference], *, at: str) -> None:
    numbers = Numbers(connection)
    rows = [
        {
            "id": numbers.take("rating"),
            "at": at,
            "kind": "rating" if isinstance(one, Rating) else "preference",
            "item": storable(one.item),
            "rater": storable(one.rater),
            "aspect": storable(one.aspect),
            "body": to_json(_body(one)),
        }
        for one in said
    ]
    numbers.save()
    for portion in portions(rows):
        connection.execute(insert(rating), list(portion))


def _body(one: Rating | Preference) -> dict[str, Any]:
    if isinstance(one, Rating):
        return {"value": one.value, "label": storable(one.label)}
    shown = {"shown": storable(one.shown)} if one.shown else {}
    return {"a": storable(one.a), "b": storable(one.b), "preferred": one.preferred, **shown}
