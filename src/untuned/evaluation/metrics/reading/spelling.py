"""One spelling for what is written in several ways, so that texts can be compared: accents, initials, minus signs, centuries, cells."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from itertools import pairwise

_ORDINALS_TEXT = """
thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth twenty-first twenty-second twenty-third
twenty-fourth twenty-fifth twenty-sixth twenty-seventh twenty-eighth twenty-ninth thirtieth thirty-first
"""
_ORDINALS = _ORDINALS_TEXT.split()
_NUMBERS = {word: str(number) for number, word in enumerate(_ORDINALS, 13)}
_ORDINAL = re.compile(r"\b(?:" + "|".join(sorted(_ORDINALS, key=len, reverse=True)) + r")\b", re.IGNORECASE)
_ROMAN = re.compile(r"\b([IVX]{1,5})(?=(?:\s*[-–—]\s*[IVX]{1,5})?\s+(?:век|столети|в\.|вв\.|centur))")
_INITIALS = re.compile(r"\b(?:[A-ZА-ЯЁ]\.){2,}")
_MINUS = re.compile(r"(?<![\w%°)\]])[–−](?=\d)")
_WORTH = {"I": 1, "V": 5, "X": 10}


@lru_cache(maxsize=4096)
def plain(text: str) -> str:
    """The text with `Curaçao` as `Curacao`, `U.S.` as `US`, `–5` as `-5`, `nineteenth` as `19th`, `XIX век` as `19 век`."""
    if not text.isascii():
        text = _without_accents(text)
        text = _MINUS.sub("-", text)
    if "." in text:
        text = _INITIALS.sub(lambda match: match[0].replace(".", ""), text)
    text = _ORDINAL.sub(lambda match: f"{_NUMBERS[match[0].lower()]}th", text)
    return _ROMAN.sub(lambda match: str(_roman(match[1])), text)


_QUOTED = re.compile(r'"[^"\n]*"')
_BESIDE_A_WORD = re.compile(r'(?:[^\W\d]|"),|,(?=[^\W\d]|")')
_CELLS = 3
"""So many cells make a row: with fewer, a comma without a space may be a slip."""


def cells_apart(line: str) -> str:
    """A line as it is; a row of CSV with semicolons between its cells, as `38,95` would read as one number. As long as before."""
    bare = _QUOTED.sub(lambda found: '"' * len(found[0]), line)
    cells = bare.split(",")
    if len(cells) < _CELLS or re.search(r",\s", bare) or not _BESIDE_A_WORD.search(bare):
        return line
    marks = ["," if _one_number(*pair) else ";" for pair in pairwise(cells)]
    at, row = -1, list(line)
    for cell, mark in zip(cells, marks, strict=False):
        at += len(cell) + 1
        row[at] = mark
    return "".join(row)


def _one_number(left: str, right: str) -> bool:
    """True for what stands around the comma of `1,500 boxes`: digits, with words beside them that make prose of it."""
    return left[-1:].isdigit() and right[:1].isdigit() and re.search(r"\s", f"{left}{right}".strip()) is not None


def _without_accents(text: str) -> str:
    """Latin letters without their marks; `й` and the letters of other scripts are left whole."""
    parts = unicodedata.normalize("NFD", text)
    bare = "".join(char for at, char in enumerate(parts) if not ("\u0300" <= char <= "\u036f" and at and parts[at - 1].isascii()))
    return unicodedata.normalize("NFC", bare)


def _roman(numeral: str) -> int:
    worth = [_WORTH[letter] for letter in numeral]
    return sum(-one if any(other > one for other in worth[at + 1 : at + 2]) else one for at, one in enumerate(worth))
