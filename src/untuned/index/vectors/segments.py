"""A part of a view of vectors: some rows with their addresses and terms, in one file that never changes."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from untuned.errors import ViewError
from untuned.index.entries import Entry
from untuned.index.marks import marks_of
from untuned.index.vectors.arrays import ArrayFile, Arrays, mapped
from untuned.index.vectors.lists import assigned, trained
from untuned.index.vectors.numbers import BLOCK, Bytes, Floats, Ids, Mask, quantised
from untuned.index.vectors.postings import Postings, PostingsBuilder, joined

_GROUP = "g"
_MARK = "m"
_HELD = 1_024
"""Rows that are made bytes of at a time while a segment is written."""
_ADDRESS = 4
"""Document, version, start, end."""
_SEED = 20_240_101
"""Of the sample that lists are made by, so that the same rows give the same lists."""


@dataclass(frozen=True)
class Segment:
    """The rows of one file, mapped."""

    name: str
    arrays: Arrays

    @classmethod
    def open(cls, path: Path) -> Segment:
        """The segment of a file. Raises `OSError`, and `ValueError` where it is damaged."""
        try:
            return cls(path.name, mapped(path))
        except (KeyError, TypeError) as error:
            raise ValueError(f"{path.name}: {error}") from error

    @property
    def size(self) -> int:
        """How many rows there are, dead ones too."""
        return len(self.factors)

    @property
    def rows(self) -> Bytes:
        """The vectors as bytes: shape (rows, dimensions)."""
        return self.arrays["rows"]

    @property
    def factors(self) -> Floats:
        """What makes each row of bytes a vector of length 1."""
        return self.arrays["factors"]

    @property
    def addresses(self) -> Ids:
        """Document, version, start and end of each row: shape (4, rows)."""
        return self.arrays["addresses"]

    @cached_property
    def postings(self) -> Postings:
        """Which rows have a group or a mark."""
        return Postings.from_arrays(self.arrays)

    @property
    def listed(self) -> bool:
        """True where the rows stand in lists of what is alike."""
        return "centroids" in self.arrays

    def having(self, terms: Iterable[str]) -> Mask:
        """Which rows have one of the terms, as `group_term` and `mark_term` name them."""
        found = np.zeros(self.size, dtype=np.bool_)
        for rows in self.postings.rows(terms):
            found[rows] = True
        return found

    def at(self, version: int, start: int, end: int) -> NDArray[np.int64]:
        """The rows at an address."""
        order, versions = self.arrays["by_version"], self.arrays["versions"]
        first, last = np.searchsorted(versions, [version, version + 1])
        rows = order[first:last].astype(np.int64)
        return rows[(self.addresses[2, rows] == start) & (self.addresses[3, rows] == end)]


def group_term(group: str) -> str:
    """What a row of a group has."""
    return f"{_GROUP}{group}"


def mark_term(mark: str) -> str:
    """What a row with a mark has."""
    return f"{_MARK}{mark}"


def written(path: Path, entries: Iterable[Entry]) -> int:
    """How many entries were written to a new file, each with its vector; the file is not there where there was none.

    Raises:
        ViewError: An entry has no vector, or one of another length.
    """
    addresses = array("q")
    terms = PostingsBuilder()
    factors: list[Floats] = []
    count = 0
    with ArrayFile(path) as file:
        file.begin("rows", np.int8)
        for held in _batched(entries):
            rows, scaled = quantised(_stacked(held))
            file.append(rows)
            factors.append(scaled)
            for entry in held:
                chunk = entry.chunk
                addresses.extend((chunk.document, chunk.version, chunk.start, chunk.end))
                terms.add(count, [*map(group_term, entry.groups), *map(mark_term, marks_of(entry.attributes))])
                count += 1
        if count:
            places = np.frombuffer(addresses, dtype=np.int64).reshape(-1, _ADDRESS).T
            _finish(file, np.concatenate(factors), places, terms.built())
    if not count:
        path.unlink()
    return count


def merged(path: Path, parts: Sequence[tuple[Segment, Mask | None]], *, listed: bool) -> int:
    """How many rows of the parts that are alive (all where a mask is None) were written to one new file, in lists if `listed`."""
    target = path.with_suffix(".flat") if listed else path
    count = _joined(target, parts)
    if listed:
        if count:
            _arranged(path, Segment.open(target))
        target.unlink(missing_ok=True)
    return count


def _joined(path: Path, parts: Sequence[tuple[Segment, Mask | None]]) -> int:
    kept = [(segment, np.arange(segment.size) if alive is None else np.flatnonzero(alive)) for segment, alive in parts]
    count = sum(len(ids) for _, ids in kept)
    if not count:
        return 0
    terms: list[Postings] = []
    first = 0
    for segment, ids in kept:
        numbers = np.full(segment.size, -1, dtype=np.int64)
        numbers[ids] = np.arange(first, first + len(ids))
        terms.append(segment.postings.renumbered(numbers))
        first += len(ids)
    with ArrayFile(path) as file:
        file.begin("rows", np.int8)
        for segment, ids in kept:
            _append_rows(file, segment, ids)
        factors = np.concatenate([segment.factors[ids] for segment, ids in kept])
        _finish(file, factors, np.concatenate([segment.addresses[:, ids] for segment, ids in kept], axis=1), joined(terms))
    return count


def _arranged(path: Path, flat: Segment) -> None:
    """The same rows in a new file, in lists."""
    centroids = trained(flat.rows, flat.factors, rng=np.random.default_rng(_SEED))
    lists = assigned(flat.rows, centroids)
    order = np.argsort(lists, kind="stable")
    numbers = np.empty(flat.size, dtype=np.int64)
    numbers[order] = np.arange(flat.size)
    with ArrayFile(path) as file:
        file.begin("rows", np.int8)
        _append_rows(file, flat, order)
        file.add("centroids", centroids)
        file.add("bounds", np.concatenate([[0], np.cumsum(np.bincount(lists, minlength=len(centroids)))]).astype(np.int64))
        _finish(file, flat.factors[order], flat.addresses[:, order], flat.postings.renumbered(numbers))


def _append_rows(file: ArrayFile, segment: Segment, ids: Ids) -> None:
    for at in range(0, len(ids), BLOCK):
        file.append(segment.rows[ids[at : at + BLOCK]])


def _finish(file: ArrayFile, factors: Floats, addresses: Ids, terms: Postings) -> None:
    file.add("factors", factors)
    file.add("addresses", addresses)
    order = np.argsort(addresses[1], kind="stable")
    file.add("by_version", order.astype(np.uint32))
    file.add("versions", addresses[1, order])
    for name, part in terms.arrays().items():
        file.add(name, part)


def _batched(entries: Iterable[Entry]) -> Iterator[list[Entry]]:
    left = iter(entries)
    while held := list(islice(left, _HELD)):
        yield held


def _stacked(held: Sequence[Entry]) -> Floats:
    found = [entry.vector for entry in held if entry.vector is not None]
    if len(found) < len(held) or len({len(vector) for vector in found}) > 1:
        raise ViewError("an entry has no vector, or one of another length", remedy="follow the feed by the plan that the view was made by")
    return np.stack(found).astype(np.float32, copy=False)
