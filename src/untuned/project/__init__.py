"""A folder with untuned.toml, opened: the parts are wired here and nowhere else."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import cached_property
from itertools import count
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, Literal, Self

from untuned.config import find, read
from untuned.errors import BackupError, IndexBusy, NotAllowed, NothingSynced, UnknownDocument, UnknownVersion
from untuned.types.answers import Answer, Citation, Passage
from untuned.types.documents import Version
from untuned.types.principal import OWNER, Principal
from untuned.types.settings import Settings

if TYPE_CHECKING:
    from untuned.index.lexical import LexicalIndex
    from untuned.index.recipe import Recipe
    from untuned.index.views import Views
    from untuned.ingest.plan import Sources
    from untuned.ingest.report import Progress, SyncReport
    from untuned.rag.ask import Parts
    from untuned.rag.loop import Loop
    from untuned.store.answers import Answers
    from untuned.store.database import Database
    from untuned.store.documents import Documents
    from untuned.store.encoding import JSON
    from untuned.store.purge import Purged

FOLDER = ".untuned"
"""Where a project keeps its database and its views, below its root."""

_THREADS = 4
_LONGEST_NUMBER = 18
"""Digits of a version's number; what has more is part of a file's name."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Status:
    """What a project holds."""

    root: Path
    database: str
    documents: int
    removed: int
    versions: int
    answers: int
    failed: int
    """Files that the last sync could not read."""
    index: Literal["fresh", "behind", "none"]


