"""An event loop in a thread of its own: asynchronous work for code that is not asynchronous."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncGenerator, Coroutine, Generator
from concurrent.futures import CancelledError, Future, wait
from functools import partial
from typing import Any, TypeVar

T = TypeVar("T")


class Loop:
    """Runs coroutines from any thread, also from one that runs an event loop itself. `close` it."""

    def __init__(self) -> None:
        self._loop = asyncio.new_event_loop()
        self._asked: set[asyncio.Task[Any]] = set()
        self._thread = threading.Thread(target=self._loop.run_forever, name="untuned-loop", daemon=True)
        self._thread.start()

    def run(self, work: Coroutine[Any, Any, T]) -> T:
        """What the coroutine returns, or raises. When the caller is interrupted, the work is cancelled, and has ended on return."""
        outcome: Future[T] = Future()
        tasks: list[asyncio.Task[T]] = []

        def begin() -> None:
            tasks.append(self._loop.create_task(work))
            self._asked.add(tasks[0])
            tasks[0].add_done_callback(self._asked.discard)
            tasks[0].add_done_callback(partial(_deliver, outcome))

        def stop() -> None:
            if tasks:
                tasks[0].cancel()
            else:
                work.close()
                outcome.set_exception(CancelledError())

        try:
            self._loop.call_soon_threadsafe(begin)
            return outcome.result()
        except BaseException:
            if not outcome.done():
                self._loop.call_soon_threadsafe(stop)
                wait([outcome])
            raise

    def each(self, stream: AsyncGenerator[T]) -> Generator[T]:
        """What the stream yields, as it comes. When the caller stops early, the stream is closed, and has ended on return."""
        try:
            while True:
                try:
                    yield self.run(_next(stream))
                except StopAsyncIteration:
                    return
        finally:
            if not self._loop.is_closed():  # its streams ended with it
                self.run(stream.aclose())

    def close(self) -> None:
        """Returns when all that was asked for has ended, and the loop with it: whoever waits for an outcome gets it.

        What that work left running is cancelled, since nobody waits for it.
        """
        asyncio.run_coroutine_threadsafe(self._ended(), self._loop).result()
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    async def _ended(self) -> None:
        """Waits for all that was asked for, ends all that it left, then the streams that nobody reads any more."""
        while others := asyncio.all_tasks() - {asyncio.current_task()}:
            if not self._asked:
                for left in others:
                    left.cancel()
            await asyncio.wait(self._asked or others)
        await asyncio.get_running_loop().shutdown_asyncgens()


async def _next(stream: AsyncGenerator[T]) -> T:
    return await anext(stream)


def _deliver(outcome: Future[T], task: asyncio.Task[T]) -> None:
    error = CancelledError() if task.cancelled() else task.exception()
    if error is None:
        outcome.set_result(task.result())
    else:
        outcome.set_exception(error)
