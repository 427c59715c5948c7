"""The states of files that git knows and truth lacks, loaded, in order: what a sync commits before the state that the folder holds."""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import date
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Protocol, Self

from untuned.errors import SourceError, UnknownDocument
from untuned.ingest.git.history import Repository, State, Track, repository_of
from untuned.ingest.load import Loader, loader_of
from untuned.ingest.plan import Plan
from untuned.ingest.read import Reading, Request
from untuned.ingest.report import Failure
from untuned.ingest.scan import PASSED_OVER, scope_of, within
from untuned.ingest.tag import names_its_day
from untuned.store.incoming import FileState
from untuned.text.globs import is_glob, matches
from untuned.types.documents import Version
from untuned.types.principal import OWNER, Principal
from untuned.types.settings import SourceSettings

_POINTER = b"version https://git-lfs.github.com/spec/"


class Held(Protocol):
    """What truth holds of files."""

    def versions(self, path: str, *, principal: Principal) -> list[Version]:
        """The versions of the document at a path. Raises `UnknownDocument`."""
        ...

    def purged(self) -> Collection[str]:
        """Hashes of the bytes and texts that were purged."""
        ...


@dataclass(frozen=True, kw_only=True, slots=True)
class Earlier:
    """A state of a file before the one that the folder holds."""

    reading: Reading
    day: date
    path: str
    """Where the file lay then."""
    gone: date | None = None
    """The day on which the file was deleted in this state; None where it was not."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Place:
    """The files that a past is wanted of, and how their states are read."""

    root: Path
    scope: Sequence[str]
    settings: SourceSettings
    loaders: Mapping[str, Loader]
    reader: Callable[[Request], Reading]


@dataclass(frozen=True, kw_only=True, slots=True)
class _Lacking:
    """What truth lacks of a file."""

    track: Track
    repository: Repository
    states: Sequence[State]
    former: str | None


class Past:
    """The past of the files of one sync. Use it in a `with` statement. Before `look` it knows of none."""

    def __init__(self, documents: Held, place: Place, *, program: str = "git") -> None:
        self._documents = documents
        self._place = place
        self._program = program
        self._stack = ExitStack()
        self._tracks: dict[str, _Lacking] = {}
        self._purged: frozenset[str] = frozenset()
        self._folder = Path()
        self._sources = scope_of(place.root, place.settings.paths)
        self._texts: dict[str, str] = {}  # hash of the text of the newest state, by path
        self.failed: list[Failure] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self._stack.close()

    def look(self, plan: Plan, known: Mapping[str, FileState]) -> Plan:
        """The plan, with every file of which truth lacks a state among those that are opened. What git cannot tell is told in `failed`."""
        self._purged = frozenset(self._documents.purged())
        self._folder = Path(self._stack.enter_context(TemporaryDirectory(prefix="untuned-past-")))
        root = Path(os.path.realpath(self._place.root))
        files = {request.path for request in plan.requests} | set(plan.unchanged)
        wanted = files | {failure.path for failure in plan.failed} | set(plan.skipped)
        for folder in self._folders(root, files):
            try:
                self._read(folder, root, files, wanted, plan)
            except SourceError as error:
                self.failed.append(Failure(path=error.path, reason=error.reason, remedy=error.remedy))
        return self._opening(plan, known, root)

    def _folders(self, root: Path, files: Collection[str]) -> list[Path]:
        """The folders to ask git about: the root where it lies in a work tree, and every work tree below it that holds a file."""
        parents = {(root / path).parent for path in files} | {root}
        found = {max(folder, root, key=lambda one: len(one.parts)) for parent in parents if (folder := repository_of(parent)) is not None}
        if not found:
            reason = "its past cannot be read: it is in no git repository"
            self.failed.append(Failure(path=str(root), reason=reason, remedy="sync without '--git-history'"))
        return sorted(found)

    def _read(self, folder: Path, root: Path, files: Collection[str], found: Collection[str], plan: Plan) -> None:
        repository = self._stack.enter_context(Repository(folder, program=self._program))
        prefix = "" if folder == root else f"{folder.relative_to(root).as_posix()}/"
        for told in repository.tracks():
            track = self._without_passed_over(_below(prefix, told))
            there = not track.deleted and track.path in files
            gone = track.deleted and track.path not in found and self._would_be_read(root, track.path)
            if track.states and (there or gone):
                former, versions = self._held(track, plan)
                states = self._missing(track, repository, versions)
                self._tracks[track.path] = _Lacking(track=track, repository=repository, states=states, former=former)

    def _would_be_read(self, root: Path, path: str) -> bool:
        """True when a scan would have come upon the file while it was there."""
        read = loader_of(path, self._place.loaders) is not None and within(path, self._place.scope)
        return read and not self._passed_over(path) and not (root / path).exists()

    def _without_passed_over(self, track: Track) -> Track:
        """The track without its states of places that no sync reads: outside the sources, hidden, excluded."""
        kept = (
            one for one in track.states if one.path == track.path or (within(one.path, self._sources) and not self._passed_over(one.path))
        )
        return replace(track, states=tuple(kept))

    def _passed_over(self, path: str) -> bool:
        """True for what a scan does not look at below the place that was named: hidden names, folders of machines, what is excluded."""
        named = max((place for place in self._sources if not is_glob(place) and within(path, (place,))), key=len, default="")
        below = path.removeprefix(named).strip("/").split("/")
        hidden = any(part.startswith(".") or part in PASSED_OVER for part in below)
        return hidden or any(matches(path, rule) for rule in self._place.settings.exclude)

    def _held(self, track: Track, plan: Plan) -> tuple[str | None, list[Version]]:
        """The versions of the file, and the name under which truth has them where that is a former one that is gone now."""
        for name in (track.path, *(name for name in reversed(track.formerly) if name in plan.vanished)):
            try:
                found = self._documents.versions(name, principal=OWNER)
            except UnknownDocument:
                continue
            return (name if name != track.path else None), found
        return None, []

    def _missing(self, track: Track, repository: Repository, versions: Sequence[Version]) -> Sequence[State]:
        """The states that truth lacks. Where it holds the oldest one, these are the ones after the newest that it holds."""
        if not versions:
            return track.states
        if not self._holds(versions, track.states[0], track.path, repository):
            return [state for state in track.states if not self._holds(versions, state, track.path, repository)]
        places = range(len(track.states) - 1, 0, -1)
        last = next((place for place in places if self._holds(versions, track.states[place], track.path, repository)), 0)
        return track.states[last + 1 :]

    def _holds(self, versions: Sequence[Version], state: State, path: str, repository: Repository) -> bool:
        """True when one of the versions is this state: by its day, unless it names another itself, and its bytes or its text."""
        likely = [version for version in versions if version.effective_from == state.day or names_its_day(version.metadata)]
        if not likely:
            return False
        data = repository.read(state.blob, most=self._place.settings.max_bytes)
        if data is None:
            return False
        raw = sha256(data).hexdigest()
        if any(version.raw_sha256 == raw for version in likely):
            return True
        # a work tree may hold the same text in other bytes, as with line ends of Windows
        text = self._text_of(self._load(path, data))
        return any(version.text_sha256 == text for version in likely)

    def _opening(self, plan: Plan, known: Mapping[str, FileState], root: Path) -> Plan:
        lacking = {path for path, one in self._tracks.items() if one.states}
        opened = [replace(request, raw_sha256="") if request.path in lacking else request for request in plan.requests]
        for path in plan.unchanged:
            if path in lacking:
                state = known[path]
                opened.append(Request(path=path, place=root / path, size=state.size, mtime_ns=state.mtime_ns))
        return replace(plan, requests=tuple(opened), unchanged=tuple(path for path in plan.unchanged if path not in lacking))

    # -- what a sync asks for ----------------------------------------------------------------------

    def deleted(self) -> list[str]:
        """Files that are gone, of which truth lacks a state."""
        return [path for path, one in self._tracks.items() if one.track.deleted and one.states]

    def former(self, path: str) -> str | None:
        """The path under which truth knows a file that was renamed, where that path is gone now."""
        one = self._tracks.get(path)
        return None if one is None else one.former

    def before(self, path: str) -> Iterator[Earlier]:
        """The states that truth lacks of a file, oldest first, without those that were purged. What cannot be read is told in `failed`."""
        lacking = self._tracks.get(path)
        if lacking is None:
            return
        failures: list[str] = []
        for state in lacking.states:
            data = lacking.repository.read(state.blob, most=self._place.settings.max_bytes)
            if data is None or data.startswith(_POINTER):
                failures.append("it is too large, or not in this clone" if data is None else "git keeps it elsewhere (LFS)")
                continue
            reading = self._load(path, data)
            self._texts[path] = self._text_of(reading)
            if reading.failure is not None:
                failures.append(reading.failure.reason)
            elif not reading.own and self._purged.isdisjoint((reading.raw_sha256, self._texts[path])):
                yield Earlier(reading=reading, day=state.day, path=state.path, gone=state.gone)
        if failures:
            reason = f"{len(failures):,} of its past states cannot be read, the first because: {failures[0]}"
            self.failed.append(Failure(path=path, reason=reason, remedy="nothing else is left out"))

    def day_of(self, reading: Reading) -> date | None:
        """The day of the commit that made the file what it is; None where that was never committed, or truth's own state stays."""
        one = self._tracks.get(reading.path)
        if one is None or one.track.deleted or reading.loaded is None:
            return None
        newest = one.track.states[-1]
        if reading.path not in self._texts:
            data = one.repository.read(newest.blob, most=self._place.settings.max_bytes)
            self._texts[reading.path] = "" if data is None else self._text_of(self._load(reading.path, data))
        return newest.day if self._texts[reading.path] == self._text_of(reading) else None

    def _load(self, path: str, data: bytes) -> Reading:
        place = self._folder / "state"
        place.write_bytes(data)
        status = place.stat()
        reading = self._place.reader(Request(path=path, place=place, size=status.st_size, mtime_ns=status.st_mtime_ns))
        place.unlink()
        return reading

    def _text_of(self, reading: Reading) -> str:
        return "" if reading.loaded is None else sha256(reading.loaded.text.encode()).hexdigest()


def _below(prefix: str, track: Track) -> Track:
    """The track with its names below the root, where the repository lies in a folder of it."""
    states = tuple(replace(state, path=f"{prefix}{state.path}") for state in track.states)
    return replace(track, path=f"{prefix}{track.path}", formerly=tuple(f"{prefix}{name}" for name in track.formerly), states=states)
