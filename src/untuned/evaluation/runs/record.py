"""A response, or the error in its place, as the run that is recorded."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal

from untuned.errors import UntunedError, UnusableOutput
from untuned.evaluation.runs.plan import Cell, failed_key
from untuned.models.reader.extractive import NAME
from untuned.types.answers import NO_STAGES, Answer, Usage
from untuned.types.measures import Cited, Run, RunStatus
from untuned.types.responses import Response
from untuned.types.tasks import UNFIT

FELL_BACK = "the model gave no usable answer, and the documents' own sentences were shown in its place"
_NO_MODEL = Usage(cost=Decimal(0))


@dataclass(frozen=True, kw_only=True, slots=True)
class Moment:
    """When a cell was asked: the measurement, the time, and how far the documents stood."""

    measurement: str
    at: datetime
    position: int


def run_of(response: Response, cell: Cell, *, moment: Moment) -> Run:
    """The run of a cell that was answered.

    An abstention is one also where the model's output was cut. Where no model was asked the cost is 0; where a price is unknown, None.
    A response in which the default reader stood in for a model that failed is an error of that model: what is measured is the variant.
    One that came from a journal has no times, since they say nothing about the model.
    """
    run = _said(response, cell, moment=moment)
    if not fell_back(response, cell):
        return run
    why = next((note for note in response.notes if note.startswith("The model gave no usable answer")), FELL_BACK)
    failed = replace(run, status="error", state=None, reason="", text="", original="", verified=False, error=why)
    return replace(failed, claims=(), bands=(), cited=(), dropped=(), key=failed_key(cell.key, moment.measurement))


def failed_run(error: UntunedError, cell: Cell, *, moment: Moment, usage: Usage = _NO_MODEL) -> Run:
    """The run of a cell without an answer: the error's message and its remedy, under a key that lets it be asked again."""
    return Run(
        variant=cell.variant.hash,
        question=cell.question.id,
        repeat=cell.repeat,
        status="error",
        error=str(error),
        model=cell.variant.settings.model.name,
        requests=usage.requests,
        failed_requests=usage.failed,
        input_tokens=usage.input_tokens,
        output_tokens=usage.output_tokens,
        cost=usage.cost,
        at=moment.at,
        position=moment.position,
        key=failed_key(cell.key, moment.measurement),
    )


def formless_run(error: UnusableOutput, cell: Cell, *, moment: Moment, usage: Usage = _NO_MODEL) -> Run:
    """The run of a cell whose model said nothing of the form that was asked for: a person has to look, as with a task's output.

    It counts as not right; another measurement asks again, since an endpoint may be set up otherwise by then.
    """
    run = failed_run(error, cell, moment=moment, usage=usage)
    note = f"{UNFIT}{error.reason}" + (f"; {error.remedy}" if error.remedy else "")
    return replace(run, status="abstained", state="needs_human", error="", notes=(" ".join(note.split()),))


def fell_back(response: Response, cell: Cell) -> bool:
    """True when a model was asked in vain and the default reader answered."""
    return bool(cell.variant.settings.model.name) and response.usage is not None and response.model == NAME


def _said(response: Response, cell: Cell, *, moment: Moment) -> Run:
    usage, answer = response.usage or _NO_MODEL, response.answer
    claims = () if answer is None else answer.claims
    return Run(
        variant=cell.variant.hash,
        question=cell.question.id,
        repeat=cell.repeat,
        status=_status(response),
        state=response.state,
        reason=response.reason or "",
        text=response.text,
        original=response.original,
        verified=response.verified,
        claims=tuple(claim.text for claim in claims),
        bands=tuple("" if claim.support is None else claim.support.band for claim in claims),
        cited=_cited(answer),
        dropped=() if answer is None else tuple(drop.reason for drop in answer.dropped),
        hits=response.hits,
        read=response.read,
        model=response.model,
        language=response.language,
        prompts=response.prompts,
        notes=response.notes,
        requests=usage.requests,
        failed_requests=usage.failed,
        input_tokens=usage.input_tokens,
        output_tokens=usage.output_tokens,
        cost=usage.cost,
        milliseconds=None if response.replayed else response.milliseconds,
        first_token_ms=None if response.replayed else response.first_token_ms,
        first_claim_ms=None if response.replayed else response.first_claim_ms,
        stages=NO_STAGES if response.replayed else response.stages,
        at=moment.at,
        position=moment.position,
        key=cell.key,
    )


def _status(response: Response) -> RunStatus:
    if response.state in ("abstained", "needs_human"):  # nothing is shown as an answer
        return "abstained"
    return "truncated" if response.truncated else "ok"


def _cited(answer: Answer | None) -> tuple[Cited, ...]:
    if answer is None:
        return ()
    return tuple(
        Cited(span=citation.span, verdict=citation.verdict.kind, claim=nth)
        for nth, claim in enumerate(answer.claims)
        for citation in claim.citations
    )
