"""SYNC, the spine: scan -> plan -> read -> tag -> commit -> remove. Files become searchable versions."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Literal, Protocol

from untuned.errors import SourceError
from untuned.ingest.plan import Plan, Sources, plan_sync, unseen
from untuned.ingest.read import Reading, Request, read
from untuned.ingest.report import Failure, Progress, SyncReport
from untuned.ingest.scan import followed, scan, scope_of
from untuned.ingest.tag import effective_dates, groups_of, kept_groups
from untuned.store.incoming import CommitCount, FileState, Incoming
from untuned.store.standing import Standing
from untuned.types.documents import NO_METADATA, Metadata

BATCH_FILES = 64
BATCH_BYTES = 4_000_000
"""A kill loses at most one batch, and a batch's texts are in memory together."""


class Truth(Protocol):
    """What sync needs of the store."""

    def files(self) -> dict[str, FileState]:
        """What the last sync saw, by path."""
        ...

    def commit(self, batch: Sequence[Incoming], *, now: datetime) -> CommitCount:
        """The batch becomes one transaction."""
        ...

    def remove(self, paths: Sequence[str], *, now: datetime) -> int:
        """How many documents left search with this."""
        ...

    def standing(self) -> list[Standing]:
        """Every document that has a text, live or removed, with what tells who may read it."""
        ...

    def regroup(self, told: Callable[[Standing], frozenset[str]], *, now: datetime) -> None:
        """Each document belongs to the groups that are told of it, alone."""
        ...


class Mapper(Protocol):
    """Runs a pure function over items, results in order: the builtin `map`, or one over processes."""

    def __call__(self, function: Callable[[Request], Reading], items: Iterable[Request], /) -> Iterable[Reading]:
        """The results, in the order of the items."""
        ...


@dataclass(frozen=True, kw_only=True, slots=True)
class SyncOptions:
    """How a sync goes about it."""

    mode: Literal["changed", "full"] = "changed"
    """`changed` opens files whose size or time differs; `full` opens every file and compares its bytes."""
    dry_run: bool = False
    """Reads and reports, writes nothing."""
    progress: Callable[[Progress], None] | None = None
    map: Mapper = map
    clock: Callable[[], float] = time.perf_counter


def sync(
    documents: Truth, root: Path, paths: Sequence[str] = (), *, sources: Sources, now: datetime, options: SyncOptions | None = None
) -> SyncReport:
    """What of the given folders, files and globs is new in truth; of what is outside them, only who may read it follows the rules.

    Without `paths` it is those of the settings, or the whole root, and every file that truth follows already, wherever
    it is: what was once synced by name does not grow old. Each batch is one transaction, so a sync that was
    cut off goes on where it stopped. A file that cannot be read keeps its last good version and is reported each time.
    """
    options = options or SyncOptions()
    begun = options.clock()
    known = documents.files()
    findings = list(scan(root, paths or sources.settings.paths, settings=sources.settings))
    if not paths:
        findings += followed(root, unseen(findings, known), settings=sources.settings)
    plan = plan_sync(findings, known, scope=scope_of(root, paths), sources=sources, mode=options.mode)
    desk = _Desk(documents, known, sources=sources, now=now, dry_run=options.dry_run)
    desk.vanished = _by_bytes(plan.vanished, known)
    desk.regroup(plan)
    for reading in _read_all(plan.requests, sources=sources, options=options):
        desk.bring(reading)
    desk.flush()
    removed = desk.remove([path for path in plan.vanished if path not in desk.renamed])
    return desk.report(plan, removed=removed, seconds=options.clock() - begun)


def _by_bytes(vanished: Sequence[str], known: Mapping[str, FileState]) -> dict[str, list[str]]:
    """Vanished documents by the hash of their bytes: a new file with the same bytes is one of them, renamed."""
    paths: dict[str, list[str]] = {}
    for path in vanished:
        if known[path].status == "ok":
            paths.setdefault(known[path].raw_sha256, []).append(path)
    return paths


def _read_all(requests: Sequence[Request], *, sources: Sources, options: SyncOptions) -> Iterator[Reading]:
    """The readings in the order of the requests, with progress told after each."""
    total = sum(request.size for request in requests)
    done = 0
    function = partial(read, settings=sources.settings, loaders=sources.loaders)
    for count, (request, reading) in enumerate(zip(requests, options.map(function, requests), strict=True), start=1):
        yield reading
        done += request.size
        if options.progress is not None:
            options.progress(Progress(files=count, files_total=len(requests), bytes=done, bytes_total=total, path=request.path))


@dataclass(slots=True)
class _Tally:
    added: int = 0
    changed: int = 0
    unchanged: int = 0
    renamed: int = 0
    regrouped: int = 0
    characters: int = 0
    failed: list[Failure] = field(default_factory=list[Failure])


