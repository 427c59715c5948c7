"""What one model may still take of an answer's budget, checked before each attempt and counted after it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from untuned.errors import ModelTooSlow, OverBudget
from untuned.models.chat.budget import Budget, Meter, Timing, Took
from untuned.models.chat.names import Named
from untuned.models.chat.prices import price, price_of
from untuned.types.settings import ModelSettings

if TYPE_CHECKING:
    from pydantic_ai.usage import RequestUsage

_LEAST_OUTPUT = 200
"""Tokens: with less room than this an answer would be cut."""


@dataclass(frozen=True, kw_only=True, slots=True)
class _Reserved:
    """The request that is open."""

    least_input: int
    """A token for four bytes: what is counted where an endpoint reports nothing."""
    most_input: int
    """A token for two bytes: more than any tokenizer makes of prose."""
    output: int


class Limits:
    """Of one model, for one question."""

    def __init__(self, named: Named, *, settings: ModelSettings, budget: Budget, meter: Meter, timing: Timing, until: float) -> None:
        self.named = named
        self.timing = timing
        self.until = until
        """On the timing's clock: when this model's time is over."""
        self._settings = settings
        self._budget = budget
        self._meter = meter
        self._request = _Reserved(least_input=0, most_input=0, output=0)
        self._sent = False
        self._began = timing.clock()
        self.first_token_ms: float | None = None
        """From the last attempt's start to the first piece of its stream; None until there is one."""
        self.replayed = False
        """A response came from a journal."""

    @property
    def output_tokens(self) -> int:
        """The most that the open request may bring."""
        return self._request.output

    def open(self, text: str) -> None:
        """A request with this text is to go out. Raises `OverBudget` where it could pass a limit."""
        size = len(text.encode())
        most = size // 2
        room = self._settings.max_output_tokens
        if self._budget.max_tokens is not None:
            usage = self._budget.meter.usage
            left = self._budget.max_tokens - usage.input_tokens - usage.output_tokens - most
            if left < min(_LEAST_OUTPUT, room):
                reason = f"a request of about {size // 4} tokens could pass the limit of {self._budget.max_tokens} tokens for one answer"
                raise OverBudget(
                    self.named.name, reason=reason, remedy="raise 'max_tokens' below [model], or lower 'budget_tokens' below [search]"
                )
            room = min(room, left)
        self._request = _Reserved(least_input=size // 4, most_input=most, output=room)
        self._sent = False
        self._began, self.first_token_ms = self.timing.clock(), None
        self._check_cost()

    def before_attempt(self) -> None:
        """An attempt goes out. Raises `OverBudget` where what was lost before has used the limits up."""
        usage = self._budget.meter.usage
        if self._budget.max_tokens is not None and self._sent:
            left = self._budget.max_tokens - usage.input_tokens - usage.output_tokens
            if left < self._request.most_input + self._request.output:
                reason = f"another try could pass the limit of {self._budget.max_tokens} tokens for one answer"
                raise OverBudget(self.named.name, reason=reason, remedy="raise 'max_tokens' below [model]")
        self._check_cost()
        self._sent = True
        self._began = self.timing.clock()
        self._meter.sent()

    def replays(self) -> None:
        """The response comes from a journal: it counts as the one that was once sent for."""
        self.before_attempt()
        self.replayed = True

    def speaks(self) -> None:
        """A piece of a stream came."""
        if self.first_token_ms is None:
            self.first_token_ms = (self.timing.clock() - self._began) * 1000

    def lost(self) -> None:
        """An attempt went out and brought no whole response."""
        self._count(
            Took(input_tokens=self._request.least_input, output_tokens=0, cost=None, estimated=True, at_most=self._dearest() or Decimal(0))
        )

    def took(self, usage: RequestUsage, *, model: str | None, said: str) -> None:
        """A response came, whole or cut; where it does not report its tokens they are estimated."""
        if not self._sent:  # a model that is not reached over HTTP
            self._meter.sent()
            self._sent = True
        if usage.input_tokens or usage.output_tokens:
            named = self.named
            cost = price_of(usage, model=model or named.model, provider=named.provider, base_url=named.base_url)
            if cost is None and model not in (None, named.model):
                cost = price_of(usage, model=named.model, provider=named.provider, base_url=named.base_url)
            self._count(Took(input_tokens=usage.input_tokens, output_tokens=usage.output_tokens, cost=cost))
            return
        tokens = len(said.encode()) // 4
        dearest = self._dearest() or Decimal(0)
        self._count(Took(input_tokens=self._request.least_input, output_tokens=tokens, cost=None, estimated=True, at_most=dearest))

    def useful(self) -> None:
        """The last response was of use."""
        self._meter.useful()

    @asynccontextmanager
    async def in_time(self, until: float | None = None) -> AsyncGenerator[None]:
        """What is awaited inside ends with this model's time. Raises `ModelTooSlow`."""
        end = self.until if until is None else min(self.until, until)
        left = end - self.timing.clock()
        try:
            async with asyncio.timeout(max(left, 0)):
                yield
        except TimeoutError:
            raise self._late(end) from None

    @asynccontextmanager
    async def one_request(self) -> AsyncGenerator[Callable[[], AbstractAsyncContextManager[None]]]:
        """Makes `in_time` that ends with the time of one request, from now on."""
        end = self.timing.clock() + self._settings.timeout_s
        yield lambda: self.in_time(end)

    def _late(self, end: float) -> ModelTooSlow:
        if end < self.until:
            remedy = "raise 'timeout_s' below [model], or name a fallback"
            return ModelTooSlow(self.named.name, reason=f"no whole response in {self._settings.timeout_s:g} s", remedy=remedy)
        also = " and 'timeout_s'" if self._settings.timeout_s * 1000 <= self._settings.deadline_ms else ""
        remedy = f"raise 'deadline_ms'{also} below [model], or name a faster model"
        return ModelTooSlow(self.named.name, reason="no answer before the deadline", remedy=remedy)

    def _count(self, took: Took) -> None:
        self._meter.add(took)

    def _dearest(self) -> Decimal | None:
        """US dollars that the open request can cost at most; None where the price is unknown."""
        named, request = self.named, self._request
        return price(
            input_tokens=request.most_input,
            output_tokens=request.output,
            model=named.model,
            provider=named.provider,
            base_url=named.base_url,
        )

    def _check_cost(self) -> None:
        limit = self._budget.max_cost
        if limit is None:
            return
        dearest = self._dearest()
        if dearest is None:
            remedy = "limit 'max_tokens' instead and set 'max_cost' to \"none\" below [model]"
            raise OverBudget(
                self.named.name, reason=f"its price is unknown, so the limit of {limit} US dollars cannot be kept", remedy=remedy
            )
        if self._budget.meter.at_most + dearest > limit:
            reason = f"the next request can cost {dearest:.6f} US dollars, and the limit for one answer is {limit}"
            raise OverBudget(self.named.name, reason=reason, remedy="raise 'max_cost' below [model], or lower 'max_output_tokens'")
