"""What took the place of which document, kept beside the older one's metadata, so that views hear of it as of any change."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, case, func, insert, select, update

from untuned.store.access import DOCUMENT_GROUPS, portions
from untuned.store.database import Database
from untuned.store.encoding import from_day, from_instant, from_metadata, to_day, to_groups, to_instant, to_metadata
from untuned.store.numbers import Numbers
from untuned.store.schema import change, document, version
from untuned.types.documents import NO_METADATA, Metadata
from untuned.types.versions import SUCCEEDED, Succession


@dataclass(frozen=True, kw_only=True, slots=True)
class Line:
    """A live document as succession is told from: its metadata only where they speak of it."""

    id: int
    path: str
    title: str
    effective_from: date | None
    first_known: date
    groups: frozenset[str]
    metadata: Metadata = field(default_factory=lambda: NO_METADATA)


class Successions:
    """Who follows whom among the documents of a database. It tells of paths and rights: for the owner's sync alone."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def lines(self) -> list[Line]:
        """Every live document, by path."""
        with self._database.read() as connection:
            return _lines(connection)

    def succeed(self, told: Mapping[int, Succession], *, now: datetime) -> int:
        """How many documents have another successor now, or none any more; each is told of in the feed."""
        return self._database.write(lambda connection: _succeed(connection, told, now=from_instant(now)))

    def any(self) -> bool:
        """True when a live document has a successor, or begins to hold after its sync: then searches may have to pass over it."""
        later = version.c.effective_from > func.substr(version.c.synced_at, 1, len("2025-01-01"))
        telling = version.c.metadata.contains(f'"{SUCCEEDED}"') | later
        wanted = select(version.c.id).where(version.c.superseded_at.is_(None), telling).limit(1)
        with self._database.read() as connection:
            return connection.execute(wanted).first() is not None


_any = version.alias("any_of_it")
_FIRST = select(func.min(_any.c.synced_at)).where(_any.c.document == document.c.id).correlate(document).scalar_subquery()
_BEGAN = select(func.min(_any.c.effective_from)).where(_any.c.document == document.c.id).correlate(document).scalar_subquery()
_TELLS = ("supersede", "replace", SUCCEEDED)


def _lines(connection: Connection) -> list[Line]:
    """Every live document, by path. It began to hold with the first of its versions."""
    telling = func.lower(version.c.metadata)
    speaks = telling.contains(_TELLS[0]) | telling.contains(_TELLS[1]) | telling.contains(_TELLS[2])
    wanted = (
        select(
            document.c.id,
            document.c.path,
            version.c.title,
            _BEGAN.label("began"),
            _FIRST.label("first"),
            DOCUMENT_GROUPS,
            case((speaks, version.c.metadata), else_="{}").label("metadata"),
        )
        .join(version, version.c.document == document.c.id)
        .where(document.c.status == "live", version.c.superseded_at.is_(None))
        .order_by(document.c.path, document.c.id)
    )
    return [
        Line(
            id=row.id,
            path=row.path,
            title=row.title,
            effective_from=to_day(row.began),
            first_known=to_instant(row.first).date(),
            groups=to_groups(row.document_groups),
            metadata=to_metadata(row.metadata),
        )
        for row in connection.execute(wanted)
    ]


def _succeed(connection: Connection, told: Mapping[int, Succession], *, now: str) -> int:
    numbers = Numbers(connection)
    feed: list[dict[str, Any]] = []
    for line in _lines(connection):
        mark = _mark(told[line.id]) if line.id in told else None
        if line.metadata.get(SUCCEEDED) == mark:
            continue
        current = (version.c.document == line.id, version.c.superseded_at.is_(None))
        row = connection.execute(select(version.c.id, version.c.metadata).where(*current)).one()
        metadata = {name: value for name, value in to_metadata(row.metadata).items() if name != SUCCEEDED}
        held = from_metadata(metadata if mark is None else {**metadata, SUCCEEDED: {**mark}})
        connection.execute(update(version).where(version.c.id == row.id).values(metadata=held))
        feed.append({"position": numbers.take("change"), "kind": "changed", "document": line.id, "version": row.id, "at": now})
    if feed:
        connection.execute(insert(change), feed)
    numbers.save()
    return len(feed)


def unmark(connection: Connection, versions: Collection[int]) -> None:
    """Takes the successor's path from versions that are current no more: who may read them need not be who may read of it."""
    for portion in portions(versions):
        marked = select(version.c.id, version.c.metadata).where(version.c.id.in_(portion), version.c.metadata.contains(f'"{SUCCEEDED}"'))
        for row in connection.execute(marked).all():
            kept = {name: value for name, value in to_metadata(row.metadata).items() if name != SUCCEEDED}
            connection.execute(update(version).where(version.c.id == row.id).values(metadata=from_metadata(kept)))


def _mark(one: Succession) -> dict[str, str | None]:
    return {"by": one.by, "from": from_day(one.starts), "known": from_day(one.known), "told": one.told}
