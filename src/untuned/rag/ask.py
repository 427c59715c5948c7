"""ASK: a question becomes a verified answer.

search -> rerank -> prefer the question's language -> widen -> fill a budget -> read -> weigh -> verify -> decide -> record
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from typing import Protocol

from untuned.index.search import Query, query_of
from untuned.models.extractive import NAME, read
from untuned.rag.answer.abstain import shipped, weigh
from untuned.rag.answer.decide import decide
from untuned.rag.retrieve.budget import fill, leading_document
from untuned.rag.retrieve.passages import passages
from untuned.rag.retrieve.prefer import preferred
from untuned.rag.retrieve.reorder import Reranker, reordered
from untuned.rag.retrieve.rerank import rerank
from untuned.rag.retrieve.widen import BEST, wide, within_section
from untuned.rag.stages import Stages
from untuned.rag.verify.claims import Source, check
from untuned.text.language import language_of
from untuned.text.words import terms
from untuned.types.answers import Answer, Draft, Hit, Passage
from untuned.types.documents import Metadata, Span, Version
from untuned.types.principal import Principal
from untuned.types.settings import Settings


class Searchable(Protocol):
    """An index as asking uses it."""

    def search(self, query: Query, *, principal: Principal, limit: int) -> list[Hit]:
        """The best hits that the principal may read."""
        ...

    def opening(self, document: int, *, principal: Principal) -> Hit | None:
        """A document's first chunk; None if the principal may read none."""
        ...

    def idf(self, terms: Sequence[str]) -> Mapping[str, float]:
        """How much each word says."""
        ...

    def share(self, term: str) -> float:
        """The share of chunks, in [0, 1], that hold an analysed word."""
        ...


class Truth(Protocol):
    """Versions and texts that a principal may read."""

    def slices(self, spans: Sequence[Span], *, principal: Principal) -> Mapping[Span, tuple[Version, str]]:
        """Each readable span with its version and text."""
        ...

    def whole(self, ids: Collection[int], *, principal: Principal) -> Mapping[int, tuple[Version, str]]:
        """Each readable version, with its structure and whole text, by id."""
        ...


@dataclass(frozen=True, kw_only=True, slots=True)
class Parts:
    """What asking leans on; the project wires it."""

    index: Searchable
    truth: Truth
    settings: Settings
    limiter: ThreadPoolExecutor
    record: Callable[[Answer, Metadata], Answer]
    reranker: Reranker | None = None
    """An extension that orders the passages anew."""


async def ask(question: str, *, parts: Parts, principal: Principal, now: datetime) -> Answer:
    """The recorded answer: every claim verified, or an abstention with its reason and the nearest miss.

    Reads nothing that the principal may not read. The original question always runs.
    """
    settings, stages = parts.settings, Stages(parts.limiter)
    found = await stages.run("search", search, question, parts=parts, principal=principal)
    evidence = await stages.run("passages", gather, found, question, parts=parts, principal=principal)
    reading = await stages.run(
        "read", read, question, evidence, idf=found.idf, language=found.language, max_sentences=settings.answer.max_sentences
    )
    sure = await stages.run("weigh", weigh, reading, evidence)
    sources = await stages.run("sources", sources_of, reading.drafts, evidence, truth=parts.truth, principal=principal)
    checked = await stages.run(
        "verify", check, reading.drafts, question=question, sources=sources, frequency=partial(share_of, index=parts.index)
    )
    decision = decide(checked, reading.drafts, confidence=sure, threshold=threshold_of(settings))
    answer = Answer(
        question=question,
        state=decision.state,
        claims=decision.claims,
        reason=decision.reason,
        near_miss=decision.near_miss,
        dropped=decision.dropped,
        confidence=sure,
        language=found.language,
        model=NAME,
        asked_at=now,
        retrieved=tuple(passage.hit.chunk.span for passage in evidence),
    )
    recorded = await stages.run("record", parts.record, answer, {"stages": dict(stages.milliseconds), "found": len(found.hits)})
    return replace(recorded, stages=dict(stages.milliseconds))


