"""A reranker behind an endpoint that speaks Cohere's API: Cohere's own, or one that copies it."""

from __future__ import annotations

import asyncio
import math
import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from queue import Empty, SimpleQueue
from typing import cast

import httpx2

from untuned.errors import ModelError, ModelTooSlow, ModelUnavailable, UnknownModel, UntunedError
from untuned.models.chat.budget import Timing
from untuned.models.chat.transport import Connection, RetryTransport, plain_transport
from untuned.models.rerank.texts import read_text
from untuned.types.answers import Passage
from untuned.types.settings import Secret

OWN = "https://api.cohere.com/v2"
KEYS = ("COHERE_API_KEY", "CO_API_KEY")
"""The environment variables that a key for Cohere's own address is looked for in."""

_RETRIES = 2
_GRACE = 1.0
"""Seconds after the deadline that its thread is given to say so itself."""
_FAILURES = (UntunedError, OSError, RuntimeError, ValueError)
"""What asking may raise; it is handed to the thread that waits for it."""
_LONGEST = 200
_REMEDY = "see 'reranker_url' and 'reranker_key' below [meaning]"


@dataclass(frozen=True, kw_only=True, slots=True)
class Endpoint:
    """A reranking model at an address."""

    model: str
    base_url: str = OWN
    key: Secret = field(default=Secret(""), repr=False)
    timeout_s: float = 10.0
    """For a question, further tries included."""


class EndpointReranker:
    """Sends a question and the passages that were found for it, and gives the scores that come back."""

    def __init__(self, endpoint: Endpoint, *, timing: Timing | None = None) -> None:
        """Opens nothing yet: each question has connections of its own."""
        self.name = f"cohere:{endpoint.model}"
        self._endpoint = endpoint
        self._timing = timing or Timing()

    def rerank(self, question: str, passages: Sequence[Passage]) -> list[float]:
        """One score for each passage, in order; higher is better. Raises what `scores` raises."""
        return self.scores(question, [read_text(passage) for passage in passages])

    def scores(self, question: str, texts: Sequence[str]) -> list[float]:
        """One score for each text, in order; nothing is sent where there is no text.

        Raises:
            UnknownModel: The endpoint knows no such model.
            ModelUnavailable: It refused, failed, was not reached, or gave no score for each text.
            ModelTooSlow: No whole response in time.
        """
        if not texts:
            return []
        documents = [text.encode("utf-8", "replace").decode() for text in texts]
        asked = question.encode("utf-8", "replace").decode()
        # A thread of its own, since the caller may run an event loop; left alone where even giving up takes too long, such as in
        # the system's look-up of a name.
        outcome: SimpleQueue[list[float] | Exception] = SimpleQueue()
        threading.Thread(target=self._deliver, args=(asked, documents, outcome), name="untuned-rerank", daemon=True).start()
        try:
            found = outcome.get(timeout=self._endpoint.timeout_s + _GRACE)
        except Empty:
            raise self._late() from None
        if isinstance(found, Exception):
            raise found
        return found

    def _deliver(self, question: str, documents: Sequence[str], outcome: SimpleQueue[list[float] | Exception]) -> None:
        try:
            outcome.put(asyncio.run(self._asked(question, documents)))
        except _FAILURES as error:
            outcome.put(error)

    async def _asked(self, question: str, documents: Sequence[str]) -> list[float]:
        endpoint, timing = self._endpoint, self._timing
        connection = Connection(
            retries=_RETRIES,
            timeout_s=endpoint.timeout_s,
            deadline=timing.clock() + endpoint.timeout_s,
            timing=timing,
            sent=_nothing,
            lost=_nothing,
            model=self.name,
        )
        key = endpoint.key.reveal()
        headers = {"Authorization": f"Bearer {key}"} if key else {}
        body = {"model": endpoint.model, "query": question, "documents": list(documents)}
        try:
            transport = RetryTransport(plain_transport(endpoint.base_url), connection=connection)
            async with asyncio.timeout(endpoint.timeout_s), httpx2.AsyncClient(transport=transport, timeout=endpoint.timeout_s) as client:
                response = await client.post(f"{endpoint.base_url.rstrip('/')}/rerank", json=body, headers=headers)
                return self._read(response, len(documents))
        except (TimeoutError, httpx2.TimeoutException):
            raise self._late() from None
        except (httpx2.HTTPError, httpx2.InvalidURL, OSError) as error:
            raise self._unavailable(f"{endpoint.base_url} failed: {self._scrubbed(str(error) or type(error).__name__)}") from error

    def _read(self, response: httpx2.Response, count: int) -> list[float]:
        if response.status_code in (401, 403):
            raise self._unavailable(f"the endpoint refuses the key (HTTP {response.status_code})")
        if response.status_code == 404:
            reason = "the endpoint knows no such model, or no path '/rerank' (HTTP 404)"
            raise UnknownModel(self.name, reason=reason, remedy=_REMEDY)
        if response.status_code != 200:
            raise self._unavailable(f"the endpoint answers HTTP {response.status_code}: {self._scrubbed(response.text)}")
        try:
            read = cast("object", response.json())
        except ValueError as error:
            raise self._unavailable("the endpoint's answer is no JSON") from error
        scores = _by_index(read)
        if set(scores) != set(range(count)):
            raise self._unavailable(f"the endpoint scored {len(scores)} of {count} passages")
        return [scores[at] for at in range(count)]

    def _late(self) -> ModelError:
        remedy = "raise 'reranker_timeout_s' below [meaning]"
        return ModelTooSlow(self.name, reason=f"no whole response in {self._endpoint.timeout_s:g} s", remedy=remedy)

    def _unavailable(self, reason: str) -> ModelUnavailable:
        return ModelUnavailable(self.name, reason=reason, remedy=_REMEDY)

    def _scrubbed(self, text: str) -> str:
        """The text on one short line, without the key."""
        key = self._endpoint.key.reveal()
        line = " ".join(text[: 10 * _LONGEST].split())
        line = line.replace(key, "***") if key else line
        return line if len(line) <= _LONGEST else f"{line[: _LONGEST - 1]}…"


def _by_index(read: object) -> dict[int, float]:
    """The scores by the places of their documents, as far as the answer has them."""
    results = cast("Mapping[str, object]", read).get("results") if isinstance(read, dict) else None
    found: dict[int, float] = {}
    for one in cast("list[object]", results if isinstance(results, list) else []):
        pair = cast("Mapping[str, object]", one if isinstance(one, dict) else {})
        at, score = pair.get("index"), pair.get("relevance_score")
        if isinstance(at, int) and isinstance(score, int | float) and math.isfinite(score):
            found[at] = float(score)
    return found


def _nothing() -> None:
    pass
