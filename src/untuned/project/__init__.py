"""A folder with untuned.toml, opened: the parts are wired here and nowhere else."""

from __future__ import annotations

import difflib
from collections.abc import AsyncGenerator, Callable, Generator, Iterator, Mapping, Sequence
from contextlib import aclosing
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from functools import partial
from itertools import count
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, Literal, Self

from untuned.config import find, read
from untuned.errors import NotAllowed, UnknownDocument, UnknownVersion
from untuned.project.again import asked_again, streamed_again
from untuned.project.checking import CheckPart
from untuned.project.copying import CopyPart
from untuned.project.disagreeing import ConflictPart
from untuned.project.elsewhere import Elsewhere
from untuned.project.ending import EndingPart
from untuned.project.gapping import GapPart
from untuned.project.given import OnePath, Paths, a_count, a_number, a_text, each_path, one_folder, one_of, one_path
from untuned.project.meaning import MeaningState
from untuned.project.paging import PagePart
from untuned.project.past import Day
from untuned.project.past import as_of as day_of
from untuned.project.rating import RatingPart
from untuned.project.readying import ReadyPart
from untuned.project.tagging import Where
from untuned.project.tasking import TaskPart
from untuned.project.wiring import FOLDER
from untuned.text.globs import composed
from untuned.types.answers import Answer, Citation, Claim, Passage
from untuned.types.documents import LINES_LEFT_OUT, Version
from untuned.types.principal import OWNER, Principal
from untuned.types.syncs import LastSync

if TYPE_CHECKING:
    from untuned.ingest.report import Progress, SyncReport
    from untuned.ingest.sync import SyncOptions
    from untuned.store.conversations import Conversation, ConversationSummary
    from untuned.store.purge import Purged
    from untuned.types.responses import Response
    from untuned.types.summaries import Summary

__all__ = ["FOLDER", "Project", "Status"]

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
    in_part: int
    """Files that some lines were left out of."""
    index: Literal["fresh", "behind", "none"]
    meaning: MeaningState = "off"
    """The vectors: `off` without an embedder, `unusable` where it cannot be loaded."""
    vectors: int = 0
    """Chunks that are found by what they mean."""
    unfinished: tuple[str, ...] = ()
    """What the last sync did not come to: `references`, `conflicts`."""
    sync: LastSync = field(default_factory=partial(LastSync, state="never"))
    """Whether the last sync came to its end, and the folders that it could not look into."""


