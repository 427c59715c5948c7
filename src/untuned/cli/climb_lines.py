"""A climb as lines for people: the ladder from the bottom up, what stands, whether more would still gain, and what it took."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING

from untuned.cli.output import EMPTY, Line, Part, Style, line
from untuned.evaluation.stats.counted import counted
from untuned.types.ladder import Budget, Climb, Outcome, PlateauState, Spent, Step, Toll
from untuned.types.measures import Comparison
from untuned.types.reports import Figure

if TYPE_CHECKING:
    from untuned.project.climbing import ClimbForeseen

_MARKS: Mapping[Outcome, tuple[str, Style]] = MappingProxyType(
    {
        "start": ("stands", "strong"),
        "climbed": ("climbed", "good"),
        "stayed": ("stayed", "plain"),
        "over budget": ("over budget", "warning"),
        "not tried": ("not tried", "faint"),
        "side": ("beside", "source"),
    }
)
_LOOK: Mapping[Outcome, tuple[str, Style]] = MappingProxyType(
    {"climbed": ("confirmed", "good"), "stayed": ("unconfirmed", "warning"), "start": ("climbed from", "plain")}
)
"""Of two variants that were looked at on the locked questions."""
_BEGUN: Mapping[Outcome, tuple[str, Style]] = MappingProxyType({"start": ("start", "plain")})
_PLATEAU: Mapping[PlateauState, Style] = MappingProxyType({"reached": "good", "not reached": "plain", "undetermined": "warning"})
_MARK, _RUNG, _VARIANT = 13, 30, 26
_LEGEND = (
    "figures with 95 % intervals; gains over what stood, with intervals of the confidence that decided; ms: 95 in 100 answers take less"
)


def climb_lines(climb: Climb, *, whole: bool = False) -> Iterator[Line]:
    """Notes, the rungs with their figures and gains, the curve, the plateau, causes and spend; with `whole` each rung's why."""
    from untuned.cli.report_lines import causes_told

    yield _title(climb)
    for note in climb.notes:
        yield (Part("note: ", "warning"), Part(note))
    yield EMPTY
    for step in climb.steps:
        yield from _step(step, marks=_marks(climb), whole=whole)
    yield line(_LEGEND, "faint")
    yield EMPTY
    yield from _standing(climb)
    if not climb.confirms:  # that plateau is the confirmed climb's, on its development questions
        yield (Part("plateau: ", "strong"), Part(climb.plateau.state, _PLATEAU[climb.plateau.state]), Part(f". {climb.plateau.why}"))
    yield from _curve(climb)
    for name, causes in (("why its answers are not right", climb.causes), ("with the evidence at hand", climb.oracle_causes)):
        if causes:
            yield (Part(f"{name}: ", "strong"), Part(causes_told(causes)))
    if climb.family:
        share = f"{counted(climb.family, 'comparison')} {'has' if climb.family == 1 else 'share'}"
        told = f"{share} an alpha of .05, those of earlier climbs on these questions included"
        yield line(told, "faint")
    yield line(_spent(climb), "faint")


def _marks(climb: Climb) -> Mapping[Outcome, tuple[str, Style]]:
    """What became of each step; where the climb began is called so once another variant stands."""
    if climb.confirms:
        return {**_MARKS, **_LOOK} if len(climb.steps) > 1 else _MARKS
    return {**_MARKS, **_BEGUN} if any(step.outcome == "climbed" for step in climb.steps) else _MARKS


def climb_list_lines(climbs: Sequence[Climb]) -> Iterator[Line]:
    """Every climb on a line."""
    if not climbs:
        yield line("nothing was climbed yet; begin with 'untuned climb'")
    for one in climbs:
        told = f"{one.at:%Y-%m-%d %H:%M}  {counted(one.questions, f'{one.split} question')}  {one.headline}  {_came_to(one)}"
        told += "" if one.finished else "  (not finished)"
        yield (Part(f"{one.id:5}", "strong"), Part(told))


def climb_forecast_lines(foreseen: ClimbForeseen) -> Iterator[Line]:
    """What a climb would take at most, and which rungs it cannot try."""
    from untuned.cli.report_lines import foreseen_lines

    if foreseen.looked:
        yield line(f"this was looked at before, as {foreseen.looked}: nothing is asked, and no further look is taken")
        return
    yield from foreseen_lines(foreseen.foreseen)
    cost = foreseen.foreseen.forecast.cost
    total = "cost not known" if cost is None else f"{cost:.4f} USD" if cost else "no cost"
    requests = foreseen.foreseen.forecast.requests
    yield line(f"at most, if every rung is tried on top of the project as it is: {counted(requests, 'request')}, {total}", "strong")
    for rung, why in foreseen.passed:
        yield (Part(f"  {rung}: ", "strong"), Part(f"cannot be tried. {why}", "faint"))


