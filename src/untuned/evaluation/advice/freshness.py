"""How fast evidence changes: the versions of its documents, replayed in cycles of training.

Each passage is followed through the versions of its document, from the one in which it was labelled backwards and forwards. Where the
next version does not have it word for word, it changed on that version's day, and what is most like it there is followed on. A passage
that only moved within its document did not change.

The replay then asks what a model would have met that was trained at the beginning of each cycle: the share of passages that changed
within it. A passage whose history is shorter than a cycle counts by the days that it has, each day supposed to be like the others.
Passages of one document change together, most of all those that one edit changed, so they count for less than as many from different
ones: Kish's design effect, the larger one of documents as groups and of a document's passages in one cycle.
"""

from __future__ import annotations

import random
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from untuned.evaluation.advice.dossier import Freshness, History
from untuned.evaluation.advice.exposure import Watched, share_within
from untuned.evaluation.questions.archive import Archive
from untuned.evaluation.questions.likeness import nearest
from untuned.evaluation.questions.places import Held, whole_places
from untuned.evaluation.stats.clusters import cluster_correlation, design_effect
from untuned.types.documents import Version
from untuned.types.measures import Evidence
from untuned.types.versions import Life

Lives = Callable[[int], Mapping[int, Life]]
"""The days on which each version of a document held, by the version's id."""

_MOST_PASSAGES = 1_000
_MOST_VERSIONS = 100
"""Of one document, the latest."""
_MOST_WINDOWS = 12
_LEAST_DAYS = 14
"""A history that is shorter says nothing of a cycle."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Followed:
    """A passage with the days on which it changed."""

    document: int
    seen_from: date
    """The first day of its document's history."""
    changed: tuple[date, ...]


def follow(evidence: Sequence[Evidence], *, archive: Archive, lives: Lives, today: date) -> list[Followed]:
    """Each passage that can still be read, followed through the versions of its document.

    Args:
        evidence: The passages that questions rest on; of more than 1,000 different ones, as many are drawn.
        archive: The documents with their versions.
        lives: When each version held.
        today: Versions that begin to hold later are not looked at.
    """
    return list(_follow(_drawn(evidence), archive, lives, today))


def freshness(followed: Sequence[Followed], *, cycle_days: int, today: date) -> Freshness | None:
    """How much of the evidence changes within a cycle of training, which ends today; None where there is too little history to tell."""
    past = history(followed, cycle_days=cycle_days, today=today)
    if past is None or past.days < past.least:
        return None
    return _replayed([one for one in followed if one.seen_from < today], cycle=cycle_days, today=today)


def history(followed: Sequence[Followed], *, cycle_days: int, today: date) -> History | None:
    """How far the evidence can be followed back, and what of it changed meanwhile; None where there is no passage to follow."""
    if not followed:
        return None
    return History(
        days=max((today - one.seen_from).days for one in followed),
        least=min(_LEAST_DAYS, cycle_days),
        passages=len(followed),
        changed=sum(bool(one.changed) for one in followed),
    )


