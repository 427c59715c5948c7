"""Where readings are tagged and gathered into batches, and each batch is committed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Protocol

from untuned.errors import SourceError
from untuned.ingest.git.past import Earlier, Held, Past
from untuned.ingest.own import noted
from untuned.ingest.plan import Plan, Sources
from untuned.ingest.read import Reading
from untuned.ingest.report import Failure, Flagged, InPart, SyncReport
from untuned.ingest.tag import dated, groups_of, kept_groups
from untuned.store.incoming import CommitCount, FileState, Incoming
from untuned.store.standing import Standing
from untuned.text.instructions import NOTED
from untuned.types.documents import NO_METADATA, Metadata, left_out_of

BATCH_FILES = 64
BATCH_BYTES = 4_000_000
"""A kill loses at most one batch, and a batch's texts are in memory together."""

PAST_BYTES = 32_000_000
"""Of one file's past in one transaction; a longer past is committed in parts."""


class Truth(Held, Protocol):
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

    def said(self) -> frozenset[str]:
        """The marks of every sentence that an assistant worded in a recorded answer."""
        ...

    def before(self, path: str) -> tuple[str, Metadata] | None:
        """The text and metadata that the live document at a path has now."""
        ...

    def standing(self) -> list[Standing]:
        """Every document that has a text, live or removed, with what tells who may read it."""
        ...

    def regroup(self, told: Callable[[Standing], frozenset[str]], *, now: datetime) -> None:
        """Each document belongs to the groups that are told of it, alone."""
        ...


@dataclass(slots=True)
class _Tally:
    added: int = 0
    changed: int = 0
    unchanged: int = 0
    renamed: int = 0
    regrouped: int = 0
    past: int = 0
    characters: int = 0
    failed: list[Failure] = field(default_factory=list[Failure])
    flagged: list[Flagged] = field(default_factory=list[Flagged])
    in_part: list[InPart] = field(default_factory=list[InPart])
    own: list[str] = field(default_factory=list[str])


