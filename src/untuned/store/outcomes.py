"""How questions ended: what was asked, whether it was answered, and which document was nearest."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import datetime
from typing import Any, get_args

from sqlalchemy import Connection, func, select

from untuned.store.access import AnyRow, portions
from untuned.store.answer_encoding import to_as_of, to_dropped, to_notes, to_spans
from untuned.store.database import Database
from untuned.store.encoding import from_instant, from_json, to_instant
from untuned.store.schema import answer, citation, document, version
from untuned.types.answers import SEARCHED_ONLY
from untuned.types.gaps import MissKind, Near, NearKind, Outcome

_KINDS = frozenset(get_args(MissKind))
_FIRST = select(func.min(citation.c.id).label("first")).group_by(citation.c.answer).subquery()
"""Of each answer the citation that was made first: of its first claim, or its near miss."""
_CITED = (
    select(citation.c.answer, citation.c.version, citation.c.claim, citation.c.path, citation.c.title, citation.c.headings)
    .join(_FIRST, _FIRST.c.first == citation.c.id)
    .subquery()
)
_ASKED = select(
    answer.c.id,
    answer.c.question,
    answer.c.state,
    answer.c.reason,
    answer.c.asked_at,
    answer.c.language,
    answer.c.conversation,
    answer.c.asker_owner,
    answer.c.asker_groups,
    answer.c.near_miss,
    answer.c.dropped,
    answer.c.retrieved,
    answer.c.detail,
    _CITED.c.claim,
    _CITED.c.path,
    _CITED.c.title,
    _CITED.c.headings,
    version.c.superseded_at,
).select_from(answer.outerjoin(_CITED, _CITED.c.answer == answer.c.id).outerjoin(version, version.c.id == _CITED.c.version))


class Outcomes:
    """The outcomes of a database. Questions are what people asked: they are for the owner alone, and who calls sees to that."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def listing(self, *, since: datetime | None = None, limit: int) -> list[Outcome]:
        """The latest outcomes, oldest first; what was asked for another day than its own is left out.

        No text of a document comes along but titles and headings.
        """
        wanted = _ASKED if since is None else _ASKED.where(answer.c.asked_at >= from_instant(since))
        with self._database.read() as connection:
            rows = connection.execute(wanted.order_by(answer.c.ordinal.desc()).limit(limit)).all()[::-1]
            kept = [row for row in rows if to_as_of(row.detail) is None]
            read = {row.id: spans[0].version for row in kept if row.path is None and (spans := to_spans(row.retrieved))}
            pages = dict(_pages(connection, set(read.values())))
        return [_to_outcome(row, pages.get(read.get(row.id, 0))) for row in kept]


def _pages(connection: Connection, ids: Collection[int]) -> Iterator[tuple[int, tuple[str, str, bool]]]:
    """(version, (path, title, whether it was superseded)) of versions that were not purged."""
    wanted = select(version.c.id, document.c.path, version.c.title, version.c.superseded_at).join(
        document, document.c.id == version.c.document
    )
    for portion in portions(sorted(ids)):
        for row in connection.execute(wanted.where(version.c.id.in_(portion), version.c.purged_at.is_(None))):
            yield row.id, (row.path, row.title, row.superseded_at is not None)


def _to_outcome(row: AnyRow, page: tuple[str, str, bool] | None) -> Outcome:
    return Outcome(
        id=row.id,
        question=row.question,
        miss=_miss(row),
        at=to_instant(row.asked_at),
        language=row.language,
        conversation=row.conversation,
        narrowed=any(_given(note) for note in to_notes(row.detail)),
        audience="" if row.asker_owner else row.asker_groups,
        near=_near(row, page),
    )


def _given(note: str) -> bool:
    """Whether a note tells of a filter that the asker gave: those that the question itself asks for name its words."""
    within = note.removeprefix(SEARCHED_ONLY)
    return within != note and any(" (from “" not in one for one in within.split(", and "))


def _miss(row: AnyRow) -> MissKind | None:
    if row.state == "abstained":
        reason: MissKind = row.reason if row.reason in _KINDS else "nothing_found"
        return reason
    if row.state != "partial":
        return None
    return "wrong_scope" if any(one.reason == "wrong_scope" for one in to_dropped(row.dropped)) else "partial"


def _near(row: AnyRow, page: tuple[str, str, bool] | None) -> Near | None:
    if row.path is not None:
        headings: Sequence[Any] = from_json(row.headings)
        kind: NearKind = "near_miss" if row.claim is None else "cited"
        reason = row.near_miss or "" if row.claim is None else ""
        heading = str(headings[-1]) if headings else ""
        changed = row.superseded_at is not None
        return Near(path=row.path, kind=kind, title=row.title, heading=heading, reason=reason, changed=changed)
    return None if page is None else Near(path=page[0], kind="read", title=page[1], changed=page[2])
