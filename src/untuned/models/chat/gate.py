"""How many requests an endpoint is sent at a time: fewer once it says that they are too many, none while it asks to wait or is down."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Mapping

from untuned.errors import ModelUnavailable
from untuned.models.chat.budget import Timing
from untuned.models.chat.waits import asked_wait, spent_until

_FAILURES = 8
"""Requests in a row that found no connection within their retries, or whose key was refused, until an endpoint is taken to be down."""
_REST = 30.0
"""Seconds until an endpoint that is down is tried again, by one request."""
_TOO_MANY = frozenset({429, 503, 529})
_REFUSED_KEY = frozenset({401, 403})


class Gate:
    """The turns of one endpoint in one event loop; all of its requests go through it.

    Where the endpoint refuses a request for being one too many, the limit is halved, at most once for all requests that were under way;
    it grows by one for as many good responses as it counts (additive increase, multiplicative decrease: Chiu and Jain, 1989). Where it
    says how long to wait, every request waits.
    """

    def __init__(self, *, limit: int, timing: Timing) -> None:
        self._most = max(limit, 1)
        self._limit = float(self._most)
        self._timing = timing
        self._busy = 0
        self._waiting: deque[asyncio.Future[None]] = deque()
        self._until = 0.0
        """On the timing's clock: nothing is sent before."""
        self._cut = float("-inf")
        """When the limit was last halved."""
        self._failures = 0
        self._down = ""
        """Why the endpoint is down."""
        self._again = 0.0
        """When one request may try whether it is up again."""

    @property
    def limit(self) -> int:
        """Requests at a time, as it stands now."""
        return max(int(self._limit), 1)

    @property
    def down(self) -> str:
        """Why the endpoint is taken to be down; "" while it is not."""
        return self._down

    async def enter(self, model: str, *, deadline: float) -> None:
        """Waits for a turn, which `leave` ends. It counts as no attempt: nothing was sent.

        Raises:
            ModelUnavailable: The endpoint is down, or asks to wait past the deadline.
        """
        trying = self._check(model)
        if self._busy < self.limit:
            self._busy += 1
        else:
            await self._turn()
        try:
            await self._waited(model, deadline)
            if self._down and not trying:
                self._check(model)
        except BaseException:
            self.leave()
            raise

    def leave(self) -> None:
        """A turn ends."""
        self._busy -= 1
        while self._waiting and self._busy < self.limit:
            turn = self._waiting.popleft()
            if not turn.done():
                self._busy += 1
                turn.set_result(None)

    def answered(self, status: int, headers: Mapping[str, str], *, sent_at: float) -> None:
        """A response came to a request that was sent at this time of the clock."""
        now = self._timing.clock()
        if status in _REFUSED_KEY:
            self._failed(f"it refuses the key (HTTP {status})", now)
            return
        self._failures, self._down = 0, ""
        if status in _TOO_MANY:
            if sent_at > self._cut:
                self._limit, self._cut = max(self._limit / 2, 1.0), now
            wait = asked_wait(headers, now=self._timing.now())
            if wait is not None:
                self._until = max(self._until, now + wait * (1 + self._timing.rng.uniform(0, 0.1)))
        elif status < 400:
            self._limit = min(self._limit + 1 / self._limit, self._most)
            spent = spent_until(headers)
            if spent is not None:
                self._until = max(self._until, now + spent)

    def unreached(self, why: str) -> None:
        """A request found no connection within its retries."""
        self._failed(why, self._timing.clock())

    def _failed(self, why: str, now: float) -> None:
        self._failures += 1
        if self._failures >= _FAILURES:
            self._down, self._again = why, now + _REST

    def _check(self, model: str) -> bool:
        """True for the one request that tries whether an endpoint is up again. Raises `ModelUnavailable` for the others."""
        if not self._down:
            return False
        now = self._timing.clock()
        if now < self._again:
            reason = f"its endpoint is down after {self._failures} failures in a row: {self._down}"
            raise ModelUnavailable(model, reason=reason, remedy="see that it runs, and 'base_url' and 'api_key' below [model]")
        self._again = now + _REST
        return True

    async def _waited(self, model: str, deadline: float) -> None:
        """Until the endpoint may be asked again. Raises `ModelUnavailable` where that is past the deadline."""
        while (wait := self._until - self._timing.clock()) > 0:
            if self._until >= deadline:
                reason = f"the endpoint asks all requests to wait for {wait:.3g} s more, which is past the deadline"
                remedy = "ask fewer questions at a time, or raise 'deadline_ms' below [model]"
                raise ModelUnavailable(model, reason=reason, remedy=remedy)
            await self._timing.sleep(wait)

    async def _turn(self) -> None:
        turn: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting.append(turn)
        try:
            await turn
        except asyncio.CancelledError:
            if not turn.cancelled():  # it came just now: the next one takes it
                self.leave()
            elif turn in self._waiting:
                self._waiting.remove(turn)
            raise
