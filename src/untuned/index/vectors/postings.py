"""Which rows have a term: groups and marks as sorted terms, each with its rows, in four arrays that may be mapped from a file."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

from untuned.index.vectors.numbers import Ids

_ARRAYS = ("term_bytes", "term_ends", "posting_ends", "postings")


@dataclass(frozen=True, slots=True)
class Postings:
    """Terms in the order of their bytes; the rows of the n-th end where `posting_ends` says."""

    term_bytes: NDArray[np.uint8]
    term_ends: NDArray[np.int64]
    posting_ends: NDArray[np.int64]
    postings: NDArray[np.uint32]

    @classmethod
    def of(cls, rows: Mapping[str, Sequence[int]]) -> Self:
        """The rows of every term."""
        known = sorted((_encoded(term), held) for term, held in rows.items())
        return cls(
            np.frombuffer(b"".join(term for term, _ in known), dtype=np.uint8),
            np.cumsum([len(term) for term, _ in known], dtype=np.int64),
            np.cumsum([len(held) for _, held in known], dtype=np.int64),
            np.concatenate([np.asarray(held, dtype=np.uint32) for _, held in known] or [np.empty(0, dtype=np.uint32)]),
        )

    @classmethod
    def from_arrays(cls, arrays: Mapping[str, NDArray[np.generic]]) -> Self:
        """What `arrays` gave. Raises `KeyError` where one is missing."""
        return cls(*(arrays[name] for name in _ARRAYS))  # pyright: ignore[reportArgumentType] - each was written with its own type

    def arrays(self) -> dict[str, NDArray[np.generic]]:
        """The parts by name, for a file."""
        return {name: getattr(self, name) for name in _ARRAYS}

    def rows(self, terms: Iterable[str]) -> list[NDArray[np.uint32]]:
        """The rows of each term that there is; a row may be in several."""
        return [found for term in terms if len(found := self._rows_of(_encoded(term)))]

    def renumbered(self, numbers: Ids) -> Postings:
        """The same of rows that have other numbers now: `numbers` by the old ones, below 0 for a row that is gone."""
        moved = numbers[self.postings]
        kept = moved >= 0
        ends = np.concatenate([[0], np.cumsum(kept)])[self.posting_ends]
        return Postings(self.term_bytes, self.term_ends, ends, moved[kept].astype(np.uint32))

    def terms(self) -> list[bytes]:
        """Every term, encoded, in order."""
        blob, ends = self.term_bytes.tobytes(), self.term_ends.tolist()
        return [blob[start:end] for start, end in zip([0, *ends[:-1]], ends, strict=True)]

    def _rows_of(self, term: bytes) -> NDArray[np.uint32]:
        at = bisect_left(range(len(self.term_ends)), term, key=self._term)
        if at == len(self.term_ends) or self._term(at) != term:
            return self.postings[:0]
        return self.postings[_start(self.posting_ends, at) : int(self.posting_ends[at])]

    def _term(self, at: int) -> bytes:
        return self.term_bytes[_start(self.term_ends, at) : int(self.term_ends[at])].tobytes()


class PostingsBuilder:
    """Gathers the terms of rows, one row after the other."""

    def __init__(self) -> None:
        self._held: dict[str, array[int]] = {}

    def add(self, row: int, terms: Iterable[str]) -> None:
        """A row has these terms, each given once."""
        for term in terms:
            self._held.setdefault(term, array("I")).append(row)

    def built(self) -> Postings:
        """All that was gathered."""
        return Postings.of(self._held)


def joined(parts: Sequence[Postings]) -> Postings:
    """The postings of all parts together, whose rows are numbered through already; terms without rows are left out."""
    named = [part.terms() for part in parts]
    known = {term: at for at, term in enumerate(sorted(set[bytes]().union(*named)))}
    terms = [np.repeat(_numbers(names, known), np.diff(part.posting_ends, prepend=0)) for names, part in zip(named, parts, strict=True)]
    together = np.concatenate([*terms, np.empty(0, dtype=np.int64)])
    order = np.argsort(together, kind="stable")
    counts = np.bincount(together, minlength=len(known))
    kept = [term for term, at in known.items() if counts[at]]
    rows = np.concatenate([*(part.postings for part in parts), np.empty(0, dtype=np.uint32)])
    return Postings(
        np.frombuffer(b"".join(kept), dtype=np.uint8),
        np.cumsum([len(term) for term in kept], dtype=np.int64),
        np.cumsum(counts[counts > 0], dtype=np.int64),
        rows[order],
    )


def _numbers(names: Sequence[bytes], known: Mapping[bytes, int]) -> Ids:
    return np.asarray([known[name] for name in names], dtype=np.int64)


def _start(ends: NDArray[np.int64], at: int) -> int:
    return int(ends[at - 1]) if at else 0


def _encoded(term: str) -> bytes:
    return term.encode("utf-8", "surrogatepass")
