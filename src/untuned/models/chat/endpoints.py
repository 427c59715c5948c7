"""Connections that many questions share: for each endpoint one client, one gate, and a journal of what was received. Loads pydantic-ai."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from functools import partial
from types import TracebackType
from typing import Self

import httpx2
from pydantic_ai.models import Model

from untuned.models.chat.budget import Timing
from untuned.models.chat.endpoint import address_of, model_of
from untuned.models.chat.gate import Gate
from untuned.models.chat.journal import Journal, JournalTransport
from untuned.models.chat.names import Named
from untuned.models.chat.transport import Connection, LaneTransport, RetryTransport, plain_transport
from untuned.types.settings import Secret


@dataclass(frozen=True, kw_only=True, slots=True)
class _Endpoint:
    """One address with one key."""

    client: httpx2.AsyncClient
    gate: Gate
    models: dict[Named, Model] = field(default_factory=dict[Named, Model])


class Endpoints:
    """Where the models of one event loop are asked; an async context manager, which closes every connection at its end.

    Requests to one address with one key share connections and a `Gate`: at most `limit` at a time, fewer while the endpoint says that
    they are too many, none while it asks to wait, and each fails at once while it is down. The time that a question waits for its turn
    is part of its budget, so ask no more questions at a time than `limit`.
    """

    def __init__(self, *, limit: int = 64, journal: Journal | None = None, timing: Timing | None = None) -> None:
        """Opens nothing yet.

        Args:
            limit: Requests at a time for each endpoint, at most.
            journal: Where responses are kept; closing or removing it is its owner's business.
            timing: Clocks, chance and waiting of the gates; those of the models that are asked.
        """
        self._limit = limit
        self._journal = journal
        self._timing = timing or Timing()
        self._open: dict[tuple[str, Secret], _Endpoint] = {}
        self._stack = AsyncExitStack()

    async def __aenter__(self) -> Self:
        await self._stack.__aenter__()
        return self

    async def __aexit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._open.clear()
        await self._stack.__aexit__(kind, error, trace)

    @asynccontextmanager
    async def opened(self, named: Named, connection: Connection) -> AsyncGenerator[Model]:  # noqa: ARG002 - an `Opener`; see `connected`
        """The model over the shared connections. What is sent goes by the limits that `transport.connected` names."""
        endpoint = self._endpoint(named)
        model = endpoint.models.get(named)
        if model is None:
            model = endpoint.models[named] = model_of(named, endpoint.client)
        yield model

    def gate(self, named: Named) -> Gate:
        """The gate of a model's endpoint."""
        return self._endpoint(named).gate

    def plain(self, address: str) -> httpx2.AsyncBaseTransport:
        """A connection to an address, beneath all that is done about it."""
        return plain_transport(address)

    def _endpoint(self, named: Named) -> _Endpoint:
        address = address_of(named)
        found = self._open.get((address, named.key))
        if found is None:
            gate = Gate(limit=self._limit, timing=self._timing)
            transport: httpx2.AsyncBaseTransport = RetryTransport(LaneTransport(partial(self.plain, address)), gate=gate)
            if self._journal is not None:
                transport = JournalTransport(transport, journal=self._journal)
            # A body that is not packed is read sooner, and can be kept as it is.
            client = httpx2.AsyncClient(transport=transport, timeout=None, headers={"Accept-Encoding": "identity"})
            self._stack.push_async_callback(client.aclose)
            found = self._open[address, named.key] = _Endpoint(client=client, gate=gate)
        return found
