"""The one layer that sends a request again: refused or broken attempts, with the endpoint's `Retry-After` and jitter."""

from __future__ import annotations

import asyncio
import functools
import ssl
from collections.abc import AsyncIterator, Callable, Generator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import partial
from typing import cast
from urllib.request import getproxies, proxy_bypass

import httpx2

from untuned.models.chat.budget import Timing
from untuned.models.chat.gate import Gate
from untuned.models.chat.waits import asked_wait

_AGAIN = frozenset({408, 425, 429, 500, 502, 503, 504, 529})
_FIRST_WAIT = 0.5
_LONGEST_WAIT = 20.0
_LEAST = 0.001
"""Seconds: the shortest time-out, for an attempt that begins at its deadline."""


def _nothing() -> None:
    pass


@dataclass(frozen=True, kw_only=True, slots=True)
class Connection:
    """How an endpoint is reached: limits, clocks, and who is told of what was sent."""

    retries: int
    timeout_s: float
    """For one attempt, until its whole response is read; of a stream, until it begins."""
    deadline: float
    """On the timing's clock, in seconds."""
    timing: Timing
    sent: Callable[[], None]
    """Called before each attempt; what it raises stops the request."""
    lost: Callable[[], None]
    """Called for each attempt that was sent and brought no whole response, since it may cost all the same."""
    model: str = ""
    """Whom the request is for, as the settings name it."""
    replayed: Callable[[], None] = _nothing
    """Called where a response is given from a journal, in place of an attempt."""


_CURRENT: ContextVar[Connection] = ContextVar("connection")


@contextmanager
def connected(connection: Connection) -> Generator[None]:
    """What is sent inside, in this task, over shared connections goes by these limits and is told of here."""
    token = _CURRENT.set(connection)
    try:
        yield
    finally:
        _CURRENT.reset(token)


class RetryTransport(httpx2.AsyncBaseTransport):
    """Sends each request at most `retries` times more, and never past the deadline.

    A wait that would end after the deadline is not begun: then the last response or error is given at once. With a gate every attempt
    waits for its turn; a stream has its turn until it is closed.
    """

    def __init__(self, wrapped: httpx2.AsyncBaseTransport, *, connection: Connection | None = None, gate: Gate | None = None) -> None:
        self._wrapped = wrapped
        self._connection = connection
        self._gate = gate

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        """The first response that is not to be asked for again, or the last one. Raises `ModelError` where the gate lets nothing out."""
        connection = current(self._connection)
        tries = 0
        while True:
            tries += 1
            try:
                response = await self._turn(request, connection)
            except (httpx2.TimeoutException, httpx2.NetworkError, httpx2.RemoteProtocolError) as error:
                wait = _backoff(tries, connection.timing)
                if _over(tries, wait, connection):
                    if self._gate is not None and isinstance(error, httpx2.ConnectError | httpx2.ConnectTimeout):
                        self._gate.unreached(str(error) or "no connection")
                    raise
            else:
                if not _refused(response):
                    return response
                asked = asked_wait(response.headers, now=connection.timing.now())
                jitter = 1 + connection.timing.rng.uniform(0, 0.1)
                wait = _backoff(tries, connection.timing) if asked is None else asked * jitter
                if _over(tries, wait, connection):
                    return response
            await connection.timing.sleep(wait)

    async def aclose(self) -> None:
        """Closes the connections."""
        await self._wrapped.aclose()

    async def _turn(self, request: httpx2.Request, connection: Connection) -> httpx2.Response:
        """One attempt, in its turn where there is a gate."""
        gate = self._gate
        if gate is None:
            return await _attempt(self._wrapped, request, connection)
        await gate.enter(connection.model, deadline=connection.deadline)
        held = True
        try:
            began = connection.timing.clock()
            response = await _attempt(self._wrapped, request, connection)
            gate.answered(response.status_code, response.headers, sent_at=began)
            if not response.is_closed:
                response.stream = _Turned(response.stream, gate.leave)
                held = False
        finally:
            if held:
                gate.leave()
        return response


class _Turned(httpx2.AsyncByteStream):
    """A stream whose turn ends with it."""

    def __init__(self, stream: httpx2.SyncByteStream | httpx2.AsyncByteStream, leave: Callable[[], None]) -> None:
        self._stream = cast("httpx2.AsyncByteStream", stream)
        self._leave: Callable[[], None] | None = leave

    def __aiter__(self) -> AsyncIterator[bytes]:
        return aiter(self._stream)

    async def aclose(self) -> None:
        """Closes the stream and gives the turn back."""
        try:
            await self._stream.aclose()
        finally:
            leave, self._leave = self._leave, None
            if leave is not None:
                leave()


def current(connection: Connection | None) -> Connection:
    """A transport's own connection; of a shared one, that of the question that is sent."""
    return _CURRENT.get() if connection is None else connection


async def _attempt(wrapped: httpx2.AsyncBaseTransport, request: httpx2.Request, connection: Connection) -> httpx2.Response:
    connection.sent()
    limit = min(connection.timeout_s, max(connection.deadline - connection.timing.clock(), _LEAST))
    try:
        async with asyncio.timeout(limit):
            response = await wrapped.handle_async_request(request)
            if not streams(response) or _refused(response):
                await response.aread()
    except TimeoutError:
        connection.lost()
        raise httpx2.ReadTimeout(f"no response in {limit:.3g} s", request=request) from None
    except (httpx2.ReadError, httpx2.ReadTimeout, httpx2.RemoteProtocolError, asyncio.CancelledError):
        connection.lost()
        raise
    return response


def streams(response: httpx2.Response) -> bool:
    """True for a stream of events, which is read by who asked."""
    return response.headers.get("content-type", "").startswith("text/event-stream")


def _over(tries: int, wait: float, connection: Connection) -> bool:
    """True when no further attempt may be made."""
    return tries > connection.retries or connection.timing.clock() + wait >= connection.deadline


def _backoff(tries: int, timing: Timing) -> float:
    return min(_FIRST_WAIT * 2 ** (tries - 1), _LONGEST_WAIT) * timing.rng.uniform(0.5, 1)


class LaneTransport(httpx2.AsyncBaseTransport):
    """As many single connections as there are requests at a time, the last one used first.

    A pool looks at all of its connections for every request, which at 64 of them takes as long as the request itself.
    """

    def __init__(self, make: Callable[[], httpx2.AsyncBaseTransport]) -> None:
        self._make = make
        self._free: list[httpx2.AsyncBaseTransport] = []
        self._all: list[httpx2.AsyncBaseTransport] = []

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        """The response, over a connection of its own until that is closed."""
        if self._free:
            lane = self._free.pop()
        else:
            lane = self._make()
            self._all.append(lane)
        free = partial(self._free.append, lane)
        try:
            response = await lane.handle_async_request(request)
        except BaseException:
            free()
            raise
        response.stream = _Turned(response.stream, free)
        return response

    async def aclose(self) -> None:
        """Closes the connections."""
        for lane in self._all:
            await lane.aclose()


def plain_transport(base_url: str) -> httpx2.AsyncBaseTransport:
    """Connections as the environment wants them: its proxy for this address, if it names one."""
    url = httpx2.URL(base_url)
    proxy = None if proxy_bypass(url.host) else getproxies().get(url.scheme)
    return httpx2.AsyncHTTPTransport(verify=_certificates(), proxy=proxy)


@functools.cache
def _certificates() -> ssl.SSLContext:
    """Read once: it takes longer than a request."""
    return httpx2.create_ssl_context()


def _refused(response: httpx2.Response) -> bool:
    return response.status_code in _AGAIN
