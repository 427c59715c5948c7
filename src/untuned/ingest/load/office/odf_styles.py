"""What the styles of an OpenDocument file say of its texts, cells and shapes, with what each takes from its parents."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from untuned.ingest.load.office.docx_styles import NO_LOOK, Look, dark
from untuned.ingest.load.office.odf_names import DRAW, FO, OFFICE, STYLE, SVG, TEXT
from untuned.ingest.load.office.symbols import is_of_symbols
from untuned.text.regex import regex

_MOST_PARENTS = 50
_LEAST_POINTS = 2.0
_LEAST_PERCENT = 15.0
"""Of the letters around them, below which letters are not seen."""
_LENGTH = regex(r"(-?\d{1,6}(?:\.\d{1,12})?)(cm|mm|in|pt|pc|px|%)")
_POINTS = {"cm": 72 / 2.54, "mm": 72 / 25.4, "in": 72.0, "pt": 1.0, "pc": 12.0, "px": 0.75}
_HEADING = regex(r"heading(?:_20_| )(\d{1,2})", re.IGNORECASE)
_CONTENTS = regex(r"contents(?:_20_| )\d{1,2}", re.IGNORECASE)
_SHADED = ("gradient", "bitmap", "hatch")


class Styles:
    """The styles of a file by family and name: those that have a name, and those of its text alone, which win."""

    def __init__(self, named: Any | None, content: Any | None) -> None:  # noqa: ANN401 - lxml has no types
        """`named` and `content` are the roots of the parts that hold them."""
        self._fonts: dict[str, str] = {}
        self._elements: dict[tuple[str, str], Any] = {}
        self._defaults: dict[str, Any] = {}
        self._looks: dict[tuple[str, str], Look] = {}
        held = [(named, f"{OFFICE}styles"), (content, f"{OFFICE}automatic-styles")]
        for root, part in held:
            self._add(root, part)

    def look(self, family: str, name: str | None) -> Look:
        """A style's look, with what it takes from its parents; nothing without such a style."""
        if not name or (family, name) not in self._elements:
            return NO_LOOK
        found = self._looks.get((family, name))
        if found is None:
            found = NO_LOOK
            for style in reversed(list(self._line(family, name))):
                found = self._own(style).over(found)
            self._looks[family, name] = found
        return found

    def default(self, family: str) -> Look:
        """What stands below every style of a family."""
        style = self._defaults.get(family)
        return NO_LOOK if style is None else self._own(style)

    def said(self, family: str, name: str | None, attribute: str) -> str:
        """What a style, or the nearest of its parents that has it, says in an attribute of its properties; "" for nothing."""
        for style in self._line(family, name or ""):
            for properties in style:
                if (found := properties.get(attribute)) is not None:
                    return found
        return ""

    def data_style(self, family: str, name: str | None) -> str:
        """The name of the format of a cell's number; "" for none."""
        found = (style.get(f"{STYLE}data-style-name") for style in self._line(family, name or ""))
        return next((one for one in found if one), "")

    def _add(self, root: Any | None, part: str) -> None:  # noqa: ANN401
        if root is None:
            return
        for face in root.iterfind(f"{OFFICE}font-face-decls/{STYLE}font-face"):
            self._fonts[face.get(f"{STYLE}name") or ""] = (face.get(f"{SVG}font-family") or "").strip("'\" ")
        for style in root.iterfind(f"{part}/{STYLE}default-style"):
            self._defaults[style.get(f"{STYLE}family") or ""] = style
        for style in root.iterfind(f"{part}/{STYLE}style"):
            self._elements[style.get(f"{STYLE}family") or "", style.get(f"{STYLE}name") or ""] = style

    def _line(self, family: str, name: str) -> Iterator[Any]:
        """A style and its parents, the nearest first."""
        seen = set[str]()
        while (style := self._elements.get((family, name))) is not None and name not in seen and len(seen) < _MOST_PARENTS:
            yield style
            seen.add(name)
            name = style.get(f"{STYLE}parent-style-name") or ""

    def _own(self, style: Any) -> Look:  # noqa: ANN401
        told: dict[str, Any] = {}
        for properties in style:
            for name, value in properties.attrib.items():
                read = _READ.get(name)
                if read is not None:
                    read(value, told)
            _read_ground(properties, told)
            self._read_font(properties, told)
        _read_name(style, told)
        return Look(**told) if told else NO_LOOK

    def _read_font(self, properties: Any, told: dict[str, Any]) -> None:  # noqa: ANN401
        name = properties.get(f"{STYLE}font-name") or ""
        font = self._fonts.get(name, name) or (properties.get(f"{FO}font-family") or "").strip("'\" ")
        if font:
            told["font"] = font if is_of_symbols(font) else ""


