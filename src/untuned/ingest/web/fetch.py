"""The one way to the web: every request of a sync goes through `fetch`."""

from __future__ import annotations

import io
import re
import socket
import zlib
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.message import Message
from email.utils import parsedate_to_datetime
from http.client import HTTPException, HTTPResponse
from typing import Literal, cast

from untuned.errors import Unfetchable
from untuned.ingest.web.address import Address, joined
from untuned.ingest.web.connect import Deadline, Network, connect
from untuned.text.regex import regex
from untuned.types.settings import WebSettings

USER_AGENT = "untuned"
"""What a host's robots.txt calls this program."""

MOST_REDIRECTS = 5
LONGEST_PAUSE = 30.0
"""Seconds. A host that wants to be left alone for longer (Retry-After) is left alone until the next sync."""

State = Literal["new", "same", "gone", "closed"]

_PIECE = 65_536
_STATES: Mapping[int, State] = {404: "gone", 410: "gone", 401: "closed", 403: "closed"}
_REDIRECTS = (301, 302, 303, 307, 308)
_FOR_GOOD = (301, 308)
_BUSY = (429, 503)
_CHARSET = regex(r""";\s*charset\s*=\s*["']?([\w.:+-]+)""", re.ASCII | re.IGNORECASE)
_ACCEPT = "text/html, application/xhtml+xml, text/markdown, text/plain;q=0.9, application/pdf;q=0.9, application/xml;q=0.8, */*;q=0.5"


@dataclass(frozen=True, kw_only=True, slots=True)
class Mark:
    """By what a host tells whether a page is still as it was."""

    etag: str = ""
    modified: str = ""


NO_MARK = Mark()


@dataclass(frozen=True, kw_only=True, slots=True)
class Fetched:
    """What a host said of a page."""

    state: State
    """`same` only where a mark was given; `gone` for 404 and 410, `closed` for 401 and 403."""
    address: Address
    """The page's own, behind every redirect."""
    moved: Literal["", "for_now", "for_good"] = ""
    """`for_good` when every redirect on the way was permanent."""
    body: bytes = b""
    """Unpacked."""
    media: str = ""
    """In lower case, without parameters, as the host declares it."""
    charset: str = ""
    mark: Mark = NO_MARK


def everything(_address: Address) -> None:
    """Allows every address."""


def fetch(
    address: Address,
    *,
    settings: WebSettings,
    network: Network,
    types: Collection[str] | None = None,
    mark: Mark = NO_MARK,
    allow: Callable[[Address], None] = everything,
) -> Fetched:
    """The page, in at most `settings.timeout_s` seconds and `settings.max_bytes` bytes, packed and unpacked.

    `allow` is asked before each request, also for the target of a redirect, and raises `Unfetchable` for one that may not be made. The
    addresses of each host are checked anew. Of a page that is of none of the `types` only the head is read: its body is empty.
    A host that is busy and says for how long is asked once more.

    Raises:
        Unfetchable: The page is refused, too large, too slow, cut off, or answered by another status.
        UnreachableHost: Its host gives no connection.
    """
    seen = [address]
    hops: list[bool] = []
    for _ in range(MOST_REDIRECTS + 1):
        allow(seen[-1])
        reply = _patient(seen[-1], _Wish(mark=mark, types=types), settings=settings, network=network)
        if not isinstance(reply, _Redirect):
            return Fetched(
                state=reply.state,
                address=seen[-1],
                moved="" if not hops else "for_good" if all(hops) else "for_now",
                body=reply.body,
                media=reply.media,
                charset=reply.charset,
                mark=reply.mark,
            )
        hops.append(reply.for_good)
        seen.append(_target(address, seen, reply))
        mark = NO_MARK
    raise Unfetchable(str(address), reason=f"it is redirected more than {MOST_REDIRECTS} times", remedy="name the page it leads to")


@dataclass(frozen=True, kw_only=True, slots=True)
class _Redirect:
    location: str
    for_good: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class _Busy:
    status: int
    seconds: float | None
    """How long the host wants to be left alone; None when it does not say."""


@dataclass(frozen=True, kw_only=True, slots=True)
class _Reply:
    state: State
    body: bytes = b""
    media: str = ""
    charset: str = ""
    mark: Mark = NO_MARK


