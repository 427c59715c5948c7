"""Asking: many questions at once, each answer recorded as soon as it is there; what was recorded is never asked again."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from functools import partial
from typing import Literal

from untuned.errors import ModelUnavailable, StoreUnwritable, UntunedError, UnusableOutput
from untuned.evaluation.runs.lanes import Health, Lane, Widths, endpoint_of, lanes_of
from untuned.evaluation.runs.plan import Cell, Plan
from untuned.evaluation.runs.progress import Progress, Tally
from untuned.evaluation.runs.purse import Purse
from untuned.evaluation.runs.record import Moment, failed_run, formless_run, run_of
from untuned.models.chat.budget import Meter
from untuned.types.measures import Run
from untuned.types.responses import Response

Ask = Callable[[Cell, Meter], Awaitable[Response]]
"""Answers a cell by its variant, and counts in the meter what models take, also before an error. What it raises that is no
`UntunedError`, or is `StoreUnwritable`, ends the measurement."""
Record = Callable[[Sequence[Run]], object]
"""Writes runs, all of them at once; called on a thread, one call at a time."""
End = Literal["done", "limit of cost", "stopped"]

_BATCH = 256
"""Runs that are written in one transaction at most."""
_WAITING = 2 * _BATCH
"""Runs that may wait to be written; with more, nothing new is asked."""


class Halt:
    """A wish to stop, said from any thread: what is under way is finished, nothing new is asked."""

    def __init__(self) -> None:
        self._wish = threading.Event()
        self._told: list[Callable[[], None]] = []

    def request(self) -> None:
        """Stop."""
        self._wish.set()
        for tell in tuple(self._told):
            tell()

    @property
    def requested(self) -> bool:
        """True once it was said."""
        return self._wish.is_set()

    def tell(self, stop: Callable[[], None]) -> None:
        """Call `stop`, which any thread may call, when it is said."""
        self._told.append(stop)
        if self.requested:
            stop()


@dataclass(frozen=True, kw_only=True, slots=True)
class About:
    """What the runs belong to."""

    measurement: str
    position: int
    """Of the change feed, that questions are asked at."""
    now: Callable[[], datetime]


def _quiet(_progress: Progress) -> None:
    """Nobody watches."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Terms:
    """The limits of asking, and who is told."""

    widths: Widths = field(default_factory=Widths)
    max_cost: Decimal | None = None
    """US dollars for the whole measurement."""
    expected: Mapping[str, Decimal] = field(default_factory=dict[str, Decimal])
    """What one run is expected to cost, by the variant's hash."""
    spent: Decimal = Decimal(0)
    """What the measurement had spent before it was resumed."""
    grace_s: float = 10.0
    """How long what is under way may still take after a wish to stop."""
    progress: Callable[[Progress], None] = _quiet
    """Called in the event loop after each transaction."""
    halt: Halt = field(default_factory=Halt)
    clock: Callable[[], float] = time.monotonic


@dataclass(frozen=True, kw_only=True, slots=True)
class Ended:
    """How asking ended."""

    end: End
    progress: Progress
    not_asked: int
    """Cells without a run; the same measurement, resumed, asks them."""


async def run(plan: Plan, *, ask: Ask, record: Record, about: About, terms: Terms) -> Ended:
    """Every cell of the plan asked and recorded, or as many as the limits allow.

    A failed cell becomes a run with the error, and the rest goes on. Cancelled, it leaves what is under way, records what has come, and
    raises `CancelledError`. What `ask` raises beside `UntunedError`, and `StoreUnwritable`, is raised after what was under way is
    recorded, and so is what `record` raises; the cells that are left are asked by the same measurement, resumed.
    """
    return await _Runner(plan, ask=ask, record=record, about=about, terms=terms).run()


