"""Hits in a better order: by how closely together, and in which order, the question's words stand in each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from untuned.types.answers import Hit
from untuned.types.settings import SearchSettings

WINDOW = 30
"""Analysed words that are looked at together."""


def rerank(question_terms: Sequence[str], hits: Sequence[Hit], *, idf: Mapping[str, float], settings: SearchSettings) -> list[Hit]:
    """The hits ordered by `score / best score + window weight x window + bigram weight x bigram`; equal ones keep their order.

    `window` is the share of the question's distinct words, weighted by `idf`, in the best 30 consecutive words of a hit;
    `bigram` is the share of the question's neighbouring words that are neighbours in the hit. Both are in [0, 1]. The result
    holds the same chunks, each with its new score; with reranking off, it is the hits as they are.
    """
    best = max((hit.score for hit in hits), default=0.0)
    if not settings.rerank or best <= 0:
        return list(hits)
    weights = {term: max(idf.get(term, 0.0), 0.0) for term in question_terms}
    pairs = frozenset(pairwise(question_terms))
    scored = [
        replace(
            hit,
            score=hit.score / best
            + settings.window_weight * window_share(hit.terms, weights)
            + settings.bigram_weight * pair_share(hit.terms, pairs),
        )
        for hit in hits
    ]
    return sorted(scored, key=lambda hit: -hit.score)


def window_share(terms: Sequence[str], weights: Mapping[str, float]) -> float:
    """The greatest share of the weights whose words are found in `WINDOW` consecutive words."""
    total = sum(weights.values())
    if total <= 0:
        return 0.0
    found = [(at, term) for at, term in enumerate(terms) if term in weights]
    inside: Counter[str] = Counter()
    held = best = 0.0
    first = 0
    for at, term in found:
        inside[term] += 1
        if inside[term] == 1:
            held += weights[term]
        while found[first][0] <= at - WINDOW:
            gone = found[first][1]
            inside[gone] -= 1
            if inside[gone] == 0:
                held -= weights[gone]
            first += 1
        best = max(best, held)
    return min(best / total, 1.0)


def pair_share(terms: Iterable[str], pairs: frozenset[tuple[str, str]]) -> float:
    """The share of the pairs that stand next to each other, in their order."""
    return len(pairs.intersection(pairwise(terms))) / len(pairs) if pairs else 0.0
