"""Dots with their intervals, one row each: variants by a metric, or gains of rungs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from untuned.evaluation.page.plots.frame import Tick
from untuned.evaluation.page.plots.rows import name_of, room
from untuned.evaluation.page.plots.scale import Scale, around
from untuned.evaluation.page.plots.svg import element, label, picture

Tone = Literal["plain", "best", "good", "bad", "faint"]

WIDTH = 600
_ROW = 26
_RIGHT, _TOP, _BOTTOM = 140, 8, 34


@dataclass(frozen=True, kw_only=True, slots=True)
class Dot:
    """One row."""

    name: str
    value: float | None
    low: float | None = None
    high: float | None = None
    tone: Tone = "plain"
    told: str = ""
    """At the end of the row, such as `0.71 [0.66, 0.75]`."""


def intervals(dots: Sequence[Dot], *, title: str, tick: Tick, within: tuple[float, float] | None = None, zero: bool = False) -> str:
    """The plot; with `zero` a line is drawn at 0."""
    ends = [one for dot in dots for one in (dot.value, dot.low, dot.high) if one is not None] + ([0.0] if zero else [])
    left = room([dot.name for dot in dots])
    scale = around(ends, within=within, start=left, end=WIDTH - _RIGHT)
    bottom = _TOP + _ROW * len(dots)
    parts = [*_axis(scale, bottom, tick)]
    if zero:
        parts.append(element("line", x1=scale(0), x2=scale(0), y1=_TOP, y2=bottom, class_="zero"))
    for at, dot in enumerate(dots):
        parts += _row(dot, scale, left, _TOP + _ROW * at + _ROW / 2)
    return picture(parts, width=WIDTH, height=bottom + _BOTTOM, title=title)


def _axis(scale: Scale, bottom: float, shown: Tick) -> list[str]:
    parts: list[str] = []
    for tick in scale.ticks():
        x = scale(tick)
        parts.append(element("line", x1=x, x2=x, y1=_TOP, y2=bottom, class_="grid"))
        parts.append(label(shown(tick), x=x, y=bottom + 16, text_anchor="middle", class_="tick"))
    return parts


def _row(dot: Dot, scale: Scale, left: float, y: float) -> list[str]:
    parts = [name_of(dot.name, x=left - 12, y=y + 4, tone=dot.tone)]
    if dot.low is not None and dot.high is not None:
        parts.append(element("line", x1=scale(dot.low), x2=scale(dot.high), y1=y, y2=y, class_=f"whisker {dot.tone}"))
        parts += [
            element("line", x1=scale(end), x2=scale(end), y1=y - 4, y2=y + 4, class_=f"whisker {dot.tone}") for end in (dot.low, dot.high)
        ]
    if dot.value is not None:
        parts.append(element("circle", cx=scale(dot.value), cy=y, r=4.5, class_=f"dot {dot.tone}"))
    parts.append(label(dot.told, x=WIDTH - _RIGHT + 10, y=y + 4, class_="told"))
    return parts
