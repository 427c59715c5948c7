"""The index of vectors in plain Python: slow, exact and short, the reference that the others are tested against."""

from __future__ import annotations

from collections.abc import Collection, Generator, Iterator, Mapping, Sequence
from contextlib import contextmanager
from threading import Lock

from untuned.errors import IndexBusy, ViewError
from untuned.index.entries import Entry
from untuned.index.search import Batch, Near
from untuned.index.vectors.numbers import Floats
from untuned.types.documents import Span
from untuned.types.filters import Filter
from untuned.types.principal import Principal


class PlainVectors:
    """An index of vectors in memory."""

    def __init__(self) -> None:
        self._held: dict[int, list[Entry]] = {}
        self._position = 0
        self._writing = Lock()

    @property
    def position(self) -> int:
        """The change that was applied last; 0 for none."""
        return self._position

    @property
    def size(self) -> int:
        """How many entries there are."""
        return sum(len(entries) for entries in self._held.values())

    @contextmanager
    def writing(self) -> Generator[None]:
        """Holds the one right to write, for `apply`. Raises `IndexBusy` when somebody else is writing."""
        if not self._writing.acquire(blocking=False):
            raise IndexBusy("the index in memory is being written")
        try:
            yield
        finally:
            self._writing.release()

    def apply(self, batch: Batch) -> None:
        """The whole batch at once. Raises `ViewError` for an entry without a vector."""
        held = {document: entries for document, entries in self._held.items() if document not in batch.forget}
        for entry in batch.entries:
            if entry.vector is None:
                raise ViewError("an entry has no vector", remedy="follow the feed by the plan that the view was made by")
            held[entry.chunk.document] = [*held.get(entry.chunk.document, []), entry]
        self._held, self._position = held, batch.position

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

    def close(self) -> None:
        """Nothing to let go."""

    def _readable(self, principal: Principal) -> Iterator[Entry]:
        return (entry for entries in self._held.values() for entry in entries if principal.may_read(entry.groups))


def _cosine(entry: Entry, vector: Floats) -> float:
    return 0.0 if entry.vector is None else float(entry.vector @ vector)
