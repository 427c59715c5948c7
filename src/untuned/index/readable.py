"""An index as one principal knows it: a word of texts that they may not read is a word that no text has.

The statistics of words that stand in a text of theirs count all groups. Those of any other word would tell that it stands in texts that
they may not read, and could be asked for word by word.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

from untuned.index.search import Index, Query
from untuned.types.answers import Hit
from untuned.types.documents import Span
from untuned.types.filters import Filter
from untuned.types.principal import Principal

_NO_WORD = "\ue000"
"""A term that no text is analysed into: a sign for private use is no part of a word."""


class ReadableIndex:
    """For the questions of one principal, for as long as the index stands still: what is known of a word is looked up once."""

    def __init__(self, index: Index, principal: Principal, *, within: Sequence[Filter] = ()) -> None:
        """`within` are the filters that all searches of the principal go by."""
        self._index = index
        self._principal = principal
        self._within = tuple(within)
        self._known: dict[str, bool] = {}

    def search(self, query: Query, *, principal: Principal, limit: int) -> list[Hit]:
        """The best hits that the principal may read."""
        return self._index.search(query, principal=principal, limit=limit)

    def within(self, spans: Collection[Span], query: Query, *, principal: Principal) -> list[Hit]:
        """The entries at these addresses that the principal may read, in no order, each with its score for the query."""
        return self._index.within(spans, query, principal=principal)

    def opening(self, document: int, *, principal: Principal) -> Hit | None:
        """A document's first entry; None if the principal may read none."""
        return self._index.opening(document, principal=principal)

    def values(self, field: str, *, principal: Principal, limit: int) -> Mapping[str, int]:
        """The texts of a field that the principal may read, each with how many entries have it."""
        return self._index.values(field, principal=principal, limit=limit)

    def idf(self, terms: Iterable[str]) -> Mapping[str, float]:
        """How much each analysed word says."""
        wanted = set(terms)
        found = self._index.idf({*wanted, _NO_WORD})
        absent = found[_NO_WORD]
        return {term: found[term] if found[term] == absent or self._reads(term) else absent for term in wanted}

    def share(self, term: str) -> float:
        """The share of all entries, in [0, 1], that have an analysed word."""
        found = self._index.share(term)
        return found if found and self._reads(term) else 0.0

    def counts(self, terms: Collection[str]) -> Mapping[str, int]:
        """Of these analysed words those that entries have, each with how many do."""
        return {term: count for term, count in self._index.counts(terms).items() if self._reads(term)}

    def _reads(self, term: str) -> bool:
        if term not in self._known:
            query = Query(words=(term,), filters=self._within)
            self._known[term] = bool(self._index.search(query, principal=self._principal, limit=1))
        return self._known[term]


def as_read_by(principal: Principal, index: Index, *, within: Sequence[Filter] = ()) -> Index | ReadableIndex:
    """The index as the principal knows it; for an owner it is the index itself."""
    return index if principal.owner else ReadableIndex(index, principal, within=within)
