"""A comparison in words: what the verdict rests on, and what to do next."""

from __future__ import annotations

from dataclasses import dataclass

from untuned.evaluation.stats.counted import counted
from untuned.evaluation.stats.missing import could_undo
from untuned.types.measures import Comparison, Interval


@dataclass(frozen=True, kw_only=True, slots=True)
class Telling:
    """What the words need beyond the comparison itself."""

    inner: Interval
    """The interval that decides equivalence."""
    differing: tuple[int, int] | None
    """For yes/no scores: questions that B alone gets right, and those that A alone does."""
    fewest_clusters: int
    """Clusters below which no difference can be shown."""
    in_points: bool
    """Scores in [0, 1] are told in points of a hundred; others in their own unit."""
    higher_is_better: bool
    anecdote: bool
    names: tuple[str, str] = ("A", "B")
    """What the two are called in the sentences."""
    what: str = "mean"
    """Of which the difference is."""


UNDONE = "These alone could undo it, so that there is no verdict: ask again what failed, or see why it has no score."
"""Where missing scores could make a verdict untrue."""
SHARED = "By itself, at {alpha}, it would be {verdict}; {left} comparisons share that here, so that this one is decided at {level}."
"""Where alpha is shared by more than one comparison, and that alone keeps this one from a verdict."""
ROUGH = "That is a rough guess, which moves as questions are added."
_FORESEEN = 100
"""More questions than an anecdote can ask for."""


def why(comparison: Comparison, telling: Telling) -> str:
    """The reason for the verdict and the next step, as whole sentences."""
    if comparison.interval is None:
        return nothing_to_compare(comparison.total)
    shown = not comparison.interval.low <= 0 <= comparison.interval.high
    parts = [
        _seen(comparison, comparison.interval, telling),
        "This is an anecdote: with fewer than 30 questions the verdict is never better, worse or equivalent." if telling.anecdote else "",
        _shown(comparison, comparison.interval, telling) if shown else _not_shown(comparison, telling),
        _missing(comparison, telling),
        _next(comparison, telling),
    ]
    return " ".join(part for part in parts if part)


def shared(found: Comparison, alone: Comparison, *, among: int) -> str:
    """What sharing alpha changes: a sentence where the two alone would be called better or worse; "" elsewhere."""
    if found.verdict != "not enough evidence" or alone.verdict not in ("better", "worse"):
        return ""
    alpha, level = (f"{each:.4g}".removeprefix("0") for each in (alone.alpha, found.alpha))
    return SHARED.format(alpha=alpha, verdict=alone.verdict, left=among, level=level)


def nothing_to_compare(total: int) -> str:
    """What is said where no question has both scores."""
    told = f"None of {counted(total, 'question')} has both scores: there is nothing to compare."
    return f"{told} See which runs failed or had no score, or give scores of the same questions."


def amount(value: float, *, in_points: bool) -> str:
    """A difference with its sign: `+2.3 points`, or `+0.0123` in the metric's own unit."""
    return f"{round(100 * value, 1) + 0.0:+.1f} points" if in_points else f"{value:+.4g}"


def between(interval: Interval, *, in_points: bool) -> str:
    """Both ends with one unit: `-1.2 to +5.0 points`."""
    low, high = amount(interval.low, in_points=in_points), amount(interval.high, in_points=in_points)
    return f"{low.removesuffix(' points')} to {high}"


def probability(p: float) -> str:
    """A p value as it is printed: `p = .0625`, or `p < .0001`."""
    return "p < .0001" if p < 0.0001 else "p = " + f"{p:.3g}".removeprefix("0")


def _seen(comparison: Comparison, interval: Interval, telling: Telling) -> str:
    a, b = telling.names
    where = counted(comparison.n, "question")
    where += "" if comparison.clusters is None else f" in {counted(comparison.clusters, 'cluster')}"
    if telling.differing is None:
        start = f"Over {where} the {telling.what} of {b} less that of {a} is"
    else:
        gained, lost = telling.differing
        does = "is right" if telling.higher_is_better else "fails"
        start = f"{b} alone {does} on {gained} and {a} alone on {lost} of {where}: a difference of"
    p = probability(comparison.p or 0.0)
    if comparison.mid_p is not None:
        p = f"exact {p}; mid-{probability(comparison.mid_p)}"
    lies = f"{interval.confidence * 100:.4g} % interval {between(interval, in_points=telling.in_points)}"
    return f"{start} {amount(comparison.difference or 0.0, in_points=telling.in_points)} ({lies}; {p})."


