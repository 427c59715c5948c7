"""ASK: a question becomes a verified answer.

search -> rerank -> prefer the question's language -> widen -> fill a budget -> read -> weigh -> facts, a model, or the documents'
own sentences -> verify -> look over by another model -> decide -> name what it leans on unread -> record
"""

from __future__ import annotations

from collections.abc import AsyncGenerator, Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import aclosing
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import TYPE_CHECKING

from untuned.models.chat.budget import Meter
from untuned.models.reader.extractive import Reading, read
from untuned.rag.answer.abstain import weigh
from untuned.rag.answer.decide import incomplete
from untuned.rag.evidence import Library, boxed, gather, search
from untuned.rag.extracted import extracted
from untuned.rag.ground import Asked, Ground, Looked, Outcome, trace_of
from untuned.rag.modelled import Author, Means, modelled
from untuned.rag.stages import Stages
from untuned.rag.verify.leaning import note_of, unread
from untuned.text.instructions import NOTED
from untuned.types.answers import Answer, Claim, Passage
from untuned.types.documents import Metadata
from untuned.types.methods import ALL_STEPS, DEFAULT, Method

if TYPE_CHECKING:
    from untuned.rag.crosschecked import Checker, Checking
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
    stages = progress.stages
    ground = await stages.hop(prepare, asked, library=parts.library, method=progress.method, stages=stages)
    steps = answered(ground, parts=parts, progress=progress, now=now)
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
    recorded = await stages.hop(finish, ground, outcome, parts=parts, stages=stages, now=now)
    yield Told(answer=replace(recorded, stages=dict(stages.milliseconds)), ground=ground, outcome=outcome)


def look(asked: Asked, *, library: Library, method: Method, stages: Stages) -> Looked:
    """What is read for a question: what search finds, or the question's own evidence."""
    if method.context == "oracle":
        from untuned.rag.given import given  # noqa: PLC0415 - only in measuring

        with stages.timed("passages"):
            return given(asked, library=library)
    with stages.timed("search"):
        found = search(asked.question, library=library)
    with stages.timed("passages"):
        return Looked(found=found, evidence=gather(found, asked.question, library=library))


def prepare(asked: Asked, *, library: Library, method: Method, stages: Stages) -> Ground:
    """What is read for a question, and how well it seems to hold the answer."""
    looked = look(asked, library=library, method=method, stages=stages)
    with stages.timed("read"):
        reading = reading_of(asked, looked, library=library)
    with stages.timed("weigh"):
        sure = weigh(reading, looked.evidence)
    return Ground(asked=asked, found=looked.found, evidence=looked.evidence, reading=reading, sure=sure, method=method)


def reading_of(asked: Asked, looked: Looked, *, library: Library) -> Reading:
    """What the default reader proposes."""
    found, most = looked.found, library.settings.answer.max_sentences
    return read(asked.question, looked.evidence, idf=found.idf, language=found.language, max_sentences=most)


async def answered(ground: Ground, *, parts: Parts, progress: Progress, now: datetime) -> AsyncGenerator[Claim | Outcome]:
    """Each verified claim, then the outcome: from the facts where they answer, else in a model's words or the documents' own."""
    language, stages = ground.found.language, progress.stages
    if parts.facts is not None:
        from untuned.rag.stated import stated  # noqa: PLC0415 - only where there are facts

        known = await stages.run("facts", stated, ground.asked.question, parts.facts, now=now, language=language)
        if known is not None:
            for claim in known.decision.claims:
                yield claim
            yield known
            return
    if parts.author is not None:
        supplied = parts.facts.supplied(now=now, language=language) if parts.facts is not None else None
        given = (*ground.asked.quoted, *([parts.facts.span] if parts.facts is not None else []))
        means = Means(library=parts.library, stages=stages, meter=progress.meter, supplied=supplied, falls_back=parts.falls_back)
        async with aclosing(modelled(ground, author=parts.author, means=means)) as steps:
            async for step in steps:
                yield step if isinstance(step, Claim) else replace(step, given=given)
        return
    outcome = await stages.hop(extracted, ground, library=parts.library, stages=stages)
    for claim in outcome.decision.claims:
        yield claim
    yield outcome


def checking(asked: Asked, checker: Checker, *, parts: Parts, progress: Progress) -> Checking:
    """The question's answer at the checker."""
    from untuned.rag.crosschecked import Checking  # noqa: PLC0415 - only where another model checks

    return Checking(question=asked.question, checker=checker, stages=progress.stages, meter=progress.meter, falls_back=parts.falls_back)


def finish(ground: Ground, outcome: Outcome, *, parts: Parts, stages: Stages, now: datetime) -> Answer:
    """The recorded answer, incomplete where its quotes lean on what was not read; its trace is kept beside it."""
    with stages.timed("leaning"):
        if "leaning" in ground.method.steps:
            outcome = completed(outcome, ground.evidence)
        outcome = noted(warned(outcome, ground.evidence), ground.method)
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
        retrieved=tuple(dict.fromkeys((*(passage.hit.chunk.span for passage in ground.evidence), *outcome.given))),
        conversation=asked.conversation,
        usage=outcome.usage,
        notes=outcome.notes,
    )


def paged(claim: Claim, *, library: Library) -> Claim:
    """The claim, its citations with their places on the page where their format tells."""
    if all(citation.page is None for citation in claim.citations):
        return claim
    return replace(claim, citations=tuple(boxed(citation, library=library) for citation in claim.citations))
