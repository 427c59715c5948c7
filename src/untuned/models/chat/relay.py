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
from functools import partial
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
_ENDING = 1.0
"""Seconds that a relay may take to end after its connections did."""
_GO_ON = "go on with '--resume' and the measurement's name, which 'untuned runs list' shows: what was received is kept"


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
    again. Only a kill of the relay itself, or of the machine, can lose a response: a relay that ended is begun anew once, and asked
    again what it owes; once that one ended too, every request raises `StoreUnwritable`.
    """

    _relay: _Relay

    async def __aexit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        try:
            await super().__aexit__(kind, error, trace)
        finally:
            await self._relay.end()

    def plain(self, address: str) -> httpx2.AsyncBaseTransport:  # noqa: ARG002 - the relay is told with each request
        """A connection to the relay, whatever the address."""
        return _Hop(self._relay)

    async def _opened_journal(self) -> Journal:
        self._relay = _Relay(self._path)
        try:
            await asyncio.to_thread(self._relay.begin)
            return _Reader(self._path)
        except BaseException:
            self._relay.remove()
            raise


class _Relay:
    """The relay as this process sees it: a child, and a folder with its socket. Used in one event loop."""

    def __init__(self, journal: Path) -> None:
        self._journal = journal
        self._folder = Path(tempfile.mkdtemp(prefix="untuned-"))  # for the user alone; a project's path may be too long for a socket
        self._children: list[subprocess.Popen[str]] = []
        self._rescue: asyncio.Task[None] | None = None

    @property
    def place(self) -> str:
        """Its socket."""
        return str(self._folder / SOCKET)

    def begin(self) -> None:
        """Returns once it can be asked. Raises `StoreUnwritable` where it cannot use the journal."""
        # -P: a folder of documents may hold files that are called like modules.
        arguments = [sys.executable, "-P", "-m", "untuned.models.chat.relay_process", str(self._journal), str(self._folder)]
        with (self._folder / "errors").open("w") as errors:
            # A session of its own: what interrupts this process at its terminal is not for the relay.
            child = subprocess.Popen(  # noqa: S603 - our own module
                arguments, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=errors, text=True, start_new_session=True
            )
        self._children.append(child)
        assert child.stdout is not None
        if child.stdout.readline().strip() != READY:
            child.communicate()
            raise StoreUnwritable(f"the journal {self._journal} cannot be used: {self._last_words() or 'its relay ended'}")

    async def child(self) -> subprocess.Popen[str]:
        """The process that can be asked. Raises `StoreUnwritable` where there is none any more."""
        if self._rescue is not None:
            await asyncio.shield(self._rescue)  # whoever stops waiting leaves it to the others
        return self._children[-1]

    async def has_ended(self, asked: subprocess.Popen[str] | None) -> bool:
        """Whether the process that was asked is no more; then another one can be asked.

        Raises:
            StoreUnwritable: It was begun anew before, or cannot be.
        """
        if asked is None or not await asyncio.to_thread(_is_over, asked):
            return False
        if self._rescue is None:
            self._rescue = asyncio.create_task(asyncio.to_thread(self._begin_anew, asked))
        elif asked is not self._children[0]:
            said = self._last_words() or f"exit status {asked.returncode}"
            raise StoreUnwritable(f"the relay that keeps what models say ended twice: {said}", remedy=_GO_ON)
        await self.child()
        return True

    async def end(self) -> None:
        """Tells it that nobody asks any more; it ends by itself, once it has received what is on its way."""
        try:
            if self._rescue is not None:
                await asyncio.gather(self._rescue, return_exceptions=True)
        finally:
            child = self._children[-1]
            _close(child)
            threading.Thread(target=self._buried, args=(child,), name=f"untuned-relay-{child.pid}", daemon=True).start()

    def remove(self) -> None:
        """Removes its folder, where it cannot do so itself."""
        shutil.rmtree(self._folder, ignore_errors=True)

    def _begin_anew(self, ended: subprocess.Popen[str]) -> None:
        _close(ended)
        self.begin()

    def _buried(self, child: subprocess.Popen[str]) -> None:
        if child.wait():
            self.remove()

    def _last_words(self) -> str:
        said = (self._folder / "errors").read_text(errors="replace").strip()
        return said.splitlines()[-1] if said else ""


def _is_over(child: subprocess.Popen[str]) -> bool:
    """Whether it has ended, or does so right now: its connections are closed a moment before."""
    try:
        child.wait(_ENDING)
    except subprocess.TimeoutExpired:
        return False
    return True


def _close(child: subprocess.Popen[str]) -> None:
    for pipe in (child.stdin, child.stdout):
        if pipe is not None:
            pipe.close()


class _Reader(Journal):
    """A journal that is only read: the relay writes it."""

    def keep(self, key: bytes, *, status: int, kind: str, body: bytes) -> None:
        """Nothing."""


class _Hop(httpx2.AsyncBaseTransport):
    """Gives requests to the relay over one connection, one after the other, and raises what failed there as if it had failed here.

    What it says and hears is the relay's own, so it needs no more of HTTP than that; a client's whole machinery would take as long as
    all the rest of a request.
    """

    def __init__(self, relay: _Relay) -> None:
        self._relay = relay
        self._child: subprocess.Popen[str] | None = None
        self._reader: asyncio.StreamReader | None = None
        self._writer: asyncio.StreamWriter | None = None

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        """The response, as the relay received it; asked for again where the relay itself has ended.

        Raises:
            StoreUnwritable: There is no relay any more, or it cannot keep the response.
        """
        while True:
            try:
                return await self._said(await self._asked(request))
            except BaseException as error:
                connected = self._writer is not None
                await self.aclose()  # what may still come belongs to no later request
                if not isinstance(error, OSError | EOFError):
                    raise
                if not await self._relay.has_ended(self._child):
                    raise httpx2.ReadError(f"the relay closed the connection: {error}", request=request) from error
            if connected:
                current(None).lost()
                current(None).sent()

    async def _said(self, response: httpx2.Response) -> httpx2.Response:
        """The response; where it tells of a failure, that is raised."""
        if response.status_code != UNREACHED:
            return response
        failed, why = response.headers.get(FAILED, ""), (await response.aread()).decode(errors="replace")
        if failed == "StoreUnwritable":
            raise StoreUnwritable(why)
        raise _FAILURES.get(failed, httpx2.ReadError)(why, request=response.request)

    async def _asked(self, request: httpx2.Request) -> httpx2.Response:
        if self._reader is None or self._writer is None:
            self._child = await self._relay.child()
            self._reader, self._writer = await asyncio.open_unix_connection(self._relay.place, limit=LONGEST)
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
        stream = _Chunks(self._reader, left=self.aclose, ended=partial(self._relay.has_ended, self._child))
        return httpx2.Response(int(status.split()[1]), headers=headers, stream=stream, request=request)

    async def aclose(self) -> None:
        """Closes the connection."""
        if self._writer is not None:
            self._writer.close()
        self._reader = self._writer = None


class _Chunks(httpx2.AsyncByteStream):
    """A stream, as the relay passes it on; where it is not read to its end, `left` is called, and where it breaks off, `ended`."""

    def __init__(self, reader: asyncio.StreamReader, *, left: Callable[[], Awaitable[None]], ended: Callable[[], Awaitable[bool]]) -> None:
        self._reader = reader
        self._left = left
        self._ended = ended
        self._whole = False

    async def __aiter__(self) -> AsyncIterator[bytes]:
        try:
            while size := int(await self._reader.readuntil(b"\r\n"), 16):
                yield (await self._reader.readexactly(size + 2))[:-2]
            await self._reader.readexactly(2)
        except (OSError, EOFError, ValueError) as error:
            if not isinstance(error, ValueError):
                await self._ended()
            raise httpx2.RemoteProtocolError(f"the stream was cut: {error}") from error
        self._whole = True

    async def aclose(self) -> None:
        """Ends it."""
        if not self._whole:
            await self._left()
