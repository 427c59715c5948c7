"""Documents whose files are gone: their versions stay citable, so who may read them still has to follow the rules."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, delete, func, insert, select

from untuned.store.access import DOCUMENT_GROUPS
from untuned.store.encoding import to_groups, to_metadata
from untuned.store.numbers import Numbers
from untuned.store.schema import change, document, document_group, version
from untuned.types.documents import Metadata


@dataclass(frozen=True, kw_only=True, slots=True)
class Gone:
    """A removed document, with its present groups and the metadata of its last version."""

    document: int
    path: str
    groups: frozenset[str]
    metadata: Metadata


def removed(connection: Connection) -> list[Gone]:
    """The removed documents that still have a text."""
    latest = select(func.max(version.c.number)).where(version.c.document == document.c.id).correlate(document).scalar_subquery()
    wanted = (
        select(document.c.id, document.c.path, DOCUMENT_GROUPS, version.c.metadata)
        .join(version, (version.c.document == document.c.id) & (version.c.number == latest))
        .where(document.c.status == "removed", version.c.purged_at.is_(None))
        .order_by(document.c.id)
    )
    return [
        Gone(document=row.id, path=row.path, groups=to_groups(row.document_groups), metadata=to_metadata(row.metadata))
        for row in connection.execute(wanted)
    ]


def regroup(connection: Connection, groups: Mapping[int, frozenset[str]], *, now: str) -> None:
    """Each document belongs to its groups alone from now on; its versions keep their own, which narrow them further."""
    numbers = Numbers(connection)
    for number, names in sorted(groups.items()):
        connection.execute(delete(document_group).where(document_group.c.document == number))
        connection.execute(insert(document_group), [{"document": number, "name": name} for name in sorted(names)])
        told = {"position": numbers.take("change"), "kind": "regrouped", "document": number, "version": None, "at": now}
        connection.execute(insert(change).values(told))
    numbers.save()
