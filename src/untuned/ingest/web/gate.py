"""What of the web may be asked for in one sync: robots.txt, the settings, and hosts that are not there."""

from __future__ import annotations

from collections.abc import Callable, Generator
from contextlib import contextmanager

from untuned.errors import Unfetchable, UnreachableHost
from untuned.ingest.report import Failure
from untuned.ingest.web.address import Address, parse
from untuned.ingest.web.connect import Network
from untuned.ingest.web.fetch import NO_MARK, USER_AGENT, Fetched, Mark, fetch
from untuned.ingest.web.media import TYPES
from untuned.ingest.web.robots import Robots, parse_robots
from untuned.types.settings import WebSettings

ENOUGH_FAILURES = 5
"""Of a host's pages, one after the other: it may be down, and each may take its time."""
PATIENCE = 2.0
"""Of `web.timeout_s`: when no host answered for so long, this machine may have no network, and the files wait for the end of the crawl."""


MOST_ROBOTS = 512_000
"""Bytes of a robots.txt, of which RFC 9309 wants 500 KiB read; each of its rules is looked at for each page."""


class LeftOut(Unfetchable):
    """A page that a robots.txt, the settings or the bounds of a crawl leave out."""


class Gate:
    """Every request of one sync passes here. A host that gives no connection is asked once."""

    def __init__(self, settings: WebSettings, *, network: Network, excluded: Callable[[str], bool]) -> None:
        self._settings = settings
        self._network = network
        self._excluded = excluded
        self._robots: dict[str, Robots | Unfetchable] = {}
        self._dead: dict[str, UnreachableHost] = {}
        self._left: dict[str, int] = {}  # known pages that stay as they are, by their host
        self._broken: dict[str, int] = {}  # pages that failed one after the other, by their host
        self._silent: float | None = None  # since when no host has answered

    def page(self, address: Address, *, home: str = "", mark: Mark = NO_MARK) -> Fetched:
        """The page. `home` is the host that redirects must not leave, "" for any.

        Raises:
            LeftOut: It is not to be fetched.
            Unfetchable: It cannot be fetched.
            UnreachableHost: Its host, or one that it is redirected to, gives no connection.
        """
        with self._listening():
            fetched = fetch(
                address,
                settings=self._settings,
                network=self._network,
                types=TYPES,
                mark=mark,
                allow=lambda hop: self._allow(hop, home=home),
            )
        self._broken[address.origin] = 0
        return fetched

    def guide(self, address: Address) -> Fetched:
        """A sitemap or a robots.txt, which is there to be read by robots. Raises `Unfetchable`."""
        with self._listening():
            return fetch(address, settings=self._settings, network=self._network, allow=self._refuse_dead)

    @contextmanager
    def _listening(self) -> Generator[None]:
        """Notes whether a host answers."""
        if self._silent is None:
            self._silent = self._network.clock()
        try:
            yield
        except UnreachableHost:
            raise
        except Unfetchable:
            self._silent = None
            raise
        self._silent = None

    def _allow(self, address: Address, *, home: str) -> None:
        self._refuse_dead(address)
        if home and address.origin != home:
            raise LeftOut(str(address), reason=f"it is not on {home}", remedy="name it in web.urls")
        if self._excluded(str(address)):
            raise LeftOut(str(address), reason="sources.exclude leaves it out", remedy="mend sources.exclude")
        if self._settings.robots and not self._robots_of(address).allow(address.target):
            remedy = "leave it out, or set web.robots = false where the host is yours"
            raise LeftOut(str(address), reason=f"the robots.txt of {address.authority} forbids it", remedy=remedy)

    def _refuse_dead(self, address: Address) -> None:
        dead = self._dead.get(address.origin)
        if dead is not None:
            raise UnreachableHost(dead.path, reason=dead.reason, remedy=dead.remedy)
        if self._dead and self._silent is not None and self._network.clock() - self._silent > PATIENCE * self._settings.timeout_s:
            reason = f"{address.authority} was not tried: no host has answered for {PATIENCE:g} times web.timeout_s"
            raise UnreachableHost(str(address), reason=reason, remedy="sync again when there is a network")

    # -- robots.txt --------------------------------------------------------------------------------

    def _robots_of(self, address: Address) -> Robots:
        """The host's rules; a host whose robots.txt cannot be read is left alone."""
        if address.origin not in self._robots:
            self._robots[address.origin] = self._read_robots(address)
        told = self._robots[address.origin]
        if isinstance(told, Unfetchable):
            raise Unfetchable(str(address), reason=told.reason, remedy=told.remedy)
        return told

    def _read_robots(self, address: Address) -> Robots | Unfetchable:
        try:
            fetched = self.guide(parse(f"{address.origin}/robots.txt"))
        except UnreachableHost:
            raise
        except Unfetchable as error:
            return _unread(address, error.reason)
        if fetched.state == "closed":
            return _unread(address, "401 or 403")
        if len(fetched.body) > MOST_ROBOTS:
            return _unread(address, f"it has {len(fetched.body):,} bytes, more than {MOST_ROBOTS:,}")
        return parse_robots(fetched.body.decode("utf-8", "replace"), USER_AGENT) if fetched.state == "new" else Robots()

    # -- hosts that fail ---------------------------------------------------------------------------

    def fail(self, path: str, error: Unfetchable, *, known: bool) -> Failure | None:
        """What is to be told of a page that could not be fetched; None where `lost_hosts` tells of its host."""
        if not isinstance(error, UnreachableHost):
            self._tire(path, error)
            return Failure(path=path, reason=error.reason, remedy=error.remedy)
        dead = parse(error.path).origin
        self._dead.setdefault(dead, error)
        if known:
            self._left[dead] = self._left.get(dead, 0) + 1
        elif parse(path).origin != dead:
            return Failure(path=path, reason=error.reason, remedy=error.remedy)
        return None

    def _tire(self, path: str, error: Unfetchable) -> None:
        origin = parse(path).origin
        self._broken[origin] = self._broken.get(origin, 0) + 1
        if self._broken[origin] >= ENOUGH_FAILURES:
            reason = f"{ENOUGH_FAILURES} of its pages failed one after the other, the last because {error.reason}"
            self._dead.setdefault(origin, UnreachableHost(path, reason=reason, remedy="sync again later"))

    def lost_hosts(self) -> list[Failure]:
        """Hosts that gave no connection, each once, with the number of its pages that stay as they are."""
        failures: list[Failure] = []
        for origin, error in self._dead.items():
            count = self._left.get(origin, 0)
            stay = f"; {count:,} known pages stay as they are" if count > 1 else "; its known page stays as it is" if count else ""
            failures.append(Failure(path=f"{origin}/", reason=f"{error.reason}{stay}", remedy=error.remedy))
        return failures


def _unread(address: Address, reason: str) -> Unfetchable:
    reason = f"the robots.txt of {address.authority} cannot be read ({reason}), so nothing of it is fetched"
    return Unfetchable(str(address), reason=reason, remedy="sync again later")
