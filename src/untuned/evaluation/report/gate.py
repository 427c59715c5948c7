"""Gates: what a measurement must hold, so that a build can fail. A gate that cannot tell does not pass.

A missing score counts as the worst: a variant must not pass because its endpoint failed. So does an answer that a metric says nothing
of, though its question asks for it; and one of a question that a stopped
measurement left, though no gate is open before it is finished. A metric that says nothing of some answers decides no gate: a variant
would pass by answering less.
"""

from __future__ import annotations

import difflib
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from untuned.errors import Refused, UnknownMetric
from untuned.evaluation.report.baseline import Baseline, mark_of
from untuned.evaluation.report.build import ANECDOTE, Shown, shown_by
from untuned.evaluation.report.contrasts import USED_UP
from untuned.evaluation.report.material import Measured
from untuned.evaluation.report.pairs import Pair, at_worst, is_share, least_effect
from untuned.evaluation.report.table import Asked, clusters_of
from untuned.evaluation.stats.clusters import fewest_clusters
from untuned.evaluation.stats.compare import compare_scores
from untuned.evaluation.stats.counted import counted, have
from untuned.evaluation.stats.looks import LEAST, used_up
from untuned.evaluation.stats.many import holm_levels
from untuned.types.measures import Comparison, Question
from untuned.types.reports import Figure, Report

UNFINISHED = "the measurement is not finished, so it is closed"


@dataclass(frozen=True, kw_only=True, slots=True)
class Threshold:
    """The least a metric may be; the most, where less of it is better."""

    metric: str
    value: float


@dataclass(frozen=True, kw_only=True, slots=True)
class Gate:
    """One gate and how it ended."""

    name: str
    """Such as `correct >= 0.8` or `correct no worse than m12`."""
    variant: str
    passed: bool
    sentence: str


def threshold(written: str) -> Threshold:
    """What `metric=value` says. Raises `UnknownMetric`."""
    metric, sign, value = written.partition("=")
    try:
        return Threshold(metric=metric.strip(), value=float(value if sign else "nothing"))
    except ValueError:
        raise UnknownMetric(f"'{written}' is no threshold", remedy="write metric=value, such as correct=0.8") from None


def fail_under(
    report: Report, thresholds: Sequence[Threshold], *, metrics: Mapping[str, Measured], tables: Mapping[str, Asked] | None = None
) -> list[Gate]:
    """Each threshold held against each variant of a report, whose scores are in `tables`. Raises as `held_to`.

    With the tables an answer that a metric of a range says nothing of, though its question asks, counts as the worst too.
    """
    gates: list[Gate] = []
    for one in thresholds:
        metric = held_to(one, metrics)
        for column in report.columns:
            unsaid = len(tables[column.name].unsaid(metric.name)) if tables is not None else 0
            gates.append(_under(report, one, column=column.name, metric=metric, unsaid=unsaid))
    return gates


def known_metric(name: str, metrics: Mapping[str, Measured]) -> Measured:
    """The metric of that name. Raises `UnknownMetric`."""
    if name not in metrics:
        near = difflib.get_close_matches(name, metrics, n=1)
        remedy = f"did you mean '{near[0]}'? " if near else ""
        raise UnknownMetric(f"there is no metric '{name}'", remedy=f"{remedy}'untuned report --all' shows every one")
    return metrics[name]


def gate_metric(name: str, metrics: Mapping[str, Measured]) -> Measured:
    """The metric of that name, which may decide a gate. Raises `Refused`."""
    found = known_metric(name, metrics)
    if not found.gates:
        raise Refused(f"'{name}' may not decide a gate alone", remedy="choose a metric that rules make, such as correct")
    if found.asks is None:
        reason = f"'{name}' may not decide a gate: it says nothing of some answers, so that a variant would pass by answering less"
        raise Refused(reason, remedy="choose a metric that the question alone asks for, such as correct")
    return found


def held_to(wanted: Threshold, metrics: Mapping[str, Measured]) -> Measured:
    """The metric that a threshold is of. Raises as `gate_metric` and `check_value`."""
    found = gate_metric(wanted.metric, metrics)
    check_value(wanted.value, found)
    return found


def check_value(value: float, metric: Measured) -> None:
    """Raises `UnknownMetric` where the metric can never have this value: a gate by it would always hold, or never."""
    low, high = metric.range
    if low <= value <= high:
        return
    share = (low, high) == (0.0, 1.0)
    lies = f"lies between {low:g} and {high:g}" if math.isfinite(high) else f"is {low:g} or more"
    remedy = f"a share of {value:g} % is {value / 100:g}" if share and 1 < value <= 100 else "choose a value that it can have"
    raise UnknownMetric(f"'{metric.name}' {lies}: it cannot be held to {value:g}", remedy=remedy)


