"""What an answer stands on: the question, what was read for it, and what came of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from untuned.models.reader.extractive import Reading
from untuned.rag.answer.decide import Decision
from untuned.rag.evidence import Found
from untuned.types.answers import Passage, Turn, Usage
from untuned.types.documents import Metadata, MetadataValue, Span
from untuned.types.methods import DEFAULT, Method, Shot


@dataclass(frozen=True, kw_only=True, slots=True)
class Asked:
    """A question, with what was said before it."""

    question: str
    history: tuple[Turn, ...] = ()
    quoted: tuple[Span, ...] = ()
    """What the history's answers quote."""
    conversation: str | None = None
    given: tuple[Span, ...] = ()
    """Where its evidence stands: read in place of what search finds, where the method says so."""
    shots: tuple[Shot, ...] = ()
    """Solved questions that a model is shown as examples."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Looked:
    """What was found for a question, and the passages of it that are read."""

    found: Found
    evidence: Sequence[Passage]

    @property
    def hits(self) -> tuple[Span, ...]:
        """The addresses of every candidate, best first."""
        return tuple(hit.chunk.span for hit in self.found.hits)

    @property
    def read(self) -> tuple[Span, ...]:
        """The addresses of the passages that are read, best first."""
        return tuple(Span(version=one.version.id, start=one.start, end=one.start + len(one.text)) for one in self.evidence)


@dataclass(frozen=True, kw_only=True, slots=True)
class Ground(Looked):
    """What was found for a question and how well the default reader can answer from it."""

    asked: Asked
    reading: Reading
    sure: float
    """Estimated probability in [0, 1] that the evidence holds the answer."""
    method: Method = DEFAULT


@dataclass(frozen=True, kw_only=True, slots=True)
class Outcome:
    """What an author made of the ground, verified and decided."""

    decision: Decision
    author: str
    """What the answer records as its model."""
    confidence: float
    usage: Usage | None = None
    notes: tuple[str, ...] = ()
    prompts: tuple[str, ...] = ()
    """The templates that a model was asked with, as `answer@v1 0123456789ab`."""
    first_token_ms: float | None = None
    """From the question to the first piece of a model's stream."""
    replayed: bool = False
    """What a model says comes from a journal: the times say nothing about it."""
    given: tuple[Span, ...] = ()
    """What a model was given besides the passages: facts, and what earlier answers quote. Its words may come from there."""


def trace_of(ground: Ground, outcome: Outcome, *, milliseconds: Mapping[str, float]) -> Metadata:
    """How an answer came about, in ids and figures, never in text.

    `hits` holds every candidate as [version, start, end, rank in the search, score after reranking], best first; `read` the
    addresses of what the reader saw; `dropped` the codes of what verification refused.
    """
    ranks = {hit.chunk.span: rank for rank, hit in enumerate(ground.found.searched, start=1)}
    hits: list[MetadataValue] = [
        [hit.chunk.version, hit.chunk.start, hit.chunk.end, ranks[hit.chunk.span], round(hit.score, 4)] for hit in ground.found.hits
    ]
    read: list[MetadataValue] = [[one.version, one.start, one.end] for one in ground.read]
    dropped: list[MetadataValue] = [one.reason for one in outcome.decision.dropped]
    return {
        "stages": {name: round(spent, 3) for name, spent in milliseconds.items()},
        "found": len(hits),
        "hits": hits,
        "read": read,
        "dropped": dropped,
        "author": outcome.author,
        "prompts": list(outcome.prompts),
    }
