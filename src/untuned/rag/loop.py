"""An event loop in a thread of its own: asynchronous work for code that is not asynchronous."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncGenerator, Callable, Coroutine, Generator
from concurrent.futures import CancelledError, Future, wait
from contextlib import suppress
from functools import partial
from typing import Any, TypeVar
from weakref import finalize

from untuned.errors import ProjectClosed

T = TypeVar("T")


class Loop:
    """Runs coroutines from any thread, also from one that runs an event loop itself. `close` it; one that is forgotten ends by itself."""

    def __init__(self) -> None:
        self._running = _Running()
        self._thread = threading.Thread(target=self._running.live, name="untuned-loop", daemon=True)
        self._thread.start()
        # Not at the end of the process, where the thread ends anyway: a forked one would stop the loop of its parent.
        finalize(self, self._running.stop).atexit = False

    def run(self, work: Coroutine[Any, Any, T]) -> T:
        """What the coroutine returns, or raises. When the caller is interrupted, the work is cancelled, and has ended on return.

        Raises `ProjectClosed` where the loop was closed before.
        """
        outcome: Future[T] = Future()
        tasks: list[asyncio.Task[T]] = []
        running = self._running

        def begin() -> None:
            tasks.append(running.loop.create_task(work))
            running.asked.add(tasks[0])
            tasks[0].add_done_callback(running.asked.discard)
            tasks[0].add_done_callback(partial(_deliver, outcome))

        def stop() -> None:
            if tasks:
                tasks[0].cancel()
            else:
                work.close()
                outcome.set_exception(CancelledError())

        try:
            if running.begin(begin):
                return outcome.result()
        except BaseException:
            if not outcome.done():
                running.loop.call_soon_threadsafe(stop)
                wait([outcome])
            raise
        work.close()
        raise ProjectClosed

    def each(self, stream: AsyncGenerator[T]) -> Generator[T]:
        """What the stream yields, as it comes. When the caller stops early, the stream is closed, and has ended on return."""
        try:
            while True:
                try:
                    yield self.run(_next(stream))
                except StopAsyncIteration:
                    return
        finally:
            with suppress(ProjectClosed):  # its streams ended with it
                self.run(_end(stream))

    def close(self) -> None:
        """Returns when all that was asked for has ended, and the loop with it: whoever waits for an outcome gets it.

        What that work left running is cancelled, since nobody waits for it.
        """
        with suppress(RuntimeError):  # it is closed
            self._running.loop.call_soon_threadsafe(self._running.end)
        self._thread.join()


class _Running:
    """A loop as its thread has it."""

    def __init__(self) -> None:
        self.loop = asyncio.new_event_loop()
        self.asked: set[asyncio.Task[Any]] = set()
        self._ending: asyncio.Task[None] | None = None
        self._turn = threading.Lock()
        self._ended = False

    def begin(self, work: Callable[[], None]) -> bool:
        """Whether the loop will do it."""
        with self._turn:
            if not self._ended:
                self.loop.call_soon_threadsafe(work)
            return not self._ended

    def live(self) -> None:
        """Runs until the loop is stopped, and what was begun meanwhile to its end."""
        self.loop.run_forever()
        with self._turn:
            self._ended = True
        self.loop.run_until_complete(self._all())
        self.loop.close()

    def end(self) -> None:
        """Stops the loop, from within it, once all that was asked for has ended: what is under way may ask for more."""
        if self._ending is None:
            self._ending = self.loop.create_task(self._all())
            self._ending.add_done_callback(lambda _: self.loop.stop())

    def stop(self) -> None:
        """Ends the thread of a loop that nobody has any more."""
        with suppress(RuntimeError):  # it is closed
            self.loop.call_soon_threadsafe(self.loop.stop)

    async def _all(self) -> None:
        """Waits for all that was asked for, ends all that it left, then the streams that nobody reads any more."""
        while others := asyncio.all_tasks() - {asyncio.current_task()}:
            if not self.asked:
                for left in others:
                    left.cancel()
            await asyncio.wait(self.asked or others)
        await self.loop.shutdown_asyncgens()


async def _next(stream: AsyncGenerator[T]) -> T:
    return await anext(stream)


async def _end(stream: AsyncGenerator[Any]) -> None:
    await stream.aclose()


def _deliver(outcome: Future[T], task: asyncio.Task[T]) -> None:
    error = CancelledError() if task.cancelled() else task.exception()
    if error is None:
        outcome.set_result(task.result())
    else:
        outcome.set_exception(error)
