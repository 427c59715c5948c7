"""Documents and their versions: what sync writes, what everybody reads."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from datetime import datetime
from typing import Literal

from sqlalchemy import Connection, and_, bindparam, delete, exists, func, insert, or_, select, update

from untuned.errors import UnknownDocument, UnknownVersion
from untuned.store import slices, standing
from untuned.store.access import DOCUMENT_GROUPS, VERSION_GROUPS, AnyRow, is_id, portions
from untuned.store.commit import commit_batch
from untuned.store.database import Database
from untuned.store.encoding import from_instant, is_storable, to_boxes, to_groups, to_instant, to_metadata
from untuned.store.incoming import CommitCount, DocumentSummary, FileState, Incoming
from untuned.store.numbers import Numbers
from untuned.store.said import said
from untuned.store.schema import change, citation, document, file, text, tombstone, version
from untuned.store.standing import Standing
from untuned.store.steps import step
from untuned.store.succession import unmark
from untuned.store.versions import STRUCTURE, readable, to_version, versions_with
from untuned.text.globs import composed
from untuned.types.documents import Document, Metadata, Span, TextBox, Version
from untuned.types.principal import Principal

__all__ = ["CommitCount", "DocumentSummary", "Documents", "FileState", "Incoming"]

_LAST_NUMBER = 2**31 - 1
"""As far as the engines count a document's versions."""

_CURRENT = and_(version.c.document == document.c.id, version.c.superseded_at.is_(None))

_WHOLE = (
    versions_with(*STRUCTURE, text.c.body)
    .join(text, text.c.sha256 == version.c.text_sha256)
    .where(version.c.id.in_(bindparam("ids", expanding=True)))
)
"""Made once: to make a statement takes longer than to run it."""


