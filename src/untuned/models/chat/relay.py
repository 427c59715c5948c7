"""Endpoints that are asked through a process of their own, so that a kill loses nothing that was asked for."""

from __future__ import annotations

import asyncio
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
from types import TracebackType
from typing import Self

import httpx2

from untuned.errors import StoreUnwritable
from untuned.models.chat.budget import Timing
from untuned.models.chat.endpoints import Endpoints
from untuned.models.chat.journal import Journal, salt
from untuned.models.chat.relay_process import FAILED, LONGEST, READY, SALT, SECONDS, SOCKET, TARGET, UNREACHED, lock_of, read_head
from untuned.models.chat.transport import current

_FAILURES: dict[str, type[httpx2.TransportError]] = {
    one.__name__: one
    for one in (
        httpx2.ConnectError,
        httpx2.ConnectTimeout,
        httpx2.PoolTimeout,
        httpx2.ProxyError,
        httpx2.ReadError,
        httpx2.ReadTimeout,
        httpx2.RemoteProtocolError,
        httpx2.UnsupportedProtocol,
        httpx2.WriteError,
        httpx2.WriteTimeout,
    )
}


def can_relay() -> bool:
    """True where a relay can be used: it needs sockets that are files."""
    return hasattr(socket, "AF_UNIX") and sys.platform != "win32"


def kept_endpoints(path: Path, *, limit: int = 64, timing: Timing | None = None) -> KeptEndpoints:
    """Endpoints whose responses are kept in a journal at `path`: through a relay, where one can be used."""
    return (RelayedEndpoints if can_relay() else KeptEndpoints)(path, limit=limit, timing=timing)


class KeptEndpoints(Endpoints):
    """Endpoints with a journal of their own, opened with them. What is on its way when the process is killed is lost."""

    def __init__(self, path: Path, *, limit: int = 64, timing: Timing | None = None) -> None:
        """Opens nothing yet; `path` is the journal."""
        super().__init__(limit=limit, timing=timing)
        self._path = path

    async def __aenter__(self) -> Self:
        self._kept = self._journal = await self._opened_journal()
        return await super().__aenter__()

    async def __aexit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        try:
            await super().__aexit__(kind, error, trace)
        finally:
            self._kept.close()

    async def _opened_journal(self) -> Journal:
        return Journal(self._path)

    def discard(self) -> None:
        """Removes the journal, after its end: everything in it was put to use."""
        self._path.unlink(missing_ok=True)
        lock_of(self._path).unlink(missing_ok=True)


class RelayedEndpoints(KeptEndpoints):
    """Endpoints whose requests a process of its own sends: killed at any moment, what is on its way is still received and kept.

    Entered, it waits until a relay that a kill left behind has received what it waits for; then all that was ever received is given
    again. Only a kill of the relay itself, or of the machine, can lose a response.
    """

    _process: subprocess.Popen[str]
    _folder: Path

    async def __aexit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        try:
            await super().__aexit__(kind, error, trace)
        finally:
            self._end()

    def plain(self, address: str) -> httpx2.AsyncBaseTransport:  # noqa: ARG002 - the relay is told with each request
        """A connection to the relay, whatever the address."""
        return _Hop(str(self._folder / SOCKET))

    async def _opened_journal(self) -> Journal:
        self._folder = Path(tempfile.mkdtemp(prefix="untuned-"))  # for the user alone; a project's path may be too long for a socket
        try:
            await asyncio.to_thread(self._begin)
            return _Reader(self._path)
        except BaseException:
            shutil.rmtree(self._folder, ignore_errors=True)
            raise

    def _begin(self) -> None:
        # -P: a folder of documents may hold files that are called like modules.
        arguments = [sys.executable, "-P", "-m", "untuned.models.chat.relay_process", str(self._path), str(self._folder)]
        with (self._folder / "errors").open("w") as errors:
            # A session of its own: what interrupts this process at its terminal is not for the relay.
            self._process = subprocess.Popen(  # noqa: S603 - our own module
                arguments, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=errors, text=True, start_new_session=True
            )
        assert self._process.stdout is not None
        if self._process.stdout.readline().strip() != READY:
            self._process.communicate()
            said = (self._folder / "errors").read_text(errors="replace").strip()
            raise StoreUnwritable(f"the journal {self._path} cannot be used: {said.splitlines()[-1] if said else 'its relay ended'}")

    def _end(self) -> None:
        """Tells the relay that nobody asks any more; it ends by itself, once it has received what is on its way."""
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                pipe.close()
        threading.Thread(target=self._process.wait, daemon=True).start()


