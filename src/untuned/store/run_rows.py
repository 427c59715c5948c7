"""Runs as rows and as nouns: figures, which reports read, apart from texts and addresses."""

from __future__ import annotations

from collections.abc import Collection
from decimal import Decimal
from typing import Any

from untuned.store.access import AnyRow
from untuned.store.answer_encoding import from_spans, to_spans
from untuned.store.encoding import from_instant, from_json, storable, to_instant, to_json
from untuned.types.documents import Span
from untuned.types.measures import Cited, Run, Score

EMPTIED = "{}"
"""The body of a run whose words were purged."""

_FIGURES = (
    "state",
    "reason",
    "verified",
    "model",
    "language",
    "requests",
    "failed_requests",
    "input_tokens",
    "output_tokens",
    "milliseconds",
    "first_token_ms",
    "first_claim_ms",
    "position",
)
_TEXTS = ("text", "original", "error")
_LISTS = ("claims", "bands", "dropped", "contexts", "prompts", "notes")


def run_row(run: Run, *, id: int) -> dict[str, Any]:
    """The row of a run under an id."""
    figures = {name: getattr(run, name) for name in _FIGURES}
    figures["cost"] = None if run.cost is None else str(run.cost)
    figures["stages"] = dict(run.stages)
    body: dict[str, Any] = {name: storable(getattr(run, name)) for name in _TEXTS}
    body.update((name, [storable(each) for each in getattr(run, name)]) for name in _LISTS)
    body["cited"] = [[one.span.version, one.span.start, one.span.end, one.verdict, one.claim] for one in run.cited]
    body["hits"], body["read"] = from_spans(run.hits), from_spans(run.read)
    return {
        "id": id,
        "key": run.key,
        "variant": run.variant,
        "question": run.question,
        "repeat": run.repeat,
        "status": run.status,
        "at": from_instant(run.at),
        "figures": to_json(figures),
        "body": to_json({name: value for name, value in body.items() if value not in ("", [], "[]")}),
    }


def to_run(row: AnyRow, *, texts: bool) -> Run:
    """The run of a row; without `texts` it has its figures alone."""
    figures: dict[str, Any] = from_json(row.figures)
    cost = figures.pop("cost")
    body: dict[str, Any] = from_json(row.body) if texts else {}
    return Run(
        id=row.id,
        key=row.key,
        variant=row.variant,
        question=row.question,
        repeat=row.repeat,
        status=row.status,
        at=to_instant(row.at),
        cost=None if cost is None else Decimal(cost),
        hits=to_spans(body.pop("hits")) if "hits" in body else (),
        read=to_spans(body.pop("read")) if "read" in body else (),
        cited=tuple(_to_cited(*one) for one in body.pop("cited", ())),
        **{name: tuple(body.pop(name)) for name in _LISTS if name in body},
        **body,
        **figures,
    )


def touched(run: Run) -> set[int]:
    """Every version that a run read or cites."""
    return {span.version for span in (*run.read, *run.hits, *(one.span for one in run.cited))}


def from_scores(scores: list[Score]) -> str:
    """A JSON list of [metric, version, value, status, detail]."""
    return to_json([[one.metric, one.version, one.value, one.status, storable(one.detail)] for one in scores])


def to_scores(written: str, *, made: dict[tuple[Any, ...], Score] | None = None, details: Collection[str] | None = None) -> list[Score]:
    """The scores that `from_scores` wrote; of others than `details`, where given, without their details.

    `made` holds the scores that were read before, by their values: most are alike.
    """
    held = {} if made is None else made
    found: list[Score] = []
    for metric, version, value, status, detail in from_json(written):
        row = (metric, version, value, status, detail if details is None or metric in details else "")
        score = held.get(row)
        if score is None:
            score = held[row] = Score(metric=metric, version=version, value=value, status=status, detail=row[4])
        found.append(score)
    return found


def _to_cited(version: int, start: int, end: int, verdict: Any, claim: int | None = None) -> Cited:  # noqa: ANN401 -- what was stored
    return Cited(span=Span(version=version, start=start, end=end), verdict=verdict, claim=claim)
