"""The one layer that sends a request again: refused or broken attempts, with the endpoint's `Retry-After` and jitter."""

from __future__ import annotations

import asyncio
import functools
import ssl
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC
from email.utils import parsedate_to_datetime
from urllib.request import getproxies, proxy_bypass

import httpx2
from tenacity import AsyncRetrying, RetryCallState, retry_if_exception_type, retry_if_result

from untuned.models.chat.budget import Timing

_AGAIN = frozenset({408, 425, 429, 500, 502, 503, 504, 529})
_FIRST_WAIT = 0.5
_LONGEST_WAIT = 20.0
_LEAST = 0.001
"""Seconds: the shortest time-out, for an attempt that begins at its deadline."""


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


class RetryTransport(httpx2.AsyncBaseTransport):
    """Sends each request at most `retries` times more, and never past the deadline.

    A wait that would end after the deadline is not begun: then the last response or error is given at once.
    """

    def __init__(self, wrapped: httpx2.AsyncBaseTransport, *, connection: Connection) -> None:
        self._wrapped = wrapped
        self._connection = connection
        self._timing = connection.timing

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        """The first response that is not to be asked for again, or the last one."""
        again = AsyncRetrying(
            sleep=self._timing.sleep,
            wait=self._wait,
            stop=self._stop,
            retry=retry_if_result(_refused)
            | retry_if_exception_type((httpx2.TimeoutException, httpx2.NetworkError, httpx2.RemoteProtocolError)),
            retry_error_callback=_last,
        )
        return await again(self._attempt, request)

    async def aclose(self) -> None:
        """Closes the connections."""
        await self._wrapped.aclose()

    async def _attempt(self, request: httpx2.Request) -> httpx2.Response:
        self._connection.sent()
        limit = min(self._connection.timeout_s, max(self._connection.deadline - self._timing.clock(), _LEAST))
        try:
            async with asyncio.timeout(limit):
                response = await self._wrapped.handle_async_request(request)
                if not response.headers.get("content-type", "").startswith("text/event-stream") or _refused(response):
                    await response.aread()
        except TimeoutError:
            self._connection.lost()
            raise httpx2.ReadTimeout(f"no response in {limit:.3g} s", request=request) from None
        except (httpx2.ReadError, httpx2.ReadTimeout, httpx2.RemoteProtocolError, asyncio.CancelledError):
            self._connection.lost()
            raise
        return response

    def _stop(self, state: RetryCallState) -> bool:
        late = self._timing.clock() + state.upcoming_sleep >= self._connection.deadline
        return late or state.attempt_number > self._connection.retries

    def _wait(self, state: RetryCallState) -> float:
        asked = self._asked(state)
        if asked is not None:
            return asked * (1 + self._timing.rng.uniform(0, 0.1))
        return min(_FIRST_WAIT * 2 ** (state.attempt_number - 1), _LONGEST_WAIT) * self._timing.rng.uniform(0.5, 1)

    def _asked(self, state: RetryCallState) -> float | None:
        """The seconds that the endpoint asks to wait: `Retry-After-Ms`, `Retry-After` in seconds, or as a date."""
        if state.outcome is None or state.outcome.failed:
            return None
        headers = state.outcome.result().headers
        milliseconds, after = _seconds(headers.get("retry-after-ms", "")), headers.get("retry-after", "")
        if milliseconds is not None:
            return milliseconds / 1000
        seconds = _seconds(after)
        if seconds is not None or not after:
            return seconds
        try:
            moment = parsedate_to_datetime(after)
        except ValueError:
            return None
        moment = moment if moment.tzinfo is not None else moment.replace(tzinfo=UTC)
        return max((moment - self._timing.now()).total_seconds(), 0.0)


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


def _last(state: RetryCallState) -> httpx2.Response:
    assert state.outcome is not None
    return state.outcome.result()


def _seconds(value: str) -> float | None:
    try:
        seconds = float(value)
    except ValueError:
        return None
    return seconds if 0 <= seconds < float("inf") else None
