"""A file of signatures: which statement of which version has which words, as hashes, and which others are like it.

It is a view: it holds addresses and hashes of words, never words, and is made anew when it is missing, broken or of another database.
A statement is looked for by its rarest words and pairs of neighbouring words. What too many statements have is counted and no more, so
that one lookup costs the same however many documents there are. Many documents are followed at once, with a handful of queries for all.
"""

from __future__ import annotations

import json
import sqlite3
from array import array
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from struct import Struct
from types import TracebackType
from typing import NamedTuple, Self

from untuned.ingest.conflicts.signatures import Signature
from untuned.ingest.conflicts.statements import Placed

REVISION = "7"
"""Changes with every change of what a signature is, or of what contradicts what: then all is compared anew."""
CAP = 60
"""A word or pair that more statements have tells none apart, and is passed over."""
VISITED = 96
"""Statements with a rare word of one statement that are counted, the rarest words first."""
SHORTLIST = 16
"""Others of one statement whose signatures are held against its own."""
COMPARED = 8
"""Those of them that are read and compared."""
LEAST = 0.34
"""The share of kept words that two statements have in common, from which on they are compared."""
_ALONE = 2
"""What is held of a word that one statement has: how many have it, and which."""
_BITS = 15
"""Of a statement's number in its document: more than a version's statements that are looked at."""

_SCHEMA = """
CREATE TABLE IF NOT EXISTS about (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS statement (id INTEGER PRIMARY KEY, version INTEGER NOT NULL, start INTEGER NOT NULL, "end" INTEGER NOT NULL,
    words BLOB NOT NULL, pairs BLOB NOT NULL);
CREATE TABLE IF NOT EXISTS posting (word INTEGER PRIMARY KEY, held BLOB NOT NULL);
"""

_PACKERS = tuple(Struct(f"{length}Q").pack for length in range(CAP + 2))
"""What `array` does, for as many words as are mostly packed, in a third of the time."""

Signed = tuple[Placed, Signature]
_New = Mapping[int, tuple[int, Placed, Signature]]
"""By their ids, statements with their versions."""


class Address(NamedTuple):
    """Where a statement stands."""

    document: int
    version: int
    start: int
    end: int


class Alike(NamedTuple):
    """A statement of a document that is followed, and one of another document that is like it."""

    document: int
    at: int
    """The place of the first among its document's statements."""
    other: Address
    likeness: float
    """The share of kept words that both have, in [0, 1]."""