def _shown(comparison: Comparison, interval: Interval, telling: Telling) -> str:
    minimum = _minimum(comparison, telling)
    if comparison.verdict == "equivalent":
        return f"{_equivalent(comparison, telling)} The difference is there, but smaller than what you said matters."
    if telling.anecdote:
        return "The interval excludes zero, which is not taken from so few."
    side = "above" if interval.low > 0 else "below"
    better = "more" if telling.higher_is_better else "less"
    sure = min(abs(interval.low), abs(interval.high)) >= comparison.minimum_effect
    small = "" if sure else f" It may be smaller than the minimum effect of {minimum}."
    return f"The whole interval lies {side} zero, and {better} is better.{small}"


def _not_shown(comparison: Comparison, telling: Telling) -> str:
    if comparison.verdict == "equivalent":
        return _equivalent(comparison, telling)
    if (comparison.p or 0.0) < comparison.alpha:
        return "The test alone would reject, but the interval reaches zero; a difference is said only when both show it."
    exact = "exact " if comparison.mid_p is not None else ""
    level = f"{comparison.alpha:.4g}".removeprefix("0")
    also = "does not show a difference either" if telling.anecdote else "shows no difference"
    return f"The {exact}test at {level} {also}, and the interval is too wide to say that there is none."


def _equivalent(comparison: Comparison, telling: Telling) -> str:
    return f"The {telling.inner.confidence * 100:.4g} % interval lies within the minimum effect of {_minimum(comparison, telling)}."


def _minimum(comparison: Comparison, telling: Telling) -> str:
    return amount(comparison.minimum_effect, in_points=telling.in_points).removeprefix("+")


def _missing(comparison: Comparison, telling: Telling) -> str:
    bounds, count = comparison.worst, comparison.total - comparison.n
    if bounds is None:
        return ""
    lack, were = ("1 further question lacks", "it was") if count == 1 else (f"{count} further questions lack", "they were")
    limits = "" if telling.in_points else " (within the range of the scores that are there)"
    lies = f"the difference on all of them lies from {between(bounds, in_points=telling.in_points)}{limits}"
    undone = f" {UNDONE}" if could_undo(comparison, bounds) else ""
    return f"{lack} a score: whatever {were}, {lies}.{undone}"


def step_of(comparison: Comparison, names: tuple[str, str]) -> str:
    """What to do with a verdict; "" where there is none."""
    a, b = names
    steps = {
        "equivalent": "Take the cheaper one.",
        "better": f"Take {b} if its cost and latency are in your budget.",
        "worse": f"Keep {a}.",
    }
    return steps.get(comparison.verdict, "")


def _next(comparison: Comparison, telling: Telling) -> str:
    if comparison.worst is not None and could_undo(comparison, comparison.worst):
        return ""
    if comparison.verdict != "not enough evidence":
        return step_of(comparison, telling.names)
    if telling.anecdote and (comparison.more_questions is None or comparison.more_questions > _FORESEEN):
        return "Ask at least 30 questions: so few do not tell how many would settle it."
    if comparison.clusters is not None and comparison.clusters < telling.fewest_clusters:
        return f"Fewer than {telling.fewest_clusters} clusters can never show a difference: add questions from further clusters."
    if comparison.more_questions is None:
        return "No sensible number of questions would settle it at this difference: take the cheaper one, or a larger minimum effect."
    further = "" if comparison.clusters is None else " from further clusters"
    added = f"Add about {counted(comparison.more_questions, 'question')}{further}"
    settles = "it settles" if comparison.more_questions == 1 else "they settle"
    return f"{added}: if the difference stays as it is, {settles} it four times in five.{_roughly(comparison)}"


def _roughly(comparison: Comparison) -> str:
    if comparison.more_between is None:
        return ""
    fewest, most = comparison.more_between
    to = "more than can sensibly be asked" if most is None else f"{two_digits(most):,}"
    return f" {ROUGH} Were the difference up to a standard error larger or smaller, it would be from {two_digits(fewest):,} to {to}."


def two_digits(count: int) -> int:
    """A rough number: 63, 880, 2100."""
    return round(count, min(0, 2 - len(str(count))))
