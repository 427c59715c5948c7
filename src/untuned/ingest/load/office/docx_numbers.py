"""The numbers that a DOCX counts in front of its headings and items: `4.2`, `(b)`, `Article IV`, `Приложение 1`.

A file holds no such number, only lists of up to nine levels with the form of each, and which paragraph stands on which level (ECMA-376
part 1, 17.9). What a page shows is counted here, in the order of the text.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any

from untuned.ingest.load.office.docx_styles import W, value
from untuned.text.regex import regex

_LEVELS = 9
_LONGEST_FORM = 100
_MOST = 3999
"""Roman figures and letters end here: a start of millions would be a label of as many letters."""
_PLACE = regex(r"%([1-9])")
_LATIN = "abcdefghijklmnopqrstuvwxyz"
_RUSSIAN = "абвгдежзиклмнопрстуфхцчшщыэюя"
"""Without й, ъ, ь and ё, as ECMA-376 17.18.59 has it."""
_ROMAN = {1000: "m", 900: "cm", 500: "d", 400: "cd", 100: "c", 90: "xc", 50: "l", 40: "xl", 10: "x", 9: "ix", 5: "v", 4: "iv", 1: "i"}


@dataclass(frozen=True, kw_only=True, slots=True)
class _Level:
    """How the paragraphs of one level are counted, and what stands in front of them."""

    format: str = "decimal"
    form: str = ""
    """`%1.%2` stands for the numbers of the first and the second level."""
    start: int = 1
    restart: int | None = None
    """It begins anew after this level or one above it, from 1; 0 for never; None after every level above."""
    legal: bool = False
    """True where the numbers of all levels are written in digits."""
    gap: str = " "


@dataclass(frozen=True, kw_only=True, slots=True)
class _List:
    """A list as paragraphs name it."""

    counted: str
    """Lists with the same go on counting where the other stopped."""
    levels: Mapping[int, _Level]
    begins: frozenset[int] = frozenset()
    """The levels that begin anew with their first paragraph in this list."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Lists:
    """The lists of a document, by the number under which paragraphs name them."""

    by_number: Mapping[str, _List]
    level_of_style: Mapping[str, int]
    """Level, from 0, of the paragraphs of a style, where a list names the style."""


NO_LISTS = Lists(by_number=MappingProxyType({}), level_of_style=MappingProxyType({}))


def lists_of(root: Any | None) -> Lists:  # noqa: ANN401 - lxml has no types
    """The lists that a document's `numbering.xml` defines; none without one."""
    if root is None:
        return NO_LISTS
    defined = {one.get(f"{W}abstractNumId") or "": one for one in root.iterfind(f"{W}abstractNum")}
    behind = {style: number for number, one in defined.items() if (style := value(one, "styleLink"))}
    lists: dict[str, _List] = {}
    for one in root.iterfind(f"{W}num"):
        counted = value(one, "abstractNumId")
        if counted in defined:
            counted = behind.get(value(defined[counted], "numStyleLink"), counted)
            lists[one.get(f"{W}numId") or ""] = _list_of(one, counted, _levels_of(defined[counted]))
    styles = {style: at for one in defined.values() for at, level in _each_level(one) if (style := value(level, "pStyle"))}
    return Lists(by_number=lists, level_of_style=styles)


class Counting:
    """Counts the numbered paragraphs of a document from its first to its last."""

    def __init__(self, lists: Lists) -> None:
        self._lists = lists.by_number
        self._counts: dict[str, list[int | None]] = {}
        self._begun: set[tuple[str, int]] = set()

    def label(self, number: str, level: int) -> str | None:
        """What the page shows in front of the next paragraph of this list and level (from 0), with the gap behind it.

        "" where it shows nothing or a bullet; None where there is no such list, or its numbers are of a kind that is not written here.
        """
        found = self._lists.get(number)
        if found is None or level not in found.levels:
            return None
        counts = self._counts.setdefault(found.counted, [None] * _LEVELS)
        if level in found.begins and (number, level) not in self._begun:
            self._begun.add((number, level))
            counts[level] = None
        _count(counts, level, found.levels)
        return _label(counts, found.levels[level], found.levels)


