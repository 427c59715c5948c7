"""Office files are ZIP archives of XML: both are opened here with bounds, and nothing in them can reach outside or swell."""

from __future__ import annotations

import posixpath
import re
import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import import_module
from io import BytesIO
from typing import Any
from zipfile import BadZipFile, ZipFile, ZipInfo

from untuned.errors import UnreadableDocument

MOST_PARTS = 5_000
MOST_BYTES = 400_000_000
"""Of all parts together, unpacked."""
MOST_PART_BYTES = 100_000_000
MOST_RATIO = 250
"""Unpacked to packed; XML of real documents reaches about 40."""
_RATIO_FROM = 5_000_000
"""Bytes below which a part's ratio does not matter."""

_RELATIONSHIP = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_HEAD = 16_384
_STRICT = re.compile(rb"http://purl\.oclc\.org/ooxml/(\w+)/(\w+)")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_END = b"PK\x05\x06"
_END_SIZE = 22
_LONGEST_COMMENT = 65_535
_DIRECTORY_BYTES = 2_000_000
_AGAIN = "fetch or save it again"
_FORM = "save it again from the program that made it"
_SMALLER = "exclude it in sources.exclude; a sheet of many formatted rows that are empty: delete these rows and save it again"


@dataclass(frozen=True, kw_only=True, slots=True)
class Relation:
    """A part that another part names."""

    kind: str
    """The last word of its type, as `slide`."""
    target: str


class Archive:
    """The parts of an office file, each read as it is needed."""

    def __init__(self, data: bytes, path: str, *, kind: str) -> None:
        """Opens `data` as `kind` (for messages, as `a DOCX`).

        Raises:
            UnreadableDocument: It is none, encrypted, cut off, or larger than any real one when unpacked.
        """
        self._path = path
        _refuse_other(data, path, kind)
        _refuse_directory(data, path)
        try:
            self._zip = ZipFile(BytesIO(data))
        except (BadZipFile, ValueError, struct.error, RuntimeError, OverflowError) as error:
            raise UnreadableDocument(path, reason=f"it is damaged or cut off: {error}", remedy=_AGAIN) from error
        self._parts = _parts(self._zip.infolist(), path)

    @property
    def names(self) -> tuple[str, ...]:
        """The parts in the archive's order."""
        return tuple(self._parts)

    def size(self, name: str) -> int:
        """A part's bytes, unpacked; 0 when there is no such part."""
        part = self._parts.get(name)
        return 0 if part is None else part.file_size

    def read(self, name: str) -> bytes | None:
        """A part's bytes; None when there is no such part."""
        part = self._parts.get(name)
        if part is None:
            return None
        try:
            with self._zip.open(part) as stream:
                data = stream.read(part.file_size + 1)
        except (BadZipFile, zlib.error, EOFError, ValueError, OSError, struct.error, RuntimeError) as error:
            raise UnreadableDocument(self._path, reason=f"its part '{name}' is damaged: {error}", remedy=_AGAIN) from error
        if len(data) != part.file_size:
            raise UnreadableDocument(self._path, reason=f"its part '{name}' is not of the size that it states", remedy=_AGAIN)
        return data

    def xml(self, name: str) -> Any | None:  # noqa: ANN401 - lxml has no types
        """A part as a tree of lxml; None when there is no such part. Entities and document types are refused, not resolved."""
        data = self.read(name)
        return None if data is None else tree(_transitional(data), self._path, name)

    def rows(self, name: str, tag: str) -> Iterator[Any]:
        """The elements of a tag in a part, one after the other and each gone with the next, for parts too large for a tree."""
        data = self.read(name)
        if data is not None:
            yield from elements(_transitional(data), self._path, name, tag)

    def related(self, name: str) -> dict[str, Relation]:
        """What a part names by id, as places in the archive; what lies outside is left out."""
        folder, _, file = name.rpartition("/")
        root = self.xml(f"{folder}/_rels/{file}.rels" if folder else f"_rels/{file}.rels")
        found: dict[str, Relation] = {}
        for one in () if root is None else root.iter(_RELATIONSHIP):
            target = str(one.get("Target"))
            if one.get("TargetMode") != "External":
                place = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
                found[str(one.get("Id"))] = Relation(kind=str(one.get("Type")).rpartition("/")[2], target=place)
        return found


def tree(data: bytes, path: str, name: str) -> Any:  # noqa: ANN401 - lxml has no types
    """XML as a tree of lxml: a part of that name, or with "" the file itself. Entities and document types are refused, not resolved.

    Raises:
        UnreadableDocument: It is not sound, nests deeper than 256 elements, or declares a document type.
    """
    _refuse_entities(data[:4_096], path, name)
    etree = import_module("lxml.etree")
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise UnreadableDocument(path, reason=f"{_part(name)} is no sound XML: {error.msg}", remedy=_FORM) from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise _with_entities(path, name)
    return root


