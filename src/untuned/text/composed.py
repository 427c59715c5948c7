"""Texts with each letter and its combining marks as one: many PDFs and file systems write `й` and `ü` as two signs."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from untuned.text.regex import regex

_WITH_MARKS = regex("[^\u0300-\u036f][\u0300-\u036f]+")
"""A letter and its combining marks; in other scripts these are no letters of their own."""


def composed(text: str) -> str:
    """`text` with one sign for a letter and its marks, where there is one (NFC); itself where nothing is to be joined."""
    return text if text.isascii() or _WITH_MARKS.search(text) is None else _WITH_MARKS.sub(_one, text)


def places(text: str) -> Sequence[int]:
    """For each sign of `composed(text)`, and for its end, the offset in `text` where it stands."""
    if composed(text) == text:
        return range(len(text) + 1)
    found: list[int] = []
    at = 0
    for match in _WITH_MARKS.finditer(text):
        found += range(at, match.start())
        found += [match.start()] * len(_one(match))
        at = match.end()
    return [*found, *range(at, len(text) + 1)]


def _one(match: re.Match[str]) -> str:
    return unicodedata.normalize("NFC", match[0])
