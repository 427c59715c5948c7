"""Pages of the web, found and fetched: what `scan` is for folders. What came is left as files for the loaders.

A page's path is its address behind every redirect, so that the access rules that decide on it are those of the place it comes from.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Generator, Iterable, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from hashlib import sha256
from os import utime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Literal

from untuned.errors import Unfetchable
from untuned.ingest.load import Loader, ending_of, parser_of
from untuned.ingest.read import Request
from untuned.ingest.report import Failure
from untuned.ingest.web.address import Address, is_address, parse
from untuned.ingest.web.connect import Network
from untuned.ingest.web.fetch import NO_MARK, Fetched, Mark
from untuned.ingest.web.gate import Gate, LeftOut
from untuned.ingest.web.links import Sitemap, links_of, sitemap_of
from untuned.ingest.web.marks import Note, read_notes, write_notes
from untuned.ingest.web.media import NO_PAGES, ending, file_name, in_utf8
from untuned.store.incoming import FileState
from untuned.text.globs import matches
from untuned.types.settings import SourceSettings, WebSettings

MOST_SITEMAPS = 100
"""Files of sitemaps in one sync."""

Origin = Literal["named", "listed", "linked", "known"]
"""How a crawl came upon a page: in the settings or by hand, in a sitemap, by a link, or in an earlier sync."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Web:
    """Which pages are synced, and by what means."""

    settings: WebSettings = field(default_factory=WebSettings)
    notes: Path | None = None
    """The file that remembers what hosts said of their pages' age; None fetches every page whole."""
    network: Network = field(default_factory=Network)


