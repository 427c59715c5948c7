"""The index of vectors in plain Python: slow, exact and short, the reference that the others are tested against."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from untuned.errors import ViewError
from untuned.index.entries import Entry
from untuned.index.in_memory import InMemory
from untuned.index.search import Batch, Near
from untuned.index.vectors.numbers import Floats
from untuned.types.documents import Span
from untuned.types.filters import Filter
from untuned.types.principal import Principal


class PlainVectors(InMemory):
    """An index of vectors in memory."""

    def apply(self, batch: Batch) -> None:
        """The whole batch at once. Raises `ViewError` for an entry without a vector."""
        super().apply(replace(batch, entries=_with_vectors(batch.entries)))

    def nearest(self, vector: Floats, *, principal: Principal, filters: Sequence[Filter] = (), limit: int) -> list[Near]:
        """The chunks nearest to a vector of length 1 that the principal may read and that pass every filter, nearest first."""
        found = [
            Near(document=entry.chunk.document, span=entry.chunk.span, score=_cosine(entry, vector))
            for entry in self._readable(principal)
            if all(one.passes(entry.attributes) for one in filters)
        ]
        return sorted(found, key=lambda near: (-near.score, near.span.version, near.span.start))[: max(limit, 0)]

    def scores(self, spans: Collection[Span], vector: Floats, *, principal: Principal) -> Mapping[Span, float]:
        """The cosine of each of these chunks that there is and the principal may read."""
        wanted = set(spans)
        return {entry.chunk.span: _cosine(entry, vector) for entry in self._readable(principal) if entry.chunk.span in wanted}

    def _readable(self, principal: Principal) -> Iterator[Entry]:
        return (entry for entry in self.entries() if principal.may_read(entry.groups))


def _cosine(entry: Entry, vector: Floats) -> float:
    return 0.0 if entry.vector is None else float(entry.vector @ vector)


def _with_vectors(entries: Iterable[Entry]) -> Iterator[Entry]:
    for entry in entries:
        if entry.vector is None:
            raise ViewError("an entry has no vector", remedy="follow the feed by the plan that the view was made by")
        yield entry