def check_margin(margin: float, metric: Measured) -> None:
    """Raises `UnknownMetric` where the metric cannot fall by as much: a gate would always pass."""
    low, high = metric.range
    if margin >= high - low:
        reason = f"'{metric.name}' lies between {low:g} and {high:g}: a fall of {margin:g} is ruled out whatever it is"
        remedy = f"{margin:g} points are {margin / 100:g}" if (low, high) == (0.0, 1.0) and 1 < margin <= 100 else "choose a smaller margin"
        raise UnknownMetric(reason, remedy=remedy)


def _under(report: Report, wanted: Threshold, *, column: str, metric: Measured, unsaid: int) -> Gate:
    found = next(one for one in report.columns if one.name == column).figure(metric.name)
    name = f"{metric.name} {'>=' if metric.higher_is_better else '<='} {wanted.value:g}"
    if not report.finished:
        return Gate(name=name, variant=column, passed=False, sentence=UNFINISHED)
    if found is None or found.value is None:
        return Gate(name=name, variant=column, passed=False, sentence=f"no question has a score of '{metric.name}': nothing tells")
    if found.n < ANECDOTE:
        sentence = f"only {have(found.n, 'question')} a score: a gate needs {ANECDOTE}, so it is closed"
        return Gate(name=name, variant=column, passed=False, sentence=sentence)
    decides = _at_worst(found, metric, unsaid)
    passed = decides >= wanted.value if metric.higher_is_better else decides <= wanted.value
    between = "" if found.interval is None else f" (95 %: {found.interval.low:.3f} to {found.interval.high:.3f})"
    sentence = f"{found.value:.3f}{between} over {round(found.n - found.lost, 1):g} of {found.total + unsaid} questions"
    sentence += "" if decides == found.value else f"; {decides:.3f} with every missing score as the worst, which decides"
    return Gate(name=name, variant=column, passed=passed, sentence=sentence)


def _at_worst(found: Figure, metric: Measured, unsaid: int) -> float:
    """The figure were every missing score the worst; without an end to the metric's range, of those that were seen."""
    known = found.value or 0.0
    decides = known if found.bounds is None else found.bounds.low if metric.higher_is_better else found.bounds.high
    end = metric.range[0] if metric.higher_is_better else metric.range[1]
    return (decides * found.total + unsaid * end) / (found.total + unsaid) if unsaid and math.isfinite(end) else decides


@dataclass(frozen=True, kw_only=True, slots=True)
class Side:
    """A variant, and what it must be no worse than."""

    variant: str
    asked: Asked
    baseline: Baseline

    def shared(self, metric: str, questions: Mapping[str, Question]) -> Shared:
        """The questions of both sides that are still the same, with both scores."""
        mine, before = self.asked.values(metric), self.baseline
        # What the baseline could be scored by, and this variant's answers leave no word of, is missing.
        mine |= {id: None for id in self.asked.unsaid(metric) if before.scores.get(id) is not None}
        both = [id for id in mine if id in before.scores]
        same = [id for id in both if id not in questions or before.marks.get(id) in (None, mark_of(questions[id]))]
        found = Pair(
            ids=same,
            a=[before.scores[id] for id in same],
            b=[mine[id] for id in same],
            lost_a=before.lost,
            lost_b=self.asked.lost(metric),
        )
        return Shared(pair=found, changed=len(both) - len(same), larger=max(len(mine), len(before.scores)))


@dataclass(frozen=True, kw_only=True, slots=True)
class Shared:
    """What two sides have in common."""

    pair: Pair
    changed: int
    """Questions that were asked otherwise, or had another answer."""
    larger: int
    """Questions of the side that has more."""

    @property
    def closed(self) -> str:
        """Why so little in common decides nothing; "" where it may decide."""
        n, among = len(self.pair.ids), f" of {self.larger:,}" if len(self.pair.ids) < self.larger else ""
        told = f"{n:,}{among} questions are in both{self.told}"
        if n < ANECDOTE:
            return f"{told}: a gate needs {ANECDOTE}, so it is closed"
        return f"{told}: a gate needs half of either side, so it is closed" if 2 * n < self.larger else ""

    @property
    def told(self) -> str:
        """What was left out."""
        return f"; {self.changed:,} more have changed since and are left out" if self.changed else ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Terms:
    """How gates against a baseline are decided: as the report's own verdicts are."""

    questions: Mapping[str, Question] = field(default_factory=dict[str, Question])
    margin: float | None = None
    alpha: float = 0.05
    """What the looks before have left of it."""
    seed: int = 0
    finished: bool = True


