"""Passages in the order of a reranker that the project brings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Protocol

from untuned.errors import BadExtension
from untuned.types.answers import Passage


class Reranker(Protocol):
    """Orders passages by a score of its own."""

    def rerank(self, question: str, passages: Sequence[Passage]) -> Sequence[float]:
        """One score for each passage, in order; higher is better."""
        ...


def reordered(question: str, passages: Sequence[Passage], *, reranker: Reranker) -> list[Passage]:
    """The passages ordered by the reranker's scores, which their hits now carry; equal ones keep their order.

    Raises:
        BadExtension: The reranker did not give one score for each passage.
    """
    scores = list(reranker.rerank(question, passages))
    if len(scores) != len(passages):
        target = type(reranker).__qualname__
        raise BadExtension("reranker", target=target, reason=f"it gave {len(scores)} scores for {len(passages)} passages")
    scored = [replace(passage, hit=replace(passage.hit, score=float(score))) for passage, score in zip(passages, scores, strict=True)]
    return sorted(scored, key=lambda passage: -passage.hit.score)
