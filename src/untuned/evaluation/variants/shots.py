"""The solved questions that a model is shown as examples: the same ones for every question, or those most like it.

Examples are made of confirmed development questions. None is ever made of a locked question, of the question that is asked, or of
one of its cluster or with its words: a model would be told what it is asked for.
"""

from __future__ import annotations

import hashlib
import itertools
import json
import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from untuned.errors import BadVariant
from untuned.evaluation.variants.hashing import hash_of
from untuned.index.search import inverse_frequency
from untuned.text.words import analyse
from untuned.types.measures import Question
from untuned.types.methods import Shot, Variant

_LENGTH = 16
_STANDING = ("found", "moved")
"""Evidence that stands in the documents as they are now."""


class Fixed:
    """The same examples for every question, but for those that would give its answer away: the next ones stand in for them."""

    def __init__(self, questions: Sequence[Question], k: int, *, seed: int = 0, quoted: bool = False) -> None:
        self._order = spread(examples(questions, quoted=quoted), seed=seed)
        self._k = k
        self._asked = _by_words(questions)

    @property
    def pool(self) -> tuple[Shot, ...]:
        """Every example that some question may be shown: what belongs into the variant's hash."""
        known = itertools.chain.from_iterable(self._asked.values())
        shown = {shot.id for asked in ([], *([question] for question in known)) for shot in self._of(asked)}
        return tuple(shot_of(one) for one in self._order if one.id in shown)

    @property
    def name(self) -> str:
        """What tells them from other examples: sixteen hexadecimal digits over those that most questions are shown."""
        told = [[shot.question, shot.answer, *shot.quotes] for shot in self._of([])]
        return hashlib.sha256(json.dumps(told).encode()).hexdigest()[:_LENGTH]

    def of(self, question: Question) -> tuple[Shot, ...]:
        """The examples for a question."""
        return self._of([question])

    def __call__(self, text: str) -> tuple[Shot, ...]:
        """The examples for a question by its text alone: none that any question of this text must not be shown."""
        return self._of(self._asked.get(_words(text), []))

    def _of(self, asked: Sequence[Question]) -> tuple[Shot, ...]:
        safe = (one for one in self._order if not any(leaks(one, question) for question in asked))
        return tuple(shot_of(one) for one in itertools.islice(safe, self._k))


class Nearest:
    """The examples that share most words with the question, rare words counting more; the nearest comes last, next to the question.

    Likeness is the weighted Jaccard index: the idf of the shared words over that of the words of both.
    """

    def __init__(self, questions: Sequence[Question], k: int, *, seed: int = 0, quoted: bool = False) -> None:
        self._order = spread(examples(questions, quoted=quoted), seed=seed)
        self._k = k
        self._asked = _by_words(questions)
        self._terms = [_terms(one.text, one.language) for one in self._order]
        self._holding: dict[str, list[int]] = defaultdict(list)
        for place, terms in enumerate(self._terms):
            for term in terms:
                self._holding[term].append(place)
        self._weights = [self._weight(terms) for terms in self._terms]

    @property
    def pool(self) -> tuple[Shot, ...]:
        """Every example that some question may be shown: what belongs into the variant's hash."""
        return tuple(sorted(map(shot_of, self._order), key=lambda shot: shot.id))

    @property
    def name(self) -> str:
        """What tells them from other examples: the way in which they are chosen, and how many; more questions do not change it."""
        return f"nearest {self._k}"

    def of(self, question: Question) -> tuple[Shot, ...]:
        """The examples for a question."""
        return self._of(question.text, question.language, [question])

    def __call__(self, text: str) -> tuple[Shot, ...]:
        """The examples for a question by its text alone: none that any question of this text must not be shown."""
        asked = self._asked.get(_words(text), [])
        return self._of(text, asked[0].language if asked else "", asked)

    def _of(self, text: str, language: str, asked: Sequence[Question]) -> tuple[Shot, ...]:
        likeness = self._likeness(_terms(text, language))
        alike = sorted(likeness, key=lambda place: (-likeness[place], place))
        ranked = itertools.chain(alike, (place for place in range(len(self._order)) if place not in likeness))
        safe = (self._order[place] for place in ranked if not any(leaks(self._order[place], question) for question in asked))
        return tuple(shot_of(one) for one in itertools.islice(safe, self._k))[::-1]

    def _likeness(self, terms: frozenset[str]) -> Mapping[int, float]:
        shared: dict[int, float] = defaultdict(float)
        for term in sorted(terms):  # sums of floats depend on their order
            weight = self._idf(term)
            for place in self._holding.get(term, ()):
                shared[place] += weight
        whole = self._weight(terms)
        return {place: weight / (whole + self._weights[place] - weight) for place, weight in shared.items()}

    def _weight(self, terms: frozenset[str]) -> float:
        return math.fsum(self._idf(term) for term in terms)

    def _idf(self, term: str) -> float:
        return inverse_frequency(len(self._holding.get(term, ())), len(self._order))


