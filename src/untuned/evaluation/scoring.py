"""Recorded runs are scored, and what is not right gets its cause; what was scored by other metrics or another gold is told apart."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from operator import attrgetter
from typing import TypeVar

from untuned.evaluation.attribution import attribute
from untuned.evaluation.metrics.case import Case
from untuned.evaluation.metrics.metric import Metric
from untuned.evaluation.metrics.reading.voices import Voice
from untuned.evaluation.report.material import CAUSE
from untuned.types.answers import Citation
from untuned.types.documents import Span
from untuned.types.measures import Cited, Evidence, Question, Run, Score

T = TypeVar("T")

_TOGETHER = 200
"""Runs whose texts are read at once."""
CAUSES = "5"
"""The version of how causes are found."""
_LENGTH = 16
"""Hexadecimal digits of what stands for a question's gold."""

Held = Mapping[int, Mapping[str, Score]]
"""Scores by run and metric."""


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
    cite: Callable[[Cited], Citation | None] | None = None
    """The citation of an address that a run cites, with its quote."""


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


def stamp(question: Question, *, labels: frozenset[str]) -> str:
    """The version of a cause: of how causes are found, and of all that is known of the question's answer, so that a correction shows.

    Evidence counts as it is labelled, not as it stands: what an old run read is held against the documents of its time.
    """
    gold = (
        question.text,
        question.kind,
        question.answers,
        question.must_abstain,
        question.label,
        sorted(labels) if question.label else (),
        question.fact_source,
        question.language,
        question.origin,
        [(one.path, one.quote, one.version, one.start, one.end, one.status) for one in question.evidence],
    )
    return f"{CAUSES} {hashlib.sha256(repr(gold).encode(errors='surrogatepass')).hexdigest()[:_LENGTH]}"


def due(
    runs: Sequence[Run], held: Held, questions: Mapping[str, Question], *, metrics: Sequence[Metric], labels: frozenset[str]
) -> list[Run]:
    """The runs whose scores are missing, of another version of a metric, or by a gold that was corrected since.

    A run whose question is gone is not due: there is nothing to score it by. Nor is one due for its gold alone where a purge took
    evidence from the question: the figures stay.
    """
    names, wanted = [metric.name for metric in metrics], [metric.version for metric in metrics]
    version = attrgetter("version")
    asked = {run.question: questions[run.question] for run in runs if run.question in questions}
    golds = {id: "" if _is_purged(one) else stamp(one, labels=labels) for id, one in asked.items()}
    found: list[Run] = []
    for run in runs:
        said, gold = held.get(run.id or 0, {}), golds.get(run.question)
        if gold is None:
            continue
        cause = said.get(CAUSE)
        try:
            # Every score of every run passes here before each report.
            is_current = cause is not None and (not gold or cause.version == gold)
            is_current = is_current and list(map(version, map(said.__getitem__, names))) == wanted
        except KeyError:
            is_current = False
        if not is_current:
            found.append(run)
    return found


def emptied(runs: Sequence[Run], scores_of: Callable[[Sequence[int]], Held]) -> frozenset[int]:
    """The ids of the runs whose words were purged: scored anew they would all be wrong, and their figures are to stay.

    A purge leaves no detail of a score but the cause; every run that has never had words has some.
    """
    silent = [run.id for run in runs if run.id is not None and not _says(run)]
    held: Held = scores_of(silent) if silent else {}
    return frozenset(id for id in silent if id in held and not any(one.detail for name, one in held[id].items() if name != CAUSE))


def _is_purged(question: Question) -> bool:
    return any(one.status == "purged" for one in question.evidence)


def _says(run: Run) -> bool:
    return bool(run.text or run.original or run.error or run.claims or run.contexts or run.cited or run.hits or run.read or run.notes)


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
        cite=shelf.cite,
    )


def _scores(case: Case, metrics: Sequence[Metric]) -> list[Score]:
    found = [metric.of(case) for metric in metrics]
    cause = attribute(case, {one.metric: one for one in found})
    said = Score(metric=CAUSE, version=stamp(case.question, labels=case.labels), value=None, detail=cause or "")
    return [*found, said]


def _portions(items: Sequence[T]) -> Iterator[Sequence[T]]:
    return (items[at : at + _TOGETHER] for at in range(0, len(items), _TOGETHER))