class Project:
    """An open project. Everything it reads, it reads as its principal. Use it in a `with` statement, or `close` it.

    The database, the index and the models are opened when they are first needed.
    """

    def __init__(self, root: Path, *, settings: Settings, principal: Principal = OWNER) -> None:
        self.root = root
        self.settings = settings
        self.principal = principal

    @staticmethod
    def init(folder: Path | str, *, force: bool = False) -> Path:
        """Write a commented untuned.toml that fits the folder's files; its path.

        Raises:
            ProjectExists: There is one already, and `force` is false.
        """
        from untuned.config.propose import init

        return init(Path(folder), force=force)

    @classmethod
    def open(cls, folder: Path | str | None = None, *, principal: Principal = OWNER) -> Self:
        """The project whose untuned.toml is in the folder (by default the current one) or nearest above it.

        Raises:
            ConfigError: There is none, or it says something that cannot be.
        """
        file = find(Path.cwd() if folder is None else Path(folder))
        return cls(file.parent, settings=read(file), principal=principal)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self.close()

    def close(self) -> None:
        """Let everything go; what was asked for before is finished first."""
        for part in ("loop", "limiter", "views", "database"):
            opened = self.__dict__.pop(part, None)
            if part == "limiter" and opened is not None:
                opened.shutdown(wait=True)
            elif opened is not None:
                opened.close()
        for part in ("documents", "saved_answers"):
            self.__dict__.pop(part, None)

    # -- the parts ---------------------------------------------------------------------------------

    @cached_property
    def database(self) -> Database:
        """Truth, opened and of the right schema."""
        from untuned.store.database import Database

        return Database.open(database_place(self.root, self.settings), busy_timeout_ms=self.settings.store.busy_timeout_ms)

    @cached_property
    def documents(self) -> Documents:
        """The documents in truth."""
        from untuned.store.documents import Documents

        return Documents(self.database)

    @cached_property
    def sources(self) -> Sources:
        """How files become texts here."""
        from untuned.config.extensions import load_loaders
        from untuned.ingest.load import loaders_for
        from untuned.ingest.plan import Sources

        settings = self.settings.sources
        loaders = loaders_for(settings, load_loaders(self.settings.extensions))
        return Sources(settings=settings, loaders=loaders, rules=self.settings.access)

    @cached_property
    def saved_answers(self) -> Answers:
        """The answers in truth."""
        from untuned.store.answers import Answers

        return Answers(self.database)

    @cached_property
    def views(self) -> Views:
        """The indexes of this project."""
        from untuned.index.search import Origin
        from untuned.index.views import Views
        from untuned.store.changes import Changes
        from untuned.store.sources import Sources

        origin = Origin(database=self.database.id, epoch=self.database.epoch)
        return Views(self.root / FOLDER / "index", origin=origin, changes=Changes(self.database), sources=Sources(self.database))

    @property
    def recipe(self) -> Recipe:
        """How the project's own index is made."""
        from untuned.index.recipe import Recipe

        return Recipe(chunks=self.settings.chunks, index=self.settings.index)

    @cached_property
    def limiter(self) -> ThreadPoolExecutor:
        """The threads that stages of questions run on."""
        return ThreadPoolExecutor(max_workers=_THREADS, thread_name_prefix="untuned-stage")

    @cached_property
    def loop(self) -> Loop:
        """The event loop behind `ask_sync`."""
        from untuned.rag.loop import Loop

        return Loop()

    def index(self) -> LexicalIndex:
        """The index of the project's settings, after every change; while another process writes it, as it stands.

        Raises:
            IndexBusy: There is none yet, and another process is making it.
        """
        try:
            return self.views.follow(self.recipe)
        except IndexBusy:
            standing = self.views.newest(self.recipe)
            if standing is None:
                raise
            return standing

    def parts(self) -> Parts:
        """What asking leans on."""
        from untuned.config.extensions import load_reranker
        from untuned.rag.ask import Parts

        index = self.index()
        if index.position == 0:
            raise NothingSynced
        return Parts(
            index=index,
            truth=self.documents,
            settings=self.settings,
            limiter=self.limiter,
            record=self._record,
            reranker=load_reranker(self.settings.extensions),
        )

    def _record(self, answer: Answer, trace: Mapping[str, JSON]) -> Answer:
        return self.saved_answers.record(answer, principal=self.principal, trace=trace)

    # -- what people do ----------------------------------------------------------------------------

    def sync(
        self,
        paths: Sequence[str] | None = None,
        *,
        mode: Literal["changed", "full"] = "changed",
        dry_run: bool = False,
        progress: Callable[[Progress], None] | None = None,
    ) -> SyncReport:
        """Bring truth and the index up to date with the files; one bad file never stops the rest.

        `paths` are folders, files or globs below the root; without any, those of the settings. `mode="full"` reads
        files again whose size and date are the same. A dry run writes nothing.
        """
        from untuned.ingest.sync import SyncOptions, sync

        self._owner_only("sync")
        began = perf_counter()
        options = SyncOptions(mode=mode, dry_run=dry_run, progress=progress)
        report = sync(self.documents, self.root, paths or (), sources=self.sources, now=datetime.now(UTC), options=options)
        if not dry_run:
            self.views.follow(self.recipe, wait=True, told=self._indexing(report, progress))
            self._forget_old_traces()
        return replace(report, seconds=perf_counter() - began)

    def _indexing(self, report: SyncReport, progress: Callable[[Progress], None] | None) -> Callable[[], None] | None:
        """Tells of each document that is indexed; their number is that of the report, more when an earlier sync was cut off."""
        from untuned.ingest.report import Progress

        if progress is None:
            return None
        total = report.added + report.changed + report.renamed + report.regrouped
        counted = count(1)

        def told() -> None:
            done = next(counted)
            progress(Progress(stage="indexing", files=done, files_total=max(done, total), bytes=0, bytes_total=0, path=""))

        return told

    def _forget_old_traces(self) -> None:
        days = self.settings.retention.traces_days
        if days is not None:
            self.saved_answers.forget_traces(before=datetime.now(UTC) - timedelta(days=days))

    def watch(self, paths: Sequence[str] | None = None) -> Iterator[SyncReport]:
        """A report for every burst of changes below the paths, until the caller stops."""
        from untuned.ingest.watch import watch

        # Without paths all of the root is watched: files that were once synced by name are followed wherever they lie.
        for _ in watch(self.root, tuple(paths or ()), settings=self.settings.sources):
            yield self.sync(paths)

    def search(self, question: str, *, limit: int = 10) -> list[Passage]:
        """The best passages for a question, best first, each with its text and version."""
        from untuned.rag.ask import find

        return find(question, parts=self.parts(), principal=self.principal, limit=limit)

    async def ask(self, question: str) -> Answer:
        """The recorded answer: verified claims, or an abstention with its reason."""
        from untuned.rag.ask import ask

        return await ask(question, parts=self.parts(), principal=self.principal, now=datetime.now(UTC))

    def ask_sync(self, question: str) -> Answer:
        """As `ask`, for code that is not asynchronous; also inside a running event loop, as in a notebook."""
        return self.loop.run(self.ask(question))

    def answer(self, id: str) -> Answer:
        """A recorded answer. Raises `UnknownAnswer`."""
        return self.saved_answers.get(id, principal=self.principal)

    def answers(self, limit: int = 20) -> list[Answer]:
        """The latest answers, newest first."""
        return self.saved_answers.recent(principal=self.principal, limit=limit)

    def trace(self, id: str) -> Mapping[str, object]:
        """How an answer came about: stages with their times, addresses of what was read. Raises `UnknownAnswer`."""
        return self.saved_answers.trace(id, principal=self.principal)

    def citation(self, id: int) -> Citation:
        """A recorded citation. Raises `UnknownCitation`."""
        return self.saved_answers.citation(id, principal=self.principal)

    def version(self, path: str | int, number: int | None = None) -> tuple[Version, str]:
        """A version with its text, by id, or by path and number; without a number, the latest that may be read.

        Raises:
            UnknownVersion: There is no such version for this principal.
            UnknownDocument: There is no such document for this principal.
        """
        id = path if isinstance(path, int) else self._version_id(path, number)
        return self.documents.version(id, principal=self.principal), self.documents.text(id, principal=self.principal)

    def _version_id(self, path: str, number: int | None) -> int:
        versions = self.history(path)
        wanted = [version for version in versions if number is None or version.number == number]
        if not wanted:
            raise UnknownVersion(f"{path}@{number}" if number is not None else path)
        return wanted[-1].id

    def history(self, path: str) -> list[Version]:
        """A document's versions, oldest first. Raises `UnknownDocument`."""
        return self.documents.versions(path, principal=self.principal)

    def diff(self, path: str, older: int, newer: int) -> str:
        """What changed between two versions of a document, as a unified difference; "" when nothing did."""
        before, after = (
            [f"{line}\n" for line in self.version(path, number)[1].removesuffix("\n").split("\n")] for number in (older, newer)
        )
        return "".join(difflib.unified_diff(before, after, f"{path}@{older}", f"{path}@{newer}"))

    def purge(self, target: str) -> Purged:
        """Remove a document (`path`) or one version (`path@number`) from everything that holds its text.

        Raises:
            UnknownDocument: There is no such document for this principal.
            UnknownVersion: There is no such version for this principal.
        """
        from untuned.store.purge import purge

        self._owner_only("purge")
        path, _, number = target.rpartition("@")
        if path and number.isdecimal() and len(number) <= _LONGEST_NUMBER:
            named = self.documents.numbered(path, int(number), principal=self.principal)
        else:
            named = self.documents.document(target, principal=self.principal).path
            if named != target:
                raise UnknownDocument(target)
        try:
            return purge(self.database, named, now=datetime.now(UTC), actor="owner")
        finally:
            # Also where the database's last step has to wait for a reader: the words leave search at once.
            self.views.collect(keep=[self.recipe], wait=True)
            self.views.follow(self.recipe, wait=True)

    def reindex(self) -> int:
        """Build the index anew, beside the old one, and drop the views of other settings; how many chunks it holds."""
        self._owner_only("reindex")
        fresh = self.views.follow(self.recipe, rebuild=True, wait=True)
        self.views.collect(keep=[self.recipe])
        return fresh.size

    def backup(self, target: Path | str, *, force: bool = False) -> Path:
        """A whole copy of the database, made while it is in use; its path.

        Raises:
            BackupError: It could not be made whole, its folder is not there, or there is a file already and `force` is false.
        """
        from untuned.store.backup import backup

        self._owner_only("make a backup")
        if Path(target).exists() and not force:
            raise BackupError(f"{target} exists already", remedy="name another file, or replace it with '--force'")
        if not Path(target).absolute().parent.is_dir():
            raise BackupError(f"the folder of {target} is not there", remedy="make it first, or name another place")
        return backup(self.database, Path(target))

    def restore(self, source: Path | str) -> None:
        """Put a backup in the database's place; views notice and are built anew. Raises `BackupError`."""
        from untuned.store.backup import restore

        self._owner_only("restore a backup")
        self.close()
        restore(Path(source), database_place(self.root, self.settings))

    def status(self) -> Status:
        """What the project holds, as far as the principal may know."""
        live = self.documents.listing(principal=self.principal)
        removed = self.documents.listing(principal=self.principal, status="removed")
        standing = self.views.newest(self.recipe)
        fresh = standing is not None and standing.position >= self.database.position()
        return Status(
            root=self.root,
            database=self.database.place,
            documents=len(live),
            removed=len(removed),
            versions=self.documents.count_versions(principal=self.principal),
            answers=len(self.answers(limit=1_000_000)),
            failed=sum(state.status == "failed" for state in self.documents.files().values()) if self.principal.owner else 0,
            index="none" if standing is None else "fresh" if fresh else "behind",
        )

    def _owner_only(self, action: str) -> None:
        if not self.principal.owner:
            raise NotAllowed(action)


def database_place(root: Path, settings: Settings) -> str | Path:
    """The address of a project's database; without one in the settings, SQLite's file in the project's own folder."""
    return settings.store.address or root / FOLDER / "truth.sqlite3"