def elements(data: bytes, path: str, name: str, tag: str) -> Iterator[Any]:
    """The elements of a tag in XML, as `tree` reads it, one after the other and each gone with the next."""
    _refuse_entities(data[:4_096], path, name)
    etree = import_module("lxml.etree")
    options = {"resolve_entities": False, "no_network": True, "load_dtd": False, "huge_tree": False}
    try:
        for _, element in etree.iterparse(BytesIO(data), tag=tag, remove_comments=True, remove_pis=True, **options):
            if element.getroottree().docinfo.internalDTD is not None:  # behind more than the head that was looked at
                raise _with_entities(path, name)
            yield element
            element.clear()
            while element.getprevious() is not None:
                del element.getparent()[0]
    except etree.XMLSyntaxError as error:
        raise UnreadableDocument(path, reason=f"{_part(name)} is no sound XML: {error.msg}", remedy=_FORM) from error


def _refuse_entities(head: bytes, path: str, name: str) -> None:
    if b"<!DOCTYPE" in head.replace(b"\0", b"") or b"<!ENTITY" in head.replace(b"\0", b""):
        raise _with_entities(path, name)


def _part(name: str) -> str:
    return f"its part '{name}'" if name else "it"


def _transitional(data: bytes) -> bytes:
    """A part of the strict form of these formats with the names of the usual one, which are of the same things here."""
    head = data[:_HEAD]
    return _STRICT.sub(rb"http://schemas.openxmlformats.org/\1/2006/\2", head) + data[_HEAD:] if b"//purl.oclc.org/ooxml/" in head else data


def _with_entities(path: str, name: str) -> UnreadableDocument:
    return UnreadableDocument(
        path, reason=f"{_part(name)} declares a document type, which no office program writes: an attack, it seems", remedy=_FORM
    )


def _refuse_other(data: bytes, path: str, kind: str) -> None:
    if data.startswith(_OLE):
        if _ENCRYPTED in data:
            raise UnreadableDocument(path, reason="it is encrypted and asks for a password", remedy="save it without a password")
        raise UnreadableDocument(
            path, reason=f"this is an old Office document (DOC, XLS, PPT), not {kind}", remedy="save it in the format that its ending names"
        )
    if not data.startswith(b"PK"):
        raise UnreadableDocument(path, reason=f"this is not {kind}: it does not begin as one", remedy="give the file its right ending")


def _refuse_directory(data: bytes, path: str) -> None:
    """A list of parts so long that reading it alone would take the memory."""
    end = data.rfind(_END, max(0, len(data) - _END_SIZE - _LONGEST_COMMENT))
    if end < 0 or end + _END_SIZE > len(data):
        raise UnreadableDocument(path, reason="it is cut off: the list of its parts, at its end, is missing", remedy=_AGAIN)
    count, size = struct.unpack_from("<HI", data, end + 10)
    if size > _DIRECTORY_BYTES or count > MOST_PARTS:
        raise UnreadableDocument(path, reason=f"it lists more parts than {MOST_PARTS:,}", remedy=_FORM)


def _parts(listed: list[ZipInfo], path: str) -> dict[str, ZipInfo]:
    """The parts by name, when they are within the bounds."""
    if len(listed) > MOST_PARTS:
        raise UnreadableDocument(path, reason=f"it has {len(listed):,} parts, more than {MOST_PARTS:,}", remedy=_FORM)
    total = sum(part.file_size for part in listed)
    if total > MOST_BYTES:
        raise _bomb(path, f"its parts unpack to {total:,} bytes, more than {MOST_BYTES:,}")
    parts: dict[str, ZipInfo] = {}
    for part in listed:
        if part.flag_bits & 0x1:
            raise UnreadableDocument(path, reason="it is encrypted and asks for a password", remedy="save it without a password")
        if part.file_size > MOST_PART_BYTES:
            raise _bomb(path, f"its part '{part.filename}' unpacks to {part.file_size:,} bytes, more than {MOST_PART_BYTES:,}")
        if part.file_size > _RATIO_FROM and part.file_size > MOST_RATIO * max(part.compress_size, 1):
            raise _bomb(path, f"its part '{part.filename}' unpacks to {part.file_size // max(part.compress_size, 1):,} times its size")
        if part.filename in parts:
            raise UnreadableDocument(
                path, reason=f"it holds its part '{part.filename}' twice, so that programs differ in what they show", remedy=_FORM
            )
        parts[part.filename] = part
    return parts


def _bomb(path: str, reason: str) -> UnreadableDocument:
    return UnreadableDocument(path, reason=f"{reason}: a ZIP bomb, it seems", remedy=_SMALLER)
