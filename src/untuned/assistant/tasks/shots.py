"""The examples of a task that a chat model is shown beside an input: those that share most words with it."""

from __future__ import annotations

import itertools
import math
from collections import defaultdict
from collections.abc import Sequence

from untuned.assistant.tasks.material import key_of
from untuned.index.search import inverse_frequency
from untuned.text.words import terms
from untuned.types.methods import Shot
from untuned.types.tasks import Example

_LONGEST = 2_000
"""Characters of an example that a model is shown; a longer one is none."""
_MOST_WORDS = 300
_MOST_PLACES = 2_000
"""Examples that a word leads to; one that more have says too little."""


class Nearest:
    """Examples by likeness: the idf of the shared words over the root of both sides'; the nearest comes last, next to the input."""

    def __init__(self, examples: Sequence[Example], k: int) -> None:
        self._examples = [example for example in examples if len(example.input) <= _LONGEST]
        self._k = k
        self._holding: dict[str, list[int]] = defaultdict(list)
        words = [set(terms(example.input)[:_MOST_WORDS]) for example in self._examples]
        for place, held in enumerate(words):
            for word in held:
                self._holding[word].append(place)
        self._sizes = [math.sqrt(math.fsum(self._idf(word) for word in sorted(held))) for held in words]

    def __call__(self, text: str) -> tuple[Shot, ...]:
        """The examples for an input, never one with its very words."""
        if not self._k:
            return ()
        own = key_of(text)
        shared: dict[int, float] = defaultdict(float)
        for word in sorted(set(terms(text[: 4 * _LONGEST])[:_MOST_WORDS])):  # sums of floats depend on their order
            weight = self._idf(word)
            for place in self._holding.get(word, [])[:_MOST_PLACES]:
                shared[place] += weight
        ranked = sorted(shared, key=lambda place: (-shared[place] / (self._sizes[place] or 1.0), place))
        others = (place for place in range(len(self._examples)) if place not in shared)
        fitting = (self._examples[at] for at in itertools.chain(ranked, others) if key_of(self._examples[at].input) != own)
        chosen = list(itertools.islice(fitting, self._k))
        return tuple(Shot(question=one.input, answer=one.output) for one in reversed(chosen))

    def _idf(self, word: str) -> float:
        return inverse_frequency(len(self._holding.get(word, ())), len(self._examples))
