"""Files below a project's root that are its own, and so no documents: one list of what untuned reads or wrote itself.

Those that the settings name are known by them; those that a command took in or wrote are noted in truth, by path and by what they
hold, so that one that was renamed is still known. Untuned's pages are known by what is in them: see `untuned.text.own_pages`.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, cast

from untuned.errors import StoreError
from untuned.project.opening import opened_once
from untuned.project.replaced import still_told
from untuned.project.wiring import FOLDER, Wiring
from untuned.text.globs import exactly, matches
from untuned.types.documents import NO_METADATA
from untuned.types.settings import Settings

if TYPE_CHECKING:
    from untuned.ingest.plan import Sources
    from untuned.store.own_files import OwnFiles


_FORMER_NOTES = "own_files.jsonl"
"""Where they were noted before truth had them: a path a line, in the project's own folder."""


@dataclass(frozen=True, kw_only=True, slots=True)
class OwnFile:
    """A file among the documents that untuned took in or wrote."""

    path: str
    read: bool
    """The next sync reads it as a document all the same: the settings name it, or it could not be noted."""
    paths: tuple[str, ...] = (".",)
    """What the settings have read."""

    @property
    def fate(self) -> str:
        """What becomes of it, and how to have it otherwise: the rest of a sentence that begins with its path."""
        if self.read:
            return "is read as a document by the next sync, and answers would come from it: take it out of 'paths' below [sources]"
        paths = json.dumps([*self.paths, self.path], ensure_ascii=False)
        return f"is no document from now on; to have it read, set paths = {paths} below [sources]"


