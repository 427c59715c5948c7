"""SVG markup: every value is escaped, every number short."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

Attribute = str | float | int


def element(name: str, *children: str, **attributes: Attribute) -> str:
    """An element; children are markup already, an attribute `text_anchor` is written `text-anchor`, and `class_` is `class`."""
    written = "".join(f' {_name(key)}="{_value(value)}"' for key, value in attributes.items())
    return f"<{name}{written}>{''.join(children)}</{name}>" if children else f"<{name}{written}/>"


def label(text: str, *, x: float, y: float, **attributes: Attribute) -> str:
    """A text at a place."""
    return element("text", escape(text), x=x, y=y, **attributes)


def picture(parts: Iterable[str], *, width: float, height: float, title: str, told: str = "") -> str:
    """The whole plot, as wide as its place; a screen reader says its title, and what it shows where no text beside it tells."""
    inside = (element("title", escape(title)), *parts)
    said = f"{title}. {told}" if told else title
    return element("svg", *inside, viewBox=f"0 0 {width:g} {height:g}", role="img", aria_label=said, class_="plot")


def _name(key: str) -> str:
    return key if key == "viewBox" else key.rstrip("_").replace("_", "-")


def _value(value: Attribute) -> str:
    return escape(value, quote=True) if isinstance(value, str) else f"{value:.1f}".rstrip("0").rstrip(".")