def _target(asked: Address, seen: list[Address], redirect: _Redirect) -> Address:
    target = joined(seen[-1], redirect.location)
    if target is None:
        raise Unfetchable(str(asked), reason=f"it is redirected to {redirect.location[:200]!r}, which is no address of the web")
    if target in seen:
        raise Unfetchable(str(asked), reason=f"it is redirected in a circle, by {target}")
    if seen[-1].scheme == "https" and target.scheme == "http":
        raise Unfetchable(str(asked), reason=f"it is redirected from https to {target}", remedy="name that page if it may be trusted")
    return target


@dataclass(frozen=True, kw_only=True, slots=True)
class _Wish:
    mark: Mark
    types: Collection[str] | None


def _patient(address: Address, wish: _Wish, *, settings: WebSettings, network: Network) -> _Reply | _Redirect:
    """The reply, at the second try where the host asked for a short pause."""
    reply = _once(address, wish, settings=settings, network=network)
    if isinstance(reply, _Busy) and reply.seconds is not None and reply.seconds <= LONGEST_PAUSE:
        network.pause(reply.seconds)
        reply = _once(address, wish, settings=settings, network=network)
    if isinstance(reply, _Busy):
        pause = "" if reply.seconds is None else f" and asks for a pause of {reply.seconds:,.0f} seconds"
        raise Unfetchable(str(address), reason=f"its host answers {reply.status}{pause}", remedy="sync again later")
    return reply


def _once(address: Address, wish: _Wish, *, settings: WebSettings, network: Network) -> _Reply | _Redirect | _Busy:
    deadline = Deadline(at=network.clock() + settings.timeout_s, clock=network.clock, address=str(address), seconds=settings.timeout_s)
    connection = connect(address, network=network, deadline=deadline, allow_private=settings.allow_private)
    try:
        connection.settimeout(deadline.left())
        connection.sendall(_request(address, wish.mark))
        # HTTPResponse takes nothing of a socket but the file that it reads from
        with HTTPResponse(cast("socket.socket", _Line(connection, deadline)), method="GET") as response:
            response.begin()
            return _told(address, response, wish, most=settings.max_bytes)
    except TimeoutError as error:
        raise deadline.passed() from error
    except HTTPException as error:
        raise Unfetchable(str(address), reason=f"its host breaks off or speaks no HTTP: {type(error).__name__}") from error
    except OSError as error:
        raise Unfetchable(str(address), reason=f"the connection broke: {error.strerror or error}", remedy="sync again later") from error
    finally:
        connection.close()


class _Line(io.RawIOBase):
    """The bytes of a connection as a file that ends with the deadline, however slowly they drip."""

    def __init__(self, connection: socket.socket, deadline: Deadline) -> None:
        self._connection = connection
        self._deadline = deadline

    def makefile(self, _mode: str) -> io.BufferedReader:
        return _Pieces(self)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # pyright: ignore[reportIncompatibleMethodOverride]
        self._connection.settimeout(self._deadline.left())
        return self._connection.recv_into(buffer)


class _Pieces(io.BufferedReader):
    """A line of which only so many bytes are read at once: a chunk of a stated length below zero would mean all that ever come."""

    def read(self, size: int | None = -1, /) -> bytes:
        if size is None or size < 0:
            raise HTTPException
        return super().read(size)


def _request(address: Address, mark: Mark) -> bytes:
    """Nothing in it comes from a page unchecked: an address in its one form holds neither space nor line end."""
    fields = {
        "Host": address.authority,
        "User-Agent": USER_AGENT,
        "Accept": _ACCEPT,
        "Accept-Encoding": "gzip",
        "If-None-Match": mark.etag,
        "If-Modified-Since": mark.modified,
        "Connection": "close",
    }
    lines = [f"GET {address.target} HTTP/1.1", *(f"{name}: {value}" for name, value in fields.items() if value), "", ""]
    return "\r\n".join(lines).encode("latin-1")


def _told(address: Address, response: HTTPResponse, wish: _Wish, *, most: int) -> _Reply | _Redirect | _Busy:
    headers = response.headers
    status = response.status
    if status in _REDIRECTS:
        return _Redirect(location=_header(headers, "Location"), for_good=status in _FOR_GOOD)
    if status in _BUSY:
        return _Busy(status=status, seconds=_pause(_header(headers, "Retry-After"), _header(headers, "Date")))
    if status in _STATES:
        return _Reply(state=_STATES[status])
    if status == 304 and wish.mark != NO_MARK:
        return _Reply(state="same", mark=wish.mark)
    if status != 200:
        remedy = "sync again later" if status >= 500 else "see in a browser what the page says"
        raise Unfetchable(str(address), reason=f"its host answers {status} {response.reason}".rstrip(), remedy=remedy)
    media, charset = _type(_header(headers, "Content-Type"))
    return _Reply(
        state="new",
        body=_body(address, response, most=most) if wish.types is None or media in wish.types else b"",
        media=media,
        charset=charset,
        mark=Mark(etag=_header(headers, "ETag"), modified=_header(headers, "Last-Modified")),
    )


