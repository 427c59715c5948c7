"""A process that sends requests for another one, and keeps every response: `python -m untuned.models.chat.relay_process JOURNAL FOLDER`.

It outlives the process that asks: when that is killed, what is under way is still received and kept, and only then it ends. So nothing
that an endpoint was asked for is lost, whenever the kill comes. It listens on a socket in a folder that only its user may open, and
removes that folder when it ends. Keys pass through it as they come; nothing but responses is written.
"""

from __future__ import annotations

import asyncio
import functools
import shutil
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import cast

import httpx2

from untuned.errors import StoreUnwritable
from untuned.models.chat.journal import Journal, JournalTransport, salted
from untuned.models.chat.transport import LaneTransport, plain_transport, streams

TARGET, SALT, SECONDS, FAILED = "x-relay-target", "x-relay-salt", "x-relay-seconds", "x-relay-failed"
"""Headers between the two processes: where a request goes, its salt, how long it may take, and what failed."""
UNREACHED = 599
"""The status of a request that brought no response."""
LONGEST = 64_000_000
"""Bytes of one piece of a stream."""
READY = "ready"
"""What it says once it can be asked."""
SOCKET = "relay"
_OWN = frozenset({"host", "connection", "content-length", "transfer-encoding", TARGET, SALT, SECONDS})
_UNSAID = frozenset({"connection", "content-length", "content-encoding", "transfer-encoding", "keep-alive"})
_GRACE = 5.0
"""Seconds that a request may take longer than who asked would wait for it."""


class _Keeper(Journal):
    """A journal that is only written: what was kept before is given by the process that asks."""

    def replay(self, key: bytes) -> tuple[int, str, bytes] | None:  # noqa: ARG002 - as a journal's
        """Nothing."""
        return None


class _Relay:
    """Sends on what comes over its socket."""

    def __init__(self, journal: Journal) -> None:
        self._journal = journal
        self._hosts: dict[str, JournalTransport] = {}
        self.open: set[asyncio.Task[None]] = set()

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One connection; its requests come one after the other."""
        try:
            while True:
                head = await reader.readuntil(b"\r\n\r\n")
                _, headers = read_head(head)
                body = await reader.readexactly(int(headers.get("content-length", "0")))
                # Not to be ended with the connection: what was asked for is paid for.
                sending = asyncio.create_task(self._sent(headers, body, writer))
                self.open.add(sending)
                sending.add_done_callback(self.open.discard)
                await asyncio.shield(sending)
        except (asyncio.IncompleteReadError, ConnectionError):
            pass
        finally:
            writer.close()

    async def _sent(self, headers: Mapping[str, str], body: bytes, writer: asyncio.StreamWriter) -> None:
        passed = [(name, value) for name, value in headers.items() if name not in _OWN]
        request = httpx2.Request("POST", headers[TARGET], headers=passed, content=body)
        response: httpx2.Response | None = None
        try:
            async with asyncio.timeout(float(headers[SECONDS]) + _GRACE):
                with salted(headers.get(SALT, "")):
                    response = await self._host(request.url).handle_async_request(request)
                    await _pass_on(response, writer)
        except (TimeoutError, httpx2.HTTPError) as error:
            failed = type(error).__name__ if isinstance(error, httpx2.HTTPError) else "ReadTimeout"
            _say(writer, UNREACHED, {FAILED: failed}, str(error).encode())
        except StoreUnwritable as error:
            _say(writer, UNREACHED, {FAILED: "StoreUnwritable"}, error.message.encode())
        finally:
            if response is not None:
                await response.aclose()

    def _host(self, url: httpx2.URL) -> JournalTransport:
        address = f"{url.scheme}://{url.netloc.decode()}"
        if address not in self._hosts:
            lanes = _WholeTransport(LaneTransport(functools.partial(plain_transport, address)))
            self._hosts[address] = JournalTransport(lanes, journal=self._journal)
        return self._hosts[address]


class _WholeTransport(httpx2.AsyncBaseTransport):
    """Reads every response to its end, but for streams."""

    def __init__(self, wrapped: httpx2.AsyncBaseTransport) -> None:
        self._wrapped = wrapped

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        """The response, read."""
        response = await self._wrapped.handle_async_request(request)
        if not streams(response):
            await response.aread()
        return response


async def _pass_on(response: httpx2.Response, writer: asyncio.StreamWriter) -> None:
    """The response to who asked, if it is still there; a stream as it comes."""
    if not streams(response):
        _say(writer, response.status_code, response.headers, response.content)
        return
    _head(writer, response.status_code, response.headers, "Transfer-Encoding: chunked")
    async for piece in cast("httpx2.AsyncByteStream", response.stream):
        if piece and not writer.is_closing():
            writer.write(b"%x\r\n%b\r\n" % (len(piece), piece))
    if not writer.is_closing():
        writer.write(b"0\r\n\r\n")


def _say(writer: asyncio.StreamWriter, status: int, headers: Mapping[str, str], body: bytes) -> None:
    _head(writer, status, headers, f"Content-Length: {len(body)}")
    if not writer.is_closing():
        writer.write(body)


def _head(writer: asyncio.StreamWriter, status: int, headers: Mapping[str, str], length: str) -> None:
    if not writer.is_closing():
        said = "".join(f"{name}: {value}\r\n" for name, value in headers.items() if name.lower() not in _UNSAID)
        writer.write(f"HTTP/1.1 {status} Relayed\r\n{said}{length}\r\n\r\n".encode("latin-1", "replace"))


def read_head(head: bytes) -> tuple[str, dict[str, str]]:
    """(the first line, the headers by their names in small letters) of a request or a response."""
    first, *lines = head.decode("latin-1").split("\r\n")
    return first, {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines if line)}


async def _until_left(journal: Path, folder: Path) -> None:
    """Serves until whoever began this process has ended or closed its pipe, and what is under way has come."""
    with _Keeper(journal) as keeper:
        relay = _Relay(keeper)
        server = await asyncio.start_unix_server(relay.serve, folder / SOCKET, limit=LONGEST)
        sys.stdout.write(f"{READY}\n")
        sys.stdout.flush()
        await asyncio.get_running_loop().run_in_executor(None, sys.stdin.read)
        server.close()
        while relay.open:
            await asyncio.wait(relay.open)
    shutil.rmtree(folder, ignore_errors=True)


def lock_of(journal: Path) -> Path:
    """The file that a relay holds while it writes a journal."""
    return journal.with_name(f"{journal.name}.lock")


def main(journal: Path, folder: Path) -> None:
    """Waits until no other relay writes this journal, then serves."""
    import fcntl  # noqa: PLC0415 - not on Windows, where no relay is begun

    journal.parent.mkdir(parents=True, exist_ok=True)
    with lock_of(journal).open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        asyncio.run(_until_left(journal, folder))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
