"""Questions that are worded nearly alike."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from untuned.text.words import terms, words

ALIKE = 0.8
"""Jaccard's share of common words from which two questions are near-duplicates."""

Key = frozenset[str]


def key_of(text: str) -> Key:
    """A question's words, stemmed; all of them where it has hardly any that tell."""
    found = frozenset(terms(text))
    return found if len(found) >= 2 else frozenset(words(text))


def likeness(one: Key, other: Key) -> float:
    """The share of the words of both that both have, in [0, 1] (Jaccard 1912)."""
    together = len(one | other)
    return len(one & other) / together if together else 0.0


def pairs(keys: Sequence[Key], *, least: float = ALIKE) -> Iterator[tuple[int, int]]:
    """Each pair (first, second) of different keys that are at least so alike, by their places; equal keys are one, the first.

    Only keys that share one of their rarest words are compared: by the prefix filter (Chaudhuri, Ganti and Kaushik 2006), no
    others can be so alike.
    """
    first = {key: place for place, key in reversed(list(enumerate(keys))) if key}
    common = Counter(word for key in first for word in key)
    seen: dict[str, list[Key]] = defaultdict(list)
    for key, place in sorted(first.items(), key=lambda item: item[1]):
        rare = sorted(key, key=lambda word: (common[word], word))[: len(key) - math.ceil(least * len(key)) + 1]
        near = {other for word in rare for other in seen[word]}
        for other in sorted(near, key=lambda other: first[other]):
            if likeness(key, other) >= least:
                yield first[other], place
        for word in rare:
            seen[word].append(key)


def groups(keys: Sequence[Key], *, least: float = ALIKE) -> list[list[int]]:
    """The places of keys that are equal or near-duplicates of each other, over any number of steps; only groups of two or more."""
    root = list(range(len(keys)))

    def top(place: int) -> int:
        while root[place] != place:
            root[place] = root[root[place]]
            place = root[place]
        return place

    first: dict[Key, int] = {}
    for place, key in enumerate(keys):
        if key:
            root[top(place)] = top(first.setdefault(key, place))
    for one, other in pairs(keys, least=least):
        low, high = sorted((top(one), top(other)))
        root[high] = low
    found: dict[int, list[int]] = defaultdict(list)
    for place in range(len(keys)):
        found[top(place)].append(place)
    return [places for places in found.values() if len(places) > 1]
