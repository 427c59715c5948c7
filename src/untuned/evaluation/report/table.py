"""Scores laid out by question: repeats averaged inside each question first, what is missing kept as missing."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from operator import attrgetter

from untuned.evaluation.report.material import Material, Measured
from untuned.evaluation.stats.repeats import averaged, lost
from untuned.types.measures import Question, Run, Score


@dataclass(frozen=True, kw_only=True, slots=True)
class _Laid:
    """By metric and question."""

    columns: Mapping[str, dict[str, float | None]]
    lost: Mapping[str, Mapping[str, float]]


@dataclass(frozen=True, kw_only=True)
class Asked:
    """One variant's runs, by question, in the order of the measurement."""

    runs: Mapping[str, tuple[Run, ...]]
    scores: Mapping[int, Mapping[str, Score]]
    """Of the current version of each metric."""
    order: Sequence[str] = ()
    """Every question of the measurement, asked or still to be."""
    repeats: int = 1
    """How often each is to be asked."""
    questions: Mapping[str, Question] = field(default_factory=dict[str, Question])
    known: Mapping[str, Measured] = field(default_factory=dict[str, Measured])
    """Metrics by their names."""

    def values(self, metric: str) -> dict[str, float | None]:
        """The metric's value for every question that asks for it; None where each of its scores failed or is missing.

        So is that of a question that is still to be asked, where the question alone tells that it asks. Empty where no run was scored.
        """
        found, scored = self._laid.columns.get(metric, {}), self._scored.get(metric, 0)
        if scored and (scored < self._asked or len(self.runs) < len(self.order)):
            # Some runs are still to come, or were never scored by it: they are missing, as those are where it failed.
            found = {id: found.get(id) for id in self.order or self.runs if id in found or self._is_missing(metric, id)}
        return {id: value for id, value in found.items() if value is not None or self.asks(metric, id) is not False}

    def lost(self, metric: str) -> Mapping[str, float]:
        """Of questions with a value, the share of the repeats that have none; those that have all are left out."""
        return self._laid.lost.get(metric, {})

    def unsaid(self, metric: str) -> list[str]:
        """The questions that ask for a metric which says nothing of what was answered."""
        values = self.values(metric)
        return [id for id in self.order if id not in values and self.asks(metric, id)]

    def asks(self, metric: str, question: str) -> bool | None:
        """Whether a question asks for a metric; None where only an answer tells."""
        measured, asked = self.known.get(metric), self.questions.get(question)
        if measured is None or asked is None or measured.asks is None:
            return None
        return measured.asks(asked)

    @property
    def metrics(self) -> frozenset[str]:
        """Every metric that any run has a score of."""
        return frozenset(self._scored)

    def _is_missing(self, metric: str, question: str) -> bool:
        """Of a question without any score of the metric that applies."""
        runs = self.runs.get(question, ())
        if not runs:
            return self.asks(metric, question) is True
        return any(metric not in self._scores_of(run) for run in runs)

    def _scores_of(self, run: Run) -> Mapping[str, Score]:
        return self.scores.get(run.id or 0, {})

    @cached_property
    def _asked(self) -> int:
        return sum(map(len, self.runs.values()))

    @cached_property
    def _scored(self) -> Counter[str]:
        """How many runs have a score of a metric, whatever it says."""
        # Most runs have the same metrics: counted by kind of run, not one by one.
        kinds = Counter(tuple(self._scores_of(run)) for runs in self.runs.values() for run in runs)
        found = Counter[str]()
        for metrics, runs in kinds.items():
            found.update(dict.fromkeys(metrics, runs))
        return found

    @cached_property
    def _laid(self) -> _Laid:
        """One pass over all scores: a report reads every metric."""
        columns: dict[str, dict[str, float | None]] = defaultdict(dict)
        shares: dict[str, dict[str, float]] = defaultdict(dict)
        for question, runs in self.runs.items():
            if len(runs) == 1 and self.repeats == 1:
                for metric, score in self._scores_of(runs[0]).items():
                    if score.status != "not_applicable":
                        columns[metric][question] = score.value
                continue
            for metric, values in self._repeated(runs).items():
                columns[metric][question] = averaged(values)
                share = lost(values, repeats=len(values) + max(0, self.repeats - len(runs)))
                if 0 < share < 1:
                    shares[metric][question] = share
        return _Laid(columns=columns, lost=shares)

    def _repeated(self, runs: Sequence[Run]) -> dict[str, list[float | None]]:
        """By metric, of one question's repeats: None where a score failed or was never made; without those that it does not apply to."""
        held = [self._scores_of(run) for run in runs]
        found: dict[str, list[float | None]] = {}
        for metric in dict.fromkeys(name for said in held for name in said):
            scores = [said.get(metric) for said in held]
            values = [None if one is None else one.value for one in scores if one is None or one.status != "not_applicable"]
            if any(one is not None and one.status != "not_applicable" for one in scores):
                found[metric] = values
        return found


def by_variant(material: Material, metrics: Mapping[str, Measured]) -> dict[str, Asked]:
    """Each variant's runs, by its hash, with the scores of the current version of each metric."""
    found: dict[str, dict[str, list[Run]]] = {hashed: defaultdict(list) for _, hashed in material.measurement.variants}
    for run in material.runs:
        if run.variant in found:
            found[run.variant][run.question].append(run)
    order = material.measurement.questions
    scores = current(material.scores, metrics)
    return {
        hashed: Asked(
            runs={question: tuple(asked[question]) for question in order if question in asked},
            scores=scores,
            order=order,
            repeats=material.measurement.repeats,
            questions=material.questions,
            known=metrics,
        )
        for hashed, asked in found.items()
    }


def current(scores: Mapping[int, Mapping[str, Score]], metrics: Mapping[str, Measured]) -> Mapping[int, Mapping[str, Score]]:
    """The scores without those of another version of their metric, which are never mixed with these: they count as missing."""
    version = attrgetter("version")
    stale: dict[tuple[tuple[str, ...], tuple[str, ...]], frozenset[str]] = {}
    found: dict[int, Mapping[str, Score]] = {}
    for run, said in scores.items():
        # Most runs have scores of the same versions: looked at by kind of run.
        kind = tuple(said), tuple(map(version, said.values()))
        if kind not in stale:
            stale[kind] = frozenset(name for name, score in said.items() if name in metrics and not _is_current(score, metrics[name]))
        found[run] = {name: score for name, score in said.items() if name not in stale[kind]} if stale[kind] else said
    return found


def _is_current(score: Score, metric: Measured) -> bool:
    return score.version == metric.version or (metric.tier > 1 and score.version.startswith(f"{metric.version} "))


def clusters_of(questions: Sequence[str], known: Mapping[str, Question]) -> list[str] | None:
    """A cluster for each question; one that names none stands alone. None where all do."""
    labels = [known[id].cluster if id in known else "" for id in questions]
    if not any(labels):
        return None
    return [f"c:{label}" if label else f"q:{id}" for id, label in zip(questions, labels, strict=True)]