@dataclass(frozen=True, kw_only=True, slots=True)
class Found:
    """Candidates, best first, with what ranked them."""

    hits: list[Hit]
    idf: Mapping[str, float]
    """How much each of the question's words says."""
    language: str
    """The question's."""


def search(question: str, *, parts: Parts, principal: Principal) -> Found:
    """Candidates for a question: searched, then reranked."""
    settings = parts.settings
    language = language_of(question, languages=settings.sources.languages)
    query = query_of(question, language=language, gram_weight=settings.search.gram_weight, settings=settings.index)
    hits = parts.index.search(query, principal=principal, limit=settings.search.candidates)
    idf = parts.index.idf(query.words)
    return Found(hits=rerank(query.words, hits, idf=idf, settings=settings.search), idf=idf, language=language)


def gather(found: Found, question: str, *, parts: Parts, principal: Principal) -> list[Passage]:
    """The passages that fit the budget, with their texts; in the order of the project's own reranker where it has one.

    Without one, hits in the question's language come first.
    """
    truth = parts.truth
    if parts.reranker is None:
        hits = preferred(found.hits, language=found.language)
    else:
        ranked = reordered(question, passages(found.hits, texts=truth, principal=principal), reranker=parts.reranker)
        hits = [passage.hit for passage in ranked]
    hits = widened(hits, truth=truth, principal=principal)
    return passages(within_budget(hits, parts=parts, principal=principal), texts=truth, principal=principal)


def widened(hits: Sequence[Hit], *, truth: Truth, principal: Principal) -> list[Hit]:
    """The hits, the best ones with what stands right before and after them in their section."""
    chunks = {wide(hit).chunk.span: hit.chunk for hit in hits[:BEST]}
    texts = passages([wide(hit) for hit in hits[:BEST]], texts=truth, principal=principal)
    return [*(within_section(passage, chunks[passage.hit.chunk.span]) for passage in texts), *hits[BEST:]]


def within_budget(hits: Sequence[Hit], *, parts: Parts, principal: Principal) -> list[Hit]:
    """The hits that are read; where nearly all are of one document, with its opening, which says what it is."""
    leading = leading_document(hits)
    opening = None if leading is None else parts.index.opening(leading, principal=principal)
    return fill(hits, tokens=parts.settings.search.budget_tokens, opening=opening)


def sources_of(drafts: Sequence[Draft], evidence: Sequence[Passage], *, truth: Truth, principal: Principal) -> dict[int, Source]:
    """The versions that the drafts quote, with whole texts."""
    held = truth.whole({version for draft in drafts for version, _ in draft.quotes}, principal=principal)
    return {
        id: Source(version=version, text=text, passages=tuple(passage for passage in evidence if passage.version.id == id))
        for id, (version, text) in held.items()
    }


def share_of(word: str, *, index: Searchable) -> float:
    """The share of the corpus that holds a word, in any of its forms."""
    return max((index.share(term) for term in terms(word, stop_words=False)), default=0.0)


def threshold_of(settings: Settings) -> float:
    """The least confidence for an answer: the project's own, or the shipped one."""
    return shipped().threshold if settings.answer.threshold is None else settings.answer.threshold


def find(question: str, *, parts: Parts, principal: Principal, limit: int) -> list[Passage]:
    """The best passages for a question, without answering it."""
    wider = replace(parts.settings, search=replace(parts.settings.search, candidates=max(limit, parts.settings.search.candidates)))
    found = search(question, parts=replace(parts, settings=wider), principal=principal)
    ranked = passages(found.hits, texts=parts.truth, principal=principal)
    if parts.reranker is not None:
        ranked = reordered(question, ranked, reranker=parts.reranker)
    return ranked[:limit]