class Project(EndingPart, Elsewhere, PagePart, GapPart, RatingPart, CheckPart, ConflictPart, ReadyPart, TaskPart, CopyPart):
    """An open project. Everything it reads, it reads as its principal. Use it in a `with` or `async with` statement, or `close` it.

    The database, the index and the models are opened when they are first needed.
    """

    @staticmethod
    def init(folder: Path | str, *, force: bool = False) -> Path:
        """Write a commented untuned.toml that fits the folder's files; its path.

        Raises:
            ProjectExists: There is one already, and `force` is false.
        """
        from untuned.config.propose import init

        return init(one_folder(folder), force=force)

    @classmethod
    def open(cls, folder: Path | str | None = None, *, principal: Principal = OWNER) -> Self:
        """The project whose untuned.toml is in the folder (by default the current one) or nearest above it.

        Raises:
            ConfigError: There is none, or it says something that cannot be.
        """
        file = find(Path.cwd() if folder is None else one_folder(folder))
        return cls(file.parent, settings=read(file), principal=principal)

    # -- what people do ----------------------------------------------------------------------------

    def sync(
        self,
        paths: Paths | None = None,
        *,
        mode: Literal["changed", "full"] = "changed",
        dry_run: bool = False,
        git_history: bool = False,
        pages: bool = True,
        progress: Callable[[Progress], None] | None = None,
    ) -> SyncReport:
        """Bring truth and the index up to date with the files and pages; one bad one never stops the rest.

        `paths` are folders, files or globs below the root, or addresses of pages; without any, those of the settings.
        `mode="full"` reads files again whose size and date are the same. With `git_history`, each commit that changed
        a file is a version, in force from its day. Without `pages`, a sync of no paths leaves the web alone. A dry run writes nothing.
        """
        from untuned.ingest.sync import SyncOptions

        self._owner_only("sync")
        one_of(mode, Literal["changed", "full"], name="mode")
        began, named = perf_counter(), each_path(paths)
        options = SyncOptions(mode=mode, dry_run=dry_run, past=git_history, pages=pages, progress=progress)
        if dry_run:
            report = self._read_sources(named, options)
        else:
            with self._noted(named, progress) as running:
                running.pages = pages
                report = running.report = self._bring_up(named, replace(options, progress=running.progress))
        return replace(report, seconds=perf_counter() - began)

    def _read_sources(self, paths: Sequence[str], options: SyncOptions) -> SyncReport:
        """Truth, brought up to date."""
        from untuned.ingest.sync import sync

        return sync(self.documents, self.root, paths, sources=self.sources, now=datetime.now(UTC), options=options)

    def _bring_up(self, paths: Sequence[str], options: SyncOptions) -> SyncReport:
        """Truth, and all that follows it."""
        report = self._read_sources(paths, options)
        self._follow_own(report.own)
        self.settle_successions()
        with self.texts.keeping():
            self.views.follow(self.recipe, wait=True, told=self._indexing(report, options.progress))
            self._forget_what_is_old()
            if self.settings.answer.conflicts:
                self.find_conflicts(now=datetime.now(UTC))
            self.link()
        vectors = self.meanings.follow(wait=True, told=self._indexing(report, options.progress, stage="embedding"))
        return replace(report, notices=(*self.meanings.notices(vectors), *(() if paths else self.idle_rules())))

    def _indexing(
        self, report: SyncReport, progress: Callable[[Progress], None] | None, *, stage: Literal["indexing", "embedding"] = "indexing"
    ) -> Callable[[], None] | None:
        """Tells of each document that is indexed or embedded; their number is that of the report, more when an earlier sync was cut off."""
        from untuned.ingest.report import Progress

        if progress is None:
            return None
        total = report.added + report.changed + report.renamed + report.regrouped
        counted = count(1)

        def told() -> None:
            done = next(counted)
            progress(Progress(stage=stage, files=done, files_total=max(done, total), bytes=0, bytes_total=0, path=""))

        return told

    def _forget_what_is_old(self) -> None:
        kept, now = self.settings.retention, datetime.now(UTC)
        if kept.traces_days is not None:
            self.saved_answers.forget_traces(before=now - timedelta(days=kept.traces_days))
        if kept.conversations_days is not None:
            self.conversations.forget(before=now - timedelta(days=kept.conversations_days))

    def watch(self, paths: Paths | None = None) -> Iterator[SyncReport]:
        """A report for every burst of changes below the paths, until the caller stops."""
        from untuned.ingest.watch import watch

        # Without paths all of the root is watched: files that were once synced by name are followed wherever they lie.
        for _ in watch(self.root, each_path(paths), settings=self.sources.settings):
            yield self.sync(paths, pages=False)

    def search(self, question: str, *, limit: int = 10, where: Where = (), as_of: Day | None = None) -> list[Passage]:
        """The best passages for a question, best first, each with its text and version; with `as_of`, of what held on that day.

        `where` narrows it: filters, or what `--where` takes, such as `"product=Pro"`; None for all. Raises `BadFilter`.
        """
        return self.look_up(question, limit=limit, where=where, as_of=day_of(as_of))[0]

    async def ask(self, question: str, *, conversation: str | None = None, where: Where = (), as_of: Day | None = None) -> Answer:
        """The recorded answer: verified claims, or an abstention with its reason; with `as_of`, from what held on that day.

        `where` narrows what is read, as in `search`. In a conversation a chat model is given what was asked and shown before. Raises
        `EmptyQuestion`, `UnknownConversation`, `ModelError` for a model that can never be asked, `BadFilter`, `NothingSynced`,
        `ProjectClosed`.
        """

        async def once() -> Answer:
            ready = await self._prepared(question, conversation=conversation, where=where, as_of=day_of(as_of))
            return _verified(await ready.respond(now=datetime.now(UTC)))

        with self._under_way():
            return await asked_again(once)

    def ask_sync(self, question: str, *, conversation: str | None = None, where: Where = (), as_of: Day | None = None) -> Answer:
        """As `ask`, for code that is not asynchronous; also inside a running event loop, as in a notebook."""
        return self.loop.run(self.ask(question, conversation=conversation, where=where, as_of=as_of))

    async def ask_stream(
        self, question: str, *, conversation: str | None = None, where: Where = (), as_of: Day | None = None
    ) -> AsyncGenerator[Claim | Answer]:
        """Each claim once it is verified, never before; then the recorded answer, which holds them all. Raises as `ask`."""

        async def once() -> AsyncGenerator[Claim | Answer]:
            ready = await self._prepared(question, conversation=conversation, where=where, as_of=day_of(as_of), live=True)
            async with aclosing(ready.respond_stream(now=datetime.now(UTC))) as steps:
                async for step in steps:
                    yield step if isinstance(step, Claim) else _verified(step)

        with self._under_way():
            async with aclosing(streamed_again(once)) as steps:
                async for step in steps:
                    yield step

    def ask_stream_sync(
        self, question: str, *, conversation: str | None = None, where: Where = (), as_of: Day | None = None
    ) -> Generator[Claim | Answer]:
        """As `ask_stream`, for code that is not asynchronous."""
        return self.loop.each(self.ask_stream(question, conversation=conversation, where=where, as_of=as_of))

    def start_conversation(self) -> str:
        """The id of a new conversation, to give to `ask`."""
        return self.conversations.start(principal=self.principal, now=datetime.now(UTC))

    def conversation(self, id: str) -> Conversation:
        """A stored conversation with its answers, oldest first. Raises `UnknownConversation`."""
        return self.conversations.get(id, principal=self.principal)

    def recent_conversations(self, limit: int = 20) -> list[ConversationSummary]:
        """The stored conversations, the one that was last asked in first."""
        return self.conversations.recent(principal=self.principal, limit=a_count(limit, name="limit"))

    def delete_conversation(self, id: str) -> int:
        """Remove a conversation with its answers and traces; how many answers went. Raises `UnknownConversation`."""
        return self.conversations.delete(id, principal=self.principal)

    def summarise(self, path: OnePath, *, topic: str = "", sentences: int = 12) -> Summary:
        """What a document says, in verified claims, section by section; worded by the chat model where the settings name one.

        `sentences` is the most claims. Raises `UnknownDocument`, `ModelError` for a model that can never be asked.
        """
        from untuned.rag.summarise import summarise

        about = a_text(topic, name="topic")
        version, text = self.version(path)
        return summarise(version, text, topic=about, sentences=a_count(sentences, name="sentences"), proposer=self.summary_writer())

    def answer(self, id: str) -> Answer:
        """A recorded answer. Raises `UnknownAnswer`."""
        return self.saved_answers.get(id, principal=self.principal)

    def answers(self, limit: int = 20) -> list[Answer]:
        """The latest answers, newest first."""
        return self.saved_answers.recent(principal=self.principal, limit=a_count(limit, name="limit"))

    def trace(self, id: str) -> Mapping[str, object]:
        """How an answer came about: stages with their times, addresses of what was read. Raises `UnknownAnswer`."""
        return self.saved_answers.trace(id, principal=self.principal)

    def citation(self, id: int) -> Citation:
        """A recorded citation. Raises `UnknownCitation`."""
        return self.saved_answers.citation(id, principal=self.principal)

    def version(self, path: OnePath | int, number: int | None = None) -> tuple[Version, str]:
        """A version with its text, by id, or by path and number; without a number, the latest that may be read.

        Raises:
            UnknownVersion: There is no such version for this principal.
            UnknownDocument: There is no such document for this principal.
        """
        id = path if isinstance(path, int) else self._version_id(path, number)
        return self.documents.version(id, principal=self.principal), self.documents.text(id, principal=self.principal)

    def _version_id(self, given: OnePath, number: int | None) -> int:
        path = one_path(given, root=self.root)
        number = None if number is None else a_number(number, name="the number of a version")
        versions = self.history(path)
        wanted = [version for version in versions if number is None or version.number == number]
        if not wanted:
            raise UnknownVersion(f"{path}@{number}" if number is not None else path)
        return wanted[-1].id

    def history(self, path: OnePath) -> list[Version]:
        """A document's versions, oldest first. Raises `UnknownDocument`."""
        return self.documents.versions(one_path(path, root=self.root), principal=self.principal)

    def diff(self, path: OnePath, older: int, newer: int) -> str:
        """What changed between two versions of a document, as a unified difference; "" when nothing did."""
        path = one_path(path, root=self.root)
        before, after = (
            [f"{line}\n" for line in self.version(path, number)[1].removesuffix("\n").split("\n")] for number in (older, newer)
        )
        return "".join(difflib.unified_diff(before, after, f"{path}@{older}", f"{path}@{newer}"))

    def purge(self, target: OnePath) -> Purged:
        """Remove a document (`path`) or one version (`path@number`) from everything that holds its text.

        Raises:
            UnknownDocument: There is no such document for this principal.
            UnknownVersion: There is no such version for this principal.
        """
        from untuned.store.purge import purge

        self._owner_only("purge")
        target = one_path(target, root=self.root)
        path, _, number = target.rpartition("@")
        if path and number.isdecimal() and len(number) <= _LONGEST_NUMBER:
            named = self.documents.numbered(path, int(number), principal=self.principal)
        else:
            named = self.documents.document(target, principal=self.principal).path
            if composed(named) != composed(target):
                raise UnknownDocument(target)
        self.vectors.clear()  # nothing tells by which settings a text's vectors were made: what views hold is not embedded again
        try:
            return purge(self.database, named, now=datetime.now(UTC), actor="owner")
        finally:
            # Also where the database's last step has to wait for a reader: the words leave search and the journals at once.
            self._forget_purged()

    def _forget_purged(self) -> None:
        """What was purged leaves all that was made from it: journals, pages, routers, learnt models, every view, and the conflicts."""
        self.drop_journals()
        self.drop_pages()
        self.drop_routers()
        self.forget_task_models()
        kept = self.meanings.kept()
        self.views.collect(keep=[self.recipe, *kept], wait=True)
        self.settle_successions()  # what the purged took the place of is found again
        self.views.follow(self.recipe, wait=True)
        if kept:
            self.meanings.follow(wait=True)
        self.vectors.clear()
        if self.settings.answer.conflicts:
            self.find_conflicts(now=datetime.now(UTC))
        else:
            self.forget_catalogue()

    def reindex(self) -> int:
        """Build the index anew, beside the old one, and drop the views of other settings; how many chunks it holds."""
        self._owner_only("reindex")
        fresh = self.views.follow(self.recipe, rebuild=True, wait=True)
        self.meanings.follow(rebuild=True, wait=True)
        self.views.collect(keep=[self.recipe, *self.meanings.kept()])
        return fresh.size

    def status(self) -> Status:
        """What the project holds, as far as the principal may know."""
        live = self.documents.listing(principal=self.principal)
        removed = self.documents.listing(principal=self.principal, status="removed")
        standing = self.views.newest(self.recipe)
        position = self.database.position()
        fresh = standing is not None and standing.position >= position
        files = self.documents.files() if self.principal.owner else {}
        meaning, vectors = self.meanings.told(position=position)
        return Status(
            root=self.root,
            database=self.database.place,
            documents=len(live),
            removed=len(removed),
            versions=self.documents.count_versions(principal=self.principal),
            answers=self.saved_answers.count(principal=self.principal),
            failed=sum(state.status == "failed" for state in files.values()),
            in_part=sum(LINES_LEFT_OUT in state.metadata for state in files.values() if state.status == "ok"),
            index="none" if standing is None else "fresh" if fresh else "behind",
            meaning=meaning,
            vectors=vectors,
            unfinished=self.unfinished(),
            sync=self.last_sync(),
        )

    def _owner_only(self, action: str) -> None:
        if not self.principal.owner:
            raise NotAllowed(action)


def _verified(response: Response) -> Answer:
    """The recorded answer, which the default method always gives."""
    assert response.answer is not None
    return response.answer
