"""Conflicts between statements, by their addresses. What they say is read with their versions, never kept here."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Literal

from sqlalchemy import BindParameter, Connection, bindparam, delete, insert, or_, select

from untuned.store.access import AnyRow, is_id, portions
from untuned.store.database import Database
from untuned.store.encoding import from_instant, to_instant, to_metadata
from untuned.store.numbers import Numbers
from untuned.store.schema import conflict, version
from untuned.store.steps import step
from untuned.store.versions import BY_ID, readable
from untuned.types.conflicts import Conflict, ConflictRelation
from untuned.types.documents import Span, overlaps
from untuned.types.principal import Principal
from untuned.types.versions import SUCCEEDED

_VERSIONS: BindParameter[int] = bindparam("versions", expanding=True)
_TOUCHING = select(conflict).where(or_(conflict.c.version.in_(_VERSIONS), conflict.c.other_version.in_(_VERSIONS))).order_by(conflict.c.id)
"""The conflicts with a side in these versions. Made once: to make a statement takes longer than to run it."""


class Conflicts:
    """The conflicts of a database. Nobody is told of one unless they may read both sides."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def replace(self, documents: Sequence[int], found: Sequence[Conflict], *, now: datetime) -> None:
        """The conflicts of the documents' versions, with each other and with other documents, are these alone.

        One whose version was purged or superseded meanwhile is left out, but for the older side of an update.
        """
        self._database.write(lambda connection: _replace(connection, documents, found, now=now))

    def states(self, documents: Sequence[int]) -> dict[int, tuple[int, int | None]]:
        """Ids of each document's current version and of the state before it, None where there is none. For the sync, which reads all.

        A document that is gone, or in whose place another one stands, has none: what it says is not said any more.
        """
        columns = (version.c.id, version.c.document, version.c.superseded_at, version.c.revision_of, version.c.metadata)
        found: dict[int, tuple[int, int | None]] = {}
        before: dict[int, int] = {}
        with self._database.read() as connection:
            for portion in portions(documents):
                wanted = select(*columns).where(version.c.document.in_(portion), version.c.purged_at.is_(None))
                for row in connection.execute(wanted.order_by(version.c.document, version.c.number)):
                    if row.superseded_at is None and SUCCEEDED not in to_metadata(row.metadata):
                        found[row.document] = (row.id, before.get(row.document) if row.revision_of is None else None)
                    before[row.document] = row.id
        return found

    def touching(
        self, spans: Sequence[Span], *, principal: Principal, relation: ConflictRelation | Literal["any"] = "documents"
    ) -> list[Conflict]:
        """The conflicts that have a side within, around or across one of the spans, both sides readable by the principal; by id."""
        versions = {span.version for span in spans if is_id(span.version)}
        found = self._of(versions, principal=principal, relation=relation)
        return [one for one in found if any(overlaps(side, span) for side in (one.one, one.other) for span in spans)]

    def listing(self, *, principal: Principal, relation: ConflictRelation | Literal["any"] = "documents") -> list[Conflict]:
        """The conflicts whose both sides the principal may read, by id."""
        return self._of(None, principal=principal, relation=relation)

    def _of(self, versions: Collection[int] | None, *, principal: Principal, relation: ConflictRelation | Literal["any"]) -> list[Conflict]:
        with self._database.read() as connection:
            rows: list[AnyRow] = []
            if versions is None:
                rows += connection.execute(select(conflict).order_by(conflict.c.id)).all()
            else:
                for portion in portions(sorted(versions)):
                    rows += connection.execute(_TOUCHING, {"versions": portion}).all()
            sides = {id for row in rows for id in (row.version, row.other_version)}
            told = _standing(connection, sides, principal=principal)
        kept = {row.id: row for row in rows if relation in ("any", row.detail) and told.get(row.version) and row.other_version in told}
        return [_to_conflict(row) for row in kept.values() if row.detail == "versions" or told[row.other_version]]


def empty_conflicts(connection: Connection, versions: Sequence[int]) -> None:
    """No conflict has a side in these versions any more: they are purged."""
    for portion in portions(versions):
        connection.execute(delete(conflict).where(or_(conflict.c.version.in_(portion), conflict.c.other_version.in_(portion))))


def _standing(connection: Connection, ids: Collection[int], *, principal: Principal) -> dict[int, bool]:
    """Those of the versions that the principal may read: whether each is its document's current one, and in no other's shade."""
    found: dict[int, bool] = {}
    for portion in portions(sorted(ids)):
        for row in connection.execute(BY_ID, {"ids": portion}):
            if readable(row, principal):
                found[row.id] = row.superseded_at is None and SUCCEEDED not in to_metadata(row.metadata)
    return found


def _replace(connection: Connection, documents: Sequence[int], found: Sequence[Conflict], *, now: datetime) -> None:
    step("store.conflicts")
    for portion in portions(documents):
        own = select(version.c.id).where(version.c.document.in_(portion))
        connection.execute(delete(conflict).where(or_(conflict.c.version.in_(own), conflict.c.other_version.in_(own))))
    ids = sorted({side.version for one in found for side in (one.one, one.other)})
    current: dict[int, bool] = {}
    for portion in portions(ids):
        wanted = select(version.c.id, version.c.superseded_at).where(version.c.id.in_(portion), version.c.purged_at.is_(None))
        current.update({row.id: row.superseded_at is None for row in connection.execute(wanted)})
    numbers = Numbers(connection)
    rows = [
        {
            "id": numbers.take("conflict"),
            "version": one.one.version,
            "start": one.one.start,
            "end": one.one.end,
            "other_version": one.other.version,
            "other_start": one.other.start,
            "other_end": one.other.end,
            "kind": one.kind,
            "found_at": from_instant(now),
            "detail": one.relation,
        }
        for one in {frozenset((one.one, one.other)): one for one in found}.values()
        if current.get(one.one.version) and one.other.version in current and (one.relation == "versions" or current[one.other.version])
    ]
    if rows:
        connection.execute(insert(conflict), rows)
    numbers.save()
    step("store.conflicts.before")


def _to_conflict(row: AnyRow) -> Conflict:
    return Conflict(
        one=Span(version=row.version, start=row.start, end=row.end),
        other=Span(version=row.other_version, start=row.other_start, end=row.other_end),
        kind=row.kind,
        relation=row.detail,
        found_at=to_instant(row.found_at),
    )
