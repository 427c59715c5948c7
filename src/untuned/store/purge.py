"""Purge: a version's text leaves everything that holds it; what remains proves that it was there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, delete, exists, func, insert, select, update

from untuned.errors import UnknownDocument, UnknownVersion
from untuned.store.access import AnyRow, is_id, portions
from untuned.store.audit import add_entry
from untuned.store.conflicts import empty_conflicts
from untuned.store.database import Database
from untuned.store.encoding import from_instant, is_storable
from untuned.store.leans import empty_leans
from untuned.store.numbers import Numbers
from untuned.store.purge_measures import empty_questions, empty_runs
from untuned.store.references import forget_versions
from untuned.store.schema import answer, answer_version, change, citation, claim, document, file, text, tombstone, trace, version
from untuned.store.scrub import owe_scrub, scrub
from untuned.store.steps import step


@dataclass(frozen=True, kw_only=True, slots=True)
class Purged:
    """What a purge took: ids of the versions, and of the answers, runs and questions that held their words and lost them."""

    versions: tuple[int, ...]
    answers: tuple[str, ...]
    runs: tuple[int, ...] = ()
    questions: tuple[str, ...] = ()


def purge(database: Database, target: str | int, *, now: datetime, actor: str) -> Purged:
    """What was purged: every version of the documents that stand or stood last at a path, or the one version with an id.

    Gone afterwards, from free pages and logs too: the text (unless another version has the same one), title, metadata and structure;
    claims, quotes and near miss of every answer that quoted a version, or that a model worded after it was given one; dropped drafts,
    notes and traces of every answer that touched one; the words of every run that read one, and the evidence of questions.
    Left: the answers' questions, marked `purged`, a tombstone with hashes for each version, and an entry of the audit.
    A document whose current version goes leaves search; if its file is still in the folder, the next sync reads it as a new version.

    It does not ask who may read: a path takes every document that stood there, removed ones too, so it is for owners alone.
    Purging again what is purged only repeats the last step. Raises `UnknownDocument`, `UnknownVersion`, `StoreBusy`.
    """
    purged = database.write(lambda connection: _purge(connection, target, now=now, actor=actor))
    step("store.purge.after")
    database.outside(scrub)
    return purged


def _purge(connection: Connection, target: str | int, *, now: datetime, actor: str) -> Purged:
    step("store.purge")
    at = from_instant(now)
    owe_scrub(connection)
    rows = _targets(connection, target)
    if not rows:
        return Purged(versions=(), answers=())
    versions = [row.id for row in rows]
    answers = _empty_answers(connection, versions, at=at)
    lost = empty_questions(connection, versions)
    runs, questions = empty_runs(connection, versions, lost=lost, at=at), list(lost.questions)
    empty_conflicts(connection, versions)
    empty_leans(connection, versions, answers=answers, questions=questions)
    _bury(connection, rows, at=at, actor=actor)
    forget_versions(connection, versions)
    _leave_search(connection, rows, at=at)
    _delete_texts(connection, sorted({row.text_sha256 for row in rows}))
    _tell(connection, rows, at=at)
    detail = {"versions": versions, "answers": answers, "runs": runs, "questions": questions}
    subject = target if isinstance(target, str) else _told(connection, rows[0])
    add_entry(connection, "purge", actor=actor, subject=subject, detail=detail, now=now)
    step("store.purge.before")
    return Purged(versions=tuple(versions), answers=tuple(answers), runs=tuple(runs), questions=tuple(questions))


def _targets(connection: Connection, target: str | int) -> Sequence[AnyRow]:
    # Those that are still to be purged; none when all of them are purged already.
    if not (is_id(target) if isinstance(target, int) else is_storable(target)):
        raise _unknown(target)
    named = version.c.id == target if isinstance(target, int) else document.c.path == target
    wanted = select(version).join(document, document.c.id == version.c.document).where(named).order_by(version.c.id)
    rows = connection.execute(wanted).all()
    if not rows:
        raise _unknown(target)
    return [row for row in rows if row.purged_at is None]


def _told(connection: Connection, row: AnyRow) -> str:
    """A version as people name it: the path where its document stands or stood last, and its number."""
    return f"{connection.execute(select(document.c.path).where(document.c.id == row.document)).scalar_one()}@{row.number}"


def _unknown(target: str | int) -> UnknownVersion | UnknownDocument:
    return UnknownVersion(target) if isinstance(target, int) else UnknownDocument(target)


def _empty_answers(connection: Connection, versions: Sequence[int], *, at: str) -> list[str]:
    touching: dict[str, bool] = {}
    for portion in portions(versions):
        for row in connection.execute(select(answer_version).where(answer_version.c.version.in_(portion))):
            touching[row.answer] = touching.get(row.answer, False) or row.quoted
    for portion in portions(sorted(touching)):
        connection.execute(delete(trace).where(trace.c.answer.in_(portion)))
        connection.execute(update(answer).where(answer.c.id.in_(portion)).values(dropped="[]", detail=""))
    quoting = sorted(number for number, quoted in touching.items() if quoted)
    for portion in portions(quoting):
        connection.execute(delete(citation).where(citation.c.answer.in_(portion)))
        connection.execute(delete(claim).where(claim.c.answer.in_(portion)))
        emptied = update(answer).where(answer.c.id.in_(portion))
        connection.execute(emptied.values(near_miss=None, retrieved="[]", purged_at=func.coalesce(answer.c.purged_at, at)))
    return quoting


def _bury(connection: Connection, rows: Sequence[AnyRow], *, at: str, actor: str) -> None:
    stones = [
        {
            "version": row.id,
            "document": row.document,
            "number": row.number,
            "text_sha256": row.text_sha256,
            "raw_sha256": row.raw_sha256,
            "characters": row.characters,
            "purged_at": at,
            "actor": actor,
        }
        for row in rows
    ]
    connection.execute(insert(tombstone), stones)


def _leave_search(connection: Connection, rows: Sequence[AnyRow], *, at: str) -> None:
    without = [row.document for row in rows if row.superseded_at is None]
    for portion in portions(without):
        connection.execute(delete(file).where(file.c.document.in_(portion)))
        connection.execute(update(document).where(document.c.id.in_(portion)).values(status="removed", removed_at=at))
    emptied: dict[str, Any] = {
        "text_sha256": None,
        "title": "",
        "metadata": "{}",
        "blocks": "",
        "lines": "",
        "pages": "",
        "boxes": "",
        "purged_at": at,
    }
    emptied["superseded_at"] = func.coalesce(version.c.superseded_at, at)
    for portion in portions([row.id for row in rows]):
        connection.execute(update(version).where(version.c.id.in_(portion)).values(emptied))


def _delete_texts(connection: Connection, hashes: Sequence[str]) -> None:
    for portion in portions(hashes):
        used = exists().where(version.c.text_sha256 == text.c.sha256)
        connection.execute(delete(text).where(text.c.sha256.in_(portion), ~used))


def _tell(connection: Connection, rows: Sequence[AnyRow], *, at: str) -> None:
    numbers = Numbers(connection)
    told = [{"position": numbers.take("change"), "kind": "purged", "document": row.document, "version": row.id, "at": at} for row in rows]
    connection.execute(insert(change), told)
    numbers.save()