@dataclass(frozen=True, kw_only=True, slots=True)
class Loading:
    """How pages are loaded and which are left out."""

    settings: SourceSettings
    loaders: Mapping[str, Loader]
    full: bool = False
    """Asks for pages whole, also those that the host would say are as they were."""
    told: Callable[[str, int, int], None] | None = None
    """Told of each page: its address, how many were visited, and how many are known of."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Crawled:
    """Every page that was come upon or is known, in one of these."""

    requests: tuple[Request, ...] = ()
    gone: tuple[str, ...] = ()
    """Known, and not there any more, moved for good, or excluded by now."""
    failed: tuple[Failure, ...] = ()
    skipped: tuple[str, ...] = ()
    """Linked to, and of no format that is read."""
    unchanged: tuple[str, ...] = ()
    stayed: tuple[str, ...] = ()
    """Known, and as they were only because they could not be asked for: their own failure is told, or that of their host."""
    notes: Mapping[str, Note] = field(default_factory=dict[str, Note])


def crawl(known: Mapping[str, FileState], asked: Sequence[str], *, web: Web, loading: Loading, folder: Path) -> Crawled:
    """The pages of a sync, one after the other, their bytes as files of the folder.

    Without `asked` these are the pages of the settings, what they link to on their own host, the pages of sitemaps, and every page that
    truth knows already; with it, these alone (one of the settings with its links, a sitemap of the settings with its pages).
    """
    walk = _Walk(known, web=web, loading=loading, folder=folder)
    settings = web.settings
    urls = {one_form(url) for url in settings.urls}
    sitemaps = [one_form(url) for url in settings.sitemaps]
    starts = dict.fromkeys(asked or [one_form(url) for url in settings.urls])
    walk.start({url: url in urls for url in starts if url not in sitemaps})
    walk.read_sitemaps([url for url in sitemaps if not asked or url in asked])
    if not asked:
        walk.follow()
    return walk.end()


@contextmanager
def visited(known: Mapping[str, FileState], asked: Sequence[str], *, web: Web, loading: Loading) -> Generator[Crawled]:
    """What `crawl` finds, as long as its files are needed. Where no page is named or known, nothing is done."""
    if not (asked or known or web.settings.urls or web.settings.sitemaps):
        yield Crawled()
        return
    with TemporaryDirectory(prefix="untuned-pages-") as folder:
        yield crawl(known, asked, web=web, loading=loading, folder=Path(folder))


def remember(web: Web, crawled: Crawled) -> None:
    """Notes what hosts said, for the next sync."""
    if web.notes is not None and crawled.notes:
        write_notes(web.notes, crawled.notes)


def pages_of(paths: Sequence[str]) -> tuple[list[str], list[str]]:
    """The addresses among paths, each in its one form where it has one, and the other paths."""
    return [one_form(path) for path in paths if is_address(path)], [path for path in paths if not is_address(path)]


def one_form(text: str) -> str:
    """The address as documents have it; what is no address as it is."""
    try:
        return str(parse(text))
    except Unfetchable:
        return text


@dataclass(frozen=True, kw_only=True, slots=True)
class _Stop:
    """A page to visit."""

    address: Address
    origin: Origin
    distance: int = -1
    """Links that led here from a page of the settings; -1 where none are followed."""
    home: str = ""
    """The host that a link must not leave."""


class _Walk:
    def __init__(self, known: Mapping[str, FileState], *, web: Web, loading: Loading, folder: Path) -> None:
        self._known = known
        self._settings = web.settings
        self._loading = loading
        self._folder = folder
        self._gate = Gate(web.settings, network=web.network, excluded=self._excluded)
        self._notes = read_notes(web.notes)
        self._fresh: dict[str, Note] = {}
        self._seen: set[str] = set()
        self._visited = 0
        self._beyond: list[str] = []
        self._requests: list[Request] = []
        self._gone: list[str] = []
        self._failed: list[Failure] = []
        self._skipped: list[str] = []
        self._unchanged: list[str] = []

    # -- the order of visits -----------------------------------------------------------------------

    def start(self, starts: Mapping[str, bool]) -> None:
        """Pages that people named, each with whether its links are followed."""
        stops: list[_Stop] = []
        for text, crawled in starts.items():
            try:
                stops.append(_Stop(address=parse(text), origin="named", distance=0 if crawled else -1))
            except Unfetchable as error:
                self._fail(error.path, error.reason, error.remedy)
        self.go(stops)

    def follow(self) -> None:
        """Every page that truth knows and that nothing led to in this sync, as where the page that links to it is as it was."""
        notes = {path: self._notes.get(path) for path in sorted(self._known)}
        self.go(
            [_Stop(address=parse(path), origin="known", distance=-1 if note is None else note.distance) for path, note in notes.items()]
        )

    def read_sitemaps(self, urls: Sequence[str]) -> None:
        """The pages of sitemaps on the sitemap's own host, those of a sitemap of sitemaps too."""
        waiting = deque(urls)
        read = set[str]()
        more = 0
        while waiting and len(read) < MOST_SITEMAPS and self._visited < self._settings.max_pages:
            url = waiting.popleft()
            if url in read:
                continue
            read.add(url)
            try:
                address, found = self._sitemap(url)
            except Unfetchable as error:
                self._fail(error.path, error.reason, error.remedy)
                continue
            own = self._of_host(found.sitemaps, address)
            waiting.extend(own[:MOST_SITEMAPS])
            more += len(own[MOST_SITEMAPS:])
            self.go([_Stop(address=parse(page), origin="listed") for page in self._of_host(found.pages, address)])
        if waiting:
            bound = f"the {MOST_SITEMAPS} of one sync" if len(read) >= MOST_SITEMAPS else f"web.max_pages = {self._settings.max_pages:,}"
            reason = f"this and {len(waiting) + more - 1:,} more sitemaps are beyond {bound}"
            self._fail(waiting[0], reason, "name the sitemaps that matter in web.sitemaps, or raise web.max_pages")

    def _sitemap(self, url: str) -> tuple[Address, Sitemap]:
        fetched = self._gate.guide(parse(url))
        if fetched.state != "new":
            raise Unfetchable(url, reason="there is no such sitemap", remedy="mend web.sitemaps")
        return fetched.address, sitemap_of(fetched.body, fetched.address, most=self._settings.max_bytes)

    def _of_host(self, named: Sequence[str], sitemap: Address) -> list[str]:
        """Those of the addresses that are of the sitemap's own host; that there are others is told."""
        own: list[str] = []
        for text in named:
            try:
                if parse(text).host == sitemap.host:
                    own.append(text)
            except Unfetchable:
                continue
        if len(own) < len(named):
            reason = f"{len(named) - len(own):,} of the {len(named):,} addresses it lists are not of {sitemap.host}, and left out"
            self._fail(str(sitemap), reason, "name them in web.urls")
        return own

    def go(self, stops: Iterable[_Stop]) -> None:
        """Visits the pages and, in breadth, what they link to."""
        waiting = deque(stops)
        while waiting:
            stop = waiting.popleft()
            path = str(stop.address)
            if path in self._seen:
                continue
            self._seen.add(path)
            if path in self._known and self._excluded(path):
                self._gone.append(path)
            elif self._visited >= self._settings.max_pages:
                self._beyond.append(path)
            else:
                self._visited += 1
                waiting.extend(self._visit(stop))
                if self._loading.told is not None:
                    self._loading.told(path, self._visited, self._visited + len(waiting))

    def end(self) -> Crawled:
        """Everything that was found."""
        if self._beyond:
            more = f" and {len(self._beyond) - 1:,} more pages are" if len(self._beyond) > 1 else " is"
            reason = f"this{more} beyond web.max_pages = {self._settings.max_pages:,}; those that are known stay as they are"
            self._fail(self._beyond[0], reason, "raise web.max_pages, or lower web.depth")
        kept = {path: note for path, note in self._notes.items() if path in self._known and path not in self._gone}
        looked_at = {*self._gone, *self._unchanged, *(request.path for request in self._requests)}
        return Crawled(
            requests=tuple(self._requests),
            gone=tuple(dict.fromkeys(self._gone)),
            failed=(*self._failed, *self._gate.lost_hosts()),
            skipped=tuple(self._skipped),
            unchanged=tuple(self._unchanged),
            stayed=tuple(path for path in self._known if path in self._seen and path not in looked_at),
            notes={**kept, **self._fresh},
        )

    def _excluded(self, path: str) -> bool:
        return any(matches(path, rule) for rule in self._loading.settings.exclude)

    def _fail(self, path: str, reason: str, remedy: str) -> None:
        self._failed.append(Failure(path=path, reason=reason, remedy=remedy))

    # -- one page ----------------------------------------------------------------------------------

    def _visit(self, stop: _Stop) -> Sequence[_Stop]:
        """Where the page leads to, as far as the depth allows."""
        path = str(stop.address)
        new = path not in self._known
        try:
            fetched = self._gate.page(stop.address, home=stop.home, mark=self._mark(path, stop))
        except LeftOut as error:
            if not (new and stop.origin == "linked"):
                self._fail(path, error.reason, error.remedy)
            return ()
        except Unfetchable as error:
            failure = self._gate.fail(path, error, known=not new)
            self._failed += [failure] if failure is not None else []
            return ()
        if fetched.state == "new":
            return self._arrive(fetched, stop)
        if fetched.state == "same":
            self._unchanged.append(path)
            self._fresh[path] = replace(self._notes[path], distance=self._distance(path, stop))
        else:
            self._miss(path, fetched, stop)
        return ()

    def _miss(self, path: str, fetched: Fetched, stop: _Stop) -> None:
        """A page that is not shown. A link to one is nobody's fault."""
        if fetched.state == "gone" and path in self._known:
            self._gone.append(path)
        elif stop.origin == "linked" and path not in self._known:
            return
        elif fetched.state == "closed":
            self._fail(path, "its host wants a login (401 or 403)", "pages behind a login are not read: save it as a file")
        else:
            self._fail(path, "there is no such page (404 or 410)", "mend the address")

    def _arrive(self, fetched: Fetched, stop: _Stop) -> Sequence[_Stop]:
        asked, path = str(stop.address), str(fetched.address)
        if path != asked and asked in self._known:
            if fetched.moved != "for_good":
                self._fail(asked, f"it leads to {path} for now, and stays as it is", f"name {path} in web.urls if it is the page")
                return ()
            self._gone.append(asked)
        if path != asked and path in self._seen:
            return ()
        self._seen.add(path)
        kind = ending(fetched, self._loading.loaders)
        if kind is None:
            self._pass_over(fetched, stop)
            return ()
        depth = self._depth(stop)
        self._keep(fetched, kind, stop)
        if not depth or kind != ".html":
            return ()
        home = fetched.address.origin
        links = [link for link in links_of(fetched.body, fetched.address) if link.origin == home and ending_of(link.path) not in NO_PAGES]
        return [_Stop(address=link, origin="linked", distance=stop.distance + 1, home=home) for link in links]

    def _depth(self, stop: _Stop) -> int:
        """How many links are followed from a page."""
        return max(self._settings.depth - stop.distance, 0) if stop.distance >= 0 else 0

    def _distance(self, path: str, stop: _Stop) -> int:
        """What is noted of a page's place in a crawl: also when it was asked for in another way this time."""
        note = self._notes.get(path)
        return stop.distance if stop.distance >= 0 or note is None else note.distance

    def _keep(self, fetched: Fetched, kind: str, stop: _Stop) -> None:
        """Leaves the page as a file, with a request to load it."""
        path, name = str(fetched.address), file_name(fetched.address, kind)
        body = in_utf8(fetched, kind)
        place = self._folder / f"{len(self._requests)}{kind}"
        place.write_bytes(body)
        utime(place, ns=(0, 0))  # a page has no time of its own that means anything
        state = self._known.get(path)
        held = state.raw_sha256 if state is not None and self._same_parser(state, name) else ""
        self._requests.append(Request(path=path, place=place, size=len(body), mtime_ns=0, raw_sha256=held, name=name))
        self._fresh[path] = Note(
            etag=fetched.mark.etag,
            modified=fetched.mark.modified,
            raw_sha256=sha256(body).hexdigest(),
            name=name,
            distance=self._distance(path, stop),
            followed=self._depth(stop),
        )

    def _mark(self, path: str, stop: _Stop) -> Mark:
        """What makes the host say that a page is as it was; only where truth holds it, and its links were followed as far as is wanted."""
        note, state = self._notes.get(path), self._known.get(path)
        if note is None or state is None or note.followed < self._depth(stop) or self._loading.full:
            return NO_MARK
        return note.mark if note.raw_sha256 == state.raw_sha256 and self._same_parser(state, note.name) else NO_MARK

    def _same_parser(self, state: FileState, name: str) -> bool:
        parser = parser_of(name, settings=self._loading.settings, loaders=self._loading.loaders)
        return state.status == "ok" and bool(state.parser) and parser in (None, state.parser)

    def _pass_over(self, fetched: Fetched, stop: _Stop) -> None:
        path = str(fetched.address)
        if stop.origin == "linked" and path not in self._known:
            self._skipped.append(path)
            return
        reason = f"its type is '{fetched.media or 'unknown'}', which no loader reads, or its bytes belie it"
        self._fail(path, reason, "save it as a file of a format that is read")
