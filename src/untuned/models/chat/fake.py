"""A chat model that says what it is told: for tests and demonstrations, without an endpoint."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Sequence
from dataclasses import dataclass, field

from untuned.errors import ModelError
from untuned.models.chat import replies
from untuned.models.chat.briefing import Inquiry, Task
from untuned.models.chat.budget import Budget, Timing
from untuned.models.chat.replies import Proposal
from untuned.types.answers import Draft, Dropped, Passage, Turn, Usage
from untuned.types.methods import NOTHING_MORE, Brief

_FOR_EVER = 3600.0


@dataclass(frozen=True, kw_only=True, slots=True)
class Said:
    """One claim of a reply: its text, and its quotes with the numbers (from 1) of the passages they are given for."""

    text: str
    quotes: tuple[tuple[int, str], ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Reply:
    """One reply: claims, or a refusal to answer, or plain text; then the error that it ends in, if any."""

    claims: tuple[Said, ...] = ()
    declined: bool = False
    text: str = ""
    """What a plain reply says; of a verdict, its reason."""
    verdict: str | None = None
    truncated: bool = False
    error: ModelError | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Request:
    """What the model was asked."""

    question: str
    passages: tuple[Passage, ...]
    brief: Brief
    task: Task | None = None
    """None for claims, and for a judge."""
    inquiry: Inquiry | None = None
    """Of a judge."""

    @property
    def history(self) -> tuple[Turn, ...]:
        """The earlier turns."""
        return self.brief.history

    @property
    def facts(self) -> tuple[str, ...]:
        """The facts."""
        return self.brief.facts

    @property
    def failures(self) -> tuple[Dropped, ...]:
        """The claims that were refused."""
        return self.brief.failures


@dataclass(kw_only=True)
class FakeChatModel:
    """Gives its replies in order, the last one again and again; `requests` keeps what it was asked."""

    replies: Sequence[Reply]
    name: str = "fake:model"
    requests: list[Request] = field(default_factory=list[Request])

    def budget(self) -> Budget:
        """An hour, and no other limit."""
        return Budget(deadline=Timing().clock() + _FOR_EVER)

    async def propose(self, question: str, passages: Sequence[Passage], *, brief: Brief = NOTHING_MORE, budget: Budget) -> Proposal:
        """The next reply's claims; raises its error."""
        reply = self._next(Request(question=question, passages=tuple(passages), brief=brief), budget)
        if reply.error is not None:
            raise reply.error
        return self._proposal(reply, passages)

    async def propose_stream(
        self, question: str, passages: Sequence[Passage], *, brief: Brief = NOTHING_MORE, budget: Budget
    ) -> AsyncGenerator[Draft | Proposal]:
        """The next reply claim by claim, then its error or the whole."""
        reply = self._next(Request(question=question, passages=tuple(passages), brief=brief), budget)
        proposal = self._proposal(reply, passages)
        for draft in proposal.drafts:
            yield draft
        if reply.error is not None:
            raise reply.error
        yield proposal

    async def reply(
        self,
        question: str,
        passages: Sequence[Passage],
        *,
        task: Task,
        brief: Brief = NOTHING_MORE,
        live: bool = False,
        budget: Budget,
    ) -> replies.Reply:
        """The next reply's text and verdict; raises its error."""
        asked = Request(question=question, passages=tuple(passages), brief=brief, task=task)
        return self._plain(self._next(asked, budget), first_token_ms=0.0 if live else None)

    async def judge(self, inquiry: Inquiry, *, budget: Budget) -> replies.Reply:
        """The next reply's verdict, with its text as the reason; raises its error."""
        return self._plain(self._next(Request(question="", passages=(), brief=NOTHING_MORE, inquiry=inquiry), budget))

    def _next(self, asked: Request, budget: Budget) -> Reply:
        self.requests.append(asked)
        reply = self.replies[min(len(self.requests), len(self.replies)) - 1]
        budget.meter.sent()
        if reply.error is None:
            budget.meter.useful()
        return reply

    def _plain(self, reply: Reply, *, first_token_ms: float | None = None) -> replies.Reply:
        if reply.error is not None:
            raise reply.error
        return replies.Reply(
            text=reply.text,
            verdict=reply.verdict,
            model=self.name,
            usage=Usage(requests=1),
            truncated=reply.truncated,
            first_token_ms=first_token_ms,
        )

    def _proposal(self, reply: Reply, passages: Sequence[Passage]) -> Proposal:
        drafts = [
            Draft(text=said.text, quotes=tuple((passages[number - 1].version.id, quote) for number, quote in said.quotes))
            for said in reply.claims
        ]
        return Proposal(drafts=tuple(drafts), declined=reply.declined, model=self.name, usage=Usage(requests=1))
