"""ASK: a question becomes a verified answer.

search -> rerank -> prefer the question's language -> widen -> fill a budget -> read -> weigh -> facts, a model, or the documents'
own sentences -> verify -> decide -> name what it leans on unread -> record
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import datetime

from untuned.models.reader.extractive import read
from untuned.rag.answer.abstain import weigh
from untuned.rag.answer.decide import incomplete
from untuned.rag.evidence import Library, boxed, gather, search
from untuned.rag.extracted import extracted
from untuned.rag.ground import Asked, Ground, Outcome, trace_of
from untuned.rag.modelled import Author, modelled
from untuned.rag.stages import Stages
from untuned.rag.stated import Stated, stated
from untuned.rag.verify.leaning import note_of, unread
from untuned.types.answers import Answer, Claim, Passage
from untuned.types.documents import Metadata


@dataclass(frozen=True, kw_only=True, slots=True)
class Parts:
    """What asking leans on; the project wires it."""

    library: Library
    limiter: ThreadPoolExecutor
    record: Callable[[Answer, Metadata], Answer]
    author: Author | None = None
    """The chat model; without one, answers are the documents' own sentences."""
    facts: Stated | None = None
    """The canonical facts that the principal may read."""


async def ask(asked: Asked, *, parts: Parts, now: datetime) -> Answer:
    """The recorded answer: every claim verified, or an abstention with its reason and the nearest miss.

    Reads nothing that the principal may not read. The original question always runs.
    """
    async for step in ask_stream(asked, parts=parts, now=now):
        if isinstance(step, Answer):
            return step
    raise AssertionError("an answer ends every stream")


async def ask_stream(asked: Asked, *, parts: Parts, now: datetime) -> AsyncIterator[Claim | Answer]:
    """Each claim once it is verified, never before; then the recorded answer, which holds them all."""
    stages = Stages(parts.limiter)
    ground = await stages.hop(prepare, asked, library=parts.library, stages=stages)
    outcome: Outcome | None = None
    async for step in answered(ground, parts=parts, stages=stages, now=now):
        if isinstance(step, Claim):
            yield paged(step, library=parts.library)
        else:
            outcome = step
    assert outcome is not None
    recorded = await stages.hop(finish, ground, outcome, parts=parts, stages=stages, now=now)
    yield replace(recorded, stages=dict(stages.milliseconds))


def prepare(asked: Asked, *, library: Library, stages: Stages) -> Ground:
    """What is read for a question, and how well it seems to hold the answer."""
    question, most = asked.question, library.settings.answer.max_sentences
    with stages.timed("search"):
        found = search(question, library=library)
    with stages.timed("passages"):
        evidence = gather(found, question, library=library)
    with stages.timed("read"):
        reading = read(question, evidence, idf=found.idf, language=found.language, max_sentences=most)
    with stages.timed("weigh"):
        sure = weigh(reading, evidence)
    return Ground(asked=asked, found=found, evidence=evidence, reading=reading, sure=sure)


async def answered(ground: Ground, *, parts: Parts, stages: Stages, now: datetime) -> AsyncIterator[Claim | Outcome]:
    """Each verified claim, then the outcome: from the facts where they answer, else in a model's words or the documents' own."""
    language = ground.found.language
    if parts.facts is not None:
        known = await stages.run("facts", stated, ground.asked.question, parts.facts, now=now, language=language)
        if known is not None:
            for claim in known.decision.claims:
                yield claim
            yield known
            return
    if parts.author is not None:
        facts = parts.facts.lines(now=now, language=language) if parts.facts is not None else ()
        async for step in modelled(ground, author=parts.author, facts=facts, library=parts.library, stages=stages):
            yield step
        return
    outcome = await stages.hop(extracted, ground, library=parts.library, stages=stages)
    for claim in outcome.decision.claims:
        yield claim
    yield outcome


def finish(ground: Ground, outcome: Outcome, *, parts: Parts, stages: Stages, now: datetime) -> Answer:
    """The recorded answer, incomplete where its quotes lean on what was not read; its trace is kept beside it."""
    with stages.timed("leaning"):
        outcome = completed(outcome, ground.evidence)
    answer = answer_of(ground, outcome, library=parts.library, now=now)
    trace = trace_of(ground, outcome, milliseconds=stages.milliseconds)
    with stages.timed("record"):
        return parts.record(answer, trace)


def completed(outcome: Outcome, evidence: Sequence[Passage]) -> Outcome:
    """The outcome; `partial`, with a note that names it, where a claim's quotes lean on something that was not read."""
    missing = unread(outcome.decision.claims, evidence)
    if not missing:
        return outcome
    return replace(outcome, decision=incomplete(outcome.decision), notes=(*outcome.notes, note_of(missing)))


def answer_of(ground: Ground, outcome: Outcome, *, library: Library, now: datetime) -> Answer:
    """The answer as it is recorded."""
    decision, asked = outcome.decision, ground.asked
    return Answer(
        question=asked.question,
        state=decision.state,
        claims=tuple(paged(claim, library=library) for claim in decision.claims),
        reason=decision.reason,
        near_miss=decision.near_miss,
        dropped=decision.dropped,
        confidence=outcome.confidence,
        language=ground.found.language,
        model=outcome.author,
        asked_at=now,
        retrieved=tuple(passage.hit.chunk.span for passage in ground.evidence),
        conversation=asked.conversation,
        usage=outcome.usage,
        notes=outcome.notes,
    )


def paged(claim: Claim, *, library: Library) -> Claim:
    """The claim, its citations with their places on the page where their format tells."""
    if all(citation.page is None for citation in claim.citations):
        return claim
    return replace(claim, citations=tuple(boxed(citation, library=library) for citation in claim.citations))
