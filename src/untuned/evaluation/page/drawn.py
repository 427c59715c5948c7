"""Which plots a report and a climb have, and what is drawn in each."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from untuned.evaluation.page.figures import headlines, per_thousand, told
from untuned.evaluation.page.plots.bars import bars
from untuned.evaluation.page.plots.curve import Turn, curve
from untuned.evaluation.page.plots.frame import Axes
from untuned.evaluation.page.plots.intervals import Dot, Tone, intervals
from untuned.evaluation.page.plots.scatter import Point, scatter
from untuned.evaluation.page.words import Words
from untuned.types.ladder import Climb, Step
from untuned.types.measures import BROKEN, RIGHT_BUT, Interval
from untuned.types.pages import Yardstick
from untuned.types.reports import Column, Report

_TONES: Mapping[str, Tone] = {"start": "good", "climbed": "good", "over budget": "bad", "side": "faint", "not tried": "faint"}


_BESIDE = frozenset({*RIGHT_BUT, BROKEN})
"""Causes of answers that are right, or of which nothing is said."""


@dataclass(frozen=True, kw_only=True, slots=True)
class ReportPlots:
    """The plots of a report as SVG; "" where there is nothing to draw."""

    quality: str
    cost: str
    latency: str
    causes: str
    kinds: tuple[str, ...]
    """Causes in the order of their colours."""


@dataclass(frozen=True, kw_only=True, slots=True)
class ClimbPlots:
    """The plots of a climb as SVG; "" where there is nothing to draw."""

    rungs: str
    gains: str
    shots: str
    causes: str
    kinds: tuple[str, ...]


def report_plots(report: Report, w: Words, *, by: Yardstick) -> ReportPlots:
    """Quality with intervals, quality against cost and time, and why answers were not right."""
    dots = [
        Dot(
            name=column.name,
            value=figure.value,
            tone="best" if column.may_be_best else "plain",
            told=told(figure.value or 0.0, figure.interval, w),
            **_ends(figure.interval),
        )
        for column, figure in headlines(report, by)
    ]
    within = _within([dot.value for dot in dots])
    kinds = _kinds([column.causes for column in report.columns])
    causes = [(column.name, _wrong(column.causes, w)) for column in report.columns]
    named = [w.cause(kind) for kind in kinds]
    return ReportPlots(
        quality=intervals(dots, title=w("by metric", metric=report.headline), tick=w.tick, within=within),
        cost=_against(report, per_thousand, Axes(title=w("against cost"), across=w("cost"), up=report.headline, tick=w.tick)),
        latency=_against(report, _latency, Axes(title=w("against latency"), across=w("latency"), up=report.headline, tick=w.tick)),
        causes=bars(causes, kinds=named, title=w("causes"), count=w.count) if kinds else "",
        kinds=tuple(kinds),
    )


def climb_plots(climb: Climb, w: Words) -> ClimbPlots:
    """Each rung's quality, each rung's gain, the curve over examples, and what is still wrong."""
    measured = [step for step in climb.steps if step.figure is not None and step.figure.value is not None]
    dots = [
        Dot(
            name=w.rung(step.rung),
            value=step.figure.value,
            tone="best" if step.variant == climb.standing and step.side is None else _TONES.get(step.outcome, "plain"),
            told=told(step.figure.value or 0.0, step.figure.interval, w),
            **_ends(step.figure.interval),
        )
        for step in measured
        if step.figure is not None
    ]
    gains = [
        _gain(step, w) for step in climb.steps if step.comparison is not None and step.comparison.difference is not None and not step.side
    ]
    turns = [
        Turn(
            at=point.shots,
            value=point.figure.value,
            told=told(point.figure.value, point.figure.interval, w),
            **_ends(point.figure.interval),
        )
        for point in climb.curve
        if point.figure is not None and point.figure.value is not None
    ]
    kinds = _kinds([climb.causes, climb.oracle_causes])
    rows = [(climb.standing, climb.causes), (w("with evidence"), climb.oracle_causes)]
    named = [w.cause(kind) for kind in kinds]
    return ClimbPlots(
        rungs=intervals(dots, title=w("by metric", metric=climb.headline), tick=w.tick, within=_within([dot.value for dot in dots])),
        gains=intervals(gains, title=w("gain"), tick=w.tick, zero=True) if gains else "",
        shots=curve(turns, axes=Axes(title=w("shots"), across=w("shots across"), up=climb.headline, tick=w.tick)) if len(turns) > 1 else "",
        causes=bars(
            [(name, wrong) for name, found in rows if (wrong := _wrong(found, w))],
            kinds=named,
            title=w("causes"),
            count=w.count,
        )
        if kinds
        else "",
        kinds=tuple(kinds),
    )


def _gain(step: Step, w: Words) -> Dot:
    found = step.comparison
    assert found is not None
    return Dot(
        name=w.rung(step.rung),
        value=found.difference,
        tone=_TONES.get(step.outcome, "plain"),
        told=told(found.difference or 0.0, found.interval, w),
        **_ends(found.interval),
    )


def _against(report: Report, across_of: Callable[[Column], float | None], axes: Axes) -> str:
    """The plot; "" where fewer than two variants have a figure, or none is above 0."""
    numbers = {column.name: at + 1 for at, column in enumerate(report.columns)}
    points = [
        Point(number=numbers[column.name], across=found, up=figure.value or 0.0, best=bool(column.may_be_best), **_ends(figure.interval))
        for column, figure in headlines(report, Yardstick())
        if (found := across_of(column)) is not None
    ]
    if not any(point.across > 0 for point in points) or len(points) < 2:
        return ""
    return scatter(points, axes=axes, within=_within([point.up for point in points]))


def _latency(column: Column) -> float | None:
    found = column.figure("latency")
    return None if found is None else found.value


def _kinds(found: Iterable[Sequence[tuple[str, int]]]) -> list[str]:
    """Every cause of what is not right, the most frequent first."""
    counts: dict[str, int] = {}
    for causes in found:
        for name, count in causes:
            counts[name] = counts.get(name, 0) + (0 if name in _BESIDE else count)
    return sorted((name for name in counts if counts[name]), key=lambda name: (-counts[name], name))


def _wrong(causes: Sequence[tuple[str, int]], w: Words) -> dict[str, int]:
    return {w.cause(name): count for name, count in causes if name not in _BESIDE}


def right_but(found: Iterable[tuple[str, Sequence[tuple[str, int]]]], w: Words) -> list[str]:
    """What is wrong with right answers, and how many questions are broken, a line for each variant that has such."""
    each = list(found)
    told = ((name, ", ".join(f"{w.cause(cause)}: {w.count(n)}" for cause, n in causes if cause in RIGHT_BUT)) for name, causes in each)
    broken = ((name, sum(n for cause, n in causes if cause == BROKEN)) for name, causes in each)
    return [
        *(w("right but", name=name, causes=causes) for name, causes in told if causes),
        *(w("broken", name=name, n=count) for name, count in broken if count),
    ]


def _ends(interval: Interval | None) -> dict[str, float]:
    return {} if interval is None else {"low": interval.low, "high": interval.high}


def _within(values: Sequence[float | None]) -> tuple[float, float] | None:
    """Shares stay inside [0, 1]."""
    return (0.0, 1.0) if all(value is None or 0 <= value <= 1 for value in values) else None
