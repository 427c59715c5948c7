"""One spelling for what is written in several ways, so that texts can be compared: accents, initials, minus signs, centuries."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from untuned.text.regex import regex

_ORDINALS_TEXT = """
thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth twenty-first twenty-second twenty-third
twenty-fourth twenty-fifth twenty-sixth twenty-seventh twenty-eighth twenty-ninth thirtieth thirty-first
"""
_ORDINALS = _ORDINALS_TEXT.split()
_NUMBERS = {word: str(number) for number, word in enumerate(_ORDINALS, 13)}
_ORDINAL = regex(r"\b(?:" + "|".join(sorted(_ORDINALS, key=len, reverse=True)) + r")\b", re.IGNORECASE)
_ROMAN = regex(r"\b([IVX]{1,5})(?=(?:\s*[-–—]\s*[IVX]{1,5})?\s+(?:век|столети|в\.|вв\.|centur))")
_INITIALS = regex(r"\b(?:[A-ZА-ЯЁ]\.){2,}")
_MINUS = regex(r"(?<![\w%°)\]])[–−](?=\d)")
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


def _without_accents(text: str) -> str:
    """Latin letters without their marks; `й` and the letters of other scripts are left whole."""
    parts = unicodedata.normalize("NFD", text)
    bare = "".join(char for at, char in enumerate(parts) if not ("\u0300" <= char <= "\u036f" and at and parts[at - 1].isascii()))
    return unicodedata.normalize("NFC", bare)


def _roman(numeral: str) -> int:
    worth = [_WORTH[letter] for letter in numeral]
    return sum(-one if any(other > one for other in worth[at + 1 : at + 2]) else one for at, one in enumerate(worth))