class Documents:
    """The documents of a database. Every read of a text takes a principal; what they may not read is unknown to them."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def files(self) -> dict[str, FileState]:
        """What the last sync saw, by path."""
        wanted = (
            select(
                file.c.path,
                file.c.size,
                file.c.mtime_ns,
                file.c.raw_sha256,
                file.c.status,
                file.c.reason,
                file.c.parser,
                DOCUMENT_GROUPS,
                func.coalesce(version.c.metadata, "{}").label("metadata"),
            )
            .select_from(file)
            .outerjoin(document, document.c.id == file.c.document)
            .outerjoin(version, _CURRENT)
        )
        with self._database.read() as connection:
            return {row.path: _file_state(row) for row in connection.execute(wanted)}

    def commit(self, batch: Sequence[Incoming], *, now: datetime) -> CommitCount:
        """The batch becomes one transaction: new versions, touched files, other groups, renames, failures, and the feed's rows.

        Text that truth holds already as the document's current state makes no version. A path that comes back after a
        removal continues its document. What no database can hold (NUL, half a surrogate pair) is committed as a failure.
        A file without `loaded` and `failure` whose document has left meanwhile is forgotten, so that the next sync reads it.
        """
        count = self._database.write(lambda connection: commit_batch(connection, batch, now=now))
        step("store.commit.after")
        return count

    def remove(self, paths: Sequence[str], *, now: datetime) -> int:
        """How many documents left search with this: their files are gone, their versions stay."""
        return self._database.write(lambda connection: _remove(connection, paths, now=from_instant(now)))

    def purged(self) -> frozenset[str]:
        """Hashes of the bytes and of the texts that were purged: what a folder's past holds of them stays out."""
        with self._database.read() as connection:
            rows = connection.execute(select(tombstone.c.raw_sha256, tombstone.c.text_sha256)).all()
        return frozenset(value for row in rows for value in row)

    def holding(self, hashes: Collection[str]) -> list[Version]:
        """Every version whose bytes or text have one of these hashes, by document and number; it does not ask who may read."""
        found: dict[int, Version] = {}
        with self._database.read() as connection:
            for portion in portions(sorted(hashes)):
                alike = or_(version.c.raw_sha256.in_(portion), version.c.text_sha256.in_(portion))
                rows = connection.execute(versions_with().where(alike, version.c.purged_at.is_(None)))
                found.update((row.id, to_version(row)) for row in rows)
        return sorted(found.values(), key=lambda one: (one.document, one.number))

    def said(self) -> frozenset[str]:
        """The marks of every sentence that an assistant worded in a recorded answer."""
        with self._database.read() as connection:
            return said(connection)

    def before(self, path: str) -> tuple[str, Metadata] | None:
        """The text and metadata that the live document at a path has now; None where there is none."""
        wanted = (
            select(text.c.body, version.c.metadata)
            .select_from(document)
            .join(version, _CURRENT)
            .join(text, text.c.sha256 == version.c.text_sha256)
            .where(document.c.path == path, document.c.status == "live")
        )
        with self._database.read() as connection:
            row = connection.execute(wanted).one_or_none()
        return None if row is None else (row.body, to_metadata(row.metadata))

    def standing(self) -> list[Standing]:
        """Every document that has a text, live or removed, with what tells who may read it."""
        with self._database.read() as connection:
            return standing.standing(connection)

    def regroup(self, told: Callable[[Standing], frozenset[str]], *, now: datetime) -> None:
        """Each document, with its current version, belongs to the groups that are told of it, alone; what a restore owes is done then."""
        self._database.write(lambda connection: standing.regroup(connection, told, now=from_instant(now)))

    def version(self, id: int, *, principal: Principal) -> Version:
        """The version with its blocks and lines. Raises `UnknownVersion`."""
        with self._database.read() as connection:
            row = connection.execute(versions_with(*STRUCTURE).where(version.c.id == id)).one_or_none() if is_id(id) else None
        if row is None or not readable(row, principal):
            raise UnknownVersion(id)
        return to_version(row, structured=True)

    def text(self, id: int, *, principal: Principal) -> str:
        """A version's canonical text. Raises `UnknownVersion`."""
        wanted = (
            select(text.c.body, VERSION_GROUPS, DOCUMENT_GROUPS)
            .select_from(version)
            .join(document, document.c.id == version.c.document)
            .join(text, text.c.sha256 == version.c.text_sha256)
            .where(version.c.id == id)
        )
        with self._database.read() as connection:
            row = connection.execute(wanted).one_or_none() if is_id(id) else None
        if row is None or not readable(row, principal):
            raise UnknownVersion(id)
        return row.body

    def whole(self, ids: Collection[int], *, principal: Principal) -> dict[int, tuple[Version, str]]:
        """Those of the versions that the principal may read, by id, each with its blocks and lines and its whole text."""
        wanted = [id for id in ids if is_id(id)]
        if not wanted:
            return {}
        with self._database.read() as connection:
            rows = connection.execute(_WHOLE, {"ids": wanted}).all()
        return {row.id: (to_version(row, structured=True), row.body) for row in rows if readable(row, principal)}

    def boxes(self, id: int, *, principal: Principal) -> tuple[TextBox, ...]:
        """Where the runs of a version's text stand on its pages; none for a format that has no pages. Raises `UnknownVersion`."""
        with self._database.read() as connection:
            row = connection.execute(versions_with(version.c.boxes).where(version.c.id == id)).one_or_none() if is_id(id) else None
        if row is None or not readable(row, principal):
            raise UnknownVersion(id)
        return to_boxes(row.boxes)

    def former(self, documents: Collection[int], *, principal: Principal) -> list[int]:
        """The readable superseded versions of documents, by the documents' ids; the latest first."""
        held = [id for id in documents if is_id(id)]
        wanted = versions_with().where(version.c.document.in_(held), version.c.superseded_at.is_not(None))
        with self._database.read() as connection:
            rows = connection.execute(wanted.order_by(version.c.id.desc())).all()
        return [row.id for row in rows if readable(row, principal)]

    def count_versions(self, *, principal: Principal) -> int:
        """How many versions that still have a text the principal may read."""
        with self._database.read() as connection:
            return sum(readable(row, principal) for row in connection.execute(versions_with()))

    def slices(self, spans: Sequence[Span], *, principal: Principal) -> dict[Span, tuple[Version, str]]:
        """Every span that the principal may read, with its version and its text; the others are left out.

        A version has its blocks where its text does not show them, and never its lines and pages.
        """
        if not spans:
            return {}
        with self._database.read() as connection:
            return slices.read(connection, spans, principal=principal)

    def versions(self, path: str, *, principal: Principal) -> list[Version]:
        """The versions of the document at a path that the principal may read, oldest first, without structure. Raises `UnknownDocument`."""
        with self._database.read() as connection:
            found = _at(connection, path, principal)
            rows = connection.execute(versions_with().where(version.c.document == found.id).order_by(version.c.number)).all()
        return [to_version(row) for row in rows if readable(row, principal)]

    def numbered(self, path: str, number: int, *, principal: Principal) -> int:
        """The id of a document's version; for an owner a purged one too, so that its purge can be repeated.

        Raises `UnknownDocument`, `UnknownVersion`.
        """
        wanted = select(version.c.id, version.c.purged_at, VERSION_GROUPS, DOCUMENT_GROUPS).join(
            document, document.c.id == version.c.document
        )
        with self._database.read() as connection:
            found = _at(connection, path, principal)
            narrowed = wanted.where(document.c.id == found.id, version.c.number == number)
            row = connection.execute(narrowed).one_or_none() if 0 < number <= _LAST_NUMBER else None
        if row is None or not readable(row, principal) or not (principal.owner or row.purged_at is None):
            raise UnknownVersion(f"{path}@{number}")
        return row.id

    def document(self, path: str, *, principal: Principal) -> Document:
        """The document at a path; of several that stood there, the live one or the one removed last. Raises `UnknownDocument`."""
        with self._database.read() as connection:
            return _at(connection, path, principal)

    def listing(self, *, principal: Principal, status: Literal["live", "removed"] = "live") -> list[DocumentSummary]:
        """The documents with their latest versions, by path."""
        later = version.alias("later")
        latest = and_(
            version.c.document == document.c.id,
            version.c.purged_at.is_(None),
            ~exists().where(later.c.document == version.c.document, later.c.number > version.c.number),
        )
        wanted = (
            select(
                document.c.id,
                document.c.path,
                document.c.status,
                version.c.id.label("version"),
                version.c.number,
                version.c.title,
                version.c.format,
                version.c.language,
                version.c.characters,
                version.c.synced_at,
                VERSION_GROUPS,
                DOCUMENT_GROUPS,
            )
            .select_from(document)
            .join(version, latest)
            .where(document.c.status == status)
            .order_by(document.c.path, document.c.id)
        )
        with self._database.read() as connection:
            return [_summary(row) for row in connection.execute(wanted) if readable(row, principal)]