class _Reader(Journal):
    """A journal that is only read: the relay writes it."""

    def keep(self, key: bytes, *, status: int, kind: str, body: bytes) -> None:
        """Nothing."""


class _Hop(httpx2.AsyncBaseTransport):
    """Gives requests to the relay over one connection, one after the other, and raises what failed there as if it had failed here.

    What it says and hears is the relay's own, so it needs no more of HTTP than that; a client's whole machinery would take as long as
    all the rest of a request.
    """

    def __init__(self, place: str) -> None:
        self._place = place
        self._reader: asyncio.StreamReader | None = None
        self._writer: asyncio.StreamWriter | None = None

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        """The response, as the relay received it."""
        try:
            response = await self._asked(request)
        except BaseException as error:
            await self.aclose()  # what may still come belongs to no later request
            if isinstance(error, OSError | EOFError):
                raise httpx2.ReadError(f"the relay ended: {error}", request=request) from error
            raise
        if response.status_code != UNREACHED:
            return response
        failed, why = response.headers.get(FAILED, ""), (await response.aread()).decode(errors="replace")
        if failed == "StoreUnwritable":
            raise StoreUnwritable(why)
        raise _FAILURES.get(failed, httpx2.ReadError)(why, request=request)

    async def _asked(self, request: httpx2.Request) -> httpx2.Response:
        if self._reader is None or self._writer is None:
            self._reader, self._writer = await asyncio.open_unix_connection(self._place, limit=LONGEST)
        own = {TARGET: str(request.url), SALT: salt(), SECONDS: f"{current(None).timeout_s:g}", "content-length": str(len(request.content))}
        passed = [(name, value) for name, value in request.headers.multi_items() if name not in ("host", "content-length")]
        head = "".join(f"{name}: {value}\r\n" for name, value in (*passed, *own.items()))
        self._writer.write(f"POST / HTTP/1.1\r\n{head}\r\n".encode("latin-1") + request.content)
        status, headers = read_head(await self._reader.readuntil(b"\r\n\r\n"))
        length = headers.pop("content-length", None)
        if length is not None:
            # Not as `content`: a response that is read already never gives its connection back.
            body = httpx2.ByteStream(await self._reader.readexactly(int(length)))
            return httpx2.Response(int(status.split()[1]), headers=headers, stream=body, request=request)
        headers.pop("transfer-encoding", None)
        return httpx2.Response(int(status.split()[1]), headers=headers, stream=_Chunks(self._reader, left=self.aclose), request=request)

    async def aclose(self) -> None:
        """Closes the connection."""
        if self._writer is not None:
            self._writer.close()
        self._reader = self._writer = None


class _Chunks(httpx2.AsyncByteStream):
    """A stream, as the relay passes it on; where it is not read to its end, `left` is called."""

    def __init__(self, reader: asyncio.StreamReader, *, left: Callable[[], Awaitable[None]]) -> None:
        self._reader = reader
        self._left = left
        self._whole = False

    async def __aiter__(self) -> AsyncIterator[bytes]:
        try:
            while size := int(await self._reader.readuntil(b"\r\n"), 16):
                yield (await self._reader.readexactly(size + 2))[:-2]
            await self._reader.readexactly(2)
        except (OSError, EOFError, ValueError) as error:
            raise httpx2.RemoteProtocolError(f"the stream was cut: {error}") from error
        self._whole = True

    async def aclose(self) -> None:
        """Ends it."""
        if not self._whole:
            await self._left()
