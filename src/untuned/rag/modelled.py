"""An answer in a chat model's words: every claim verified as it comes, the failed ones told to the model once, and a fallback."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Coroutine, Sequence
from contextlib import aclosing
from dataclasses import dataclass, field, replace
from functools import partial
from typing import TYPE_CHECKING, Any, Protocol

from untuned.errors import ModelError, UnknownModel
from untuned.rag.answer.decide import Decision, nearest_of, settle
from untuned.rag.answer.unshown import unshown
from untuned.rag.evidence import Library, former_shelves, sources_of
from untuned.rag.extracted import extracted
from untuned.rag.ground import Ground, Outcome, bench_of
from untuned.rag.metered import counted_in
from untuned.rag.pointed import notes_on
from untuned.rag.stages import Stages
from untuned.rag.verify.claims import Bench, verified
from untuned.rag.verify.desk import whole
from untuned.types.answers import Checked, Claim, Draft, Dropped, NearMiss, Passage, telling
from untuned.types.methods import NOTHING_MORE, Brief

if TYPE_CHECKING:
    from untuned.models.chat.budget import Budget, Meter
    from untuned.models.chat.replies import Proposal
    from untuned.rag.stated import Supplied

FELL_BACK = "The model gave no usable answer ({reason}); these are the documents' own sentences."
NOR_DOCUMENTS = "The model gave no usable answer ({reason}); the documents' own sentences do not answer either."
CUT_OFF = "The model's answer was cut off ({reason}); what is shown was verified before."
NOT_REPAIRED = "What could not be verified was left out; asking the model again failed ({reason})."
NOT_CORRECTED = "The model was asked to look its answer over, which failed ({reason}); this is the answer before."
REFUSED = "None of the model's claims could be verified, but what stands in {place} seems to answer this."
DOUBTFUL = "Little that was found seems to be about this: see whether what is quoted answers it."
MISSED = "The model says that the documents do not answer this, but a passage seems to: see the nearest one."

NOT_TAKEN = "the model does not take it for an answer"
NOT_SAID = "the model said nothing of it that could be verified"
_LITTLE = 0.05
"""Confidence: of questions that the documents answer 2 % lie below it, and of questions about something else 41 to 99 %, measured with 200
of each on squad2, policyqa and the Russian xquad."""
_DECLINED = "The passages do not answer this."


class Writer(Protocol):
    """A chat model, as asking uses it."""

    def budget(self) -> Budget:
        """The limits of one answer that begins now."""
        ...

    def propose(
        self, question: str, passages: Sequence[Passage], *, brief: Brief = NOTHING_MORE, budget: Budget
    ) -> Coroutine[Any, Any, Proposal]:
        """Drafts with quotes of the passages. Raises `ModelError`."""
        ...

    def propose_stream(
        self, question: str, passages: Sequence[Passage], *, brief: Brief = NOTHING_MORE, budget: Budget
    ) -> AsyncGenerator[Draft | Proposal]:
        """The same, each draft as soon as it is complete, then the whole. Raises `ModelError`."""
        ...


@dataclass(frozen=True, kw_only=True, slots=True)
class Author:
    """A model, with what it is given for every question."""

    writer: Writer
    name: str
    """What an answer records as its model until another one of its fallbacks answered."""
    repairs: bool = True
    """The model is told once which claims failed and why."""
    live: bool = False
    """Claims are taken from the model's stream as they come, not from its whole answer."""


@dataclass(kw_only=True, slots=True)
class _Tally:
    """What was verified so far."""

    claims: list[Claim] = field(default_factory=list[Claim])
    dropped: list[Dropped] = field(default_factory=list[Dropped])
    near_miss: NearMiss | None = None
    declined: bool = False
    notes: list[str] = field(default_factory=list[str])
    model: str = ""
    """The one that answered."""
    prompts: tuple[str, ...] = ()
    first_token_ms: float | None = None
    replayed: bool = False

    def hear(self, proposal: Proposal, *, asked_ms: float) -> None:
        """What the model says beside its drafts, when it was asked so many milliseconds after the question came."""
        self.declined, self.model = proposal.declined, proposal.model
        if proposal.first_token_ms is not None:
            self.first_token_ms = asked_ms + proposal.first_token_ms
        self.note(proposal)

    def note(self, proposal: Proposal) -> None:
        """What the model was asked with, and what there is to tell of its requests."""
        self.prompts = tuple(dict.fromkeys((*self.prompts, *proposal.prompts)))
        self.replayed = self.replayed or proposal.replayed
        self.notes.extend(note for note in proposal.notes if note not in self.notes)

    def take(self, draft: Draft, *, bench: Bench, supplied: Supplied | None) -> Claim | None:
        """The draft as a claim, if it is one and says something new; it cites the facts that it needs too."""
        if self._said(draft.text):
            return None
        outcome = verified(draft, bench=bench)
        if isinstance(outcome, Claim):
            if self._said(outcome.text):  # the source's own words, for another draft
                return None
            claim = outcome if supplied is None else supplied.behind(outcome, bench=bench)
            self.claims.append(claim)
            return claim
        self.dropped.append(outcome.dropped)
        self.near_miss = self.near_miss or outcome.near_miss
        return None

    def _said(self, text: str) -> bool:
        return any(claim.text == text for claim in self.claims)

    @property
    def checked(self) -> Checked:
        """The tally as verification's outcome."""
        return Checked(claims=tuple(self.claims), dropped=tuple(self.dropped), near_miss=self.near_miss)


