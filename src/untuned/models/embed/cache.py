"""Vectors that were computed before, by the text and the model they are of; beside truth, and always safe to lose.

One SQLite file, opened for each use and closed after it, so that several processes and threads may use it at once and a killed one
leaves it whole. A vector is kept in 8 bits a number. Vectors tell much of their texts: what is purged has to be forgotten here too.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Callable, Generator, Iterable, Mapping, Sequence
from contextlib import closing, contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from untuned.errors import StoreBusy, StoreUnwritable
from untuned.models.embed.embedder import Embedder, Kind, Vectors, normalised

Row = NDArray[np.float32]

_PORTION = 512
"""Texts between two writes: what is lost of a long build that is killed."""
_ASKED = 900
"""Values of one statement, fewer than any SQLite allows."""
_MOST_BYTES = 2_000_000_000
_LEFT = 0.8
"""The share of the bound that stays when it is passed."""
_DAYS = 7
"""The use of a vector is noted once in so many days: reading is to write little."""
_VERSION = 1
_SCHEMA = (
    "DROP TABLE IF EXISTS vector",
    "CREATE TABLE vector (id INTEGER PRIMARY KEY, model TEXT NOT NULL, text BLOB NOT NULL, used INTEGER NOT NULL, "
    "scale REAL NOT NULL, numbers BLOB NOT NULL, UNIQUE (text, model))",
    "CREATE INDEX vector_used ON vector (used)",
    f"PRAGMA user_version = {_VERSION}",
)


def text_key(text: str) -> bytes:
    """What a text's vectors are kept by: its SHA-256."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()


def _utc_now() -> datetime:
    return datetime.now(UTC)


class VectorCache:
    """The file of kept vectors. What cannot be read or kept is computed again; what is to be forgotten is, or an error says why not."""

    def __init__(
        self, path: Path, *, most_bytes: int = _MOST_BYTES, busy_timeout_ms: int = 15_000, now: Callable[[], datetime] = _utc_now
    ) -> None:
        """Opens nothing yet.

        Args:
            path: The file; its folder is made where it is lacking.
            most_bytes: Past this size, those that were not used for longest leave.
            busy_timeout_ms: How long another process that writes is waited for.
            now: The time, for what was used when.
        """
        self._path = path
        self._most_bytes = most_bytes
        self._busy_timeout_ms = busy_timeout_ms
        self._now = now

    def find(self, model: str, keys: Sequence[bytes]) -> dict[bytes, Row]:
        """The vectors of one model that are kept, by the keys of their texts."""
        if not self._path.exists():
            return {}
        found: dict[bytes, Row] = {}
        old: list[int] = []
        day = self._day()
        try:
            with self._opened() as connection:
                for start in range(0, len(keys), _ASKED):
                    portion = keys[start : start + _ASKED]
                    marks = ",".join("?" * len(portion))
                    wanted = f"SELECT id, text, used, scale, numbers FROM vector WHERE model = ? AND text IN ({marks})"  # noqa: S608 - marks
                    for id, text, used, scale, numbers in connection.execute(wanted, (model, *portion)):
                        found[text] = _unpacked(scale, numbers)
                        if day - used >= _DAYS:
                            old.append(id)
                if old:
                    connection.executemany("UPDATE vector SET used = ? WHERE id = ?", ((day, id) for id in old))
                    connection.commit()
        except sqlite3.OperationalError:  # busy, or a folder that may not be written: what was read is good
            return found
        except sqlite3.DatabaseError:
            with suppress(OSError):
                self._discard()
            return {}
        return found

    def keep(self, model: str, vectors: Mapping[bytes, Row]) -> None:
        """Keeps vectors of one model, by the keys of their texts; where that is not possible, does nothing."""
        day = self._day()
        rows = [(model, key, day, *_packed(vector)) for key, vector in vectors.items()]
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            with self._opened() as connection:
                connection.executemany("INSERT OR REPLACE INTO vector (model, text, used, scale, numbers) VALUES (?, ?, ?, ?, ?)", rows)
                self._bound(connection)
                connection.commit()
        except (sqlite3.OperationalError, OSError):  # busy, no room, read-only: it will be computed again
            return
        except sqlite3.DatabaseError:
            with suppress(OSError):
                self._discard()

    def forget(self, keys: Iterable[bytes]) -> None:
        """The vectors of these texts leave the file, of every model, and so do their bytes.

        Raises:
            StoreBusy: Another process writes for too long.
            StoreUnwritable: The file cannot be written.
        """
        self._purge(lambda connection: connection.executemany("DELETE FROM vector WHERE text = ?", ((key,) for key in keys)))

    def clear(self) -> None:
        """Every vector leaves the file, and so do its bytes. Raises what `forget` raises."""
        self._purge(lambda connection: connection.execute("DELETE FROM vector"))
        self._purge(lambda connection: connection.execute("VACUUM"))

    def __len__(self) -> int:
        """Vectors in it."""
        if not self._path.exists():
            return 0
        try:
            with self._opened() as connection:
                (count,) = connection.execute("SELECT count(*) FROM vector").fetchone()
        except sqlite3.DatabaseError:
            return 0
        return int(count)

    @contextmanager
    def _opened(self) -> Generator[sqlite3.Connection]:
        with closing(sqlite3.connect(self._path, timeout=self._busy_timeout_ms / 1000)) as connection:
            # A journal that is deleted after each write leaves no second file in which what was forgotten could stay.
            connection.execute("PRAGMA secure_delete = ON")
            if _version(connection) != _VERSION:
                _prepare(connection)
            yield connection

    def _purge(self, act: Callable[[sqlite3.Connection], object]) -> None:
        """What the act does is done and lasts. A file that is damaged leaves as a whole."""
        if not self._path.exists():
            return
        try:
            with self._opened() as connection:
                act(connection)
                connection.commit()
        except sqlite3.OperationalError as error:
            if "locked" in str(error) or "busy" in str(error):
                raise StoreBusy(f"the vectors in {self._path} are in use") from error
            raise StoreUnwritable(f"the vectors in {self._path} cannot be forgotten: {error}") from error
        except sqlite3.DatabaseError:
            try:
                self._discard()
            except OSError as error:
                raise StoreUnwritable(f"the vectors in {self._path} cannot be removed: {error}") from error

    def _bound(self, connection: sqlite3.Connection) -> None:
        """Those that were not used for longest leave, where the file is larger than it may be."""
        size, pages, free = (
            int(connection.execute(f"PRAGMA {name}").fetchone()[0]) for name in ("page_size", "page_count", "freelist_count")
        )
        taken = (pages - free) * size
        if taken <= self._most_bytes:
            return
        (count,) = connection.execute("SELECT count(*) FROM vector").fetchone()
        leaving = count - int(count * self._most_bytes * _LEFT / taken)
        connection.execute("DELETE FROM vector WHERE id IN (SELECT id FROM vector ORDER BY used, id LIMIT ?)", (leaving,))

    def _discard(self) -> None:
        """A damaged file goes: everything in it can be computed again."""
        for place in (self._path, self._path.with_name(f"{self._path.name}-journal")):
            place.unlink(missing_ok=True)

    def _day(self) -> int:
        return self._now().toordinal()


