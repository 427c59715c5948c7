"""FORM: verified claims become a value of a schema, by a chat model or by rules, and every value of it is proven before it is shown.

written by a formatter -> held against the schema -> each value proven by a claim, or left out -> held against the schema again
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from untuned.assistant.tasks.extract import NAME, extracted
from untuned.assistant.tasks.forms import SchemaForm
from untuned.assistant.tasks.prove import proven
from untuned.assistant.tasks.schema import told
from untuned.assistant.tasks.sources import Source, sources_of
from untuned.errors import ModelError, UnknownModel
from untuned.rag.metered import counted_in
from untuned.types.answers import Answer, Claim
from untuned.types.responses import Response
from untuned.types.tasks import REPAIRED, UNFIT, Filled, Task

if TYPE_CHECKING:
    from untuned.assistant.tasks.worker import Filler
    from untuned.models.chat.budget import Meter
    from untuned.rag.ask import Progress

FAILED = "The formatter failed ({reason}); rules filled the form."
LEFT_OUT = "left out of the form, for no claim proves it: {path}"
_CONFLICT = "the sources contradict each other: a person has to choose before anything is put into a form"
_UNANSWERED = "there is no verified claim to put into a form"
_EMPTY = "no value of the form could be proven by a claim"


@dataclass(frozen=True, kw_only=True, slots=True)
class Former:
    """Puts claims into the form of a task."""

    task: Task
    form: SchemaForm
    filler: Filler | None = None
    """The formatter; without one, rules fill what is plain."""
    falls_back: bool = True
    """Where the formatter fails, rules fill the form; False, as in measuring, makes that an error."""


@dataclass(frozen=True, kw_only=True, slots=True)
class _Written:
    """What a formatter wrote, unproven."""

    value: object = None
    problem: str = ""
    model: str = NAME
    notes: tuple[str, ...] = ()
    prompts: tuple[str, ...] = ()
    replayed: bool = False


async def formed(response: Response, answer: Answer, *, former: Former, progress: Progress) -> Response:
    """The response in the form of the task, with its claims' text as its `original`. Raises `ModelError` where nothing stands in."""
    with progress.stages.timed("form"):
        made, written = await _made(answer, former=former, meter=progress.meter)
    notes = [*written.notes, *(LEFT_OUT.format(path=one.path or "/") for one in made.refused)]
    if answer.state == "abstained":
        return replace(response, filled=made)
    if made.problem:
        notes.append(UNFIT + made.problem.splitlines()[0])
    return replace(
        response,
        text=made.output,
        original=response.text,
        filled=made,
        state=response.state if made.output else "needs_human",
        notes=tuple(dict.fromkeys((*response.notes, *notes))),
        prompts=tuple(dict.fromkeys((*response.prompts, *written.prompts))),
        replayed=response.replayed or written.replayed,
    )


async def filled(answer: Answer, *, former: Former, meter: Meter) -> Filled:
    """The claims of an answer in the form of the task. Every value in it was proven; where too little was, there is no output."""
    return (await _made(answer, former=former, meter=meter))[0]


async def _made(answer: Answer, *, former: Former, meter: Meter) -> tuple[Filled, _Written]:
    if answer.state == "conflict":
        return Filled(task=former.task.name, output="", problem=_CONFLICT), _Written()
    if not answer.claims:
        return Filled(task=former.task.name, output="", problem=_UNANSWERED), _Written()
    sources = sources_of(answer.claims)
    written = await _written(answer, sources, former=former, meter=meter)
    if written.problem:
        return Filled(task=former.task.name, output="", problem=written.problem, model=written.model), written
    return proven_form(written.value, former=former, sources=sources, model=written.model), written


def proven_form(value: object, *, former: Former, sources: Sequence[Source], model: str) -> Filled:
    """A formatter's value with the proof of each part, without what has none; no output where the rest does not fit the schema."""
    checked = former.form.checked
    left = proven(value, schema=checked.body, sources=sources)
    problems = checked.problems(left.value)
    said = [proof for proof in left.proofs if proof.by != "schema"]
    problem = f"what could be proven does not fit the schema:\n{told(problems)}" if problems else "" if said else _EMPTY
    return Filled(
        task=former.task.name,
        output="" if problem else json.dumps(left.value, ensure_ascii=False),
        proofs=left.proofs,
        refused=left.refused,
        problem=problem,
        model=model,
    )


async def _written(answer: Answer, sources: Sequence[Source], *, former: Former, meter: Meter) -> _Written:
    if former.filler is None:
        return _by_rules(answer.claims, sources, former)
    from untuned.models.chat.assignment import Assignment  # noqa: PLC0415 - its templates are for a model alone

    assignment = Assignment(
        input=_told(answer),
        instructions=former.task.prompt,
        form=former.form.words,
        schema=former.form.schema,
        check=lambda text: former.form.read(text).problem,
        purpose="format",
    )
    try:
        output = await former.filler.fill(assignment, budget=counted_in(former.filler.budget(), meter))
    except ModelError as error:
        if isinstance(error, UnknownModel) or not former.falls_back:
            raise
        return replace(_by_rules(answer.claims, sources, former), notes=(FAILED.format(reason=error.reason),))
    reading = former.form.read(output.text)
    notes = (*output.notes, *((REPAIRED + ", ".join(reading.steps),) if reading.steps else ()))
    return _Written(
        value=None if reading.problem else json.loads(reading.output),
        problem=reading.problem,
        model=output.model,
        notes=notes,
        prompts=output.prompts,
        replayed=output.replayed,
    )


def _by_rules(claims: Sequence[Claim], sources: Sequence[Source], former: Former) -> _Written:
    return _Written(value=extracted(claims, schema=former.form.checked.body, sources=sources))


def _told(answer: Answer) -> str:
    """The question and the claims, each with the words of its sources."""
    lines = [f"Question: {answer.question}"]
    for nth, claim in enumerate(answer.claims, start=1):
        lines.append(f"Claim {nth}: {claim.text}")
        lines += [f"  Quote: {citation.quote}" for citation in claim.citations]
    return "\n".join(lines)
