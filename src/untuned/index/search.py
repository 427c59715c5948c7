"""What every index of chunks can do, and what it is asked with."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Protocol

from untuned.index.entries import Entry
from untuned.text.words import analyse
from untuned.types.answers import Hit
from untuned.types.documents import Span
from untuned.types.filters import Filter
from untuned.types.principal import Principal
from untuned.types.settings import IndexSettings


@dataclass(frozen=True, kw_only=True, slots=True)
class Query:
    """What is searched for: distinct analysed words and 4-grams. Any text gives one, hostile text too; an empty one finds nothing."""

    words: tuple[str, ...]
    grams: tuple[str, ...] = ()
    gram_weight: float = 0.0
    filters: tuple[Filter, ...] = ()
    """Only entries that pass every one of them are found; they change no score."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Batch:
    """One atomic step of an index: forget some documents, add entries, stand at a position of the change feed.

    Applying a batch again changes nothing as long as `forget` names every document that `entries` speak of. Entries are
    taken one by one, so they may be made while they are taken.
    """

    position: int
    mark: str = ""
    """What tells the change at that position from one at the same position of another history."""
    forget: frozenset[int] = frozenset()
    entries: Iterable[Entry] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Origin:
    """Which database, in which of its lives, a view was made from."""

    database: str
    epoch: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Stand:
    """How far an index has followed the feed: a position, and the mark of the change there."""

    position: int
    mark: str


class Index(Protocol):
    """Entries that can be searched, at one position of the change feed."""

    @property
    def position(self) -> int:
        """The change that was applied last; 0 for none."""
        ...

    def writing(self) -> AbstractContextManager[None]:
        """Holds the one right to write, for `apply`.

        Raises:
            IndexBusy: Somebody else is writing.
        """
        ...

    def apply(self, batch: Batch) -> None:
        """The whole batch at once, or nothing of it. Only inside `writing`."""
        ...

    def search(self, query: Query, *, principal: Principal, limit: int) -> list[Hit]:
        """The best hits that the principal may read, best first."""
        ...

    def within(self, spans: Collection[Span], query: Query, *, principal: Principal) -> list[Hit]:
        """The entries at these addresses that the principal may read, in no order, each with its score for the query (0 for no word)."""
        ...

    def opening(self, document: int, *, principal: Principal) -> Hit | None:
        """A document's first entry, with score 0; None if there is none that the principal may read."""
        ...

    def idf(self, terms: Iterable[str]) -> Mapping[str, float]:
        """How much each analysed word says: BM25's inverse document frequency, over all groups."""
        ...

    def share(self, term: str) -> float:
        """The share of all entries, in [0, 1], that have an analysed word."""
        ...

    def close(self) -> None:
        """Let everything go."""
        ...


def most_common(size: int) -> float:
    """In how many of `size` entries a 4-gram may stand and still be searched for.

    Grams of more than a fifth of the entries are most of the cost and tell nothing: without them nDCG@10 stays the same
    (mean of seven sets +.0007). Small indexes use them all.
    """
    return max(size / 5, 1_000)


def inverse_frequency(frequency: int, size: int) -> float:
    """BM25's inverse document frequency, `ln(1 + (N - n + 1/2) / (n + 1/2))`: Robertson and Zaragoza 2009, never negative."""
    return math.log(1 + (max(size - frequency, 0) + 0.5) / (frequency + 0.5))


LONGEST_QUESTION = 10_000
"""Characters of a question that count."""
_MOST_TERMS = 256


def query_of(text: str, *, language: str = "", gram_weight: float, settings: IndexSettings) -> Query:
    """What to ask an index of these settings for a question."""
    found = analyse(text[:LONGEST_QUESTION], language=language, stem=settings.stem, stop_words=settings.stop_words)
    grams = dict.fromkeys(found.grams.split()) if settings.grams and gram_weight > 0 else {}
    return Query(words=tuple(dict.fromkeys(found.terms))[:_MOST_TERMS], grams=tuple(grams)[:_MOST_TERMS], gram_weight=gram_weight)
