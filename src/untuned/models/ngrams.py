"""Texts as a linear classifier sees them: words, pairs of words, and runs of 2 to 4 characters, weighed by how telling they are."""

from __future__ import annotations

import math
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from untuned.text.regex import regex

REVISION = "ngrams/1"
"""Changes with every change of what a text's grams are: a model of another revision cannot be read."""

LONGEST = 4_000
"""Characters of a text that are read: what a text is about stands at its beginning, and the cost of one is bounded."""

_LENGTHS = (2, 3, 4)
_WORD = regex(r"\w+")
_EDGE = " "
"""Around a word before it is cut into characters, so that its beginning and its end are told from its middle."""
_MARK = "\t"
"""Before each run of characters: no word has it, so that the word `in` and the run `in` are two things."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Row:
    """One text: which grams of a vocabulary it has, and what each weighs."""

    places: NDArray[np.int32]
    """Of the vocabulary, rising."""
    weights: NDArray[np.float32]
    """The squares of the words' and of the characters' weights sum to 1 each; of a text without known grams there are none."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Vocabulary:
    """The grams that a classifier knows, with what each says: the rarer, the more."""

    grams: tuple[str, ...]
    weights: NDArray[np.float32]
    """Inverse document frequencies, in the order of the grams."""
    places: dict[str, int] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Number the grams."""
        object.__setattr__(self, "places", {gram: place for place, gram in enumerate(self.grams)})

    def row(self, text: str) -> Row:
        """The text's grams, each weighed by 1 + ln(its number) and its inverse document frequency; two parts, each of length 1.

        Source: Salton and Buckley (1988), Term-weighting approaches in automatic text retrieval, Information Processing & Management 24.
        """
        known = self.places
        counted = sorted((known[gram], count, gram[0] == _MARK) for gram, count in Counter(grams(text)).items() if gram in known)
        places = np.fromiter((one[0] for one in counted), dtype=np.int32, count=len(counted))
        weights = np.fromiter((1 + math.log(one[1]) for one in counted), dtype=np.float32, count=len(counted)) * self.weights[places]
        characters = np.fromiter((one[2] for one in counted), dtype=np.bool_, count=len(counted))
        for part in (characters, ~characters):
            length = float(np.sqrt(np.square(weights[part]).sum()))
            if length:
                weights[part] /= length
        return Row(places=places, weights=weights)


def grams(text: str) -> list[str]:
    """Every gram of a text's first `LONGEST` characters: words and pairs of neighbours, then runs of characters within each word.

    Case, compatible spellings (`ﬁ`, full width) and `ё` against `е` make no difference. Any string is safe.
    """
    found = words(text)
    made = [*found, *(f"{one} {other}" for one, other in pairwise(found))]
    for word in found:
        made += _runs(word)
    return made


def words(text: str) -> list[str]:
    """The words that grams are made of, in order; two texts with the same words are the same to a classifier."""
    return _WORD.findall(unicodedata.normalize("NFKC", text[:LONGEST])[:LONGEST].casefold().replace("ё", "е"))


def _runs(word: str) -> Iterable[str]:
    edged = f"{_EDGE}{word}{_EDGE}"
    for length in _LENGTHS:
        for start in range(max(len(edged) - length + 1, 1)):
            yield _MARK + edged[start : start + length]


def vocabulary_of(texts: Sequence[str], *, least: int, most: int) -> Vocabulary:
    """The grams that at least so many texts have, the most frequent ones where there are more than `most`.

    A gram's weight is ln((1 + texts) / (1 + texts that have it)) + 1.
    """
    having: Counter[str] = Counter()
    for text in texts:
        having.update(dict.fromkeys(grams(text), 1).keys())
    kept = sorted(((count, gram) for gram, count in having.items() if count >= least), key=lambda one: (-one[0], one[1]))[:most]
    kept.sort(key=lambda one: one[1])
    counts = np.array([count for count, _ in kept], dtype=np.float64)
    weights = np.log((1 + len(texts)) / (1 + counts)) + 1
    return Vocabulary(grams=tuple(gram for _, gram in kept), weights=weights.astype(np.float32))
