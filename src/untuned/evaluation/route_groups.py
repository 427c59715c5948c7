"""Which examples of kinds of questions are about one matter: they stand or fall together, and count once where a share is bounded."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence

from untuned.evaluation.gaps.cluster import Bag, clusters
from untuned.models.ngrams import words
from untuned.types.routes import RouteExample

JOINED = 0.4
"""The mean likeness from which on texts are of one matter. With it 600 examples of 60 intents from CLINC150's or BANKING77's training part
are about 340 groups, too few for a bound of 1 %; and 60 matters, each in the same ten forms of words, are 60."""
_RUN = 4
_MOST_RUNS = 400
"""Runs of a text that are looked at: the cost of one text is bounded."""


def groups_of(examples: Sequence[RouteExample]) -> list[str]:
    """A name of its group for each example: its own `cluster`, or else one that it shares with the texts that are like it.

    Texts are alike by the runs of four characters within their words, the rarer the more, which inflected words and those of languages
    without spaces share too. Average linkage joins them, so that a chain of likenesses makes no group; see `gaps.cluster.clusters`.
    """
    named = [f"given {one.cluster}" if one.cluster else "" for one in examples]
    rest = [place for place, name in enumerate(named) if not name]
    for group in clusters(_bags([examples[place].text for place in rest]), joined=JOINED):
        for one in group:
            named[rest[one]] = f"like {rest[group[0]]}"
    return named


def _bags(texts: Sequence[str]) -> list[Bag]:
    found = [_runs(text) for text in texts]
    having = Counter(run for runs in found for run in runs)
    weights = {run: math.log((1 + len(texts)) / (1 + count)) for run, count in having.items()}
    bags: list[Bag] = []
    for runs in found:
        bag = {run: weights[run] for run in runs if weights[run]}
        length = math.sqrt(sum(weight * weight for weight in bag.values()))
        bags.append({run: weight / length for run, weight in bag.items()})
    return bags


def _runs(text: str) -> list[str]:
    edged = (f" {word} " for word in words(text))
    runs = (word[start : start + _RUN] for word in edged for start in range(max(len(word) - _RUN + 1, 1)))
    return sorted(dict.fromkeys(runs))[:_MOST_RUNS]
