"""Stages of a question: each plain function runs in one bounded thread pool, and its time is kept."""

from __future__ import annotations

import asyncio
import contextvars
from collections.abc import AsyncGenerator, AsyncIterator, Awaitable, Callable, Generator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import partial
from time import perf_counter
from typing import ParamSpec, TypeVar

from untuned.errors import ProjectClosed

P = ParamSpec("P")
T = TypeVar("T")


class Stages:
    """Runs stages one after another for one question and remembers how long each took.

    `milliseconds` maps a stage's name to its wall time, in the order of running.
    """

    def __init__(self, limiter: ThreadPoolExecutor) -> None:
        self.limiter = limiter
        self.milliseconds: dict[str, float] = {}
        self._began = perf_counter()

    @property
    def elapsed(self) -> float:
        """Milliseconds of wall time since the question came."""
        return (perf_counter() - self._began) * 1000

    @property
    def kept(self) -> dict[str, float]:
        """The milliseconds so far, as they are kept with an answer: to a thousandth."""
        return {name: round(spent, 3) for name, spent in self.milliseconds.items()}

    @contextmanager
    def timed(self, name: str) -> Generator[None]:
        """Adds the time of what is done inside to the stage's."""
        began = perf_counter()
        try:
            yield
        finally:
            self._add(name, began)

    async def hop(self, function: Callable[P, T], *args: P.args, **keywords: P.kwargs) -> T:
        """The function's result, computed in the pool. A hop costs a tenth of a millisecond, so one takes as many stages as it can.

        Raises `ProjectClosed` where the pool takes nothing more.
        """
        context = contextvars.copy_context()
        work = partial(context.run, partial(function, *args, **keywords))
        try:
            computed = asyncio.get_running_loop().run_in_executor(self.limiter, work)
        except RuntimeError as error:
            raise ProjectClosed from error
        return await computed

    async def run(self, name: str, function: Callable[P, T], *args: P.args, **keywords: P.kwargs) -> T:
        """The function's result, computed in the pool; its time is added to the stage's."""
        with self.timed(name):
            return await self.hop(function, *args, **keywords)

    async def wait(self, name: str, work: Awaitable[T]) -> T:
        """What an awaitable gives; its time is added to the stage's."""
        with self.timed(name):
            return await work

    async def each(self, name: str, pieces: AsyncIterator[T]) -> AsyncGenerator[T]:
        """The pieces as they come; the time of waiting for them is added to the stage's, that between them is not."""
        while True:
            began = perf_counter()
            try:
                piece = await anext(pieces)
            except StopAsyncIteration:
                return
            finally:
                self._add(name, began)
            yield piece

    def _add(self, name: str, began: float) -> None:
        self.milliseconds[name] = self.milliseconds.get(name, 0.0) + (perf_counter() - began) * 1000
