"""The numbers that an OpenDocument file counts in front of its headings and items: `4.2`, `(b)`, `Article IV`.

A file holds lists within lists and the form of each level (OpenDocument 1.3 part 3, 19.880 and following). What a page shows is counted
here, in the order of the text, as LibreOffice counts it: a list goes on with another where it says so, and an item that holds nothing
but a list is none of its own.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from untuned.ingest.load.office.docx_numbers import number_in
from untuned.ingest.load.office.odf_names import LOEXT, OFFICE, STYLE, TEXT, XML
from untuned.text.regex import regex

OUTLINE = "Outline"
"""The list style of the headings, and the list that they are counted in."""

_LEVELS = 10
_LONGEST_FORM = 100
_MOST_LETTERS = 26
_PLACE = regex(r"%(\d{1,2})%")
_FORMATS = {
    "1": "decimal",
    "i": "lowerRoman",
    "I": "upperRoman",
    "a": "lowerLetter",
    "A": "upperLetter",
    "01, 02, 03, ...": "decimalZero",
    "1st": "ordinal",
    "А, Б, .., Аа, Аб, ... (ru)": "russianUpper",
    "А, Б, .., Аа, Бб, ... (ru)": "russianUpper",
    "а, б, .., аа, аб, ... (ru)": "russianLower",
    "а, б, .., аа, бб, ... (ru)": "russianLower",
}
_RUSSIAN_LETTERS = 29
_TAGS = {f"{TEXT}list-level-style-number", f"{TEXT}outline-level-style"}
_SIGNS = {f"{TEXT}list-level-style-bullet", f"{TEXT}list-level-style-image"}


@dataclass(frozen=True, kw_only=True, slots=True)
class _Level:
    """How the items of one level are counted, and what stands in front of them."""

    format: str
    before: str = ""
    after: str = ""
    above: int = 1
    """Levels whose numbers are shown, its own included."""
    form: str = ""
    """`%1%.%2%` where it says in full what stands in front."""
    start: int = 1
    synced: bool = False
    """True where letters go on as aa, bb, rather than aa, ab."""
    gap: str = " "
    bullet: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Place:
    """A list, as its items see it."""

    key: str
    """Lists with the same count on where the other stopped."""
    style: str
    level: int
    """From 0."""


class Counting:
    """Counts the numbered headings and items of a document from its first to its last."""

    def __init__(self, named: Any | None, content: Any | None) -> None:  # noqa: ANN401 - lxml has no types
        self._styles: dict[str, Mapping[int, _Level]] = {}
        for root, part in ((named, "styles"), (content, "automatic-styles")):
            for tag in (f"{TEXT}list-style", f"{TEXT}outline-style"):
                for style in () if root is None else root.iterfind(f"{OFFICE}{part}/{tag}"):
                    name = OUTLINE if tag.endswith("outline-style") else style.get(f"{STYLE}name") or ""
                    self._styles[name] = _levels_of(style)
        self._counts: dict[str, list[int | None]] = {}
        self._named: dict[str, str] = {}
        self._last: dict[str, str] = {}
        """By style: the list that was counted by it last."""
        self._begun = 0

    def enter(self, element: Any, style: str, outer: Place | None, *, anew: bool) -> Place:  # noqa: ANN401
        """The place of the items of a `text:list`; `anew` is true where what stands before it ends the count of a list within."""
        if outer is not None:
            level = min(outer.level + 1, _LEVELS - 1)
            if anew and element.get(f"{TEXT}continue-numbering") != "true":
                self._of(outer.key)[level:] = [None] * (_LEVELS - level)
            return Place(key=outer.key, style=style, level=level)
        key = self._named.get(element.get(f"{TEXT}continue-list") or "", "")
        if not key and element.get(f"{TEXT}continue-numbering") == "true":
            key = self._last.get(style, "")
        if not key:
            self._begun += 1
            key = OUTLINE if style == OUTLINE else str(self._begun)
        self._last[style] = key
        self._named[element.get(f"{XML}id") or ""] = key
        self._named.pop("", None)
        return Place(key=key, style=style, level=0)

    def label(self, place: Place, start: str | None = None) -> str | None:
        """What the page shows in front of the next item, with the gap behind it; `start` is the number it says it has.

        "" where it shows nothing or a bullet; None where its numbers are of a kind that is not written here.
        """
        levels = self._styles.get(place.style)
        if levels is None or place.level not in levels:
            return ""
        counts = self._of(place.key)
        _count(counts, place.level, levels, start)
        return _label(counts, place.level, levels)

    def _of(self, key: str) -> list[int | None]:
        return self._counts.setdefault(key, [None] * _LEVELS)


def _levels_of(style: Any) -> dict[int, _Level]:  # noqa: ANN401
    found: dict[int, _Level] = {}
    for one in style:
        at = _whole(one.get(f"{TEXT}level"), 1) - 1
        if one.tag in _SIGNS:
            found[at] = _Level(format="", bullet=True)
        elif one.tag in _TAGS:
            found[at] = _level_of(one)
    return {at: level for at, level in found.items() if 0 <= at < _LEVELS}


def _level_of(one: Any) -> _Level:  # noqa: ANN401
    align = one.find(f"{STYLE}list-level-properties/{STYLE}list-level-label-alignment")
    followed = "" if align is None else align.get(f"{TEXT}label-followed-by") or ""
    return _Level(
        format=one.get(f"{STYLE}num-format") or "",
        before=one.get(f"{STYLE}num-prefix") or "",
        after=one.get(f"{STYLE}num-suffix") or "",
        above=_whole(one.get(f"{TEXT}display-levels"), 1),
        form=one.get(f"{LOEXT}num-list-format") or "",
        start=_whole(one.get(f"{TEXT}start-value"), 1),
        synced=one.get(f"{STYLE}num-letter-sync") == "true",
        gap="" if followed == "nothing" else " ",
    )


def _whole(told: str | None, otherwise: int) -> int:
    return int(told) if told and told.isdecimal() and len(told) < 10 else otherwise


def _count(counts: list[int | None], level: int, levels: Mapping[int, _Level], start: str | None) -> None:
    """Go on by one item: those above that never came count from their start, those below begin anew."""
    for at in range(level):
        if counts[at] is None:
            counts[at] = levels[at].start if at in levels else 1
    before = counts[level]
    counts[level] = _whole(start, levels[level].start) if before is None or start else before + 1
    counts[level + 1 :] = [None] * (_LEVELS - level - 1)


def _label(counts: list[int | None], level: int, levels: Mapping[int, _Level]) -> str | None:
    own = levels[level]
    if own.bullet:
        return ""
    if max(len(own.form), len(own.before), len(own.after)) > _LONGEST_FORM:
        return None
    if own.form:
        written = {nth: _written(counts, int(nth) - 1, levels) for nth in _PLACE.findall(own.form)}
        if None in written.values():
            return None
        text = _PLACE.sub(lambda found: written[found[1]] or "", own.form)
    else:
        numbers = [_written(counts, at, levels) for at in range(max(0, level + 1 - own.above), level + 1)] if own.format else []
        if None in numbers:
            return None
        text = f"{own.before}{'.'.join(number for number in numbers if number)}{own.after}"
    return f"{text.strip()}{own.gap}" if text.strip() else ""


def _written(counts: list[int | None], at: int, levels: Mapping[int, _Level]) -> str | None:
    """The number of one level, "" for none; None for one of a kind that is not written here."""
    if not 0 <= at < _LEVELS or at not in levels or not levels[at].format:
        return ""
    count, form = counts[at] or 0, _FORMATS.get(levels[at].format)
    if form is None or (form.startswith("russian") and count > _RUSSIAN_LETTERS):
        return None
    if form.endswith("Letter") and count > _MOST_LETTERS and not levels[at].synced:
        return _in_columns(count, upper=form.startswith("upper"))
    return number_in(form, count)


def _in_columns(count: int, *, upper: bool) -> str:
    """A number in letters as columns of a sheet have them: z, aa, ab."""
    letters = ""
    while count > 0:
        count, rest = divmod(count - 1, _MOST_LETTERS)
        letters = chr(ord("A" if upper else "a") + rest) + letters
    return letters
