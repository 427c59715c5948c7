"""A batch of files becomes rows: what truth holds of them is read once, each file is decided on, and the rows are written in bulk."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from untuned.store.access import AnyRow
from untuned.store.encoding import from_blocks, from_boxes, from_day, from_instant, from_lines, from_metadata, from_pages, storable
from untuned.store.held import Held, held_at, known_files
from untuned.store.incoming import CommitCount, Incoming
from untuned.store.numbers import Numbers
from untuned.store.rows import Rows
from untuned.store.steps import step
from untuned.types.documents import ChangeKind, Loaded

_FATES = ("failed", "added", "changed", "renamed", "regrouped", "unchanged")


def commit_batch(connection: Connection, batch: Sequence[Incoming], *, now: datetime) -> CommitCount:
    """The batch is part of the transaction; how many of its paths met which fate."""
    step("store.commit.begin")
    numbers = Numbers(connection)
    fates: list[tuple[Incoming, str]] = []
    for part in _apart(batch):
        desk = _Desk(connection, [_sound(incoming) for incoming in part], numbers=numbers, now=from_instant(now))
        fates += desk.decide_all()
        desk.rows.write(connection)
    numbers.save()
    step("store.commit.before")
    return _counted(fates)


def _counted(fates: Sequence[tuple[Incoming, str]]) -> CommitCount:
    counts: dict[str, int] = dict.fromkeys((*_FATES, "past"), 0)
    before: dict[str, str] = {}  # what earlier states made of a document that its present one is still to be counted by
    for incoming, fate in fates:
        led = before.pop(incoming.path, fate)
        strongest = min(fate, led, key=_FATES.index)
        if incoming.past:
            counts["past"] += fate in ("added", "changed")
            before[incoming.path] = strongest
        else:
            counts[strongest] += 1
    return CommitCount(**counts)


def _apart(batch: Sequence[Incoming]) -> Iterator[list[Incoming]]:
    # A path that stands in a batch twice is two states, one after the other.
    part: list[Incoming] = []
    seen: set[str] = set()
    for incoming in batch:
        if incoming.path in seen:
            yield part
            part, seen = [], set()
        part.append(incoming)
        seen.add(incoming.path)
    if part:
        yield part


def _sound(incoming: Incoming) -> Incoming:
    # What no engine can hold becomes a reported failure of its own file rather than the end of the batch.
    path = storable(incoming.path)
    if path != incoming.path:
        return replace(incoming, path=path, loaded=None, failure="its name is not valid Unicode")
    if any(storable(name) != name for name in incoming.groups):
        return replace(incoming, loaded=None, groups=frozenset(), failure="the name of a group holds a NUL or half a surrogate pair")
    loaded = incoming.loaded
    if incoming.failure is None and loaded is not None and storable(loaded.text) != loaded.text:
        return replace(incoming, loaded=None, failure="its text holds a NUL or half a surrogate pair")
    return incoming


@dataclass(frozen=True, slots=True)
class _Reading:
    """A loaded file in the form that its version's row has."""

    sha256: str
    shown: dict[str, Any]
    quiet: dict[str, Any]
    effective: tuple[str | None, str | None]

    @classmethod
    def of(cls, incoming: Incoming, loaded: Loaded) -> _Reading:
        return cls(
            sha256=hashlib.sha256(loaded.text.encode()).hexdigest(),
            shown={
                "title": storable(loaded.title),
                "language": loaded.language,
                "format": loaded.format,
                "markup": loaded.markup,
                "metadata": from_metadata(loaded.metadata),
                "blocks": from_blocks(loaded.blocks),
                "lines": from_lines(loaded.lines),
                "pages": from_pages(loaded.pages),
                "boxes": from_boxes(loaded.boxes),
            },
            quiet={"raw_sha256": incoming.raw_sha256, "parser": loaded.parser},
            effective=(from_day(incoming.effective_from), from_day(incoming.effective_to)),
        )

    def same_state(self, row: AnyRow) -> bool:
        """True when the row's version has this text and these dates."""
        return row.text_sha256 == self.sha256 and (row.effective_from, row.effective_to) == self.effective


