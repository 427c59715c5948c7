"""What truth holds of paths, read ahead of a batch."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import Connection, and_, func, select

from untuned.store.access import DOCUMENT_GROUPS, AnyRow, portions
from untuned.store.encoding import to_groups
from untuned.store.schema import document, file, version


@dataclass(frozen=True, slots=True)
class Held:
    """A document, with its current version's columns in `row` (empty ones once it was removed)."""

    row: AnyRow
    groups: frozenset[str]
    last: int
    """The highest number of its versions."""

    @property
    def id(self) -> int:
        """The document's id."""
        return self.row.document


_any = version.alias("any_version")
_LAST = select(func.max(_any.c.number)).where(_any.c.document == document.c.id).correlate(document).scalar_subquery().label("last")

_HELD = (
    select(
        document.c.id.label("document"),
        document.c.path,
        document.c.status,
        DOCUMENT_GROUPS,
        _LAST,
        version.c.id.label("version"),
        version.c.text_sha256,
        version.c.raw_sha256,
        version.c.parser,
        version.c.title,
        version.c.language,
        version.c.format,
        version.c.markup,
        version.c.effective_from,
        version.c.effective_to,
        version.c.metadata,
        version.c.blocks,
        version.c.lines,
        version.c.pages,
        version.c.boxes,
    )
    .select_from(document)
    .outerjoin(version, and_(version.c.document == document.c.id, version.c.superseded_at.is_(None)))
    .order_by(document.c.removed_at, document.c.id)
)


def held_at(connection: Connection, paths: Iterable[str]) -> tuple[dict[str, Held], dict[str, Held]]:
    """The live documents by path, and by path the removed one that was removed last."""
    live: dict[str, Held] = {}
    gone: dict[str, Held] = {}
    for portion in portions(sorted(paths)):
        for row in connection.execute(_HELD.where(document.c.path.in_(portion))):
            held = Held(row=row, groups=to_groups(row.document_groups), last=row.last or 0)
            (live if row.status == "live" else gone)[row.path] = held
    return live, gone


def known_files(connection: Connection, paths: Iterable[str]) -> set[str]:
    """Those of the paths that the last sync saw."""
    known: set[str] = set()
    for portion in portions(sorted(paths)):
        known.update(connection.execute(select(file.c.path).where(file.c.path.in_(portion))).scalars())
    return known
