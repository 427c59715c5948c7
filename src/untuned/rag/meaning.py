"""Passages that are found by what they mean, beside those that are found by their words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Protocol

from untuned.errors import BadExtension, MissingExtra, ModelError, ViewError
from untuned.index.search import LONGEST_QUESTION, Near, Query
from untuned.rag.retrieve.fuse import fused
from untuned.types.answers import Hit
from untuned.types.documents import Span
from untuned.types.filters import Filter
from untuned.types.principal import Principal
from untuned.types.settings import Fusion

if TYPE_CHECKING:
    from untuned.models.embed.embedder import Embedder, Vectors

FAILURES = (ModelError, MissingExtra, BadExtension, ViewError)
"""Why a question may have to be searched for by words alone."""
BY_WORDS = "Searched by words alone: {reason}."


class Words(Protocol):
    """An index of words, as this step uses it."""

    def within(self, spans: Collection[Span], query: Query, *, principal: Principal) -> list[Hit]:
        """The chunks at these addresses, each with its score for the query."""
        ...


class VectorSearch(Protocol):
    """An index of vectors, as this step uses it."""

    def nearest(self, vector: Vectors, *, principal: Principal, filters: Sequence[Filter] = (), limit: int) -> list[Near]:
        """The chunks nearest to a vector that the principal may read."""
        ...

    def scores(self, spans: Collection[Span], vector: Vectors, *, principal: Principal) -> Mapping[Span, float]:
        """The cosine of each of these chunks that there is."""
        ...


@dataclass(frozen=True, kw_only=True, slots=True)
class Meaning:
    """Where texts are found by what they mean, and how much that counts."""

    vectors: VectorSearch
    embedder: Embedder
    weight: float | None = None
    """Beside words, which weigh 1; None: as the embedder was measured."""
    fusion: Fusion = "minmax"


@dataclass(frozen=True, kw_only=True, slots=True)
class Sought:
    """A question as it is searched for: in its own words, and in analysed ones with the filters that hold."""

    question: str
    language: str
    query: Query


def by_both(sought: Sought, hits: Sequence[Hit], *, words: Words, meaning: Meaning, principal: Principal, limit: int) -> list[Hit]:
    """The best hits by words and meaning together, no more than `limit`, each with its one score.

    What one side found gets the other's score too, so that both sides judge every candidate. A question in a language that the
    embedder does not declare is searched for by its words, as if there were no embedder; the language of a few words that could be
    of any is that of most texts that have them.

    Raises:
        ModelError: The embedder cannot be run.
        ViewError: The vectors cannot be read.
    """
    from untuned.models.embed.embedder import weight_of  # noqa: PLC0415 - only where there is an embedder

    weight = weight_of(meaning.embedder, language=sought.language or language_of(hits), chosen=meaning.weight)
    if weight <= 0:
        return list(hits)
    (vector,) = meaning.embedder.embed([sought.question[:LONGEST_QUESTION]], kind="query")
    if not vector.any():  # nothing in it that the model reads: every text would be as near as any other
        return list(hits)
    near = meaning.vectors.nearest(vector, principal=principal, filters=sought.query.filters, limit=limit)
    place = {one.span: at for at, one in enumerate(near)}
    known = {hit.chunk.span for hit in hits}
    # A view of words may be a few changes ahead: what it no longer has is no candidate.
    more = words.within([span for span in place if span not in known], replace(sought.query, filters=()), principal=principal)
    cosines = {one.span: one.score for one in near}
    cosines |= meaning.vectors.scores([span for span in known if span not in cosines], vector, principal=principal)
    candidates = [*hits, *sorted(more, key=lambda hit: place[hit.chunk.span])]
    return fused(candidates, cosines, weight=weight, fusion=meaning.fusion)[:limit]


def language_of(hits: Sequence[Hit]) -> str | None:
    """The language that most of the hits are in; None where that is not known."""
    told = Counter(hit.chunk.language for hit in hits if hit.chunk.language)
    return told.most_common(1)[0][0] if told else None
