"""CLIMB: rungs in order of cost become the variant that stands, and whether more would still gain.

the cheapest stands -> for each rung: passed over, with why, or measured -> each of its variants against the one that stands -> climbed, or
it stays -> until the quality that is wanted is reached, what is left is more of what gained nothing, or there are no more rungs
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from untuned.evaluation.ladder.ascent import Ascent
from untuned.evaluation.ladder.decide import Decision, decide
from untuned.evaluation.ladder.passing import family_of, passed_over, usable
from untuned.evaluation.ladder.plateau import attempt
from untuned.evaluation.ladder.tried import Terms, Tried, Tries
from untuned.types.ladder import Rung, ShotPoint, Step
from untuned.types.measures import Comparison

STOPPED = "The climb was stopped before it."
_CURVED = 3
"""Points that make a curve, the one without examples not counted."""


def ascend(ladder: Sequence[Rung], *, tries: Tries, terms: Terms) -> Iterator[Ascent]:
    """How far the climb is after each rung, the last one being where it ended.

    Args:
        ladder: Every rung, the cheapest first; those that cannot answer here are passed over with why.
        tries: Measures variants.
        terms: The budget, the metric, what matters, and what earlier climbs tried.
    """
    ascent = Ascent()
    for at, rung in enumerate(ladder):
        rest = ladder[at:]
        why = passed_over(ascent, rest, tries=tries, terms=terms)
        if why:
            ascent = _with(ascent, _not_tried(rung, why))
        elif ascent.standing is None:
            ascent = _started(ascent, rung, tries=tries)
        else:
            ascent = _tried(ascent, ascent.standing, rest, tries=tries, terms=terms)
        if ascent.stopped:
            for left in rest:
                ascent = _with(ascent, _not_tried(left, STOPPED))
            yield ascent
            return
        yield ascent


def _started(ascent: Ascent, rung: Rung, *, tries: Tries) -> Ascent:
    """The first rung that can answer stands: nothing is cheaper."""
    found = tries.measure(rung.variants[:1], against="")
    if found is None:
        return replace(ascent, stopped=True)
    first = found[0]
    step = Step(
        rung=rung.name,
        kind=rung.kind,
        variant=first.name,
        outcome="start",
        figure=first.figure,
        toll=first.toll,
        why="The cheapest way to answer that there is here.",
        measurement=first.measurement,
    )
    return _with(replace(ascent, standing=first, reads=rung.reads), step)


def _tried(ascent: Ascent, standing: Tried, rest: Sequence[Rung], *, tries: Tries, terms: Terms) -> Ascent:
    """The variants of a rung, one after the other, each against the one that stands by then."""
    rung, base = rest[0], standing
    found = tries.measure(usable(rung, base.hash, base.name, tries=tries), against=base.name)
    if found is None:
        return replace(ascent, stopped=True)
    family = max(ascent.family, family_of(ascent.compared, rest, base=base.name, tries=tries, before=terms.before))
    ascent = replace(ascent, family=family)
    decided: list[tuple[Tried, Tried, Decision]] = []
    for new in found:
        decision = decide(standing, new, left=family - ascent.climbed, terms=terms)
        decided.append((standing, new, decision))
        ascent, standing = _decided(ascent, standing, new, decision, rung=rung, terms=terms)
    reads = rung.reads if any(one.outcome == "climbed" for _, _, one in decided) else ascent.reads
    return _with(replace(ascent, curve=_curve(ascent, base, rung, decided), reads=reads), _step(rung, decided))


def _curve(ascent: Ascent, base: Tried, rung: Rung, decided: Sequence[tuple[Tried, Tried, Decision]]) -> tuple[ShotPoint, ...]:
    """The curve over examples, where the rung is one; else the one that was there."""
    if rung.kind != "shots" or len(rung.variants) < _CURVED:
        return ascent.curve
    zero = next((one for one in ascent.steps if one.variant == rung.zero and one.figure is not None), None)
    start = ShotPoint(shots=0, variant=base.name, figure=base.figure)
    if zero is not None:
        start = ShotPoint(shots=0, variant=zero.variant, figure=zero.figure)
    points = (ShotPoint(shots=new.shots, variant=new.name, figure=new.figure, comparison=one.comparison) for _, new, one in decided)
    return (start, *points)


def _decided(ascent: Ascent, standing: Tried, new: Tried, decision: Decision, *, rung: Rung, terms: Terms) -> tuple[Ascent, Tried]:
    """How far the climb is after one comparison, and what stands after it."""
    ascent = replace(ascent, compared=(*ascent.compared, (new.name, new.hash)))
    if decision.outcome == "climbed":
        return replace(ascent, standing=new, climbed=ascent.climbed + 1), new
    made = attempt(standing, new, decision, rung=(rung.name, rung.kind, rung.reads), terms=terms)
    return (ascent if made is None else replace(ascent, attempts=(*ascent.attempts, made))), standing


def _step(rung: Rung, decided: Sequence[tuple[Tried, Tried, Decision]]) -> Step:
    """What a rung came to: of a curve, the last point that was climbed to, else one that gains beyond the budget, else the best seen."""
    climbed = [one for one in decided if one[2].outcome == "climbed"]
    beyond = [one for one in decided if one[2].outcome == "over budget"]
    standing, new, decision = climbed[-1] if climbed else max(beyond or decided, key=_gain)
    several = f" Of its {len(decided)} points, each was held against the one that stood by then." if len(decided) > 1 else ""
    return Step(
        rung=rung.name,
        kind=rung.kind,
        variant=new.name,
        against=standing.name,
        outcome=decision.outcome,
        figure=new.figure,
        comparison=decision.comparison,
        adjusted_p=decision.adjusted_p,
        toll=new.toll,
        why=decision.why + several,
        shared=decision.shared,
        measurement=new.measurement,
    )


def _gain(one: tuple[Tried, Tried, Decision]) -> float:
    found: Comparison = one[2].comparison
    better = 1.0 if one[2].higher_is_better else -1.0
    return better * found.difference if found.difference is not None else float("-inf")


def _not_tried(rung: Rung, why: str) -> Step:
    return Step(rung=rung.name, kind=rung.kind, variant=rung.variants[0], outcome="not tried", why=why)


def _with(ascent: Ascent, step: Step) -> Ascent:
    return replace(ascent, steps=(*ascent.steps, step))
