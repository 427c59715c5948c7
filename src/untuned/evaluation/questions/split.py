"""Development and locked questions: what is tuned on, and what is only measured with; never one cluster on both sides."""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass

from untuned.evaluation.questions.near import groups, key_of
from untuned.types.measures import Question, Split

_MOST_COPIES = 5
"""A wording that more documents share is a form that is asked of each of them, not one question copied."""
SEEN = (
    "{seen} of the {locked} questions that are locked now were measured before: they confirm nothing that was chosen by that. "
    "Climb and compare again on the development questions that are left; next time lock questions before anything is measured"
)
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
    """The cluster of each question by id: as `own_clusters` has it, but that copies share the cluster of the first of them.

    Copies are near-duplicates of which the same is right, unless more than five clusters share the wording. What different documents, or
    clusters that are named, answer each in its own way is a question of each of them.
    """
    own = own_clusters(questions)
    joined: dict[str, str] = {}
    for places in groups([key_of(question.text) for question in questions]):
        near = [questions[place] for place in places]
        if 1 < len({own[one.id] for one in near}) <= _MOST_COPIES:
            for first, copy in _copies(near):
                target, other = _last(own[first.id], joined), _last(own[copy.id], joined)
                if other != target:
                    joined[other] = target
    return {id: _last(name, joined) for id, name in own.items()}


def own_clusters(questions: Sequence[Question]) -> dict[str, str]:
    """What each question belongs to by itself, by id: the cluster it names, else its evidence's document, else its own id."""
    return {question.id: place_of(question) or question.id for question in questions}


def described(cluster: str, held: Sequence[Question]) -> str:
    """A cluster by name, with how many others copies of a question join to it."""
    others = len(set(own_clusters(held).values())) - 1
    joined = f", with {others} more whose questions are worded and answered alike," if others else ""
    return f"cluster '{cluster[:80]}'{joined}"


def _copies(near: Sequence[Question]) -> Iterator[tuple[Question, Question]]:
    """Each copy with the first of what it copies; one that names no place, or not what is right, may copy any: the first of all."""
    first: dict[Hashable, Question] = {}
    known = [one for one in near if place_of(one) and _right(one)]
    rest = [one for one in near if not (place_of(one) and _right(one))]
    for one in known:
        yield first.setdefault(_right(one), one), one
    for one in rest:
        yield (known or rest)[0], one


def _right(question: Question) -> Hashable:
    """What is right, in whatever case and spacing; empty where nothing says it."""
    if question.must_abstain:
        return "abstain"
    said = question.answers or ((question.label,) if question.label else ()) or tuple(one.quote for one in question.evidence)
    return frozenset(" ".join(one.casefold().split()) for one in said)


def _last(name: str, joined: Mapping[str, str]) -> str:
    while name in joined:
        name = joined[name]
    return name


def place_of(question: Question) -> str:
    """The cluster that a question names, else its evidence's document; "" where it has neither."""
    return question.cluster or next((one.path for one in question.evidence if one.path), "")


def split_questions(
    questions: Sequence[Question], *, share: float = 0.5, seed: int = 0, unlock: bool = False, measured: Set[str] = frozenset()
) -> SplitReport:
    """A side for every cluster, drawn by a hash of the seed and its name, so that questions that come later move no other one.

    `share`, in [0, 1], is the chance of a cluster to be locked; questions are told oldest first. A cluster of which a question is
    locked already is locked as a whole, unless `unlock` draws all of them anew. `measured` are ids that a measurement was made with.
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
    moved: dict[str, Split] = {question.id: splits[question.id] for question in questions if splits[question.id] != question.split}
    return SplitReport(
        splits=splits,
        moved=moved,
        kept_locked=tuple(kept),
        clusters=len(members),
        share=sides["locked"] / len(questions) if questions else 0.0,
        notes=(*_notes(members, sides, share), *_seen(moved, measured)),
    )


def _draw(name: str, seed: int) -> float:
    """A number in [0, 1) that a cluster's name and the seed give: SHA-256, the first 52 bits."""
    return int(hashlib.sha256(f"{seed}:{name}".encode()).hexdigest()[:13], 16) / 16**13


def _seen(moved: Mapping[str, Split], measured: Set[str]) -> tuple[str, ...]:
    """Whether questions are locked that something may have been chosen by already."""
    seen = sum(side == "locked" and id in measured for id, side in moved.items())
    return (SEEN.format(seen=seen, locked=sum(side == "locked" for side in moved.values())),) if seen else ()


def _notes(members: Mapping[str, Sequence[Question]], sides: Mapping[Split, int], share: float) -> tuple[str, ...]:
    total = sum(sides.values())
    if not total:
        return ()
    name, largest = max(members.items(), key=lambda item: len(item[1]))
    notes: list[str] = []
    if len(members) > 1 and len(largest) > _LARGE * total:
        holds = f"{described(name, largest)} holds {len(largest)} of {total} questions"
        notes.append(f"{holds}: name smaller ones by 'cluster', such as its chapters")
    if len(members) == 1:
        notes.append(f"all {total} questions are one cluster, '{name}': name smaller ones by 'cluster', or there is only one side")
    if 0 < share < 1 and abs(sides["locked"] / total - share) > 0.1:
        notes.append(f"{sides['locked']} of {total} are locked, {share:.0%} were asked for: clusters are drawn whole")
    return tuple(notes)
