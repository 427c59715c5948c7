"""The index in plain Python: slow, exact and short, the reference that the other is tested against."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace

from untuned.index.attributes import updated_in
from untuned.index.entries import Entry
from untuned.index.in_memory import InMemory
from untuned.index.search import DEFINES, Query, inverse_frequency, most_common
from untuned.types.answers import Hit
from untuned.types.documents import Span
from untuned.types.principal import Principal

K1 = 1.2
B = 0.75


class PlainIndex(InMemory):
    """An index in memory. Its scores are those of `LexicalIndex` as long as nothing was forgotten there."""

    def search(self, query: Query, *, principal: Principal, limit: int) -> list[Hit]:
        """The best hits that the principal may read, best first."""
        entries = list(self.entries())
        words = _Field([entry.words.split() for entry in entries])
        grams = _Field([entry.grams.split() for entry in entries])
        wanted = [gram for gram in query.grams if grams.frequency(gram) <= most_common(grams.size)]
        hits: list[Hit] = []
        for at, entry in enumerate(entries):
            score = (
                sum(query.factor(word) * words.score(word, at) for word in query.words)
                + DEFINES * sum(words.score(key, at) for key in query.defines)
                + query.gram_weight * sum(grams.score(gram, at) for gram in wanted)
            )
            if score > 0 and principal.may_read(entry.groups) and all(one.passes(entry.attributes) for one in query.filters):
                hits.append(_hit(entry, score))
        return sorted(hits, key=lambda hit: -hit.score)[: max(limit, 0)]

    def within(self, spans: Collection[Span], query: Query, *, principal: Principal) -> list[Hit]:
        """The entries at these addresses that the principal may read, in no order, each with its score for the query."""
        scored = {hit.chunk.span: hit for hit in self.search(replace(query, filters=()), principal=principal, limit=self.size)}
        wanted = set(spans)
        return [
            scored.get(entry.chunk.span, _hit(entry, 0.0))
            for entry in self.entries()
            if entry.chunk.span in wanted and principal.may_read(entry.groups)
        ]

    def opening(self, document: int, *, principal: Principal) -> Hit | None:
        """A document's first entry, with score 0; None if there is none that the principal may read."""
        first = next((entry for entry in self.held.get(document, []) if entry.chunk.ordinal == 0), None)
        if first is None or not principal.may_read(first.groups):
            return None
        return _hit(first, 0.0)

    def values(self, field: str, *, principal: Principal, limit: int) -> Mapping[str, int]:
        """The texts that entries which the principal may read have in a field, the commonest first, each with how many have it."""
        held = (entry.attributes.get(field, ()) for entry in self.entries() if principal.may_read(entry.groups))
        counts = Counter(value for values in held for value in set(values) if isinstance(value, str))
        return dict(sorted(counts.items(), key=lambda each: (-each[1], each[0]))[: max(limit, 1)])

    def idf(self, terms: Iterable[str]) -> Mapping[str, float]:
        """How much each analysed word says, over all groups."""
        words = _Field([entry.words.split() for entry in self.entries()])
        return {term: words.idf(term) for term in set(terms)}

    def share(self, term: str) -> float:
        """The share of all entries, in [0, 1], that have an analysed word."""
        return sum(1 for entry in self.entries() if term in entry.words.split()) / max(self.size, 1)

    def counts(self, terms: Collection[str]) -> Mapping[str, int]:
        """Of these analysed words those that entries have, each with how many do."""
        found = Counter(word for entry in self.entries() for word in set(entry.words.split()))
        return {term: found[term] for term in terms if term in found}


def _hit(entry: Entry, score: float) -> Hit:
    return Hit(chunk=entry.chunk, score=score, terms=tuple(entry.words.split(" ")), day=updated_in(entry.attributes))


@dataclass(frozen=True, slots=True)
class _Field:
    """The terms of every entry, with BM25 over them (Robertson and Zaragoza 2009)."""

    terms: list[list[str]]

    @property
    def size(self) -> int:
        """Entries, and the one that holds the position, which the library counts too."""
        return len(self.terms) + 1

    def frequency(self, term: str) -> int:
        return sum(1 for terms in self.terms if term in terms)

    def idf(self, term: str) -> float:
        return inverse_frequency(self.frequency(term), self.size)

    def score(self, term: str, at: int) -> float:
        times = Counter(self.terms[at])[term]
        if not times:
            return 0.0
        mean = sum(len(terms) for terms in self.terms) / self.size
        length = _rounded_length(len(self.terms[at]))
        return self.idf(term) * (K1 + 1) * times / (times + K1 * (1 - B + B * length / mean))


def _rounded_length(length: int) -> int:
    """A length as one byte keeps it: exact below 40, then with four significant binary digits."""
    if length < 40:
        return length
    shift = (length - 24).bit_length() - 4
    return 24 + ((length - 24) >> shift << shift)
