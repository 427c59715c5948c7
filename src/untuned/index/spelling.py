"""Words of a question that no text has, read as the known words that one slip of the finger makes of them."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import Protocol

from untuned.index.search import LONGEST_QUESTION, Query
from untuned.text.words import stems, terms, words
from untuned.types.settings import IndexSettings

_LATIN, _CYRILLIC = "abcdefghijklmnopqrstuvwxyz", "абвгдежзийклмнопрстуфхцчшщъыьэюя"
_SHORTEST, _LONGEST = 5, 20
"""Letters of a word that is looked at: a shorter one is too near to too many others, a longer one is rare, and costs most."""
_MOST_WORDS = 4
"""Unknown words of a question that are looked at, the first ones: each costs up to a millisecond."""
_MOST_NEAR = 2
"""Known words that one unknown word is read as: those that most texts have."""


class Vocabulary(Protocol):
    """An index as spelling uses it."""

    def counts(self, terms: Collection[str]) -> Mapping[str, int]:
        """Of these analysed words those that entries have, each with how many do."""
        ...


def spelled(query: Query, text: str, *, vocabulary: Vocabulary, language: str, settings: IndexSettings) -> Query:
    """The query with known words in the place of those that no entry has; its 4-grams stay those of the text.

    Only words of letters of one alphabet, English or Russian, are read so: never a code, a number or an identifier. An unknown word
    finds nothing by itself, so nothing that the query finds is lost.
    """
    if language not in ("", "en", "ru") or not settings.stop_words:
        return query
    known = vocabulary.counts(query.words)
    unknown = [word for word in query.words if word not in known]
    if not unknown:
        return query
    near = {term: _near(word, vocabulary=vocabulary, settings=settings) for term, word in _spellings(text, unknown, language, settings)}
    found = (one for word in query.words for one in near.get(word) or (word,))
    return replace(query, words=tuple(dict.fromkeys(found)))


def _spellings(text: str, unknown: Collection[str], language: str, settings: IndexSettings) -> list[tuple[str, str]]:
    """(analysed word, the word as it is written) of the unknown words that may be a slip."""
    found: dict[str, str] = {}
    for word in dict.fromkeys(words(text[:LONGEST_QUESTION])):
        if len(found) < _MOST_WORDS and _SHORTEST <= len(word) <= _LONGEST and _alphabet(word):
            made = terms(word, language=language, stem=settings.stem)
            if len(made) == 1 and made[0] in unknown:
                found.setdefault(made[0], word)
    return list(found.items())


def _near(word: str, *, vocabulary: Vocabulary, settings: IndexSettings) -> tuple[str, ...]:
    """The commonest known words that are one slip away."""
    made = edits(word)
    counts = vocabulary.counts(dict.fromkeys(stems(made) if settings.stem else made))
    return tuple(sorted(counts, key=lambda one: (-counts[one], one))[:_MOST_NEAR])


def edits(word: str) -> list[str]:
    """Every word that one letter left out, put in, put in the place of another, or swapped with the next makes of this one."""
    alphabet = _alphabet(word)
    halves = [(word[:at], word[at:]) for at in range(len(word) + 1)]
    left_out = [one + other[1:] for one, other in halves if other]
    swapped = [one + other[1] + other[0] + other[2:] for one, other in halves if len(other) > 1]
    replaced = [one + letter + other[1:] for one, other in halves if other for letter in alphabet]
    put_in = [one + letter + other for one, other in halves for letter in alphabet]
    return [one for one in dict.fromkeys((*left_out, *swapped, *replaced, *put_in)) if one != word]


def _alphabet(word: str) -> str:
    """The letters that the word is written with; "" for a word of other ones, or of two scripts."""
    return next((letters for letters in (_LATIN, _CYRILLIC) if all(char in letters for char in word)), "")
