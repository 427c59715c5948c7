"""What a question needs before it is answered: its conversation, its filters, and the parts, each opened when it is first needed."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import datetime
from importlib import import_module
from typing import TYPE_CHECKING

from untuned.errors import EmptyQuestion
from untuned.project.given import a_text
from untuned.project.opening import opened_once
from untuned.project.tagging import TagPart, Where
from untuned.types.answers import Claim, Turn
from untuned.types.versions import AsOf

if TYPE_CHECKING:
    from untuned.assistant.desk import Desk
    from untuned.rag.ground import Asked
    from untuned.types.responses import Response

_TURNS = 6
"""Earlier questions of a conversation that a model is given."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Ready:
    """A question with where it is answered. What answers is loaded by now: that would hold up an event loop."""

    asked: Asked
    desk: Desk

    async def respond(self, *, now: datetime) -> Response:
        """The recorded answer. Raises as `respond` does."""
        from untuned.assistant.respond import respond

        return await respond(self.asked, desk=self.desk, now=now)

    def respond_stream(self, *, now: datetime) -> AsyncGenerator[Claim | Response]:
        """The same, claim by claim."""
        from untuned.assistant.respond import respond_stream

        return respond_stream(self.asked, desk=self.desk, now=now)


class ReadyPart(TagPart):
    """What an open project does before it answers."""

    @opened_once
    def _preparer(self) -> ThreadPoolExecutor:
        """One thread: loading, and following an index, may take seconds, and two questions at a time would only do the same."""
        return ThreadPoolExecutor(max_workers=1, thread_name_prefix="untuned-ready")

    async def _prepared(
        self, question: str, *, conversation: str | None, where: Where, as_of: AsOf | None = None, live: bool = False
    ) -> Ready:
        """The question, ready to be answered; the event loop of who asks is free meanwhile."""
        from untuned.rag.stages import Stages

        def prepare() -> Ready:
            import_module("untuned.assistant.respond")  # loaded here, not on the event loop
            desk = self.desk(live=live) if as_of is None else self.desk_of(as_of, live=live)
            return Ready(asked=replace(self._asked(question, conversation), where=self.filters(where)), desk=desk)

        return await Stages(self._preparer).hop(prepare)

    def _asked(self, question: str, conversation: str | None) -> Asked:
        from untuned.rag.ground import Asked
        from untuned.rag.rewrite.subject import Came
        from untuned.store.encoding import storable

        if not a_text(question, name="a question").strip():
            raise EmptyQuestion
        question = storable(question)  # the answer that is given is the one that is kept
        if conversation is None:
            return Asked(question=question)
        said = self.conversations.get(conversation, principal=self.principal).answers
        before = [answer for answer in said if answer.reason != "nothing_asked"][-_TURNS:]
        history = tuple(Turn(question=answer.question, answer=answer.text) for answer in before)
        came = tuple(
            Came(
                answered=bool(answer.claims),
                text=answer.text,
                rows=tuple(row for citation in answer.citations for row in citation.rows),
            )
            for answer in before
        )
        quoted = tuple(dict.fromkeys(citation.span for answer in before for citation in answer.citations))
        above = (line for answer in before[-1:] for citation in answer.citations for line in (citation.title, *citation.headings))
        shown = tuple(dict.fromkeys(line for line in above if line))
        documents = {citation.path: citation.title for answer in before[-1:] for citation in answer.citations}
        return Asked(
            question=question,
            history=history,
            quoted=quoted,
            shown=shown,
            came=came,
            titles=tuple(documents.values()),
            conversation=conversation,
        )
