"""Which sentences quotes hold, and how much of each section they say."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from untuned.rag.summary.outline import Outline, Section, Sentence


def held(document: Outline, spans: Sequence[tuple[int, int]]) -> list[Sentence]:
    """The sentences of which at least half stands in one of the [start, end), in order."""
    every = list(document.sentences)
    found: set[Sentence] = set()
    for start, end in spans:
        at = max(bisect_right(every, start, key=lambda sentence: sentence.start) - 1, 0)
        while at < len(every) and every[at].start < end:
            sentence = every[at]
            inside = min(sentence.end, end) - max(sentence.start, start)
            if 2 * inside >= sentence.end - sentence.start:
                found.add(sentence)
            at += 1
    return sorted(found, key=lambda sentence: sentence.start)


def share(section: Section, document: Outline, quoted: Sequence[Sentence]) -> float:
    """The share, in [0, 1], of the weight of a section's words that those of its sentences hold that are quoted."""
    own = frozenset[str]().union(*(sentence.terms for sentence in section.sentences))
    carried = frozenset[str]().union(*(sentence.terms for sentence in quoted if sentence in section.sentences))
    whole = document.weight(own)
    return document.weight(carried) / whole if whole else 0.0