def _list_of(one: Any, counted: str, levels: dict[int, _Level]) -> _List:  # noqa: ANN401
    """A list with what it says otherwise than the definition that it shares."""
    begins: set[int] = set()
    for override in one.iterfind(f"{W}lvlOverride"):
        at = _whole(override.get(f"{W}ilvl"), 0)
        own = override.find(f"{W}lvl")
        if own is not None:
            levels[at] = _level_of(own)
        start = value(override, "startOverride")
        if start and at in levels:
            levels[at] = replace(levels[at], start=_whole(start, 1))
            begins.add(at)
    return _List(counted=counted, levels=levels, begins=frozenset(begins))


def _levels_of(definition: Any) -> dict[int, _Level]:  # noqa: ANN401
    return {at: _level_of(level) for at, level in _each_level(definition)}


def _each_level(definition: Any) -> list[tuple[int, Any]]:  # noqa: ANN401
    levels = ((_whole(level.get(f"{W}ilvl"), 0), level) for level in definition.iterfind(f"{W}lvl"))
    return [(at, level) for at, level in levels if at < _LEVELS]


def _level_of(level: Any) -> _Level:  # noqa: ANN401
    restart = value(level, "lvlRestart")
    legal = level.find(f"{W}isLgl")
    return _Level(
        format=value(level, "numFmt") or "decimal",
        form=value(level, "lvlText"),
        start=_whole(value(level, "start"), 0),
        restart=_whole(restart, 0) if restart else None,
        legal=legal is not None and legal.get(f"{W}val") not in ("0", "false", "off"),
        gap="" if value(level, "suff") == "nothing" else " ",
    )


def _whole(told: str | None, otherwise: int) -> int:
    return int(told) if told and told.isdecimal() and len(told) < 10 else otherwise


def _count(counts: list[int | None], level: int, levels: Mapping[int, _Level]) -> None:
    """Go on by one paragraph: those above that never came count from their start, those below begin anew."""
    for at in range(level):
        if counts[at] is None:
            counts[at] = levels[at].start if at in levels else 1
    before = counts[level]
    counts[level] = levels[level].start if before is None else before + 1
    for at in range(level + 1, _LEVELS):
        restart = levels[at].restart if at in levels else None
        if restart is None or level < restart:
            counts[at] = None


def _label(counts: list[int | None], own: _Level, levels: Mapping[int, _Level]) -> str | None:
    if own.format == "bullet" or not own.form:
        return ""
    if len(own.form) > _LONGEST_FORM:
        return None
    written = {place: _written(counts, int(place) - 1, own, levels) for place in _PLACE.findall(own.form)}
    if None in written.values():
        return None
    text = _PLACE.sub(lambda found: written[found[1]] or "", own.form)
    return f"{text}{own.gap}" if text.strip() else ""


def _written(counts: list[int | None], at: int, own: _Level, levels: Mapping[int, _Level]) -> str | None:
    """The number of one level; None for one of a kind that is not written here."""
    count = counts[at]
    if count is None or at not in levels:
        return ""
    return number_in("decimal" if own.legal else levels[at].format, count)


def number_in(form: str, count: int) -> str | None:
    """A number in one of the forms of ECMA-376 17.18.59; None for one that is not written here."""
    write = _FORMATS.get(form)
    return write(count) if write is not None and count <= _MOST else None


def _letters(alphabet: str) -> Callable[[int], str]:
    """By a letter each, then aa, bb: as Word counts, which is not how columns of a sheet are counted."""
    return lambda count: alphabet[(count - 1) % len(alphabet)] * ((count - 1) // len(alphabet) + 1) if count > 0 else ""


def _roman(count: int) -> str:
    parts: list[str] = []
    for worth, sign in _ROMAN.items():
        parts.append(sign * (count // worth))
        count %= worth
    return "".join(parts)


def _ordinal(count: int) -> str:
    ending = "th" if count % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(count % 10, "th")
    return f"{count}{ending}"


_latin, _russian = _letters(_LATIN), _letters(_RUSSIAN)
_FORMATS: Mapping[str, Callable[[int], str]] = MappingProxyType(
    {
        "decimal": str,
        "decimalZero": lambda count: f"{count:02}",
        "lowerLetter": _latin,
        "upperLetter": lambda count: _latin(count).upper(),
        "lowerRoman": _roman,
        "upperRoman": lambda count: _roman(count).upper(),
        "russianLower": _russian,
        "russianUpper": lambda count: _russian(count).upper(),
        "ordinal": _ordinal,
        "none": lambda _: "",
    }
)
