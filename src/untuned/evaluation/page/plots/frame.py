"""What plots with two axes share: the lines and figures of the upright axis, and the names of both."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from untuned.evaluation.page.plots.scale import Scale
from untuned.evaluation.page.plots.svg import element, label

Tick = Callable[[float], str]
"""A figure of an axis, as the page writes figures."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Axes:
    """What a plot and its axes are called."""

    title: str
    across: str
    up: str
    tick: Tick


@dataclass(frozen=True, kw_only=True, slots=True)
class Frame:
    """A plot's size and where its axes stand."""

    width: float
    height: float
    left: float
    right: float
    """From the plot's right edge."""

    def levels(self, scale: Scale, shown: Tick) -> list[str]:
        """A line and a figure for each tick of the upright axis."""
        parts: list[str] = []
        for tick in scale.ticks(5):
            y = scale(tick)
            parts.append(element("line", x1=self.left, x2=self.width - self.right, y1=y, y2=y, class_="grid"))
            parts.append(label(shown(tick), x=self.left - 6, y=y + 4, text_anchor="end", class_="tick"))
        return parts

    def names(self, axes: Axes) -> list[str]:
        """What the axes are called."""
        turned = f"rotate(-90 14 {self.height / 2:g})"
        return [
            label(axes.across, x=(self.left + self.width) / 2, y=self.height - 6, text_anchor="middle", class_="tick"),
            label(axes.up, x=14, y=self.height / 2, text_anchor="middle", class_="tick", transform=turned),
        ]
