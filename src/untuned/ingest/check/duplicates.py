"""Documents that are nearly the same, by bottom-k sketches of their word 5-grams (Broder 1997)."""

from __future__ import annotations

import zlib
from collections import Counter, defaultdict
from collections.abc import Iterator
from heapq import nsmallest

from untuned.ingest.check.source import Checked
from untuned.text.words import words
from untuned.types.findings import Finding

_WORDS = 5
"""Of a gram."""
_KEPT = 128
"""Hashes of a sketch: the likeness of two documents is then known to about 4 points."""
_ALIKE = 0.8
_LEAST_GRAMS = 40
"""Of a text that is held against others: two short ones are nearly the same by chance. Word for word the same is no chance."""
_MOST_HOLDERS = 20
"""Documents that are remembered for one hash, the first ones: what more of them have is a template, and is compared with these."""


class Duplicates:
    """Holds a sketch of each document; memory grows by about 10 kB for each."""

    def __init__(self) -> None:
        self._seen: list[tuple[str, frozenset[int]]] = []
        self._exact: dict[str, str] = {}
        self._holders: dict[int, list[int]] = defaultdict(list)

    def take(self, source: Checked) -> Iterator[Finding]:
        """A finding where the document is nearly one that came before it: the most alike of them."""
        version = source.version
        grams = _grams(source)
        if not grams:
            return
        same = self._exact.setdefault(version.text_sha256, version.path)
        if same != version.path:
            yield source.finding("near_duplicate", f"the same text as {same}", other=same)
            return
        if len(grams) < _LEAST_GRAMS:
            return
        sketch = frozenset(nsmallest(_KEPT, grams))
        alike, other = self._most_alike(sketch)
        if alike >= _ALIKE:
            yield source.finding("near_duplicate", f"{round(100 * alike)} % the same as {other}", other=other)
        place = len(self._seen)
        self._seen.append((version.path, sketch))
        for value in sketch:
            holders = self._holders[value]
            if len(holders) < _MOST_HOLDERS:
                holders.append(place)

    def _most_alike(self, sketch: frozenset[int]) -> tuple[float, str]:
        shared = Counter(place for value in sketch for place in self._holders.get(value, ()))
        return max(
            ((_likeness(sketch, self._seen[place][1]), self._seen[place][0]) for place, _ in shared.most_common(_MOST_HOLDERS)),
            default=(0.0, ""),
        )


def _likeness(one: frozenset[int], other: frozenset[int]) -> float:
    """Jaccard's coefficient of the documents behind two sketches, estimated from the smallest hashes of both together."""
    together = nsmallest(_KEPT, one | other)
    return sum(value in one and value in other for value in together) / len(together)


def _grams(source: Checked) -> set[int]:
    """Hashes of every five words in a row of what readers see."""
    found = words("\n".join(source.of(block) for block in source.prose))
    return {zlib.crc32(" ".join(found[at : at + _WORDS]).encode()) for at in range(len(found) - _WORDS + 1)}
