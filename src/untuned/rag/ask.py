"""ASK: a question becomes a verified answer.

word a follow-up so that it stands alone -> search (the question itself always) -> rerank -> prefer the question's language -> widen ->
fill a budget -> read -> weigh -> facts, a model, or the documents' own sentences -> verify -> look over by another model -> decide ->
show both sides where sources contradict each other -> name what it leans on unread -> record
"""

from __future__ import annotations

from collections.abc import AsyncGenerator, Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import aclosing
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import TYPE_CHECKING

from untuned.models.chat.budget import Meter
from untuned.rag.answer.abstain import weigh
from untuned.rag.answer.decide import incomplete
from untuned.rag.answer.unsaid import unsaid
from untuned.rag.coming import coming_notes
from untuned.rag.conflicting import conflicting
from untuned.rag.evidence import Library, boxed, gather_all, reranked, search, together
from untuned.rag.extracted import extracted
from untuned.rag.ground import Asked, Ground, Looked, Outcome, trace_of
from untuned.rag.metered import counted_in
from untuned.rag.modelled import Author, Means, modelled
from untuned.rag.of_day import with_days
from untuned.rag.of_document import within_named
from untuned.rag.pointed import SURE_OF_PART, named_parts, with_named
from untuned.rag.readings import reading_of
from untuned.rag.referred import stored_of
from untuned.rag.stages import Stages
from untuned.rag.times import time_notes
from untuned.rag.verify.leaning import note_of, unread
from untuned.text.instructions import NOTED
from untuned.types.answers import Answer, Claim, Passage
from untuned.types.documents import Metadata, Span
from untuned.types.methods import ALL_STEPS, DEFAULT, Method
from untuned.types.references import Reference

if TYPE_CHECKING:
    from untuned.models.chat.budget import Budget
    from untuned.rag.crosschecked import Checker, Checking
    from untuned.rag.follow_up import Rewriter
    from untuned.rag.stated import Stated


ADDRESSED = "{} holds text that reads like instructions to an assistant."
LEFT_OUT = "Verified without {}: what is shown is held against less than usual."


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
    rewriter: Rewriter | None = None
    """Words follow-ups so that they stand alone; without one, rules do."""
    checker: Checker | None = None
    """Another model, which may deny that its quotes carry a verified claim."""
    falls_back: bool = True
    """Where a model fails, what can be shown without it is; False, as in measuring, makes that an error."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Progress:
    """One question on its way: by what method, how long each stage took, and what models took."""

    stages: Stages
    method: Method = DEFAULT
    meter: Meter = field(default_factory=Meter)
    """Counts the requests of every model that is asked."""
    budget: Budget | None = None
    """The answer's, where its time has begun; otherwise it begins when a model is asked."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Told:
    """The recorded answer, with what it stands on."""

    answer: Answer
    ground: Ground
    outcome: Outcome


async def ask(asked: Asked, *, parts: Parts, progress: Progress, now: datetime) -> AsyncGenerator[Claim | Told]:
    """Each claim once it is verified, never before; then the recorded answer, which holds them all. Left early, it is not recorded.

    The answer's every claim is verified, or it abstains with a reason and the nearest miss. Reads nothing that the principal may not
    read. The original question always runs.
    """
    asked, progress = await follow_up(asked.plain, parts=parts, progress=progress)
    stages = progress.stages
    ground, known = await stages.hop(grounded, asked, parts=parts, method=progress.method, stages=stages)
    steps = answered(ground, known, parts=parts, progress=progress, now=now)
    if parts.checker is not None:
        steps = checking(asked, parts.checker, parts=parts, progress=progress).crosschecked(steps)
    outcome: Outcome | None = None
    async with aclosing(steps):
        async for step in steps:
            if isinstance(step, Claim):
                yield paged(step, library=parts.library)
            else:
                outcome = step
    assert outcome is not None
    outcome, others, recorded = await stages.hop(settled, ground, outcome, parts=parts, progress=progress, now=now)
    for claim in others:
        yield paged(claim, library=parts.library)
    if recorded is None:
        recorded = await stages.hop(finish, ground, outcome, parts=parts, stages=stages, now=now)
    yield Told(answer=replace(recorded, stages=dict(stages.milliseconds)), ground=ground, outcome=outcome)


async def follow_up(asked: Asked, *, parts: Parts, progress: Progress) -> tuple[Asked, Progress]:
    """The question of a conversation as it stands alone, and the budget that a model which worded it has left for the answer."""
    if not asked.history or progress.method.context != "retrieved" or parts.library.settings.search.rewrite == "off":
        return asked, progress
    from untuned.rag.follow_up import Wording, understood  # noqa: PLC0415 - only in conversations

    budget = None if parts.rewriter is None else counted_in(parts.rewriter.budget(), progress.meter)
    wording = Wording(library=parts.library, stages=progress.stages, rewriter=parts.rewriter, budget=budget, falls_back=parts.falls_back)
    return await understood(asked, wording=wording), replace(progress, budget=budget)


