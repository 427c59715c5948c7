"""What a statement is looked for by: hashes of its words and of pairs of neighbours, never the words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from zlib import crc32

from untuned.ingest.conflicts.statements import Placed

MOST_WORDS = 20
"""Words of a statement that are kept, those with the least hashes: the same ones of two statements that have them."""
MOST_PAIRS = 3
_LONG = 7
_MOST_LONG = 3
_NEARLY_WHOLE = 10
"""Letters of a long word by which it is found: a name is told from others that begin alike, and is mostly what a statement is about."""
_BEGIN = 5
"""Letters of a word that count: most forms of a word begin alike, and no stemming has to be paid for."""
_WORD = re.compile(r"[^\W\d_]{3,}")


@dataclass(frozen=True, slots=True)
class Signature:
    """Hashes of how a statement's words begin; and of pairs of neighbours among them and of its longest words. Both are sorted."""

    words: tuple[int, ...]
    pairs: tuple[int, ...]


def signature(placed: Placed) -> Signature:
    """The statement's signature; forms of one word are mostly one."""
    found = _WORD.findall(placed.statement.text.lower())
    row = [_hash(word[:_BEGIN]) for word in found]
    words = sorted(set(row))
    long = sorted({word for word in found if len(word) >= _LONG}, key=lambda word: (len(word), word))[-_MOST_LONG:]
    pairs = {*sorted({_joined(*pair) for pair in pairwise(row)})[:MOST_PAIRS], *(_hash(word[:_NEARLY_WHOLE]) | 2 << 32 for word in long)}
    return Signature(tuple(words[:MOST_WORDS]), tuple(sorted(pairs)))


def likeness(one: frozenset[int], other: frozenset[int]) -> float:
    """Twice the common words over all words, of those that two signatures keep; in [0, 1]."""
    total = len(one) + len(other)
    return 2 * len(one & other) / total if total else 0.0


@lru_cache(maxsize=100_000)
def _hash(begin: str) -> int:
    return crc32(begin.encode("utf-8", "replace"))


def _joined(one: int, other: int) -> int:
    """One number for a pair in either order, above all of words."""
    low, high = (one, other) if one < other else (other, one)
    return ((low * 2_654_435_761 ^ high * 40_503) & 0xFFFF_FFFF) | 1 << 32
