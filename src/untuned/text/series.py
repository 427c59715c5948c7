"""What counts the paragraphs of a list: `(a)`, `(b)`; `(i)`, `(ii)`; `1.`, `2.`; `4.1`, `4.2`, and which of two goes before the other."""

from __future__ import annotations

from collections.abc import Mapping

from untuned.text.regex import regex

_LABEL = regex(r"[ \t]*(?P<open>\(?)(?:(?P<letter>[a-zа-я])|(?P<roman>[ivx]{2,5})|(?P<number>\d{1,2}(?:\.\d{1,2})*))(?P<close>[.)]?)[ \t]")
_ROMAN = (
    "i",
    "ii",
    "iii",
    "iv",
    "v",
    "vi",
    "vii",
    "viii",
    "ix",
    "x",
    "xi",
    "xii",
    "xiii",
    "xiv",
    "xv",
    "xvi",
    "xvii",
    "xviii",
    "xix",
    "xx",
)

Series = Mapping[str, int]
"""The place of a label, from 1, in each series that it may belong to: `(i)` is the ninth letter or the first Roman figure."""


def series_of(text: str, start: int, end: int) -> Series:
    """Where the label stands that text[start:end] begins with; nothing for a text without one."""
    found = _LABEL.match(text, start, end)
    if found is None:
        return {}
    marks = f"{found['open']}{found['close']}"
    if (number := found["number"]) is not None:
        above, _, last = number.rpartition(".")
        return {f"{marks} {above}.": int(last)} if above or marks else {}
    if not marks:
        return {}
    letters = found["letter"] or found["roman"]
    made = {f"{marks} a": ord(letters) - ord("a" if letters.isascii() else "а") + 1} if len(letters) == 1 else {}
    if letters in _ROMAN:
        made[f"{marks} i"] = _ROMAN.index(letters) + 1
    return made


def begins(own: Series) -> bool:
    """True for the first label of a series."""
    return 1 in own.values()


def goes_before(other: Series, own: Series) -> Series:
    """The other label in the series in which it goes before one; nothing where there is none."""
    return {name: place for name, place in other.items() if place < own.get(name, 0)}