def with_rewriting(asked: Asked, outcome: Outcome, *, meter: Meter) -> Outcome:
    """The outcome, with what became of wording the question anew and what that took."""
    from untuned.rag.follow_up import told  # noqa: PLC0415 - only in conversations

    return replace(told(asked, outcome), usage=meter.usage if meter.usage.requests else outcome.usage)


def look(asked: Asked, *, library: Library, method: Method, stages: Stages) -> Looked:
    """What is read for a question: what search finds, or the question's own evidence."""
    if method.context == "oracle":
        from untuned.rag.given import given  # noqa: PLC0415 - only in measuring

        with stages.timed("passages"):
            return given(asked, library=library)
    with stages.timed("search"):
        found = [search(question, library=library, where=asked.where) for question in asked.searched]
    if library.reranker is not None:
        with stages.timed("rerank"):
            found = [reranked(one, question, library=library) for one, question in zip(found, asked.searched, strict=True)]
    with stages.timed("passages"):
        evidence, references = gather_all(found, library=library)
        looked = within_named(asked, found, evidence, library=library)
        looked = looked or Looked(found=together(found), evidence=evidence, references=references)
        named = named_parts((asked.meant, asked.question), looked.found, library=library)
        read = with_named(looked.evidence, named, library=library)
        parts = None if named is None else named.parts
        return replace(looked, evidence=with_days(asked.meant, read, library=library), named=named, parts=parts)


def prepare(asked: Asked, *, library: Library, method: Method, stages: Stages) -> Ground:
    """What is read for a question, and how well it seems to hold the answer."""
    looked = look(asked, library=library, method=method, stages=stages)
    with stages.timed("read"):
        reading = reading_of(asked, looked, library=library)
    with stages.timed("weigh"):
        sure = SURE_OF_PART if looked.named is not None and looked.named.alone else weigh(reading, looked.evidence)
    return Ground(
        asked=asked,
        found=looked.found,
        evidence=looked.evidence,
        references=looked.references,
        named=looked.named,
        parts=looked.parts,
        document=looked.document,
        reading=reading,
        sure=sure,
        method=method,
    )


def grounded(asked: Asked, *, parts: Parts, method: Method, stages: Stages) -> tuple[Ground, Outcome | None]:
    """What is read for a question; and its outcome where nothing but the documents' own sentences can answer, which saves a hop."""
    ground = prepare(asked, library=parts.library, method=method, stages=stages)
    if parts.facts is None and parts.author is None:
        return ground, extracted(ground, library=parts.library, stages=stages)
    return ground, None


async def answered(
    ground: Ground, known: Outcome | None, *, parts: Parts, progress: Progress, now: datetime
) -> AsyncGenerator[Claim | Outcome]:
    """Each verified claim, then the outcome: from the facts where they answer, else in a model's words or the documents' own.

    No model is asked for a part that no document has: it could only quote what mentions it.
    `known` is the outcome of the documents' own where that was looked for already.
    """
    language, stages = ground.found.language, progress.stages
    if parts.facts is not None:
        from untuned.rag.stated import stated  # noqa: PLC0415 - only where there are facts

        told = await stages.run("facts", stated, ground.asked.meant, parts.facts, now=now, language=language)
        if told is not None:
            for claim in told.decision.claims:
                yield claim
            yield told
            return
    if parts.author is not None and not (ground.named is not None and ground.named.absent):
        supplied = parts.facts.supplied(now=now, language=language) if parts.facts is not None else None
        given = (*ground.asked.quoted, *([parts.facts.span] if parts.facts is not None else []))
        means = Means(
            library=parts.library,
            stages=stages,
            meter=progress.meter,
            budget=progress.budget,
            supplied=supplied,
            falls_back=parts.falls_back,
        )
        async with aclosing(modelled(ground, author=parts.author, means=means)) as steps:
            async for step in steps:
                yield step if isinstance(step, Claim) else replace(step, given=given)
        return
    outcome = known or await stages.hop(extracted, ground, library=parts.library, stages=stages)
    for claim in outcome.decision.claims:
        yield claim
    yield outcome


def checking(asked: Asked, checker: Checker, *, parts: Parts, progress: Progress) -> Checking:
    """The question's answer at the checker."""
    from untuned.rag.crosschecked import Checking  # noqa: PLC0415 - only where another model checks

    return Checking(question=asked.meant, checker=checker, stages=progress.stages, meter=progress.meter, falls_back=parts.falls_back)


def settled(
    ground: Ground, outcome: Outcome, *, parts: Parts, progress: Progress, now: datetime
) -> tuple[Outcome, tuple[Claim, ...], Answer | None]:
    """The outcome with the other sides of conflicts, those sides, and the recorded answer; None where they have to be shown before."""
    stages = progress.stages
    with stages.timed("conflicts"):
        outcome, others = conflicting(ground, outcome, library=parts.library)
    if ground.asked.rewriting is not None:
        outcome = with_rewriting(ground.asked, outcome, meter=progress.meter)
    return outcome, others, None if others else finish(ground, outcome, parts=parts, stages=stages, now=now)


