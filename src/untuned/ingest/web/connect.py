"""A connection to a host of the web: its name is looked up once, every address is checked, and just that address is called."""

from __future__ import annotations

import queue
import socket
import ssl
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address

from untuned.errors import Unfetchable, UnreachableHost
from untuned.ingest.web.address import Address

Resolver = Callable[[str, int], Sequence[str]]
"""The IP addresses of a host, by name and port. Raises `OSError` when there are none."""

Dialler = Callable[[str, int, float], socket.socket]
"""A connection to an IP address and port within so many seconds. Raises `OSError`."""

_TRANSLATED = IPv6Network("64:ff9b::/96")  # RFC 6052: an IPv4 address behind a translator
_RESERVED = (
    IPv4Network("192.88.99.0/24"),  # RFC 7526: relays of 6to4
    IPv4Network("192.0.0.0/24"),  # RFC 6890: for protocols
)
# Beside the link-local ones. Some of these addresses are private ones, and one is public.
_CLOUD = frozenset(map(ip_address, ("fd00:ec2::254", "fd20:ce::254", "100.100.100.200", "168.63.129.16")))


def looked_up(host: str, port: int) -> list[str]:
    """What the system's resolver says."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


def dialled(literal: str, port: int, seconds: float) -> socket.socket:
    """A connection by the system."""
    return socket.create_connection((literal, port), timeout=seconds)


@dataclass(frozen=True, kw_only=True, slots=True)
class Network:
    """How hosts are found and time passes. Proxies of the environment are not used: behind one, no address could be checked."""

    resolve: Resolver = looked_up
    dial: Dialler = dialled
    clock: Callable[[], float] = time.monotonic
    pause: Callable[[float], None] = time.sleep
    tls: ssl.SSLContext | None = None
    """None: the system's certificate authorities."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Deadline:
    """The moment at which everything about one request must be done."""

    at: float
    clock: Callable[[], float]
    address: str
    seconds: float

    def left(self) -> float:
        """Seconds that are left, more than 0. Raises `Unfetchable` when there are none."""
        left = self.at - self.clock()
        if left <= 0:
            raise self.passed()
        return left

    def passed(self) -> Unfetchable:
        """What is said of a page that takes too long."""
        return Unfetchable(
            self.address,
            reason=f"it was not there after web.timeout_s = {self.seconds:g} seconds",
            remedy="sync again later, or raise web.timeout_s",
        )


def connect(address: Address, *, network: Network, deadline: Deadline, allow_private: bool) -> socket.socket:
    """An open connection to one of the host's checked addresses; for https the certificate is that of the host's name.

    Raises:
        Unfetchable: Time is over.
        UnreachableHost: The host has no address, or one that may not be called; takes no connection; or shows no certificate of its name.
    """
    addresses = _resolved(address, network=network, deadline=deadline)
    for found in addresses:
        reason = refusal(found, allow_private=allow_private)
        if reason:
            remedy = (
                "allow it with web.allow_private = true" if reason.endswith(PRIVATE) and not allow_private else "such hosts are never read"
            )
            raise UnreachableHost(str(address), reason=f"its host {address.host} is {found}, {reason}", remedy=remedy)
    opened = _opened(addresses, address, network=network, deadline=deadline)
    if address.scheme == "http":
        return opened
    return _secured(opened, address, network=network, deadline=deadline)


PRIVATE = "an address of a private network or of this machine"


def refusal(literal: str, *, allow_private: bool) -> str:
    """Why an IP address may not be called; "" when it may.

    Addresses that carry an IPv4 address (mapped, 6to4, translated) are judged by that one. Those where clouds keep their
    machines' credentials, most of them link-local, are refused also when private ones are allowed.
    """
    try:
        found = ip_address(literal.partition("%")[0])
    except ValueError:
        return "no IP address"
    carried = _carried(found)
    if carried is not None:
        return refusal(str(carried), allow_private=allow_private)
    fault = next((fault for fault, told in _never(found) if told), "")
    if not fault and not allow_private and (found.is_private or not found.is_global):
        return PRIVATE
    return fault


def _never(found: IPv4Address | IPv6Address) -> list[tuple[str, bool]]:
    """What is refused whatever the settings say. An address that is reserved and private (::1) counts as private."""
    listed = any(found in network for network in _RESERVED)
    site = isinstance(found, IPv6Address) and found.is_site_local
    reserved = found.is_reserved and not found.is_loopback
    return [
        ("a link-local address", found.is_link_local),
        ("where a cloud keeps the credentials of its machines", found in _CLOUD),
        ("a multicast address", found.is_multicast),
        ("no address of a host", found.is_unspecified),
        ("a reserved address", reserved or listed or site),
    ]


def _carried(found: IPv4Address | IPv6Address) -> IPv4Address | None:
    if isinstance(found, IPv4Address):
        return None
    if found in _TRANSLATED:
        return IPv4Address(int(found) & 0xFFFFFFFF)
    if int(found) >> 32 == 0 and int(found) > 1:  # ::127.0.0.1, out of use since RFC 4291
        return IPv4Address(int(found))
    return found.ipv4_mapped or found.sixtofour


def _resolved(address: Address, *, network: Network, deadline: Deadline) -> Sequence[str]:
    """The host's IP addresses; a resolver that hangs is left behind in its thread."""
    try:
        return [str(ip_address(address.host))]
    except ValueError:
        pass
    told: queue.SimpleQueue[Sequence[str] | OSError] = queue.SimpleQueue()

    def ask() -> None:
        try:
            told.put(network.resolve(address.host, address.port))
        except OSError as error:
            told.put(error)

    threading.Thread(target=ask, name="untuned-resolver", daemon=True).start()
    try:
        found = told.get(timeout=deadline.left())
    except queue.Empty:
        raise _unreached(address, "its name is not found in time") from None
    if isinstance(found, OSError):
        raise _unreached(address, f"its name is unknown: {found.strerror or found}") from found
    if not found:
        raise _unreached(address, "its name has no address")
    return found


def _opened(addresses: Sequence[str], address: Address, *, network: Network, deadline: Deadline) -> socket.socket:
    """A connection to the first address that takes one; each has its share of the time that is left."""
    failed: OSError | None = None
    for place, found in enumerate(addresses):
        try:
            return network.dial(found, address.port, deadline.left() / (len(addresses) - place))
        except OSError as error:
            failed = error
    raise _unreached(address, f"no connection ({failed.strerror or failed if failed else 'none'})") from failed


def _secured(opened: socket.socket, address: Address, *, network: Network, deadline: Deadline) -> socket.socket:
    try:
        context = network.tls or ssl.create_default_context()
        opened.settimeout(deadline.left())
        return context.wrap_socket(opened, server_hostname=address.host)
    except ssl.SSLCertVerificationError as error:
        opened.close()
        raise _unreached(address, f"its certificate is not valid: {error.verify_message}") from error
    except OSError as error:
        opened.close()
        raise _unreached(address, f"no secure connection: {error}") from error
    except Unfetchable:
        opened.close()
        raise


def _unreached(address: Address, reason: str) -> UnreachableHost:
    return UnreachableHost(str(address), reason=f"{address.authority} is not reached: {reason}", remedy="sync again later")
