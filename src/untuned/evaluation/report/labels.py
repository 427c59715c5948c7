"""Labels as runs gave them, beside the right ones: what macro-F1 is reckoned from."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from untuned.evaluation.report.material import LABELLED
from untuned.evaluation.report.table import Asked, clusters_of
from untuned.evaluation.stats.label_contrast import Labelled
from untuned.text.regex import regex
from untuned.types.measures import Score

_LABELS = regex(r"given '(.*)', right '(.*)'", re.DOTALL)


@dataclass(frozen=True, kw_only=True, slots=True)
class Given:
    """One run's label."""

    question: str
    label: str | None
    """"" where what was given is none; None where nothing was, since the run failed."""
    right: str


def given_labels(asked: Asked) -> list[Given]:
    """Of every run whose question asks for a label; none without one, and where a purge took the words of every score."""
    said = [
        (run, score)
        for runs in asked.runs.values()
        for run in runs
        if (score := asked.scores.get(run.id or 0, {}).get(LABELLED)) is not None and score.status != "not_applicable"
    ]
    read = [_LABELS.fullmatch(score.detail) if score.value is not None else None for _, score in said]
    if not any(read):
        return []
    return [
        Given(
            question=run.question,
            label=found[1] if found is not None else _without_words(score, right=right),
            right=right,
        )
        for found, (run, score) in zip(read, said, strict=True)
        for right in [_plain(found[2] if found is not None else asked.questions[run.question].label)]
    ]


def _without_words(score: Score, *, right: str) -> str | None:
    """The label by a score whose words a purge took, or of a run that failed."""
    if score.value is None:
        return None
    return right if score.value else ""


def labelled_by_both(a: Asked, b: Asked) -> list[Labelled]:
    """The questions that both gave labels, each with all of them."""
    mine, theirs = _by_question(given_labels(a)), _by_question(given_labels(b))
    shared = [question for question in mine if question in theirs]
    groups = clusters_of(shared, a.questions) or shared
    return [
        Labelled(
            right=mine[question][0].right,
            a=tuple(one.label for one in mine[question]),
            b=tuple(one.label for one in theirs[question]),
            group=group,
        )
        for question, group in zip(shared, groups, strict=True)
    ]


def _by_question(given: Sequence[Given]) -> dict[str, list[Given]]:
    found: dict[str, list[Given]] = {}
    for one in given:
        found.setdefault(one.question, []).append(one)
    return found


def _plain(label: str) -> str:
    return " ".join(label.casefold().replace("_", " ").split())
