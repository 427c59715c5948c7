"""Recorded answers: what was asked and said, resting on which versions, readable by whom."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, delete, insert, select

from untuned.errors import UnknownAnswer, UnknownCitation, UnknownVersion
from untuned.store.access import is_id
from untuned.store.answer_reads import count, latest, readable_row, whole
from untuned.store.answer_rows import answer_row, citation_row, claim_row, to_citation, touched_versions
from untuned.store.conversations import touch
from untuned.store.database import Database
from untuned.store.encoding import JSON, from_instant, from_json, to_json
from untuned.store.numbers import Numbers
from untuned.store.schema import answer, answer_version, citation, claim, trace, version
from untuned.store.sealed import UNRECORDED
from untuned.store.steps import step
from untuned.types.answers import Answer, Citation
from untuned.types.principal import Principal

# made once: to make a statement takes longer than to run it
_HELD = select(version.c.id).where(version.c.id.in_(bindparam("ids", expanding=True)), version.c.purged_at.is_(None))
_ANSWER, _CLAIM, _CITATION, _TOUCHES, _TRACE = (insert(table) for table in (answer, claim, citation, answer_version, trace))


class Answers:
    """The answers of a database.

    An answer is readable by an owner, and by whoever may read every version it touches (cited, nearly cited, dropped, retrieved)
    and has all groups of the one who asked; what an owner asked is the owner's alone. To everybody else it is unknown.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def record(self, answer: Answer, *, principal: Principal, trace: Mapping[str, JSON]) -> Answer:
        """The answer with the ids that it and its citations were given; the trace, which holds no text, is kept beside it.

        Where the database's folder may not be written it comes back without ids, and a note says that it is not kept. Raises
        `UnknownConversation`, and `UnknownVersion` when a version that it touches was purged meanwhile.
        """
        if self._database.sealed is not None:
            return replace(answer, notes=(*answer.notes, UNRECORDED))
        return self._database.write(lambda connection: _record(connection, answer, principal, trace))

    def get(self, id: str, *, principal: Principal) -> Answer:
        """The answer; without claims and quotes once a version that it quoted was purged. Raises `UnknownAnswer`."""
        with self._database.read() as connection:
            return whole(connection, [readable_row(connection, id, principal=principal)])[0]

    def citation(self, id: int, *, principal: Principal) -> Citation:
        """One citation of a readable answer. Raises `UnknownCitation`."""
        with self._database.read() as connection:
            row = connection.execute(select(citation).where(citation.c.id == id)).one_or_none() if is_id(id) else None
            if row is None:
                raise UnknownCitation(id)
            try:
                readable_row(connection, row.answer, principal=principal)
            except UnknownAnswer:
                raise UnknownCitation(id) from None
            return to_citation(row)

    def recent(self, *, principal: Principal, limit: int) -> list[Answer]:
        """The latest readable answers, newest first."""
        with self._database.read() as connection:
            return latest(connection, select(answer), principal=principal, limit=limit)

    def count(self, *, principal: Principal) -> int:
        """How many answers are readable."""
        with self._database.read() as connection:
            return count(connection, principal=principal)

    def trace(self, id: str, *, principal: Principal) -> Mapping[str, Any]:
        """The trace of a readable answer; empty once it was forgotten or purged. Raises `UnknownAnswer`."""
        with self._database.read() as connection:
            readable_row(connection, id, principal=principal)
            body = connection.execute(select(trace.c.body).where(trace.c.answer == id)).scalar_one_or_none()
            return {} if body is None else from_json(body)

    def forget_traces(self, *, before: datetime) -> int:
        """How many traces of answers asked before that moment are gone now."""
        forgotten = delete(trace).where(trace.c.at < from_instant(before))
        return self._database.write(lambda connection: connection.execute(forgotten).rowcount)


def _record(connection: Connection, said: Answer, principal: Principal, traced: Mapping[str, JSON]) -> Answer:
    step("store.answer")
    numbers = Numbers(connection)
    ordinal = numbers.take("answer")
    recorded = _numbered(said, numbers, id=f"a{ordinal}")
    numbers.save()
    if recorded.conversation is not None:
        touch(connection, recorded.conversation, question=recorded.question, at=from_instant(recorded.asked_at), principal=principal)
    touched = touched_versions(recorded)
    _check_versions(connection, touched)
    connection.execute(_ANSWER, answer_row(recorded, ordinal=ordinal, principal=principal))
    claims = [claim_row(said, answer=recorded.id, ordinal=nth) for nth, said in enumerate(recorded.claims)]
    citations = [citation_row(cited, answer=recorded.id, claim=nth) for nth, said in enumerate(recorded.claims) for cited in said.citations]
    if recorded.near_miss is not None:
        citations.append(citation_row(recorded.near_miss.citation, answer=recorded.id, claim=None))
    versions = [{"answer": recorded.id, "version": version, "quoted": quoted} for version, quoted in touched.items()]
    for inserted, rows in ((_CLAIM, claims), (_CITATION, citations), (_TOUCHES, versions)):
        if rows:
            connection.execute(inserted, rows)
    connection.execute(_TRACE, {"answer": recorded.id, "at": from_instant(recorded.asked_at), "body": to_json(dict(traced))})
    step("store.answer.before")
    return recorded


def _numbered(said: Answer, numbers: Numbers, *, id: str) -> Answer:
    claims = tuple(
        replace(each, citations=tuple(replace(cited, id=numbers.take("citation")) for cited in each.citations)) for each in said.claims
    )
    near = said.near_miss
    if near is not None:
        near = replace(near, citation=replace(near.citation, id=numbers.take("citation")))
    return replace(said, id=id, claims=claims, near_miss=near)


def _check_versions(connection: Connection, touched: Mapping[int, bool]) -> None:
    # Between reading and recording a version may have been purged: then its words must not come back with the answer.
    missing = set(touched) - set(connection.execute(_HELD, {"ids": list(touched)}).scalars()) if touched else ()
    if missing:
        raise UnknownVersion(min(missing))
