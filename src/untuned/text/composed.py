"""Texts with one sign for what a reader sees as one: a letter and its combining marks, and an entity such as `&nbsp;`.

Many PDFs and file systems write `й` and `ü` as two signs.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Sequence

from untuned.text.regex import regex

_SIGN = regex("[^\u0300-\u036f][\u0300-\u036f]+|&(?:[A-Za-z][A-Za-z0-9]{1,30}|#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6});")
"""A letter and its combining marks (in other scripts these are no letters of their own), or an entity of HTML and Markdown."""


def composed(text: str) -> str:
    """`text` with one sign for a letter and its marks (NFC), and for an entity; itself where nothing is to be joined."""
    plain = text.isascii() and "&" not in text
    return text if plain or _SIGN.search(text) is None else _SIGN.sub(_one, text)


def places(text: str) -> Sequence[int]:
    """For each sign of `composed(text)`, and for its end, the offset in `text` where it stands."""
    if composed(text) == text:
        return range(len(text) + 1)
    found: list[int] = []
    at = 0
    for match in _SIGN.finditer(text):
        found += range(at, match.start())
        found += [match.start()] * len(_one(match))
        at = match.end()
    return [*found, *range(at, len(text) + 1)]


def _one(match: re.Match[str]) -> str:
    if match[0][0] != "&":
        return unicodedata.normalize("NFC", match[0])
    named = html.unescape(match[0])
    return named if len(named) == 1 else match[0]
