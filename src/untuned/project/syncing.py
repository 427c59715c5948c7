"""How the syncs of a project went: noted while they run, told afterwards; one sync at a time."""

from __future__ import annotations

from collections.abc import Callable, Generator, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager, suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from untuned.errors import IndexBusy, IndexUnwritable, NotAllowed, NothingSynced, StoreError
from untuned.project.given import Names, each_name
from untuned.project.wiring import FOLDER, Wiring
from untuned.types.syncs import LastSync, SyncNote, Unread

if TYPE_CHECKING:
    from untuned.ingest.report import Notice, Progress, SyncReport
    from untuned.store.syncs import Syncs

_LOCK = "sync.lock"


@dataclass(slots=True)
class Running:
    """A sync that runs."""

    told: Callable[[Progress], None] | None
    note: SyncNote
    report: SyncReport | None = field(default=None)
    """What it came to; None until it has ended."""
    pages: bool = True
    """It looks at pages of the web, where it is asked for no paths."""

    def progress(self, progress: Progress) -> None:
        """Counts what was read, and tells the caller."""
        if progress.stage == "reading":
            self.note = replace(self.note, read=progress.files, to_read=progress.files_total)
        if self.told is not None:
            self.told(progress)


class SyncPart(Wiring):
    """What is known of syncs."""

    @property
    def _syncs(self) -> Syncs:
        from untuned.store.syncs import Syncs

        return Syncs(self.database)

    def last_sync(self) -> LastSync:
        """Whether the last sync came to its end, and what it could not look into; that, and how many files, is told to the owner alone."""
        note = self._syncs.last()
        if note is None:
            return LastSync(state="done" if self.database.position() else "never")
        state = "stopped" if note.left else note.state
        if note.state == "running":
            state = "running" if self._is_running() else "stopped"
        if not self.principal.owner:
            return LastSync(state=state, started_at=note.started_at)
        if note.left and note.state == "done":  # its numbers are not those of the one that was stopped
            return LastSync(state=state, started_at=note.started_at, unread=note.unread)
        return LastSync(state=state, started_at=note.started_at, read=note.read, to_read=note.to_read, unread=note.unread)

    def unread_since(self, paths: Names) -> dict[str, datetime | None]:
        """Those of these files and pages that could not be read when it was tried last, each with the sync that first could not.

        What is known of them is their former version. None where a release before this one found it.
        """
        paths = each_name(paths)
        if not paths:
            return {}
        failed, note = self._syncs.failed(paths), self._syncs.last()
        failing = dict[str, datetime]() if note is None else note.failing
        return {path: failing.get(path) for path in dict.fromkeys((*failed, *(path for path in paths if path in failing)))}

    def idle_rules(self) -> tuple[Notice, ...]:
        """Access rules that decide about no document, each with what to do: many are a slip, and what they should close is open.

        Not told are rules of a folder that is empty yet, and rules for all else above their exceptions.

        Raises:
            NotAllowed: For all but the owner.
        """
        from untuned.ingest.idle import idle_notices, idle_rules, waits_for_documents

        if not self.principal.owner:
            raise NotAllowed("look over the access rules")
        rules = self.settings.access
        paths = self.documents.files().keys() if rules else ()
        if not idle_rules(paths, rules):
            return ()
        paths = dict.fromkeys((*paths, *(one.path for one in self.documents.standing())))  # also what is gone, and can still be shown
        idle = [rule for rule in idle_rules(paths, rules) if not waits_for_documents(rule, paths, self.root)]
        return tuple(idle_notices(idle, paths, rules))

    def lacking(self) -> NothingSynced | None:
        """Why there is no document at all, and what to do; None where there is or was one."""
        return None if self.database.position() else nothing_to_ask(self)

    @contextmanager
    def _noted(self, paths: Sequence[str], told: Callable[[Progress], None] | None) -> Generator[Running]:
        """A sync of these paths, alone: another one is waited for, and the caller is told. What becomes of it is noted.

        Raises `IndexBusy` where the other one goes on for long.
        """
        with ExitStack() as held:
            self._enter_alone(held, told)
            before = self._syncs.last()
            now = datetime.now(UTC)
            fresh = SyncNote(state="running", started_at=now, paths=tuple(paths))
            running = Running(told=told, note=fresh if before is None else before.followed(paths, now=now))
            with suppress(StoreError):  # the sync itself says what keeps it from writing
                self._syncs.note(running.note)
            try:
                yield running
            finally:
                with suppress(StoreError):
                    self._syncs.note(self._noted_end(running))

    def _enter_alone(self, held: ExitStack, told: Callable[[Progress], None] | None) -> None:
        """Take the right to sync this folder; a folder that may not be written keeps nobody waiting."""
        from untuned.index.follow import enter_writing
        from untuned.ingest.report import Progress

        with suppress(IndexUnwritable):
            try:
                enter_writing(held, self._alone, wait=False)
            except IndexBusy:
                if told is not None:
                    told(Progress(stage="waiting", files=0, files_total=0, bytes=0, bytes_total=0, path=""))
                enter_writing(held, self._alone, wait=True)

    def _alone(self) -> AbstractContextManager[None]:
        from untuned.index.locks import locked

        return locked(self.root / FOLDER / _LOCK)

    def _is_running(self) -> bool:
        """True while a sync of this folder holds the right to."""
        if not (self.root / FOLDER / _LOCK).exists():
            return False
        with suppress(IndexUnwritable):
            try:
                with self._alone():
                    return False
            except IndexBusy:
                return True
        return False

    def _noted_end(self, running: Running) -> SyncNote:
        """The note of a sync that has ended, or was stopped."""
        from untuned.ingest.scan import is_nowhere, scope_of, within
        from untuned.ingest.web.address import is_address

        note, report = running.note, running.report
        if report is None:
            return replace(note, state="stopped")
        failed = self._syncs.failed() if report.failed or note.failing else {}
        unread = [Unread(path=one.path or ".", reason=one.reason, remedy=one.remedy) for one in report.failed if one.path not in failed]
        left: tuple[tuple[str, ...], ...] = ()
        if note.paths:
            scope = scope_of(self.root, note.paths)
            # What was only mistyped is no lost document.
            unread = [one for one in unread if is_address(one.path) or not is_nowhere(self.root, one.path)]
            unread = [*(one for one in note.unread if not within(one.path, scope)), *unread]
            left = tuple(paths for paths in note.left if not paths or not all(within(one, scope) for one in scope_of(self.root, paths)))
        failing = {path: note.failing.get(path, note.started_at) for path in (*failed, *report.stayed)}
        if not running.pages or note.paths:  # not everything was looked at
            failing = {path: since for path, since in note.failing.items() if not self._looked_at(path, running)} | failing
        return replace(note, state="done", unread=tuple(unread), left=left, failing=failing)

    def _looked_at(self, path: str, running: Running) -> bool:
        """True where a sync was to look at a document."""
        from untuned.ingest.scan import scope_of, within
        from untuned.ingest.web.address import is_address
        from untuned.ingest.web.pages import pages_of

        pages, places = pages_of(running.note.paths)
        if is_address(path):
            return path in pages or (running.pages and not running.note.paths)
        return not running.note.paths or (bool(places) and within(path, scope_of(self.root, places)))


def nothing_to_ask(project: Wiring) -> NothingSynced:
    """Why a project has no document: none was looked for yet, none could be read, or there is none to read."""
    from untuned.ingest.load import loaders_for
    from untuned.ingest.scan import is_nowhere
    from untuned.ingest.web.address import is_address
    from untuned.store.syncs import Syncs
    from untuned.text.globs import is_glob

    syncs, settings = Syncs(project.database), project.settings
    note = syncs.last()
    if note is None or note.state != "done" or not project.principal.owner:
        return NothingSynced()
    failed = len(syncs.failed())
    if failed:
        return NothingSynced(failed=failed)
    named = tuple(path for path in note.paths if is_address(path) or is_glob(path) or not is_nowhere(project.root, path))
    if note.paths and not named:  # what was looked for was only mistyped
        return NothingSynced()
    endings = sorted({*(key for key in loaders_for(settings.sources, facts="")), *(ending for ending, _ in settings.extensions.loaders)})
    places = named or (*(settings.sources.paths or (str(project.root),)), *settings.web.urls, *settings.web.sitemaps)
    return NothingSynced(places=places, endings=endings)