class Catalogue:
    """The signatures of all current versions, in one file. Use it in a `with` statement, or `close` it."""

    def __init__(self, place: Path, *, origin: str) -> None:
        self._place, self._origin = place, f"{REVISION} {origin}"
        place.parent.mkdir(parents=True, exist_ok=True)
        try:
            self._connection = self._opened()
        except sqlite3.DatabaseError:
            self._connection = self._anew()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, _kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Let the file go."""
        self._connection.close()

    def _opened(self) -> sqlite3.Connection:
        connection = sqlite3.connect(self._place, timeout=60.0, isolation_level=None)
        try:
            connection.execute("PRAGMA secure_delete=ON")
            connection.execute("PRAGMA synchronous=OFF")  # what a power cut breaks is made anew
            connection.execute("CREATE TABLE IF NOT EXISTS about (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID")
            known = connection.execute("SELECT value FROM about WHERE name = 'origin'").fetchone()
            if known is None or known[0] == self._origin:
                connection.executescript(_SCHEMA)
                connection.execute("INSERT OR IGNORE INTO about VALUES ('origin', ?)", (self._origin,))
                return connection
        except BaseException:
            connection.close()
            raise
        connection.close()
        return self._anew()

    def _anew(self) -> sqlite3.Connection:
        for ending in ("", "-journal"):
            self._place.with_name(self._place.name + ending).unlink(missing_ok=True)
        return self._opened()

    @property
    def position(self) -> int:
        """As far as the feed was followed; 0 for a fresh file."""
        row = self._connection.execute("SELECT value FROM about WHERE name = 'position'").fetchone()
        return 0 if row is None else int(row[0])

    def reached(self, position: int) -> None:
        """Remember how far the feed was followed."""
        self._connection.execute("INSERT OR REPLACE INTO about VALUES ('position', ?)", (str(position),))

    @property
    def size(self) -> int:
        """How many statements it knows."""
        return int(self._connection.execute("SELECT count(*) FROM statement").fetchone()[0])

    def follow(self, states: Mapping[int, tuple[int, Sequence[Signed]] | None]) -> list[Alike]:
        """The documents' statements are those of these versions alone, none of a document that is gone; and what is like them elsewhere.

        Each two statements are told once, by the first of the documents. It is one transaction.
        """
        new = {
            id << _BITS | at: (state[0], placed, own) for id, state in states.items() if state for at, (placed, own) in enumerate(state[1])
        }
        return self._alike(new, self._near(new, states))

    def _near(self, new: _New, followed: Collection[int]) -> dict[int, list[int]]:
        """Keep the statements, none of before, and tell which others may be like each."""
        connection = self._connection
        connection.execute("BEGIN IMMEDIATE")
        try:
            postings = _Postings(connection, self._take_out(followed), new)
            connection.executemany("INSERT INTO statement VALUES (?, ?, ?, ?, ?, ?)", map(_row, new.items()))
            postings.save()
        except BaseException:
            connection.execute("ROLLBACK")
            raise
        connection.execute("COMMIT")
        told = _Told.of(followed)
        return {id: found for id, (_, _, own) in new.items() if (found := postings.near(id, own, told))}

    def _take_out(self, documents: Iterable[int]) -> dict[int, list[int]]:
        """The words of the documents' statements, which are no more, with the statements."""
        gone: dict[int, list[int]] = {}
        last = self._connection.execute("SELECT max(id) FROM statement").fetchone()[0]
        known = () if last is None else [document for document in documents if document << _BITS <= last]
        for document in known:  # a first sync knows none
            bounds = (document << _BITS, (document + 1) << _BITS)
            for id, words, pairs in self._connection.execute("SELECT id, words, pairs FROM statement WHERE id >= ? AND id < ?", bounds):
                for word in (*_unpacked(words), *_unpacked(pairs)):
                    gone.setdefault(word, []).append(id)
            self._connection.execute("DELETE FROM statement WHERE id >= ? AND id < ?", bounds)
        return gone

    def _alike(self, new: _New, near: Mapping[int, Sequence[int]]) -> list[Alike]:
        wanted = {other for found in near.values() for other in found}
        known = {id: _compared(id, *new[id]) for id in wanted | near.keys() if id in new}
        known |= self._read(wanted - known.keys())
        return [one for id, found in near.items() for one in _likest(id, known[id][1], filter(None, map(known.get, found)))]

    def _read(self, ids: Collection[int]) -> Iterator[tuple[int, tuple[Address, frozenset[int]]]]:
        wanted = 'SELECT id, version, start, "end", words FROM statement WHERE id IN (SELECT value FROM json_each(?))'
        for id, version, start, end, words in self._connection.execute(wanted, (json.dumps(sorted(ids)),)) if ids else ():
            yield id, (Address(id >> _BITS, version, start, end), frozenset(_unpacked(words)))


class _Postings:
    """The statements that have a word, for the words of some statements: how many, and which where they are few."""

    def __init__(self, connection: sqlite3.Connection, gone: Mapping[int, list[int]], new: _New) -> None:
        self._connection = connection
        added: defaultdict[int, list[int]] = defaultdict(list)
        for id, (_, _, own) in new.items():
            for word in own.words + own.pairs:
                added[word].append(id)
        words = sorted(added.keys() | gone.keys())
        wanted = "SELECT word, held FROM posting WHERE word IN (SELECT value FROM json_each(?))"
        before = dict(connection.execute(wanted, (json.dumps(words),)))
        self._held = {
            word: _joined(_unpacked(before[word]), gone.get(word, ()), added.get(word, ())) if word in before else _counted(added[word])
            for word in words
        }
        self._shared = {word: held[1:] for word, held in self._held.items() if len(held) > _ALONE}

    def save(self) -> None:
        """Keep them in the file."""
        kept = ((word, _packed(held)) for word, held in self._held.items() if held[0] > 0)
        self._connection.executemany("INSERT OR REPLACE INTO posting VALUES (?, ?)", kept)
        self._connection.executemany("DELETE FROM posting WHERE word = ?", ((word,) for word, held in self._held.items() if held[0] <= 0))

    def near(self, id: int, own: Signature, told: _Told) -> list[int]:
        """The statements of other documents that share rare words with this one, the more and the rarer the sooner, and few of them.

        Of those that are followed at the same time, the later ones alone.
        """
        first, behind = told.before(id)
        shares: dict[int, float] = defaultdict(float)  # below 0, so that the likest come first
        visited = 0
        for found in sorted(filter(None, map(self._shared.get, own.words + own.pairs)), key=len):
            weight = 1 / (len(found) + 1)
            for other in found:
                if other < first or other >= behind:
                    shares[other] -= weight
            visited += len(found)
            if visited > VISITED:
                break
        if told.first < 0:
            shares = {one: share for one, share in shares.items() if one > id or one >> _BITS not in told.documents}
        return [one for _, one in sorted(zip(shares.values(), shares, strict=True))[:SHORTLIST]]


