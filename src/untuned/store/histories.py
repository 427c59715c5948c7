"""Every version of documents with its text, and the days on which each held: what a view of the past is made from."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import date, timedelta

from sqlalchemy import Connection, func, select

from untuned.store.access import DOCUMENT_GROUPS, VERSION_GROUPS, AnyRow, portions
from untuned.store.database import Database
from untuned.store.encoding import to_day, to_groups, to_instant, to_metadata
from untuned.store.schema import document, text, version
from untuned.store.versions import STRUCTURE, readable, to_version, versions_with
from untuned.types.documents import Version
from untuned.types.principal import Principal
from untuned.types.versions import SUCCEEDED, Life, TimeAxis

_CHARACTERS = 2_000_000
"""Of texts held at once; a longer text is held alone."""
_ONE_DAY = timedelta(days=1)


class Histories:
    """Reads all versions that were not purged, those of one document after each other."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def current(self, documents: Sequence[int], *, principal: Principal) -> Iterator[tuple[Version, str]]:
        """Every version of the documents that the principal may read, oldest first, each with its structure and its text."""
        wanted = versions_with(*STRUCTURE, text.c.body).join(text, text.c.sha256 == version.c.text_sha256)
        for group in self._groups(documents):
            with self._database.read() as connection:
                rows = connection.execute(wanted.where(version.c.id.in_(group)).order_by(version.c.document, version.c.number)).all()
            for row in rows:
                if readable(row, principal):
                    yield to_version(row, structured=True), row.body

    def _groups(self, documents: Sequence[int]) -> Iterator[list[int]]:
        group: list[int] = []
        held = 0
        for portion in portions(sorted(set(documents))):
            wanted = select(version.c.id, version.c.characters).where(version.c.document.in_(portion), version.c.purged_at.is_(None))
            with self._database.read() as connection:
                rows = connection.execute(wanted.order_by(version.c.document, version.c.number)).all()
            for row in rows:
                if group and held + row.characters > _CHARACTERS:
                    yield group
                    group, held = [], 0
                group.append(row.id)
                held += row.characters
        if group:
            yield group

    def first_day(self, axis: TimeAxis, *, principal: Principal) -> date | None:
        """The first day on which a version that the principal may read was in force, or known; None where there is none."""
        synced = func.substr(version.c.synced_at, 1, len("2025-01-01"))
        day = (synced if axis == "known" else func.coalesce(version.c.effective_from, synced)).label("day")
        wanted = select(day, VERSION_GROUPS, DOCUMENT_GROUPS).join(document, document.c.id == version.c.document)
        with self._database.read() as connection:
            rows = connection.execute(wanted.where(version.c.purged_at.is_(None)).order_by(day))
            return next((to_day(row.day) for row in rows if readable(row, principal)), None)

    def removed(self, documents: Collection[int]) -> frozenset[int]:
        """Those of the documents that are gone by now."""
        found: list[int] = []
        with self._database.read() as connection:
            for portion in portions(sorted(documents)):
                wanted = select(document.c.id).where(document.c.id.in_(portion), document.c.status == "removed")
                found.extend(connection.execute(wanted).scalars())
        return frozenset(found)

    def lives(self, document: int) -> dict[int, Life]:
        """The days on which each version of a document held, by the version's id.

        A version is in force from the day that it names, or git does, else from the day it was synced; until the day that it
        names, and no longer than the day before a later one begins, before the document was removed, or before another document
        took its place. Days of purged versions still bound those of the others.
        """
        with self._database.read() as connection:
            rows = _rows(connection, document)
        return dict(_lives(rows)) if rows else {}


def _rows(connection: Connection, of: int) -> Sequence[AnyRow]:
    wanted = (
        select(
            version.c.id,
            version.c.synced_at,
            version.c.superseded_at,
            version.c.effective_from,
            version.c.effective_to,
            version.c.metadata,
            DOCUMENT_GROUPS,
        )
        .join(document, document.c.id == version.c.document)
        .where(document.c.id == of)
        .order_by(version.c.number)
    )
    return connection.execute(wanted).all()


def _lives(rows: Sequence[AnyRow]) -> Iterator[tuple[int, Life]]:
    mark = to_metadata(rows[-1].metadata).get(SUCCEEDED) if rows[-1].superseded_at is None else None
    mark = mark if isinstance(mark, dict) else {}
    known = to_day(_text(mark.get("known")))
    begins = to_day(_text(mark.get("from"))) or known
    next_begins: date | None = begins  # the earliest beginning of what comes later
    later: AnyRow | None = None
    for row in reversed(rows):
        start = _start(row)
        ends = [to_day(row.effective_to), _before(next_begins), _before(_removed(row, later))]
        yield (
            row.id,
            Life(
                held_from=start,
                held_to=min((day for day in ends if day is not None), default=None),
                known_from=to_instant(row.synced_at).date(),
                known_to=_earlier(_before(_day(row.superseded_at)), _before(known)),
                open_to=to_groups(row.document_groups),
            ),
        )
        next_begins = _earlier(start, next_begins)
        later = row


def _start(row: AnyRow) -> date:
    return to_day(row.effective_from) or to_instant(row.synced_at).date()


def _removed(row: AnyRow, later: AnyRow | None) -> date | None:
    """The day on which a version left with nothing in its place; None where another version took it."""
    if row.superseded_at is None or (later is not None and later.synced_at == row.superseded_at):
        return None
    return _day(row.superseded_at)


def _day(instant: str | None) -> date | None:
    return None if instant is None else to_instant(instant).date()


def _before(day: date | None) -> date | None:
    return None if day is None else day - _ONE_DAY


def _earlier(one: date | None, other: date | None) -> date | None:
    return min((day for day in (one, other) if day is not None), default=None)


def _text(value: object) -> str | None:
    return value if isinstance(value, str) else None
