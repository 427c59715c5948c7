"""What is remembered of pages between two syncs, so that a host can say that one is as it was. A file that may be lost at any time."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import cast

from untuned.ingest.web.fetch import Mark


@dataclass(frozen=True, kw_only=True, slots=True)
class Note:
    """A page as it was fetched last."""

    etag: str
    modified: str
    raw_sha256: str
    """Of the bytes that were loaded: a note counts only beside a truth that holds these."""
    name: str
    """What it was called as a file."""
    distance: int
    """Links from a page of the settings to it; -1 for one that no crawl led to."""
    followed: int
    """How far its own links were followed when it was read: a host that says that it is as it was says so of these too."""

    @property
    def mark(self) -> Mark:
        """What the host is told."""
        return Mark(etag=self.etag, modified=self.modified)


_TEXTS = ("etag", "modified", "raw_sha256", "name")
_NUMBERS = ("distance", "followed")


def read_notes(file: Path | None) -> dict[str, Note]:
    """The notes by address; none where the file is not there or is damaged."""
    if file is None:
        return {}
    try:
        told: object = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    if not isinstance(told, dict):
        return {}
    notes: dict[str, Note] = {}
    for address, fields in cast("dict[str, object]", told).items():
        note = _note(cast("dict[str, object]", fields)) if isinstance(fields, dict) else None
        if note is not None:
            notes[address] = note
    return notes


def _note(fields: Mapping[str, object]) -> Note | None:
    texts = {name: value for name in _TEXTS if isinstance(value := fields.get(name), str)}
    numbers = {name: value for name in _NUMBERS if isinstance(value := fields.get(name), int)}
    if len(texts) < len(_TEXTS) or len(numbers) < len(_NUMBERS):
        return None
    return Note(
        etag=texts["etag"],
        modified=texts["modified"],
        raw_sha256=texts["raw_sha256"],
        name=texts["name"],
        distance=numbers["distance"],
        followed=numbers["followed"],
    )


def write_notes(file: Path | None, notes: Mapping[str, Note]) -> None:
    """Replaces the notes as a whole. Without a file, or where none can be written, nothing is remembered: pages come whole then."""
    if file is None:
        return
    beside = file.with_name(f"{file.name}.{os.getpid()}")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        beside.write_text(json.dumps({address: asdict(note) for address, note in sorted(notes.items())}, indent=0), encoding="utf-8")
        beside.replace(file)
    except OSError:
        with suppress(OSError):
            beside.unlink()
