"""Documents as they stand: who may read each, and what that is told from."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy import Connection, and_, delete, exists, func, insert, or_, select

from untuned.store.access import DOCUMENT_GROUPS, portions
from untuned.store.encoding import to_groups, to_metadata
from untuned.store.numbers import Numbers
from untuned.store.schema import change, document, document_group, meta, version, version_group
from untuned.types.documents import Metadata


@dataclass(frozen=True, kw_only=True, slots=True)
class Standing:
    """A document that has a text, live or removed, with its present groups and the metadata that they are told from.

    It is that of the latest version. Where that was purged, nobody knows any more what it said, and the present groups stand for it.
    """

    document: int
    path: str
    version: int | None
    """Id of the current version; None once the file is gone."""
    groups: frozenset[str]
    metadata: Metadata


_held = version.alias("held")
_LATEST = (
    select(func.max(_held.c.number))
    .where(_held.c.document == document.c.id, _held.c.purged_at.is_(None))
    .correlate(document)
    .scalar_subquery()
)
_PURGED = exists().where(_held.c.document == document.c.id, _held.c.number > version.c.number, _held.c.purged_at.is_not(None))
# A live document's latest version is the current one, which an index finds.
_ROWS = (
    select(
        document.c.id,
        document.c.path,
        document.c.status,
        version.c.id.label("version"),
        version.c.metadata,
        DOCUMENT_GROUPS,
        _PURGED.label("purged"),
    )
    .join(version, version.c.document == document.c.id)
    .where(
        version.c.purged_at.is_(None),
        or_(
            and_(document.c.status == "live", version.c.superseded_at.is_(None)),
            and_(document.c.status == "removed", version.c.number == _LATEST),
        ),
    )
    .order_by(document.c.id)
)


def standing(connection: Connection) -> list[Standing]:
    """Every document that has a text, by id."""
    return [
        Standing(
            document=row.id,
            path=row.path,
            version=row.version if row.status == "live" else None,
            groups=to_groups(row.document_groups),
            metadata=_as_declared(to_groups(row.document_groups)) if row.purged else to_metadata(row.metadata),
        )
        for row in connection.execute(_ROWS)
    ]


def _as_declared(groups: frozenset[str]) -> Metadata:
    return {"groups": [*sorted(groups)]}


def regroup(connection: Connection, told: Callable[[Standing], frozenset[str]], *, now: str) -> None:
    """Each document belongs to the groups that are told of it, alone; one that does already is left as it is. No restore owes it then.

    They are told of the documents as they stand in this transaction, so that no commit of another process is undone.
    The current version belongs to them too; older ones keep their own, which narrow these further.
    """
    changed = [(one, groups) for one in standing(connection) if (groups := told(one)) != one.groups]
    numbers = Numbers(connection)
    for portion in portions(changed):
        documents = [one.document for one, _ in portion]
        connection.execute(delete(document_group).where(document_group.c.document.in_(documents)))
        rows = [{"document": one.document, "name": name} for one, groups in portion for name in sorted(groups)]
        connection.execute(insert(document_group), rows)
        current = [(one.version, groups) for one, groups in portion if one.version is not None]
        if current:
            connection.execute(delete(version_group).where(version_group.c.version.in_([number for number, _ in current])))
            connection.execute(
                insert(version_group), [{"version": number, "name": name} for number, groups in current for name in sorted(groups)]
            )
        feed = [
            {"position": numbers.take("change"), "kind": "regrouped", "document": one.document, "version": one.version, "at": now}
            for one, _ in portion
        ]
        connection.execute(insert(change), feed)
    numbers.save()
    connection.execute(delete(meta).where(meta.c.key == "groups"))
