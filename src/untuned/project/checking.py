"""Checking: what is wrong with the documents that the principal may read."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from itertools import chain
from typing import TYPE_CHECKING

from untuned.errors import UnknownDocument
from untuned.project.given import Paths, each_path
from untuned.project.syncing import SyncPart, nothing_to_ask
from untuned.text.globs import matches
from untuned.types.versions import AsOf

if TYPE_CHECKING:
    from untuned.ingest.check.look import CheckReport
    from untuned.types.documents import Version
    from untuned.types.findings import Finding


class CheckPart(SyncPart):
    """What a project says of its own sources."""

    def check(self, paths: Paths = (), *, today: date | None = None, told: Callable[[int, int], None] | None = None) -> CheckReport:
        """What is wrong with the synced documents that the principal may read, the worst first; nothing is changed.

        `paths` are documents, folders or globs; without any, all are looked at. `told` is called with how many are done, and of how many.

        Raises:
            UnknownDocument: A path names nothing that the principal may read.
            NothingSynced: There is no document, nor a file that could not be read: nothing was looked at.
        """
        from untuned.ingest.check.look import look
        from untuned.store.sources import Sources

        day = date.today() if today is None else AsOf(day=today).day  # noqa: DTZ011 - a person's day
        paths = each_path(paths)
        listed = [one for one in self.documents.listing(principal=self.principal) if not paths or _named(one.path, paths)]
        sources = Sources(self.database).current([one.id for one in listed], principal=self.principal)
        done = 0

        def count() -> None:
            nonlocal done
            done += 1
            if told is not None:
                told(done, len(listed))

        known = [one for one in self._known_findings() if not paths or _named(one.path, paths)]
        for path in paths:
            if not any(_named(one.path, [path]) for one in (*listed, *known)):
                raise UnknownDocument(path)
        if not listed and not known and (self.principal.owner or not self.database.position()):
            raise nothing_to_ask(self)
        coming: list[Version] = []

        def watched() -> Iterator[tuple[Version, str]]:
            for version, text in sources:
                if version.number > 1 and version.effective_from is not None and version.effective_from > day:
                    coming.append(version)
                yield version, text

        # What is known is read once every document was looked at.
        known_then = chain(known, self._ahead(coming, day))
        return look(watched(), settings=self.settings.check, today=day, known=known_then, told=count)

    def _known_findings(self) -> Iterator[Finding]:
        """What the last sync found already."""
        from untuned.project.pointing import Pages, contradictions, lost_references
        from untuned.store.conflicts import Conflicts
        from untuned.store.references import References

        pages = Pages(self.documents, principal=self.principal)
        conflicts = Conflicts(self.database).listing(principal=self.principal, relation="documents")
        yield from contradictions(conflicts, pages=pages)
        yield from lost_references(References(self.database), pages=pages, root=self.root, principal=self.principal)
        yield from self._failed_files()
        yield from self._older_editions()

    def _ahead(self, coming: Sequence[Version], today: date) -> Iterator[Finding]:
        """Documents whose present text is searched no more, since the next one took its file."""
        from untuned.ingest.check.ahead import ahead

        for one in coming:
            yield from ahead(self.documents.versions(one.path, principal=self.principal), today=today)

    def _older_editions(self) -> Iterator[Finding]:
        """Documents whose names say that a later one of the same series is there, where no rule follows it."""
        from untuned.ingest.succession import proposed, successions
        from untuned.store.succession import Line
        from untuned.types.findings import Finding

        rules = self.settings.versions.supersede
        found = self.documents.listing(principal=self.principal)
        lines = [
            Line(id=one.id, path=one.path, title=one.title, effective_from=None, first_known=one.synced_at.date(), groups=one.groups)
            for one in found
        ]
        followed = successions(lines, rules)
        for rule in proposed([one.path for one in found]):
            for id, one in successions(lines, [rule]).items():
                if id not in followed:
                    detail = f"{one.by} looks like a newer edition of it; the pattern would be '{rule}'"
                    yield Finding(kind="older_edition", path=one.former, detail=detail, other=one.by)

    def _failed_files(self) -> Iterator[Finding]:
        """Files and folders that could not be read; their names are the owner's alone, since nobody could tell who may read them."""
        from untuned.types.findings import Finding

        if not self.principal.owner:
            return
        for path, state in self.documents.files().items():
            if state.status != "ok":
                yield Finding(kind="failed_file", path=path, detail=state.reason)
        for one in self.last_sync().unread:
            yield Finding(kind="failed_file", path=one.path, detail=one.reason)


def _named(path: str, paths: Sequence[str]) -> bool:
    return any(path == one or path.startswith(f"{one.rstrip('/')}/") or matches(path, one) for one in paths)
