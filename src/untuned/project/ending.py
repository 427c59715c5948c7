"""How an open project is let go: what is being asked meanwhile gets its answer, where somebody can wait for it."""

from __future__ import annotations

import asyncio
from collections.abc import Generator
from concurrent.futures import Future
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, NoReturn, Self

from untuned.project.opening import opened_once
from untuned.project.wiring import Wiring


@dataclass(frozen=True, eq=False, slots=True)
class _UnderWay:
    """A question that is being answered: who asks it, and what ends with it."""

    asker: asyncio.Task[Any] | None
    ended: Future[None] = field(default_factory=Future[None])


class EndingPart(Wiring):
    """Letting an open project go. In a `with` or an `async with` statement it goes by itself."""

    @opened_once
    def _asking(self) -> set[_UnderWay]:
        """What is being asked."""
        return set()

    @contextmanager
    def _under_way(self) -> Generator[None]:
        """What is asked inside is waited for by `aclose`."""
        asked = _UnderWay(asyncio.current_task())
        self._asking.add(asked)
        try:
            yield
        finally:
            self._asking.discard(asked)
            asked.ended.set_result(None)

    def close(self) -> None:
        """Let everything go; what other threads asked for is finished first. An `ask` of the same event loop raises `ProjectClosed`.

        From then on whatever needs the project's documents, index or records raises it too. Closing once more does nothing.
        """
        self._let_go()
        self.closed = True
        self._let_go()  # what another thread opened meanwhile

    async def aclose(self) -> None:
        """As `close`, once every `ask` and `ask_stream` that is under way has ended; the event loop is free meanwhile.

        What is asked from then on does not hold it up, and may raise `ProjectClosed`; nor does a stream that the caller's own task reads.
        """
        asker = asyncio.current_task()
        asking = () if self.closed else tuple(self._asking)
        waited = [one.ended for one in asking if one.asker is not asker and not (one.asker and one.asker.done())]
        if waited:
            await asyncio.wait([asyncio.wrap_future(one) for one in waited])
        await asyncio.to_thread(self.close)

    def __repr__(self) -> str:
        who = "its owner" if self.principal.owner else f"a member of {', '.join(sorted(self.principal.groups))}"
        return f"<{type(self).__name__} {self.root}, read as {who}>"

    def __reduce__(self) -> NoReturn:
        """Raises `TypeError`: connections and threads belong to one process, and a copy would be closed by nobody."""
        remedy = "send its folder, and say untuned.open(folder) in the process that asks; threads share the object itself"
        raise TypeError(f"an open project is not copied or sent to another process: {remedy}")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self.close()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_error: object) -> None:
        await self.aclose()
