"""PARITY: do two variants send and say the same? One model by two endpoints, or one configuration by two interfaces.

each question asked of both, several times -> what was sent, part by part -> what was said, against each side's own noise -> words
"""

from __future__ import annotations

import random
from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass, field
from itertools import combinations, product

from untuned.errors import ModelError
from untuned.evaluation.rendered import Difference, Rendered, differences, rendered
from untuned.models.chat.capture import captured
from untuned.types.measures import Question
from untuned.types.methods import Variant
from untuned.types.responses import Response

Ask = Callable[[Variant, Question], Awaitable[Response]]
"""Answers a question by a variant whose models were opened by `models.chat.capture.Capture`."""

_SHUFFLES = 2_000
_NOTHING_SENT = "Neither sends anything to a model, so that there is nothing to compare but what they say."
_SHOWN = 12
"""Differences that are worded; the others are counted."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Said:
    """How far the answers of two sides agree: shares, in [0, 1], of pairs of answers to one question that are not the same."""

    between: float | None
    """One answer of each side; None where a side has none."""
    within_a: float | None
    """Two answers of one side: its noise. None with one sample."""
    within_b: float | None
    p: float | None
    """Of the sides being told apart by chance: a permutation test within questions. None where noise cannot be told."""

    @property
    def differs(self) -> bool:
        """True where the sides differ by more than their own noise."""
        return self.p is not None and self.p < 0.05


@dataclass(frozen=True, kw_only=True, slots=True)
class Parity:
    """What two variants send and say."""

    a: str
    b: str
    questions: int
    samples: int
    sent: tuple[Difference, ...]
    """Every part of a first request that differs. What is sent after it follows from answers, and is not compared."""
    unsteady: tuple[str, ...]
    """Variants whose first request to one question is not the same each time."""
    models: tuple[tuple[str, str], ...]
    """(A's, B's) names of models that differ; the same model may be called otherwise elsewhere."""
    said: Said
    sending: int
    """Of the questions, those for which one of the two sent anything: 0 where neither asks a model."""
    failures: tuple[str, ...] = ()
    """Errors, each once, with the variant."""

    @property
    def exit_code(self) -> int:
        """1 where what was sent differs."""
        return int(bool(self.sent))

    @property
    def lines(self) -> tuple[str, ...]:
        """The report in words."""
        return (*self._of_sent(), *self._of_said(), *(f"failed: {failure}" for failure in self.failures))

    def _of_sent(self) -> list[str]:
        asked = f"{self.questions} question{'s' if self.questions != 1 else ''}"
        lines = [f"A is '{self.a}', B is '{self.b}'; {asked}, each asked {self.samples} times of both."]
        if not self.sending:
            lines.append(_NOTHING_SENT)
        elif not self.sent:
            of = f", for the {self.sending} of {asked} for which anything is sent" if self.sending < self.questions else ""
            lines.append(f"Both send the same: messages, tools and parameters{of}.")
        else:
            wheres = {one.where: one for one in reversed(self.sent)}
            lines.append(f"What is sent differs in {len(wheres)} part{'s' if len(wheres) != 1 else ''}:")
            for where, one in list(reversed(wheres.items()))[:_SHOWN]:
                count = sum(other.where == where for other in self.sent)
                lines.append(f"- {one.sentence} ({count} of {asked})")
            if len(wheres) > _SHOWN:
                lines.append(f"- and {len(wheres) - _SHOWN} more")
        lines += [f"A's model is called '{one}', B's '{other}'." for one, other in self.models]
        lines += [f"'{name}' does not send the same each time it is asked the same." for name in self.unsteady]
        return lines

    def _of_said(self) -> list[str]:
        said = self.said
        if said.between is None:
            return ["Their answers cannot be compared: one side gave none."]
        told = f"Answers differ in {said.between:.0%} of pairs"
        if said.p is None:
            return [f"{told}; with one sample of each, noise cannot be told from a difference: ask more often."]
        noise = f"{told}, against {said.within_a or 0:.0%} within A and {said.within_b or 0:.0%} within B"
        verdict = "more than their own noise" if said.differs else "no more than their own noise shows"
        return [f"{noise}: {verdict} (p = {said.p:.3f})."]


async def parity(a: Variant, b: Variant, questions: Sequence[Question], *, ask: Ask, samples: int = 3, seed: int = 0) -> Parity:
    """Whether two variants send the same and say the same.

    Both are asked each question in turn, so many times. A model that fails leaves its answer out, and is told.
    """
    sides = (_Side(variant=a), _Side(variant=b))
    for question in questions:
        for _ in range(samples):
            for side in sides:
                await side.hear(question, ask=ask)
    found = [one for question in questions for one in _differences(sides, question.id)]
    models = {
        (one.model, other.model): None
        for question in questions
        for one, other in zip(sides[0].first(question.id), sides[1].first(question.id), strict=False)
        if one.model != other.model
    }
    return Parity(
        a=a.name,
        b=b.name,
        questions=len(questions),
        samples=samples,
        sent=tuple(found),
        unsteady=tuple(side.variant.name for side in sides if side.unsteady),
        models=tuple(models),
        sending=sum(any(side.first(one.id) for side in sides) for one in questions),
        said=_said([(sides[0].texts.get(one.id, []), sides[1].texts.get(one.id, [])) for one in questions], seed=seed),
        failures=tuple(failure for side in sides for failure in side.failures),
    )


@dataclass(kw_only=True, slots=True)
class _Side:
    """What one variant sent and said."""

    variant: Variant
    requests: dict[str, list[Rendered | None]] = field(default_factory=dict[str, "list[Rendered | None]"])
    """The first request of each sample, by question; None where nothing was sent."""
    texts: dict[str, list[str]] = field(default_factory=dict[str, list[str]])
    failures: dict[str, None] = field(default_factory=dict[str, None])

    async def hear(self, question: Question, *, ask: Ask) -> None:
        """One sample."""
        with captured() as sent:
            try:
                response = await ask(self.variant, question)
            except ModelError as error:
                self.failures[f"'{self.variant.name}': {error}"] = None
            else:
                self.texts.setdefault(question.id, []).append(" ".join(response.text.split()))
        self.requests.setdefault(question.id, []).append(rendered(sent[0]) if sent else None)

    def first(self, question: str) -> list[Rendered]:
        """The first sample's first request, if it sent one."""
        return [one for one in self.requests[question][:1] if one is not None]

    @property
    def unsteady(self) -> bool:
        return any(one != requests[0] for requests in self.requests.values() for one in requests)


