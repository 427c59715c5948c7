"""Purge, in what measuring holds: questions lose the evidence that was purged, runs the words that came of it; figures stay."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import Connection, delete, func, or_, select, update

from untuned.store.access import AnyRow, portions
from untuned.store.encoding import from_json, to_json
from untuned.store.run_rows import EMPTIED, from_scores, to_scores
from untuned.store.schema import evidence, question, run, run_version, score, text, version
from untuned.text.sentences import sentences

_OWN_WORDS = ("draft", "synthetic_reviewed")
"""Questions that were made from a document are its words."""
_KEPT = ("cause", "gold")
"""Scores whose detail is a word of a closed list or a hash, and none of a document's."""
_TELLING = 40
"""Characters of a sentence or line that tell which document it is from; a shorter one stands in many."""
_ANSWER = 6
"""Characters of an answer from which on a text that holds it is taken to be made of it."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Emptied:
    """What questions lost."""

    questions: tuple[str, ...]
    """Their ids."""
    answers: tuple[str, ...]
    """In small letters."""


def empty_questions(connection: Connection, versions: Sequence[int]) -> Emptied:
    """The questions that lost evidence. Those that were made from a document are gone; a person's own keeps its wording.

    Answers that stand in a purged text leave with it, and so do quotes that were looked for in vain and stand there. Call it while the
    texts are still there.
    """
    texts = texts_of(connection, versions)
    lost = _lost_evidence(connection, versions, texts)
    removed: dict[str, None] = {}
    for portion in portions(dict.fromkeys(row.question for row in lost)):
        rows = connection.execute(select(question).where(question.c.id.in_(portion))).all()
        gone = [row.id for row in rows if row.origin in _OWN_WORDS]
        connection.execute(delete(evidence).where(evidence.c.question.in_(gone)))
        connection.execute(delete(question).where(question.c.id.in_(gone)))
        for row in rows:
            removed.update(dict.fromkeys(_without_answers(connection, row, texts)))
    for row in lost:
        blank = update(evidence).where(evidence.c.question == row.question, evidence.c.ordinal == row.ordinal)
        connection.execute(blank.values(version=None, quote="", start=0, end=0, status="purged"))
    return Emptied(questions=tuple(dict.fromkeys(row.question for row in lost)), answers=tuple(removed))


def empty_runs(connection: Connection, versions: Sequence[int], *, lost: Emptied, at: str) -> list[int]:
    """Ids of the runs that are without words now.

    They read or cite a purged version; or their texts or contexts hold a telling sentence of it, or an answer that was lost with it.
    What scorers say of the runs of questions that lost evidence goes too. Call it while the texts are still there.
    """
    touched: dict[int, None] = {}
    for portion in portions(versions):
        touched.update(dict.fromkeys(connection.execute(select(run_version.c.run).where(run_version.c.version.in_(portion))).scalars()))
    touched.update(dict.fromkeys(_holding(connection, texts_of(connection, versions), lost.answers)))
    for portion in portions(touched):
        emptied = update(run).where(run.c.id.in_(portion))
        connection.execute(emptied.values(body=EMPTIED, purged_at=func.coalesce(run.c.purged_at, at)))
    judged = dict(touched)
    for portion in portions(lost.questions):
        judged.update(dict.fromkeys(connection.execute(select(run.c.id).where(run.c.question.in_(portion))).scalars()))
    _blank_details(connection, list(judged))
    return list(touched)


def texts_of(connection: Connection, versions: Sequence[int]) -> list[str]:
    """The texts of versions, in small letters."""
    found: list[str] = []
    for portion in portions(versions):
        wanted = select(text.c.body).join(version, version.c.text_sha256 == text.c.sha256).where(version.c.id.in_(portion)).distinct()
        found.extend(body.casefold() for body in connection.execute(wanted).scalars())
    return found


def _lost_evidence(connection: Connection, versions: Sequence[int], texts: Sequence[str]) -> list[AnyRow]:
    """Evidence in the versions, and evidence that was never found whose quote stands in one of the texts."""
    found: list[AnyRow] = []
    for portion in portions(versions):
        rows = connection.execute(select(evidence).where(or_(evidence.c.version.in_(portion), evidence.c.version.is_(None)))).all()
        found.extend(row for row in rows if row.version is not None or _stands(row.quote, texts))
    return list({(row.question, row.ordinal): row for row in found}.values())


def _stands(quote: str, texts: Sequence[str]) -> bool:
    return bool(quote.strip()) and any(quote.casefold() in held for held in texts)


def _without_answers(connection: Connection, row: AnyRow, texts: Sequence[str]) -> list[str]:
    """The answers of a question that stand in the texts, now removed; in small letters."""
    detail = from_json(row.detail)
    gone = [said for said in detail["answers"] if _stands(said, texts)]
    if gone and row.origin not in _OWN_WORDS:
        left = [said for said in detail["answers"] if said not in gone]
        connection.execute(update(question).where(question.c.id == row.id).values(detail=to_json({**detail, "answers": left})))
    return [said.casefold() for said in gone]


def _holding(connection: Connection, texts: Sequence[str], answers: Sequence[str]) -> Iterator[int]:
    """Runs whose words hold a telling sentence or line of one of the texts, or a lost answer that is long enough to tell."""
    telling = {piece for body in texts for piece in _pieces(body)} | {said for said in answers if len(said) >= _ANSWER}
    if not telling:
        return
    for row in connection.execute(select(run.c.id, run.c.body).where(run.c.body != EMPTIED)):
        body = from_json(row.body)
        words = "\n".join((body.get("text", ""), body.get("original", ""), *body.get("claims", ()), *body.get("contexts", ()))).casefold()
        if any(piece in words for piece in telling):
            yield row.id


def _pieces(body: str) -> Iterator[str]:
    lines = (line.strip() for line in body.splitlines())
    told = (body[start:end].strip() for start, end in sentences(body))
    yield from (piece for piece in (*lines, *told) if len(piece) >= _TELLING)


def _blank_details(connection: Connection, runs: Sequence[int]) -> None:
    for portion in portions(runs):
        for row in connection.execute(select(score).where(score.c.run.in_(portion))).all():
            bare = from_scores([one if one.metric in _KEPT else replace(one, detail="") for one in to_scores(row.body)])
            connection.execute(update(score).where(score.c.run == row.run, score.c.ordinal == row.ordinal).values(body=bare))
