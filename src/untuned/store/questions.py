"""The questions to measure with: what is known of their answers, and where the documents answer them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, delete, insert, select, update

from untuned.errors import UnknownQuestion
from untuned.store.access import AnyRow, portions
from untuned.store.database import Database
from untuned.store.encoding import from_instant, from_json, is_storable, storable, to_json
from untuned.store.numbers import Numbers
from untuned.store.schema import evidence, question
from untuned.types.answers import Turn
from untuned.types.measures import Evidence, Origin, Question, Split


class Questions:
    """The questions of a database. They quote documents of any group: they are for the owner alone, and who calls sees to that."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, questions: Sequence[Question], *, now: datetime) -> None:
        """The questions are there, all of them at once; each takes the place of one of the same id."""
        self._database.write(lambda connection: _add(connection, questions, at=from_instant(now)))

    def listing(
        self, *, split: Split | None = None, ids: Collection[str] | None = None, origins: Collection[Origin] | None = None
    ) -> list[Question]:
        """The questions in the order in which they came; those of a split, of these ids, of these origins."""
        wanted = select(question).order_by(question.c.ordinal)
        if split is not None:
            wanted = wanted.where(question.c.split == split)
        if origins is not None:
            wanted = wanted.where(question.c.origin.in_(sorted(origins)))
        with self._database.read() as connection:
            rows = [row for row in connection.execute(wanted) if ids is None or row.id in ids]
            found = _evidence_of(connection, [row.id for row in rows])
        return [_to_question(row, found.get(row.id, ())) for row in rows]

    def get(self, id: str) -> Question:
        """One question. Raises `UnknownQuestion`."""
        found = self.listing(ids=[id]) if is_storable(id) else []
        if not found:
            raise UnknownQuestion(id)
        return found[0]

    def remove(self, ids: Collection[str]) -> int:
        """How many questions went; runs of them stay."""
        return self._database.write(lambda connection: _remove(connection, ids))

    def put(self, splits: Mapping[str, Split]) -> None:
        """Each question stands in its split."""
        self._database.write(lambda connection: _put(connection, splits))

    def count(self) -> int:
        """How many there are."""
        return len(self.listing())


def _add(connection: Connection, questions: Sequence[Question], *, at: str) -> None:
    held = {row.id: row for row in connection.execute(select(question.c.id, question.c.ordinal, question.c.added_at))}
    last = {one.id: one for one in questions}
    for portion in portions(list(last)):
        connection.execute(delete(evidence).where(evidence.c.question.in_(portion)))
        connection.execute(delete(question).where(question.c.id.in_(portion)))
    numbers = Numbers(connection)
    rows: list[dict[str, Any]] = []
    for one in last.values():
        before = held.get(one.id)
        place = (numbers.take("question"), at) if before is None else (before.ordinal, before.added_at)
        rows.append(_row(one, ordinal=place[0], at=place[1]))
    numbers.save()
    for portion in portions(rows):
        connection.execute(insert(question), list(portion))
    found = [_evidence_row(one, id=id, ordinal=nth) for id, asked in last.items() for nth, one in enumerate(asked.evidence)]
    for portion in portions(found):
        connection.execute(insert(evidence), list(portion))


def _remove(connection: Connection, ids: Iterable[str]) -> int:
    gone = 0
    for portion in portions(ids):
        connection.execute(delete(evidence).where(evidence.c.question.in_(portion)))
        gone += connection.execute(delete(question).where(question.c.id.in_(portion))).rowcount
    return gone


def _put(connection: Connection, splits: Mapping[str, Split]) -> None:
    for split in sorted(set(splits.values())):
        for portion in portions([id for id, wanted in splits.items() if wanted == split]):
            connection.execute(update(question).where(question.c.id.in_(portion)).values(split=split))


def _evidence_of(connection: Connection, ids: Sequence[str]) -> dict[str, list[AnyRow]]:
    found: dict[str, list[AnyRow]] = defaultdict(list)
    for portion in portions(ids):
        wanted = select(evidence).where(evidence.c.question.in_(portion)).order_by(evidence.c.question, evidence.c.ordinal)
        for row in connection.execute(wanted):
            found[row.question].append(row)
    return found


def _row(one: Question, *, ordinal: int, at: str) -> dict[str, Any]:
    detail = {
        "kind": one.kind,
        "answers": one.answers,
        "must_abstain": one.must_abstain,
        "cluster": one.cluster,
        "language": one.language,
        "history": [[turn.question, turn.answer] for turn in one.history],
        "fact_source": one.fact_source,
        "route": one.route,
        "label": one.label,
        "leans_on": one.leans_on,
    }
    return {
        "id": one.id,
        "ordinal": ordinal,
        "split": one.split,
        "origin": one.origin,
        "text": storable(one.text),
        "detail": to_json(detail),
        "added_at": at,
    }


def _evidence_row(one: Evidence, *, id: str, ordinal: int) -> dict[str, Any]:
    return {
        "question": id,
        "ordinal": ordinal,
        "version": one.version,
        "path": storable(one.path),
        "start": one.start,
        "end": one.end,
        "quote": storable(one.quote),
        "status": one.status,
    }


def _to_question(row: AnyRow, found: Sequence[AnyRow]) -> Question:
    detail = from_json(row.detail)
    return Question(
        id=row.id,
        text=row.text,
        kind=detail["kind"],
        answers=tuple(detail["answers"]),
        evidence=tuple(
            Evidence(path=one.path, quote=one.quote, version=one.version, start=one.start, end=one.end, status=one.status) for one in found
        ),
        must_abstain=detail["must_abstain"],
        cluster=detail["cluster"],
        origin=row.origin,
        split=row.split,
        language=detail["language"],
        history=tuple(Turn(question=asked, answer=said) for asked, said in detail["history"]),
        fact_source=detail["fact_source"],
        route=detail["route"],
        label=detail["label"],
        leans_on=tuple(detail.get("leans_on", ())),
    )
