"""Values of fields as they are held and compared: on one line, in small letters, and never long."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from untuned.text.regex import regex
from untuned.text.words import terms

LONGEST = 200
"""Characters of a value that count."""
_LEAST_PLURAL = 4
_WORD = regex(r"[^\W_]+")
_NUMBER = regex(r"\s*+(?>([-+−]?\d{1,15}(?:[ \u00a0\u202f,]\d{3}(?!\d)){0,5}(?:\.\d{1,15}|,\d{1,2}(?!\d))?))(?!\d|[.,:/–-]\d)")
_BETWEEN = regex(r"[,;\n]")


def folded(value: str) -> str:
    """The value in small letters, its white space as single spaces, ё as е; what no text may hold is left out."""
    sound = value[: 4 * LONGEST].encode("utf-8", "ignore").decode("utf-8").replace("\0", "")
    small = unicodedata.normalize("NFC", sound).casefold().replace("ё", "е")
    return " ".join(small.split())[:LONGEST].rstrip()


def parts_of(value: str) -> list[str]:
    """What a list in one string holds, between commas, semicolons or line ends."""
    return [part.strip() for part in _BETWEEN.split(value[: 50 * LONGEST]) if part.strip()]


def number_in(value: str) -> float | None:
    """The number that a value is, with thousands set apart by spaces or commas and a unit behind it left out.

    None for anything else, such as a time of day, a range or a fraction.
    """
    found = _NUMBER.match(value[:LONGEST])
    if found is None:
        return None
    bare = re.sub(r"[ \u00a0\u202f]|,(?=\d{3}(?!\d))", "", found[1]).replace("−", "-").replace(",", ".")
    return float(bare)


def words_at(text: str) -> Iterator[tuple[str, int, int]]:
    """The words of a text as names are compared by them: each one's stem, and where it stands, [start, end)."""
    for found in _WORD.finditer(text):
        yield _stem(found[0]), found.start(), found.end()


@lru_cache(maxsize=50_000)
def _stem(word: str) -> str:
    """A Russian word without its ending, an English one without the `s` of its plural: names have no other forms."""
    if word.isascii():
        small = word.lower()
        return small[:-1] if len(small) >= _LEAST_PLURAL and small.endswith("s") and not small.endswith("ss") and small.isalpha() else small
    found = terms(word, stop_words=False) if word.isalpha() else []
    return found[0] if len(found) == 1 else word.casefold()
