"""What every index of chunks can do, and what it is asked with."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Protocol

from untuned.index.entries import Entry
from untuned.text.definitions import asked_for
from untuned.text.releases import NEWEST, newest_in, releases_in
from untuned.text.words import analyse
from untuned.types.answers import Hit
from untuned.types.documents import Span
from untuned.types.filters import Filter
from untuned.types.principal import Principal
from untuned.types.settings import IndexSettings

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


_NO_REPEATS: Mapping[str, int] = MappingProxyType({})
DEFINES = 2.0
"""What the key of a definition counts beside a word that is as rare."""
_K3 = 1.2
"""The least that Manning, Raghavan and Schuetze 2008 (section 11.4.3) call reasonable."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Query:
    """What is searched for: distinct analysed words and 4-grams. Any text gives one, hostile text too; an empty one finds nothing."""

    words: tuple[str, ...]
    repeated: Mapping[str, int] = field(default_factory=lambda: _NO_REPEATS)
    """How often a word stands in the question, for those that stand there more than once."""
    grams: tuple[str, ...] = ()
    gram_weight: float = 0.0
    defines: tuple[str, ...] = ()
    """The keys of what is asked for, as the words of an entry that defines it have them; such a word counts `DEFINES` times."""
    filters: tuple[Filter, ...] = ()
    """Only entries that pass every one of them are found; they change no score."""

    def factor(self, word: str) -> float:
        """What a word's score counts: more where a question repeats it, `(k3 + 1) q / (k3 + q)` of BM25 (Robertson and Zaragoza 2009)."""
        times = self.repeated.get(word, 1)
        return (_K3 + 1) * times / (_K3 + times)


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


@dataclass(frozen=True, kw_only=True, slots=True)
class Near:
    """A chunk that was found by what it means: where it stands, and the cosine of its vector with what was asked, in [-1, 1]."""

    document: int
    span: Span
    score: float


class Followed(Protocol):
    """What follows the change feed and stands at one position of it."""

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

    def close(self) -> None:
        """Let everything go."""
        ...


class View(Followed, Protocol):
    """What follows the change feed in a folder of its own, where many processes may read it while one writes."""

    @property
    def folder(self) -> Path:
        """Where its files are."""
        ...

    @property
    def stand(self) -> Stand:
        """The position together with its mark."""
        ...

    @property
    def size(self) -> int:
        """How many entries there are."""
        ...

    def reload(self) -> None:
        """Look at the newest commit, of this process or another.

        Raises:
            ViewError: The folder is gone or damaged.
        """
        ...


class VectorIndex(Followed, Protocol):
    """Vectors of chunks that can be searched by cosine, at one position of the change feed."""

    def nearest(self, vector: NDArray[np.float32], *, principal: Principal, filters: Sequence[Filter] = (), limit: int) -> list[Near]:
        """The chunks nearest to a vector of length 1 that the principal may read and that pass every filter, nearest first."""
        ...

    def scores(self, spans: Collection[Span], vector: NDArray[np.float32], *, principal: Principal) -> Mapping[Span, float]:
        """The cosine of each of these chunks that there is and the principal may read."""
        ...


class Index(Followed, Protocol):
    """Entries that can be searched by their words, at one position of the change feed."""

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

    def values(self, field: str, *, principal: Principal, limit: int) -> Mapping[str, int]:
        """The texts that entries which the principal may read have in a field, the commonest first, each with how many have it."""
        ...

    def share(self, term: str) -> float:
        """The share of all entries, in [0, 1], that have an analysed word."""
        ...

    def counts(self, terms: Collection[str]) -> Mapping[str, int]:
        """Of these analysed words those that entries have, each with how many do; none by an engine to which each word is a search."""
        ...


class WordView(View, Index, Protocol):
    """An index of words in a folder of its own."""


class VectorView(View, VectorIndex, Protocol):
    """An index of vectors in a folder of its own."""


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
_OF_NEWEST = 3
"""Times that the key of the newest releases counts: each text with notes has one, which need not have the question's words."""


def query_of(text: str, *, language: str = "", gram_weight: float, settings: IndexSettings) -> Query:
    """What to ask an index of these settings for a question."""
    found = analyse(text[:LONGEST_QUESTION], language=language, stem=settings.stem, stop_words=settings.stop_words)
    grams = dict.fromkeys(found.grams.split()) if settings.grams and gram_weight > 0 else {}
    repeated = {word: times for word, times in Counter(found.terms).items() if times > 1}
    words = tuple(dict.fromkeys(found.terms))[:_MOST_TERMS]
    newest = (NEWEST,) * _OF_NEWEST if newest_in(text) is not None else ()
    defines = (*sorted(asked_for(text) | releases_in(text)), *newest)
    return Query(words=words, repeated=repeated, defines=defines, grams=tuple(grams)[:_MOST_TERMS], gram_weight=gram_weight)
