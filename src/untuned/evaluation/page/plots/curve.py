"""Quality over the number of examples, with the interval at each point."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from untuned.evaluation.page.plots.frame import Axes, Frame
from untuned.evaluation.page.plots.scale import Scale, around
from untuned.evaluation.page.plots.svg import element, label, picture

WIDTH, HEIGHT = 460, 260
_LEFT, _RIGHT, _TOP, _BOTTOM = 52, 16, 12, 44
_FRAME = Frame(width=WIDTH, height=HEIGHT, left=_LEFT, right=_RIGHT)


@dataclass(frozen=True, kw_only=True, slots=True)
class Turn:
    """One point of the curve."""

    at: int
    value: float
    low: float | None = None
    high: float | None = None
    told: str = ""
    """What a screen reader says of it, such as `0.71 [0.66, 0.75]`."""


def curve(turns: Sequence[Turn], *, axes: Axes) -> str:
    """The plot: points evenly apart, whatever their numbers."""
    ends = [one for turn in turns for one in (turn.value, turn.low, turn.high) if one is not None]
    height = around(ends, within=(0.0, 1.0) if all(0 <= one <= 1 for one in ends) else None, start=HEIGHT - _BOTTOM, end=_TOP)
    flat = Scale(low=0, high=max(len(turns) - 1, 1), start=_LEFT + 20, end=WIDTH - _RIGHT - 20)
    parts = _FRAME.levels(height, axes.tick)
    line = " ".join(f"{flat(at):.1f},{height(turn.value):.1f}" for at, turn in enumerate(turns))
    parts.append(element("polyline", points=line, class_="line"))
    for at, turn in enumerate(turns):
        parts += _point(turn, flat(at), height)
    told = "; ".join(f"{turn.at}: {turn.told}" for turn in turns if turn.told)
    return picture([*parts, *_FRAME.names(axes)], width=WIDTH, height=HEIGHT, title=axes.title, told=told)


def _point(turn: Turn, x: float, height: Scale) -> list[str]:
    parts = [label(str(turn.at), x=x, y=HEIGHT - _BOTTOM + 16, text_anchor="middle", class_="tick")]
    if turn.low is not None and turn.high is not None:
        parts.append(element("line", x1=x, x2=x, y1=height(turn.low), y2=height(turn.high), class_="whisker plain"))
    return [*parts, element("circle", cx=x, cy=height(turn.value), r=4.5, class_="dot plain")]