@dataclass(frozen=True, kw_only=True, slots=True)
class Means:
    """What a model's answer is made with, beside the ground."""

    library: Library
    stages: Stages
    meter: Meter
    """Of the whole answer: what the model takes is counted in it, also before an error."""
    budget: Budget | None = None
    """The answer's, where its time has begun already."""
    supplied: Supplied | None = None
    """The facts that the model is given."""
    falls_back: bool = True
    """Where the model fails, the default reader answers; otherwise that is an error."""


async def modelled(ground: Ground, *, author: Author, means: Means) -> AsyncGenerator[Claim | Outcome]:
    """Each verified claim as it stands, then the outcome. Where the model fails, the default reader answers.

    Raises:
        UnknownModel: The settings name a model that can never be asked.
        MissingExtra: The model's package is not installed.
        ModelError: The model failed, and nothing falls back.
    """
    library, stages = means.library, means.stages
    bench = await stages.run("sources", _bench, ground, means.supplied, library=library)
    budget = counted_in(author.writer.budget(), means.meter) if means.budget is None else means.budget
    desk = _Desk(ground=ground, author=author, means=means, bench=bench, budget=budget)
    failure = ""
    try:
        async with aclosing(desk.claims()) as claims:
            async for claim in claims:
                yield claim
    except UnknownModel:
        raise
    except ModelError as error:
        if not means.falls_back:
            raise
        failure = f"{error.reason}; {error.remedy}" if error.remedy else error.reason
    tally = desk.tally
    if tally.claims:
        notes = [*desk.on_parts(), *([CUT_OFF.format(reason=failure)] if failure else []), *([DOUBTFUL] if ground.sure < _LITTLE else [])]
        told = () if ground.named is None or not ground.named.alone else ground.named.told
        yield replace(desk.outcome(settle(tally.checked, complete=not failure), *notes), told=told)
        return
    spoken = await stages.hop(extracted, ground, library=library, stages=stages)
    if not failure:
        yield desk.unanswered(spoken.decision)
        return
    for claim in spoken.decision.claims:
        yield claim
    fell_back = FELL_BACK if spoken.decision.claims else NOR_DOCUMENTS
    made = desk.outcome(spoken.decision, fell_back.format(reason=failure), *spoken.notes)
    yield replace(made, author=spoken.author, told=spoken.told)


