"""Purge, in what measuring holds: questions lose the evidence that was purged, runs the words that came of it; figures stay."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from sqlalchemy import Connection, delete, func, select, update

from untuned.store.access import portions
from untuned.store.encoding import from_json, to_json
from untuned.store.run_rows import EMPTIED, from_scores, to_scores
from untuned.store.schema import evidence, question, run, run_version, score, text, version

_OWN_WORDS = ("draft", "synthetic_reviewed")
"""Questions that were made from a document are its words."""
_CAUSE = "cause"
"""The one score whose detail is a word of a closed list, and none of a document's."""
_TELLING = 40
"""Characters of a line that tell which document it is from; a shorter one stands in many."""


def empty_questions(connection: Connection, versions: Sequence[int]) -> list[str]:
    """Ids of the questions that lost evidence. Those that were made from a document are gone; a person's own keeps its wording.

    Answers that stand in a purged text leave with it. Call it while the texts are still there.
    """
    touched: dict[str, None] = {}
    for portion in portions(versions):
        touched.update(dict.fromkeys(connection.execute(select(evidence.c.question).where(evidence.c.version.in_(portion))).scalars()))
    texts = texts_of(connection, versions)
    for portion in portions(touched):
        rows = connection.execute(select(question).where(question.c.id.in_(portion))).all()
        gone = [row.id for row in rows if row.origin in _OWN_WORDS]
        connection.execute(delete(evidence).where(evidence.c.question.in_(gone)))
        connection.execute(delete(question).where(question.c.id.in_(gone)))
        for row in rows:
            detail = from_json(row.detail)
            left = [said for said in detail["answers"] if not any(said.casefold() in held for held in texts)]
            if left != detail["answers"]:
                emptied = update(question).where(question.c.id == row.id).values(detail=to_json({**detail, "answers": left}))
                connection.execute(emptied)
    for portion in portions(versions):
        blank = update(evidence).where(evidence.c.version.in_(portion))
        connection.execute(blank.values(version=None, quote="", start=0, end=0, status="purged"))
    return list(touched)


def empty_runs(connection: Connection, versions: Sequence[int], *, at: str) -> list[int]:
    """Ids of the runs that are without words now: what read or cites a purged version, or was given its lines elsewhere.

    Call it while the texts are still there.
    """
    touched: dict[int, None] = {}
    for portion in portions(versions):
        touched.update(dict.fromkeys(connection.execute(select(run_version.c.run).where(run_version.c.version.in_(portion))).scalars()))
    touched.update(dict.fromkeys(_given_elsewhere(connection, texts_of(connection, versions))))
    for portion in portions(touched):
        emptied = update(run).where(run.c.id.in_(portion))
        connection.execute(emptied.values(body=EMPTIED, purged_at=func.coalesce(run.c.purged_at, at)))
        for row in connection.execute(select(score).where(score.c.run.in_(portion))).all():
            bare = from_scores([one if one.metric == _CAUSE else replace(one, detail="") for one in to_scores(row.body)])
            connection.execute(update(score).where(score.c.run == row.run, score.c.ordinal == row.ordinal).values(body=bare))
    return list(touched)


def texts_of(connection: Connection, versions: Sequence[int]) -> list[str]:
    """The texts of versions, in small letters."""
    found: list[str] = []
    for portion in portions(versions):
        wanted = select(text.c.body).join(version, version.c.text_sha256 == text.c.sha256).where(version.c.id.in_(portion)).distinct()
        found.extend(body.casefold() for body in connection.execute(wanted).scalars())
    return found


def _given_elsewhere(connection: Connection, texts: Sequence[str]) -> Iterable[int]:
    """Runs of answers made elsewhere whose contexts hold a telling line of one of the texts."""
    lines = {line.strip() for body in texts for line in body.splitlines() if len(line.strip()) >= _TELLING}
    if not lines:
        return
    for row in connection.execute(select(run.c.id, run.c.body).where(run.c.body.contains('"contexts"'))):
        contexts = "\n".join(from_json(row.body).get("contexts", ())).casefold()
        own = (line.strip() for line in contexts.splitlines())
        if any(len(line) >= _TELLING and any(line in body for body in texts) for line in own) or any(line in contexts for line in lines):
            yield row.id