class _Runner:
    """One measurement being asked."""

    def __init__(self, plan: Plan, *, ask: Ask, record: Record, about: About, terms: Terms) -> None:
        self._ask, self._record, self._about, self._terms = ask, record, about, terms
        self._reused = plan.reused
        self._lanes = lanes_of(plan.cells, widths=terms.widths)
        self._purse = Purse(most=terms.max_cost, expected=terms.expected, spent=terms.spent)
        self._tally = Tally(
            total=plan.total,
            reused=len(plan.reused),
            clock=terms.clock,
            by_lane={lane.name: len(lane) for lane in self._lanes},
            lane_of={cell.variant.hash: endpoint_of(cell.variant) for cell in plan.cells},
            began=terms.clock(),
        )
        self._answers: asyncio.Queue[Run | None] = asyncio.Queue()
        self._room = asyncio.Event()
        self._halted = asyncio.Event()
        self._end: End = "done"

    async def run(self) -> Ended:
        for at in range(0, len(self._reused), _BATCH):
            await asyncio.to_thread(self._record, self._reused[at : at + _BATCH])
        loop = asyncio.get_running_loop()
        self._terms.halt.tell(partial(_from_any_thread, loop, self._stop))
        writer = asyncio.create_task(self._write())
        workers = [asyncio.create_task(self._work(lane)) for lane in self._lanes for _ in range(min(lane.width, len(lane)))]
        for worker in workers:
            worker.add_done_callback(self._noticed)
        crew = asyncio.create_task(self._together(workers))
        try:
            await asyncio.wait((crew, writer), return_when=asyncio.FIRST_COMPLETED)
        finally:
            await self._close([*workers, crew], writer=writer)
        progress = self._tally.now(spent=self._purse.spent, unknown=self._purse.unknown)
        return Ended(end=self._end, progress=progress, not_asked=progress.total - progress.done)

    async def _close(self, tasks: Sequence[asyncio.Task[None]], *, writer: asyncio.Task[None]) -> None:
        """Ends all tasks; what was answered is written. Raises what one of them raised."""
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        self._answers.put_nowait(None)
        await writer
        for task in tasks:
            if not task.cancelled():
                task.result()

    async def _together(self, workers: Sequence[asyncio.Task[None]]) -> None:
        """Until all cells are asked; after a wish to stop, for the time of grace."""
        everyone = asyncio.gather(*workers, return_exceptions=True)
        halted = asyncio.create_task(self._halted.wait())
        try:
            await asyncio.wait((everyone, halted), return_when=asyncio.FIRST_COMPLETED)
        finally:
            halted.cancel()  # also where this is cancelled itself: nobody else would ever end it
        if not everyone.done() and self._end == "stopped":
            await asyncio.wait((everyone,), timeout=self._terms.grace_s)
        elif not everyone.done():
            await everyone

    def _noticed(self, worker: asyncio.Task[None]) -> None:
        """Nothing new is asked after a worker broke."""
        if not worker.cancelled() and worker.exception() is not None:
            self._stop()

    def _stop(self, why: End = "stopped") -> None:
        if not self._halted.is_set():
            self._end = why
            self._halted.set()
            for lane in self._lanes:
                lane.clear()

    async def _work(self, lane: Lane) -> None:
        while True:
            while self._answers.qsize() >= _WAITING:
                self._room.clear()
                await self._room.wait()
            cell = await lane.take(may=self._may)
            if cell is None:
                return
            self._answers.put_nowait(await self._asked(cell, lane.health(cell)))
            for other in self._lanes:  # what one lane spends, another one may not
                other.changed()

    def _may(self, cell: Cell) -> bool:
        if self._purse.exhausted(cell):
            self._stop("limit of cost")
            return False
        return self._purse.fits(cell)

    async def _asked(self, cell: Cell, health: Health) -> Run:
        """The cell's run; of a variant that was given up, an error without asking."""
        if health.given_up:
            return failed_run(_unasked(cell, health), cell, moment=self._moment())
        alone = health.suspect
        self._purse.reserve(cell)
        try:
            run = await self._answered(cell)
        except BaseException:
            self._purse.settle(cell, None)
            raise
        finally:
            health.trying = health.trying and not alone
        self._purse.settle(cell, run)
        if run.status != "error":
            health.answered()
        elif run.requests and not run.output_tokens:  # asked, and nothing came back: the endpoint's failure, not the question's
            health.failed(run.error, alone=alone)
        return run

    async def _answered(self, cell: Cell) -> Run:
        meter = Meter()
        try:
            return run_of(await self._ask(cell, meter), cell, moment=self._moment())
        except StoreUnwritable:
            raise  # what models say cannot be kept: no cell's failure, and the rest would be paid for in vain
        except UnusableOutput as error:
            return formless_run(error, cell, moment=self._moment(), usage=meter.usage)
        except UntunedError as error:
            return failed_run(error, cell, moment=self._moment(), usage=meter.usage)

    def _moment(self) -> Moment:
        return Moment(measurement=self._about.measurement, at=self._about.now(), position=self._about.position)

    async def _write(self) -> None:
        """Writes what waits, all of it at once: while one transaction reaches the disk, the next one gathers."""
        ended = False
        while not ended:
            waiting = [await self._answers.get()]
            while len(waiting) < _BATCH and not self._answers.empty():
                waiting.append(self._answers.get_nowait())
            ended = None in waiting
            runs = [run for run in waiting if run is not None]
            self._room.set()
            if runs:
                await asyncio.to_thread(self._record, runs)
                self._tally.add(runs)
                self._terms.progress(self._tally.now(spent=self._purse.spent, unknown=self._purse.unknown))


def _from_any_thread(loop: asyncio.AbstractEventLoop, stop: Callable[[], None]) -> None:
    if not loop.is_closed():
        loop.call_soon_threadsafe(stop)


def _unasked(cell: Cell, health: Health) -> ModelUnavailable:
    model = cell.variant.settings.model.name
    reason = f"not asked, since its endpoint failed {health.failures} times in a row; the last time: {health.last}"
    return ModelUnavailable(model, reason=reason, remedy="see what the endpoint says with 'untuned doctor', then resume the measurement")