@dataclass(frozen=True, kw_only=True, slots=True)
class _Desk:
    """One question at the model: what is asked, and what was verified of the replies."""

    ground: Ground
    author: Author
    means: Means
    bench: Bench
    budget: Budget
    tally: _Tally = field(default_factory=_Tally)

    @property
    def stages(self) -> Stages:
        """The question's stages."""
        return self.means.stages

    @property
    def brief(self) -> Brief:
        """What the model is given beside the question and the passages."""
        asked = self.ground.asked
        return Brief(history=asked.history, facts=self.bench.supplies, shots=asked.shots, thinking=self.ground.method.thinking)

    def outcome(self, decision: Decision, *notes: str) -> Outcome:
        """The outcome of a decision, with what the model's requests took and what there is to note."""
        return Outcome(
            decision=decision,
            author=self.tally.model or self.author.name,
            confidence=self.ground.sure,
            usage=self.budget.meter.usage,
            notes=(*self.tally.notes, *notes),
            prompts=self.tally.prompts,
            first_token_ms=self.tally.first_token_ms,
            replayed=self.tally.replayed,
            unshown=unshown(decision.claims, whole(self.bench.sources), language=self.ground.found.language),
        )

    def on_parts(self) -> tuple[str, ...]:
        """What there is to note of the parts that the question asks for by number: that one goes on, that more documents have them."""
        named = self.ground.named
        if named is None or not named.alone:
            return ()
        quoted = {citation.version for claim in self.tally.claims for citation in claim.citations}
        longer = [one.version for one in named.passages if one.hit.chunk.span in named.longer]
        return notes_on(named, [one.path for one in longer if one.id in quoted], language=self.ground.found.language)

    def unanswered(self, spoken: Decision) -> Outcome:
        """The outcome of a model that declined, or whose every claim was refused: what the documents' own sentences say is only named."""
        tally, answers = self.tally, spoken.state == "answered"
        decision, nearest = settle(tally.checked, declined=tally.declined), nearest_of(spoken)
        if decision.near_miss is None and nearest is not None:
            reason = nearest.reason if not answers else NOT_TAKEN if tally.declined else NOT_SAID
            decision = replace(decision, near_miss=replace(nearest, reason=reason))
        if not answers:
            return self.outcome(decision)
        place = telling(spoken.claims[0].citations).source
        return self.outcome(decision, MISSED if tally.declined else REFUSED.format(place=place))

    async def claims(self) -> AsyncGenerator[Claim]:
        """The verified claims of the model's answer, then those of one repair where some failed."""
        async with aclosing(self._drafts()) as drafts:
            async for draft in drafts:
                claim = await self.stages.run("verify", self.tally.take, draft, bench=self.bench, supplied=self.means.supplied)
                if claim is not None:
                    yield claim
        if self.tally.dropped and self.author.repairs:
            for claim in await self._repaired():
                yield claim

    async def _drafts(self) -> AsyncGenerator[Draft]:
        question, author, evidence = self.ground.asked.put, self.author, self.ground.evidence
        if not author.live or self.ground.method.corrections:
            asked_ms = self.stages.elapsed
            whole = await self._corrected()
            self.tally.hear(whole, asked_ms=asked_ms)
            for draft in whole.drafts:
                yield draft
            return
        asked_ms = self.stages.elapsed
        pieces = author.writer.propose_stream(question, evidence, brief=self.brief, budget=self.budget)
        async with aclosing(pieces), aclosing(self.stages.each("model", pieces)) as heard:
            async for piece in heard:
                if isinstance(piece, Draft):
                    yield piece
                else:
                    self.tally.hear(piece, asked_ms=asked_ms)

    async def _corrected(self) -> Proposal:
        """The model's last answer, after it looked it over as often as the method says. Nothing of the ones before is shown."""
        whole = await self._proposed("model", self.brief)
        for _ in range(self.ground.method.corrections):
            self.tally.note(whole)
            try:
                whole = await self._proposed("correct", replace(self.brief, previous=_retold(whole)))
            except ModelError as error:
                if isinstance(error, UnknownModel) or not self.means.falls_back:
                    raise
                self.tally.notes.append(NOT_CORRECTED.format(reason=error.reason))
                break
        return whole

    async def _proposed(self, stage: str, brief: Brief) -> Proposal:
        ground = self.ground
        work = self.author.writer.propose(ground.asked.put, ground.evidence, brief=brief, budget=self.budget)
        return await self.stages.wait(stage, work)

    async def _repaired(self) -> list[Claim]:
        tally, failed = self.tally, tuple(self.tally.dropped)
        try:
            again = await self._proposed("repair", replace(self.brief, failures=failed))
        except ModelError as error:
            if not self.means.falls_back:
                raise
            tally.notes.append(NOT_REPAIRED.format(reason=error.reason))
            return []
        tally.note(again)
        tally.dropped.clear()
        supplied = self.means.supplied
        claims = [await self.stages.run("verify", tally.take, draft, bench=self.bench, supplied=supplied) for draft in again.drafts]
        stand = [claim for claim in claims if claim is not None]
        if len(stand) < len(failed):
            tally.dropped[:0] = failed
        return stand


def _bench(ground: Ground, supplied: Supplied | None, *, library: Library) -> Bench:
    versions = {passage.version.id for passage in ground.evidence}
    return replace(
        bench_of(ground, sources_of(versions, ground.evidence, library=library), library=library),
        wording="own",
        supplies=() if supplied is None else supplied.texts,
        scorer=library.scorer,
        shows_support=library.settings.verify.support,
        former=partial(former_shelves, ground.evidence, library=library),
    )


def _retold(proposal: Proposal) -> str:
    """What a model said, for itself to look over: each claim with its quotes."""
    if not proposal.drafts:
        return _DECLINED
    lines: list[str] = []
    for draft in proposal.drafts:
        lines.append(f"Claim: {draft.text}")
        lines += [f"Quote: {quote}" for _, quote in draft.quotes]
    return "\n".join(lines)
