"""Where views live: one folder for each pair of settings, in it numbered generations and a file that names the current one."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Callable, Collection, Iterable
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from threading import RLock
from typing import Protocol, TypeVar, cast

from untuned.errors import IndexBusy, IndexUnwritable, ViewError
from untuned.index.engines import let_go, opened
from untuned.index.files import replace_file
from untuned.index.follow import PAUSE_S, Feed, Indexed, Sources, catch_up, enter_writing, goes_on
from untuned.index.foreign import GoneView
from untuned.index.locks import locked
from untuned.index.search import Origin, View
from untuned.index.steps import reach

_POINTER = "current"
_UNFINISHED = "unfinished"
"""A file that stands beside the first generation until that has followed the whole feed once: till then it lacks most texts."""
_GONE = ".gone"
_ATTEMPTS = 5
"""How often a view is looked for again whose folder somebody removes."""
_PATIENCE_S = 30.0
"""How long a question waits for the first view that somebody else makes."""

V = TypeVar("V", bound=View)
V_co = TypeVar("V_co", bound=View, covariant=True)


class Plan(Indexed, Protocol[V_co]):
    """How one view is made: its kind and all its settings."""

    @property
    def name(self) -> str:
        """The name of the view's folder: another one whenever anything would be indexed otherwise."""
        ...

    def create(self, folder: Path, *, origin: Origin) -> V_co:
        """An empty index in a new folder, at position 0."""
        ...

    def open(self, folder: Path, *, origin: Origin) -> V_co | None:
        """The index in a folder; None when it is damaged, of another origin, or not one of this kind."""
        ...


