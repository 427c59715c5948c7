"""Candidates ordered by their words and by what they mean, in one score."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from untuned.types.answers import Hit
from untuned.types.documents import Span
from untuned.types.settings import Fusion

_RRF = 60
"""Of reciprocal rank fusion (Cormack, Clarke and Büttcher 2009)."""


def fused(hits: Sequence[Hit], cosines: Mapping[Span, float], *, weight: float, fusion: Fusion = "minmax") -> list[Hit]:
    """The hits by both scores, best first, each with the one score in [0, 1] that it now has; equal ones keep their order.

    `minmax`: both scores are brought to [0, 1] over these hits, and the result is `(words + weight x meaning) / (1 + weight)`.
    `rrf`: by the two ranks alone, `1 / (60 + rank)` each, whatever the weight. A hit that has no vector keeps its place among the
    words in both: what an embedder cannot read is neither pushed nor held back by it.

    Args:
        hits: Each with its score for the question's words; 0 where it has none of them.
        cosines: Of the hits that have a vector.
        weight: Of meaning beside words, which weigh 1.
        fusion: How the two scores become one.
    """
    words = {hit.chunk.span: hit.score for hit in hits}
    if fusion == "rrf":
        scored = _by_ranks(words, cosines)
    else:
        of_words, of_meaning = _scaled(words), _scaled({span: cosines[span] for span in words if span in cosines})
        scored = {span: (score + weight * of_meaning.get(span, score)) / (1 + weight) for span, score in of_words.items()}
    return sorted((replace(hit, score=scored[hit.chunk.span]) for hit in hits), key=lambda hit: -hit.score)


def _scaled(scores: Mapping[Span, float]) -> dict[Span, float]:
    """The scores in [0, 1]; all 1 where they are one and the same, and all 0 where that is 0."""
    least, most = min(scores.values(), default=0.0), max(scores.values(), default=0.0)
    if most <= least:
        return dict.fromkeys(scores, 1.0 if most > 0 else 0.0)
    return {span: (score - least) / (most - least) for span, score in scores.items()}


def _by_ranks(words: Mapping[Span, float], cosines: Mapping[Span, float]) -> dict[Span, float]:
    by_words = _ranked({span: score for span, score in words.items() if score > 0})
    by_meaning = _ranked({span: cosines[span] for span in words if span in cosines})
    best = 2 / (_RRF + 1)
    return {
        span: (_share(by_words.get(span)) + _share(by_meaning.get(span) if span in cosines else by_words.get(span))) / best
        for span in words
    }


def _share(rank: int | None) -> float:
    return 0.0 if rank is None else 1 / (_RRF + rank)


def _ranked(scores: Mapping[Span, float]) -> dict[Span, int]:
    return {span: rank for rank, span in enumerate(sorted(scores, key=lambda span: -scores[span]), start=1)}
