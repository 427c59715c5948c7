"""What is to be asked: every variant, every question, every repeat, in an order in which drift favours none."""

from __future__ import annotations

import hashlib
import json
import random
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from untuned.types.measures import Question, Run
from untuned.types.methods import Shot, Variant

T = TypeVar("T")

BLOCK = 16
"""Questions that all variants are asked before the next ones."""
_KEYS = 1_000
"""Keys that are looked up at once."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Standing:
    """The state of the documents that questions are asked of."""

    database: str
    epoch: int
    """Raised by every restore: the same position of another history is another state."""
    position: int
    """Of the change feed."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Cell:
    """One variant, one question, one repeat: what becomes one run."""

    variant: Variant
    question: Question
    repeat: int
    key: str
    """Over all that can change the answer: the same key is not paid for twice."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Plan:
    """What a measurement asks, and what it need not ask again."""

    cells: tuple[Cell, ...]
    """To be asked, in this order."""
    reused: tuple[Run, ...]
    """Known already, by their keys; they may lack their texts."""

    @property
    def total(self) -> int:
        """Runs of the whole measurement."""
        return len(self.cells) + len(self.reused)


ShotsOf = Callable[[Variant, Question], Sequence[Shot]]
Known = Callable[[Sequence[str]], Mapping[str, Run]]


def no_shots(_variant: Variant, _question: Question) -> Sequence[Shot]:
    """No examples, for variants that show none."""
    return ()


def nothing_known(_keys: Sequence[str]) -> Mapping[str, Run]:
    """No run is known, for a measurement that begins anew."""
    return {}


@dataclass(frozen=True, kw_only=True, slots=True)
class Course:
    """How a plan is made, beside what it asks."""

    standing: Standing
    repeats: int = 1
    salt: str = ""
    """The measurement's id where it may take no run of another one, such as with repeats; it can still be resumed."""
    seed: int = 0
    shots: ShotsOf = no_shots


def plan(variants: Sequence[Variant], questions: Sequence[Question], *, course: Course, known: Known = nothing_known) -> Plan:
    """The cells in the order in which they are asked, less what is known.

    Questions come in an order by the seed, so that a measurement which stops early has asked a random part of them. All variants are
    asked a block of questions before the next block; which variant is asked first moves on by one with each question, so that each
    takes each place equally often. Variants of one hash are one: they are asked once. A run that failed is asked again.
    """
    cells = {cell.key: cell for cell in _each(variants, questions, course)}
    standing: dict[str, Run] = {}
    for keys in _blocks(list(cells), _KEYS):
        standing.update((key, run) for key, run in known(keys).items() if run.status != "error")
    return Plan(
        cells=tuple(cell for key, cell in cells.items() if key not in standing),
        reused=tuple(standing[key] for key in cells if key in standing),
    )


def key_of(variant: Variant, question: Question, repeat: int, *, course: Course) -> str:
    """64 hexadecimal digits over variant, question, examples, documents and repeat.

    The evidence belongs to the question only where a variant reads it in place of what search finds, and the documents belong to it
    only where it reads any.
    """
    here = course.standing
    shots = course.shots(variant, question)
    body = [
        variant.hash,
        [question.id, question.text, [[turn.question, turn.answer] for turn in question.history]],
        [[shot.question, shot.answer, list(shot.quotes)] for shot in shots],
        [[one.path, one.version, one.start, one.end, one.quote] for one in question.evidence] if variant.method.context == "oracle" else [],
        [here.database, here.epoch, here.position] if variant.method.context != "none" else [],
        repeat,
        course.salt,
    ]
    return hashlib.sha256(json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode()).hexdigest()


def failed_key(key: str, measurement: str) -> str:
    """The key that a failed run is recorded under: its cell can be asked again, and the failure stays its measurement's own."""
    return hashlib.sha256(f"{key} failed in {measurement}".encode()).hexdigest()


def settled(runs: Iterable[Run]) -> list[Run]:
    """One run for each variant, question and repeat, in their order: the answer where there is one, else the last failure."""
    cells: dict[tuple[str, str, int], Run] = {}
    for run in runs:
        cell = (run.variant, run.question, run.repeat)
        if run.status != "error" or cells.get(cell, run).status == "error":
            cells[cell] = run
    return list(cells.values())


def _each(variants: Sequence[Variant], questions: Sequence[Question], course: Course) -> Iterator[Cell]:
    chance = random.Random(course.seed)  # noqa: S311 -- an order, no secret
    order, turned = chance.sample(questions, len(questions)), chance.sample(variants, len(variants))
    asked = 0
    for block in _blocks(order, BLOCK):
        for repeat in range(course.repeats):
            for question in block:
                first = asked % len(turned) if turned else 0
                asked += 1
                for variant in (*turned[first:], *turned[:first]):
                    yield Cell(variant=variant, question=question, repeat=repeat, key=key_of(variant, question, repeat, course=course))


def _blocks(items: Sequence[T], size: int) -> Iterator[Sequence[T]]:
    return (items[at : at + size] for at in range(0, len(items), size))
