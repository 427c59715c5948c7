"""Responses that were received, kept in a file until their use is recorded: what was paid for once is not paid for again.

The file is a row of records, each one line (`key status length type`), then the body and a line break. A record is one write to
a file that is only appended to, made before anybody is given the response; so a process that is killed loses nothing that it received.
"""

from __future__ import annotations

import hashlib
import os
import re
from collections import defaultdict
from collections.abc import AsyncIterator, Generator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from pathlib import Path
from typing import Self, cast

import httpx2

from untuned.errors import StoreUnwritable
from untuned.models.chat.transport import current, streams

_SALT: ContextVar[str] = ContextVar("salt", default="")
_HEAD = 300
"""Bytes: more than the first line of any record."""
_FIRST = b"untuned journal 1\n"
_ENDED = re.compile(rb'^data: \[DONE\]|"message_stop"|"(?:finish_reason|finishReason)"\s*:\s*"', re.MULTILINE)
"""What the last events of a whole stream hold, by provider; inside a text its quotation marks would be escaped."""
_TAIL = 4_096
"""Bytes of a stream's end in which that is looked for."""


@contextmanager
def salted(salt: str) -> Generator[None]:
    """What is asked inside, in this task and those it begins, is the same request only under the same salt."""
    token = _SALT.set(salt)
    try:
        yield
    finally:
        _SALT.reset(token)


def salt() -> str:
    """The salt of what is asked here; "" where there is none."""
    return _SALT.get()


@dataclass(frozen=True, kw_only=True, slots=True)
class _Record:
    """A response, but for its body: that stays in the file at [start, start + length)."""

    start: int
    length: int
    status: int
    kind: str


class Journal:
    """The responses of one file, for one event loop at a time. Keys and headers are never written; bodies are what the endpoint said.

    The same request under the same salt may be asked several times: its first response answers the first time, and so on. So a run that
    is begun again gets what it got before, in the order it got it.
    """

    def __init__(self, path: Path) -> None:
        """Opens or makes the file, and reads which responses are there; a last one that was not written whole is cut off.

        Raises:
            StoreUnwritable: The file cannot be opened, or is no journal.
        """
        self.path = path
        self._records: defaultdict[bytes, list[_Record]] = defaultdict(list)
        self._given: defaultdict[bytes, int] = defaultdict(int)
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._file = os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND | getattr(os, "O_BINARY", 0), 0o600)
            path.chmod(0o600)  # also one that was there
            self._end = self._read()
        except (OSError, ValueError) as error:
            raise StoreUnwritable(f"the journal {path} cannot be used: {error}") from error

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def __len__(self) -> int:
        """Responses in it."""
        return sum(len(records) for records in self._records.values())

    def close(self) -> None:
        """Closes the file; it stays, for the next time."""
        if self._file >= 0:
            file, self._file = self._file, -1
            os.close(file)

    def discard(self) -> None:
        """Closes and removes the file: everything in it was put to use."""
        self.close()
        self.path.unlink(missing_ok=True)

    def replay(self, key: bytes) -> tuple[int, str, bytes] | None:
        """(status, content type, body) of the next response to this request that was not given yet."""
        nth = self._given.get(key, 0)
        records = self._records.get(key, ())
        if nth >= len(records):
            return None
        self._given[key] = nth + 1
        record = records[nth]
        return record.status, record.kind, self._at(record.start, record.length)

    def keep(self, key: bytes, *, status: int, kind: str, body: bytes) -> None:
        """Writes a response that was received and is about to be given. Raises `StoreUnwritable`; the file is then as it was."""
        head = b"%s %d %d %s\n" % (key.hex().encode(), status, len(body), kind.encode("latin-1", "replace").replace(b"\n", b" ")[:100])
        record = head + body + b"\n"
        try:
            written = os.write(self._file, record)
            while written < len(record):  # a disk that is nearly full, or a signal
                written += os.write(self._file, record[written:])
        except OSError as error:
            self._undo()
            raise StoreUnwritable(f"the journal {self.path} cannot be written: {error}") from error
        self._records[key].append(_Record(start=self._end + len(head), length=len(body), status=status, kind=kind[:100]))
        self._given[key] += 1
        self._end += len(record)

    def _undo(self) -> None:
        """Takes back a part of a record; where that fails too, nothing more is written."""
        try:
            os.ftruncate(self._file, self._end)
        except OSError:
            self.close()

    def _at(self, start: int, length: int) -> bytes:
        os.lseek(self._file, start, os.SEEK_SET)
        pieces: list[bytes] = []
        while length > 0 and (piece := os.read(self._file, length)):
            pieces.append(piece)
            length -= len(piece)
        return b"".join(pieces)

    def _read(self) -> int:
        """Finds the records; where the last whole one ends."""
        size, first = os.fstat(self._file).st_size, self._at(0, len(_FIRST))
        if first != _FIRST:
            if not _FIRST.startswith(first):
                raise ValueError("it is another kind of file")
            os.ftruncate(self._file, 0)
            size = os.write(self._file, _FIRST)
        at = len(_FIRST)
        while at < size:
            head, line, _ = self._at(at, _HEAD).partition(b"\n")
            parts = head.split(b" ", 3)
            if not line or len(parts) < 4:
                break
            start, length = at + len(head) + 1, int(parts[2])
            if start + length + 1 > size:
                break
            kind = parts[3].decode("latin-1")
            self._records[bytes.fromhex(parts[0].decode())].append(_Record(start=start, length=length, status=int(parts[1]), kind=kind))
            at = start + length + 1
        if at < size:
            os.ftruncate(self._file, at)
        return at


