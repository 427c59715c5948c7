"""Latin letters with an accent, and `ё`, without it: people leave it out, and search finds both. `й` is another letter than `и`."""

from __future__ import annotations

import unicodedata

_OWN_LETTERS = {
    "ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i", "ħ": "h", "ŧ": "t", "ё": "е",
    "\u0307": "",
}  # fmt: skip
"""Letters that are not made of another one and a mark; the mark is what `İ` in small letters has over its dot."""
_PLAIN = str.maketrans(
    {
        letter: parts[0]
        for letter in map(chr, (*range(0xDF, 0x250), *range(0x1E01, 0x1F00)))
        if len(parts := unicodedata.normalize("NFD", letter)) > 1 and "a" <= parts[0] <= "z"
    }
    | _OWN_LETTERS
)


def without_accents(small: str) -> str:
    """A word in small letters, composed as NFC has it, without accents: `zurich` of `zürich`; it may be longer, as `strasse` is."""
    return small if small.isascii() else small.translate(_PLAIN)