Shots = Fixed | Nearest


def shots_of(variant: Variant, questions: Sequence[Question], *, seed: int) -> Shots | None:
    """What a variant shows a model beside each question; None where it shows nothing.

    Args:
        variant: Says how many, and how they are chosen. One that answers in claims shows only examples with quotes.
        questions: All of the project's, also those that are no examples: they are told apart by them.
        seed: Of the order in which equally good examples are taken.

    Raises:
        BadVariant: There are too few questions to make examples of.
    """
    method = variant.method
    if not method.shots:
        return None
    quoted = method.wording == "claims"
    there = fewest(questions, quoted=quoted)
    if there < method.shots:
        what = "confirmed development questions with an answer" + (" and a quote that stands in the documents" if quoted else "")
        reason = (
            f"it shows {method.shots} examples, and for some question there are only {there}: {what}, none of the question's own cluster"
        )
        raise BadVariant(variant.name, reason=reason, remedy="add questions with 'untuned questions import' or 'draft', or lower 'shots'")
    made = Fixed if method.shot_choice == "fixed" else Nearest
    return made(questions, method.shots, seed=seed, quoted=quoted)


def with_shots(variant: Variant, shots: Shots | None, *, root: Path) -> Variant:
    """The variant with the examples that it may show in its hash, as it is recorded."""
    return variant if shots is None else replace(variant, hash=hash_of(variant, root=root, shots=shots.pool), shown=shots.name)


def examples(questions: Iterable[Question], *, quoted: bool = False) -> list[Question]:
    """The questions that examples may be made of: confirmed, for development, with an answer, and standing alone.

    With `quoted`, their evidence stands in the documents too, unless the right thing is to abstain.
    """
    return [one for one in questions if _solved(one) and (not quoted or one.must_abstain or _quotes(one))]


def fewest(questions: Sequence[Question], *, quoted: bool = False) -> int:
    """How many examples there are at least for each of the questions, without those that would give its answer away."""
    solved = examples(questions, quoted=quoted)
    by_cluster: dict[str, set[str]] = defaultdict(set)
    by_words: dict[str, set[str]] = defaultdict(set)
    for one in solved:
        by_words[_words(one.text)].add(one.id)
        if one.cluster:
            by_cluster[one.cluster].add(one.id)
    ids = {one.id for one in solved}
    nothing: set[str] = set()
    leaking = ({one.id} & ids | by_words.get(_words(one.text), nothing) | by_cluster.get(one.cluster, nothing) for one in questions)
    return min((len(solved) - len(found) for found in leaking), default=0)


def shot_of(question: Question) -> Shot:
    """The question as an example."""
    answer = next(iter(question.answers), question.label)
    return Shot(
        question=question.text,
        answer="" if question.must_abstain else answer,
        quotes=() if question.must_abstain else _quotes(question),
        id=question.id,
    )


def spread(questions: Iterable[Question], *, seed: int) -> list[Question]:
    """The same questions, so ordered that the first few are of as many kinds, languages and clusters as can be.

    The order goes by a hash of seed and id: it does not depend on the order that they come in, and one question more moves few.
    """
    strata: dict[tuple[str, str, bool], list[Question]] = defaultdict(list)
    for one in sorted(questions, key=lambda question: (_digest(question.id, seed), question.id)):
        strata[one.kind, one.language, one.must_abstain].append(one)
    largest_first = sorted(strata.items(), key=lambda item: (-len(item[1]), item[0]))
    turns = itertools.zip_longest(*(members for _, members in largest_first))
    mixed = [one for turn in turns for one in turn if one is not None]
    seen: set[str] = set()
    first: list[Question] = []
    later: list[Question] = []
    for one in mixed:
        (later if one.cluster and one.cluster in seen else first).append(one)
        seen.add(one.cluster)
    return [*first, *later]


def leaks(example: Question, asked: Question) -> bool:
    """True for an example that may give the answer to a question away: it is the same, of its cluster, or has its words."""
    same_cluster = bool(example.cluster) and example.cluster == asked.cluster
    return example.id == asked.id or same_cluster or _words(example.text) == _words(asked.text)


def _solved(question: Question) -> bool:
    answered = bool(question.answers or question.label or question.must_abstain)
    return question.confirmed and question.split == "dev" and answered and not question.history


def _quotes(question: Question) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one.quote for one in question.evidence if one.quote and one.status in _STANDING))


def _by_words(questions: Iterable[Question]) -> dict[str, list[Question]]:
    found: dict[str, list[Question]] = defaultdict(list)
    for one in questions:
        found[_words(one.text)].append(one)
    return dict(found)


def _words(text: str) -> str:
    return " ".join(text.casefold().split())


def _terms(text: str, language: str) -> frozenset[str]:
    return frozenset(analyse(text, language=language).terms)


def _digest(id: str, seed: int) -> str:
    return hashlib.sha256(f"{seed}:{id}".encode()).hexdigest()
