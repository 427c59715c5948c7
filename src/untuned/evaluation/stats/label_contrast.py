"""Two variants' macro-F1 on the same questions: a paired bootstrap, since macro-F1 is no mean of a score of each question."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Hashable, Sequence
from dataclasses import dataclass, replace
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

from untuned.evaluation.stats.compare import FEWEST, held_back, verdict_of
from untuned.evaluation.stats.estimates import Estimate, reaching_zero
from untuned.evaluation.stats.label_bounds import at_best, at_worst
from untuned.evaluation.stats.missing import BOUNDS
from untuned.evaluation.stats.power import MOST, POWER, questions_to_settle
from untuned.evaluation.stats.sentences import Telling, nothing_to_compare, why
from untuned.types.measures import Comparison, Interval

RESAMPLES = 5_000
METHOD = f"paired bootstrap of macro-F1, {RESAMPLES:,} resamples of questions"
_CHUNK = 250
_FEW = 10
_UNSEEN = 3.7
"""Of n questions, so many may differ although none was seen to: the upper end of an exact 95 % interval, -ln(.025)."""
FEWEST_GROUPS = 10
"""Independent groups below which no difference is said: so few resampled say too little of their spread."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Labelled:
    """What two variants gave one question, each as often as it was asked: "" where that is no label, None where the run failed."""

    right: str
    a: Sequence[str | None]
    b: Sequence[str | None]
    group: Hashable
    """The same for questions that are not independent."""

    @property
    def known(self) -> Labelled:
        """The question with the labels that are not missing."""
        return replace(self, a=[one for one in self.a if one is not None], b=[one for one in self.b if one is not None])

    @property
    def partial(self) -> bool:
        """Both sides have a label, and some repeats of theirs have none."""
        return (None in self.a or None in self.b) and any(one is not None for one in self.a) and any(one is not None for one in self.b)


def compare_macro_f1(
    asked: Sequence[Labelled], *, minimum_effect: float = 0.03, alpha: float = 0.05, seed: int = 0, names: tuple[str, str] = ("A", "B")
) -> Comparison:
    """B's macro-F1 less A's: the verdict, the interval and p, both sides on the same resamples.

    Groups of questions are drawn with replacement; of each resample macro-F1 is reckoned anew for both sides, over the labels that are
    right somewhere in it. The interval goes from one percentile of the differences to the other, and p is twice the share of them at or
    beyond zero, on the side where fewer are. A question counts once, however often it was asked. A bootstrap draws only what it has seen:
    where fewer than ten questions differ, the interval also reaches as far as four more would move it. It rests on the questions of which
    both sides have a label; there is no verdict that the labels of the others could undo.

    Source: Efron and Tibshirani (1993), An introduction to the bootstrap, chapters 13 and 16; for systems on the same questions
    Berg-Kirkpatrick, Burkett and Klein (2012), An empirical investigation of statistical significance in NLP, EMNLP.

    Raises:
        ValueError: There is no question, or one without an answer on some side.
    """
    if not asked or any(not one.a or not one.b for one in asked):
        raise ValueError("there is no question, or one without an answer of one side: give what is missing as an empty label, or as None")
    known = [each for one in asked if (each := one.known).a and each.b]
    if not known:
        return _nothing(len(asked), minimum_effect=minimum_effect, alpha=alpha)
    table = _counted(known)
    differing = sum(Counter(one.a) != Counter(one.b) for one in known)
    estimate, error = _estimate(table, seed=seed, alpha=alpha, reach=table.most_moved * _UNSEEN if differing < _FEW else 0.0)
    n, groups = len(known), table.groups
    enough = n if groups >= FEWEST_GROUPS else 0
    found = Comparison(
        verdict=verdict_of(estimate, n=enough, minimum_effect=minimum_effect),
        difference=estimate.difference,
        interval=estimate.interval,
        p=estimate.p,
        method=METHOD,
        n=n,
        total=len(asked),
        clusters=None if groups == n else groups,
        minimum_effect=minimum_effect,
        worst=None if n == len(asked) else macro_f1_bounds([each if (each := one.known).a and each.b else one for one in asked]),
        alpha=alpha,
    )
    return _told(found, estimate, names, needed=_needed(found, table, error=error, differing=differing))


def macro_f1_bounds(asked: Sequence[Labelled]) -> Interval:
    """B's macro-F1 less A's were every missing label right on one side and as wrong as can be on the other, and the other way round."""
    right, a, b = [one.right for one in asked], [one.a for one in asked], [one.b for one in asked]
    low, high = (
        _difference([replace(one, a=mine, b=theirs) for one, mine, theirs in zip(asked, *sides, strict=True)])
        for sides in ((at_best(right, a), at_worst(right, b)), (at_worst(right, a), at_best(right, b)))
    )
    return Interval(low=low, high=high, confidence=1.0, method=BOUNDS)


def _difference(asked: Sequence[Labelled]) -> float:
    table = _counted(asked)
    return float(table.differences(np.ones((1, table.groups), dtype=np.float32))[0])


def _nothing(total: int, *, minimum_effect: float, alpha: float) -> Comparison:
    return Comparison(
        verdict="not enough evidence",
        difference=None,
        interval=None,
        p=None,
        method="none: no question has both scores",
        n=0,
        total=total,
        minimum_effect=minimum_effect,
        why=nothing_to_compare(total),
        alpha=alpha,
    )


