"""A judge sits: so many answers at a time, what they take counted, and none begun past a limit."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Protocol

from untuned.evaluation.metrics.judge import Judging
from untuned.evaluation.runs.runner import Halt
from untuned.models.chat.briefing import Inquiry
from untuned.models.chat.budget import Budget, Meter
from untuned.models.chat.replies import Reply
from untuned.types.answers import Usage


def _quiet(_judged: int, _total: int, _spent: Decimal) -> None:
    """Nobody watches."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Judge:
    """Who judges, and within which limits."""

    model: Judging
    version: str
    """Its name, then what its prompts are: the scores of two versions are never mixed."""
    width: int = 8
    """Answers that are judged at a time."""
    max_cost: Decimal | None = None
    """US dollars that it may take; it is stopped before they are passed, as far as its answers so far can tell."""
    halt: Halt = field(default_factory=Halt)
    told: Callable[[int, int, Decimal], None] = _quiet
    """Called with how many were judged, of how many, and the US dollars that are known to be spent."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Judged:
    """What judging came to."""

    judge: str
    judged: int = 0
    """Answers, or pairs of answers, that it gave its verdict on now."""
    known: int = 0
    """Those that were judged before."""
    failed: int = 0
    """Those of which it gave no verdict: they are asked again the next time."""
    left: int = 0
    """Those that were not begun, for the limit of cost or a wish to stop."""
    stopped: bool = False
    """There was a wish to stop."""
    usage: Usage


class Job(Protocol):
    """Something to be judged."""

    @property
    def size(self) -> int:
        """How many answers or pairs it decides."""
        ...

    async def judged(self, model: Counted) -> bool:
        """Whether a verdict came of everything that was asked; what came is recorded."""
        ...


class Counted:
    """A judge whose requests are counted."""

    def __init__(self, model: Judging, meter: Meter) -> None:
        """What it takes is added to the meter."""
        self._model = model
        self.meter = meter

    @property
    def name(self) -> str:
        """As the settings name it."""
        return self._model.name

    def budget(self) -> Budget:
        """A fresh budget, whose requests are counted here too."""
        return replace(self._model.budget(), meter=Meter(self.meter))

    async def judge(self, inquiry: Inquiry, *, budget: Budget) -> Reply:
        """The verdict. Raises `ModelError`."""
        return await self._model.judge(inquiry, budget=budget)


class Sitting:
    """One sitting: so many jobs at a time, and none begun past a limit."""

    def __init__(self, judge: Judge, *, total: int) -> None:
        """`total` is what whoever watches is told that there is to be judged."""
        self.judge = judge
        self._total = total
        self.meter = Meter()
        self.writing = asyncio.Lock()
        self._room = asyncio.Semaphore(judge.width)
        self._under_way = self._done = self._told = 0
        self._spent = Decimal(0)

    async def work(self, jobs: Sequence[Job]) -> list[bool | None]:
        """How each job ended: with a verdict, without one, or None for one that was not begun."""
        first = min(len(jobs), 1) if self.judge.max_cost is not None and not self._done else 0
        # What one costs is known after the first: until then a limit lets no other begin.
        begun = [await self._one(job) for job in jobs[:first]]
        tasks = [asyncio.ensure_future(self._one(job)) for job in jobs[first:]]
        try:
            return [*begun, *(await asyncio.gather(*tasks))]
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)

    async def _one(self, job: Job) -> bool | None:
        async with self._room:
            if self.judge.halt.requested or not self._fits():
                return None
            self._under_way += 1
            model = Counted(self.judge.model, Meter(self.meter))
            try:
                ended = await job.judged(model)
            finally:
                self._under_way -= 1
            self._done += 1
            self._spent += model.meter.at_most
            self._told += job.size
            self.judge.told(self._told, self._total, self._spent)
            return ended

    def _fits(self) -> bool:
        """Whether one more is within the limit, taking what is under way, and itself, for as dear as those before."""
        if self.judge.max_cost is None:
            return True
        if not self._done:
            return self.judge.max_cost > 0
        return self._spent + self._spent / self._done * (self._under_way + 1) <= self.judge.max_cost


def salted_by(salt: str) -> AbstractContextManager[None]:
    """What is asked inside is the same request only under the same salt."""
    # Loads the client of HTTP, which a report has no use for.
    from untuned.models.chat.journal import salted  # noqa: PLC0415

    return salted(salt)