def _replayed(followed: Sequence[Followed], *, cycle: int, today: date) -> Freshness:
    watched: list[Watched] = []
    groups: list[tuple[int, int]] = []
    changed = shorter = most = 0
    for one in followed:
        seen = (today - one.seen_from).days
        window, count = min(cycle, seen), min(max(seen // cycle, 1), _MOST_WINDOWS)
        ends = [today - timedelta(days=nth * window) for nth in range(count)]
        found = [any(end - timedelta(days=window) < day <= end for day in one.changed) for end in ends]
        watched += [Watched(days=window, changed=each) for each in found]
        groups += [(one.document, nth) for nth in range(count)]
        changed, shorter, most = changed + any(found), shorter + (seen < cycle), max(most, count)
    share, interval = share_within(watched, days=cycle, effect=_effect(watched, groups))
    return Freshness(
        share=share,
        interval=replace(interval, method=f"{interval.method}, documents and their edits as groups"),
        cycle_days=cycle,
        window_days=max(one.days for one in watched),
        windows=most,
        passages=len(followed),
        documents=len({one.document for one in followed}),
        changed=changed,
        shorter=shorter,
    )


def _effect(watched: Sequence[Watched], groups: Sequence[tuple[int, int]]) -> float:
    """How much less they tell than as many from different documents: by document, or by document and cycle where that is more."""
    values = [float(one.changed) for one in watched]
    kinds: tuple[Sequence[Hashable], ...] = ([document for document, _ in groups], groups)
    return max(_design(values, kind) for kind in kinds)


def _design(values: Sequence[float], groups: Sequence[Hashable]) -> float:
    """The design effect of these groups; nothing tells how alike the values of one single group are, so they count as one value."""
    sizes = list(Counter(groups).values())
    return design_effect(sizes, correlation=cluster_correlation(values, groups) if len(sizes) > 1 else 1.0)


def _drawn(evidence: Sequence[Evidence]) -> list[Evidence]:
    """The different passages, at most so many."""
    known = {(one.version, one.start, one.end): one for one in evidence if one.version is not None}
    found = [known[key] for key in sorted(known, key=str)]
    return found if len(found) <= _MOST_PASSAGES else random.Random(0).sample(found, _MOST_PASSAGES)  # noqa: S311 - a draw, no secret


def _follow(evidence: Sequence[Evidence], archive: Archive, lives: Lives, today: date) -> Iterator[Followed]:
    """Each passage that can still be read, followed through its document."""
    by_document: dict[int, list[_Passage]] = defaultdict(list)
    paths: dict[int, str] = {}
    for one in sorted(evidence, key=lambda one: one.version or 0):
        held = None if one.version is None else archive.held(one.version)
        if held is not None:
            first, last = held.unit(one.start, one.end)
            text = held.text[min(first, one.start) : max(last, one.end)]
            by_document[held.version.document].append(_Passage(version=held.version.id, text=text))
            paths[held.version.document] = held.version.path
    for document, passages in by_document.items():
        held_on = lives(document)
        known = [one for one in archive.versions(paths[document]) if one.id in held_on and held_on[one.id].held_from <= today]
        if known:
            history = _History(versions=known[-_MOST_VERSIONS:], lives=held_on, archive=archive)
            yield from (Followed(document=document, seen_from=history.day(0), changed=days) for days in history.changes(passages))


@dataclass(slots=True)
class _Passage:
    """A whole sentence, as the version before the one that is looked at has it."""

    version: int
    text: str
    lost: bool = False
    """Nothing like it stands there."""


@dataclass(frozen=True, kw_only=True, slots=True)
class _History:
    """The versions of one document, oldest first."""

    versions: Sequence[Version]
    lives: Mapping[int, Life]
    archive: Archive

    def day(self, nth: int) -> date:
        """From when on a version held."""
        return self.lives[self.versions[nth].id].held_from

    def changes(self, passages: Sequence[_Passage]) -> list[tuple[date, ...]]:
        """For each passage, the days on which it was not any more, or not yet, what it was the version before.

        Every version is read once in each direction, whatever the number of passages.
        """
        place = {version.id: nth for nth, version in enumerate(self.versions)}
        known = [one for one in passages if one.version in place]
        days: list[list[date]] = [[] for _ in known]
        for backwards in (True, False):
            walked = [replace(one) for one in known]
            for nth in sorted(range(len(self.versions)), reverse=backwards):
                ahead = [at for at, one in enumerate(known) if (place[one.version] > nth if backwards else place[one.version] < nth)]
                for at in self._changed(nth, ahead, walked):
                    days[at].append(self.day(nth + 1 if backwards else nth))
        gone = list(self._removed())
        return [(*found, *gone) for found in days]

    def _changed(self, nth: int, ahead: Sequence[int], walked: Sequence[_Passage]) -> Iterator[int]:
        """The passages that a version has not word for word; each is what is most like it there from then on."""
        alive = [at for at in ahead if not walked[at].lost]
        held = self.archive.held(self.versions[nth].id) if alive else None
        for at in alive if held is not None else ():
            one = walked[at]
            if held is not None and not _stands(held, one.text):
                found = nearest(held, one.text)
                one.lost = found is None
                one.text = one.text if found is None else held.text[found[0] : found[1]]
                yield at

    def _removed(self) -> Iterator[date]:
        last = self.lives[self.versions[-1].id].held_to
        if last is not None and not self.versions[-1].current:
            yield last + timedelta(days=1)


def _stands(held: Held, passage: str) -> bool:
    return passage.strip() in held.text or bool(whole_places(held, passage))
