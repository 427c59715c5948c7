"""What an index in memory holds, of words or of vectors: the entries of each document, at one position of the feed."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from contextlib import contextmanager
from threading import Lock

from untuned.errors import IndexBusy
from untuned.index.entries import Entry
from untuned.index.search import Batch


class InMemory:
    """Entries that follow the feed. What is searched for is up to who derives from it."""

    def __init__(self) -> None:
        self.held: dict[int, list[Entry]] = {}
        self._position = 0
        self._writing = Lock()

    @property
    def position(self) -> int:
        """The change that was applied last; 0 for none."""
        return self._position

    @property
    def size(self) -> int:
        """How many entries there are."""
        return sum(len(entries) for entries in self.held.values())

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
        """The whole batch at once."""
        held = {document: entries for document, entries in self.held.items() if document not in batch.forget}
        for entry in batch.entries:
            held[entry.chunk.document] = [*held.get(entry.chunk.document, []), entry]
        self.held, self._position = held, batch.position

    def close(self) -> None:
        """Nothing to let go."""

    def entries(self) -> Iterator[Entry]:
        """Every entry."""
        for entries in self.held.values():
            yield from entries
