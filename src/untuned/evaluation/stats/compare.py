"""Two variants compared on the same questions: scores become a verdict.

A difference is said when the interval excludes zero and the test rejects. Equivalence is said when the inner interval lies within the
minimum effect, and goes before better and worse: a difference that is real but smaller than what matters to the user changes nothing.
With fewer than thirty questions that have both scores the verdict is always "not enough evidence"; so it is where the scores that are
missing could make it untrue, were they the least favourable.
"""

from __future__ import annotations

import math
from collections.abc import Hashable, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from typing import TypedDict, TypeVar, Unpack, cast

import numpy as np
from numpy.typing import NDArray

from untuned.evaluation.stats.clusters import compare_clusters, crowding, fewest_clusters, numbered
from untuned.evaluation.stats.equivalence import within_minimum
from untuned.evaluation.stats.estimates import Estimate, Terms
from untuned.evaluation.stats.missing import could_undo, missing_bounds
from untuned.evaluation.stats.paired_binary import UNSEEN_ANSWERS, compare_counts
from untuned.evaluation.stats.paired_numeric import compare_differences, sizes_of, unseen_squares
from untuned.evaluation.stats.power import questions_to_settle
from untuned.evaluation.stats.sentences import Telling, nothing_to_compare, why
from untuned.types.measures import Comparison, Interval, Outlook

T = TypeVar("T")
_LARGEST = 1e30
"""A score beyond it is no measurement, and its powers do not fit a float."""
_STEPS = (-1.0, -0.5, 0.0, 0.5, 1.0)
"""Standard errors by which a forecast varies the difference that was seen."""
_ROUGH = 3
"""How many times as many questions it may take, by that, before the forecast is called rough."""
FEWEST = 30
"""Questions with both scores below which a result is an anecdote."""


class Finer(TypedDict, total=False):
    """What a report sets and most callers leave alone."""

    alpha: float
    higher_is_better: bool
    names: tuple[str, str]
    bounded: bool


def compare_scores(
    a: Iterable[float | None],
    b: Iterable[float | None],
    *,
    clusters: Iterable[Hashable] | None = None,
    minimum_effect: float = 0.03,
    seed: int = 0,
    **finer: Unpack[Finer],
) -> Comparison:
    """B against A: the verdict, the difference (mean of B less mean of A), its interval and p, and what to do next.

    Args:
        a: The score of each question under A: booleans or numbers, None where the scorer failed. Repeats are averaged beforehand.
        b: The same questions in the same order, under B.
        clusters: For each question the document or template that it comes from, None for one that stands alone; or no clusters at all.
        minimum_effect: The smallest difference that matters, in the metric's unit.
        seed: Where random draws start; the same seed gives the same comparison.
        finer: `alpha`, the two-sided level (default .05; the interval has confidence 1 - alpha), `higher_is_better` (default True),
            which side is called better; the difference keeps its sign; `names`, what `why` calls the two (default A and B); and
            `bounded`, whether scores are shares from 0 to 1 (default: those are taken for shares that all lie there).

    Raises:
        ValueError: Lengths differ, a score is neither a finite number nor None, or the minimum effect, alpha or a cluster cannot be.
        TypeError: Scores or clusters come as a mapping or a set, which have no order that two of them share.
    """
    a, b = _listed(a, "a"), _listed(b, "b")
    clusters = None if clusters is None else _listed(clusters, "clusters")
    alpha, higher_is_better = finer.get("alpha", 0.05), finer.get("higher_is_better", True)
    _check(a, b, clusters, minimum_effect, alpha)
    paired = _paired(_numbers(a, "a"), _numbers(b, "b"), clusters, bounded=finer.get("bounded", True))
    if paired.scale.bounded and minimum_effect > 0.5:
        raise ValueError(f"minimum effect {minimum_effect} is more than half of what scores from 0 to 1 can differ by; 3 points are .03")
    blank = _nothing_yet(paired, minimum_effect=minimum_effect, alpha=alpha)
    if not blank.n:
        return replace(blank, why=nothing_to_compare(blank.total))
    scale = paired.scale
    terms = Terms(alpha=alpha, seed=seed, reach=scale.reach, bounded=scale.bounded)
    estimate = estimates_of(paired.differences, clusters=paired.clusters, terms=terms, yes_no=scale.yes_no)[0]
    found = replace(
        blank,
        verdict=verdict_of(estimate, n=blank.n, minimum_effect=minimum_effect, higher_is_better=higher_is_better),
        difference=estimate.difference,
        interval=estimate.interval,
        p=estimate.p,
        mid_p=estimate.mid_p,
        method=estimate.method,
        clusters=None if paired.clusters is None or _alone(paired.clusters) else int(paired.clusters.max()) + 1,
    )
    if found.verdict == "not enough evidence":
        found = _forecast(found, paired, terms)
    telling = Telling(
        inner=estimate.inner,
        differing=(int((paired.differences > 0).sum()), int((paired.differences < 0).sum())) if scale.yes_no else None,
        fewest_clusters=fewest_clusters(alpha),
        in_points=scale.bounded,
        higher_is_better=higher_is_better,
        anecdote=found.n < FEWEST,
        names=finer.get("names", ("A", "B")),
    )
    return held_back(replace(found, why=why(found, telling)))