class _Desk:
    """Where readings are tagged and gathered into batches, and each batch is committed."""

    def __init__(self, documents: Truth, known: Mapping[str, FileState], *, sources: Sources, now: datetime, dry_run: bool) -> None:
        self._documents = documents
        self._known = known
        self._sources = sources
        self._now = now
        self._dry_run = dry_run
        self._batch: list[Incoming] = []
        self._bytes = 0
        self.vanished: dict[str, list[str]] = {}
        self.renamed: set[str] = set()
        self.tally = _Tally()

    def bring(self, reading: Reading) -> None:
        """Puts a reading into the batch, with its groups and dates."""
        state = self._known.get(reading.path)
        failure, groups, metadata = self._tagged(reading, state)
        if failure is not None:
            self.tally.failed.append(failure)
        elif self._nothing_new(reading, groups):
            self.tally.unchanged += 1
            return
        start, end = effective_dates(metadata)
        self.take(
            Incoming(
                path=reading.path,
                size=reading.size,
                mtime_ns=reading.mtime_ns,
                raw_sha256=reading.raw_sha256,
                loaded=None if failure is not None else reading.loaded,
                groups=groups,
                effective_from=start,
                effective_to=end,
                renamed_from=self._former(reading) if state is None and failure is None else None,
                failure=None if failure is None else failure.reason,
            ),
            reading.size if reading.loaded is not None else 0,
        )

    def _tagged(self, reading: Reading, state: FileState | None) -> tuple[Failure | None, frozenset[str], Metadata]:
        """Who may read what is in truth after this: the new text, or the one that is held and stays."""
        failure = reading.failure
        if reading.loaded is not None:
            try:
                return None, groups_of(reading.path, reading.loaded.metadata, self._sources.rules), reading.loaded.metadata
            except SourceError as error:
                failure = Failure(path=reading.path, reason=error.reason, remedy=error.remedy)
        if state is None or not state.parser:
            return failure, frozenset(), NO_METADATA
        return failure, kept_groups(reading.path, state.metadata, self._sources.rules, before=state.groups), state.metadata

    def _nothing_new(self, reading: Reading, groups: frozenset[str]) -> bool:
        """True when `full` opened a file and everything is as it was."""
        state = self._known.get(reading.path)
        if reading.loaded is not None or state is None:
            return False
        return (reading.size, reading.mtime_ns, groups) == (state.size, state.mtime_ns, state.groups)

    def _former(self, reading: Reading) -> str | None:
        """The vanished document that had these bytes, one of the same name first; None for a new one."""
        paths = self.vanished.get(reading.raw_sha256, [])
        if not paths:
            return None
        name = reading.path.rpartition("/")[2]
        former = next((path for path in paths if path.rpartition("/")[2] == name), paths[0])
        paths.remove(former)
        self.renamed.add(former)
        return former

    def take(self, incoming: Incoming, size: int) -> None:
        """Adds to the batch, and commits it when it is full."""
        if incoming.loaded is not None:
            self.tally.characters += len(incoming.loaded.text)
        self._batch.append(incoming)
        self._bytes += size
        if len(self._batch) >= BATCH_FILES or self._bytes >= BATCH_BYTES:
            self.flush()

    def flush(self) -> None:
        """Commits the batch at hand."""
        if not self._batch:
            return
        count = self._foreseen() if self._dry_run else self._documents.commit(self._batch, now=self._now)
        # a renamed file whose title came from its name counts as renamed here, not as changed
        renames = sum(incoming.renamed_from is not None for incoming in self._batch)
        retitled = max(renames - count.renamed, 0)
        self.tally.added += count.added
        self.tally.changed += count.changed - retitled
        self.tally.renamed += count.renamed + retitled
        self.tally.regrouped += count.regrouped
        self.tally.unchanged += count.unchanged
        self._batch, self._bytes = [], 0

    def _foreseen(self) -> CommitCount:
        """What committing the batch would come to, as far as bytes and groups tell."""
        count = CommitCount()
        for incoming in self._batch:
            count = count + _fate(incoming, self._known.get(incoming.path))
        return count

    def remove(self, paths: Sequence[str]) -> int:
        """How many documents leave search because their files are gone."""
        if self._dry_run:
            return sum(bool(self._known[path].parser) for path in paths)
        return self._documents.remove(paths, now=self._now) if paths else 0

    def regroup(self, plan: Plan) -> None:
        """Every document that will not be opened has the groups that the rules give its path now, found or not, live or removed."""
        opened = {request.path for request in plan.requests}
        rules = self._sources.rules

        def told(one: Standing) -> frozenset[str]:
            if one.version is not None and one.path in opened:
                return one.groups  # told when it is committed
            return kept_groups(one.path, one.metadata, rules, before=one.groups)

        changed = [one for one in self._documents.standing() if told(one) != one.groups]
        if changed and not self._dry_run:
            self._documents.regroup(told, now=self._now)
        elsewhere = {*plan.vanished, *(failure.path for failure in plan.failed)}
        counted = [one for one in changed if one.version is None or one.path not in elsewhere]
        found = {one.path for one in counted if one.version is not None}
        self.tally.regrouped += len(counted)
        self.tally.unchanged += len(plan.unchanged) - len(found.intersection(plan.unchanged))

    def report(self, plan: Plan, *, removed: int, seconds: float) -> SyncReport:
        """Everything that was counted."""
        tally = self.tally
        return SyncReport(
            added=tally.added,
            changed=tally.changed,
            unchanged=tally.unchanged,
            renamed=tally.renamed,
            regrouped=tally.regrouped,
            removed=removed,
            failed=tuple(sorted([*plan.failed, *tally.failed], key=lambda failure: failure.path)),
            skipped=tuple(plan.skipped),
            characters=tally.characters,
            seconds=seconds,
            dry_run=self._dry_run,
        )


def _fate(incoming: Incoming, state: FileState | None) -> CommitCount:
    if incoming.failure is not None:
        return CommitCount(failed=1)
    if incoming.renamed_from is not None:
        return CommitCount(renamed=1)
    if state is None or not state.parser:
        return CommitCount(added=1)
    if incoming.loaded is not None:
        return CommitCount(changed=1)
    return CommitCount(regrouped=1) if incoming.groups != state.groups else CommitCount(unchanged=1)
