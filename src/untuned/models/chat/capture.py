"""Requests as they are sent, kept to be looked at: address and body, never a header, so that no key is among them."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Generator
from contextlib import asynccontextmanager, contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

import httpx2
from pydantic_ai.models import Model

from untuned.models.chat.endpoint import address_of, model_of
from untuned.models.chat.endpoints import Endpoints
from untuned.models.chat.names import Named
from untuned.models.chat.transport import Connection, RetryTransport, plain_transport


@dataclass(frozen=True, kw_only=True, slots=True)
class Sent:
    """One request."""

    address: str
    """Without what follows its path, where some providers want a key."""
    body: bytes


_KEPT: ContextVar[list[Sent] | None] = ContextVar("kept", default=None)


@contextmanager
def captured() -> Generator[list[Sent]]:
    """A list that gets every request which is sent inside, in this task and those it begins, by a model that `Capture` opened."""
    kept: list[Sent] = []
    token = _KEPT.set(kept)
    try:
        yield kept
    finally:
        _KEPT.reset(token)


class Capture(Endpoints):
    """Endpoints whose requests can be looked at; each question has connections of its own, and nothing is journaled."""

    @asynccontextmanager
    async def opened(self, named: Named, connection: Connection) -> AsyncGenerator[Model]:
        """The model, over connections that end with the question."""
        transport = _CaptureTransport(RetryTransport(plain_transport(address_of(named)), connection=connection), secret=named.key.reveal())
        async with httpx2.AsyncClient(transport=transport, timeout=connection.timeout_s) as client:
            yield model_of(named, client)


class _CaptureTransport(httpx2.AsyncBaseTransport):
    """Keeps each request once, however often it is sent again."""

    def __init__(self, wrapped: httpx2.AsyncBaseTransport, *, secret: str) -> None:
        self._wrapped = wrapped
        self._secret = secret.encode()

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        """The response of what is wrapped."""
        kept = _KEPT.get()
        if kept is not None:
            body = request.content.replace(self._secret, b"***") if self._secret else request.content
            kept.append(Sent(address=str(request.url.copy_with(query=None, username=None, password=None)), body=body))
        return await self._wrapped.handle_async_request(request)

    async def aclose(self) -> None:
        """Closes the connections."""
        await self._wrapped.aclose()