def ledger_lines(entries: Sequence[Spent]) -> Iterator[Line]:
    """Every entry, and what it comes to by what it was for."""
    if not entries:
        yield line("The ledger is empty: enter hours or money with 'untuned ledger add'; climbs enter what models took themselves.")
        return
    for one in entries:
        where = f"  {one.climb}" if one.climb else ""
        yield line(f"{one.at:%Y-%m-%d}  {one.effort:10}{one.hours:7.2f} h {one.cost:10.4f} USD  {one.note}{where}".rstrip())
    yield EMPTY
    for effort in dict.fromkeys(one.effort for one in entries):
        mine = [one for one in entries if one.effort == effort]
        hours, cost = sum(one.hours for one in mine), sum(one.cost for one in mine)
        yield (Part(f"{effort:22}", "strong"), Part(f"{hours:7.2f} h {cost:10.4f} USD"))
    hours, cost = sum(one.hours for one in entries), sum(one.cost for one in entries)
    yield (Part(f"{'in all':22}", "strong"), Part(f"{hours:7.2f} h {cost:10.4f} USD", "strong"))


def _title(climb: Climb) -> Line:
    told = f"  {climb.at:%Y-%m-%d %H:%M}, {counted(climb.questions, f'{climb.split} question')}, by {climb.headline}"
    unit = f"% of the standing variant's {climb.headline}" if climb.relative else "points"
    told += f"; gains under {climb.minimum_effect * 100:g} {unit} do not matter{_budget(climb.budget)}"
    return (Part(f"climb {climb.id}", "strong"), Part(told, "faint"))


def _budget(budget: Budget) -> str:
    parts = [
        f"quality {budget.quality:g}" if budget.quality is not None else "",
        f"{budget.latency_ms:,.0f} ms" if budget.latency_ms is not None else "",
        f"{budget.cost:f} USD for 1,000 answers" if budget.cost is not None else "",
    ]
    told = ", ".join(part for part in parts if part)
    return f"; budget: {told}" if told else ""


def _step(step: Step, *, marks: Mapping[Outcome, tuple[str, Style]], whole: bool) -> Iterator[Line]:
    mark, style = marks[step.outcome]
    if step.outcome == "not tried":
        yield (Part(mark.ljust(_MARK), style), Part(step.rung.ljust(_RUNG), "faint"), Part(step.why, "faint"))
        return
    figures = "  ".join(part for part in (_figure(step.figure), _gain(step.comparison, step.against), _toll(step.toll)) if part)
    yield (Part(mark.ljust(_MARK), style), Part(step.rung.ljust(_RUNG), "strong"), Part(step.variant.ljust(_VARIANT)), Part(f" {figures}"))
    if whole or step.outcome == "over budget":
        yield line(f"{'':{_MARK}}{step.why}", "faint")
    elif step.shared:
        yield line(f"{'':{_MARK}}{step.shared}", "faint")


def _figure(figure: Figure | None) -> str:
    if figure is None or figure.value is None:
        return "no score"
    ends = "" if figure.interval is None else f" [{figure.interval.low:.3f}, {figure.interval.high:.3f}]"
    return f"{figure.value:.3f}{ends}"


def _gain(found: Comparison | None, against: str) -> str:
    if found is None or found.difference is None or found.interval is None:
        return ""
    level = f"{found.interval.confidence * 100:.4g} %"
    return f"{found.difference:+.3f} [{found.interval.low:+.3f}, {found.interval.high:+.3f}] at {level} over {against}"


def _toll(toll: Toll) -> str:
    parts = [f"{toll.latency_ms:,.0f} ms" if toll.latency_ms is not None else ""]
    if toll.cost:
        parts.append(f"{toll.cost:.4f} USD/1,000")
    return "  ".join(part for part in parts if part)


def _spent(climb: Climb) -> str:
    if climb.spent:
        return f"spent: {climb.spent:.4f} USD" + (", and what some answers cost is not known" if climb.unpriced else "")
    return (
        "spent: not known, since no price is known of the model"
        if climb.unpriced
        else "spent: nothing on models that were not asked before"
    )


def _standing(climb: Climb) -> Iterator[Line]:
    if not climb.standing:
        yield line("nothing stands yet", "warning")
        return
    kept = {step.outcome for step in climb.steps if not step.side} >= {"start", "stayed"} and not climb.confirms
    told = _came_to(climb)
    if climb.unconfirmed:
        told += f": the locked questions do not show it to be better than {climb.unconfirmed}"
    if kept and all(step.outcome != "climbed" for step in climb.steps):
        told += ", the cheapest: nothing dearer is shown to gain"
    if climb.budget.quality is not None:
        told += ", and reaches the quality that is wanted" if climb.reached else ", and is not shown to reach the quality that is wanted"
    yield line(told, "strong")


def _came_to(climb: Climb) -> str:
    if climb.unconfirmed:
        return f"{climb.standing} is not confirmed"
    if climb.confirms and len(climb.steps) == 1:
        return f"{climb.standing} stands: nothing was climbed, so that there is nothing to confirm"
    return f"{climb.standing} {'is confirmed' if climb.confirms and climb.finished else 'stands'}"


def _curve(climb: Climb) -> Iterator[Line]:
    if climb.curve:
        points = ", ".join(f"{one.shots}: {_figure(one.figure)}" for one in climb.curve)
        yield (Part("by examples shown: ", "strong"), Part(points))
