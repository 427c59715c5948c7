"""What the styles of a DOCX say of its paragraphs and runs: heading levels, list levels, and what is hidden."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any

from untuned.ingest.load.office.symbols import is_of_symbols

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"

_VAL = f"{W}val"
_LEVELS = 9
_OFF = frozenset(("0", "false", "off", "none"))
_LEAST_RAISED = 4
"""Half points; what programs make of PDFs has whole lines raised by less."""
_LIGHT = 0xE0
"""Each colour of a text that is not seen on white."""
_LEAST_HALF_POINTS = 4
_LIGHT_THEMES = frozenset(("background1", "light1", "window"))


@dataclass(frozen=True, kw_only=True, slots=True)
class Look:
    """What decides whether a text is seen, and what it is; None where nothing is said."""

    level: int | None = None
    """Of a heading, 1 to 9; 0 for body text."""
    item: int | None = None
    """Depth of a list, from 1; 0 for none. Where a list is named without a depth, that of the style counts."""
    list: str | None = None
    """The number under which the document defines this list; "0" for none."""
    contents: bool | None = None
    """True for a line of a table of contents."""
    vanish: bool | None = None
    light: bool | None = None
    tiny: bool | None = None
    struck: bool | None = None
    raised: bool | None = None
    font: str | None = None
    """Of symbols, whose letters are other signs; "" for one of letters."""
    ground: bool | None = None
    """True on a dark or coloured ground, where light letters are seen."""

    @property
    def depth(self) -> int:
        """Of the list that it is an item of, from 1: the first where none is told; 0 where it is no item."""
        return (1 if self.list else 0) if self.item is None else self.item

    @property
    def hidden(self) -> bool:
        """True when a reader of the page does not see it."""
        return bool(self.vanish or self.tiny or (self.light and not self.ground))

    def over(self, below: Look) -> Look:
        """This look where it says something, the other's where it does not."""
        told = {name: value for name in Look.__slots__ if (value := getattr(self, name)) is not None}
        return replace(below, **told)


NO_LOOK = Look()


