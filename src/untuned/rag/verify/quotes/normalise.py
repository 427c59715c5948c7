"""Skeletons: what of a text carries its meaning, with the way back to the text's own offsets.

A skeleton keeps letters, digits and symbols that carry meaning and leaves out white space and punctuation, which are audited
afterwards, gap by gap (see `gaps`). Folding is a closed list: full-width forms, Latin ligatures, a base with its combining
marks to NFC, and ё as е. It is never NFKC, which makes 102 of 10² and 1⁄2 of ½, and no look-alike letters are folded.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from untuned.text.regex import regex

Points = NDArray[np.uint32]

ZERO_WIDTH = (
    "\u200b\u200c\u200d\u2060\u2061\u2062\u2063\u2064\ufeff\u200e\u200f\u061c\u180e\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
)
"""Zero-width characters, byte order and bidirectional marks: nothing that a reader sees."""
SOFT_HYPHEN = "\u00ad"
BROKEN = "\ufffe"
"""What a copy from a PDF may have for a hyphen at a line's end, in place of the hyphen and the line end."""
WIDE_FORMS = "".join(map(chr, range(0xFF01, 0xFF5F)))
_NARROW = {ord(char): chr(ord(char) - 0xFEE0) for char in WIDE_FORMS}
LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}

EMPHASIS, LINK, TAG, NUMBER, BULLET, ESCAPE, JOINED, ENTITY = "\ufdd0\ufdd1\ufdd2\ufdd3\ufdd4\ufdd5\ufdd6\ufdd7"
"""What stands for a hidden character, by what it was: noncharacters, which no text holds. JOINED: the mark of a composed letter;
ENTITY: what is left of `&nbsp;` behind the character that it names."""
HIDDEN = EMPHASIS + LINK + TAG + NUMBER + BULLET + ESCAPE + JOINED + ENTITY

_GAP_RANGES = (
    (0x00, 0x24), (0x27, 0x2B), (0x2C, 0x2F), (0x3A, 0x3C), (0x3F, 0x40), (0x5B, 0x61), (0x7B, 0xA0), (0xA0, 0xA2), (0xA8, 0xA9),
    (0xAB, 0xAC), (0xAD, 0xAE), (0xAF, 0xB0), (0xB4, 0xB5), (0xB6, 0xB8), (0xB8, 0xB9), (0xBB, 0xBC), (0xBF, 0xC0), (0x2B0, 0x2C0),
    (0x61C, 0x61D), (0x1680, 0x1681), (0x180E, 0x180F), (0x2000, 0x2030), (0x2032, 0x203E), (0x2043, 0x2044), (0x2045, 0x2047),
    (0x204E, 0x2050), (0x205F, 0x2070), (0x2212, 0x2213), (0x25A0, 0x25FF), (0x2B1B, 0x2B1D), (0x3000, 0x3004), (0x3008, 0x3012),
    (0x3014, 0x3020), (0xFDD0, 0xFDF0), (0xFE10, 0xFE1A), (0xFE30, 0xFE53), (0xFE54, 0xFE5F), (0xFE63, 0xFE64), (0xFEFF, 0xFF00),
    (0xFF5F, 0xFF66), (0xFFFE, 0xFFFF),
)  # fmt: skip
"""[start, end) of the code points that a skeleton leaves out: white space, quotes, brackets, stops, hyphens, list marks."""
_MEANT = "%$&@+<>=/"
"""ASCII symbols that carry meaning by themselves."""
_MARKED = regex(r"[^\W_][\u0300-\u036f\u0483-\u0487\u093c\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\u3099\u309a\ufe20-\ufe2f]+")
_BMP = 0x10000


@dataclass(frozen=True, slots=True, eq=False)
class Skeleton:
    """A text's meaning-carrying characters: `lower[i]` and `cased[i]` come of `text[offsets[i]]`; offsets never fall.

    `shown` is as long as `text`: the same with composed letters, and with what a view hides replaced by `HIDDEN` characters.
    """

    text: str = field(repr=False)
    shown: str = field(repr=False)
    lower: str
    cased: str = field(repr=False)
    offsets: NDArray[np.int32] = field(repr=False)

    def __len__(self) -> int:
        return len(self.lower)


def skeleton(text: str, *, shown: str | None = None) -> Skeleton:
    """The skeleton of `text`; of `shown` where a view hides characters (a string of the same length)."""
    seen = compose(text if shown is None else shown)
    points = code_points(seen)
    gaps, cased_fold, lower_fold = _tables()
    clipped = np.minimum(points, _BMP - 1)  # what lies beyond has no fold here and is no gap
    offsets = np.flatnonzero(~gaps[clipped]).astype(np.int32)
    kept = points[offsets]
    if any(ligature in seen for ligature in LIGATURES):
        kept, offsets = _split_ligatures(kept, offsets)
    beyond = kept >= _BMP
    clipped = np.minimum(kept, _BMP - 1)
    cased = np.where(beyond, kept, cased_fold[clipped])
    lower = np.where(beyond, kept, lower_fold[clipped])
    return Skeleton(text=text, shown=seen, lower=string(lower), cased=string(cased), offsets=offsets)


def compose(text: str) -> str:
    """`text` with each base and its combining marks made one NFC letter, as long as before: JOINED stands for the marks."""
    if text.isascii() or _MARKED.search(text) is None:
        return text

    def one(match: re.Match[str]) -> str:
        letter = unicodedata.normalize("NFC", match[0].translate(_NARROW))
        return letter + JOINED * (len(match[0]) - 1) if len(letter) == 1 else match[0]

    return _MARKED.sub(one, text)


def code_points(text: str) -> Points:
    """The code points of `text`, one each."""
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype="<u4")


def string(points: NDArray[Any]) -> str:
    """The string of these code points."""
    return points.astype("<u4").tobytes().decode("utf-32-le", "surrogatepass")


def _split_ligatures(kept: Points, offsets: NDArray[np.int32]) -> tuple[Points, NDArray[np.int32]]:
    """Letters for ligatures; each letter has its ligature's offset."""
    counts = np.ones(len(kept), dtype=np.int64)
    for ligature, letters in LIGATURES.items():
        counts[kept == ord(ligature)] = len(letters)
    firsts = np.cumsum(counts) - counts
    spread, places = np.repeat(kept, counts), np.repeat(offsets, counts)
    for ligature, letters in LIGATURES.items():
        at = firsts[kept == ord(ligature)]
        for step, letter in enumerate(letters):
            spread[at + step] = ord(letter)
    return spread, places


@cache
def _tables() -> tuple[NDArray[np.bool_], Points, Points]:
    """For each code point of the basic plane: is it a gap, its fold with case, its fold in lower case."""
    gaps = np.zeros(_BMP, dtype=np.bool_)
    for start, end in _GAP_RANGES:
        gaps[start:end] = True
    cased = np.arange(_BMP, dtype=np.uint32)
    cased[0xFF01:0xFF5F] = np.arange(0x21, 0x7F, dtype=np.uint32)
    cased[ord("ё")], cased[ord("Ё")] = ord("е"), ord("Е")
    for symbol in _MEANT:
        gaps[ord(symbol)] = False
    gaps[0xFF01:0xFF5F] = gaps[0x21:0x7F]
    letters = [chr(point).lower() for point in range(_BMP)]
    lower = np.array([ord(letter) if len(letter) == 1 else point for point, letter in enumerate(letters)], dtype=np.uint32)
    return gaps, cased, lower[cased]