def _differences(sides: tuple[_Side, _Side], question: str) -> tuple[Difference, ...]:
    one, other = sides[0].first(question), sides[1].first(question)
    if one and other:
        return differences(one[0], other[0], question=question)
    if not (one or other):
        return ()
    return (Difference(question=question, where="any request", a=one[0].model if one else None, b=other[0].model if other else None),)


def _said(pairs: Sequence[tuple[list[str], list[str]]], *, seed: int) -> Said:
    """How far answers agree; questions that a side did not answer are left out."""
    both = [pair for pair in pairs if pair[0] and pair[1]]
    if not both:
        return Said(between=None, within_a=None, within_b=None, p=None)
    within_a = _mean([_unlike(combinations(one, 2)) for one, _ in both])
    within_b = _mean([_unlike(combinations(other, 2)) for _, other in both])
    between = _mean([_unlike(product(one, other)) for one, other in both])
    several = [pair for pair in both if len(pair[0]) > 1 or len(pair[1]) > 1]
    return Said(between=between, within_a=within_a, within_b=within_b, p=_chance(several, seed=seed) if several else None)


def _chance(pairs: Sequence[tuple[list[str], list[str]]], *, seed: int) -> float:
    """How often sides that are drawn anew within each question differ at least as much (Monte Carlo; Phipson and Smyth, 2010)."""
    chance = random.Random(seed)  # noqa: S311 -- a test's draws, no secret
    seen, more = sum(_unlike(product(one, other)) or 0.0 for one, other in pairs), 0
    for _ in range(_SHUFFLES):
        drawn = 0.0
        for one, other in pairs:
            mixed = chance.sample((*one, *other), len(one) + len(other))
            drawn += _unlike(product(mixed[: len(one)], mixed[len(one) :])) or 0.0
        more += drawn >= seen - 1e-9
    return (more + 1) / (_SHUFFLES + 1)


def _unlike(pairs: Iterable[tuple[str, str]]) -> float | None:
    """The share of pairs that are not the same; None of none."""
    unlike = [one != other for one, other in pairs]
    return sum(unlike) / len(unlike) if unlike else None


def _mean(shares: Sequence[float | None]) -> float | None:
    known = [share for share in shares if share is not None]
    return sum(known) / len(known) if known else None
