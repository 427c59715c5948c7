"""Candidates of a question and of its rewrite in one order, so that a bad rewrite pushes out nothing of what the question finds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import zip_longest

from untuned.types.answers import Hit
from untuned.types.documents import Span


def interleaved(lists: Sequence[Sequence[Hit]]) -> list[Hit]:
    """The best of each list in turn, each chunk once, with the best of its scores.

    Of `n` lists, the first `n * k` places hold the `k` best of every one: with a budget of text, each has its share of it.
    """
    if len(lists) == 1 and len({hit.chunk.span for hit in lists[0]}) == len(lists[0]):
        return list(lists[0])
    best: dict[Span, Hit] = {}
    for hit in (hit for hits in lists for hit in hits):
        known = best.get(hit.chunk.span)
        best[hit.chunk.span] = hit if known is None else replace(known, score=max(known.score, hit.score))
    order = (hit.chunk.span for row in zip_longest(*lists) for hit in row if hit is not None)
    return [best[span] for span in dict.fromkeys(order)]