def points(length: str | None) -> float | None:
    """A length in points; None for none, and for a share of another."""
    found = _LENGTH.fullmatch(length or "")
    return None if found is None or found[2] == "%" else float(found[1]) * _POINTS[found[2]]


def is_dark(colour: str) -> bool:
    """True for a colour, as `#203040`, on which light letters are seen."""
    return dark(colour.removeprefix("#"))


def _read_name(style: Any, told: dict[str, Any]) -> None:  # noqa: ANN401
    """What a style is for, by its level and its name, and the list that it stands in."""
    if style.get(f"{STYLE}family") != "paragraph":
        return
    level = style.get(f"{STYLE}default-outline-level")
    name = style.get(f"{STYLE}display-name") or style.get(f"{STYLE}name") or ""
    heading = _HEADING.fullmatch(name)
    if level is not None:
        told["level"] = int(level) if level.isdecimal() and len(level) < 3 else 0
    elif heading is not None:
        told["level"] = int(heading[1])
    elif name.casefold() == "title":
        told["level"] = 1
    elif _CONTENTS.fullmatch(name):
        told["contents"] = True
    listed = style.get(f"{STYLE}list-style-name")
    if listed is not None:
        told["list"] = listed


def _read_ground(properties: Any, told: dict[str, Any]) -> None:  # noqa: ANN401
    fill, colour = properties.get(f"{DRAW}fill"), properties.get(f"{DRAW}fill-color")
    behind = properties.get(f"{FO}background-color")
    if fill in _SHADED:
        told["ground"] = True
    elif colour is not None and fill in (None, "solid"):
        told["ground"] = is_dark(colour)
    elif behind is not None and behind != "transparent":
        told["ground"] = is_dark(behind)


def _read_colour(value: str, told: dict[str, Any]) -> None:
    if len(value) == 7 and "light" not in told:
        told["light"] = not is_dark(value)


def _read_window_colour(value: str, told: dict[str, Any]) -> None:
    if value == "true":
        told["light"] = False


def _read_size(value: str, told: dict[str, Any]) -> None:
    found = _LENGTH.fullmatch(value)
    if found is not None:
        size = float(found[1])
        told["tiny"] = size < _LEAST_PERCENT if found[2] == "%" else size * _POINTS[found[2]] < _LEAST_POINTS


def _read_line(value: str, told: dict[str, Any]) -> None:
    told["struck"] = value != "none" and told.get("struck", True)


def _read_position(value: str, told: dict[str, Any]) -> None:
    first = (value.split() or [""])[0]
    told["raised"] = first == "super" or (first.endswith("%") and first[0] not in "-0")


_READ: Mapping[str, Callable[[str, dict[str, Any]], None]] = {
    f"{TEXT}display": lambda value, told: told.update(vanish=value == "none"),
    f"{STYLE}text-line-through-style": _read_line,
    f"{STYLE}text-line-through-type": _read_line,
    f"{STYLE}text-crossing-out": _read_line,
    f"{STYLE}text-position": _read_position,
    f"{STYLE}use-window-font-color": _read_window_colour,
    f"{FO}color": _read_colour,
    f"{FO}font-size": _read_size,
}
