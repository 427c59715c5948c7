"""The index of vectors on disk: bytes that are mapped from files, searched row by row or, where there are many, list by list."""

from __future__ import annotations

import time
from collections.abc import Collection, Generator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from pathlib import Path
from threading import Lock
from typing import Self

import numpy as np

from untuned.errors import IndexBusy, IndexUnwritable, ViewError
from untuned.index.foreign import GoneView, read_errors
from untuned.index.locks import locked
from untuned.index.search import Batch, Near, Origin, Stand
from untuned.index.steps import reach
from untuned.index.vectors.commits import COMMIT, Commit, Part, read_commit, remove_others, write_commit
from untuned.index.vectors.held import Held, nearest, scores, vectors
from untuned.index.vectors.numbers import Floats, Mask
from untuned.index.vectors.segments import Segment, merged, written
from untuned.index.vectors.tidy import due
from untuned.types.documents import Span
from untuned.types.filters import Filter
from untuned.types.principal import Principal

REVISION = "vectors/1"
"""Changes with every change of what is kept of an entry: a view made by another revision is not reused."""
EXACT_UP_TO = 50_000
"""Rows that are compared one by one; more are searched list by list."""

_LOCK = "write.lock"
_ATTEMPTS = 20
_PAUSE_S = 0.01


class MappedVectors:
    """An index of vectors in a folder of its own; many processes may read it while one writes.

    It stands at one position of the change feed. A commit adds files and then replaces the one that names them; nothing that
    is named is ever written again. One object may be used by several threads; those that write wait for each other.
    """

    def __init__(self, folder: Path, *, origin: Origin, held: Held, exact_up_to: int) -> None:
        self.folder = folder
        self.origin = origin
        self._exact_up_to = exact_up_to
        self._held = held
        self._lock = Lock()
        self._writing = Lock()
        self._may_write = False

    @classmethod
    def create(cls, folder: Path, *, origin: Origin, exact_up_to: int = EXACT_UP_TO) -> Self:
        """An empty index in a new folder, at position 0."""
        with _writes(folder):
            folder.mkdir(parents=True, exist_ok=True)
            write_commit(folder, Commit(stand=Stand(position=0, mark=""), origin=origin))
        return cls(folder, origin=origin, held=_held_in(folder), exact_up_to=exact_up_to)

    @classmethod
    def open(cls, folder: Path, *, origin: Origin, exact_up_to: int = EXACT_UP_TO) -> Self | None:
        """The index in a folder; None when it is damaged, of another origin, or not one."""
        try:
            held = _held_in(folder)
        except ViewError:
            return None
        return cls(folder, origin=origin, held=held, exact_up_to=exact_up_to) if held.commit.origin == origin else None

    @property
    def position(self) -> int:
        """The change that was applied last; 0 for none."""
        return self.stand.position

    @property
    def stand(self) -> Stand:
        """The position together with its mark."""
        return self._held.commit.stand

    @property
    def size(self) -> int:
        """How many entries there are."""
        return self._held.size

    @property
    def listed(self) -> int:
        """How many of them stand in lists, and are searched by these."""
        return sum(part.alive for part in self._held.commit.parts if self._held.segments[part.name].listed)

    @contextmanager
    def writing(self) -> Generator[None]:
        """Holds the one right to write, for `apply`. Inside it, the position is the newest.

        Raises:
            IndexBusy: Somebody else is writing.
            IndexUnwritable: The folder is read-only.
        """
        if not self._writing.acquire(blocking=False):
            raise IndexBusy(f"another thread is writing {self.folder}")
        try:
            with ExitStack() as held:
                self._enter(held)
                self._may_write = True
                yield
        finally:
            self._may_write = False
            self._writing.release()

    def apply(self, batch: Batch) -> None:
        """The whole batch at once, or nothing of it. Only inside `writing`."""
        if not self._may_write:
            raise ViewError(f"{self.folder} is not open for writing", remedy="apply batches inside 'with index.writing():'")
        reach("index.apply.begin")
        try:
            commit = self._changed(batch)
            reach("index.commit.before")
            with _writes(self.folder):
                write_commit(self.folder, commit)
            reach("index.commit.after")
            self.reload()
        finally:
            self._remove_others()

    def nearest(self, vector: Floats, *, principal: Principal, filters: Sequence[Filter] = (), limit: int) -> list[Near]:
        """The chunks nearest to a vector of length 1 that the principal may read and that pass every filter, nearest first."""
        if limit < 1:
            return []
        return nearest(self._held, vector, readable=(principal, tuple(filters)), limit=limit, exact_up_to=self._exact_up_to)

    def scores(self, spans: Collection[Span], vector: Floats, *, principal: Principal) -> Mapping[Span, float]:
        """The cosine of each of these chunks that there is and the principal may read."""
        return scores(self._held, spans, vector, principal=principal)

    def vectors(self, spans: Collection[Span]) -> dict[Span, Floats]:
        """The vector of each of these chunks that there is, as it was rounded; for whoever makes a view, so nobody's rights are asked."""
        return vectors(self._held, spans)

    def reload(self) -> None:
        """Look at the newest commit, of this process or another. Raises `ViewError` if the folder is gone or damaged."""
        with self._lock:
            with read_errors(self.folder):
                newest = read_commit(self.folder)
            if newest != self._held.commit:
                self._held = _held_in(self.folder, known=self._held)

    def close(self) -> None:
        """Nothing to let go: a writer lives inside `writing`, and files are mapped as long as somebody searches them."""

    def _enter(self, held: ExitStack) -> None:
        if not (self.folder / COMMIT).exists():
            raise GoneView(f"{self.folder} is gone", remedy="try again: another process has built the view anew")
        held.enter_context(locked(self.folder / _LOCK))
        self.reload()
        self._remove_others()  # what a kill left: files that no commit names

    def _changed(self, batch: Batch) -> Commit:
        """What the folder holds after a batch: its files are written, and nothing names them yet."""
        work = _Work(self.folder, self._held)
        work.forget(batch.forget)
        reach("index.apply.deleted")
        work.add(batch)
        reach("index.apply.added")
        work.tidy(exact_up_to=self._exact_up_to)
        stand = Stand(position=batch.position, mark=batch.mark)
        return Commit(stand=stand, origin=self.origin, parts=tuple(work.parts), made=work.made)

    def _remove_others(self) -> None:
        """Takes away what no commit names: what is on disk says so, whatever this process knows of it."""
        try:
            keep = read_commit(self.folder).files
        except (OSError, ValueError):  # gone or damaged: the view is built anew
            return
        with _writes(self.folder):
            remove_others(self.folder, keep=[*keep, _LOCK])


