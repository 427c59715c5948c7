"""Scores laid out by question: repeats averaged inside each question first, what is missing kept as missing."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from untuned.evaluation.stats.repeats import averaged
from untuned.types.measures import Question, Run, Score


@dataclass(frozen=True, kw_only=True)
class Asked:
    """One variant's runs, by question, in the order of the measurement."""

    runs: Mapping[str, tuple[Run, ...]]
    scores: Mapping[int, Mapping[str, Score]]

    def values(self, metric: str) -> dict[str, float | None]:
        """The metric's value for every question that asks for it; None where each of its scores failed or is missing.

        Empty where no run was scored by it.
        """
        found, scored = self._columns.get(metric, {}), self._scored.get(metric, 0)
        if not scored or scored == self._asked:
            return found
        # Some runs were never scored by it: they are missing, as those are where it failed.
        return {
            question: found.get(question)
            for question, runs in self.runs.items()
            if question in found or any(metric not in self._scores_of(run) for run in runs)
        }

    @property
    def metrics(self) -> frozenset[str]:
        """Every metric that any run has a score of."""
        return frozenset(self._scored)

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
    def _columns(self) -> dict[str, dict[str, float | None]]:
        """By metric and question. One pass over all scores: a report reads every metric."""
        columns: dict[str, dict[str, float | None]] = defaultdict(dict)
        for question, runs in self.runs.items():
            if len(runs) == 1:
                for metric, score in self._scores_of(runs[0]).items():
                    if score.status != "not_applicable":
                        columns[metric][question] = score.value
                continue
            repeated: dict[str, list[float | None]] = defaultdict(list)
            for run in runs:
                for metric, score in self._scores_of(run).items():
                    if score.status != "not_applicable":
                        repeated[metric].append(score.value)
            for metric, values in repeated.items():
                columns[metric][question] = averaged(values)
        return dict(columns)


def by_variant(
    runs: Sequence[Run], scores: Mapping[int, Mapping[str, Score]], *, hashes: Sequence[str], order: Sequence[str]
) -> dict[str, Asked]:
    """Each variant's runs, by its hash."""
    found: dict[str, dict[str, list[Run]]] = {hashed: defaultdict(list) for hashed in hashes}
    for run in runs:
        if run.variant in found:
            found[run.variant][run.question].append(run)
    return {
        hashed: Asked(runs={question: tuple(asked[question]) for question in order if question in asked}, scores=scores)
        for hashed, asked in found.items()
    }


def clusters_of(questions: Sequence[str], known: Mapping[str, Question]) -> list[str] | None:
    """A cluster for each question; one that names none stands alone. None where all do."""
    labels = [known[id].cluster if id in known else "" for id in questions]
    if not any(labels):
        return None
    return [f"c:{label}" if label else f"q:{id}" for id, label in zip(questions, labels, strict=True)]
