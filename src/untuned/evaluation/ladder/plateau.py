"""Whether more of the same would still gain: a statement about an interval, not about a feeling."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.special import ndtri

from untuned.evaluation.ladder.decide import Decision, paired
from untuned.evaluation.ladder.tried import Terms, Tried
from untuned.evaluation.report.pairs import is_share
from untuned.evaluation.report.table import clusters_of
from untuned.evaluation.stats.clusters import numbered
from untuned.evaluation.stats.compare import FEWEST, deviation_of, estimates_of
from untuned.evaluation.stats.counted import are, counted
from untuned.evaluation.stats.estimates import Terms as Level
from untuned.evaluation.stats.paired_binary import UNSEEN_ANSWERS
from untuned.evaluation.stats.paired_numeric import unseen_squares
from untuned.evaluation.stats.power import MOST, POWER, questions_to_settle
from untuned.evaluation.stats.sentences import ROUGH, amount
from untuned.types.ladder import Plateau, RungKind

CONFIDENCE = 0.9
"""One-sided, of the bound of each attempt."""
_KINDS = 2


@dataclass(frozen=True, kw_only=True, slots=True)
class Attempt:
    """A rung that was tried against a variant and not climbed: how much it could gain at most."""

    rung: str
    kind: RungKind
    against: str
    """The hash of the variant that stood."""
    gain: float
    """In the direction in which more is better."""
    bound: float
    """Its upper bound, one-sided at 90 %."""
    n: int
    level: float
    """What its comparison was decided at."""
    least: float = 0.03
    """The least gain that matters, in the metric's unit."""
    missing: bool = False
    """The bound is that of the missing scores, were they the best: more questions lower it by nothing."""
    deviation: float | None = None
    """Of the differences, as a forecast takes it; None where the bound alone is known."""
    unseen: float = 0.0
    """The sum of squares that the bound has to hold with beside those of the differences."""
    gains: bool = False
    """It is shown to gain; it was over the budget."""
    reads: bool = True


def attempt(standing: Tried, new: Tried, decision: Decision, *, rung: tuple[str, RungKind, bool], terms: Terms) -> Attempt | None:
    """How much a variant could gain over the one that stands; None where no question has both scores.

    A missing score could be anything: it counts as the best for the new variant.
    """
    found = decision.comparison
    if found.difference is None or found.n < 1:
        return None
    sign = 1.0 if terms.metric.higher_is_better else -1.0
    bound, deviation, unseen = _bound(standing, new, terms=terms, sign=sign)
    most = bound if found.worst is None else found.worst.high if sign > 0 else -found.worst.low
    name, kind, reads = rung
    return Attempt(
        rung=name,
        kind=kind,
        against=standing.hash,
        gain=sign * found.difference,
        bound=max(bound, most),
        n=found.n,
        level=found.alpha,
        least=found.minimum_effect,
        missing=most > bound,
        deviation=deviation,
        unseen=unseen,
        gains=decision.outcome == "over budget",
        reads=reads,
    )


def plateau(attempts: Sequence[Attempt], *, in_points: bool = True) -> Plateau:
    """What the attempts against the variant that stands say, together: every one of their bounds must lie below the least that matters.

    That all do is shown at the level of each (an intersection-union test; Berger 1982, Technometrics 24, 295-300): that a gain which
    matters is missed has a chance of 10 % at most, however many were tried, for a standing variant that was chosen beforehand. Where it
    was chosen on the same answers it may look better than it is, and what others gain against it less: how far, `benchmarks/ladder.py`
    measures.
    """
    names = tuple(dict.fromkeys(one.rung for one in attempts))
    kinds = {one.kind for one in attempts}
    if not attempts:
        return Plateau(state="not reached", why="Nothing was tried against the variant that stands.")
    top = max(attempts, key=lambda one: one.bound - one.least)
    least = amount(top.least, in_points=in_points).removeprefix("+")
    n = min(one.n for one in attempts)
    if n < FEWEST:
        why = f"{are(n, 'question')} an anecdote: at least {FEWEST} are needed to say anything of a plateau."
        return Plateau(state="undetermined", bound=top.bound, attempts=names, more_questions=FEWEST - n, why=why)
    gaining = [one.rung for one in attempts if one.gains]
    if gaining:
        why = f"{', '.join(dict.fromkeys(gaining))} would gain, and the budget keeps it from being climbed."
        return Plateau(state="not reached", bound=top.bound, attempts=names, why=why)
    if len(kinds) < _KINDS:
        why = f"Only {', '.join(names)} was tried against the variant that stands: a plateau takes attempts of two different kinds."
        return Plateau(state="not reached", bound=top.bound, attempts=names, why=why)
    bound = amount(top.bound, in_points=in_points)
    told = f"Of {', '.join(names)}, none is shown to gain, and {top.rung} gains {bound} at most by its upper 90 % bound"
    if top.bound < top.least:
        return Plateau(state="reached", bound=top.bound, attempts=names, why=f"{told}: less than the {least} that would matter.")
    more, step = _step([one for one in attempts if one.bound >= one.least])
    why = f"{told}, where {least} would matter: it cannot be told. {step}"
    return Plateau(state="undetermined", bound=top.bound, attempts=names, more_questions=more, why=why)


