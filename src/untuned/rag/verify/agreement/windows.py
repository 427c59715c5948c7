"""The sentences of a source, alone and by two, with their words: what a sentence of a claim is held against as a whole."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import lru_cache

from untuned.rag.verify.shown import is_code, shown_words, spoken, together
from untuned.text.closed_words import Word
from untuned.text.sentences import sentences
from untuned.text.words import terms


@dataclass(frozen=True, slots=True)
class Window:
    """A sentence of a source, or two that stand side by side, with their words."""

    text: str
    words: tuple[Word, ...]
    counts: Counter[str]
    stems: frozenset[str]
    """Of its words of the subject."""
    joint: int = 0
    """Where in the text the second sentence begins; 0 where there is one."""


@lru_cache(maxsize=64)
def windows(text: str) -> tuple[Window, ...]:
    """The windows of a source; the last sources are remembered, since a passage is held against claim after claim."""
    spans = sentences(text)
    found: list[Window] = []
    for at, (start, end) in enumerate(spans):
        found.append(_window(text[start:end]))
        if at + 1 < len(spans):
            second, last = spans[at + 1]
            found.append(_window(text[start:last], joint=second - start))
    return tuple(found)


def _window(text: str, *, joint: int = 0) -> Window:
    words = tuple(shown_words(text))
    apart = "`" in text or any(map(is_code, words))
    return Window(text, words, Counter(word.text for word in words), frozenset(terms(spoken(text) if apart else together(text))), joint)
