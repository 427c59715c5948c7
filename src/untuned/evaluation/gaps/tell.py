"""A group of questions as a gap: named by its telling words, with examples, and the document that was nearest."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from untuned.evaluation.gaps.misses import Missed
from untuned.evaluation.gaps.weigh import ASKING
from untuned.rag.rewrite.leaning import tells
from untuned.rag.verify.scope.in_force import asked_time
from untuned.text.words import terms
from untuned.types.gaps import Gap, GapAction, GapQuestion, MissKind, Near, NearKind, Outcome

RECENT = timedelta(days=30)
_MOST_WORDS = 4
_LONGEST_TITLE = 8
"""Words from the first that tells to the last."""
_MOST_EXAMPLES = 5
_LONGEST = 200
_ALIKE = 0.6
"""The share of words from which on two questions are one example."""
_STRENGTH: Mapping[NearKind, int] = {"holds": 3, "near_miss": 2, "cited": 2, "read": 1}
_AUXILIARIES = frozenset(["do", "does", "did", "is", "are", "was", "were", "can", "could", "will", "would", "should"])
"""Words that stand between others in a question alone."""
_SIGNS = " \t.,;:!?()[]{}<>\"'«»“”„‘…*_`•"


@dataclass(frozen=True, kw_only=True, slots=True)
class Member:
    """A question of a group, with the weights of its words."""

    missed: Missed
    weights: Mapping[str, float]


def gap(members: Sequence[Member], *, now: datetime) -> Gap:
    """What a group of questions asks for; its share is still to be said."""
    outcomes = sorted((one for member in members for one in member.missed.outcomes), key=lambda one: one.at)
    telling = _telling(members)
    near, near_count = _nearest(outcomes)
    past = sum(_is_past(one) for one in outcomes)
    kinds: Counter[MissKind] = Counter([one.miss for one in outcomes if one.miss is not None])
    return Gap(
        title=_title(members, telling),
        count=len(outcomes),
        questions=len(members),
        share=0.0,
        first_at=outcomes[0].at,
        last_at=outcomes[-1].at,
        recent=sum(one.at >= now - RECENT for one in outcomes),
        kinds=tuple(sorted(kinds.items(), key=lambda one: (-one[1], one[0]))),
        examples=_examples(members),
        action=_action(near, near_count, members=members, telling=telling, past=past),
        near=near,
        near_count=near_count,
        closed=sum(one.missed.count for one in members if one.missed.closed),
        past=past,
    )


def _telling(members: Sequence[Member]) -> list[str]:
    """The words that tell most of the group: those that many of its questions have and few documents."""
    has: Counter[str] = Counter()
    weight: dict[str, float] = {}
    for member in members:
        for term, value in member.weights.items():
            has[term] += 1
            weight[term] = value
    ranked = sorted(has.keys() - ASKING, key=lambda term: (-has[term] * weight[term], term))
    often = [term for term in ranked if has[term] > 1] if len(members) > 1 else ranked
    return [term for term in often or ranked if weight[term] > 0][:_MOST_WORDS]


def _title(members: Sequence[Member], telling: Sequence[str]) -> str:
    """What stands from the first telling word to the last in the question that has most of them, as it was written.

    Where that is long, those words alone; a question without any is its own title.
    """
    best: list[str] = []
    most = 0
    for member in sorted(members, key=lambda one: (-one.missed.count, len(one.missed.matter), one.missed.matter)):
        pieces = [piece.strip(_SIGNS) for piece in member.missed.matter.split()]
        places = [(at, found) for at, piece in enumerate(pieces) if (found := _told(piece, member, telling))]
        has = len({term for _, found in places for term in found})
        if has > most:
            most = has
            first, last = places[0][0], places[-1][0]
            best = pieces[first : last + 1] if last - first < _LONGEST_TITLE else [pieces[at] for at, _ in places]
            best = [piece for piece in best if piece not in _AUXILIARIES]
    title = " ".join(piece for piece in best if piece).removesuffix("'s").removesuffix("’s") or members[0].missed.text
    return cut(title[:1].upper() + title[1:])


def _told(piece: str, member: Member, telling: Sequence[str]) -> frozenset[str]:
    """The telling words that a piece of a question is."""
    return frozenset(telling).intersection(terms(piece, language=_language(member))) if tells(piece) else frozenset()


def _language(member: Member) -> str:
    return member.missed.outcomes[-1].language


def _examples(members: Sequence[Member]) -> tuple[GapQuestion, ...]:
    """The most asked questions, no two of them alike."""
    found: list[GapQuestion] = []
    seen: list[frozenset[str]] = []
    for member in sorted(members, key=lambda one: (-one.missed.count, one.missed.text)):
        words = frozenset(member.weights)
        if len(found) < _MOST_EXAMPLES and not any(_share(words, other) >= _ALIKE for other in seen):
            seen.append(words)
            last = member.missed.outcomes[-1]
            found.append(GapQuestion(text=cut(member.missed.text), count=member.missed.count, last_at=last.at, id=last.id))
    return tuple(found)


def _share(words: frozenset[str], other: frozenset[str]) -> float:
    return len(words & other) / len(words | other) if words or other else 1.0


def _nearest(outcomes: Iterable[Outcome]) -> tuple[Near | None, int]:
    """The document that was nearest to most of them, a near miss counting for two passages that were merely read; and to how many."""
    found: dict[str, list[Near]] = defaultdict(list)
    for one in outcomes:
        if one.near is not None:
            found[one.near.path].append(one.near)
    if not found:
        return None, 0
    path = min(found, key=lambda path: (-sum(_STRENGTH[one.kind] for one in found[path]), path))
    strongest = max(_STRENGTH[one.kind] for one in found[path])
    best = Counter(one for one in found[path] if _STRENGTH[one.kind] == strongest)
    return min(best.items(), key=lambda one: (-one[1], one[0].heading, one[0].reason, one[0].kind, one[0].changed))[0], len(found[path])


def _is_past(one: Outcome) -> bool:
    """Whether a question names a time that was over when it was asked."""
    time = asked_time(one.question)
    return time is not None and time.last < one.at.date()


def _action(near: Near | None, near_count: int, *, members: Sequence[Member], telling: Sequence[str], past: int) -> GapAction:
    """A page is worth extending where it was near to most of the questions, and not where these ask for a time that is past.

    One that was merely read has to name the matter, too.
    """
    count = sum(one.missed.count for one in members)
    if near is None or 2 * near_count <= count:
        return "write"
    if near.kind == "holds":
        return "mend"
    names = set(terms(f"{near.title} {near.heading}"))
    if near.kind == "read" and names.isdisjoint(telling):
        return "write"
    return "write" if 2 * past > count else "extend"


def cut(text: str) -> str:
    """A text of at most 200 characters."""
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1].rstrip()}…"
