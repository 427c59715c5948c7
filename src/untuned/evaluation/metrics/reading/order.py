"""Whether the words of a text stand in an order in which people write. English and Russian.

Words become classes: a function word is its own, any other one what it ends with, so that a small table knows most neighbours of any
text. The gain of a sentence is how much likelier its neighbours are (a bigram model of classes, Witten and Bell's kind of backing off)
than the same words in all of their orders on average; words thrown together gain nothing. What a sentence is about has no part in it.
"""

from __future__ import annotations

import json
import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import pairwise

from untuned.text.regex import regex
from untuned.text.sentences import sentences
from untuned.text.words import stop_words

LEAST_WORDS = 8
"""Fewer words have too few orders to tell anything by."""
MIDDLE, WIDTH = 0.45, 0.2
"""Nats a neighbour: at the first an order is as likely no order, and the second says how fast that turns. Of sound texts that the table
was not made from 98 in 100 gain .7 or more and half 1.9; half of those whose words are thrown together .6 or less."""
_MOST = 48
"""Words of a sentence that are looked at, and sentences of a text."""
_ENDING = 2
_WEIGHT = 5.0
"""How many neighbours of a class its backing off counts for."""
_UNSEEN = 0.5
_TOKEN = regex(r"[^\W\d_]+(?:['’\-][^\W\d_]+)*|\d[\d.,]*|[^\w\s]")
_NOT_PROSE = regex(r"```.*?(?:```|\Z)|^[ \t]*[|#>].*?$|^[ \t]*(?:[-*+•]|\d+[.)])[ \t]+", re.DOTALL | re.MULTILINE)
_CODE = regex(r"`[^`\n]*`|https?://\S+|\S+@\S+\.\w+")
_OPENS, _CLOSES = "<", ">"
_NUMBER, _NAME = "#", "^"


@dataclass(frozen=True, kw_only=True, slots=True)
class Neighbours:
    """How often classes of words follow each other in a language."""

    pairs: Mapping[str, Mapping[str, int]]
    first: Mapping[str, int]
    """How often a class is followed by any."""
    second: Mapping[str, int]
    """How often a class follows any."""
    total: int

    @classmethod
    def of(cls, pairs: Mapping[str, Mapping[str, int]]) -> Neighbours:
        """The table over pairs of classes and their counts."""
        second = Counter[str]()
        for after in pairs.values():
            second.update(after)
        first = {one: sum(after.values()) for one, after in pairs.items()}
        return cls(pairs=pairs, first=first, second=second, total=sum(first.values()))

    def gain(self, classes: Sequence[str]) -> float:
        """Mean log-likelihood of neighbours less that of all orders of the same classes, in nats a pair; both ends are neighbours too."""
        n = len(classes)
        opening = [self._likelihood(_OPENS, one) for one in classes]
        closing = [self._likelihood(one, _CLOSES) for one in classes]
        inner = [[self._likelihood(one, other) for other in classes] for one in classes]
        every = sum(map(sum, inner)) - sum(inner[at][at] for at in range(n))
        # Of all orders one in n has a given pair side by side, one in n a given class first, and one in n a given class last.
        mean = every / n + (sum(opening) + sum(closing)) / n
        there = sum(inner[at][at + 1] for at in range(n - 1)) + opening[0] + closing[-1]
        return (there - mean) / (n + 1)

    def _likelihood(self, one: str, other: str) -> float:
        """The logarithm of the chance that a class follows another, backing off to how often it follows any."""
        count = self.pairs.get(one, {}).get(other, 0)
        share = (self.second.get(other, 0) + _UNSEEN) / (self.total + 1)
        return math.log((count + _WEIGHT * share) / (self.first.get(one, 0) + _WEIGHT))


def in_order(text: str, known: Neighbours | None) -> float | None:
    """How far the words stand in order, in (0, 1), by sentences and their length; None for too few words, or without a table."""
    if known is None:
        return None
    prose = _prose(text)
    gained = words = 0.0
    for start, end in sentences(prose)[:_MOST]:
        tokens = _TOKEN.findall(prose[start:end])[:_MOST]
        count = sum(token[0].isalpha() for token in tokens)
        if count * 2 > len(tokens) and len(tokens) > 3:
            gained += known.gain(_classes(tokens)) * count
            words += count
    if words < LEAST_WORDS:
        return None
    return 1 / (1 + math.exp(min(30.0, (MIDDLE - gained / words) / WIDTH)))


@cache
def neighbours() -> Mapping[str, Neighbours]:
    """The shipped tables, by language; made by `benchmarks/fit_word_order.py`."""
    held = json.loads(files(__package__ or "").joinpath("order.json").read_text(encoding="utf-8"))
    return {language: Neighbours.of(pairs) for language, pairs in held.items()}


def counted(texts: Iterable[str], *, least: int) -> dict[str, dict[str, int]]:
    """How often classes follow each other in texts, less what was seen fewer than `least` times."""
    pairs = Counter[tuple[str, str]]()
    for text in texts:
        prose = _prose(text)
        for start, end in sentences(prose):
            classes = [_OPENS, *_classes(_TOKEN.findall(prose[start:end])), _CLOSES]
            pairs.update(pairwise(classes))
    found: dict[str, dict[str, int]] = {}
    for (one, other), count in sorted(pairs.items()):
        if count >= least:
            found.setdefault(one, {})[other] = count
    return found


def _prose(text: str) -> str:
    """The text without listings, tables, headings and the marks of lists; code and addresses in a line stand as a name."""
    return _CODE.sub(" Name ", _NOT_PROSE.sub(" ", text))


def _classes(tokens: Sequence[str]) -> list[str]:
    words = [token for token in tokens if token[0].isalpha()]
    # Where most words have capitals, as in headings and warnings, these tell no name.
    shouted = sum(word[0].isupper() for word in words) * 2 > len(words)
    return [_class(token, plain=shouted or not at) for at, token in enumerate(tokens)]


def _class(token: str, *, plain: bool) -> str:
    if token[0].isdigit():
        return _NUMBER
    if not token[0].isalpha():
        return token
    small = token.casefold()
    if small in _FUNCTION_WORDS:
        return small
    return _NAME if token[0].isupper() and not plain else f"-{small[-_ENDING:]}"


_FUNCTION_WORDS = stop_words("")
