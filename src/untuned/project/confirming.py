"""The variant that stands after a climb, looked at once on the locked questions: what was chosen by others is judged by these."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from untuned.errors import Refused
from untuned.types.ladder import Climb, Step

if TYPE_CHECKING:
    from untuned.evaluation.ladder.tried import Tried
    from untuned.project.climber import Climber
    from untuned.project.climbing import ClimbOrder, ClimbPart
    from untuned.types.reports import Report

FEWEST = 30
"""Locked questions below which nothing is confirmed; as of comparisons."""
FEW = "Under {least} locked questions nothing is confirmed, and the look is counted all the same: lock {more} more before the next one."


@dataclass(frozen=True, kw_only=True, slots=True)
class ToConfirm:
    """What stands after the latest climb, and what it was climbed from."""

    climb: Climb
    names: tuple[str, ...]
    """The variant that it was climbed from, where there is one, and the one that stands."""
    hash: str
    """Of the one that stands."""


def to_confirm(project: ClimbPart, headline: str) -> ToConfirm:
    """What a look at the locked questions is about. Raises `Refused`."""
    climbs = (one for one in project.climbs.listing() if one.split == "dev" and one.finished and one.headline == headline and one.standing)
    latest = next(climbs, None)
    if latest is None:
        raise Refused(f"nothing was climbed by '{headline}' yet: there is nothing to confirm", remedy="run 'untuned climb' first")
    last = next((one for one in reversed(latest.steps) if one.variant == latest.standing and one.side is None), latest.steps[0])
    held = dict(project.runs.get(last.measurement).variants)[latest.standing]
    if project.variant_to_ask(latest.standing).hash != held:
        raise Refused(
            f"'{latest.standing}' is not what climb '{latest.id}' came to: it, its examples or untuned's release has changed",
            remedy="climb again, then confirm",
        )
    _check_unseen(project, latest)
    return ToConfirm(climb=latest, names=tuple(name for name in (last.against, latest.standing) if name), hash=held)


def _check_unseen(project: ClimbPart, climb: Climb) -> None:
    """Refuse to confirm a climb by questions that it chose by, before a look is taken."""
    asked = {id for each in climb.measurements for id in project.runs.get(each).questions}
    locked = _locked(project)
    if seen := len(locked & asked):
        raise Refused(
            f"{seen} of {len(locked)} locked questions were measured by climb '{climb.id}' before they were locked, and "
            f"'{climb.standing}' was chosen by them: they confirm nothing",
            remedy="climb again on the development questions that are left ('untuned climb'), then confirm; "
            "for later ones, lock questions before anything is measured",
        )


def _locked(project: ClimbPart) -> set[str]:
    """The locked questions that can be measured, by id."""
    return {one.id for one in project.questions.listing(split="locked") if one.confirmed and one.scorable}


def looked_at(project: ClimbPart, headline: str) -> Climb | None:
    """The finished look at what stands after the latest climb, after which none is taken any more. Raises `Refused`."""
    before = _looked_at(project, to_confirm(project, headline))
    return before if before is not None and before.finished else None


def confirmed(project: ClimbPart, order: ClimbOrder, climber: Climber) -> Climb:
    """The look, kept as a climb of its own; where this variant was looked at before on the same questions, that look."""
    from untuned.evaluation.ladder.decide import reached

    wanted = to_confirm(project, order.headline)
    before = _looked_at(project, wanted)
    if before is not None and before.finished:
        told = f"It was confirmed before, as {before.id}: no further look at the locked questions is taken."
        return replace(before, notes=(told, *before.notes))
    terms = project.climb_terms(order)
    # A look that was stopped goes on as the same look.
    report = climber.report(wanted.names, resume="" if before is None else before.measurements[-1])
    tried = project.tried_in(report, names=wanted.names)
    steps = tuple(_step(wanted.climb, one, report) for one in tried)
    standing = tried[-1]
    return project.climbs.keep(
        replace(
            wanted.climb,
            id="" if before is None else before.id,
            at=datetime.now(UTC) if before is None else before.at,
            questions=report.questions,
            split="locked",
            steps=steps,
            curve=(),
            standing_interval=None if standing.figure is None else standing.figure.interval,
            reached=reached(standing, terms),
            budget=terms.budget,
            causes=standing.causes,
            oracle_causes=(),
            measurements=climber.measurements,
            spent=climber.spent(),
            tried=(),
            family=0,
            finished=report.finished,
            notes=_notes(wanted.climb, report),
            confirms=wanted.climb.id,
        )
    )


def _looked_at(project: ClimbPart, wanted: ToConfirm) -> Climb | None:
    """The look at the variant that was taken before, or begun, if the locked questions are the same still."""
    locked = _locked(project)
    for one in project.climbs.listing():
        if one.split == "locked" and one.headline == wanted.climb.headline and one.measurements:
            measured = project.runs.get(one.measurements[-1])
            if dict(measured.variants).get(wanted.climb.standing) == wanted.hash and set(measured.questions) == locked:
                return one
    return None


def _step(climb: Climb, tried: Tried, report: Report) -> Step:
    """What a variant came to on the locked questions: confirmed where it is better there too."""
    before = next((one for one in climb.steps if one.variant == tried.name and one.side is None), climb.steps[0])
    contrast = next((one for one in report.contrasts if one.metric == report.headline and one.b == tried.name), None)
    if contrast is None:
        why = "The variant that it was climbed from." if tried.name != climb.standing else "Nothing was climbed: the cheapest stands."
        shown = replace(before, outcome="start", against="", comparison=None, adjusted_p=None, why=why)
    else:
        outcome = "climbed" if contrast.comparison.verdict == "better" else "stayed"
        told = "confirmed" if outcome == "climbed" else "not confirmed: what was gained on the development questions is not shown here"
        why = f"{contrast.comparison.why} It is {told}."
        shown = replace(
            before, outcome=outcome, against=contrast.a, comparison=contrast.comparison, adjusted_p=contrast.adjusted_p, why=why
        )
    return replace(shown, figure=tried.figure, toll=tried.toll, measurement=tried.measurement)


def _notes(climb: Climb, report: Report) -> tuple[str, ...]:
    look = f"Look {report.looks} at the locked questions, decided at {report.alpha:.4g}; it is about climb {climb.id}."
    few = (FEW.format(least=FEWEST, more=FEWEST - report.questions),) if report.questions < FEWEST else ()
    return (look, *few, *report.notes)