class _Desk:
    """Where the files of one part of a batch are decided on; the decisions gather in `rows`."""

    def __init__(self, connection: Connection, part: Sequence[Incoming], *, numbers: Numbers, now: str) -> None:
        self._part = part
        self._numbers = numbers
        self._now = now
        self._arriving = {incoming.path for incoming in part}
        paths = self._arriving | {incoming.renamed_from for incoming in part if incoming.renamed_from is not None}
        self._live, self._gone = held_at(connection, paths)
        self._files = known_files(connection, paths)
        self.rows = Rows()

    def decide_all(self) -> list[tuple[Incoming, str]]:
        """Every file with its fate."""
        return [(incoming, self._decide(incoming)) for incoming in self._part]

    def _decide(self, incoming: Incoming) -> str:
        held = self._live.get(incoming.path)
        if incoming.failure is not None:
            self._fail(incoming, held)
            return "failed"
        told: list[ChangeKind] = []
        if held is None:
            held = self._rename(incoming)
            if held is None:
                return self._add(incoming)
            told.append("renamed")
        current, seen = self._follow(incoming, held)
        if seen:
            told.append("changed")
        if incoming.groups != held.groups:
            self.rows.regroup(held.id, current if current == held.row.version else None, incoming.groups)
            if not seen:
                told.append("regrouped")
        self._file(incoming, held)
        for kind in told:
            self._change(kind, held.id, current)
        return next((fate for fate in ("changed", "renamed", "regrouped") if fate in told), "unchanged")

    def _fail(self, incoming: Incoming, held: Held | None) -> None:
        # The last good version stays; who may read it still follows the rules.
        if held is not None and incoming.groups and incoming.groups != held.groups:
            self.rows.regroup(held.id, held.row.version, incoming.groups)
            self._change("regrouped", held.id, held.row.version)
        self._file(incoming, held)

    def _rename(self, incoming: Incoming) -> Held | None:
        former = incoming.renamed_from
        if former is None or former in self._arriving:
            return None
        held = self._live.pop(former, None)
        if held is None:
            return None
        self.rows.move(held.id, incoming.path)
        self.rows.forget_file(former)
        self._files.discard(former)
        return held

    def _add(self, incoming: Incoming) -> str:
        if incoming.loaded is None:
            # Another process removed or purged it since the files were looked at: the next sync reads it as a new one.
            self.rows.forget_file(incoming.path)
            return "unchanged"
        gone = self._gone.get(incoming.path)
        if gone is None:
            number, last = self._numbers.take("document"), 0
            self.rows.add_document(number, incoming.path, incoming.groups, now=self._now)
        else:
            number, last = gone.id, gone.last
            self.rows.bring_back(number)
            if incoming.groups != gone.groups:
                self.rows.regroup(number, None, incoming.groups)
        version = self._version(incoming, _Reading.of(incoming, incoming.loaded), document=number, number=last + 1)
        self._file(incoming, None, document=number)
        self._change("added", number, version)
        return "added"

    def _follow(self, incoming: Incoming, held: Held) -> tuple[int, bool]:
        # The id of the current version afterwards, and whether anything of it is seen to differ.
        row = held.row
        if incoming.loaded is None:
            return row.version, False
        reading = _Reading.of(incoming, incoming.loaded)
        if not reading.same_state(row):
            self.rows.supersede(row.version, now=self._now)
            reread = row.raw_sha256 == incoming.raw_sha256 and row.parser != incoming.loaded.parser
            version = self._version(incoming, reading, document=held.id, number=held.last + 1, revision_of=row.version if reread else None)
            return version, True
        seen = any(getattr(row, name) != value for name, value in reading.shown.items())
        if seen or any(getattr(row, name) != value for name, value in reading.quiet.items()):
            self.rows.amend(row.version, reading.shown | reading.quiet)
        return row.version, seen

    def _version(self, incoming: Incoming, reading: _Reading, *, document: int, number: int, revision_of: int | None = None) -> int:
        assert incoming.loaded is not None
        version = self._numbers.take("version")
        self.rows.add_version(
            {
                "id": version,
                "document": document,
                "number": number,
                "text_sha256": reading.sha256,
                "characters": len(incoming.loaded.text),
                "synced_at": self._now,
                "effective_from": reading.effective[0],
                "effective_to": reading.effective[1],
                "revision_of": revision_of,
                **reading.shown,
                **reading.quiet,
            },
            text=incoming.loaded.text,
            groups=incoming.groups,
        )
        return version

    def _file(self, incoming: Incoming, held: Held | None, *, document: int | None = None) -> None:
        parser = incoming.loaded.parser if incoming.loaded is not None else held.row.parser if held is not None else ""
        self.rows.see_file(
            {
                "path": incoming.path,
                "document": document if held is None else held.id,
                "size": incoming.size,
                "mtime_ns": incoming.mtime_ns,
                "raw_sha256": incoming.raw_sha256,
                "status": "ok" if incoming.failure is None else "failed",
                "reason": storable(incoming.failure or ""),
                "parser": parser,
            },
            known=incoming.path in self._files,
        )

    def _change(self, kind: ChangeKind, document: int, version: int) -> None:
        position = self._numbers.take("change")
        self.rows.tell({"position": position, "kind": kind, "document": document, "version": version, "at": self._now})
