"""One file's bytes become a reading: a pure function of a request, so that any `map` can run it.

Requests and readings can be sent between processes.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from untuned.errors import SourceError, UnreadableDocument, UntunedError
from untuned.errors.foreign import FOREIGN
from untuned.ingest.load import Loader, load, too_large
from untuned.ingest.report import Failure
from untuned.ingest.scan import modified_ns
from untuned.text.own_pages import origin_of
from untuned.types.documents import Loaded
from untuned.types.settings import SourceSettings

_OWN = b'content="untuned '
_HEAD = 32_768
"""Bytes in which a page that has it is looked at."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Request:
    """A file to open, and the bytes it held when it was last read."""

    path: str
    place: Path
    size: int
    mtime_ns: int
    raw_sha256: str = ""
    """Bytes with this hash need no parsing; "" parses whatever is there."""
    name: str = ""
    """What its loader takes it for, where the path says too little, as that of a page of the web does."""
    own: frozenset[str] = frozenset()
    """SHA-256 of contents that are no document, since they are untuned's own."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Reading:
    """What a file held: a text, or the same bytes as before (`loaded` is None), or a failure."""

    path: str
    size: int
    mtime_ns: int
    raw_sha256: str = ""
    loaded: Loaded | None = None
    failure: Failure | None = None
    own: bool = False
    """It is a page that untuned wrote, as it wrote it, or holds what is untuned's own: no document."""


def read(request: Request, *, settings: SourceSettings, loaders: Mapping[str, Loader]) -> Reading:
    """The file's text. Never raises for what is wrong with one file; that is the reading's `failure`.

    A file that changes or vanishes while it is read is tried once more. One that is too large is not opened.
    """
    raw_sha256, status = "", (request.size, request.mtime_ns)
    try:
        if request.size > settings.max_bytes:
            raise too_large(request.path, request.size, settings)
        data, status = _whole(request)
        raw_sha256 = sha256(data).hexdigest()
        if raw_sha256 in request.own or _is_own(data):
            return Reading(path=request.path, size=status[0], mtime_ns=status[1], raw_sha256=raw_sha256, own=True)
        loaded = (
            None if raw_sha256 == request.raw_sha256 else _loaded(request.name or request.path, data, settings=settings, loaders=loaders)
        )
    except SourceError as error:
        failure = Failure(path=request.path, reason=error.reason, remedy=error.remedy)
        return Reading(path=request.path, size=status[0], mtime_ns=status[1], raw_sha256=raw_sha256, failure=failure)
    return Reading(path=request.path, size=status[0], mtime_ns=status[1], raw_sha256=raw_sha256, loaded=loaded)


def _is_own(data: bytes) -> bool:
    """True for a page of untuned's own, which is UTF-8."""
    return _OWN in data[:_HEAD] and origin_of(data.decode("utf-8", "replace")) == "own"


def _whole(request: Request) -> tuple[bytes, tuple[int, int]]:
    """The bytes, and the size and time that belong to them."""
    try:
        return _read_once(request) or _read_once(request) or _restless(request)
    except FileNotFoundError as error:
        raise UnreadableDocument(request.path, reason="it vanished while it was read", remedy="sync again when it has settled") from error
    except OSError as error:
        raise UnreadableDocument(request.path, reason=f"it cannot be read: {error.strerror}", remedy="check its access rights") from error


def _read_once(request: Request) -> tuple[bytes, tuple[int, int]] | None:
    """The bytes of a file that stayed the same from the first byte to the last; None when it did not."""
    with request.place.open("rb") as stream:
        before = os.fstat(stream.fileno())
        data = stream.read(before.st_size + 1)
        after = os.fstat(stream.fileno())
    now = request.place.stat()
    same = _mark(before) == _mark(after) == _mark(now) and len(data) == before.st_size
    return (data, (before.st_size, modified_ns(before))) if same else None


def _mark(status: os.stat_result) -> tuple[int, int, int]:
    return status.st_size, status.st_mtime_ns, status.st_ino


def _restless(request: Request) -> tuple[bytes, tuple[int, int]]:
    raise UnreadableDocument(request.path, reason="it changed while it was read, twice", remedy="sync again when nobody writes to it")


def _loaded(path: str, data: bytes, *, settings: SourceSettings, loaders: Mapping[str, Loader]) -> Loaded:
    try:
        return load(path, data, settings=settings, loaders=loaders)
    except (UntunedError, MemoryError):
        raise
    except FOREIGN as error:
        raise UnreadableDocument(
            path, reason=f"its loader failed: {type(error).__name__}: {error}", remedy="mend the file or its loader"
        ) from error
