"""Stages of a question: each plain function runs in one bounded thread pool, and its time is kept."""

from __future__ import annotations

import asyncio
import contextvars
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from time import perf_counter
from typing import TypeVar

T = TypeVar("T")


class Stages:
    """Runs stages one after another for one question and remembers how long each took.

    `milliseconds` maps a stage's name to its wall time, in the order of running.
    """

    def __init__(self, limiter: ThreadPoolExecutor) -> None:
        self.limiter = limiter
        self.milliseconds: dict[str, float] = {}

    async def run(self, name: str, function: Callable[..., T], *args: object, **keywords: object) -> T:
        """The function's result, computed in the pool; its time is added to the stage's."""
        began = perf_counter()
        context = contextvars.copy_context()
        work = partial(context.run, partial(function, *args, **keywords))
        try:
            return await asyncio.get_running_loop().run_in_executor(self.limiter, work)
        finally:
            self.milliseconds[name] = self.milliseconds.get(name, 0.0) + (perf_counter() - began) * 1000
