"""A question on its way to the desk that answers its kind, or turned away."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

from untuned.assistant.router import REVISION, Routing
from untuned.rag.ground import Asked
from untuned.rag.stages import Stages
from untuned.text.language import language_of
from untuned.types.answers import Answer
from untuned.types.documents import Metadata
from untuned.types.responses import Response

if TYPE_CHECKING:
    from untuned.assistant.desk import Desk


@dataclass(frozen=True, kw_only=True, slots=True)
class Sent:
    """A question with the note on its route, and who answers it."""

    asked: Asked
    desk: Desk


async def routed(asked: Asked, *, desk: Desk, routing: Routing, stages: Stages, now: datetime) -> Sent | Response:
    """Where a question is answered; or the recorded abstention of one that is out of scope."""
    route = await stages.run("route", routing.choose, asked)
    if isinstance(route, str):
        return Sent(asked=replace(asked, notes=(*asked.notes, route)), desk=replace(desk, routing=None))
    asked = replace(asked, notes=(*asked.notes, route.note))
    if route.variant is None:
        return await stages.hop(_refused, asked, desk=desk, stages=stages, now=now)
    return Sent(asked=asked, desk=routing.desks[route.variant])


def _refused(asked: Asked, *, desk: Desk, stages: Stages, now: datetime) -> Response:
    parts = desk.parts
    answer = Answer(
        question=asked.question,
        state="abstained",
        reason="out_of_scope",
        confidence=0.0,
        language=language_of(asked.question, languages=parts.library.settings.sources.languages),
        model=REVISION,
        asked_at=now,
        conversation=asked.conversation,
        notes=asked.notes,
        as_of=parts.library.as_of,
    )
    trace: Metadata = {
        "stages": {name: round(spent, 3) for name, spent in stages.milliseconds.items()},
        "found": 0,
        "hits": [],
        "read": [],
        "referenced": [],
        "dropped": [],
        "filters": [],
        "author": REVISION,
        "prompts": [],
    }
    recorded = replace(parts.record(answer, trace), stages=dict(stages.milliseconds))
    return Response(
        question=recorded.question,
        text="",
        state="abstained",
        reason="out_of_scope",
        answer=recorded,
        language=recorded.language,
        model=recorded.model,
        notes=recorded.notes,
        stages=recorded.stages,
        milliseconds=stages.elapsed,
    )