class OwnFilePart(Wiring):
    """Which files are documents, and which are the project's own."""

    @property
    def sources(self) -> Sources:
        """How files become texts here; the project's own files are no documents."""
        given, noted = self._given, self._own_listing()  # read anew: another process may note some meanwhile
        exclude = (*given.settings.exclude, *map(exactly, noted))
        contents = frozenset(filter(None, noted.values()))
        return replace(given, settings=replace(given.settings, exclude=exclude), own=tuple(noted), own_contents=contents)

    @opened_once
    def _given(self) -> Sources:
        """The same by the settings alone."""
        from untuned.config.extensions import load_loaders
        from untuned.ingest.load import loaders_for
        from untuned.ingest.plan import Sources
        from untuned.ingest.web.pages import Web

        facts, settings = self.settings.facts.file, self.settings.sources
        loaders = loaders_for(settings, load_loaders(self.settings.extensions), facts=facts, parse=self.settings.parse)
        if settings.paths and (self.root / facts).is_file():
            settings = replace(settings, paths=(*settings.paths, facts))
        own = map(exactly, dict.fromkeys(_below(self.root, named_by(self.settings))))
        return Sources(
            settings=replace(settings, exclude=(*settings.exclude, *own)),
            loaders=loaders,
            rules=self.settings.access,
            parse=self.settings.parse,
            web=Web(settings=self.settings.web, notes=self.root / FOLDER / "web.json"),
            versions=self.settings.versions,
        )

    def synced_as(self, file: Path) -> str:
        """The path of the document that the next sync would make of a file; "" where it would make none."""
        from untuned.ingest.load import loader_of
        from untuned.ingest.scan import PASSED_OVER, scope_of, within

        path, settings = next(_below(self.root, [os.path.realpath(file)]), ""), self.sources.settings
        if not path or loader_of(path, self.sources.loaders) is None:
            return ""
        scope = scope_of(self.root, settings.paths)
        hidden = any(part.startswith(".") or part in PASSED_OVER for part in path.split("/"))
        left_out = hidden or any(matches(path, rule) for rule in settings.exclude)
        return path if path in scope or (within(path, scope) and not left_out) else ""

    def reader_of_files(self) -> Callable[[Path], bool]:
        """Tells of a file whether the principal may read it: one below the root as a document of its path, any other in any case."""
        from untuned.ingest.tag import groups_of

        if self.principal.owner:
            return lambda _file: True
        held, rules, principal = self.documents.files(), self.settings.access, self.principal

        def may_read(file: Path) -> bool:
            for path in _below(self.root, [os.path.realpath(file)]):
                synced = held[path].groups if path in held else frozenset[str]()
                if not principal.may_read(groups_of(path, NO_METADATA, rules)) or (synced and not principal.may_read(synced)):
                    return False
            return True

        return may_read

    def keep_own(self, file: Path) -> OwnFile | None:
        """Notes that a file is untuned's own, and so no document any more; None where no sync would make one of it.

        Where it was synced before, nothing is found in it from now on. A file that the settings' `paths` name itself is a document all
        the same.
        """
        path = self.synced_as(file)
        if not path:
            return None
        read = True
        with suppress(StoreError):
            self._own_files.note({path: self._holds(path)})
            read = bool(self.synced_as(file))
            if not read:
                self.documents.remove([path], now=datetime.now(UTC))
        return OwnFile(path=path, read=read, paths=self.settings.sources.paths or (".",))

    def _follow_own(self, found: Iterable[str]) -> None:
        """Notes what the own files that a sync passed over hold now, and where those lie now that were renamed."""
        noted = self._own_listing()
        contents = set(filter(None, noted.values()))
        holding = {path: self._holds(path) for path in found}
        moved = {path: held for path, held in holding.items() if path not in noted and held in contents}
        changed = {path: held for path, held in holding.items() if held and noted.get(path, held) != held}
        gone = [path for path, held in noted.items() if held in moved.values() and not (self.root / path).is_file()]
        if moved or changed:
            self._own_files.note(moved | changed, gone=gone)

    def own_files(self) -> tuple[str, ...]:
        """The paths of the files below the root that untuned took in or wrote itself, and so are no documents.

        Also those that the settings name as something else than documents; none where the database cannot be read.
        """
        return tuple(dict.fromkeys((*self._own_noted(), *_below(self.root, named_by(self.settings)))))

    def _own_noted(self) -> Mapping[str, str]:
        """The own files that are noted, each with the hash of what it held; none where truth is missing, damaged or of another release."""
        return still_told(self, self._own_listing, otherwise={})

    def _note_own(self, noted: Mapping[str, str]) -> None:
        """Notes these beside those that are noted. Raises `StoreError`."""
        if noted:
            self._own_files.note(noted)

    def _own_listing(self) -> Mapping[str, str]:
        """The own files that are noted, with those that an older release noted in a file of its own; these are taken in once."""
        noted, former = self._own_files.listing(), self.root / FOLDER / _FORMER_NOTES
        if not former.is_file():
            return noted
        with suppress(OSError, StoreError):
            noted = {path: self._holds(path) for path in _paths_in(former.read_bytes())} | noted
            self._own_files.note(noted)
            former.unlink(missing_ok=True)
        return noted

    @property
    def _own_files(self) -> OwnFiles:
        from untuned.store.own_files import OwnFiles

        return OwnFiles(self.database)

    def _holds(self, path: str) -> str:
        """The hash of what a file below the root holds; "" for one that no sync could read either."""
        place = self.root / path
        try:
            if 0 < place.stat().st_size <= self.settings.sources.max_bytes:
                return sha256(place.read_bytes()).hexdigest()
        except OSError:
            return ""
        return ""


def named_by(settings: Settings) -> Iterator[str]:
    """The files and folders of a project's settings that it reads as something else than documents."""
    yield from (settings.router.examples, settings.advice.rows, settings.model.prompts)
    for task in settings.tasks:
        yield from (task.examples, "" if task.schema.lstrip().startswith("{") else task.schema)
    for variant in settings.variants:
        yield from (str(value) for key, value in variant.overrides if key == "model.prompts")


def _below(root: Path, names: Iterable[str]) -> Iterator[str]:
    """The paths below the root, with `/`, of files by the names that they are given, and of what these lead to; not of the root itself."""
    roots = dict.fromkeys((root.absolute(), Path(os.path.realpath(root))))
    for name in filter(None, names):
        for place in dict.fromkeys((Path(os.path.normpath(root.absolute() / name)), Path(os.path.realpath(root / name)))):
            top = next((one for one in roots if place != one and place.is_relative_to(one)), None)
            if top is not None:
                yield place.relative_to(top).as_posix()


def _paths_in(notes: bytes) -> Iterator[str]:
    """The paths that an older release noted, a line each; a line that is damaged is passed over."""
    for line in notes.splitlines():
        try:
            told = cast("object", json.loads(line))
        except (ValueError, RecursionError):
            continue
        if isinstance(told, str) and told and "\0" not in told:
            yield told
