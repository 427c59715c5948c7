"""Claims that tell one amount of two things: what the question does not name is no answer beside what it does."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from untuned.rag.verify.scope.modified import TELL_NOTHING
from untuned.rag.verify.scope.named import WORD, alike, in_cases, is_common_word, plain
from untuned.text.language import common_words
from untuned.text.regex import regex
from untuned.types.answers import Citation

_NUMBER = regex(r"\d+(?:[.,]\d+)*")

_MOST_APART = 3
"""So many words may two statements part in, and still be one that is made of two things."""


def outdone(question: str, quotes: Sequence[tuple[str, Sequence[str]]]) -> frozenset[int]:
    """Places of the quotes, each with its context, beside which another says the same of what the question names, and they of another.

    The two give other numbers and part in a few words: of these the question has some of the other's, and none of theirs.
    """
    asked = _words(question)
    held = [_words("\n".join((quote, *context))) for quote, context in quotes]
    numbers = [frozenset(_NUMBER.findall(quote)) for quote, _ in quotes]
    return frozenset(
        place
        for place, its in enumerate(held)
        if any(
            numbers[place] and numbers[beside] and numbers[place] != numbers[beside] and _is_outdone(its, other, asked=asked)
            for beside, other in enumerate(held)
        )
    )


def said_of(citations: Sequence[Citation], fields: Sequence[Mapping[str, object]]) -> tuple[str, tuple[str, ...]]:
    """What is quoted, with the titles, headings and front matter that name it."""
    above = [line for one in citations for line in (one.title, *one.headings)]
    values = [value for each in fields for value in each.values() if isinstance(value, str) and not _NUMBER.search(value)]
    return "\n".join(one.quote for one in citations), (*above, *values)


def _is_outdone(its: frozenset[str], other: frozenset[str], *, asked: frozenset[str]) -> bool:
    own = [word for word in its if not _in(word, other)]
    others = [word for word in other if not _in(word, its)]
    few = 0 < len(own) <= _MOST_APART and 0 < len(others) <= _MOST_APART
    return few and len(own) < len(its) and any(_in(word, asked) for word in others) and not any(_in(word, asked) for word in own)


def _in(word: str, words: frozenset[str]) -> bool:
    if word in words or word + "s" in words or word.removesuffix("s") in words:
        return True
    return any(alike(word, one) or (not word.isascii() and not one.isascii() and in_cases(word, one)) for one in words)


def _words(text: str) -> frozenset[str]:
    """Stems of what a text says beside its commonest words and its numbers."""
    found = [word for word in WORD.findall(text) if len(word) > 2 and not word[0].isdigit() and not is_common_word(word)]
    return frozenset(plain(word) for word in found if word.lower() not in common_words("en" if word.isascii() else "ru")) - TELL_NOTHING
