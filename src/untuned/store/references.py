"""What current versions point at: written by the pass that links documents, read at every question."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import Connection, Row, and_, bindparam, delete, insert, or_, select, update

from untuned.store.access import AnyRow, is_id, portions
from untuned.store.database import Database
from untuned.store.schema import document, meta, reference, version
from untuned.store.steps import step
from untuned.store.versions import BY_ID, readable
from untuned.types.documents import Span
from untuned.types.principal import Principal
from untuned.types.references import REVISION, Reference, ReferenceStatus

_KEY = "references"
_NAMING = ("code", "link", "named")
"""Kinds that name what they lead to."""
_BOOK = "book"
"""A numbered part of a page beside the own one."""
_OTHERS = (*_NAMING, _BOOK)
"""Kinds that may lead to another document."""
_ABSENT: dict[str, ReferenceStatus] = {"link": "unresolved", "code": "elsewhere", "named": "elsewhere"}
"""What a reference is to somebody for whom its target does not exist."""
_LOST = ("unresolved", "ambiguous")
_AT_ONCE = 1_000

# made once: to make a statement takes longer than to run it
_LINKED = select(meta.c.value).where(meta.c.key == _KEY)
_OF = (
    select(reference)
    .where(reference.c.version.in_(bindparam("versions", expanding=True)), reference.c.status != "defines")
    .order_by(reference.c.version, reference.c.start, reference.c.ordinal)
)

Reopens = Callable[[Reference], bool]
"""True for a reference to another document that a change may have given another target."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Linked:
    """How far the feed was followed; `settled` once every document was looked at at least one time. Both by the present revision."""

    position: int
    settled: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class Problem:
    """A reference of a live document that leads nowhere, or to several passages."""

    path: str
    reference: Reference


