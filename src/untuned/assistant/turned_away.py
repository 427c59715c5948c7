"""A question that is not looked for: its abstention is recorded with the reason."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from untuned.rag.ground import Asked
from untuned.rag.stages import Stages
from untuned.text.language import language_of
from untuned.types.answers import AbstentionReason, Answer
from untuned.types.documents import Metadata
from untuned.types.responses import Response

if TYPE_CHECKING:
    from untuned.assistant.desk import Desk


def turned_away(asked: Asked, reason: AbstentionReason, *, by: str, desk: Desk, stages: Stages, now: datetime) -> Response:
    """The recorded abstention; nothing was searched, and `by` is what said so."""
    parts = desk.parts
    answer = Answer(
        question=asked.question,
        state="abstained",
        reason=reason,
        confidence=0.0,
        language=language_of(asked.question, languages=parts.library.settings.sources.languages),
        model=by,
        asked_at=now,
        conversation=asked.conversation,
        notes=asked.notes,
        as_of=parts.library.as_of,
        stages=stages.kept,
    )
    trace: Metadata = {
        "stages": dict(answer.stages),
        "found": 0,
        "hits": [],
        "read": [],
        "referenced": [],
        "dropped": [],
        "filters": [],
        "author": by,
        "prompts": [],
    }
    recorded = replace(parts.record(answer, trace), stages=dict(stages.milliseconds))
    return Response(
        question=recorded.question,
        text="",
        state="abstained",
        reason=reason,
        answer=recorded,
        language=recorded.language,
        model=recorded.model,
        notes=recorded.notes,
        stages=recorded.stages,
        milliseconds=stages.elapsed,
    )
