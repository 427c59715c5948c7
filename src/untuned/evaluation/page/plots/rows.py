"""What plots with a row for each variant share: its name, and the room that names take."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from untuned.evaluation.page.plots.svg import element
from untuned.text.names import shortened

_LONGEST = 26
_WIDE, _CYRILLIC = 7.3, 7.9
"""How wide a character is, in the plot's own units; a Cyrillic one is wider than a Latin one."""
_LEAST = 70.0


def room(names: Iterable[str]) -> float:
    """From the left edge to where the drawing begins."""
    wide = (sum(_WIDE if sign.isascii() else _CYRILLIC for sign in shortened(name, longest=_LONGEST)) for name in names)
    return max(_LEAST, max(wide, default=0.0) + 16)


def name_of(name: str, *, x: float, y: float, tone: str = "") -> str:
    """A row's name, ending at a place; one that is too long loses its middle, and is whole where it is pointed at."""
    shown = shortened(name, longest=_LONGEST)
    whole = [] if shown == name else [element("title", escape(name))]
    return element("text", *whole, escape(shown), x=x, y=y, text_anchor="end", class_=f"name {tone}".strip())