def key_of(request: httpx2.Request) -> bytes:
    """The name of a request: its method, address, body and salt; none of its headers."""
    name = hashlib.sha256()
    for part in (request.method.encode(), str(request.url).encode(), request.content, _SALT.get().encode()):
        name.update(len(part).to_bytes(8, "big"))
        name.update(part)
    return name.digest()


def is_whole(body: bytes) -> bool:
    """True when a stream's text has the event that ends it: one that was cut, or left early, has not."""
    return _ENDED.search(body, max(len(body) - _TAIL, 0)) is not None


class JournalTransport(httpx2.AsyncBaseTransport):
    """Answers from a journal what is there, and keeps every whole good response before it is given."""

    def __init__(self, wrapped: httpx2.AsyncBaseTransport, *, journal: Journal) -> None:
        self._wrapped = wrapped
        self._journal = journal

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        """The response that was kept, or a new one. Raises `StoreUnwritable` where that cannot be kept."""
        key = key_of(request)
        known = self._journal.replay(key)
        if known is not None:
            current(None).replayed()
            status, kind, body = known
            return httpx2.Response(status, headers={"content-type": kind}, content=body, request=request)
        response = await self._wrapped.handle_async_request(request)
        if not 200 <= response.status_code < 300:
            return response
        kind = response.headers.get("content-type", "")
        if not streams(response):
            self._journal.keep(key, status=response.status_code, kind=kind, body=response.content)
        elif "content-encoding" not in response.headers:
            response.stream = _Kept(response, key=key, journal=self._journal)
        return response

    async def aclose(self) -> None:
        """Closes the connections."""
        await self._wrapped.aclose()


class _Kept(httpx2.AsyncByteStream):
    """A stream that is kept once all of it was read; one that is left early, or cut, is not."""

    def __init__(self, response: httpx2.Response, *, key: bytes, journal: Journal) -> None:
        self._stream = cast("httpx2.AsyncByteStream", response.stream)
        self._response = response
        self._key = key
        self._journal = journal
        self._pieces: list[bytes] = []
        self._kept = False

    async def __aiter__(self) -> AsyncIterator[bytes]:
        async for piece in self._stream:
            self._pieces.append(piece)
            yield piece
        self._keep()

    async def aclose(self) -> None:
        """Closes the stream; a reader may stop at its last event, before its end."""
        try:
            self._keep()
        finally:
            await self._stream.aclose()

    def _keep(self) -> None:
        body = b"".join(self._pieces)
        if not self._kept and is_whole(body):
            self._kept = True
            self._journal.keep(self._key, status=self._response.status_code, kind=self._response.headers.get("content-type", ""), body=body)
