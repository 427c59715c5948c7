"""Changes of files as they happen, gathered so that one save is one sync."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from threading import Event

from untuned.ingest.scan import PASSED_OVER, scope_of, within
from untuned.text.globs import fixed_part, matches
from untuned.types.settings import SourceSettings

QUIET_MS = 400
"""A batch ends when nothing has changed for so long."""


def watch(root: Path, paths: Sequence[str], *, settings: SourceSettings, stop: Event | None = None) -> Iterator[tuple[str, ...]]:
    """Batches of paths below the root that were added, changed or removed under the given folders, files and globs.

    Ends when `stop` is set; Ctrl-C raises `KeyboardInterrupt`. What a scan would pass over is not told.
    """
    from watchfiles import watch as changes  # noqa: PLC0415 - only `sync --watch` needs it

    here = Path(os.path.realpath(root))
    scope = scope_of(here, paths)
    for batch in changes(*_folders(here, scope), step=QUIET_MS // 4, debounce=QUIET_MS * 4, stop_event=stop, raise_interrupt=True):
        told = relevant((path for _, path in batch), root=here, scope=scope, settings=settings)
        if told:
            yield told


def relevant(places: Iterator[str], *, root: Path, scope: Sequence[str], settings: SourceSettings) -> tuple[str, ...]:
    """The places that a scan of this scope would come upon, as sorted paths below the root."""
    below = {Path(place).relative_to(root).as_posix() for place in places if Path(place).is_relative_to(root)}
    return tuple(sorted(path for path in below if within(path, scope) and not _passed_over(path, settings)))


def _passed_over(path: str, settings: SourceSettings) -> bool:
    hidden = any(part.startswith(".") or part in PASSED_OVER for part in path.split("/"))
    return hidden or any(matches(path, rule) for rule in settings.exclude)


def _folders(root: Path, scope: Sequence[str]) -> list[Path]:
    """The folders to watch: a file is watched through its folder, a glob through its fixed part."""
    places = {root / fixed_part(pattern) for pattern in scope}
    folders = {place if place.is_dir() else place.parent for place in places}
    return sorted(folder for folder in folders if folder.is_dir())