def _file_state(row: AnyRow) -> FileState:
    return FileState(
        size=row.size,
        mtime_ns=row.mtime_ns,
        raw_sha256=row.raw_sha256,
        status=row.status,
        reason=row.reason,
        parser=row.parser,
        groups=to_groups(row.document_groups),
        metadata=to_metadata(row.metadata),
    )


def _summary(row: AnyRow) -> DocumentSummary:
    return DocumentSummary(
        id=row.id,
        path=row.path,
        status=row.status,
        groups=to_groups(row.document_groups),
        version=row.version,
        number=row.number,
        title=row.title,
        format=row.format,
        language=row.language,
        characters=row.characters,
        synced_at=to_instant(row.synced_at),
    )


def _at(connection: Connection, path: str, principal: Principal) -> Document:
    wanted = (
        select(document.c.id, document.c.path, document.c.status, version.c.id.label("current"), DOCUMENT_GROUPS)
        .select_from(document)
        .outerjoin(version, _CURRENT)
        .order_by(document.c.removed_at, document.c.id)
    )
    # A citation's address leads to its document also after that was renamed.
    cited = select(version.c.document).join(citation, citation.c.version == version.c.id).where(citation.c.path == path)
    rows: Sequence[AnyRow] = ()
    if is_storable(path):
        rows = (
            connection.execute(wanted.where(document.c.path == path)).all()
            or connection.execute(wanted.where(document.c.id.in_(cited))).all()
        )
    row = next((row for row in rows if row.status == "live"), rows[-1] if rows else None)
    if row is None:
        alike = _spelt_alike(connection, path)
        if alike is None:
            raise UnknownDocument(path)
        return _at(connection, alike, principal)
    groups = to_groups(row.document_groups)
    if not principal.may_read(groups):
        raise UnknownDocument(path)
    return Document(id=row.id, path=row.path, status=row.status, groups=groups, current=row.current)


def _spelt_alike(connection: Connection, path: str) -> str | None:
    """The path that is told from this one only by how its letters are composed: systems keep `é` as one character or as two."""
    if path.isascii():
        return None
    paths = connection.execute(select(document.c.path).distinct().order_by(document.c.path)).scalars()
    return next((one for one in paths if one != path and composed(one) == composed(path)), None)


def _remove(connection: Connection, paths: Sequence[str], *, now: str) -> int:
    step("store.remove")
    numbers = Numbers(connection)
    removed = 0
    for portion in portions(sorted(set(paths))):
        wanted = (
            select(document.c.id, version.c.id.label("version"))
            .select_from(document)
            .outerjoin(version, _CURRENT)
            .where(document.c.path.in_(portion), document.c.status == "live")
            .order_by(document.c.path)
        )
        rows = connection.execute(wanted).all()
        ids = [row.id for row in rows]
        connection.execute(delete(file).where(file.c.path.in_(portion)))
        connection.execute(update(document).where(document.c.id.in_(ids)).values(status="removed", removed_at=now))
        connection.execute(update(version).where(version.c.document.in_(ids), version.c.superseded_at.is_(None)).values(superseded_at=now))
        unmark(connection, [row.version for row in rows if row.version is not None])
        told = [
            {"position": numbers.take("change"), "kind": "removed", "document": row.id, "version": row.version, "at": now} for row in rows
        ]
        if told:
            connection.execute(insert(change), told)
        removed += len(rows)
    numbers.save()
    step("store.remove.before")
    return removed