def held_back(found: Comparison) -> Comparison:
    """The comparison, without its verdict where the missing scores could undo it."""
    if found.worst is None or not could_undo(found, found.worst):
        return found
    return replace(found, verdict="not enough evidence", undone=True)


def estimates_of(differences: NDArray[np.float64], *, clusters: NDArray[np.intp] | None, terms: Terms, yes_no: bool) -> list[Estimate]:
    """What each row of differences shows; shape (comparisons, n), every row over the same questions and clusters.

    One comparison is a matrix of one row. Many at once share their random draws and cost much less than one by one.
    """
    if yes_no:
        n = differences.shape[1]
        gained, lost = (differences > 0).sum(axis=1).tolist(), (differences < 0).sum(axis=1).tolist()
        plain = [compare_counts(more, fewer, n, alpha=terms.alpha) for more, fewer in zip(gained, lost, strict=True)]
    else:
        plain = compare_differences(differences, terms=terms)
    if clusters is None or _alone(clusters):
        return plain
    return compare_clusters(differences, plain, clusters=clusters, terms=terms)


def verdict_of(estimate: Estimate, *, n: int, minimum_effect: float, higher_is_better: bool = True) -> Outlook:
    """What n questions that gave this estimate let one say."""
    if n < FEWEST:
        return "not enough evidence"
    if within_minimum(estimate.inner, minimum_effect=minimum_effect):
        return "equivalent"
    if estimate.interval.low > 0:
        return "better" if higher_is_better else "worse"
    if estimate.interval.high < 0:
        return "worse" if higher_is_better else "better"
    return "not enough evidence"


@dataclass(frozen=True, kw_only=True, slots=True)
class _Scale:
    """What the scores can be: from `low` to `high`, at most `reach` apart."""

    low: float
    high: float
    reach: float
    bounded: bool
    yes_no: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class _Paired:
    """What two lists of scores come to: the differences of the questions that have both, shape (1, n), and what is left of the rest."""

    differences: NDArray[np.float64]
    clusters: NDArray[np.intp] | None
    scale: _Scale
    worst: Interval | None
    total: int


def _paired(a: Sequence[float | None], b: Sequence[float | None], clusters: Sequence[Hashable] | None, *, bounded: bool) -> _Paired:
    pairs = [(one, other, at) for at, (one, other) in enumerate(zip(a, b, strict=True)) if one is not None and other is not None]
    scale = _scale(np.array([each for each in [*a, *b] if each is not None], dtype=np.float64), bounded=bounded)
    return _Paired(
        differences=np.array([[other - one for one, other, _ in pairs]], dtype=np.float64),
        clusters=None if clusters is None else numbered([clusters[at] for _, _, at in pairs]),
        scale=scale,
        worst=missing_bounds(a, b, low=scale.low, high=scale.high),
        total=len(a),
    )


def _nothing_yet(paired: _Paired, *, minimum_effect: float, alpha: float) -> Comparison:
    """What holds before anything is computed, and where nothing can be."""
    return Comparison(
        verdict="not enough evidence",
        difference=None,
        interval=None,
        p=None,
        method="none: no question has both scores",
        n=paired.differences.shape[1],
        total=paired.total,
        minimum_effect=minimum_effect,
        worst=paired.worst,
        alpha=alpha,
    )


def _scale(observed: NDArray[np.float64], *, bounded: bool) -> _Scale:
    """Scores that may be bounded and all lie in [0, 1] are taken for shares; of others the observed range is all that is known."""
    if not observed.size or (bounded and observed.min() >= 0 and observed.max() <= 1):
        yes_no = bool(np.isin(observed, (0.0, 1.0)).all())
        return _Scale(low=0.0, high=1.0, reach=1.0, bounded=True, yes_no=yes_no)
    low, high = float(observed.min()), float(observed.max())
    reach = high - low or abs(high) or 1.0
    return _Scale(low=low, high=high, reach=reach, bounded=False, yes_no=False)


def _forecast(found: Comparison, paired: _Paired, terms: Terms) -> Comparison:
    """The comparison, with how many more questions would settle it, and how roughly that is known."""
    more = _more(found, paired, terms)
    return found if more is None else replace(found, more_questions=more, more_between=_between(found, paired, terms))


