"""Where spans overlap, and how much of one is covered by others."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache

from untuned.text.regex import regex
from untuned.types.documents import Span, overlaps

_WORD = regex(r"\w+")
_RUN = 5
"""So many words in a row tell where a quote stands; a shorter quote is looked for whole."""


def touched(spans: Sequence[Span], others: Iterable[Span]) -> list[bool]:
    """For each span whether any of the others overlaps it."""
    kept = tuple(others)
    return [any(overlaps(span, other) for other in kept) for span in spans]


def covered(span: Span, others: Iterable[Span]) -> int:
    """How many of the span's characters stand in the others together."""
    pieces = sorted((max(span.start, other.start), min(span.end, other.end)) for other in others if overlaps(span, other))
    total, at = 0, span.start
    for start, end in pieces:
        if end > at:
            total += end - max(start, at)
            at = end
    return total


def covered_words(quote: str, texts: Sequence[str]) -> float:
    """The share of a quote's letters, in [0, 1], that stand in the texts in runs of five words or more; 1 for a quote without words.

    For answers made elsewhere, whose contexts have no addresses.
    """
    if any(quote in text for text in texts):
        return 1.0
    words = _words(quote)
    letters = sum(map(len, words))
    if not letters:
        return 1.0
    run = min(_RUN, len(words))
    found = [False] * len(words)
    joined = [f" {' '.join(_words(text))} " for text in texts]
    for at in range(len(words) - run + 1):
        if any(f" {' '.join(words[at : at + run])} " in text for text in joined):
            found[at : at + run] = [True] * run
    return sum(len(word) for word, there in zip(words, found, strict=True) if there) / letters


@lru_cache(maxsize=512)
def _words(text: str) -> tuple[str, ...]:
    return tuple(_WORD.findall(text.casefold()))
