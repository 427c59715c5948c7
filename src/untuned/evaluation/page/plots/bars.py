"""Stacked bars: why each variant's answers were not right."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from html import escape

from untuned.evaluation.page.plots.rows import name_of, room
from untuned.evaluation.page.plots.svg import element, label, picture

WIDTH = 600
SHADES = 8
"""Colours that the page knows; what comes after shares the last."""
_ROW, _BAR = 28, 20
_RIGHT = 60
_DIGIT = 8
"""How wide a digit is, with the room beside it, in the plot's own units."""


def bars(rows: Sequence[tuple[str, Mapping[str, int]]], *, kinds: Sequence[str], title: str, count: Callable[[int], str]) -> str:
    """One bar for each row, its parts in the order of `kinds`, all on one scale; a part that is wide enough says how many it is.

    A screen reader says the parts of every row: no other place of a page tells them.
    """
    left = room([name for name, _ in rows])
    most = max((sum(parts.values()) for _, parts in rows), default=0) or 1
    unit = (WIDTH - left - _RIGHT) / most
    drawn: list[str] = []
    for at, (name, parts) in enumerate(rows):
        y, x = _ROW * at + 4, left
        drawn.append(name_of(name, x=left - 12, y=y + 14))
        for nth, kind in enumerate(kinds):
            width = parts.get(kind, 0) * unit
            if width:
                shade, told = min(nth, SHADES - 1), count(parts[kind])
                drawn.append(
                    element("rect", element("title", escape(f"{kind}: {told}")), x=x, y=y, width=width, height=_BAR, class_=f"shade{shade}")
                )
                if width > _DIGIT * len(told) + 6:
                    drawn.append(label(told, x=x + width / 2, y=y + 14, text_anchor="middle", class_=f"on{shade}"))
                x += width
        if sum(width > 0 for width in parts.values()) > 1 or x - left <= _DIGIT * len(count(sum(parts.values()))) + 6:
            drawn.append(label(count(sum(parts.values())), x=x + 8, y=y + 14, class_="told"))
    told = [f"{name}: {', '.join(f'{kind} {count(parts[kind])}' for kind in kinds if parts.get(kind))}." for name, parts in rows if parts]
    return picture(drawn, width=WIDTH, height=_ROW * len(rows) + 8, title=title, told=" ".join(told))