class Desk:
    """The batch at hand, and what the batches before it came to."""

    def __init__(self, documents: Truth, known: Mapping[str, FileState], *, sources: Sources, now: datetime, dry_run: bool) -> None:
        self._documents = documents
        self._known = known
        self._sources = sources
        self._now = now
        self._dry_run = dry_run
        self._batch: list[Incoming] = []
        self._bytes = 0
        self._vanished: dict[str, list[str]] = {}
        self._renamed: set[str] = set()
        self._tally = _Tally()
        self._said: frozenset[str] | None = None

    def expect(self, plan: Plan) -> None:
        """Readies for the plan: who may read what will not be opened, and which documents may come back under another path."""
        for path in plan.vanished:
            if self._known[path].status == "ok":
                self._vanished.setdefault(self._known[path].raw_sha256, []).append(path)
        self._regroup(plan)

    def bring(self, reading: Reading, *, past: Past) -> None:
        """Puts a reading into the batch, after the states that it lacks, with its groups and dates; a page of untuned's own is noted."""
        if reading.own:
            self._tally.own.append(reading.path)
            return
        reading = self._noted(reading)
        state = self._known.get(reading.path)
        failure, groups, metadata = self._tagged(reading, state)
        if failure is not None:
            self._tally.failed.append(failure)
        else:
            self._tally.in_part += _in_part(reading.path, metadata)
            if self._nothing_new(reading, groups):
                self._tally.unchanged += 1
                return
        former = None
        if failure is None:
            self._tally.flagged += _flagged(reading.path, metadata) if reading.loaded is not None else ()
            former = self._former(reading, past) if state is None else None
            former = self._bring_past(reading.path, past, former=former)
        held = None
        if failure is None and reading.loaded is not None:
            held = dated(reading.loaded, git=lambda: past.day_of(reading), in_text=self._sources.versions.dates_in_text)
        self._take(
            Incoming(
                path=reading.path,
                size=reading.size,
                mtime_ns=reading.mtime_ns,
                raw_sha256=reading.raw_sha256,
                loaded=None if held is None else held.loaded,
                groups=groups,
                effective_from=None if held is None else held.start,
                effective_to=None if held is None else held.end,
                renamed_from=former,
                failure=None if failure is None else failure.reason,
            ),
            reading.size if reading.loaded is not None else 0,
        )
        if len(self._batch) >= BATCH_FILES or self._bytes >= BATCH_BYTES:
            self._flush()

    def _noted(self, reading: Reading) -> Reading:
        """The reading, with a note of what in it an assistant once wrote."""
        if reading.loaded is None:
            return reading
        if self._said is None:
            self._said = self._documents.said()
        before = self._documents.before(reading.path) if self._said else None
        return replace(reading, loaded=noted(reading.loaded, self._said, before=before))

    def _bring_past(self, path: str, past: Past, *, former: str | None = None) -> str | None:
        """Puts the states that truth lacks of a file into the batch; its former path, unless the first of them carries that."""
        for earlier in past.before(path):
            incoming = self._earlier(earlier, former=former)
            if incoming is None:
                continue
            former = None
            self._take(incoming, earlier.reading.size)
            if self._bytes >= PAST_BYTES:
                self._flush()
        return former

    def _earlier(self, earlier: Earlier, *, former: str | None) -> Incoming | None:
        reading = earlier.reading
        assert reading.loaded is not None
        try:
            groups = groups_of(earlier.path, reading.loaded.metadata, self._sources.rules)
        except SourceError as error:
            reason = f"its state of {earlier.day} cannot be read: {error.reason}"
            self._tally.failed.append(Failure(path=reading.path, reason=reason, remedy="nothing else is left out"))
            return None
        held = dated(reading.loaded, git=lambda: earlier.day, in_text=self._sources.versions.dates_in_text, gone=earlier.gone)
        return Incoming(
            path=reading.path,
            size=reading.size,
            mtime_ns=0,
            raw_sha256=reading.raw_sha256,
            loaded=held.loaded,
            groups=groups,
            effective_from=held.start,
            effective_to=held.end,
            renamed_from=former,
            past=True,
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

    def _former(self, reading: Reading, past: Past) -> str | None:
        """The vanished document that this one was, as git knows, or else by its bytes, one of the same name first; None for a new one."""
        former = past.former(reading.path)
        if former is None or former in self._renamed:
            paths = self._vanished.get(reading.raw_sha256, [])
            name = reading.path.rpartition("/")[2]
            former = next((path for path in paths if path.rpartition("/")[2] == name), paths[0] if paths else None)
        if former is None:
            return None
        self._renamed.add(former)
        paths = self._vanished.get(self._known[former].raw_sha256, [])
        if former in paths:
            paths.remove(former)  # it cannot get a second path
        return former

    def _take(self, incoming: Incoming, size: int) -> None:
        if incoming.loaded is not None:
            self._tally.characters += len(incoming.loaded.text)
        self._batch.append(incoming)
        self._bytes += size

    def _flush(self) -> None:
        """Commits the batch at hand."""
        if not self._batch:
            return
        count = self._foreseen() if self._dry_run else self._documents.commit(self._batch, now=self._now)
        # a renamed file whose title came from its name counts as renamed here, not as changed
        renames = sum(incoming.renamed_from is not None for incoming in self._batch)
        retitled = max(renames - count.renamed, 0)
        self._tally.added += count.added
        self._tally.changed += count.changed - retitled
        self._tally.renamed += count.renamed + retitled
        self._tally.regrouped += count.regrouped
        self._tally.unchanged += count.unchanged
        self._tally.past += count.past
        self._batch, self._bytes = [], 0

    def _foreseen(self) -> CommitCount:
        """What committing the batch would come to, as far as bytes and groups tell."""
        count = CommitCount()
        moved: set[str] = set()
        for incoming in self._batch:
            if incoming.past:
                count = count + CommitCount(past=1)
                moved.update([incoming.path] if incoming.renamed_from is not None else [])
            else:
                fate = CommitCount(renamed=1) if incoming.path in moved else _fate(incoming, self._known.get(incoming.path))
                count = count + fate
        return count

    def end(self, plan: Plan, past: Past) -> int:
        """How many documents leave search because their files are gone; of those of which git knows more than truth, that comes first."""
        gone = [path for path in past.deleted() if path not in self._renamed]
        for path in gone:
            self._bring_past(path, past)
        self._flush()
        self._tally.failed += past.failed
        replaced = [path for path in self._tally.own if path in self._known]
        vanished = [path for path in (*plan.vanished, *replaced) if path not in self._renamed]
        if not self._dry_run:
            self._documents.remove([path for path in gone if path not in vanished], now=self._now)
        return self._remove(vanished)

    def _remove(self, paths: Sequence[str]) -> int:
        if self._dry_run:
            return sum(bool(self._known[path].parser) for path in paths)
        return self._documents.remove(paths, now=self._now) if paths else 0

    def _regroup(self, plan: Plan) -> None:
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
        self._tally.regrouped += len(counted)
        self._tally.unchanged += len(plan.unchanged) - len(found.intersection(plan.unchanged))

    def report(self, plan: Plan, *, removed: int, seconds: float) -> SyncReport:
        """Everything that was counted."""
        tally = self._tally
        unopened = (one for path in plan.unchanged for one in _in_part(path, self._known[path].metadata))
        return SyncReport(
            added=tally.added,
            changed=tally.changed,
            unchanged=tally.unchanged,
            renamed=tally.renamed,
            regrouped=tally.regrouped,
            removed=removed,
            past=tally.past,
            failed=tuple(sorted([*plan.failed, *tally.failed], key=lambda failure: failure.path)),
            in_part=tuple(sorted([*unopened, *tally.in_part], key=lambda one: one.path)),
            stayed=plan.stayed,
            skipped=tuple(plan.skipped),
            flagged=tuple(sorted(tally.flagged, key=lambda one: one.path)),
            own=tuple(sorted([*plan.own, *tally.own])),
            characters=tally.characters,
            seconds=seconds,
            dry_run=self._dry_run,
        )


def _flagged(path: str, metadata: Metadata) -> Iterator[Flagged]:
    """What the loaders noted of a file, in one entry; none for most."""
    notes = metadata.get(NOTED)
    found = [note for note in notes if isinstance(note, dict)] if isinstance(notes, list) else []
    if found:
        where, line, page = (found[0].get(name) for name in ("where", "line", "page"))
        yield Flagged(
            path=path,
            count=len(found),
            where="hidden" if where == "hidden" else "metadata" if where == "metadata" else "text",
            line=line if isinstance(line, int) else None,
            page=page if isinstance(page, int) else None,
        )


def _in_part(path: str, metadata: Metadata) -> Iterator[InPart]:
    """What a document's loader left out of its file; nothing for most."""
    first, count = left_out_of(metadata)
    if count:
        yield InPart(path=path, count=count, first=first)


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