def styles_of(root: Any | None, levels: Mapping[str, int] = MappingProxyType({})) -> dict[str, Look]:  # noqa: ANN401 - lxml has no types
    """Each style's look by its id, with what it takes from the styles it is based on; "" for paragraphs without one.

    What the document says of all its text stands below every style of paragraphs. `levels` are those, from 0, that lists give to styles.
    """
    if root is None:
        return {}
    own: dict[str, Look] = {}
    based: dict[str, str] = {}
    default = ""
    everywhere = look_of(root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr"))
    inline = set[str]()
    for style in root.iterfind(f"{W}style"):
        name = style.get(f"{W}styleId") or ""
        own[name] = _style_look(style, levels)
        base = value(style, "basedOn")
        if base:
            based[name] = base
        if style.get(f"{W}type") in ("character", "table"):
            inline.add(name)
        elif style.get(f"{W}default") in ("1", "true"):
            default = name
    looks = {name: _resolved(name, own, based).over(NO_LOOK if name in inline else everywhere) for name in own}
    return looks | {"": looks.get(default, everywhere)}


def look_of(properties: Any | None) -> Look:  # noqa: ANN401
    """What a `pPr` or `rPr` says by itself."""
    told: dict[str, Any] = {}
    for child in () if properties is None else properties:
        read = _READ.get(child.tag)
        if read is not None:
            read(child, told)
    return Look(**told) if told else NO_LOOK


def value(parent: Any, name: str) -> str:  # noqa: ANN401
    """`w:val` of a child; "" without one."""
    child = parent.find(f"{W}{name}")
    return "" if child is None else child.get(f"{W}val") or ""


def has_mark(paragraph: Any) -> bool:  # noqa: ANN401
    """True when the page shows where a paragraph ends: its mark is neither hidden nor deleted."""
    mark = paragraph.find(f"{W}pPr/{W}rPr")
    return mark is None or not (_switch(mark, "vanish") or mark.find(f"{W}del") is not None or mark.find(f"{W}moveFrom") is not None)


def dark(fill: str | None) -> bool:
    """True for a colour on which light letters are seen."""
    return fill is not None and len(fill) == 6 and not _is_light(fill)


def _style_look(style: Any, levels: Mapping[str, int]) -> Look:  # noqa: ANN401
    look = look_of(style.find(f"{W}rPr")).over(look_of(style.find(f"{W}pPr")))
    at = levels.get(style.get(f"{W}styleId") or "")
    if look.item != 0 and look.list is not None and at is not None:
        look = replace(look, item=at + 1)
    name = value(style, "name").casefold()
    if look.level is None and name.startswith("heading ") and name[8:].isdecimal():
        look = replace(look, level=int(name[8:]))
    elif look.level is None and name == "title":
        look = replace(look, level=1)
    elif name.startswith("toc ") and name[4:].isdecimal():
        look = replace(look, contents=True)
    if style.get(f"{W}type") == "table":
        fills = [shade.get(f"{W}fill") for shade in style.iter(f"{W}shd")]
        look = replace(look, ground=any(map(dark, fills)) or None)
    return look


def _resolved(name: str, own: Mapping[str, Look], based: Mapping[str, str]) -> Look:
    look, seen = own[name], {name}
    while (base := based.get(name)) in own and base not in seen:
        assert base is not None
        seen.add(base)
        look = look.over(own[base])
        name = base
    return look


def _depth(numbering: Any) -> int | None:  # noqa: ANN401
    if value(numbering, "numId") == "0":
        return 0
    level = value(numbering, "ilvl")
    return int(level) + 1 if level.isdecimal() else None


def _switch(properties: Any, name: str) -> bool:  # noqa: ANN401
    child = properties.find(f"{W}{name}")
    return child is not None and _is_on(child)


def _read_level(child: Any, told: dict[str, Any]) -> None:  # noqa: ANN401
    level = child.get(_VAL) or ""
    if level.isdecimal():
        told["level"] = int(level) + 1 if int(level) < _LEVELS else 0


def _read_list(child: Any, told: dict[str, Any]) -> None:  # noqa: ANN401
    told["item"] = _depth(child)
    told["list"] = value(child, "numId") or None


def _read_colour(child: Any, told: dict[str, Any]) -> None:  # noqa: ANN401
    colour = child.get(_VAL) or ""
    told["light"] = _is_light(colour) if len(colour) == 6 else child.get(f"{W}themeColor") in _LIGHT_THEMES


def _read_size(child: Any, told: dict[str, Any]) -> None:  # noqa: ANN401
    size = child.get(_VAL) or ""
    if size.isdecimal():
        told["tiny"] = int(size) < _LEAST_HALF_POINTS


def _read_highlight(child: Any, told: dict[str, Any]) -> None:  # noqa: ANN401
    if marked := child.get(_VAL):
        told["ground"] = marked not in ("none", "white")


def _read_font(child: Any, told: dict[str, Any]) -> None:  # noqa: ANN401
    font = child.get(f"{W}ascii") or child.get(f"{W}hAnsi")
    if font:
        told["font"] = font if is_of_symbols(font) else ""


def _read_position(child: Any, told: dict[str, Any]) -> None:  # noqa: ANN401
    points = child.get(_VAL) or ""
    if points.isdecimal() and int(points) >= _LEAST_RAISED:
        told["raised"] = True


def _is_on(child: Any) -> bool:  # noqa: ANN401
    return (child.get(_VAL) or "true") not in _OFF


_READ: Mapping[str, Callable[[Any, dict[str, Any]], None]] = {
    f"{W}outlineLvl": _read_level,
    f"{W}numPr": _read_list,
    f"{W}vanish": lambda child, told: told.update(vanish=_is_on(child)),
    f"{W}strike": lambda child, told: told.update(struck=_is_on(child) or told.get("struck", False)),
    f"{W}dstrike": lambda child, told: told.update(struck=_is_on(child) or told.get("struck", False)),
    f"{W}color": _read_colour,
    f"{W}sz": _read_size,
    f"{W}highlight": _read_highlight,
    f"{W}shd": lambda child, told: told.setdefault("ground", dark(child.get(f"{W}fill"))),
    f"{W}vertAlign": lambda child, told: told.update(raised=child.get(_VAL) == "superscript"),
    f"{W}position": _read_position,
    f"{W}rFonts": _read_font,
}


def _is_light(colour: str) -> bool:
    try:
        return min(bytes.fromhex(colour)) >= _LIGHT
    except ValueError:
        return False
