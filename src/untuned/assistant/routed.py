"""A question on its way to the desk that answers its kind, or turned away."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

from untuned.assistant.router import REVISION, Routing
from untuned.assistant.turned_away import turned_away
from untuned.rag.ground import Asked
from untuned.rag.stages import Stages
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
        return await stages.hop(turned_away, asked, "out_of_scope", by=REVISION, desk=desk, stages=stages, now=now)
    return Sent(asked=asked, desk=routing.desks[route.variant])
