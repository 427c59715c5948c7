"""Stacked bars: why each variant's answers were not right."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape

from untuned.evaluation.page.plots.svg import element, label, picture

WIDTH = 720
SHADES = 8
"""Colours that the page knows; what comes after shares the last."""
_ROW = 24
_LEFT, _RIGHT = 210, 60
_LONGEST = 25


def bars(rows: Sequence[tuple[str, Mapping[str, int]]], *, kinds: Sequence[str], title: str) -> str:
    """One bar for each row, its parts in the order of `kinds`, all on one scale."""
    most = max((sum(parts.values()) for _, parts in rows), default=0) or 1
    unit = (WIDTH - _LEFT - _RIGHT) / most
    drawn: list[str] = []
    for at, (name, parts) in enumerate(rows):
        y, x = _ROW * at + 4, float(_LEFT)
        shown = name if len(name) <= _LONGEST else name[: _LONGEST - 1] + "…"
        drawn.append(label(shown, x=_LEFT - 10, y=y + 13, text_anchor="end", class_="name"))
        for shade, kind in enumerate(kinds):
            width = parts.get(kind, 0) * unit
            if width:
                told = element("title", escape(f"{kind}: {parts[kind]}"))
                drawn.append(element("rect", told, x=x, y=y, width=width, height=_ROW - 8, class_=f"shade{min(shade, SHADES - 1)}"))
                x += width
        drawn.append(label(f"{sum(parts.values()):,}", x=x + 6, y=y + 13, class_="told"))
    return picture(drawn, width=WIDTH, height=_ROW * len(rows) + 8, title=title)
