"""The spine's first half: what has to be done, told from the scan and from what is known of the files, before any file is opened."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from untuned.ingest.load import Loader, ending_of, loader_of, parser_of
from untuned.ingest.read import Request
from untuned.ingest.report import Failure
from untuned.ingest.scan import Found, Unreadable, within
from untuned.ingest.web.pages import Crawled, Web
from untuned.store.incoming import FileState
from untuned.types.settings import AccessRule, ParseSettings, SourceSettings, VersionSettings


@dataclass(frozen=True, kw_only=True, slots=True)
class Sources:
    """How files are read and who may read them."""

    settings: SourceSettings
    loaders: Mapping[str, Loader]
    rules: tuple[AccessRule, ...] = ()
    parse: ParseSettings = field(default_factory=ParseSettings)
    """Bounds of the process in which risky formats are read."""
    web: Web = field(default_factory=Web)
    versions: VersionSettings = field(default_factory=VersionSettings)
    own: tuple[str, ...] = ()
    """Files among the documents that untuned took in or wrote itself; the settings leave them out."""
    own_contents: frozenset[str] = frozenset()
    """SHA-256 of what they hold: one that was renamed or copied is no document either, unless its path is named itself."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Plan:
    """Every file and page that was found or is known, in one of these."""

    requests: tuple[Request, ...]
    """To be opened."""
    vanished: tuple[str, ...]
    """Known, within the scope, and not there any more."""
    failed: tuple[Failure, ...]
    skipped: tuple[str, ...]
    unchanged: tuple[str, ...]
    own: tuple[str, ...] = ()
    """Untuned's own files, as far as they are known without opening any."""
    stayed: tuple[str, ...] = ()
    """Known, and as they were only because nobody could look: in a folder that cannot be read, or on a host that does not answer."""

    def with_pages(self, pages: Crawled) -> Plan:
        """The plan of the files and of these pages."""
        return Plan(
            requests=self.requests + pages.requests,
            vanished=self.vanished + pages.gone,
            failed=self.failed + pages.failed,
            skipped=self.skipped + pages.skipped,
            unchanged=self.unchanged + pages.unchanged,
            own=self.own,
            stayed=self.stayed + pages.stayed,
        )


def plan_sync(
    findings: Sequence[Found | Unreadable],
    known: Mapping[str, FileState],
    *,
    scope: Sequence[str],
    sources: Sources,
    mode: Literal["changed", "full"],
) -> Plan:
    """The plan of a sync.

    A known file outside the scope is left alone, and so is one in a folder that could not be read: it may still be there.
    """
    found = [finding for finding in findings if isinstance(finding, Found)]
    troubles = [finding for finding in findings if isinstance(finding, Unreadable)]
    seen, kept = {file.path for file in found}, _kept(findings)
    desk = _Desk(known, sources, mode)
    for file in found:
        desk.sort(file)
    vanished = tuple(path for path in unseen(findings, known) if within(path, scope))
    # a path that is named and missing is no failure when its documents leave with it
    told = [trouble for trouble in troubles if trouble.kind != "missing" or not any(within(path, [trouble.path]) for path in vanished)]
    return Plan(
        requests=tuple(desk.requests),
        vanished=vanished,
        failed=(*(Failure(path=trouble.path, reason=trouble.reason, remedy=trouble.remedy) for trouble in told), *desk.failed),
        skipped=tuple(desk.skipped),
        unchanged=tuple(desk.unchanged),
        stayed=tuple(path for path in sorted(known) if path not in seen and _below_any(path, kept)),
    )


class _Desk:
    """Where found files are sorted by what has to be done with them."""

    def __init__(self, known: Mapping[str, FileState], sources: Sources, mode: Literal["changed", "full"]) -> None:
        self._known = known
        self._sources = sources
        self._mode = mode
        self.requests: list[Request] = []
        self.failed: list[Failure] = []
        self.skipped: list[str] = []
        self.unchanged: list[str] = []

    def sort(self, found: Found) -> None:
        state = self._known.get(found.path)
        if loader_of(found.path, self._sources.loaders) is None:
            self._refuse(found, state)
        elif state is None or not self._same_reading(found, state):
            self._open(found, raw_sha256="")
        elif self._mode == "full" or (found.size, found.mtime_ns) != (state.size, state.mtime_ns):
            self._open(found, raw_sha256=state.raw_sha256)
        else:
            self.unchanged.append(found.path)

    def _same_reading(self, found: Found, state: FileState) -> bool:
        """True when the same bytes would give the same text as at the last sync."""
        parser = parser_of(found.path, settings=self._sources.settings, loaders=self._sources.loaders)
        return state.status == "ok" and bool(state.parser) and parser in (None, state.parser)

    def _open(self, found: Found, *, raw_sha256: str) -> None:
        self.requests.append(Request(path=found.path, place=found.place, size=found.size, mtime_ns=found.mtime_ns, raw_sha256=raw_sha256))

    def _refuse(self, found: Found, state: FileState | None) -> None:
        """Files that nothing loads are passed over; one that was loaded before is a failure, and stays as it is."""
        if state is None:
            self.skipped.append(found.path)
            return
        reason = f"nothing loads files that end in '{ending_of(found.path)}' any more"
        self.failed.append(Failure(path=found.path, reason=reason, remedy="name a loader in extensions.loaders, or delete the file"))


def unseen(findings: Sequence[Found | Unreadable], known: Iterable[str]) -> list[str]:
    """Known files that the scan did not come upon, those in a folder that it could not read apart."""
    seen = {finding.path for finding in findings if isinstance(finding, Found)}
    kept = _kept(findings)
    return [path for path in sorted(known) if path not in seen and not _below_any(path, kept)]


def _kept(findings: Sequence[Found | Unreadable]) -> list[str]:
    """Places whose documents may still be there, although they were not found."""
    return [finding.path for finding in findings if isinstance(finding, Unreadable) and finding.kind != "missing"]


def _below_any(path: str, folders: Sequence[str]) -> bool:
    return any(not folder or path == folder or path.startswith(f"{folder}/") for folder in folders)
