"""Hits in a better order: by how closely together, and in which order, the question's words stand in each."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence
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
    scored: list[Hit] = []
    for hit in hits:
        at = places(hit.terms, weights)
        window, bigrams = window_share(hit.terms, at, weights), pair_share(hit.terms, at, pairs)
        score = hit.score / best + settings.window_weight * window + settings.bigram_weight * bigrams
        scored.append(Hit(chunk=hit.chunk, score=score, terms=hit.terms, day=hit.day))
    return sorted(scored, key=lambda hit: -hit.score)


def places(terms: Sequence[str], wanted: Container[str]) -> list[int]:
    """Where the wanted words stand: all that the shares look at."""
    return [at for at, term in enumerate(terms) if term in wanted]


def window_share(terms: Sequence[str], found: Sequence[int], weights: Mapping[str, float]) -> float:
    """The greatest share of the weights whose words, which stand at the `found` places, are in `WINDOW` consecutive words."""
    total = sum(weights.values())
    if total <= 0:
        return 0.0
    inside = dict.fromkeys(weights, 0)
    held = best = 0.0
    first = 0
    for at in found:
        term = terms[at]
        inside[term] += 1
        if inside[term] == 1:
            held += weights[term]
        while found[first] <= at - WINDOW:
            gone = terms[found[first]]
            inside[gone] -= 1
            if inside[gone] == 0:
                held -= weights[gone]
            first += 1
        best = max(best, held)
    return min(best / total, 1.0)


def pair_share(terms: Sequence[str], found: Iterable[int], pairs: frozenset[tuple[str, str]]) -> float:
    """The share of the pairs, whose words stand at the `found` places, that are next to each other, in their order."""
    if not pairs:
        return 0.0
    return len(pairs.intersection((terms[one], terms[other]) for one, other in pairwise(found) if other == one + 1)) / len(pairs)
