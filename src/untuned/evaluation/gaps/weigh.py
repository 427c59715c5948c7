"""How much each word of a question says of what is missing: little where documents, or questions that were answered, have it often."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence

from untuned.evaluation.gaps.cluster import Bag
from untuned.rag.rewrite.leaning import tells
from untuned.text.words import terms

Idf = Callable[[Iterable[str]], Mapping[str, float]]
"""BM25's inverse document frequency of analysed words in the documents."""

ASKING = frozenset(("скольк", "мног"))
"""Analysed words of asking that have cases: `скольких` tells of no matter, as `сколько` does not."""
FEWEST = 20
"""Answered questions below which they do not tell which words any question may have."""
_LIGHT = 0.25
_SIGNS = " .,;:!?()[]{}<>\"'«»“”„‘’…*_`"
_LONGEST = 32
"""Words of a question that count, the rarest ones."""


def weights(questions: Sequence[tuple[str, str]], *, answered: Sequence[tuple[str, str]], idf: Idf) -> list[dict[str, float]]:
    """Of each question its analysed words with their weights; both sorts of question come as (text, language).

    A word's weight is its inverse frequency in the documents, times that among answered questions as a share of the largest one: words such
    as `explain`, which few documents have and many questions, tell no matter apart. So do words that any question may have, and those that
    most of the questions have: they count a quarter.
    """
    memory: dict[tuple[str, str], tuple[tuple[str, bool], ...]] = {}
    split = [_words(text, language, memory) for text, language in questions]
    known = idf({term for words in split for term in words})
    common = Counter(term for text, language in answered for term in set(terms(text, language=language)))
    own = Counter(term for words in split for term in words)
    size = len(answered)
    most = _inverse(0, size)

    def weight(term: str, telling: bool) -> float:
        among = _inverse(common[term], size) / most if size >= FEWEST else 1.0
        everywhere = len(split) >= FEWEST and 2 * own[term] > len(split)
        return known.get(term, 0.0) * among * (1.0 if telling and not everywhere else _LIGHT)

    weighted = ([(term, weight(term, telling)) for term, telling in words.items()] for words in split)
    return [dict(sorted(words, key=lambda one: (-one[1], one[0]))[:_LONGEST]) for words in weighted]


def _words(text: str, language: str, memory: dict[tuple[str, str], tuple[tuple[str, bool], ...]]) -> dict[str, bool]:
    """The analysed words of a question, and of each whether it may be what the question is about."""
    found: dict[str, bool] = {}
    for piece in text.split():
        key = (piece, language)
        if key not in memory:
            telling = tells(piece.strip(_SIGNS))
            memory[key] = tuple((term, telling and term not in ASKING) for term in terms(piece, language=language))
        for term, telling in memory[key]:
            found[term] = found.get(term, False) or telling
    return found


def unit(weighted: Mapping[str, float]) -> Bag:
    """The weights as a vector of length 1; empty where all are 0."""
    length = math.sqrt(sum(weight * weight for weight in weighted.values()))
    return {term: weight / length for term, weight in weighted.items()} if length else {}


def _inverse(frequency: int, size: int) -> float:
    return math.log(1 + (size - frequency + 0.5) / (frequency + 0.5))
