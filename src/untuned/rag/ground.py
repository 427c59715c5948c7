"""What an answer stands on: the question, what was read for it, and what came of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Literal

from untuned.models.reader.extractive import Reading
from untuned.rag.answer.decide import Decision
from untuned.rag.evidence import Found, Library, share_of
from untuned.rag.named_document import NamedDocument
from untuned.rag.pointed import Named
from untuned.rag.referred import Refers
from untuned.rag.rewrite.subject import Came
from untuned.rag.verify.claims import Bench, NamedParts
from untuned.rag.verify.desk import Source
from untuned.text.plain_questions import plain_question
from untuned.types.answers import Passage, Turn, Unshown, Usage
from untuned.types.documents import Metadata, MetadataValue, Span
from untuned.types.filters import Filter
from untuned.types.methods import DEFAULT, Method, Shot
from untuned.types.references import Reference


@dataclass(frozen=True, kw_only=True, slots=True)
class RefusedRewrite:
    """A rewrite that was not searched for."""

    question: str
    brought: tuple[str, ...] = ()
    """What nobody in the conversation has said."""
    lost: tuple[str, ...] = ()
    """What the question names and the rewrite does not."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Rewriting:
    """What became of making a question of a conversation stand alone."""

    question: str = ""
    """The rewrite that is searched for beside the question; "" where there is none."""
    briefly: str = ""
    """The same with less of the topic, where what was asked is rather about that; it is read by either. "" for none."""
    means: bool = False
    """The question means that: it is read and verified by it. Otherwise it is only searched for."""
    about: str = ""
    """What an answer must be about, as the question's own words do not tell."""
    unclear: bool = False
    """What it means is not told by what came before it: nothing answers it."""
    by: Literal["rules", "model"] = "rules"
    refused: tuple[RefusedRewrite, ...] = ()
    prompts: tuple[str, ...] = ()
    """The templates that a model was asked with."""
    notes: tuple[str, ...] = ()
    replayed: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Asked:
    """A question, with what was said before it."""

    question: str
    said: str = ""
    """The question as it was typed, where that has courtesies around it: it is recorded so, and a model is asked so."""
    history: tuple[Turn, ...] = ()
    quoted: tuple[Span, ...] = ()
    """What the history's answers quote."""
    shown: tuple[str, ...] = ()
    """Titles and headings of what the last answer quoted."""
    titles: tuple[str, ...] = ()
    """Titles of the documents that it quoted."""
    came: tuple[Came, ...] = ()
    """What came of each question of the history; () where that is not known."""
    rewriting: Rewriting | None = None
    """None until the question was made to stand alone, or where nothing came before it."""
    conversation: str | None = None
    given: tuple[Span, ...] = ()
    """Where its evidence stands: read in place of what search finds, where the method says so."""
    where: tuple[Filter, ...] = ()
    """Only what passes these is searched."""
    shots: tuple[Shot, ...] = ()
    """Solved questions that a model is shown as examples."""
    notes: tuple[str, ...] = ()
    """What was decided about it before it was searched for, for the asker."""

    @property
    def meant(self) -> str:
        """The question by which it is read and verified: its rewrite where it leans on what came before it."""
        return self.question if self.rewriting is None or not self.rewriting.means else self.rewriting.question

    @property
    def put(self) -> str:
        """The question as a model is asked it: in the asker's words, with what they mean."""
        typed = self.said or self.question
        return typed if self.meant == self.question else f"{typed}\n\nWhat is meant: {self.meant}"

    @property
    def plain(self) -> Asked:
        """The same without the courtesies around the question."""
        question = plain_question(self.question)
        return self if question == self.question else replace(self, question=question, said=self.question)

    @property
    def readings(self) -> tuple[str, ...]:
        """The question in every way that it may be meant, the likeliest first."""
        briefly = "" if self.rewriting is None or not self.rewriting.means else self.rewriting.briefly
        return (self.meant, briefly) if briefly else (self.meant,)

    @property
    def searched(self) -> tuple[str, ...]:
        """What is searched for: the rewrite if there is one, and always the question as it was asked."""
        rewritten = "" if self.rewriting is None else self.rewriting.question
        return tuple(dict.fromkeys((rewritten, *self.readings, self.question))) if rewritten else (self.question,)


@dataclass(frozen=True, kw_only=True, slots=True)
class Looked:
    """What was found for a question, and the passages of it that are read."""

    found: Found
    evidence: Sequence[Passage]
    references: Refers = field(default_factory=dict[int, Sequence[Reference]], repr=False)
    """Of the versions that were found, as far as that was read."""
    named: Named | None = None
    """The parts that the question names by number; None where it names none."""
    parts: NamedParts | None = None
    """What quotes are known by that stand in such parts; None where no document that is read has them."""
    document: NamedDocument | None = None
    """The document that the question names, which alone is read; None where it names none."""

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

    @property
    def to_carry(self) -> str:
        """The question as quotes have to carry it: the document that it names is read alone, and need not repeat its names."""
        return self.asked.meant if self.document is None else self.document.rest


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
    told: tuple[Span, ...] = ()
    """What its notes name besides, so that they are shown to nobody who may not read that."""
    unshown: tuple[Unshown, ...] = ()
    """What goes on in the source of the lists that are shown."""


def trace_of(ground: Ground, outcome: Outcome, *, milliseconds: Mapping[str, float]) -> Metadata:
    """How an answer came about, in ids and figures, never in a document's text.

    `hits` holds every candidate as [version, start, end, rank in the search, score after reranking], best first; `read` the
    addresses of what the reader saw; `referenced` which of that came along because another passage names it, as [version, start, end,
    version, start and end of the words that name it]; `dropped` the codes of what verification refused; `filters` what the search was
    narrowed by, as [how it came, the filter as it is typed, the question's words].
    """
    ranks = {hit.chunk.span: rank for rank, hit in enumerate(ground.found.searched, start=1)}
    hits: list[MetadataValue] = [
        [hit.chunk.version, hit.chunk.start, hit.chunk.end, ranks[hit.chunk.span], round(hit.score, 4)] for hit in ground.found.hits
    ]
    read: list[MetadataValue] = [[one.version, one.start, one.end] for one in ground.read]
    dropped: list[MetadataValue] = [one.reason for one in outcome.decision.dropped]
    return {
        "stages": dict(milliseconds),
        "found": len(hits),
        "hits": hits,
        "read": read,
        "referenced": _referenced(ground.evidence),
        "dropped": dropped,
        "filters": [list(told) for told in ground.found.narrowing.told],
        "author": outcome.author,
        "prompts": list(outcome.prompts),
    }


def bench_of(ground: Ground, sources: Mapping[int, Source], *, library: Library) -> Bench:
    """What sentences of the documents are verified against."""
    return Bench(
        question=ground.to_carry,
        asked=ground.asked.question if ground.document is None else "",
        whole=ground.asked.meant,
        sources=sources,
        frequency=partial(share_of, index=library.index),
        parts=ground.parts,
        steps=ground.method.steps,
    )


def _referenced(evidence: Sequence[Passage]) -> list[MetadataValue]:
    found: list[MetadataValue] = []
    for one in evidence:
        if one.referred is not None:
            source = one.referred
            found.append([one.version.id, one.start, one.start + len(one.text), source.version, source.start, source.end])
    return found
