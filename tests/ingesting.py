"""What the tests of sync and of the loaders share."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from storing import NOON
from untuned.ingest.load import Loader, load, loaders_for
from untuned.ingest.plan import Sources
from untuned.ingest.report import SyncReport
from untuned.ingest.sync import SyncOptions, sync
from untuned.ingest.web.pages import Web
from untuned.store.documents import Documents
from untuned.types.documents import Loaded, Version
from untuned.types.settings import AccessRule, SourceSettings


def loaded_from(text: str | bytes, path: str = "page.md", *, settings: SourceSettings | None = None) -> Loaded:
    """What the loader of the path's ending makes of the bytes."""
    settings = settings or SourceSettings()
    data = text.encode() if isinstance(text, str) else text
    return load(path, data, settings=settings, loaders=loaders_for(settings))


_READ = ("title", "format", "markup", "parser", "metadata", "blocks", "lines", "pages")


def version_of(
    loaded: Loaded, path: str = "a.md", *, id: int = 1, document: int | None = None, number: int = 1, language: str = ""
) -> Version:
    """A version that everyone may read, as truth would hold it of what a loader read."""
    read = {name: getattr(loaded, name) for name in _READ}
    held = {"groups": frozenset({"everyone"}), "synced_at": NOON, "superseded_at": None, "effective_from": None, "effective_to": None}
    unused = {"text_sha256": "", "raw_sha256": ""}
    own = {"id": id, "document": document or id, "number": number, "path": path, "language": language}
    return Version(characters=len(loaded.text), **own, **read, **held, **unused)


def shape(loaded: Loaded) -> list[tuple[str, str]]:
    """Kind and words of every block."""
    return [(block.kind, loaded.text[block.start : block.end]) for block in loaded.blocks]


def kinds(loaded: Loaded) -> list[str]:
    return [block.kind for block in loaded.blocks]


def assert_sound(loaded: Loaded) -> None:
    """Blocks are slices in order that never overlap; line anchors rise."""
    end = 0
    for block in loaded.blocks:
        assert end <= block.start < block.end <= len(loaded.text)
        end = block.end
    offsets = [anchor.offset for anchor in loaded.lines]
    lines = [anchor.line for anchor in loaded.lines]
    assert offsets == sorted(set(offsets))
    assert lines == sorted(lines)
    assert all(line >= 1 for line in lines)


class Folder:
    """A project's folder and its truth."""

    def __init__(self, root: Path, documents: Documents) -> None:
        self.root = root
        self.documents = documents
        self.rules: tuple[AccessRule, ...] = ()
        self.settings = SourceSettings()
        self.extra: dict[str, Loader] = {}
        self.web = Web()
        self.opened: list[str] = []

    def write(self, path: str, text: str | bytes) -> Path:
        place = self.root / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(text.encode() if isinstance(text, str) else text)
        return place

    def age(self, path: str, *, nanoseconds: int) -> None:
        """Sets the file's time back to a known one."""
        os.utime(self.root / path, ns=(nanoseconds, nanoseconds))

    def sync(self, *paths: str, **options: object) -> SyncReport:
        sources = Sources(settings=self.settings, loaders=loaders_for(self.settings, self.extra), rules=self.rules, web=self.web)
        self.opened = []
        chosen = SyncOptions(map=self._map, clock=lambda: 0.0, **options)
        return sync(self.documents, self.root, paths, sources=sources, now=NOON, options=chosen)

    def _map(self, function: object, requests: Iterable[object]) -> Iterable[object]:
        for request in requests:
            self.opened.append(request.path)
            yield function(request)


def told(report: SyncReport) -> dict[str, int]:
    """The counts that are not zero."""
    names = ("added", "changed", "unchanged", "renamed", "regrouped", "removed", "past")
    counts = {name: getattr(report, name) for name in names} | {"failed": len(report.failed), "skipped": len(report.skipped)}
    return {name: count for name, count in counts.items() if count}
