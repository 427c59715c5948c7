"""Whether a variant is climbed to: shown to be better than the one that stands, by more than chance, and within the budget.

A climb asks many questions of the same answers, and which ones depends on what came before. It is paid for so: a comparison is decided
at alpha divided by the number of variants that are not climbed to yet (Holm 1979, taken in the order of the ladder rather than of p),
every point of a curve and every variant that an earlier climb tried on these questions counted. Were the variant that stands fixed, this
keeps the chance of any false climb below alpha / 2. It is chosen by the same answers, which works against climbing: what stands because it
scored well is harder to beat by chance. The two-sided level leaves a factor of two beside. `benchmarks/ladder.py` simulates it.
"""

from __future__ import annotations

from dataclasses import dataclass

from untuned.evaluation.ladder.tried import Terms, Tried
from untuned.evaluation.report import pairs
from untuned.evaluation.report.material import Plan
from untuned.evaluation.report.pairs import Pair, at_worst
from untuned.evaluation.stats import sentences
from untuned.evaluation.stats.compare import FEWEST
from untuned.types.ladder import Budget, Outcome, Toll
from untuned.types.measures import Comparison

MISSING = "The missing scores alone could make the gain: ask what failed again."
ONE_SIDED = "What only one of them has a score of could undo the gain: see how much each of them answers."


@dataclass(frozen=True, kw_only=True, slots=True)
class Decision:
    """What a comparison with the one that stands came to."""

    outcome: Outcome
    comparison: Comparison
    adjusted_p: float | None
    why: str
    shared: str = ""
    """Why it is not climbed to though the two alone would be called better; part of `why`."""
    higher_is_better: bool = True


def decide(standing: Tried, new: Tried, *, left: int, terms: Terms) -> Decision:
    """Whether to climb from the one that stands to a new one, at alpha over the `left` variants that are not climbed to yet."""
    level = terms.alpha / max(left, 1)
    pair = paired(standing, new)
    found = compared(pair, (standing.name, new.name), alpha=level, terms=terms)
    adjusted = None if found.p is None else min(1.0, found.p * max(left, 1))
    outcome, why = _outcome(standing, new, found, level=level, terms=terms)
    shared = _shared(pair, found, left=left, terms=terms)
    return Decision(
        outcome=outcome,
        comparison=found,
        adjusted_p=adjusted,
        why=f"{why} {shared}".rstrip(),
        shared=shared,
        higher_is_better=terms.metric.higher_is_better,
    )


def _shared(pair: Pair, found: Comparison, *, left: int, terms: Terms) -> str:
    """What sharing alpha changes: a sentence where the two alone would be called better; "" elsewhere."""
    if left < 2 or found.verdict != "not enough evidence":
        return ""
    alone = compared(pair, ("", ""), alpha=terms.alpha, terms=terms)
    return sentences.shared(found, alone, among=left) if alone.verdict == "better" else ""


def paired(a: Tried, b: Tried) -> Pair:
    """The questions that both are scored on, with both scores."""
    return pairs.paired(a.scores, b.scores, lost_a=a.lost, lost_b=b.lost)


def _every(a: Tried, b: Tried) -> Pair:
    """The questions that either is scored on; what only the other has a score of is missing."""
    ids = tuple(dict.fromkeys((*a.scores, *b.scores)))
    sides = [{id: one.scores.get(id) for id in ids} for one in (a, b)]
    return pairs.paired(*sides, lost_a=a.lost, lost_b=b.lost)


def compared(pair: Pair, names: tuple[str, str], *, alpha: float, terms: Terms) -> Comparison:
    """B against A by the headline metric, as a report compares them."""
    plan = Plan(headline=terms.metric.name, minimum_effect=terms.minimum_effect, alpha=alpha, seed=terms.seed)
    return pairs.compared(pair, terms.metric, names=names, questions=terms.questions, plan=plan)


def over(toll: Toll, budget: Budget) -> str:
    """What of a budget a variant's answers do not keep to, or are not known to; "" where they keep to all of it."""
    if budget.latency_ms is not None:
        if toll.latency_ms is None:
            return "how long it takes is not known, and the budget has a limit"
        if toll.latency_ms > budget.latency_ms:
            return f"its slower answers take {toll.latency_ms:,.0f} ms, and the budget is {budget.latency_ms:,.0f} ms"
    if budget.cost is not None:
        if toll.cost is None:
            return "what it costs is not known, and the budget has a limit"
        if toll.cost > budget.cost:
            return f"1,000 answers cost {toll.cost:.4f} USD, and the budget is {budget.cost:.4f} USD"
    return ""


def reached(tried: Tried, terms: Terms) -> bool:
    """Whether the quality that is wanted is shown: the end of the figure's interval that is nearer to none of it reaches it."""
    figure, wanted = tried.figure, terms.budget.quality
    if wanted is None or figure is None or figure.interval is None or figure.n < FEWEST:
        return False
    if figure.bounds is not None and not _reaches(figure.bounds.low, figure.bounds.high, wanted, terms):
        return False
    return _reaches(figure.interval.low, figure.interval.high, wanted, terms)


def _reaches(low: float, high: float, wanted: float, terms: Terms) -> bool:
    return low >= wanted if terms.metric.higher_is_better else high <= wanted


def _outcome(standing: Tried, new: Tried, found: Comparison, *, level: float, terms: Terms) -> tuple[Outcome, str]:
    if found.verdict != "better":
        return "stayed", found.why
    every = _every(standing, new)
    if not every.whole:
        worst = compared(at_worst(every, terms.metric), ("", ""), alpha=level, terms=terms)
        if worst.verdict != "better":
            return "stayed", f"{pairs.without_step(found, (standing.name, new.name))} {ONE_SIDED if found.one_sided else MISSING}"
    beyond = over(new.toll, terms.budget)
    if beyond:
        return "over budget", f"{found.why} It is not climbed: {beyond}."
    return "climbed", found.why
