"""What one answer may take: time, tokens and money; and what its requests took."""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from decimal import Decimal

from untuned.types.answers import Usage
from untuned.types.settings import ModelSettings


def _utc_now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True, kw_only=True, slots=True)
class Timing:
    """The clocks, the chance and the waiting of requests, so that a test can give its own."""

    clock: Callable[[], float] = time.monotonic
    """Seconds that only rise: what deadlines are counted in."""
    now: Callable[[], datetime] = _utc_now
    """The time of day: what a `Retry-After` date is held against."""
    rng: random.Random = field(default_factory=random.Random)
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep


@dataclass(frozen=True, kw_only=True, slots=True)
class Took:
    """What one request took."""

    input_tokens: int
    output_tokens: int
    cost: Decimal | None
    """US dollars; None, when it is unknown, makes the whole cost unknown."""
    at_most: Decimal = Decimal(0)
    """What an unknown cost can be, where that can be told."""
    estimated: bool = False
    """The endpoint did not report the tokens."""


class Meter:
    """Counts what requests took, failed ones included; what is counted here is counted in `parent` too."""

    def __init__(self, parent: Meter | None = None) -> None:
        self._parent = parent
        self._requests = self._useful = self._input = self._output = 0
        self._cost = self._at_most = Decimal(0)
        self._priced = True
        self.estimated = 0
        """Requests whose tokens the endpoint did not report; they count as a token for four bytes."""

    def sent(self) -> None:
        """A request goes out; it counts as failed until `useful` says otherwise."""
        self._requests += 1
        if self._parent is not None:
            self._parent.sent()

    def useful(self) -> None:
        """The last request brought usable output."""
        self._useful += 1
        if self._parent is not None:
            self._parent.useful()

    def add(self, took: Took) -> None:
        """What a request took."""
        self._input += took.input_tokens
        self._output += took.output_tokens
        self.estimated += took.estimated
        self._cost += took.cost or 0
        self._at_most += took.at_most if took.cost is None else took.cost
        self._priced = self._priced and took.cost is not None
        if self._parent is not None:
            self._parent.add(took)

    @property
    def at_most(self) -> Decimal:
        """US dollars that limits are held against: what is known, and for the rest what it may have cost."""
        return self._at_most

    @property
    def usage(self) -> Usage:
        """Everything so far."""
        return Usage(
            requests=self._requests,
            failed=self._requests - self._useful,
            input_tokens=self._input,
            output_tokens=self._output,
            cost=self._cost if self._priced else None,
        )


@dataclass(frozen=True, kw_only=True, slots=True)
class Budget:
    """The limits of one answer, shared by all its requests: first tries, repairs and fallbacks."""

    deadline: float
    """On `Timing.clock`, in seconds: nothing is awaited past it."""
    max_tokens: int | None = None
    """In and out together."""
    max_cost: Decimal | None = None
    """US dollars."""
    meter: Meter = field(default_factory=Meter, compare=False)
    """What was used of it; to be read also after an error."""


def budget_of(settings: ModelSettings, *, now: float) -> Budget:
    """The budget of an answer that begins `now` (on `Timing.clock`)."""
    return Budget(
        deadline=now + settings.deadline_ms / 1000,
        max_tokens=settings.max_tokens,
        max_cost=None if settings.max_cost is None else Decimal(str(settings.max_cost)),
    )
