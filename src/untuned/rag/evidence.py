"""What is read for a question: candidates searched and reranked, the best ones widened and cut to a budget, and their sources."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate
from typing import TYPE_CHECKING, Protocol

from untuned.index.search import Query, query_of
from untuned.rag.retrieve.budget import fill, leading_document
from untuned.rag.retrieve.passages import passages
from untuned.rag.retrieve.prefer import preferred
from untuned.rag.retrieve.reorder import Reranker, reordered
from untuned.rag.retrieve.rerank import rerank
from untuned.rag.retrieve.widen import BEST, wide, within_section
from untuned.rag.verify.desk import Source
from untuned.rag.verify.quotes.elsewhere import Shelf
from untuned.rag.verify.quotes.quote import prepare
from untuned.text.language import language_of
from untuned.text.words import terms
from untuned.types.answers import Citation, Hit, Passage
from untuned.types.documents import Span, TextBox, Version
from untuned.types.principal import Principal
from untuned.types.settings import Settings

if TYPE_CHECKING:
    from untuned.rag.verify.support.support import SupportScorer

_MOST_FORMER = 20
"""Superseded versions that a quote is looked for in, the latest ones."""
_MOST_FORMER_TEXT = 2_000_000
"""Characters of them: a quote that stands nowhere is looked for in them all, which may not take longer than the model did."""


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

    def former(self, documents: Collection[int], *, principal: Principal) -> list[int]:
        """Ids of the readable superseded versions of documents, the latest first."""
        ...

    def boxes(self, id: int, *, principal: Principal) -> tuple[TextBox, ...]:
        """Where the runs of a version's text stand on its pages."""
        ...


@dataclass(frozen=True, kw_only=True, slots=True)
class Library:
    """Where evidence comes from, as one principal may read it."""

    index: Searchable
    truth: Truth
    settings: Settings
    principal: Principal
    reranker: Reranker | None = None
    """An extension that orders the passages anew."""
    scorer: SupportScorer | None = None
    """A local model of support that was measured to beat the rules."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Found:
    """Candidates, best first, with what ranked them."""

    hits: list[Hit]
    searched: list[Hit]
    """The same in the order of the search, before reranking."""
    idf: Mapping[str, float]
    """How much each of the question's words says."""
    language: str
    """The question's."""


def search(question: str, *, library: Library) -> Found:
    """Candidates for a question: searched, then reranked."""
    settings = library.settings
    language = language_of(question, languages=settings.sources.languages)
    query = query_of(question, language=language, gram_weight=settings.search.gram_weight, settings=settings.index)
    hits = library.index.search(query, principal=library.principal, limit=settings.search.candidates)
    idf = library.index.idf(query.words)
    ranked = rerank(query.words, hits, idf=idf, settings=settings.search)
    return Found(hits=ranked, searched=hits, idf=idf, language=language)


def gather(found: Found, question: str, *, library: Library) -> list[Passage]:
    """The passages that fit the budget, with their texts; in the order of the project's own reranker where it has one.

    Without one, hits in the question's language come first, unless the settings leave that out.
    """
    truth, chosen = library.truth, library.settings.search
    if library.reranker is None:
        hits = preferred(found.hits, language=found.language) if chosen.prefer_language else found.hits
    else:
        ranked = reordered(question, passages(found.hits, texts=truth, principal=library.principal), reranker=library.reranker)
        hits = [passage.hit for passage in ranked]
    if chosen.widen:
        hits = widened(hits, library=library)
    return passages(within_budget(hits, library=library), texts=truth, principal=library.principal)


def widened(hits: Sequence[Hit], *, library: Library) -> list[Hit]:
    """The hits, the best ones with what stands right before and after them in their section."""
    chunks = {wide(hit).chunk.span: hit.chunk for hit in hits[:BEST]}
    texts = passages([wide(hit) for hit in hits[:BEST]], texts=library.truth, principal=library.principal)
    return [*(within_section(passage, chunks[passage.hit.chunk.span]) for passage in texts), *hits[BEST:]]


def within_budget(hits: Sequence[Hit], *, library: Library) -> list[Hit]:
    """The hits that are read; where nearly all are of one document, with its opening, which says what it is."""
    chosen = library.settings.search
    leading = leading_document(hits) if chosen.opening else None
    opening = None if leading is None else library.index.opening(leading, principal=library.principal)
    return fill(hits, tokens=chosen.budget_tokens, opening=opening, most=chosen.passages)


def sources_of(versions: Collection[int], evidence: Sequence[Passage], *, library: Library) -> dict[int, Source]:
    """The versions that may be quoted, with their whole texts and the passages of them that were read."""
    held = library.truth.whole(versions, principal=library.principal)
    return {
        id: Source(version=version, text=text, passages=tuple(passage for passage in evidence if passage.version.id == id))
        for id, (version, text) in held.items()
    }


def former_shelves(evidence: Sequence[Passage], *, library: Library) -> list[Shelf]:
    """The latest superseded versions of what was read, each prepared when a quote is first looked for in it."""
    documents = {passage.version.document for passage in evidence}
    ids = library.truth.former(documents, principal=library.principal)[:_MOST_FORMER]
    held = library.truth.whole(ids, principal=library.principal)
    read = [held[id] for id in ids if id in held]
    together = accumulate(len(text) for _, text in read)
    return [_shelf(*one) for one, characters in zip(read, together, strict=True) if characters <= _MOST_FORMER_TEXT]


def _shelf(version: Version, text: str) -> Shelf:
    hidden = [(block.start, block.end) for block in version.blocks if block.kind in ("markup", "matter")]
    return Shelf(version.id, lambda: prepare(text, markup=version.markup, hidden=hidden), blocks=version.blocks, superseded=True)


def boxed(citation: Citation, *, library: Library) -> Citation:
    """The citation with its places on the page, where its format tells."""
    if citation.page is None:
        return citation
    boxes = library.truth.boxes(citation.version, principal=library.principal)
    return replace(citation, boxes=tuple(box for box in boxes if box.start < citation.end and box.end > citation.start))


def share_of(word: str, *, index: Searchable) -> float:
    """The share of the corpus that holds a word, in any of its forms."""
    return max((index.share(term) for term in terms(word, stop_words=False)), default=0.0)


def find(question: str, *, library: Library, limit: int) -> list[Passage]:
    """The best passages for a question, without answering it."""
    wider = replace(library.settings, search=replace(library.settings.search, candidates=max(limit, library.settings.search.candidates)))
    found = search(question, library=replace(library, settings=wider))
    ranked = passages(found.hits, texts=library.truth, principal=library.principal)
    if library.reranker is not None:
        ranked = reordered(question, ranked, reranker=library.reranker)
    return ranked[:limit]