def finish(ground: Ground, outcome: Outcome, *, parts: Parts, stages: Stages, now: datetime) -> Answer:
    """The recorded answer, incomplete where its quotes lean on what was not read; its trace is kept beside it."""
    with stages.timed("leaning"):
        if "leaning" in ground.method.steps:
            stored = stored_of(outcome.decision.claims, ground.references, library=parts.library)
            outcome = completed(outcome, ground.evidence, stored=stored)
        outcome = beyond(noted(warned(outcome, ground.evidence), ground.method), ground)
        outcome = replace(outcome, notes=tuple(dict.fromkeys((*outcome.notes, *ground.found.notes))))
        outcome = dated(outcome, ground, library=parts.library, today=now.date())
    kept = stages.kept
    answer = replace(answer_of(ground, outcome, library=parts.library, now=now), stages=kept)
    trace = trace_of(ground, outcome, milliseconds=kept)
    with stages.timed("record"):
        return parts.record(answer, trace)


def completed(outcome: Outcome, evidence: Sequence[Passage], *, stored: Sequence[Reference] = ()) -> Outcome:
    """The outcome; `partial`, with a note that names it, where a claim's quotes lean on something that was not read."""
    missing = unread(outcome.decision.claims, evidence, stored=stored)
    if not missing:
        return outcome
    return replace(outcome, decision=incomplete(outcome.decision), notes=(*outcome.notes, note_of(missing)))


def warned(outcome: Outcome, evidence: Sequence[Passage]) -> Outcome:
    """The outcome, with a note on each source of it that holds something which is addressed to a language model."""
    cited = {citation.version for claim in outcome.decision.claims for citation in claim.citations}
    drafted = {version for drop in outcome.decision.dropped for version, _ in drop.draft.quotes}
    refused = {version for drop in outcome.decision.dropped if drop.reason == "instruction" for version, _ in drop.draft.quotes}
    noted = {one.version.id for one in evidence if one.version.id in cited | drafted and one.version.metadata.get(NOTED)}
    paths = {one.version.path for one in evidence if one.version.id in noted | refused}
    return replace(outcome, notes=(*outcome.notes, *map(ADDRESSED.format, sorted(paths))))


def noted(outcome: Outcome, method: Method) -> Outcome:
    """The outcome, with a note on the steps of verification that were left out."""
    missing = [step for step in ALL_STEPS if step not in method.steps]
    return replace(outcome, notes=(*outcome.notes, LEFT_OUT.format(", ".join(missing)))) if missing else outcome


def dated(outcome: Outcome, ground: Ground, *, library: Library, today: date) -> Outcome:
    """The outcome, with the day that it holds for, and notes on sources that hold no more, or not yet, and on what is to come."""
    cited = {citation.version for claim in outcome.decision.claims for citation in claim.citations}
    versions = {one.version.id: one.version for one in ground.evidence if one.version.id in cited}
    removed = library.removed({one.document for one in versions.values()}) if library.removed is not None and versions else ()
    notes = time_notes(list(versions.values()), library.as_of, today=today, removed=removed)
    coming = coming_notes(ground, outcome, library=library, today=today)
    told = tuple(dict.fromkeys(Span(version=one.of.id, start=0, end=one.of.characters) for one in coming if one.of is not None))
    notes = (*notes, *(one.text for one in coming))
    return replace(outcome, notes=(*notes, *outcome.notes), told=(*outcome.told, *told)) if notes else outcome


def beyond(outcome: Outcome, ground: Ground) -> Outcome:
    """The outcome, with notes on the filters that its search went by, those that were taken back, and whom nothing that is shown names."""
    missing = unsaid(ground.asked.meant, outcome.decision.claims, language=ground.found.language)
    return replace(outcome, notes=(*outcome.notes, *ground.found.narrowing.notes, *([missing] if missing else [])))


def answer_of(ground: Ground, outcome: Outcome, *, library: Library, now: datetime) -> Answer:
    """The answer as it is recorded."""
    decision, asked = outcome.decision, ground.asked
    quoted = {citation.version for claim in decision.claims for citation in claim.citations}
    return Answer(
        question=asked.said or asked.question,
        state=decision.state,
        claims=tuple(paged(claim, library=library) for claim in decision.claims),
        reason=decision.reason,
        near_miss=decision.near_miss,
        dropped=decision.dropped,
        confidence=outcome.confidence,
        language=ground.found.language,
        model=outcome.author,
        asked_at=now,
        retrieved=tuple(dict.fromkeys((*(passage.hit.chunk.span for passage in ground.evidence), *outcome.given, *outcome.told))),
        conversation=asked.conversation,
        usage=outcome.usage,
        notes=(*asked.notes, *outcome.notes),
        unshown=tuple(one for one in outcome.unshown if one.version in quoted),
        as_of=library.as_of,
    )


def paged(claim: Claim, *, library: Library) -> Claim:
    """The claim, its citations with their places on the page where their format tells."""
    if all(citation.page is None for citation in claim.citations):
        return claim
    return replace(claim, citations=tuple(boxed(citation, library=library) for citation in claim.citations))
