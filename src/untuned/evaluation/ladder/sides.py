"""Beside the ladder: the question's own evidence in place of search, and the variant that stands once more.

None of them can be climbed to. What the first cannot answer, search cannot mend; what the second gains or loses is noise.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from untuned.evaluation.ladder.ascent import Ascent
from untuned.evaluation.ladder.decide import compared, paired
from untuned.evaluation.ladder.tried import Terms, Tried, Tries
from untuned.evaluation.report.pairs import without_step
from untuned.types.ladder import Rung, SideKind, Step
from untuned.types.measures import Question

ORACLE = "oracle context"
VALIDATED = "oracle context and validator"
NOOP = "no-op"
_NOISE = 0.01
"""A p of the no-op below which something else than chance changed."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Sides:
    """What was measured beside the ladder."""

    steps: tuple[Step, ...] = ()
    causes: tuple[tuple[str, int], ...] = ()
    """Why answers were not right with the evidence at hand, worded as the variant that stands words them."""
    notes: tuple[str, ...] = ()
    stopped: bool = False


def side_rungs(standing: str, *, claims: bool) -> tuple[Rung, ...]:
    """What is measured beside the variant that stands; `claims` says whether its answers are verified."""
    plain = f"{standing}+oracle+text" if claims else f"{standing}+oracle"
    checked = f"{standing}+oracle" if claims else f"{standing}+oracle+claims"
    return (
        Rung(name=ORACLE, variants=(plain,), kind="retrieval", side="oracle", description="the question's own evidence, in plain text"),
        Rung(name=VALIDATED, variants=(checked,), kind="verification", side="oracle", description="the same, in verified claims"),
        Rung(name=NOOP, variants=(f"{standing}+again",), kind="prompt", side="noop", description="the same once more"),
    )


def measure_sides(ascent: Ascent, *, claims: bool, tries: Tries, terms: Terms) -> Sides:
    """The side rungs, measured beside the variant that stands at the end."""
    standing = ascent.standing
    if standing is None:
        return Sides()
    rungs = side_rungs(standing.name, claims=claims)
    names = {rung.variants[0]: tries.problem(rung.variants[0]) for rung in rungs}
    found = tries.measure([name for name, problem in names.items() if not problem], against=standing.name)
    if found is None:
        return Sides(stopped=True)
    by_name = {one.name: one for one in found}
    steps = [_side(rung, by_name.get(rung.variants[0]), names[rung.variants[0]], standing, terms=terms) for rung in rungs]
    own = by_name.get(f"{standing.name}+oracle")
    return Sides(steps=tuple(steps), causes=() if own is None else _with_evidence(own, "oracle", terms).causes, notes=_notes(steps))


def _side(rung: Rung, tried: Tried | None, problem: str, standing: Tried, *, terms: Terms) -> Step:
    if tried is None:
        return Step(rung=rung.name, kind=rung.kind, variant=rung.variants[0], outcome="not tried", why=problem, side=rung.side)
    pair = paired(_with_evidence(standing, rung.side, terms), _with_evidence(tried, rung.side, terms))
    found = compared(pair, (standing.name, tried.name), alpha=terms.alpha, terms=terms)
    return Step(
        rung=rung.name,
        kind=rung.kind,
        variant=tried.name,
        against=standing.name,
        outcome="side",
        figure=tried.figure,
        comparison=found,
        toll=tried.toll,
        why=without_step(found, (standing.name, tried.name)),
        side=rung.side,
        measurement=tried.measurement,
    )


def _with_evidence(tried: Tried, side: SideKind | None, terms: Terms) -> Tried:
    """The scores and failures of the questions whose evidence is known: no other can be asked with it at hand."""
    if side != "oracle":
        return tried
    known = {id for id in tried.scores if _known(terms.questions.get(id))}
    return replace(
        tried,
        scores={id: score for id, score in tried.scores.items() if id in known},
        failures=tuple((id, cause) for id, cause in tried.failures if id in known),
    )


def _known(question: Question | None) -> bool:
    return question is not None and (question.must_abstain or any(one.span is not None for one in question.evidence))


def _notes(steps: Sequence[Step]) -> tuple[str, ...]:
    again = next((one.comparison for one in steps if one.side == "noop"), None)
    if again is None or again.p is None or again.p >= _NOISE:
        return ()
    return (
        f"The same variant asked once more is not the same (p = {again.p:.2g}): something changes between askings, "
        "and differences of this size are no gains.",
    )
