"""What is told of a project's own scorers: which they are, and why one gave no score."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from untuned.evaluation.metrics.metric import Metric
from untuned.text.names import shortened
from untuned.types.measures import Score

FAILED = "{name}: {failed:,} of {answers:,} answers have no score by this project's own scorer; of the first: {why}."

_LONGEST = 200
"""Characters of a reason: an error of a package may quote a whole answer."""

Scores = Mapping[int, Mapping[str, Score]]


def own_of(metrics: Iterable[Metric]) -> tuple[str, ...]:
    """The names of those that packages of the project's own bring."""
    return tuple(metric.name for metric in metrics if metric.source == "extension")


def failing(own: Iterable[str], scores: Scores, *, details: Callable[[Sequence[int]], Scores]) -> tuple[str, ...]:
    """A note for each that failed, with the reason at its first answer; `details` gives the scores of runs whole."""
    notes: list[str] = []
    for name in own:
        said = {run: found[name] for run, found in scores.items() if name in found}
        failed = [run for run, score in said.items() if score.status == "failed"]
        if failed:
            first = details([failed[0]])[failed[0]][name].detail.removesuffix(".")
            why = shortened(first, longest=_LONGEST) or "the reason was purged"
            notes.append(FAILED.format(name=name, failed=len(failed), answers=len(said), why=why))
    return tuple(notes)
