"""The headline metric on parts of the questions: by kind, by language, by cluster."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Literal

from untuned.evaluation.stats.mean import mean_interval
from untuned.types.measures import Question
from untuned.types.pages import Slice, SliceCell

Values = Mapping[str, float | None]
"""A variant's headline score of each question that asks for one; None where it is missing."""

_LEAST = 5
"""Questions of a cluster that is shown apart."""
_CLUSTERS = 12
"""The largest clusters; the others are not shown."""

_AXES: Sequence[tuple[Literal["kind", "language", "cluster"], Callable[[Question], str]]] = (
    ("kind", lambda question: question.kind),
    ("language", lambda question: question.language),
    ("cluster", lambda question: question.cluster),
)


def slices(questions: Sequence[Question], columns: Sequence[Values], *, bounds: tuple[float, float], seed: int) -> tuple[Slice, ...]:
    """Every part that some but not all questions share, with each variant's mean and interval; `bounds` are those of the metric."""
    return tuple(_slices(questions, columns, bounds=bounds, seed=seed))


def _slices(questions: Sequence[Question], columns: Sequence[Values], *, bounds: tuple[float, float], seed: int) -> Iterator[Slice]:
    for axis, of in _AXES:
        counts = Counter(name for question in questions if (name := of(question)))
        for name, count in counts.most_common(_CLUSTERS if axis == "cluster" else None):
            if count == len(questions) or (axis == "cluster" and count < _LEAST):
                continue
            part = [question for question in questions if of(question) == name]
            cells = tuple(_cell(part, values, bounds=bounds, seed=seed) for values in columns)
            yield Slice(axis=axis, name=name, questions=count, cells=cells)


def _cell(part: Sequence[Question], values: Values, *, bounds: tuple[float, float], seed: int) -> SliceCell:
    scored = [(value, question) for question in part if (value := values.get(question.id)) is not None]
    found = [value for value, _ in scored]
    # Questions of one cluster stand or fall together, also inside a slice; each without a cluster stands alone.
    clusters = [question.cluster or f"\0{question.id}" for _, question in scored]
    interval = mean_interval(found, clusters=clusters, low=bounds[0], high=bounds[1], seed=seed)
    return SliceCell(value=sum(found) / len(found) if found else None, interval=interval, n=len(found))