class CachedEmbedder:
    """An embedder whose passages' vectors are kept: an `Embedder`. A text has the same vector whether it was kept or not."""

    def __init__(self, embedder: Embedder, *, cache: VectorCache) -> None:
        self._embedder = embedder
        self._cache = cache
        self.name = embedder.name
        self.languages = embedder.languages
        self.dimensions = embedder.dimensions
        self.weight = embedder.weight

    def embed(self, texts: Sequence[str], *, kind: Kind) -> Vectors:
        """As `Embedder.embed`; questions are not kept. What was computed is kept every few hundred texts."""
        if kind == "query":
            return self._embedder.embed(texts, kind=kind)
        keys = [text_key(text) for text in texts]
        made = np.zeros((len(texts), self.dimensions), dtype=np.float32)
        for start in range(0, len(texts), _PORTION):
            places = range(start, min(start + _PORTION, len(texts)))
            held = self._held({keys[at]: texts[at] for at in places})
            for at in places:
                made[at] = held[keys[at]]
        return normalised(made)

    def _held(self, texts: Mapping[bytes, str]) -> Mapping[bytes, Row]:
        """Every text's vector as it is kept, those that lack computed."""
        held = self._cache.find(self.name, list(texts))
        lacking = [key for key in texts if key not in held or len(held[key]) != self.dimensions]
        if lacking:
            rows = self._embedder.embed([texts[key] for key in lacking], kind="passage")
            new = dict(zip(lacking, rows, strict=True))
            self._cache.keep(self.name, new)
            held.update((key, _unpacked(*_packed(row))) for key, row in new.items())
        return held


def _version(connection: sqlite3.Connection) -> int:
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def _prepare(connection: sqlite3.Connection) -> None:
    """An empty file of this form, unless another process was faster."""
    connection.execute("BEGIN IMMEDIATE")
    if _version(connection) != _VERSION:
        for statement in _SCHEMA:
            connection.execute(statement)
    connection.commit()


def _packed(vector: Row) -> tuple[float, bytes]:
    """(scale, numbers in 8 bits): each number is its 8-bit one times the scale."""
    scale = float(np.abs(vector).max(initial=0.0)) / 127
    return scale, np.rint(vector / (scale or 1.0)).astype(np.int8).tobytes()


def _unpacked(scale: float, numbers: bytes) -> Row:
    return np.frombuffer(numbers, dtype=np.int8).astype(np.float32) * np.float32(scale)
