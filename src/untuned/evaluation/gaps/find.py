"""SPINE of gaps: outcomes become different questions, questions groups of one matter, and groups documents to write."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from types import MappingProxyType
from typing import TYPE_CHECKING

from untuned.evaluation.gaps.cluster import clusters
from untuned.evaluation.gaps.misses import Missed, sifted
from untuned.evaluation.gaps.tell import Member, gap
from untuned.evaluation.gaps.weigh import Idf, unit, weights
from untuned.text.small_talk import asks_nothing
from untuned.types.gaps import Gap, GapReport, MissKind, Outcome

if TYPE_CHECKING:
    from untuned.evaluation.gaps.cluster import Table

JOINED = 0.12
"""The mean likeness from which on questions are one matter. Chosen on halves of the articles of SQuAD 2.0 and XQuAD (English, Russian)."""

_EMPTY: tuple[MissKind, ...] = ("nothing_found", "weak_evidence", "wrong_scope", "no_verified_claim", "model_declined")
"""Misses that a filter may be the only reason of."""
NO_RATINGS: Mapping[str, bool] = MappingProxyType({})


def refuses_nothing(_question: str) -> bool:
    """False: what is in scope where there is no router."""
    return False


@dataclass(frozen=True, kw_only=True, slots=True)
class Lens:
    """What questions are looked at through."""

    idf: Idf
    vectors: Callable[[Sequence[str]], Table] | None = None
    """What texts mean, a row for each; zeros for one that cannot be read. None without an embedder."""
    refuses: Callable[[str], bool] = refuses_nothing
    """Whether the router, as it is now, says that a question is out of scope."""
    rated: Mapping[str, bool] = field(default_factory=lambda: NO_RATINGS)
    """By id of an answer: rated poorly, or well."""


def find_gaps(outcomes: Sequence[Outcome], *, lens: Lens, now: datetime, limit: int, since: datetime | None = None) -> GapReport:
    """The documents that should be written, the most asked for first; at most `limit` of them. Outcomes come oldest first.

    What asks nothing, such as a greeting, is left out, and so is what was not found within filters that the asker gave. The same outcomes,
    documents and moment give the same report. Of `n` questions the cost grows as `n`, not as its square.
    """
    outcomes = [one for one in outcomes if not asks_nothing(one.question)]
    narrowed = [one for one in outcomes if one.narrowed and one.miss in _EMPTY]
    outcomes = [one for one in outcomes if not (one.narrowed and one.miss in _EMPTY)]
    found = sifted(outcomes, rated=lens.rated)
    asked = {one.question for one in outcomes if one.miss is not None or lens.rated.get(one.id, False)}
    answered = {(one.question, one.language) for one in outcomes if one.miss is None and one.question not in asked}
    members = [
        Member(missed=one, weights=weighted)
        for one, weighted in zip(
            found.missed,
            weights([_worded(one) for one in found.missed], answered=sorted(answered), idf=lens.idf),
            strict=True,
        )
    ]
    inside = _Groups([one for one in members if not one.missed.refused], lens=lens)
    beyond = _Groups([one for one in members if one.missed.refused], lens=lens)
    gaps: list[Gap] = []
    refused = [gap(one, now=now) for one in beyond.listing[:limit]]
    looked = 0
    for group in inside.listing:
        if len(gaps) == limit:
            break
        made = gap(group, now=now)
        looked += 1
        late = 2 * sum(lens.refuses(example.text) for example in made.examples) > len(made.examples)
        (refused if late else gaps).append(made)
    late_count = sum(one.count for one in refused) - sum(one.count for one in refused[: min(limit, len(beyond.listing))])
    total = inside.count - late_count
    return GapReport(
        gaps=tuple(replace(one, share=one.count / total) for one in gaps),
        out_of_scope=tuple(sorted(refused, key=lambda one: (-one.count, one.title))[:limit]),
        asked=found.asked,
        missed=total,
        refused=beyond.count + late_count,
        settled=found.settled,
        narrowed=len(narrowed),
        left=len(inside.listing) - looked,
        since=since,
    )


class _Groups:
    """Questions by matter, the most asked for first."""

    def __init__(self, members: Sequence[Member], *, lens: Lens) -> None:
        embed = lens.vectors

        def vectors(places: Sequence[int]) -> Table:
            assert embed is not None
            return embed([members[place].missed.matter for place in places])

        bags = [unit(one.weights) for one in members]
        found = clusters(bags, joined=JOINED, vectors=None if embed is None else vectors)
        self.count = sum(one.missed.count for one in members)
        self.listing = sorted(([members[place] for place in group] for group in found), key=_rank)


def _rank(group: Sequence[Member]) -> tuple[int, float, str]:
    """Most asked for first, then the latest."""
    outcomes = [one for member in group for one in member.missed.outcomes]
    return -len(outcomes), -max(one.at.timestamp() for one in outcomes), group[0].missed.matter


def _worded(one: Missed) -> tuple[str, str]:
    return one.matter, one.outcomes[-1].language
