"""A row's values as a question: what every shape has in common."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import get_args

from untuned.evaluation.questions.read.fields import LONGEST_QUESTION, BadRow, Values, choice, first, text, texts, truth, turns
from untuned.evaluation.questions.read.parsed import Parsed, Wanted
from untuned.evaluation.questions.read.rows import Row
from untuned.types.answers import Turn
from untuned.types.measures import Evidence, FactSource, Origin, Question, QuestionKind, Split

KINDS: tuple[QuestionKind, ...] = get_args(QuestionKind)
ORIGINS: tuple[Origin, ...] = get_args(Origin)
SPLITS: tuple[Split, ...] = get_args(Split)
FACT_SOURCES: tuple[FactSource, ...] = get_args(FactSource)

ABSTAIN = ("must_abstain", "unanswerable", "is_impossible")
"""What shapes call a question that the documents do not answer: names of one thing."""
ANSWERABLE = ("answerable", "is_answerable")
"""The same the other way round."""
_LONGEST_NAME = 300
_LONGEST_ID = 64
"""As many as every database holds."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Asked:
    """What a shape reads in its own way; the rest of a question stands under the same names in all of them."""

    text: str
    answers: tuple[str, ...] = ()
    must_abstain: bool | None = None
    """None: as the row's other values say."""
    history: tuple[Turn, ...] = ()
    kind: QuestionKind | None = None
    cluster: str = ""
    documents: tuple[str, ...] = ()
    wanted: tuple[Wanted, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    id: str = ""
    notes: Sequence[str] = field(default=())


def built(row: Row, asked: Asked, values: Values | None = None) -> Parsed:
    """The row as a question; `values` are those that the common names are looked up in, where they are not the row's own.

    Raises:
        BadRow: It has no question, or a value that cannot be.
    """
    held = row.values if values is None else values
    written = asked.text.strip() and asked.text
    if not written:
        raise BadRow("has no question")
    if len(written) > LONGEST_QUESTION:
        raise BadRow(f"has a question of {len(written):,} characters, more than {LONGEST_QUESTION:,}")
    history = asked.history or turns(held.get("history"), "history")
    given = asked.id or text(held.get("id"), "id", longest=_LONGEST_ID).strip()
    split = text(held.get("split"), "split").strip()
    abstains = _abstains(held) if asked.must_abstain is None else asked.must_abstain
    route = text(held.get("route"), "route", longest=_LONGEST_NAME)
    question = Question(
        id=given or content_id(written, history=history, documents=asked.documents),
        text=written,
        kind=asked.kind or choice(held.get("kind"), "kind", KINDS, default="refusal" if abstains and not route else "knowledge"),
        answers=asked.answers,
        evidence=asked.evidence,
        must_abstain=abstains,
        cluster=text(held.get("cluster"), "cluster", longest=_LONGEST_NAME).strip() or asked.cluster,
        origin=choice(held.get("origin"), "origin", ORIGINS, default="human"),
        split=choice(split, "split", SPLITS, default="dev") if split in SPLITS or values is None else "dev",
        language=text(first(held, "language", "lang"), "language", longest=20).strip().lower(),
        history=history,
        fact_source=choice(held.get("fact_source"), "fact_source", FACT_SOURCES, default="retrieval"),
        route=route,
        label=text(held.get("label"), "label", longest=_LONGEST_NAME),
        leans_on=texts(held.get("leans_on"), "leans_on"),
    )
    return Parsed(
        place=row.place,
        question=question,
        documents=asked.documents,
        wanted=asked.wanted,
        split=question.split if split else None,
        identified=bool(given),
        notes=tuple(asked.notes),
    )


def content_id(written: str, *, history: Sequence[Turn] = (), documents: Sequence[str] = (), answers: Sequence[str] = ()) -> str:
    """An id over what is asked: the same row has the same one in every file; SHA-256, the first twelve digits."""
    parts = [" ".join(written.split()), [[turn.question, turn.answer] for turn in history], list(documents), list(answers)]
    return f"q-{hashlib.sha256(json.dumps(parts, ensure_ascii=False).encode()).hexdigest()[:12]}"


def _abstains(values: Values) -> bool:
    """Whether a row says by any of these names that the documents do not answer it. Raises `BadRow` where two of them disagree."""
    said = {name: truth(values.get(name), name) for name in (*ABSTAIN, *ANSWERABLE)}
    told = {name: value is (name in ABSTAIN) for name, value in said.items() if value is not None}
    if len(set(told.values())) > 1:
        written = " and ".join(f"'{name}' is {str(said[name]).lower()}" for name in told)
        raise BadRow(f"contradicts itself: {written}, which speak of one thing; keep one of them")
    return any(told.values())
