"""The newest of what is otherwise as good, for a question that asks for the latest."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from untuned.types.answers import Hit

AS_GOOD = 0.8
"""Hits with this share of the best one's score are taken for as good: near copies of one page differ by less."""


def newest_first(hits: Sequence[Hit]) -> list[Hit]:
    """The same hits; those that are nearly as good as the best one by their day, the newest first, with each other's scores.

    A hit whose day is not known comes after those of a day. The order of the rest stays.
    """
    best = max((hit.score for hit in hits), default=0.0)
    if best <= 0:
        return list(hits)
    close = [hit for hit in hits if hit.score >= best * AS_GOOD]
    rest = [hit for hit in hits if hit.score < best * AS_GOOD]
    scores = sorted((hit.score for hit in close), reverse=True)
    ordered = sorted(close, key=lambda hit: (-(hit.day or date.min).toordinal(), -hit.score))
    return [*(replace(hit, score=score) for hit, score in zip(ordered, scores, strict=True)), *rest]
