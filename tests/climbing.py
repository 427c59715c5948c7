"""Ladders whose truth is known: every variant's outcome on every question is drawn, with the gains that a test plants.

The real decisions are fed from it, and nothing is asked. A variant is right where the one that it is drawn from is, but for a share
`churn` of the questions that it loses by chance, and as many that it gains; a planted gain comes on top.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

import numpy as np

from measuring import METRICS
from untuned.evaluation.ladder.ascend import ascend
from untuned.evaluation.ladder.ascent import Ascent
from untuned.evaluation.ladder.rungs import ladder_of
from untuned.evaluation.ladder.tried import Terms, Tried
from untuned.evaluation.stats.mean import mean_interval
from untuned.types.climbing import ClimbSettings
from untuned.types.ladder import Budget, Rung, Toll
from untuned.types.measures import Question
from untuned.types.reports import Figure
from untuned.types.settings import ModelSettings, Settings, VariantSettings

WITH_A_MODEL = Settings(
    model=ModelSettings(name="openai:test-model"),
    climb=ClimbSettings(tuned=("tuned",)),
    variants=(VariantSettings(name="tuned", description="a tuned model"),),
)
"""A project with a chat model and a tuned one."""
ROOT = "closed_book"
BUILDS_ON = {
    "few_shot_1": "zero_shot",
    "few_shot_2": "zero_shot",
    "few_shot": "zero_shot",
    "few_shot_8": "zero_shot",
    "chain_of_thought": "zero_shot",
    "chunked": "naive",
    "default_text": "chunked",
    "prompted": "default_text",
    "default": "prompted",
    "tuned": "default",
}
CORRECT = METRICS["correct"]


@dataclass(kw_only=True)
class Planted:
    """Measures nothing: what every variant answers is drawn from `seed`."""

    seed: int
    n: int
    gains: Mapping[str, float] = field(default_factory=dict)
    """By variant, over the first one, as shares."""
    on_top: Mapping[str, float] = field(default_factory=dict)
    """By change, such as `shots_4`, over the variant that it is put on."""
    base: float = 0.35
    churn: float = 0.05
    per_cluster: int = 1
    """Questions that gain and lose together."""
    apart: bool = False
    """Every variant is drawn from the first one, and shares no chance with those before it; else from the one that it builds on."""
    shuffled: bool = False
    """Each question's outcomes are dealt to the variants anew: none is better than another."""
    missing: Mapping[str, float] = field(default_factory=dict)
    """By variant, the share of its scores that failed."""
    tolls: Mapping[str, Toll] = field(default_factory=dict)
    problems: Mapping[str, str] = field(default_factory=dict)
    stops_at: str = ""
    """The variant before which somebody stops it."""
    hashes: Mapping[str, str] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    _drawn: dict[str, np.ndarray] = field(default_factory=dict)

    def problem(self, name: str) -> str:
        return self.problems.get(name, "")

    def hash_of(self, name: str) -> str:
        return self.hashes.get(name, hashlib.sha256(name.encode()).hexdigest()[:16])

    def measure(self, names: Sequence[str], *, against: str) -> Sequence[Tried] | None:
        if self.stops_at in names:
            return None
        self.asked += [name for name in names if name not in self.asked]
        return [self.tried(name) for name in names]

    def tried(self, name: str) -> Tried:
        """A variant with its outcomes."""
        values = self.outcomes(name)
        known = [float(value) for value in values]
        scores: dict[str, float | None] = {f"q{at}": value for at, value in enumerate(known)}
        if name in self.missing:
            lost = self._chance("missing", name).random(self.n) < self.missing[name]
            scores = {id: None if gone else value for (id, value), gone in zip(scores.items(), lost, strict=True)}
        kept = [value for value in scores.values() if value is not None]
        shots = name.rpartition("shots_")[2] or name.rpartition("few_shot_")[2]
        return Tried(
            name=name,
            hash=self.hash_of(name),
            scores=scores,
            shots=4 if name == "few_shot" else int(shots) if shots.isdecimal() else 0,
            toll=self.tolls.get(name, Toll(latency_ms=100.0, cost=Decimal(0))),
            figure=Figure(metric="correct", value=float(np.mean(kept)), interval=mean_interval(kept, seed=0), n=len(kept), total=self.n),
            failures=tuple((id, "in context but answer wrong") for id, value in scores.items() if value == 0),
            measurement="m1",
        )

    @property
    def questions(self) -> dict[str, Question]:
        """The questions, with the groups that move together."""
        clusters = {f"q{at}": f"c{at // self.per_cluster}" if self.per_cluster > 1 else "" for at in range(self.n)}
        return {id: Question(id=id, text=id, cluster=cluster) for id, cluster in clusters.items()}

    def truth(self, name: str) -> float:
        """The share that a variant would get right of any number of questions."""
        below, _, change = name.rpartition("+")
        if below:
            return self.truth(below) + self.on_top.get(change, 0.0)
        return self.base + self.gains.get(name, 0.0)

    def outcomes(self, name: str) -> np.ndarray:
        """Whether each question is answered rightly."""
        if name not in self._drawn:
            self._drawn[name] = self._dealt(name) if self.shuffled else self._planted(name)
        return self._drawn[name]

    def _planted(self, name: str) -> np.ndarray:
        below, _, change = name.rpartition("+")
        if below:
            return self._moved(name, self._planted(below), self.truth(below), self.on_top.get(change, 0.0))
        if name == ROOT:
            return self._root()
        before = ROOT if self.apart else BUILDS_ON.get(name, ROOT)
        gain = self.gains.get(name, 0.0) - self.gains.get(before, 0.0)
        return self._moved(name, self._planted(before), self.truth(before), gain)

    def _dealt(self, name: str) -> np.ndarray:
        """For each question, what one of the planted variants answers, drawn anew."""
        pool = np.stack([self._planted(one) for one in (ROOT, *self.gains)])
        return pool[self._chance("deal", name).integers(0, len(pool), self.n), np.arange(self.n)]

    def _root(self) -> np.ndarray:
        return self._each(self._chance("root").random(self._groups())) < self.base

    def _moved(self, name: str, before: np.ndarray, share: float, gain: float) -> np.ndarray:
        """Outcomes with churn and a gain; a group of questions moves together, half of the time."""
        gained, lost = self.churn + max(gain, 0.0), self.churn + max(-gain, 0.0)
        rng = self._chance(name)
        alone, together = rng.random(self.n), self._each(rng.random(self._groups()))
        place = np.where(self._each(rng.random(self._groups())) < 0.5, alone, together) if self.per_cluster > 1 else alone
        return np.where(before, place >= lost / share, place < gained / (1 - share))

    def _groups(self) -> int:
        return -(-self.n // self.per_cluster)

    def _each(self, groups: np.ndarray) -> np.ndarray:
        return np.repeat(groups, self.per_cluster)[: self.n]

    def _chance(self, *what: str) -> np.random.Generator:
        words = [int.from_bytes(hashlib.sha256(one.encode()).digest()[:4]) for one in what]
        return np.random.default_rng([self.seed, self.n, *words])


def climbed(planted: Planted, *, settings: Settings = WITH_A_MODEL, **terms: object) -> Ascent:
    """The end of a climb of the ladder that a project with these settings has."""
    return list(ascents(planted, ladder=ladder_of(settings), **terms))[-1]


def ascents(planted: Planted, *, ladder: Sequence[Rung], **terms: object) -> list[Ascent]:
    """How far a climb is after each rung."""
    return list(ascend(ladder, tries=planted, terms=Terms(metric=CORRECT, questions=planted.questions, **terms)))


def false_climbs(planted: Planted, ascent: Ascent) -> list[str]:
    """The rungs that were climbed though they are no better than what stood."""
    steps = [one for one in ascent.steps if one.outcome == "climbed"]
    return [one.rung for one in steps if planted.shuffled or planted.truth(one.variant) <= planted.truth(one.against) + 1e-9]


def budget(**limits: float) -> Budget:
    cost = limits.pop("cost", None)
    return Budget(cost=None if cost is None else Decimal(str(cost)), **limits)