def _header(headers: Message, name: str) -> str:
    """A header's value, "" without one; one that could not be sent back as it came counts as none."""
    value = str(headers.get(name, "")).strip()
    return value if value.isprintable() and all(ord(character) < 256 for character in value) else ""


def _type(told: str) -> tuple[str, str]:
    """Type and charset of a Content-Type in lower case, each "" where it is not told. The parser for mail fails on hostile ones."""
    media = told.partition(";")[0].strip().lower()
    charset = _CHARSET.search(told)
    return media if "/" in media else "", "" if charset is None else charset[1].lower()


def _pause(wish: str, date: str) -> float | None:
    """Seconds that Retry-After names, as a number or as a day and time by the host's own clock (RFC 9110, 10.2.3)."""
    if wish.isdecimal():
        return float(wish[:9])
    try:
        until, now = _aware(parsedate_to_datetime(wish)), _aware(parsedate_to_datetime(date))
    except (ValueError, TypeError, OverflowError):  # what it raises on years and zones that no calendar has
        return None
    return max((until - now).total_seconds(), 0.0)


def _aware(moment: datetime) -> datetime:
    return moment if moment.tzinfo is not None else moment.replace(tzinfo=UTC)


def _body(address: Address, response: HTTPResponse, *, most: int) -> bytes:
    """The whole body, unpacked as it comes, so that a small packet cannot become a large text."""
    if response.length is not None and response.length > most:
        raise _too_large(address, most)
    unpacked = _Unpacked(address, response.headers, most=most)
    came = 0
    while piece := response.read(_PIECE):
        came += len(piece)
        if came > most:
            raise _too_large(address, most)
        unpacked.add(piece)
    if response.length:
        raise Unfetchable(str(address), reason=f"it is cut off: {response.length:,} bytes are missing", remedy="sync again later")
    return unpacked.whole()


class _Unpacked:
    """A body that comes in pieces, packed or not."""

    def __init__(self, address: Address, headers: Message, *, most: int) -> None:
        self._address = address
        self._most = most
        self._parts: list[bytes] = []
        self._size = 0
        coding = _header(headers, "Content-Encoding").lower() or "identity"
        if coding not in ("identity", "gzip", "x-gzip", "deflate"):
            raise Unfetchable(str(address), reason=f"it is packed as '{coding}', which was not asked for")
        self._gzip = coding.endswith("gzip")
        self._packed = coding != "identity"
        self._inflater = zlib.decompressobj(zlib.MAX_WBITS | 32)  # 32: gzip or zlib, as the first bytes say

    def add(self, piece: bytes) -> None:
        """Takes the next bytes. Raises `Unfetchable` when more than the cap is unpacked."""
        if not self._packed:
            self._keep(piece)
            return
        try:
            while piece:
                self._keep(self._inflater.decompress(piece, self._most - self._size + 1))
                piece = self._inflater.unconsumed_tail or self._next_member()
        except zlib.error as error:
            raise Unfetchable(str(self._address), reason=f"it cannot be unpacked: {error}") from error

    def _next_member(self) -> bytes:
        """What follows the end of one gzip stream is the next one."""
        rest = self._inflater.unused_data
        if rest and self._gzip:
            self._inflater = zlib.decompressobj(zlib.MAX_WBITS | 32)
            return rest
        return b""

    def _keep(self, part: bytes) -> None:
        self._size += len(part)
        if self._size > self._most:
            raise _too_large(self._address, self._most)
        self._parts.append(part)

    def whole(self) -> bytes:
        """Everything. Raises `Unfetchable` when the packed stream has no end."""
        if self._packed and self._parts and not self._inflater.eof:
            raise Unfetchable(str(self._address), reason="it is cut off: the packed page has no end", remedy="sync again later")
        return b"".join(self._parts)


def _too_large(address: Address, most: int) -> Unfetchable:
    return Unfetchable(str(address), reason=f"it is larger than web.max_bytes = {most:,}", remedy="raise web.max_bytes, or leave it out")