class Views:
    """The views of one database, each opened once and kept open.

    A view is disposable: one that is damaged, or was made from another database or another life of this one, is built anew
    beside and swapped by replacing the pointer file, while those who read the old one go on. What was purged leaves a view the
    same way, together with the old generation's files, and the views of other settings that may hold it leave as a whole.
    Only who has locked a view's own file writes it or swaps its generations. Threads may share one object; processes may share
    one folder.
    """

    def __init__(
        self, folder: Path, *, origin: Origin, changes: Feed, sources: Sources, spared: Callable[[], Collection[str]] = frozenset[str]
    ) -> None:
        """Opens nothing yet.

        Args:
            folder: Where they live.
            origin: The database that they are of.
            changes: Its feed.
            sources: Its texts.
            spared: The names of views that whoever asks follows too, and that are not swept because another one is ahead of them.
        """
        self.folder = folder
        self._origin = origin
        self._changes = changes
        self._sources = sources
        self._spared = spared
        self._lock = RLock()
        self._open: dict[str, View] = {}
        self._swept = 0
        """Up to this position of the feed, no purged text is in a view of other settings."""

    def newest(self, plan: Plan[V]) -> V | None:
        """The view as it stands on disk now, for reading; None when there is none that fits this database."""
        return self._newest(plan)[0]

    def followed_or_standing(self, plan: Plan[V]) -> V:
        """The view after every change of the feed; while somebody else writes it, as it stands; the first one only once it is whole.

        Raises:
            IndexBusy: Somebody else is still making the first one after half a minute.
            IndexUnwritable: As `follow`.
        """
        deadline = time.monotonic() + _PATIENCE_S
        while True:
            try:
                return self.follow(plan)
            except IndexBusy:
                standing = None if self._unfinished(plan).exists() else self.newest(plan)
                if standing is not None:
                    return standing
                if time.monotonic() >= deadline:
                    raise
                time.sleep(PAUSE_S)

    def _newest(self, plan: Plan[V]) -> tuple[V | None, bool]:
        """The same, and whether the feed goes on from where it stands."""
        with self._lock:
            generation = self._current(plan)
            while generation is not None:
                index = self._opened(plan, generation)
                if index is not None:
                    more = goes_on(self._changes, index.stand)
                    return (None if more is None else index), more is not False
                newer = self._current(plan)
                generation = None if newer == generation else newer  # swapped, and the old one removed, while it was being opened
            return None, True

    def follow(self, plan: Plan[V], *, rebuild: bool = False, wait: bool = False, told: Callable[[], None] | None = None) -> V:
        """The view after every change of the feed; made if there is none, built anew if it must be or `rebuild` says so.

        `told` is called after each document that is indexed.

        Raises:
            IndexBusy: Another process is writing this view, and `wait` is false.
            IndexUnwritable: Full disk, or read-only folder; the view stays as it was.
        """
        for _ in range(_ATTEMPTS - 1):
            try:
                return self._followed(plan, rebuild=rebuild, wait=wait, told=told)
            except GoneView:
                continue
        return self._followed(plan, rebuild=rebuild, wait=wait, told=told)

    def collect(self, keep: Iterable[Plan[View]], *, wait: bool = False) -> list[str]:
        """The names of the views that were removed: all but those to keep and those being written, which `wait` waits for."""
        kept = {plan.name for plan in keep}
        return [folder.name for folder in self._folders() if folder.name not in kept and self._removed(folder, wait=wait)]

    def close(self) -> None:
        """Let every view go."""
        with self._lock:
            for index in self._open.values():
                index.close()
            self._open.clear()

    def _opened(self, plan: Plan[V], generation: Path) -> V | None:
        """A generation at its newest commit; None if it is damaged, of another origin, or gone."""
        held = self._open.get(plan.name)
        if held is not None and held.folder == generation:
            try:
                held.reload()
            except ViewError:
                self._open.pop(plan.name)
            else:
                return cast("V", held)  # a name stands for one kind of view
        found = plan.open(generation, origin=self._origin)
        if found is not None:
            self._open[plan.name] = found
        return found

    def _followed(self, plan: Plan[V], *, rebuild: bool, wait: bool, told: Callable[[], None] | None) -> V:
        found, behind = self._newest(plan)
        if rebuild or found is None or behind:
            before = self._current(plan)
            with ExitStack() as held:
                enter_writing(held, partial(locked, self._lock_of(plan.name)), wait=wait)
                # Somebody else may have built it anew while this one waited.
                found = self._written(plan, rebuild=rebuild and self._current(plan) == before, wait=wait, told=told)
        self._discard_old(plan, found)
        self._sweep(plan, found)
        return found

    def _written(self, plan: Plan[V], *, rebuild: bool, wait: bool, told: Callable[[], None] | None) -> V:
        """The view after every change of the feed. Only while its file is locked."""
        follow = partial(catch_up, changes=self._changes, sources=self._sources, recipe=plan, told=told)
        found = self.newest(plan)
        if found is not None and not rebuild and not self._holds_purged(found):
            follow(found, wait=wait)
        elif found is None and self._current(plan) is None:
            # The first one is current from the start, so that a sync that is killed goes on where it was.
            found = self._created(plan)
            self._unfinished(plan).touch()
            self._swap(plan, found)
            follow(found)
        elif found is None:
            found = self._rebuilt(plan, follow)
        else:
            with ExitStack() as held:
                enter_writing(held, found.writing, wait=wait)
                found = self._rebuilt(plan, follow)
        while self._holds_purged(found):  # purged while it was being written
            found = self._rebuilt(plan, follow)
        self._unfinished(plan).unlink(missing_ok=True)
        return found

    def _rebuilt(self, plan: Plan[V], follow: Callable[[V], int]) -> V:
        """A new generation, caught up, then swapped in."""
        fresh = self._created(plan)
        follow(fresh)
        self._swap(plan, fresh)
        return fresh

    def _holds_purged(self, index: View) -> bool:
        """True when a text was purged since: the index, or what a killed writer left beside it, may hold its words."""
        return self._changes.last_purge(since=index.position) > 0

    def _sweep(self, plan: Plan[V], found: View) -> None:
        """Remove what may hold purged words of other settings, but for what is being written.

        That is every view that was not followed since, and of one that was, what a killed writer left beside its current generation.
        """
        others = [folder for folder in self._folders() if folder.name != plan.name]
        if not others:
            return
        last = self._changes.last_purge(since=self._swept)
        spared = self._spared() if last else ()
        left = [folder for folder in others if last and folder.name not in spared and not self._is_rid_of(folder, last)]
        if not left:
            self._swept = max(self._swept, last, found.position)

    def _is_rid_of(self, folder: Path, last: int) -> bool:
        """True when nothing in a view's folder is older than the last purge now."""
        return self._removed(folder, wait=False) if self._position_in(folder) < last else self._is_trimmed(folder)

    def _is_trimmed(self, folder: Path) -> bool:
        """True when a view has its current generation only now; False while somebody writes it, or where files cannot be removed."""
        if not _beside_current(folder):
            return True
        with ExitStack() as held:
            try:
                enter_writing(held, partial(locked, self._lock_of(folder.name)), wait=False)
            except (IndexBusy, IndexUnwritable):
                return False
            for generation in _beside_current(folder):
                if _is_free(generation, self._origin):
                    _remove(generation)
            return not _beside_current(folder)

    def _position_in(self, folder: Path) -> int:
        """Where the view in a folder stands; 0 when it is none of this feed."""
        generation = _current_in(folder)
        index = None if generation is None else opened(generation, origin=self._origin)
        return index.position if index is not None and goes_on(self._changes, index.stand) is not None else 0

    def _removed(self, folder: Path, *, wait: bool) -> bool:
        """True when a view is gone now; False while somebody writes it, or where its files cannot be removed."""
        with ExitStack() as held:
            try:
                enter_writing(held, partial(locked, self._lock_of(folder.name)), wait=wait)
            except (IndexBusy, IndexUnwritable):
                return False
            if not all(_is_free(generation, self._origin) and let_go(generation) for generation in _generations(folder)):
                return False
            with self._lock:
                self._open.pop(folder.name, None)
            shutil.rmtree(folder, ignore_errors=True)
        return not folder.exists()

    def _folders(self) -> list[Path]:
        return sorted(self.folder / name for name, is_folder in _inside(self.folder) if is_folder)

    def _lock_of(self, name: str) -> Path:
        """Beside the view's folder, because it outlives it."""
        return self.folder / f"{name}.lock"

    def _created(self, plan: Plan[V]) -> V:
        """An empty generation beside the others."""
        folder = self.folder / plan.name
        number = max((int(path.name) for path in _generations(folder)), default=0)
        while True:
            number += 1
            try:
                (folder / str(number)).mkdir(parents=True)
            except FileExistsError:  # another process is as fast
                continue
            except OSError as error:
                raise IndexUnwritable(f"{folder} cannot be written: {error.strerror or error}") from error
            return plan.create(folder / str(number), origin=self._origin)

    def _swap(self, plan: Plan[V], index: View) -> None:
        """Make a generation the current one, for everybody, at once."""
        pointer = self.folder / plan.name / _POINTER
        fresh = pointer.with_name(f"{_POINTER}.{os.getpid()}")
        reach("index.swap.before")
        try:
            with fresh.open("w", encoding="ascii") as file:
                file.write(index.folder.name)
                file.flush()
                os.fsync(file.fileno())
            replace_file(fresh, pointer)
        except OSError as error:
            raise IndexUnwritable(f"{pointer} cannot be written: {error.strerror or error}") from error
        reach("index.swap.after")
        with self._lock:
            self._open[plan.name] = index

    def _discard_old(self, plan: Plan[V], current: View) -> None:
        """Remove the generations before the current one, but for those being written, and what a kill left of earlier ones."""
        folder = self.folder / plan.name
        for name, _ in _inside(folder):
            earlier = name.isdecimal() and int(name) < int(current.folder.name)
            if name.endswith(_GONE) or (earlier and _is_free(folder / name, self._origin)):
                _remove(folder / name)

    def _unfinished(self, plan: Plan[V]) -> Path:
        return self.folder / plan.name / _UNFINISHED

    def _current(self, plan: Plan[V]) -> Path | None:
        """The current generation's folder; None before the first."""
        return _current_in(self.folder / plan.name)


