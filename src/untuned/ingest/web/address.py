"""Addresses of the web in one form, so that a page has one path and one set of access rules."""

from __future__ import annotations

import re
import string
from dataclasses import dataclass
from ipaddress import IPv6Address, ip_address
from urllib.parse import quote, unquote_to_bytes, urljoin, urlsplit

from untuned.errors import Unfetchable
from untuned.text.regex import regex

PORTS = {"http": 80, "https": 443}
_PRIVILEGED = 1024
_LAST_PORT = 65_535
_LONGEST = 2_000
"""Characters of an address; longer ones are made by traps for crawlers more often than by people."""

_UNRESERVED = frozenset(f"{string.ascii_letters}{string.digits}-._~")  # RFC 3986, 2.3
_IN_PATH = "/:@!$&'()*+,;=-._~"
_IN_QUERY = f"{_IN_PATH}?"
_ESCAPED = regex("%([0-9A-Fa-f]{2})")
_UNUSABLE = regex("[\x00-\x20\x7f\\\\]")
_NUMBER = regex(r"(?:0[xX][0-9A-Fa-f]*|\d+)\Z")
_ORIGIN = regex(r"https?://[^/?#]*", re.IGNORECASE)
_BRACKETED = regex(r"\[[0-9A-Fa-f:.]*:[^\[\]]*\](?::\d*)?\Z")
_LABEL = regex(r"[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?\Z")


@dataclass(frozen=True, kw_only=True, slots=True)
class Address:
    """A page of the web: `str()` is its one form, without a fragment."""

    scheme: str
    """`http` or `https`."""
    host: str
    """In lower case; in ASCII where it is a name, without brackets where it is an IPv6 address."""
    port: int
    target: str
    """Path and query, as they are sent."""

    @property
    def origin(self) -> str:
        """Scheme, host and port: what belongs to one owner."""
        return f"{self.scheme}://{self.authority}"

    @property
    def authority(self) -> str:
        """Host and port as the `Host` header has them; a scheme's own port is left out."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == PORTS[self.scheme] else f"{host}:{self.port}"

    @property
    def path(self) -> str:
        """The target without its query."""
        return self.target.partition("?")[0]

    def __str__(self) -> str:
        return f"{self.origin}{self.target}"


def is_address(path: str) -> bool:
    """True for an address of the web rather than a place below the root."""
    return path[:8].lower().startswith(("http://", "https://"))


def parse(text: str) -> Address:
    """The address in its one form: host in ASCII, no dots and no needless escapes in the path, no fragment.

    Raises:
        Unfetchable: It is no address of the web, holds a name or password, or its host is a disguised number.
    """
    if len(text) > _LONGEST:
        raise Unfetchable(f"{text[:80]}…", reason=f"this address has {len(text):,} characters, more than {_LONGEST:,}")
    if _UNUSABLE.search(text):
        raise _wrong(text, "it holds a space, a control character or a backslash")
    try:
        parts = urlsplit(text)
        port, host = parts.port, parts.hostname
    except ValueError as error:
        raise _wrong(text, str(error)) from error
    scheme = parts.scheme.lower()
    if scheme not in PORTS:
        raise Unfetchable(text, reason=f"'{scheme or text}' is neither http nor https", remedy="only pages of the web are fetched")
    if "@" in parts.netloc:
        shown = f"{scheme}://…@{parts.netloc.rpartition('@')[2]}{parts.path}"
        raise Unfetchable(shown, reason="it holds a name or a password", remedy="write it without; such pages are not read")
    if "[" in parts.netloc and not _BRACKETED.match(parts.netloc):
        raise _wrong(text, "what its brackets hold is no IPv6 address")
    chosen = PORTS[scheme] if port is None else port
    if not 0 < chosen <= _LAST_PORT or (chosen < _PRIVILEGED and chosen not in PORTS.values()):
        raise Unfetchable(text, reason=f"port {chosen} is not one of the web", remedy="80, 443 and those from 1024 on are")
    return Address(scheme=scheme, host=_host(host or "", text), port=chosen, target=_target(parts.path, parts.query, asks="?" in text))


def joined(base: Address, link: str) -> Address | None:
    """Where a link of a page leads; None for one that leads nowhere on the web."""
    try:
        found = urljoin(str(base), link.strip())
    except ValueError:
        return None
    if not is_address(found):
        return None
    origin = _ORIGIN.match(found)
    assert origin is not None
    rest = quote(found[origin.end() :].partition("#")[0], safe=f"%[]{_IN_QUERY}", errors="replace")
    try:
        return parse(f"{origin[0]}{rest}")
    except Unfetchable:
        return None


def plain(text: str) -> str:
    """A path with its query, or a pattern of one, escaped as in an address."""
    return _plain(text, f"{_IN_QUERY}*$")


def _host(host: str, text: str) -> str:
    try:
        literal = ip_address(host)
    except ValueError:
        return _name(host, text)
    if isinstance(literal, IPv6Address) and literal.scope_id:
        raise _wrong(text, "its host is bound to one interface of this machine")
    return str(literal)


def _name(host: str, text: str) -> str:
    """The host's name in ASCII. Numbers that some resolvers read as an IPv4 address (`0x7f.1`, `2130706433`) are refused."""
    try:
        name = host.removesuffix(".").encode("idna").decode("ascii").lower()
    except UnicodeError as error:
        raise _wrong(text, f"its host is no name: {error}") from error
    labels = name.split(".")
    if _NUMBER.match(labels[-1]):
        raise Unfetchable(text, reason=f"its host '{host}' is a disguised number", remedy="write the address as four decimal parts")
    if not all(_LABEL.match(label) for label in labels):
        raise _wrong(text, f"'{host}' is no name of a host")
    return name


def _target(path: str, query: str, *, asks: bool) -> str:
    shown = _plain(_without_dots(_plain(path, _IN_PATH)), _IN_PATH) or "/"
    return f"{shown}?{_plain(query, _IN_QUERY)}" if asks and query else shown


def _plain(text: str, safe: str) -> str:
    """Escapes in upper case, and none that stands for a letter, a digit or one of `-._~`."""

    def needless(found: re.Match[str]) -> str:
        character = unquote_to_bytes(found[0]).decode("latin-1")
        return character if character in _UNRESERVED else found[0].upper()

    return _ESCAPED.sub(needless, quote(text, safe=f"{safe}%"))


def _without_dots(path: str) -> str:
    """RFC 3986, 5.2.4."""
    kept: list[str] = []
    parts = path.split("/")[1:]
    for place, part in enumerate(parts):
        if part == "..":
            kept[-1:] = []
        elif part != ".":
            kept.append(part)
        if part in (".", "..") and place == len(parts) - 1:
            kept.append("")
    return "/" + "/".join(kept)


def _wrong(text: str, reason: str) -> Unfetchable:
    return Unfetchable(text, reason=f"this is no address: {reason}", remedy="write it as https://host/path")
