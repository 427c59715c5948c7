"""A chat model that says what it is told: for tests and demonstrations, without an endpoint."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Sequence
from dataclasses import dataclass, field

from untuned.errors import ModelError
from untuned.models.chat.budget import Budget, Timing
from untuned.models.chat.model import Proposal
from untuned.types.answers import Draft, Dropped, Passage, Turn, Usage

_FOR_EVER = 3600.0


@dataclass(frozen=True, kw_only=True, slots=True)
class Said:
    """One claim of a reply: its text, and its quotes with the numbers (from 1) of the passages they are given for."""

    text: str
    quotes: tuple[tuple[int, str], ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Reply:
    """One reply: claims, or a refusal to answer; then the error that it ends in, if any."""

    claims: tuple[Said, ...] = ()
    declined: bool = False
    error: ModelError | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Request:
    """What the model was asked."""

    question: str
    passages: tuple[Passage, ...]
    history: tuple[Turn, ...]
    facts: tuple[str, ...]
    failures: tuple[Dropped, ...]


@dataclass(kw_only=True)
class FakeChatModel:
    """Gives its replies in order, the last one again and again; `requests` keeps what it was asked."""

    replies: Sequence[Reply]
    name: str = "fake:model"
    requests: list[Request] = field(default_factory=list[Request])

    def budget(self) -> Budget:
        """An hour, and no other limit."""
        return Budget(deadline=Timing().clock() + _FOR_EVER)

    async def propose(
        self,
        question: str,
        passages: Sequence[Passage],
        *,
        history: Sequence[Turn] = (),
        facts: Sequence[str] = (),
        failures: Sequence[Dropped] = (),
        budget: Budget,
    ) -> Proposal:
        """The next reply; raises its error."""
        reply = self._next(question, passages, history, facts, failures, budget)
        if reply.error is not None:
            raise reply.error
        return self._proposal(reply, passages)

    async def propose_stream(
        self,
        question: str,
        passages: Sequence[Passage],
        *,
        history: Sequence[Turn] = (),
        facts: Sequence[str] = (),
        failures: Sequence[Dropped] = (),
        budget: Budget,
    ) -> AsyncGenerator[Draft | Proposal]:
        """The next reply claim by claim, then its error or the whole."""
        reply = self._next(question, passages, history, facts, failures, budget)
        proposal = self._proposal(reply, passages)
        for draft in proposal.drafts:
            yield draft
        if reply.error is not None:
            raise reply.error
        yield proposal

    def _next(
        self,
        question: str,
        passages: Sequence[Passage],
        history: Sequence[Turn],
        facts: Sequence[str],
        failures: Sequence[Dropped],
        budget: Budget,
    ) -> Reply:
        asked = Request(question=question, passages=tuple(passages), history=tuple(history), facts=tuple(facts), failures=tuple(failures))
        self.requests.append(asked)
        reply = self.replies[min(len(self.requests), len(self.replies)) - 1]
        budget.meter.sent()
        if reply.error is None:
            budget.meter.useful()
        return reply

    def _proposal(self, reply: Reply, passages: Sequence[Passage]) -> Proposal:
        drafts = [
            Draft(text=said.text, quotes=tuple((passages[number - 1].version.id, quote) for number, quote in said.quotes))
            for said in reply.claims
        ]
        return Proposal(drafts=tuple(drafts), declined=reply.declined, model=self.name, usage=Usage(requests=1))
