"""The project's own shape: the fields of `Question` by their names, as `untuned questions export` writes them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import get_args

from untuned.evaluation.questions.read.build import Asked, built
from untuned.evaluation.questions.read.fields import BadRow, Values, choice, mappings, number, text, texts
from untuned.evaluation.questions.read.parsed import Parsed, Wanted
from untuned.evaluation.questions.read.rows import Row
from untuned.types.measures import Evidence, EvidenceStatus

STATUSES: tuple[EvidenceStatus, ...] = get_args(EvidenceStatus)


def fits(values: Values) -> bool:
    """True when the row looks like one of this shape: a `text`, and a name that no other shape has."""
    return "text" in values and bool({"must_abstain", "fact_source", "evidence", "origin", "route"} & values.keys())


def read(row: Row) -> Iterator[Parsed]:
    """The row's question. A passage that is given by path and quote alone is looked for."""
    values = row.values
    evidence = tuple(_evidence(one) for one in mappings(values.get("evidence"), "evidence"))
    answers = texts(values.get("answers"), "answers")
    documents = tuple(dict.fromkeys(one.path for one in evidence if one.path)) or texts(values.get("documents"), "documents")
    wanted = (Wanted(texts=answers, kind="answer"),) if answers and not evidence and documents else ()
    asked = Asked(text=text(values.get("text"), "text"), answers=answers, evidence=evidence, documents=documents, wanted=wanted)
    yield built(row, asked)


def _evidence(values: Values) -> Evidence:
    version, start, end = (number(values.get(name), f"evidence.{name}") for name in ("version", "start", "end"))
    path = text(values.get("path"), "evidence.path")
    quote = text(values.get("quote"), "evidence.quote")
    if not path and not quote:
        raise BadRow("has evidence with neither 'path' nor 'quote'")
    if (start or 0) < 0 or (end or 0) < (start or 0):
        raise BadRow(f"has evidence from {start} to {end}, which is no span")
    status: EvidenceStatus = choice(values.get("status"), "evidence.status", STATUSES, default="missing" if version is None else "found")
    return Evidence(path=path, quote=quote, version=version, start=start or 0, end=end or 0, status=status)
