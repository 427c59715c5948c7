"""Quality against what it costs: one numbered dot for each variant, those that may be the best filled."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from untuned.evaluation.page.plots.frame import Axes, Frame, Tick
from untuned.evaluation.page.plots.scale import Scale, around, powers
from untuned.evaluation.page.plots.svg import element, label, picture

WIDTH, HEIGHT = 460, 320
_LEFT, _RIGHT, _TOP, _BOTTOM = 52, 26, 12, 44
_FRAME = Frame(width=WIDTH, height=HEIGHT, left=_LEFT, right=_RIGHT)
_WIDE = 30
"""Values that lie so many times apart are drawn on a logarithmic axis."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Point:
    """One variant."""

    number: int
    """By which a legend names it."""
    across: float
    up: float
    low: float | None = None
    high: float | None = None
    best: bool = False


def scatter(points: Sequence[Point], *, axes: Axes, within: tuple[float, float] | None = None) -> str:
    """The plot, with the names of its axes."""
    flat = _flat([point.across for point in points])
    height = around(
        [one for point in points for one in (point.up, point.low, point.high) if one is not None],
        within=within,
        start=HEIGHT - _BOTTOM,
        end=_TOP,
    )
    parts = [*_columns(flat, axes.tick), *_FRAME.levels(height, axes.tick), *_FRAME.names(axes)]
    for point in points:
        parts += _dot(point, flat(point.across), height)
    return picture(parts, width=WIDTH, height=HEIGHT, title=axes.title)


def _flat(values: Sequence[float]) -> Scale:
    if values and min(values) > 0 and max(values) / min(values) >= _WIDE:
        return powers(values, start=_LEFT, end=WIDTH - _RIGHT)
    scale = around([0.0, *values], start=_LEFT, end=WIDTH - _RIGHT)
    return Scale(low=0.0, high=scale.high, start=_LEFT, end=WIDTH - _RIGHT) if not values or min(values) >= 0 else scale


def _columns(flat: Scale, shown: Tick) -> list[str]:
    parts: list[str] = []
    for tick in flat.ticks(5):
        x = flat(tick)
        parts.append(element("line", x1=x, x2=x, y1=_TOP, y2=HEIGHT - _BOTTOM, class_="grid"))
        parts.append(label(shown(tick), x=x, y=HEIGHT - _BOTTOM + 16, text_anchor="middle", class_="tick"))
    return parts


def _dot(point: Point, x: float, height: Scale) -> list[str]:
    tone = "best" if point.best else "plain"
    parts: list[str] = []
    if point.low is not None and point.high is not None:
        parts.append(element("line", x1=x, x2=x, y1=height(point.low), y2=height(point.high), class_=f"whisker {tone}"))
    parts.append(element("circle", cx=x, cy=height(point.up), r=8, class_=f"badge {tone}"))
    parts.append(label(str(point.number), x=x, y=height(point.up) + 3.5, text_anchor="middle", class_=f"number {tone}"))
    return parts
