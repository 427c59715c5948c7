"""What answers, questions and other things are said to lean on; and which of them rest on texts that are not current any more."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, and_, delete, exists, func, insert, or_, select, update

from untuned.store.access import AnyRow, is_id, portions
from untuned.store.answer_reads import latest
from untuned.store.database import Database
from untuned.store.encoding import from_day, from_instant, storable, to_instant
from untuned.store.numbers import Numbers
from untuned.store.schema import answer, citation, lean, version
from untuned.store.versions import readable, to_version, versions_with
from untuned.types.answers import Answer
from untuned.types.documents import Version
from untuned.types.lineage import Lean, LeanStatus, Subject, SubjectKind
from untuned.types.principal import Principal
from untuned.types.versions import SUCCEEDED

_FIRM: tuple[LeanStatus, ...] = ("declared", "confirmed")
_OTHER_DAY = '"as_of":'
"""In an answer's detail: it was asked for another day than its own."""

_OF_TODAY = and_(answer.c.purged_at.is_(None), ~answer.c.detail.contains(_OTHER_DAY))
_ASKED = (answer.c.question, answer.c.asker_owner, answer.c.asker_groups, func.coalesce(answer.c.conversation, ""))
"""What makes two answers those of one question."""


class Leans:
    """What leans on what. Paths and headings are words of documents: they are for the owner alone, and who calls sees to that."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, leans: Sequence[Lean], *, now: datetime) -> list[Lean]:
        """Those that are kept, with their ids. A proposal is kept only where nothing is known of the two; a declaration takes its place."""
        return self._database.write(lambda connection: _add(connection, leans, at=from_instant(now)))

    def listing(self, *, subjects: Collection[Subject] | None = None, statuses: Collection[LeanStatus] | None = None) -> list[Lean]:
        """The leans in the order in which they came; those of subjects, those of a status."""
        wanted = select(lean).order_by(lean.c.id)
        if statuses is not None:
            wanted = wanted.where(lean.c.status.in_(sorted(statuses)))
        with self._database.read() as connection:
            found = [_to_lean(row) for row in connection.execute(wanted)]
        return found if subjects is None else [one for one in found if one.subject in subjects]

    def judge(self, ids: Collection[int], status: LeanStatus, *, versions: Mapping[int, int], now: datetime) -> int:
        """How many of these leans have the status now; each right for the version that `versions` has by its id, where it has one."""
        return self._database.write(lambda connection: _judge(connection, ids, status, versions, at=from_instant(now)))

    def remove(self, ids: Collection[int]) -> int:
        """How many leans went."""
        wanted = sorted(id for id in ids if is_id(id))
        return self._database.write(lambda connection: connection.execute(delete(lean).where(lean.c.id.in_(wanted))).rowcount)

    def forget(self, kind: SubjectKind, ids: Collection[str]) -> int:
        """How many leans of these subjects went: the subjects are gone."""
        return self._database.write(lambda connection: _forget(connection, kind, ids))

    def resting(self, *, principal: Principal, today: date, limit: int) -> list[Answer]:
        """The readable answers that quote what is not current any more, or holds no more; the newest to each question alone.

        An answer that was asked for a day of its own quotes old texts on purpose.
        """
        former = or_(
            version.c.superseded_at.is_not(None),
            version.c.effective_to < from_day(today),
            version.c.metadata.contains(f'"{SUCCEEDED}"'),
        )
        quotes = exists().where(citation.c.answer == answer.c.id, citation.c.version == version.c.id, citation.c.claim.is_not(None), former)
        newest = select(func.max(answer.c.ordinal)).where(_OF_TODAY).group_by(*_ASKED)
        with self._database.read() as connection:
            return latest(connection, select(answer).where(answer.c.ordinal.in_(newest), quotes), principal=principal, limit=limit)

    def newest(self, id: str, *, principal: Principal) -> str:
        """The id of the newest readable answer that the same asker got to an answer's question after it, in the same place, or its own."""
        own = select(answer.c.ordinal, *_ASKED).where(answer.c.id == id)
        with self._database.read() as connection:
            asked = connection.execute(own).one_or_none()
            if asked is None:
                return id
            ordinal, *values = asked
            later = and_(_OF_TODAY, answer.c.ordinal > ordinal)
            same = and_(later, *(column == value for column, value in zip(_ASKED, values, strict=True)))
            found = latest(connection, select(answer).where(same), principal=principal, limit=1)
        return found[0].id or id if found else id

    def declaring(self, *, principal: Principal) -> list[Version]:
        """The readable current versions whose metadata name what they lean on."""
        with self._database.read() as connection:
            wanted = versions_with().where(version.c.superseded_at.is_(None), version.c.metadata.contains('"leans_on"'))
            rows = connection.execute(wanted.order_by(version.c.id)).all()
        return [to_version(row) for row in rows if readable(row, principal)]