def _step(open_: Sequence[Attempt]) -> tuple[int | None, str]:
    """What would decide the attempts whose bounds are not below the least that matters: how many more questions, if any, and the words.

    So many would bring every bound below it, or show the gain, were what is seen the truth. Where a gain that matters is seen, those that
    would show it are enough.
    """
    if any(one.missing for one in open_):
        return None, "Ask again what failed: the missing scores alone could be such a gain."
    found = [_needed(one) for one in open_]
    known = [each for each in found if each is not None]
    likely = max(open_, key=lambda one: one.gain - one.least)
    soon = _needed(likely) if likely.gain >= likely.least else None
    if soon is not None and (len(known) < len(found) or soon < max(known)):
        # What stands is another variant then, and the other attempts are held against that.
        told = f"if {likely.rung} gains as much as it seems to, it is climbed to four times in five."
        return soon, f"Add about {counted(soon, 'question')}: {told} {ROUGH}"
    if len(known) < len(found):
        return None, "No sensible number of questions would decide it."
    return max(known), f"Add about {counted(max(known), 'question')}. {ROUGH}"


def _needed(one: Attempt) -> int | None:
    """How many more bring the bound below the least that matters four times in five, or settle the comparison: whichever are fewer.

    By normal theory: the gain, z standard errors of its bound and those of the power together stay below the least that matters. The
    standard error is that of the differences, as a comparison's forecast takes it: the bound of few that differ is wider than that by
    what was not seen, which shrinks by the number of questions rather than by its root.
    """
    z = float(ndtri(CONFIDENCE))
    deviation = max(one.bound - one.gain, 1e-9) / z * math.sqrt(one.n) if one.deviation is None else one.deviation
    total = questions_to_settle(one.gain, deviation=deviation, n=one.n, minimum_effect=one.least, alpha=one.level, unseen=one.unseen)
    ways = [] if total is None else [total]
    if one.gain < one.least:
        ways.append(_enough(one.least - one.gain, z=z, deviation=deviation, unseen=one.unseen))
    more = min(ways, default=one.n + MOST + 1) - one.n
    return None if more > MOST else max(more, 1)


def _enough(room: float, *, z: float, deviation: float, unseen: float) -> int:
    """How many questions leave a bound of z standard errors, and those of the power, within the room."""
    power = float(ndtri(POWER))
    count = max(FEWEST, math.ceil(((z + power) * deviation / room) ** 2))
    while z * math.sqrt(deviation**2 / count + unseen / count**2) + power * deviation / math.sqrt(count) > room:
        count = math.ceil(count * 1.02)
    return count


def _bound(standing: Tried, new: Tried, *, terms: Terms, sign: float) -> tuple[float, float, float]:
    """The upper bound of the gain; the deviation of the differences, and the squares that were not seen, as a forecast takes them."""
    pair = paired(standing, new)
    both = [(id, one, other) for id, one, other in zip(pair.ids, pair.a, pair.b, strict=True) if one is not None and other is not None]
    known = [value for _, one, other in both for value in (one, other)]
    bounded = is_share(terms.metric) and min(known) >= 0 and max(known) <= 1
    reach = 1.0 if bounded else max(known) - min(known) or 1.0
    groups = clusters_of([id for id, _, _ in both], terms.questions)
    differences = np.array([[sign * (other - one) for _, one, other in both]], dtype=np.float64)
    clusters, yes_no = None if groups is None else numbered(groups), bounded and all(value in (0.0, 1.0) for value in known)
    level = Level(alpha=1 - CONFIDENCE, seed=terms.seed, reach=reach, bounded=bounded)
    estimate = estimates_of(differences, clusters=clusters, terms=level, yes_no=yes_no)[0]
    unseen = UNSEEN_ANSWERS if yes_no else unseen_squares(reach) if bounded else 0.0
    return estimate.inner.high, deviation_of(differences, clusters=clusters, reach=reach), unseen
