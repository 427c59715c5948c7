"""What a report may say of a judge's figures: whose they are, and whether people bear them out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from untuned.evaluation.metrics import judge_cost, judged_backed, judged_right
from untuned.evaluation.metrics.metric import Metric
from untuned.evaluation.ratings.calibrate import calibrate
from untuned.types.measures import Rating, Score

JUDGED: tuple[Metric, ...] = (judged_right.METRIC, judged_backed.METRIC, judge_cost.METRIC)
"""What a judge's scores are of."""

CALIBRATE = "'untuned ratings draw {id} --metric {name} --out FILE' writes answers to label; then 'untuned ratings import FILE'."
_LONGEST_ID = 18
"""Digits of a run's id."""

Held = Mapping[int, Mapping[str, Score]]
"""Scores by run and metric."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Standing:
    """What a report may say of a judge's figures."""

    scores: Mapping[int, Mapping[str, Score]]
    """With those of one judge alone: those of another are left out, and count as missing."""
    uncalibrated: tuple[str, ...] = ()
    """Metrics that people have not labelled enough of to take them as they are."""
    notes: tuple[str, ...] = ()


class Judgements(Protocol):
    """What is kept of runs of any measurement."""

    def scores_of(self, ids: Sequence[int]) -> Held:
        """Their scores, by run and metric."""
        ...

    def questions_of(self, ids: Sequence[int]) -> Mapping[int, str]:
        """The questions that they answer."""
        ...


def standing(id: str, scores: Held, *, version: str, people: Sequence[Rating], kept: Judgements) -> Standing:
    """The scores of a measurement with those of one judge: of `version` where it judged any, else of whoever judged most.

    A judge's figures are held against what people said of any answer that it judged: ratings of the aspect that has the metric's name.

    Args:
        id: The measurement.
        scores: Of its runs.
        version: Of the judge that the settings name; "" where they name none.
        people: Everything that people said.
        kept: What other runs have.
    """
    versions = Counter(_by(score) for said in scores.values() if (score := said.get(JUDGED[0].name)) is not None)
    if not versions:
        return Standing(scores=scores)
    chosen = version if version in versions else versions.most_common(1)[0][0]
    own = {run: _only(said, chosen) for run, said in scores.items()} if len(versions) > 1 else scores
    rated = [one for one in people if is_run(one.item) and one.value is not None and 0 <= one.value <= 1]
    runs = sorted({int(one.item) for one in rated})
    judged, groups = kept.scores_of(runs), {str(run): question for run, question in kept.questions_of(runs).items()}
    notes: list[str] = []
    uncalibrated: list[str] = []
    for name in (judged_right.METRIC.name, judged_backed.METRIC.name):
        values = {str(run): value for run, said in judged.items() if (value := _value(said, name, chosen)) is not None}
        found = calibrate(values, [one for one in rated if one.aspect == name], groups=groups)
        who = f"{name} is the word of {chosen.split(' ')[0]}"
        if found.raw:
            notes.append(f"{who}: {found.why}.")
        else:
            uncalibrated.append(name)
            notes.append(f"{who} and not calibrated: {found.why}. {CALIBRATE.format(id=id, name=name)}")
    return Standing(scores=own, uncalibrated=tuple(uncalibrated), notes=tuple(notes))


def is_run(item: str) -> bool:
    """Whether what was rated can be the id of a run."""
    return item.isascii() and item.isdecimal() and len(item) <= _LONGEST_ID


def _by(score: Score) -> str:
    """The version of the judge that gave a score."""
    return score.version.partition(" ")[2]


def _only(said: Mapping[str, Score], version: str) -> Mapping[str, Score]:
    names = {metric.name for metric in JUDGED}
    return {name: score for name, score in said.items() if name not in names or _by(score) == version}


def _value(said: Mapping[str, Score], name: str, version: str) -> float | None:
    found = said.get(name)
    return None if found is None or _by(found) != version else found.value
