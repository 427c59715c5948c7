"""The addresses that pages and sitemaps name. Nothing of a page is ever fetched but links of `<a>` that the crawl's depth allows."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import import_module
from io import BytesIO
from itertools import islice
from typing import Any

from untuned.errors import Unfetchable
from untuned.ingest.web.address import Address, joined

_LONGEST = 300_000
"""Bytes of a page that are looked through for links: the parser takes time with the square of one element's attributes."""
MOST_LINKS = 2_000
"""Of one page; what lists more is a catalogue or a trap."""


MOST_ENTRIES = 50_000
"""Of one sitemap, as sitemaps.org has it."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Sitemap:
    """What a sitemap names: pages, or further sitemaps."""

    pages: tuple[str, ...] = ()
    sitemaps: tuple[str, ...] = ()


def links_of(body: bytes, base: Address) -> list[Address]:
    """The pages that an HTML page links to, each once, in order; not those marked `nofollow`, nor mail, scripts or files to save."""
    etree = import_module("lxml.etree")
    if len(body) > _LONGEST:
        body = body[: body.rfind(b">", 0, _LONGEST) + 1]
    try:
        body.decode("utf-8")
        encoding = "utf-8"
    except UnicodeDecodeError:
        encoding = None
    try:
        root = etree.fromstring(body, etree.HTMLParser(encoding=encoding, no_network=True))
    except (etree.XMLSyntaxError, ValueError):
        return []
    if root is None:
        return []
    own = root.find(".//base[@href]")
    base = (joined(base, own.get("href")) if own is not None else None) or base
    found: dict[str, Address] = {}
    for link in root.iterfind(".//a[@href]"):
        if len(found) >= MOST_LINKS:
            break
        address = None if _closed(link) else joined(base, link.get("href"))
        if address is not None:
            found.setdefault(str(address), address)
    return list(found.values())


def _closed(link: Any) -> bool:  # noqa: ANN401 - lxml has no types
    return "nofollow" in str(link.get("rel", "")).lower().split() or link.get("download") is not None


def sitemap_of(body: bytes, address: Address, *, most: int) -> Sitemap:
    """What a sitemap names: XML of sitemaps.org, packed or not, or a text with an address a line.

    Nothing is resolved in it: a sitemap with a document type, which a harmless one has not, is refused.

    Raises:
        Unfetchable: It is no sitemap, is damaged, unpacks to more than `most` bytes, or lists too much.
    """
    if body[:2] == b"\x1f\x8b":
        body = _unpacked(body, address, most=most)
    start = body[:4_096].removeprefix(b"\xef\xbb\xbf").lstrip()
    if not start.startswith(b"<"):
        return Sitemap(pages=_bounded(_lines(body, address), address))
    etree = import_module("lxml.etree")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, dtd_validation=False, huge_tree=False)
    try:
        root = etree.fromstring(body, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise Unfetchable(str(address), reason=f"it is no sitemap: {error}") from error
    if root.getroottree().docinfo.doctype:
        raise Unfetchable(str(address), reason="it is no sitemap that is read: it declares a document type")
    kind = etree.QName(root).localname
    if kind not in ("urlset", "sitemapindex"):
        raise Unfetchable(str(address), reason=f"it is no sitemap: its root is <{kind}>")
    named = _bounded((str(found.text).strip() for found in root.iterfind("./{*}*/{*}loc") if found.text), address)
    return Sitemap(pages=named) if kind == "urlset" else Sitemap(sitemaps=named)


def _bounded(named: Iterator[str], address: Address) -> tuple[str, ...]:
    found = tuple(islice(named, MOST_ENTRIES + 1))
    if len(found) > MOST_ENTRIES:
        reason = f"it lists more than {MOST_ENTRIES:,} addresses, which no sitemap may"
        raise Unfetchable(str(address), reason=reason, remedy="name its pages, or smaller sitemaps, in untuned.toml")
    return found


def _lines(body: bytes, address: Address) -> Iterator[str]:
    try:
        lines = body.decode("utf-8-sig").split("\n")
    except UnicodeDecodeError as error:
        raise Unfetchable(str(address), reason="it is no sitemap: neither XML nor text in UTF-8") from error
    yield from (line.strip() for line in lines if line.strip())


def _unpacked(body: bytes, address: Address, *, most: int) -> bytes:
    try:
        with gzip.open(BytesIO(body)) as packed:
            whole = packed.read(most + 1)
    except (OSError, EOFError, zlib.error) as error:
        raise Unfetchable(str(address), reason=f"it cannot be unpacked: {error}") from error
    if len(whole) > most:
        raise Unfetchable(str(address), reason=f"it unpacks to more than web.max_bytes = {most:,}", remedy="raise web.max_bytes")
    return whole