def no_worse(sides: Sequence[Side], *, metric: Measured, terms: Terms) -> list[Gate]:
    """Whether each variant is no worse than its baseline on the questions that both were asked.

    Without a margin a gate fails where the variant was shown to be worse; the sentence says how small a fall it could see. Then several
    variants share alpha by Holm. With one, it passes only where a fall of that size is ruled out (non-inferiority: the end of the
    interval on the bad side is within it). Every score that is missing counts as the worst there could be.
    """
    shared = {side.variant: side.shared(metric.name, terms.questions) for side in sides}
    closed = {side.variant: _closed(side, shared[side.variant], metric, terms) for side in sides}
    open_ = [side for side in sides if not closed[side.variant]]
    alpha = max(terms.alpha, LEAST)

    def decided(side: Side, alpha: float) -> Comparison:
        return _compared(at_worst(shared[side.variant].pair, metric), side, metric, (terms, alpha))

    found = {side.variant: decided(side, alpha) for side in open_}
    if terms.margin is None:
        values = [1.0 if (p := found[side.variant].p) is None else p for side in open_]
        for side, level in zip(open_, holm_levels(values, alpha=alpha), strict=True):
            found[side.variant] = decided(side, level) if level != alpha else found[side.variant]
    gates: list[Gate] = []
    for side in sides:
        name, one = f"{metric.name} no worse than {side.baseline.name}", shared[side.variant]
        if closed[side.variant]:
            gates.append(Gate(name=name, variant=side.variant, passed=False, sentence=closed[side.variant]))
            continue
        decides = found[side.variant]
        seen = decides if one.pair.whole else _compared(one.pair, side, metric, (terms, decides.alpha))
        passed = decides.verdict != "worse" if terms.margin is None else _ruled_out(decides, terms.margin, metric.higher_is_better)
        shown = shown_by(one.pair, terms.questions, alpha=decides.alpha, n=seen.n) if is_share(metric) else None
        sentence = f"{_sentence(seen, decides, terms.margin, shown=shown)}{one.told}"
        untold = _untold(seen, decides, alpha)
        gates.append(Gate(name=name, variant=side.variant, passed=passed and not untold, sentence=untold or sentence))
    return gates


def _untold(seen: Comparison, decides: Comparison, alpha: float) -> str:
    """Why what was compared can tell nothing, whatever it is; "" where it can."""
    if seen.n < ANECDOTE:
        return f"only {have(seen.n, 'question')} both scores: a gate needs {ANECDOTE}, so it is closed"
    least = fewest_clusters(alpha)
    if decides.clusters is not None and decides.clusters < least:
        told = (
            f"the {seen.n} questions come in {counted(decides.clusters, 'cluster')}: fewer than {least} can show no fall, so it is closed"
        )
        return f"{told}; add questions from further clusters, or name smaller ones"
    return ""


def _closed(side: Side, shared: Shared, metric: Measured, terms: Terms) -> str:
    """Why nothing can be told; "" where something can."""
    if not terms.finished:
        return UNFINISHED
    if used_up(terms.alpha):
        return f"{USED_UP.removesuffix('.')}, so it is closed"
    if side.baseline.version not in (None, metric.version):
        versions = f"version '{side.baseline.version}' of '{metric.name}', and these of '{metric.version}'"
        return f"the baseline's scores are of {versions}: measure it again; it is closed"
    return shared.closed


def _compared(pair: Pair, side: Side, metric: Measured, decided: tuple[Terms, float]) -> Comparison:
    terms, alpha = decided
    return compare_scores(
        pair.a,
        pair.b,
        clusters=clusters_of(pair.ids, terms.questions),
        minimum_effect=least_effect(pair, metric, share=side.baseline.minimum_effect),
        seed=terms.seed,
        alpha=alpha,
        higher_is_better=metric.higher_is_better,
        bounded=is_share(metric),
    )


def _ruled_out(found: Comparison, margin: float, higher_is_better: bool) -> bool:
    if found.interval is None:
        return False
    return found.interval.low > -margin if higher_is_better else found.interval.high < margin


def _sentence(seen: Comparison, decides: Comparison, margin: float | None, *, shown: Shown | None) -> str:
    """What was seen, what decides where scores are missing, and, of a share, how small a fall could be seen."""
    if seen.interval is None or seen.difference is None:
        return seen.why
    sure = f"{seen.interval.confidence * 100:.4g} %"
    told = f"difference {seen.difference:+.3f} ({sure}: {seen.interval.low:+.3f} to {seen.interval.high:+.3f}) over {seen.n} questions"
    if seen is not decides and decides.difference is not None:
        of = f" of {seen.total}" if seen.n < seen.total else ""
        told += f"{of}; {decides.difference:+.3f} with every missing score as the worst, which decides"
    if margin is not None:
        return f"{told}; a fall of {margin:g} must be ruled out"
    if shown is None:
        return told
    if shown.least is None:
        return f"{told}; so few questions can show no fall"
    alike = "" if shown.alike is None else f" (of {shown.alike:.2f} where answers of a cluster fare alike)"
    many = "so many questions" if decides.clusters is None else f"so many questions in {counted(decides.clusters, 'cluster')}"
    return f"{told}; {many} show a fall of about {shown.least:.2f} or more four times in five{alike}"
