"""Development and locked questions: what is tuned on, and what is only measured with; never one cluster on both sides."""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from untuned.evaluation.questions.near import groups, key_of
from untuned.types.measures import Question, Split

_MOST_COPIES = 5
"""A wording that more documents share is a form that is asked of each of them, not one question copied."""
_LARGE = 0.3
"""A cluster of more of all questions than this is told of."""


@dataclass(frozen=True, kw_only=True, slots=True)
class SplitReport:
    """Which question goes where, and what stays against the draw."""

    splits: Mapping[str, Split]
    """By id, of every question."""
    moved: Mapping[str, Split]
    """Those that stood elsewhere before."""
    kept_locked: tuple[str, ...]
    """Drawn for dev, but locked already: they stay, since who unlocks a question has looked at it."""
    clusters: int
    share: float
    """Of the questions that are locked now, in [0, 1]."""
    notes: tuple[str, ...] = ()


def clusters_of(questions: Sequence[Question]) -> dict[str, str]:
    """The cluster of each question by id: the one it names, else its evidence's document, else its own id.

    Near-duplicates share the cluster of the first of them, unless more than five clusters share the wording.
    """
    own = {question.id: question.cluster or _document(question) or question.id for question in questions}
    joined: dict[str, str] = {}
    for places in groups([key_of(question.text) for question in questions]):
        names = list(dict.fromkeys(own[questions[place].id] for place in places))
        if 1 < len(names) <= _MOST_COPIES:
            target = _last(names[0], joined)
            for name in names[1:]:
                other = _last(name, joined)
                if other != target:
                    joined[other] = target
    return {id: _last(name, joined) for id, name in own.items()}


def _last(name: str, joined: Mapping[str, str]) -> str:
    while name in joined:
        name = joined[name]
    return name


def _document(question: Question) -> str:
    return next((one.path for one in question.evidence if one.path), "")


def split_questions(questions: Sequence[Question], *, share: float = 0.5, seed: int = 0, unlock: bool = False) -> SplitReport:
    """A side for every cluster, drawn by a hash of the seed and its name, so that questions that come later move no other one.

    `share`, in [0, 1], is the chance of a cluster to be locked; questions are told oldest first. A cluster of which a question is
    locked already is locked as a whole, unless `unlock` draws all of them anew.
    """
    clusters = clusters_of(questions)
    members: dict[str, list[Question]] = defaultdict(list)
    for question in questions:
        members[clusters[question.id]].append(question)
    splits: dict[str, Split] = {}
    kept: list[str] = []
    for name, held in members.items():
        drawn: Split = "locked" if _draw(name, seed) < share else "dev"
        locked = [question.id for question in held if question.split == "locked"]
        if drawn == "dev" and locked and not unlock:
            kept += locked
            drawn = "locked"
        splits |= {question.id: drawn for question in held}
    sides = Counter(splits.values())
    return SplitReport(
        splits=splits,
        moved={question.id: splits[question.id] for question in questions if splits[question.id] != question.split},
        kept_locked=tuple(kept),
        clusters=len(members),
        share=sides["locked"] / len(questions) if questions else 0.0,
        notes=_notes(members, sides, share),
    )


def _draw(name: str, seed: int) -> float:
    """A number in [0, 1) that a cluster's name and the seed give: SHA-256, the first 52 bits."""
    return int(hashlib.sha256(f"{seed}:{name}".encode()).hexdigest()[:13], 16) / 16**13


def _notes(members: Mapping[str, Sequence[Question]], sides: Mapping[Split, int], share: float) -> tuple[str, ...]:
    total = sum(sides.values())
    if not total:
        return ()
    name, largest = max(members.items(), key=lambda item: len(item[1]))
    notes: list[str] = []
    if len(members) > 1 and len(largest) > _LARGE * total:
        notes.append(f"cluster '{name}' holds {len(largest)} of {total} questions: name smaller ones by 'cluster', such as its chapters")
    if len(members) == 1:
        notes.append(f"all {total} questions are one cluster, '{name}': name smaller ones by 'cluster', or there is only one side")
    if 0 < share < 1 and abs(sides["locked"] / total - share) > 0.1:
        notes.append(f"{sides['locked']} of {total} are locked, {share:.0%} were asked for: clusters are drawn whole")
    return tuple(notes)
