"""Passages in the order of a reranker: a local model, one behind an endpoint, or an object that the project brings."""

from __future__ import annotations

import math
from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import Protocol

from untuned.errors import BadExtension, UntunedError
from untuned.errors.foreign import FOREIGN
from untuned.types.answers import Hit, Passage


class Reranker(Protocol):
    """Orders passages by a score of its own."""

    def rerank(self, question: str, passages: Sequence[Passage]) -> Sequence[float]:
        """One score for each passage, in order; higher is better.

        Raises:
            ModelError: It cannot be read, run or reached.
        """
        ...


def reordered(question: str, passages: Sequence[Passage], *, reranker: Reranker, most: int) -> list[Passage]:
    """The first `most` passages ordered by the reranker's scores, which their hits now carry, then the others in their order.

    Equal ones keep their order. Scores of the others are brought below the lowest that the reranker gave.

    Raises:
        BadExtension: The reranker failed, or did not give one number for each passage.
        ModelError: It cannot be read, run or reached.
    """
    best, rest = passages[:most], passages[most:]
    if not best:
        return []
    scores = _scores(question, best, reranker=reranker)
    scored = [_scored(passage, score) for passage, score in zip(best, scores, strict=True)]
    floor, top = min(scores), max((passage.hit.score for passage in rest), default=0.0)
    below = [_scored(passage, floor * (passage.hit.score / top) if floor > 0 < top else floor) for passage in rest]
    return [*sorted(scored, key=lambda passage: -passage.hit.score), *below]


def is_for(reranker: Reranker, *, language: str) -> bool:
    """False for a reranker whose `languages`, where it has any, lack the question's."""
    declared: Collection[str] = getattr(reranker, "languages", ())
    return not declared or language in declared


def _scores(question: str, passages: Sequence[Passage], *, reranker: Reranker) -> list[float]:
    name = type(reranker).__qualname__
    try:
        scores = [float(score) for score in reranker.rerank(question, passages)]
    except UntunedError:
        raise
    except FOREIGN as error:
        raise BadExtension("reranker", target=name, reason=f"it fails: {type(error).__name__}: {error}") from error
    sound = sum(map(math.isfinite, scores))
    if sound < len(scores):
        raise BadExtension("reranker", target=name, reason=f"{len(scores) - sound} of its {len(scores)} scores are no finite numbers")
    if len(scores) != len(passages):
        raise BadExtension("reranker", target=name, reason=f"it gave {len(scores)} scores for {len(passages)} passages")
    return scores


def _scored(passage: Passage, score: float) -> Passage:
    hit: Hit = replace(passage.hit, score=score)
    return replace(passage, hit=hit)
