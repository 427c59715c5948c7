"""What plots with two axes share: the lines and figures of the upright axis, and the names of both."""

from __future__ import annotations

from dataclasses import dataclass

from untuned.evaluation.page.plots.scale import Scale
from untuned.evaluation.page.plots.svg import element, label


@dataclass(frozen=True, kw_only=True, slots=True)
class Frame:
    """A plot's size and where its axes stand."""

    width: float
    height: float
    left: float
    right: float
    """From the plot's right edge."""

    def levels(self, scale: Scale) -> list[str]:
        """A line and a figure for each tick of the upright axis."""
        parts: list[str] = []
        for tick in scale.ticks(5):
            y = scale(tick)
            parts.append(element("line", x1=self.left, x2=self.width - self.right, y1=y, y2=y, class_="grid"))
            parts.append(label(f"{tick:g}", x=self.left - 6, y=y + 4, text_anchor="end", class_="tick"))
        return parts

    def names(self, across: str, up: str) -> list[str]:
        """What the axes are called."""
        turned = f"rotate(-90 14 {self.height / 2:g})"
        return [
            label(across, x=(self.left + self.width) / 2, y=self.height - 6, text_anchor="middle", class_="tick"),
            label(up, x=14, y=self.height / 2, text_anchor="middle", class_="tick", transform=turned),
        ]
