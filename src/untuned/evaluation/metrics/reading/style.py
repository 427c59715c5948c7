"""How a text is written, as numbers: how often function words and parts of words are used, whatever it is about."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from untuned.text.regex import regex
from untuned.text.words import stop_words

Vector = NDArray[np.float64]

_SIZES = (2, 3, 4)
_MOST = 2_000
"""Parts of words that are counted: the most frequent ones."""
_WORD = regex(r"[^\W\d_]+")
_SPACES = regex(r"\s+")
_FUNCTION_WORDS = tuple(sorted(stop_words("")))
_PLACES = {word: at for at, word in enumerate(_FUNCTION_WORDS)}


def count_words(text: str) -> int:
    """How many words of letters a text has."""
    return len(_WORD.findall(text))


def common_grams(texts: Iterable[str]) -> tuple[str, ...]:
    """The most frequent runs of two to four characters, spaces included, the most frequent first."""
    counts = Counter[str]()
    for text in texts:
        counts.update(_grams_of(text))
    return tuple(gram for gram, _ in sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:_MOST])


def frequencies(text: str, grams: Sequence[str]) -> Vector:
    """Square roots of the share of each function word among the words, and of each gram among the grams: (words + grams,) numbers.

    The root keeps the most frequent ones from outweighing all others.
    """
    words = [word.casefold().replace("ё", "е") for word in _WORD.findall(text)]
    used = Counter(word for word in words if word in _PLACES)
    counted = Counter(_grams_of(text))
    total = max(sum(counted.values()), 1)
    function = [math.sqrt(used[word] / max(len(words), 1)) for word in _FUNCTION_WORDS]
    return np.array([*function, *(math.sqrt(counted[gram] / total) for gram in grams)])


def _grams_of(text: str) -> Iterator[str]:
    bare = _SPACES.sub(" ", text.casefold())
    return (bare[at : at + size] for size in _SIZES for at in range(len(bare) - size + 1))
