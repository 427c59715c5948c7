"""Another model's look at what is to be shown: whether the quotes carry it. It can only take away."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Coroutine, Iterator, Sequence
from contextlib import aclosing
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Literal, Protocol

from untuned.errors import ModelError, UnknownModel
from untuned.rag.answer.decide import Decision
from untuned.rag.ground import Outcome
from untuned.rag.metered import counted_in
from untuned.rag.stages import Stages
from untuned.types.answers import Claim, Draft, Dropped, Passage
from untuned.types.methods import Brief

if TYPE_CHECKING:
    from untuned.models.chat.budget import Budget, Meter
    from untuned.models.chat.replies import Reply

DENIED = "denied"
NOT_CHECKED = "The model that was to check the answer failed ({reason}); what it did not see is shown all the same."


class Checker(Protocol):
    """A chat model, as checking uses it."""

    def budget(self) -> Budget:
        """The limits of one answer that begins now."""
        ...

    def reply(
        self, question: str, passages: Sequence[Passage], *, task: Literal["crosscheck"], brief: Brief, budget: Budget
    ) -> Coroutine[Any, Any, Reply]:
        """Whether passages and the brief's quotes carry the brief's text: `yes`, `no`, `unsure`. Raises `ModelError`."""
        ...


@dataclass(kw_only=True, slots=True)
class Checking:
    """One question's answer at the checker."""

    question: str
    checker: Checker
    stages: Stages
    meter: Meter
    """Of the whole answer: what checking takes is counted in it."""
    falls_back: bool = True
    """Where the checker fails, the rest is shown without it; False makes that an error."""
    budget: Budget | None = None
    failed: bool = False
    notes: dict[str, None] = field(default_factory=dict[str, None])
    prompts: dict[str, None] = field(default_factory=dict[str, None])
    replayed: bool = False

    async def denies(self, brief: Brief, passages: Sequence[Passage] = ()) -> bool:
        """True when the checker says that passages and quotes do not carry the text; when it is unsure, they do.

        Raises:
            ModelError: The checker failed, and nothing falls back.
        """
        if self.failed:
            return False
        if self.budget is None:
            self.budget = counted_in(self.checker.budget(), self.meter)
        work = self.checker.reply(self.question, passages, task="crosscheck", brief=brief, budget=self.budget)
        try:
            reply = await self.stages.wait("crosscheck", work)
        except ModelError as error:
            if isinstance(error, UnknownModel) or not self.falls_back:
                raise
            self.failed = True
            self.notes[NOT_CHECKED.format(reason=error.reason)] = None
            return False
        self.prompts.update(dict.fromkeys(reply.prompts))
        self.notes.update(dict.fromkeys(reply.notes))
        self.replayed = self.replayed or reply.replayed
        return reply.verdict == "no"

    async def crosschecked(self, steps: AsyncGenerator[Claim | Outcome]) -> AsyncGenerator[Claim | Outcome]:
        """The claims that the checker does not deny, then the outcome without those that it does."""
        denied: list[Claim] = []
        async with aclosing(steps):
            async for step in steps:
                if isinstance(step, Outcome):
                    yield self._settled(step, denied)
                elif await self.denies(Brief(text=step.text, quotes=tuple(_carriers(step)))):
                    denied.append(step)
                else:
                    yield step

    def _settled(self, outcome: Outcome, denied: Sequence[Claim]) -> Outcome:
        return replace(
            outcome,
            decision=without(outcome.decision, denied),
            usage=outcome.usage if self.budget is None else self.meter.usage,
            notes=(*outcome.notes, *self.notes),
            prompts=tuple(dict.fromkeys((*outcome.prompts, *self.prompts))),
            replayed=outcome.replayed or self.replayed,
        )


def without(decision: Decision, denied: Sequence[Claim]) -> Decision:
    """The decision without these claims: `partial`, or an abstention when none is left."""
    if not denied:
        return decision
    kept = tuple(claim for claim in decision.claims if claim not in denied)
    dropped = (*decision.dropped, *(Dropped(draft=_draft(claim), reason=DENIED) for claim in denied))
    if kept:
        return replace(decision, state="partial", claims=kept, dropped=dropped)
    return Decision(state="abstained", reason="no_verified_claim", near_miss=decision.near_miss, dropped=dropped)


def _carriers(claim: Claim) -> Iterator[str]:
    """What may carry a claim: each quote below its title and headings, and how a value was worked out."""
    for citation in claim.citations:
        above = " > ".join(dict.fromkeys(line for line in (citation.title, *citation.headings) if line))
        yield f"{above}\n{citation.quote}" if above else citation.quote
    if claim.computed is not None:
        given = ", ".join(f"{name} = {value}" for name, value in claim.computed.inputs)
        yield f"Worked out: {claim.computed.name} of {given} is {claim.computed.value}"


def _draft(claim: Claim) -> Draft:
    return Draft(text=claim.text, quotes=tuple((citation.version, citation.quote) for citation in claim.citations))