def _more(found: Comparison, paired: _Paired, terms: Terms) -> int | None:
    """How many more questions would settle it, were the differences of further ones like those seen; None where clusters are too few.

    Questions of so few clusters show nothing, however many they are.
    """
    if found.clusters is not None and found.clusters < fewest_clusters(terms.alpha):
        return None
    return _needed(found.difference or 0.0, found, paired, terms)


def _between(found: Comparison, paired: _Paired, terms: Terms) -> tuple[int, int | None] | None:
    """The fewest and the most more questions, were the difference up to a standard error larger or smaller; None where these are close."""
    error = deviation_of(paired.differences, clusters=paired.clusters, reach=terms.reach) / math.sqrt(found.n)
    each = [_needed((found.difference or 0.0) + error * step, found, paired, terms) for step in _STEPS]
    known = [one for one in each if one is not None]
    fewest, most = min(known), max(known) if len(known) == len(each) else None
    return (fewest, most) if most is None or most >= _ROUGH * fewest else None


def _needed(difference: float, found: Comparison, paired: _Paired, terms: Terms) -> int | None:
    """How many more questions would settle it, were this the difference; None where more than 10,000 would be needed."""
    scale, n = paired.scale, found.n
    needed = questions_to_settle(
        difference,
        deviation=deviation_of(paired.differences, clusters=paired.clusters, reach=terms.reach),
        n=n,
        minimum_effect=found.minimum_effect,
        alpha=terms.alpha,
        unseen=UNSEEN_ANSWERS if scale.yes_no else unseen_squares(terms.reach) if scale.bounded else 0.0,
    )
    return None if needed is None else max(needed, FEWEST, n + 1) - n


def deviation_of(differences: NDArray[np.float64], *, clusters: NDArray[np.intp] | None, reach: float) -> float:
    """The standard deviation of differences, shape (1, n), as a forecast takes it; with clusters, the standard error times the root of n.

    One more difference of the usual size is added, since few or none that were seen do not mean that there are none.
    """
    size = float(sizes_of(differences, reach=reach)[0])
    variance = max(0.0, (float((differences**2).sum()) + size**2) / (differences.shape[1] + 1) - float(differences.mean()) ** 2)
    if clusters is not None:
        variance *= crowding(differences[0].tolist(), clusters.tolist())
    return math.sqrt(variance)


def _alone(clusters: NDArray[np.intp]) -> bool:
    return int(clusters.max()) + 1 == len(clusters)


def _listed(given: Iterable[T], name: str) -> list[T]:
    """The values in the order in which they come: a place in a series of pandas is one of its index, which need not be that order."""
    if isinstance(given, (Mapping, Set)):
        kind = type(cast("object", given)).__name__
        raise TypeError(f"{name} is a {kind}; give a list with one value for each question, in one order for all")
    return list(given)


def _numbers(scores: Sequence[float | None], name: str) -> list[float | None]:
    return [
        score if score is None or (type(score) is float and abs(score) <= _LARGEST) else _number(score, f"{name}[{at}]")
        for at, score in enumerate(scores)
    ]


def _number(score: object, place: str) -> float:
    given: object = score.item() if isinstance(score, np.generic) else score  # pyright: ignore[reportUnknownVariableType, reportUnknownMemberType]
    if not isinstance(given, (bool, int, float)):
        raise ValueError(f"{place} is {score!r}, which is no score; give a boolean, a number, or None where the scorer failed")  # noqa: TRY004
    if isinstance(given, float) and not math.isfinite(given):
        raise ValueError(f"{place} is {score!r}, which is no score; give None where the scorer failed")
    if abs(given) > _LARGEST:
        raise ValueError(f"{place} is beyond {_LARGEST:g}, which no score is; give it in a larger unit, or None where the scorer failed")
    return float(given)


def _check(
    a: Sequence[float | None], b: Sequence[float | None], clusters: Sequence[Hashable] | None, minimum_effect: float, alpha: float
) -> None:
    if len(a) != len(b):
        raise ValueError(f"a has {len(a)} scores and b has {len(b)}; give both for the same questions, None where one failed")
    if clusters is not None and len(clusters) != len(a):
        raise ValueError(f"{len(clusters)} clusters for {len(a)} questions; give one for each question, or None")
    if not (math.isfinite(minimum_effect) and minimum_effect > 0):
        raise ValueError(f"minimum effect {minimum_effect} must be above 0; it is the smallest difference that matters to you")
    if not 0 < alpha < 0.5:
        raise ValueError(f"alpha {alpha} must lie between 0 and .5; .05 is usual")
