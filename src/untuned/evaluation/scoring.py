"""Recorded runs are scored, and what is not right gets its cause."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from untuned.evaluation.attribution import attribute
from untuned.evaluation.metrics.case import Case
from untuned.evaluation.metrics.metric import Metric
from untuned.evaluation.metrics.reading.voices import Voice
from untuned.evaluation.report.material import CAUSE
from untuned.types.documents import Span
from untuned.types.measures import Evidence, Question, Run, Score

T = TypeVar("T")

_TOGETHER = 200
"""Runs whose texts are read at once."""
CAUSES = "1"
"""The version of how causes are found."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Shelf:
    """Where scoring looks up what runs and questions name."""

    texts: Callable[[Sequence[Span]], Mapping[Span, tuple[str, str]]]
    """The path and the text of each readable span."""
    evidence: Callable[[Question], tuple[Evidence, ...]]
    """A question's evidence as it stands now."""
    known: Callable[[str], bool] | None = None
    """True for a word that the documents have."""
    labels: frozenset[str] = field(default_factory=frozenset[str])
    voice: Voice | None = None
    """The author whom answers should sound like."""


def scored(
    runs: Sequence[Run], questions: Mapping[str, Question], *, shelf: Shelf, metrics: Sequence[Metric]
) -> Iterator[dict[int, list[Score]]]:
    """The scores of the runs, by their ids, some hundreds of runs at a time; a run whose question is gone has none."""
    for cases in cases_of(runs, questions, shelf=shelf):
        yield {case.run.id or 0: _scores(case, metrics) for case in cases}


def cases_of(runs: Sequence[Run], questions: Mapping[str, Question], *, shelf: Shelf) -> Iterator[list[Case]]:
    """The recorded runs with all that a metric is shown, some hundreds at a time; those whose question is gone are left out."""
    standing: dict[str, tuple[Evidence, ...]] = {}
    for portion in _portions([run for run in runs if run.question in questions and run.id is not None]):
        for run in portion:
            if run.question not in standing:
                standing[run.question] = shelf.evidence(questions[run.question])
        texts = shelf.texts(list(dict.fromkeys(span for run in portion for span in (*run.read, *(one.span for one in run.cited)))))
        yield [_case(run, questions[run.question], standing[run.question], texts, shelf) for run in portion]


def _case(run: Run, question: Question, evidence: tuple[Evidence, ...], texts: Mapping[Span, tuple[str, str]], shelf: Shelf) -> Case:
    return Case(
        run=run,
        question=question,
        read=tuple(texts[span][1] for span in run.read if span in texts),
        evidence=evidence,
        paths=tuple(texts[one.span][0] if one.span in texts else "" for one in run.cited),
        known=shelf.known,
        labels=shelf.labels,
        voice=shelf.voice,
    )


def _scores(case: Case, metrics: Sequence[Metric]) -> list[Score]:
    found = [metric.of(case) for metric in metrics]
    cause = attribute(case, {one.metric: one for one in found})
    said = Score(metric=CAUSE, version=CAUSES, value=None, detail=cause or "")
    return [*found, said]


def _portions(items: Sequence[T]) -> Iterator[Sequence[T]]:
    return (items[at : at + _TOGETHER] for at in range(0, len(items), _TOGETHER))
