"""Which loader reads a page of the web: told from what its host declares and from its first bytes."""

from __future__ import annotations

from collections.abc import Mapping

from untuned.ingest.load import Loader, ending_of
from untuned.ingest.load.decode import text_encodings
from untuned.ingest.web.address import Address
from untuned.ingest.web.fetch import Fetched

_OFFICE = "application/vnd.openxmlformats-officedocument"
_OPEN = "application/vnd.oasis.opendocument"
_BY_TYPE = {
    "text/html": ".html",
    "application/xhtml+xml": ".html",
    "text/markdown": ".md",
    "text/x-markdown": ".md",
    "text/csv": ".csv",
    "text/tab-separated-values": ".tsv",
    "application/pdf": ".pdf",
    "application/x-pdf": ".pdf",
    f"{_OFFICE}.wordprocessingml.document": ".docx",
    f"{_OFFICE}.presentationml.presentation": ".pptx",
    f"{_OFFICE}.spreadsheetml.sheet": ".xlsx",
    f"{_OPEN}.text": ".odt",
    f"{_OPEN}.presentation": ".odp",
    f"{_OPEN}.spreadsheet": ".ods",
}
_PLAIN = "text/plain"
_UNTOLD = frozenset(("", "application/octet-stream", "binary/octet-stream", "application/x-download", "application/download"))
TYPES = frozenset((*_BY_TYPE, _PLAIN, *_UNTOLD))
"""Of pages whose bytes may be a document; of others only the head is read."""

_TEXTS = frozenset((".md", ".markdown", ".txt", ".text", ".rst", ".log", ".csv", ".tsv"))
_PACKED = frozenset((".docx", ".pptx", ".xlsx", ".odt", ".odp", ".ods"))
_PDF = b"%PDF-"
_ZIP = b"PK\x03\x04"
_HTML = (b"<!doctype html", b"<html")
_NO_PAGES = """
.7z .apk .avi .avif .bin .bmp .bz2 .css .deb .dmg .eot .epub .exe .flac .gif .gz .ico .ics .iso .jar .jpeg .jpg .js .json .m4a .mjs
.mkv .mov .mp3 .mp4 .mpeg .mpg .msi .ogg .otf .png .ps .rar .rpm .rss .svg .tar .tgz .tif .tiff .ttf .wasm .wav .webm .webmanifest .webp
.whl .woff .woff2 .xml .xz .zip
"""
NO_PAGES = frozenset(_NO_PAGES.split())
"""Endings of links that a crawl does not follow."""


def ending(fetched: Fetched, loaders: Mapping[str, Loader]) -> str | None:
    """The ending under which the page's bytes are loaded; None for what is no document, or belies what it is declared to be.

    Bytes that begin as a PDF are one, whatever the host says; without a declared type the first bytes and then the
    address tell. An unknown type is never guessed at.
    """
    found = _ending(fetched)
    return found if found is not None and found in loaders else None


def _ending(fetched: Fetched) -> str | None:
    own = ending_of(fetched.address.path)
    if fetched.body.startswith(_PDF):
        return ".pdf"
    if fetched.media in _UNTOLD:
        return _sniffed(fetched.body, own)
    if fetched.media == _PLAIN:
        return own if own in _TEXTS else ".txt"
    declared = _BY_TYPE.get(fetched.media)
    belied = declared == ".pdf" or (declared in _PACKED and not fetched.body.startswith(_ZIP))
    return None if belied else declared


def _sniffed(body: bytes, own: str) -> str | None:
    if body.startswith(_ZIP):
        return own if own in _PACKED else None
    start = body[:1_024].removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    if start.startswith(_HTML):
        return ".html"
    return own if own in _TEXTS else None


def file_name(address: Address, ending: str) -> str:
    """What the page would be called as a file: a loader is chosen by it, and a page without a title is named after it."""
    name = f"{address.origin}{address.path.rstrip('/')}"
    return name if ending_of(name) == ending and address.path.strip("/") else f"{name}{ending}"


def in_utf8(fetched: Fetched, ending: str) -> bytes:
    """The page's bytes; a text that its host declares to be in another encoding, and that is not UTF-8, becomes UTF-8."""
    encodings = text_encodings(fetched.charset) if fetched.charset else ()
    if encodings in ((), ("utf-8",)) or ending in _PACKED or ending == ".pdf":
        return fetched.body
    for encoding in ("utf-8", *encodings):
        try:
            text = fetched.body.decode(encoding)
        except UnicodeError:
            continue
        return fetched.body if encoding == "utf-8" else text.encode("utf-8")
    return fetched.body