def empty_leans(connection: Connection, versions: Sequence[int], *, answers: Sequence[str], questions: Sequence[str]) -> None:
    """Part of a purge: headings of purged versions are gone, and so is what was only proposed; of what people said, a mark stays."""
    for portion in portions(versions):
        connection.execute(delete(lean).where(lean.c.version.in_(portion), lean.c.status.not_in(_FIRM)))
        connection.execute(update(lean).where(lean.c.version.in_(portion)).values(heading="", version=None, status="purged"))
    for kind, ids in (("answer", answers), ("question", questions)):
        for portion in portions(ids):
            connection.execute(delete(lean).where(lean.c.subject_kind == kind, lean.c.subject.in_(portion), lean.c.status == "proposed"))


def _add(connection: Connection, leans: Sequence[Lean], *, at: str) -> list[Lean]:
    numbers = Numbers(connection)
    kept: list[Lean] = []
    for one in leans:
        alike = _alike(one)
        if one.status == "proposed" and connection.execute(select(lean.c.id).where(*alike)).first() is not None:
            continue
        connection.execute(delete(lean).where(*alike))
        id = numbers.take("lean")
        row = {**_row(one), "id": id, "at": at}
        connection.execute(insert(lean), [row])
        kept.append(_lean(row))
    numbers.save()
    return kept


def _alike(one: Lean) -> tuple[Any, ...]:
    """The same subject and the same place; a settlement is kept beside what it settles."""
    same = (
        lean.c.subject_kind == one.subject.kind,
        lean.c.subject == storable(one.subject.id),
        lean.c.path == storable(one.path),
        lean.c.heading == storable(one.heading),
    )
    settles = lean.c.status == "settled"
    return (*same, settles if one.status == "settled" else ~settles)


def _row(one: Lean) -> dict[str, Any]:
    return {
        "subject_kind": one.subject.kind,
        "subject": storable(one.subject.id),
        "path": storable(one.path),
        "heading": storable(one.heading),
        "version": one.version,
        "status": one.status,
    }


def _judge(connection: Connection, ids: Collection[int], status: LeanStatus, versions: Mapping[int, int], *, at: str) -> int:
    changed = 0
    for id in sorted(set(ids)):
        if is_id(id):
            values: dict[str, Any] = {"status": status, "at": at, **({"version": versions[id]} if id in versions else {})}
            changed += connection.execute(update(lean).where(lean.c.id == id).values(values)).rowcount
    return changed


def _forget(connection: Connection, kind: SubjectKind, ids: Collection[str]) -> int:
    gone = 0
    for portion in portions(ids):
        gone += connection.execute(delete(lean).where(lean.c.subject_kind == kind, lean.c.subject.in_(portion))).rowcount
    return gone


def _to_lean(row: AnyRow) -> Lean:
    names = ("id", "subject_kind", "subject", "path", "heading", "version", "status", "at")
    return _lean({name: getattr(row, name) for name in names})


def _lean(row: Mapping[str, Any]) -> Lean:
    return Lean(
        id=row["id"],
        subject=Subject(kind=row["subject_kind"], id=row["subject"]),
        path=row["path"],
        heading=row["heading"],
        version=row["version"],
        status=row["status"],
        at=to_instant(row["at"]),
    )