class References:
    """The references of a database. Every read for people takes a principal."""

    def __init__(self, database: Database) -> None:
        self._database = database

    # -- what the linking pass uses --------------------------------------------------------------------

    def linked(self) -> Linked:
        """How far the feed was followed."""
        with self._database.read() as connection:
            return _linked(connection)

    def follow(self, before: Linked, after: Linked, *, documents: Collection[int], rows: Sequence[Reference], reopens: Reopens) -> bool:
        """One step along the feed, in one transaction: the documents' rows are these alone, and what led to them is open again.

        False, and nothing is written, where somebody else went on from `before` meanwhile.
        """

        def write(connection: Connection) -> bool:
            if _linked(connection) != before:
                return False
            numbered = _numbered(connection, documents)
            _forget(connection, documents)
            step("store.references")
            _insert(connection, rows)
            if before.settled:
                _reopen(connection, reopens)
                _reopen_books(connection, {folder for folder, _, _ in numbered ^ _numbered(connection, documents)})
            _stand(connection, after)
            step("store.references.before")
            return True

        return self._database.write(write)

    def open(self, *, after: int, limit: int) -> list[Reference]:
        """The references of at most `limit` versions, by version id after one, that are still open."""
        with self._database.read() as connection:
            wanted = select(reference.c.version).where(reference.c.status == "open", reference.c.version > after)
            ids = connection.execute(wanted.distinct().order_by(reference.c.version).limit(limit)).scalars().all()
            rows = connection.execute(
                select(reference).where(reference.c.version.in_(ids), reference.c.status == "open").order_by(reference.c.version)
            ).all()
        return [_to_reference(row) for row in rows]

    def close(self, rows: Sequence[Reference]) -> None:
        """Open references become what they turned out to be; those that changed meanwhile are left alone."""
        changed = [
            {
                "of": row.version,
                "first": row.start,
                "last": row.end,
                "what": row.kind,
                "named": row.key,
                "status_": row.status,
                "version_": None if row.target is None else row.target.version,
                "start_": None if row.target is None else row.target.start,
                "end_": None if row.target is None else row.target.end,
            }
            for row in rows
        ]
        statement = (
            update(reference)
            .where(
                reference.c.version == bindparam("of"),
                reference.c.status == "open",
                reference.c.start == bindparam("first"),
                reference.c.end == bindparam("last"),
                reference.c.kind == bindparam("what"),
                reference.c.detail == bindparam("named"),
            )
            .values(
                status=bindparam("status_"),
                target_version=bindparam("version_"),
                target_start=bindparam("start_"),
                target_end=bindparam("end_"),
            )
        )
        if changed:
            self._database.write(lambda connection: connection.execute(statement, changed))

    def defined(self) -> Iterator[Reference]:
        """Everything that current versions define for others by its name."""
        wanted = select(reference).where(reference.c.status == "defines", reference.c.kind != _BOOK).order_by(reference.c.version)
        with self._database.read() as connection:
            rows = connection.execute(wanted).all()
        return map(_to_reference, rows)

    def numbered(self, folder: str) -> list[Reference]:
        """The numbered parts that the pages of a folder, and not of those below it, define for each other."""
        wanted = (
            select(reference, document.c.path)
            .join(version, version.c.id == reference.c.version)
            .join(document, document.c.id == version.c.document)
            .where(reference.c.status == "defines", reference.c.kind == _BOOK, document.c.path.startswith(folder, autoescape=True))
            .order_by(reference.c.version, reference.c.ordinal)
        )
        with self._database.read() as connection:
            return [_to_reference(row) for row in connection.execute(wanted) if folder_of(row.path) == folder]

    def paths(self) -> dict[str, int]:
        """The current version at each path."""
        wanted = (
            select(document.c.path, version.c.id)
            .join(version, and_(version.c.document == document.c.id, version.c.superseded_at.is_(None)))
            .where(document.c.status == "live")
        )
        with self._database.read() as connection:
            return {row.path: row.id for row in connection.execute(wanted)}

    # -- what people read ------------------------------------------------------------------------------

    def of(self, versions: Collection[int], *, principal: Principal) -> list[Reference]:
        """What those of the versions refer to that the principal may read, in the order of their texts.

        What leads to a document that they may not read is told as if there were no such document.
        """
        ids = [id for id in dict.fromkeys(versions) if is_id(id)]
        if not ids:
            return []
        with self._database.read() as connection:
            rows = connection.execute(_OF, {"versions": ids}).all()
            seen = _readable(connection, {row.version for row in rows} | {row.target_version for row in rows}, principal)
        return [_as_seen(_to_reference(row), seen, principal) for row in rows if row.version in seen]

    def problems(self, *, principal: Principal, limit: int) -> list[Problem]:
        """References of live documents that lead nowhere or to several passages, by path; at most `limit`.

        One that leads to a document that the principal may not read is listed as if there were no such document: what is
        left out of the list must not tell that it is there.
        """
        lost = reference.c.status.in_(_LOST)
        wanted = (
            select(reference, document.c.path)
            .join(version, version.c.id == reference.c.version)
            .join(document, document.c.id == version.c.document)
            .where(
                lost if principal.owner else or_(lost, and_(reference.c.kind.in_(_OTHERS), reference.c.status.in_(("resolved", "open")))),
                document.c.status == "live",
                version.c.superseded_at.is_(None),
            )
            .order_by(document.c.path, reference.c.start, reference.c.ordinal)
        )
        found: list[Problem] = []
        with self._database.read() as connection:
            for rows in connection.execute(wanted).partitions(_AT_ONCE):
                seen = _readable(connection, {row.version for row in rows} | {row.target_version for row in rows}, principal)
                told = ((row.path, _as_seen(_to_reference(row), seen, principal)) for row in rows if row.version in seen)
                found.extend(Problem(path=path, reference=one) for path, one in told if one.status in _LOST)
                if len(found) >= limit:
                    break
        return found[:limit]


def folder_of(path: str) -> str:
    """The folder that a document stands in, with the `/` at its end; "" for the project's own."""
    return "".join(path.rpartition("/")[:2])


def forget_versions(connection: Connection, versions: Collection[int]) -> None:
    """Rows of these versions leave, and rows that lead to them lose their target: for a purge, in its own transaction."""
    for portion in portions(sorted(versions)):
        connection.execute(delete(reference).where(reference.c.version.in_(portion)))
        _lose(connection, reference.c.target_version.in_(portion))


def _linked(connection: Connection) -> Linked:
    held = connection.execute(_LINKED).scalar_one_or_none()
    if held is None:
        return Linked(position=0, settled=False)
    position, settled, *revision = json.loads(held)  # the first ones kept none
    return Linked(position=position, settled=settled) if revision == [REVISION] else Linked(position=0, settled=False)


def _stand(connection: Connection, at: Linked) -> None:
    value = json.dumps([at.position, at.settled, REVISION])
    if connection.execute(update(meta).where(meta.c.key == _KEY).values(value=value)).rowcount == 0:
        connection.execute(insert(meta).values(key=_KEY, value=value))