@dataclass(frozen=True, slots=True)
class _Told:
    """The documents that are followed at the same time; each two statements of theirs are told once, by the first of them."""

    documents: Collection[int]
    first: int
    """The first document, where all that follow it up to the last are followed too, as in a first sync; else -1."""

    @classmethod
    def of(cls, followed: Collection[int]) -> _Told:
        whole = bool(followed) and max(followed) - min(followed) + 1 == len(followed)
        return cls(followed, min(followed) if whole else -1)

    def before(self, id: int) -> tuple[int, int]:
        """[start, end) of the statements that need no look beside this one, by their ids: those told already, and its document's own."""
        behind = (id >> _BITS) + 1 << _BITS
        return ((id >> _BITS if self.first < 0 else self.first) << _BITS, behind)


def position_of(place: Path, *, origin: str) -> int | None:
    """As far as the feed was followed by the file at a place, which is not touched; None where there is none, or another's."""
    if not place.is_file():
        return None
    try:
        with closing(sqlite3.connect(f"{place.resolve().as_uri()}?mode=ro", uri=True, timeout=1.0)) as connection:
            about = dict(connection.execute("SELECT name, value FROM about"))
    except sqlite3.DatabaseError:
        return None
    return int(about.get("position", 0)) if about.get("origin") == f"{REVISION} {origin}" else None


def _compared(id: int, version: int, placed: Placed, own: Signature) -> tuple[Address, frozenset[int]]:
    """What a statement is compared by."""
    return Address(id >> _BITS, version, placed.start, placed.end), frozenset(own.words)


def _likest(id: int, own: frozenset[int], others: Iterable[tuple[Address, frozenset[int]]]) -> list[Alike]:
    """The first of those that are like a statement."""
    found: list[Alike] = []
    size = len(own)
    for address, words in others:
        total = size + len(words)
        shared = 2 * len(own & words) / total if total else 0.0
        if shared >= LEAST:
            found.append(Alike(id >> _BITS, id & (1 << _BITS) - 1, address, shared))
            if len(found) == COMPARED:
                break
    return found


def _joined(before: Sequence[int], gone: Collection[int], added: Sequence[int]) -> list[int]:
    """How many statements have a word, and which, where they are at most `CAP`.

    Where they were more, it is not known which the others are: such a word stays passed over until the file is made anew.
    """
    count = before[0] - len(gone) + len(added)
    if before[0] >= len(before) > 0 or count > CAP:
        return [max(count, 0)]
    if not gone:
        return [count, *before[1:], *added]
    taken = set(gone)
    return [count, *(id for id in before[1:] if id not in taken), *added]


def _counted(ids: Sequence[int]) -> list[int]:
    """The same of a word that no statement had before."""
    return [len(ids), *ids] if len(ids) <= CAP else [len(ids)]


def _row(item: tuple[int, tuple[int, Placed, Signature]]) -> tuple[int, int, int, int, bytes, bytes]:
    id, (version, placed, own) = item
    return id, version, placed.start, placed.end, _packed(own.words), _packed(own.pairs)


def _packed(words: Sequence[int]) -> bytes:
    return _PACKERS[len(words)](*words) if len(words) < len(_PACKERS) else array("Q", words).tobytes()


def _unpacked(held: bytes) -> array[int]:
    found = array("Q")
    found.frombytes(held)
    return found