def _current_in(folder: Path) -> Path | None:
    try:
        number = (folder / _POINTER).read_text("ascii").strip()
    except (OSError, UnicodeDecodeError):
        return None
    return folder / number if number.isdecimal() else None


def _generations(folder: Path) -> list[Path]:
    return [folder / name for name, _ in _inside(folder) if name.isdecimal()]


def _inside(folder: Path) -> list[tuple[str, bool]]:
    """The names in a folder, each with whether it is a folder too; none where there is no folder."""
    try:
        with os.scandir(folder) as found:
            return [(one.name, one.is_dir()) for one in found]
    except (FileNotFoundError, NotADirectoryError):
        return []


def _beside_current(folder: Path) -> list[Path]:
    """Every other generation, and what is left of removed ones."""
    current = _current_in(folder)
    return [path for path in folder.iterdir() if path.is_dir() and path != current] if folder.is_dir() else []


def _remove(generation: Path) -> None:
    """Take a generation away at once, so that nobody meets half of it; what is still open may stay until the next time."""
    if not let_go(generation):
        return  # tried again the next time
    gone = generation if generation.name.endswith(_GONE) else generation.with_name(f"{generation.name}.{os.getpid()}{_GONE}")
    try:
        generation.replace(gone)
    except OSError:  # somebody else was faster, or it may not be renamed while it is open
        gone = generation
    shutil.rmtree(gone, ignore_errors=True)


def _is_free(generation: Path, origin: Origin) -> bool:
    """True when nobody is writing a generation."""
    index = opened(generation, origin=origin)
    if index is None:
        return True
    try:
        with index.writing():
            return True
    except IndexBusy:
        return False
    except ViewError:  # damaged, read-only, or another process is removing its files: a writer would have been in the way first
        return True
