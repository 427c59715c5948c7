"""Variants, questions, responses and a memory of runs, to test measuring with."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from decimal import Decimal

from untuned.evaluation.runs.plan import Course, Standing, plan
from untuned.evaluation.runs.runner import About, Terms, run
from untuned.types.answers import Usage
from untuned.types.measures import Question
from untuned.types.methods import Method, Variant
from untuned.types.responses import Response
from untuned.types.settings import ModelSettings, Settings

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
HERE = Standing(database="d1", epoch=0, position=7)
COURSE = Course(standing=HERE)


def variant(name, *, model="openai:m", base_url="http://127.0.0.1:1/v1", **method):
    settings = Settings(model=ModelSettings(name=model, base_url=base_url))
    return Variant(name=name, settings=settings, method=Method(**method), hash=f"hash-{name}")


def local(name):
    return Variant(name=name, settings=Settings(), hash=f"hash-{name}")


def questions(count):
    return [Question(id=f"q{nth}", text=f"What is {nth}?") for nth in range(count)]


def response(cell, *, text="Yes.", cost="0.01", **fields):
    usage = Usage(requests=1, input_tokens=100, output_tokens=10, cost=None if cost is None else Decimal(cost))
    given = {"text": text, "state": "answered" if text else "abstained", "model": cell.variant.settings.model.name, "usage": usage}
    return Response(question=cell.question.text, **{**given, **fields})


@dataclass
class Memory:
    """What was recorded, in order; a key is held once."""

    runs: dict = field(default_factory=dict)
    batches: list = field(default_factory=list)

    def record(self, runs):
        self.batches.append(len(runs))
        for one in runs:
            self.runs.setdefault(one.key, one)

    def known(self, keys):
        return {key: self.runs[key] for key in keys if key in self.runs}

    def of(self, name):
        return [one for one in self.runs.values() if one.variant == f"hash-{name}"]


@dataclass
class Asker:
    """Answers at once, or as `answers` says; remembers what was asked and how much at a time."""

    answers: object = response
    asked: list = field(default_factory=list)
    open: int = 0
    most: int = 0

    async def __call__(self, cell, meter):
        self.asked.append(cell)
        self.open += 1
        self.most = max(self.most, self.open)
        try:
            await asyncio.sleep(0)
            return self.answers(cell)
        finally:
            self.open -= 1


def measured(variants, count, *, ask, memory=None, course=COURSE, measurement="m1", **terms):
    """The end of asking so many questions of the variants."""
    memory = Memory() if memory is None else memory
    planned = plan(variants, questions(count), course=course, known=memory.known)
    about = About(measurement=measurement, position=HERE.position, now=lambda: NOON)
    return asyncio.run(run(planned, ask=ask, record=memory.record, about=about, terms=Terms(**terms)))


def elsewhere(**changes):
    return replace(COURSE, standing=replace(HERE, **changes))
