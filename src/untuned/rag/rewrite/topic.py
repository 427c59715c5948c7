"""What a question is about: what it names and its rarest words, as phrases."""

from __future__ import annotations

import re
from collections.abc import Callable

from untuned.rag.rewrite.leaning import LONGEST, tells
from untuned.rag.rewrite.named import items
from untuned.text.regex import regex

MOST_WORDS = 5
"""Words of the topic that are carried."""
_WORD = regex(r"[^\W_]+(?:[-'’.][^\W_]+)*")

_WHO_DOES = regex(r"\s*(?:(?:and|but|so|а|и)\s+)?(?:who|кто)\s+(?P<verb>[^\W\d_]+)\s+(?=(?:the\s+|an?\s+)?[^\W\d_]{3})", re.IGNORECASE)

Share = Callable[[str], float]
"""The share of the documents, in [0, 1], that hold a word."""


def phrases(text: str, *, share: Share) -> tuple[str, ...]:
    """What a question is about: what it names, and the rarest of the rest, as phrases in its order; at most five words.

    The verb of `Who teaches hand building?` asks for somebody: it is no word of what is taught.
    """
    asks = _WHO_DOES.match(text)
    left = [run if asks is None or run[0] != asks.start("verb") else (asks.end(), run[1]) for run in runs(text[:LONGEST])]
    first: list[tuple[int, int]] = []
    for item in items(text[:LONGEST]):
        met = [run for run in (*left, *first) if run[0] < item.end and item.start < run[1]]
        whole = (min([item.start, *(run[0] for run in met)]), max([item.end, *(run[1] for run in met)]))
        left, first = [run for run in left if run not in met], [*(run for run in first if run not in met), whole]
    rest = sorted(left, key=lambda run: _weight(text[slice(*run)], share), reverse=True)
    kept: list[tuple[int, int]] = []
    for run in (*first, *rest[: 1 if first else 2]):
        if sum(len(text[slice(*one)].split()) for one in (*kept, run)) <= MOST_WORDS:
            kept.append(run)
    return tuple(text[slice(*run)] for run in sorted(kept))


def runs(text: str) -> list[tuple[int, int]]:
    """Where neighbouring words stand that say something, with nothing but a space between them."""
    found: list[list[re.Match[str]]] = [[]]
    for word in _WORD.finditer(text):
        if found[-1] and text[found[-1][-1].end() : word.start()] != " ":
            found.append([])
        if tells(word[0]):
            found[-1].append(word)
        else:
            found.append([])
    return [(run[0].start(), run[-1].end()) for run in found if run]


def _weight(run: str, share: Share) -> float:
    """How much a run of words tells: words that no document has tell the least."""
    shares = [share(word) for word in run.split()]
    return sum(1.0 - one if one > 0 else 0.1 for one in shares)
