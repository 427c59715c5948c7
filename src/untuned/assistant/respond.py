"""RESPOND: a question becomes what its asker sees, by one method, whoever asks: command line, Python, a server or measuring.

turned away, where it asks nothing -> sent to the desk for its kind, where it is routed -> verified claims (`rag.ask`), plain text, or a
task's output -> put into a form -> worded anew by another model -> timed
"""

from __future__ import annotations

from collections.abc import AsyncGenerator
from contextlib import aclosing
from dataclasses import replace
from datetime import datetime

from untuned.assistant.desk import Desk
from untuned.assistant.turned_away import turned_away
from untuned.models.chat.budget import Meter
from untuned.rag.ask import Progress, Told, ask
from untuned.rag.ground import Asked
from untuned.rag.stages import Stages
from untuned.text.small_talk import is_small_talk
from untuned.types.answers import Claim
from untuned.types.responses import Response

SMALL_TALK = "small-talk/1"
"""What said of an answer that nothing was asked."""


async def respond(asked: Asked, *, desk: Desk, now: datetime, meter: Meter | None = None) -> Response:
    """What the asker sees. By the default method its answer is recorded, and every claim of it verified.

    Args:
        asked: The question, with what was said before it; `given` where the method's context is `oracle`.
        desk: Where it is answered.
        now: When it was asked.
        meter: Counts what models take, also before an error.

    Raises:
        ModelError: A model that can never be asked; one that failed, where the desk's parts do not fall back, or its plain text did.
    """
    async with aclosing(respond_stream(asked, desk=desk, now=now, meter=meter)) as steps:
        async for step in steps:
            if isinstance(step, Response):
                return step
    raise AssertionError("a response ends every stream")


async def respond_stream(asked: Asked, *, desk: Desk, now: datetime, meter: Meter | None = None) -> AsyncGenerator[Claim | Response]:
    """Each claim once it is verified, never before; then the response, whose answer holds them all. Plain text comes as a whole.

    Left early, nothing is recorded. Raises as `respond`.
    """
    stages = Stages(desk.parts.limiter)
    if desk.worker is None and is_small_talk(asked.question):
        yield await stages.hop(turned_away, asked, "nothing_asked", by=SMALL_TALK, desk=desk, stages=stages, now=now)
        return
    if desk.routing is not None:
        # Only where questions are routed.
        from untuned.assistant.routed import routed  # noqa: PLC0415

        sent = await routed(asked, desk=desk, routing=desk.routing, stages=stages, now=now)
        if isinstance(sent, Response):
            yield sent
            return
        asked, desk = sent.asked, sent.desk
    progress = Progress(method=desk.method, stages=stages, meter=Meter(meter))
    if desk.method.shots:
        asked = replace(asked, shots=tuple(desk.shots(asked.question)))
    first: float | None = None
    response: Response | None = None
    async with aclosing(_answered(asked, desk=desk, progress=progress, now=now)) as steps:
        async for step in steps:
            if isinstance(step, Response):
                response = step
                continue
            first = progress.stages.elapsed if first is None else first
            yield step
    assert response is not None
    if desk.former is not None and response.answer is not None:
        # Only where a variant has its claims put into a form.
        from untuned.assistant.tasks.former import formed  # noqa: PLC0415

        response = await formed(response, response.answer, former=desk.former, progress=progress)
    if desk.rewriter is not None and response.text:
        # Only where a variant has its answers worded anew.
        from untuned.assistant.reworded import reworded  # noqa: PLC0415

        response = await reworded(response, desk=desk, rewriter=desk.rewriter, progress=progress)
    usage = progress.meter.usage
    yield replace(
        response,
        usage=usage if usage.requests else response.usage,
        notes=response.notes if response.answer is not None else (*asked.notes, *response.notes),
        stages=dict(progress.stages.milliseconds),
        milliseconds=progress.stages.elapsed,
        first_claim_ms=first,
    )


async def _answered(asked: Asked, *, desk: Desk, progress: Progress, now: datetime) -> AsyncGenerator[Claim | Response]:
    if desk.worker is not None:
        # Only variants do tasks.
        from untuned.assistant.tasks.worker import work  # noqa: PLC0415

        yield await work(asked, worker=desk.worker, progress=progress)
        return
    if desk.method.wording == "text":
        # Only variants answer in plain text.
        from untuned.assistant.plain import plain  # noqa: PLC0415

        yield await plain(asked, desk=desk, progress=progress, now=now)
        return
    async with aclosing(ask(asked, parts=desk.parts, progress=progress, now=now)) as steps:
        async for step in steps:
            yield step if isinstance(step, Claim) else _response(step)


def _response(told: Told) -> Response:
    """The recorded answer as it is shown."""
    answer, outcome = told.answer, told.outcome
    return Response(
        question=answer.question,
        text=answer.text,
        state=answer.state,
        reason=answer.reason,
        answer=answer,
        hits=told.ground.hits,
        read=tuple(dict.fromkeys((*told.ground.read, *outcome.given))),
        language=answer.language,
        model=answer.model,
        usage=answer.usage,
        notes=answer.notes,
        prompts=outcome.prompts,
        first_token_ms=outcome.first_token_ms,
        replayed=outcome.replayed,
    )