class _Work:
    """A commit on its way: the parts as they will be, each new file beside the old ones."""

    def __init__(self, folder: Path, held: Held) -> None:
        self._folder = folder
        self._segments = dict(held.segments)
        self._alive = dict(held.alive)
        self.parts = list(held.commit.parts)
        self.made = held.commit.made

    def forget(self, documents: frozenset[int]) -> None:
        """The rows of these documents are dead."""
        if not documents:
            return
        gone = np.fromiter(documents, dtype=np.int64, count=len(documents))
        for at, part in enumerate(self.parts):
            of_gone = np.isin(self._segments[part.name].addresses[0], gone)
            alive = self._alive[part.name]
            left = ~of_gone if alive is None else alive & ~of_gone
            if of_gone.any() and left.sum() < part.alive:
                self._alive[part.name] = left
                self.parts[at] = replace(part, dead=self._written_dead(left), dead_rows=part.rows - int(left.sum()))
        self.parts = [part for part in self.parts if part.alive]

    def add(self, batch: Batch) -> None:
        """The batch's entries are a part of their own."""
        path = self._folder / self._name("rows")
        entries = iter(batch.entries)
        with _writes(self._folder):
            rows = written(path, entries)
        if rows:
            self._take(path, rows)

    def tidy(self, *, exact_up_to: int) -> None:
        """Make parts one, as long as any should be."""
        while merge := due(self.parts, self._listed(), exact_up_to=exact_up_to):
            path = self._folder / self._name("rows")
            with _writes(self._folder):
                rows = merged(path, [(self._segments[name], self._alive[name]) for name in sorted(merge.names)], listed=merge.listed)
            self.parts = [part for part in self.parts if part.name not in merge.names]
            self._take(path, rows)

    def _take(self, path: Path, rows: int) -> None:
        with read_errors(self._folder):
            self._segments[path.name] = Segment.open(path)
        self._alive[path.name] = None
        self.parts.append(Part(name=path.name, rows=rows))

    def _listed(self) -> frozenset[str]:
        return frozenset(part.name for part in self.parts if self._segments[part.name].listed)

    def _written_dead(self, alive: Mask) -> str:
        name = self._name("alive")
        with _writes(self._folder):
            (self._folder / name).write_bytes(np.packbits(alive).tobytes())
        return name

    def _name(self, kind: str) -> str:
        self.made += 1
        return f"{self.made}.{kind}"


def _held_in(folder: Path, known: Held | None = None) -> Held:
    """What a folder holds, with the parts that are known already. Raises `ViewError`; somebody may write it meanwhile."""
    for attempt in range(_ATTEMPTS):
        with read_errors(folder):
            commit = read_commit(folder)
            try:
                return _opened(folder, commit, known)
            except FileNotFoundError:  # another commit took this one's place, and its files are gone
                if attempt == _ATTEMPTS - 1 or read_commit(folder) == commit:
                    raise
        time.sleep(_PAUSE_S)
    raise GoneView(f"{folder} is gone", remedy="try again: another process has built the view anew")


def _opened(folder: Path, commit: Commit, known: Held | None) -> Held:
    segments: dict[str, Segment] = {}
    alive: dict[str, Mask | None] = {}
    for part in commit.parts:
        held = None if known is None else known.segments.get(part.name)
        segment = Segment.open(folder / part.name) if held is None else held
        if segment.size != part.rows:
            raise ValueError(f"{part.name}: {segment.size} rows, not {part.rows}")
        segments[part.name] = segment
        alive[part.name] = _alive_in(folder, part) if part.dead else None
    return Held(commit=commit, segments=segments, alive=alive)


def _alive_in(folder: Path, part: Part) -> Mask:
    bits = np.frombuffer((folder / part.dead).read_bytes(), dtype=np.uint8)
    if len(bits) != (part.rows + 7) // 8:
        raise ValueError(f"{part.dead}: cut off")
    return np.unpackbits(bits, count=part.rows).astype(np.bool_)


@contextmanager
def _writes(folder: Path) -> Generator[None]:
    """What happens inside, with failures of the disk as `GoneView` or `IndexUnwritable`."""
    try:
        yield
    except OSError as error:
        if not folder.exists():
            raise GoneView(f"{folder} is gone", remedy="try again: another process has built the view anew") from error
        raise IndexUnwritable(f"{folder} cannot be written: {error.strerror or error}") from error
