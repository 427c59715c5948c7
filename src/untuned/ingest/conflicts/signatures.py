"""What a statement is looked for by: hashes of its words and of pairs of neighbours, never the words."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple
from zlib import crc32

from untuned.ingest.conflicts.statements import Placed
from untuned.text.regex import regex

MOST_WORDS = 20
"""Words of a statement that are kept, those with the least hashes: the same ones of two statements that have them."""
MOST_PAIRS = 3
_LONG = 7
_MOST_LONG = 3
_NEARLY_WHOLE = 10
"""Letters of a long word by which it is found: a name is told from others that begin alike, and is mostly what a statement is about."""
_BEGIN = 5
"""Letters of a word that count: most forms of a word begin alike, and no stemming has to be paid for."""
_FEW = 4
"""Words of a statement, such as `Warranty: 2 years`, that says with its page's title alone what it is about."""
_LONGEST_TITLE = 5
_NAMED = 2
"""Pairs from which on a statement names itself what it is about."""
_MOST_TELLING = 2
_WORD = regex(r"[^\W\d_]{3,}")
_ONE, _OTHER = 2_654_435_761, 40_503
_MASK, _PAIR = 0xFFFF_FFFF, 1 << 32


class Signature(NamedTuple):
    """Hashes of how a statement's words begin; and of pairs of neighbours among them, of names first, and of its longest words.

    Both are sorted. In texts of one form about many things, it is the pair of a name that few statements have.
    """

    words: tuple[int, ...]
    pairs: tuple[int, ...]


def signature(placed: Placed) -> Signature:
    """The statement's signature; forms of one word are mostly one."""
    written = _WORD.findall(placed.statement.text)
    row = [*map(_begun, written)]
    neighbours = [  # as `_joined` has it
        ((one * _ONE ^ other * _OTHER if one < other else other * _ONE ^ one * _OTHER) & _MASK) | _PAIR for one, other in pairwise(row)
    ]
    pairs = {*sorted(set(neighbours))[:MOST_PAIRS], *_long(written)}
    named = [pair for word, pair in zip(written[1:], neighbours[1:], strict=False) if word[0].isupper()]
    named += neighbours[:1]  # a name that opens a sentence looks like any word
    pairs.update(named[: MOST_PAIRS + 1])
    if named:
        pairs.update([_joined(named[0], _hash(word[:_BEGIN])) for word in _telling(written)])
    if row and (len(row) <= _FEW or len(named) < _NAMED):
        pairs.update([_joined(row[0], pair) for pair in _of_title(placed.statement.above[0] if placed.statement.above else "")])
    return Signature(tuple(sorted(set(row))[:MOST_WORDS]), tuple(sorted(pairs)))


def _long(words: Sequence[str]) -> list[int]:
    """The longest words of all."""
    found = {word for word in map(str.lower, words) if len(word) >= _LONG}
    return [_hash(word[:_NEARLY_WHOLE]) | 2 << 32 for word in sorted(sorted(found), key=len)[-_MOST_LONG:]]


def _telling(words: Sequence[str]) -> list[str]:
    """The longest words in small letters: what is told of a name."""
    found = {word for word in words if word[0].islower()}
    return sorted(sorted(found), key=len, reverse=True)[:_MOST_TELLING]


@lru_cache(maxsize=8_192)
def _of_title(title: str) -> tuple[int, ...]:
    """The first words of a title, and the pairs of neighbours in it."""
    row = [_hash(word[:_BEGIN].lower()) for word in _WORD.findall(title)[:_LONGEST_TITLE]]
    return (*row[:2], *(_joined(*pair) for pair in pairwise(row)))


@lru_cache(maxsize=20_000)
def _begun(word: str) -> int:
    return _hash(word.lower()[:_BEGIN])


def _hash(begin: str) -> int:
    return crc32(begin.encode("utf-8", "replace"))


def _joined(one: int, other: int) -> int:
    """One number for a pair in either order, above all of words."""
    low, high = (one, other) if one < other else (other, one)
    return ((low * _ONE ^ high * _OTHER) & _MASK) | _PAIR
