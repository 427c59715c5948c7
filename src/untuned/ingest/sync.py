"""SYNC, the spine: scan and crawl -> plan -> read -> tag -> commit -> remove. Files and pages become searchable versions."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Literal, Protocol

from untuned.ingest.desk import Desk, Truth
from untuned.ingest.git.past import Past, Place
from untuned.ingest.plan import Plan, Sources, plan_sync, unseen
from untuned.ingest.read import Reading, Request, read
from untuned.ingest.report import Progress, SyncReport
from untuned.ingest.scan import Found, Unreadable, followed, scan, scope_of, within
from untuned.ingest.web.address import is_address
from untuned.ingest.web.pages import Crawled, Loading, pages_of, remember, visited
from untuned.ingest.worker import Worker, apart
from untuned.store.incoming import FileState
from untuned.text.languages import holds_model, let_model_go

_MANY = 200
"""Files from which on a sync frees the language model that it loaded: to load it again takes less than they did, and memory is short."""


class Mapper(Protocol):
    """Runs a pure function over items, results in order: the builtin `map`, or one over processes."""

    def __call__(self, function: Callable[[Request], Reading], items: Iterable[Request], /) -> Iterable[Reading]:
        """The results, in the order of the items."""
        ...


@dataclass(frozen=True, kw_only=True, slots=True)
class SyncOptions:
    """How a sync goes about it."""

    mode: Literal["changed", "full"] = "changed"
    """`changed` opens files whose size or time differs; `full` opens every file and compares its bytes."""
    dry_run: bool = False
    """Reads and reports, writes nothing."""
    pages: bool = True
    """Also what is known or named of the web; False for syncs that follow on each other at once."""
    past: bool = False
    """Also the past that git knows of the files."""
    git: str = "git"
    """The program that knows it."""
    progress: Callable[[Progress], None] | None = None
    map: Mapper = map
    clock: Callable[[], float] = time.perf_counter


def sync(
    documents: Truth, root: Path, paths: Sequence[str] = (), *, sources: Sources, now: datetime, options: SyncOptions | None = None
) -> SyncReport:
    """What of the given folders, files, globs and addresses is new in truth; of what is outside, only who may read it follows the rules.

    Without `paths` it is those of the settings, or the whole root, and every file and page that truth follows already, wherever
    it is: what was once synced by name does not grow old. Each batch is one transaction, so a sync that was
    cut off goes on where it stopped. A file that cannot be read keeps its last good version and is reported each time.
    """
    options = options or SyncOptions()
    begun, held = options.clock(), holds_model()
    known = documents.files()
    asked, places = pages_of(paths)
    plan = _files(root, places, known, only_pages=bool(asked) and not places, sources=sources, mode=options.mode)
    with Worker(sources.parse, sources.settings) as worker, _pages(known, asked, places, sources=sources, options=options) as pages:
        reader = partial(read, settings=sources.settings, loaders=apart(sources.loaders, worker))
        scope = scope_of(root, places or sources.settings.paths)
        place = Place(root=root, scope=scope, settings=sources.settings, loaders=sources.loaders, reader=reader)
        with Past(documents, place, program=options.git) as past:
            plan = (past.look(plan, known) if options.past and (places or not asked) else plan).with_pages(pages)
            desk = Desk(documents, known, sources=sources, now=now, dry_run=options.dry_run)
            desk.expect(plan)
            for reading in _read_all(plan.requests, reader, options=options):
                desk.bring(reading, past=past)
            removed = desk.end(plan, past)
    if not held and len(plan.requests) >= _MANY:
        let_model_go()
    if not options.dry_run:
        remember(sources.web, pages)
    return desk.report(plan, removed=removed, seconds=options.clock() - begun)


def _files(
    root: Path,
    places: Sequence[str],
    known: Mapping[str, FileState],
    *,
    only_pages: bool,
    sources: Sources,
    mode: Literal["changed", "full"],
) -> Plan:
    """What has to be done with files; nothing where only pages were asked for."""
    files = {path: state for path, state in known.items() if not is_address(path)}
    findings = [] if only_pages else list(scan(root, places or sources.settings.paths, settings=sources.settings))
    if not places and not only_pages:
        findings += followed(root, unseen(findings, files), settings=sources.settings)
    plan = plan_sync(findings, files, scope=() if only_pages else scope_of(root, places), sources=sources, mode=mode)
    if only_pages:
        return plan
    scope = scope_of(root, places or sources.settings.paths)
    requests = (one if one.path in scope else replace(one, own=sources.own_contents) for one in plan.requests)
    return replace(plan, requests=tuple(requests) if sources.own_contents else plan.requests, own=_own(root, scope, findings, sources))


def _own(root: Path, scope: Sequence[str], findings: Sequence[Found | Unreadable], sources: Sources) -> tuple[str, ...]:
    """Untuned's own files that a scan passed over; one that was named itself is not among them."""
    found = {finding.path for finding in findings} if sources.own else set[str]()
    return tuple(path for path in sources.own if path not in found and within(path, scope) and (root / path).is_file())


def _pages(
    known: Mapping[str, FileState], asked: Sequence[str], places: Sequence[str], *, sources: Sources, options: SyncOptions
) -> AbstractContextManager[Crawled]:
    """The pages that a sync fetches; none where only files were asked for."""
    if not asked and (places or not options.pages):
        return nullcontext(Crawled())
    pages = {path: state for path, state in known.items() if is_address(path)}

    def told(path: str, count: int, total: int) -> None:
        if options.progress is not None:
            options.progress(Progress(stage="fetching", files=count, files_total=total, bytes=0, bytes_total=0, path=path))

    loading = Loading(settings=sources.settings, loaders=sources.loaders, full=options.mode == "full", told=told)
    return visited(pages, asked, web=sources.web, loading=loading)


def _read_all(requests: Sequence[Request], reader: Callable[[Request], Reading], *, options: SyncOptions) -> Iterator[Reading]:
    """The readings in the order of the requests, with progress told after each."""
    total = sum(request.size for request in requests)
    done = 0
    for count, (request, reading) in enumerate(zip(requests, options.map(reader, requests), strict=True), start=1):
        yield reading
        done += request.size
        if options.progress is not None:
            options.progress(Progress(files=count, files_total=len(requests), bytes=done, bytes_total=total, path=request.path))