@dataclass(frozen=True, kw_only=True, slots=True)
class _Counts:
    """What each group adds to the counts of each label: shape (groups, labels). A question counts 1 on each side."""

    there: NDArray[np.float32]
    hits: tuple[NDArray[np.float32], NDArray[np.float32]]
    """Of A, of B: given where it is right."""
    said: tuple[NDArray[np.float32], NDArray[np.float32]]

    @property
    def groups(self) -> int:
        """Independent ones."""
        return len(self.there)

    @property
    def most_moved(self) -> float:
        """How far one more question that differs moves macro-F1 at most: two labels by what one answer is to them."""
        there = self.there.sum(axis=0)
        least = np.minimum(self.said[0].sum(axis=0), self.said[1].sum(axis=0)) + there
        return float(4 / least.min()) / len(there)

    def differences(self, drawn: NDArray[np.float32]) -> NDArray[np.float64]:
        """B's macro-F1 less A's where groups count so often: shape (resamples, groups) to (resamples,)."""
        there = drawn @ self.there
        present = there > 0
        a, b = (_macro(drawn @ hits, drawn @ said, there, present) for hits, said in zip(self.hits, self.said, strict=True))
        return b - a


def _macro(
    hits: NDArray[np.float32], said: NDArray[np.float32], there: NDArray[np.float32], present: NDArray[np.bool_]
) -> NDArray[np.float64]:
    f1 = np.divide(2 * hits, said + there, out=np.zeros_like(hits), where=present)
    return f1.sum(axis=1, dtype=np.float64) / present.sum(axis=1)


def _counted(asked: Sequence[Labelled]) -> _Counts:
    labels = {label: place for place, label in enumerate(sorted({one.right for one in asked}))}
    groups: defaultdict[Hashable, int] = defaultdict(lambda: len(groups))
    places = [groups[one.group] for one in asked]
    there, *rest = (np.zeros((len(groups), len(labels)), dtype=np.float32) for _ in range(5))
    for place, one in zip(places, asked, strict=True):
        there[place, labels[one.right]] += 1
        for given, hits, said in ((one.a, rest[0], rest[1]), (one.b, rest[2], rest[3])):
            for label in given:
                if label in labels:
                    said[place, labels[label]] += 1 / len(given)
                    hits[place, labels[label]] += (label == one.right) / len(given)
    return _Counts(there=there, hits=(rest[0], rest[2]), said=(rest[1], rest[3]))


def _estimate(table: _Counts, *, seed: int, alpha: float, reach: float) -> tuple[Estimate, float]:
    """The difference with its percentile interval, which holds it and everything within reach of it; and its bootstrap standard error."""
    rng, groups = np.random.default_rng(seed), table.groups
    parts: list[NDArray[np.float64]] = []
    for begun in range(0, RESAMPLES, _CHUNK):
        count = min(_CHUNK, RESAMPLES - begun)
        drawn = rng.integers(0, groups, size=(count, groups)) + groups * np.arange(count)[:, None]
        times = np.bincount(drawn.ravel(), minlength=count * groups).reshape(count, groups)
        parts.append(table.differences(times.astype(np.float32)))
    found = np.concatenate(parts)
    difference = float(table.differences(np.ones((1, groups), dtype=np.float32))[0])
    inside = min(int((found <= 0).sum()), int((found >= 0).sum()))
    p = min(1.0, 2 * (inside + 1) / (RESAMPLES + 1))
    if reach and abs(difference) <= reach:
        p = 1.0

    def interval(level: float) -> Interval:
        low, high = (float(end) for end in np.quantile(found, [level / 2, 1 - level / 2], method="inverted_cdf"))
        return Interval(
            low=max(min(low, difference - reach), -1.0), high=min(max(high, difference + reach), 1.0), confidence=1 - level, method=METHOD
        )

    whole = reaching_zero(interval(alpha), p=p, alpha=alpha)
    return Estimate(difference=difference, interval=whole, inner=interval(2 * alpha), p=p, method=METHOD), float(found.std())


def _needed(found: Comparison, table: _Counts, *, error: float, differing: int) -> int | None:
    """About how many questions in all would settle it; None where no sensible number would.

    By the bootstrap standard error (Efron and Tibshirani, chapter 6) with one more question that differs, as in `compare.deviation_of`.
    How far the interval reaches beyond what was seen shrinks by the number of questions rather than by its root, and is no part of it
    once ten differ: it counts only where these may still be fewer among so many, by two standard errors of their number.
    """
    size, n, reach = abs(found.difference or 0.0), found.n, _UNSEEN * table.most_moved
    error = error * math.sqrt(1 + 1 / differing) if differing else table.most_moved

    def settled(unseen: float) -> int | None:
        return questions_to_settle(
            size, deviation=error * math.sqrt(n), n=n, minimum_effect=found.minimum_effect, alpha=found.alpha, unseen=unseen**2
        )

    def ten_differ(count: int) -> bool:
        coming = differing * count / n
        return coming - 2 * math.sqrt(coming) >= _FEW

    def beyond_reach(count: int) -> bool:
        return size - NormalDist().inv_cdf(POWER) * error * math.sqrt(n / count) > reach * n / count

    needed = settled(0.0)
    if needed is None or ten_differ(needed):
        return needed
    if size < found.minimum_effect:
        return settled(reach * n / NormalDist().inv_cdf(1 - found.alpha))
    return next((count for count in range(needed, n + MOST + 1) if ten_differ(count) or beyond_reach(count)), None)


def _told(found: Comparison, estimate: Estimate, names: tuple[str, str], *, needed: int | None) -> Comparison:
    if found.verdict == "not enough evidence":
        found = replace(found, more_questions=None if needed is None else max(needed, FEWEST, found.n + 1) - found.n)
    telling = Telling(
        inner=estimate.inner,
        differing=None,
        fewest_clusters=FEWEST_GROUPS,
        in_points=True,
        higher_is_better=True,
        anecdote=found.n < FEWEST,
        names=names,
        what="macro-F1",
    )
    return held_back(replace(found, why=why(found, telling)))