def _forget(connection: Connection, documents: Collection[int]) -> None:
    for portion in portions(sorted(documents)):
        held = select(version.c.id).where(version.c.document.in_(portion)).scalar_subquery()
        connection.execute(delete(reference).where(reference.c.version.in_(held)))
        _lose(connection, reference.c.target_version.in_(held))


def _lose(connection: Connection, condition: object) -> None:
    gone = {"target_version": None, "target_start": None, "target_end": None, "status": "open"}
    connection.execute(update(reference).where(condition).values(gone))  # pyright: ignore[reportArgumentType] - a condition of SQLAlchemy


def _insert(connection: Connection, rows: Sequence[Reference]) -> None:
    counted: dict[int, int] = {}
    values: list[dict[str, object]] = []
    for row in rows:
        ordinal = counted[row.version] = counted.get(row.version, -1) + 1
        values.append(
            {
                "version": row.version,
                "ordinal": ordinal,
                "start": row.start,
                "end": row.end,
                "kind": row.kind,
                "status": row.status,
                "target_version": None if row.target is None else row.target.version,
                "target_start": None if row.target is None else row.target.start,
                "target_end": None if row.target is None else row.target.end,
                "detail": row.key,
            }
        )
    if values:
        connection.execute(insert(reference), values)


def _reopen(connection: Connection, reopens: Reopens) -> None:
    rows = connection.execute(select(reference).where(reference.c.kind.in_(_NAMING), reference.c.status.not_in(("open", "defines")))).all()
    _open_again(connection, [row for row in rows if reopens(_to_reference(row))])


def _numbered(connection: Connection, documents: Collection[int]) -> set[tuple[str, int, str]]:
    """(folder, document, key) of each numbered part that the documents define for the pages beside them."""
    found: set[tuple[str, int, str]] = set()
    for portion in portions(sorted(documents)):
        wanted = (
            select(document.c.path, document.c.id, reference.c.detail)
            .join(version, version.c.id == reference.c.version)
            .join(document, document.c.id == version.c.document)
            .where(version.c.document.in_(portion), reference.c.status == "defines", reference.c.kind == _BOOK)
        )
        found.update((folder_of(row.path), row.id, row.detail) for row in connection.execute(wanted))
    return found


def _reopen_books(connection: Connection, folders: Collection[str]) -> None:
    """What pages of these folders refer to beside them is looked up again."""
    if not folders:
        return
    wanted = (
        select(reference.c.version, reference.c.ordinal, document.c.path)
        .join(version, version.c.id == reference.c.version)
        .join(document, document.c.id == version.c.document)
        .where(reference.c.kind == _BOOK, reference.c.status.not_in(("open", "defines")))
    )
    _open_again(connection, [row for row in connection.execute(wanted).all() if folder_of(row.path) in folders])


def _open_again(connection: Connection, rows: Sequence[AnyRow]) -> None:
    if rows:
        statement = update(reference).where(reference.c.version == bindparam("of"), reference.c.ordinal == bindparam("nth"))
        gone = statement.values(status="open", target_version=None, target_start=None, target_end=None)
        connection.execute(gone, [{"of": row.version, "nth": row.ordinal} for row in rows])


def _readable(connection: Connection, ids: Collection[int | None], principal: Principal) -> set[int]:
    """Those of the versions that are current and that the principal may read."""
    found: set[int] = set()
    for portion in portions(sorted(id for id in ids if id is not None)):
        rows: Sequence[AnyRow] = connection.execute(BY_ID, {"ids": portion}).all()
        found.update(row.id for row in rows if readable(row, principal) and row.superseded_at is None)
    return found


def _as_seen(row: Reference, seen: Collection[int], principal: Principal) -> Reference:
    hidden = row.target is not None and row.target.version not in seen
    # without a target no row says which documents were looked in, so that only the owner is sure to read them all
    if row.kind in _OTHERS and not principal.owner and row.target is None:
        hidden = True
    return replace(row, status=_ABSENT.get(row.kind, "unresolved"), target=None) if hidden else row


def _to_reference(row: Row[tuple[object, ...]]) -> Reference:
    target = None
    if row.target_version is not None:
        target = Span(version=row.target_version, start=row.target_start, end=row.target_end)
    return Reference(version=row.version, start=row.start, end=row.end, kind=row.kind, status=row.status, target=target, key=row.detail)
