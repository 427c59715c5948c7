"""A thing in the place of another that is called by the same noun: `the walnut loaf`, `the walnut one` for `the rye loaf`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from untuned.rag.rewrite.leaning import content, is_stop
from untuned.rag.rewrite.topic import runs
from untuned.text.regex import regex

_WORD = regex(r"\S+")
_ONE = regex(r"\s+ones?\W*", re.IGNORECASE)
_SUBJECT = regex(r"\b(?:i|you|we|they|one|я|ты|вы|мы|они)\s+\Z", re.IGNORECASE)
"""Behind it a verb stands."""
_DETERMINER = regex(r"\b(?:the|an?|my|our|your|their|his|her|this|that)\s+\Z", re.IGNORECASE)
_ARTICLE = regex(r"\ban?\s+\Z", re.IGNORECASE)


def same_noun(last: str, fragment: str) -> str:
    """The last question, about what the fragment names in place of what it calls by the same noun; "" where there is no such thing.

    As many words before the noun give way as the fragment has before it.
    """
    found = runs(fragment)
    if len(found) != 1 or not all(is_stop(word) for word in fragment[: found[0][0]].split()):
        return ""
    start, end = found[0]
    words, behind = fragment[start:end].split(), fragment[end:]
    if _ONE.fullmatch(behind) is not None:
        places = ((first, noun) for first, noun in _nouns(last, before=len(words)) if _is_last_of_a_thing(last, first, noun))
        return next((f"{last[: first.start()]}{' '.join(words)} {last[noun.start() :]}" for first, noun in places), "")
    if len(words) < 2 or behind.strip("\"'»”"):
        return ""
    head = content(words[-1])
    places = (place for place in _nouns(last, before=len(words) - 1) if head and content(place[1][0]) == head)
    return next((f"{_before(last[: first.start()], fragment[:start])}{' '.join(words)}{last[noun.end() :]}" for first, noun in places), "")


def _before(text: str, opening: str) -> str:
    """What stands before a thing; `a` and `an` as its new name has them."""
    article, own = _ARTICLE.search(text), _ARTICLE.search(opening)
    return text if article is None or own is None else f"{text[: article.start()]}{own[0]}"


def _nouns(text: str, *, before: int) -> Iterator[tuple[re.Match[str], re.Match[str]]]:
    """The words of the text that say something, the last one first, each after the first of so many words before it in its run."""
    for start, end in reversed(runs(text)):
        words = list(_WORD.finditer(text, start, end))
        if len(words) > 1 and _SUBJECT.search(text[:start]) is not None:
            words = words[1:]
        for at in reversed(range(len(words))):
            yield words[max(0, at - before)], words[at]


def _is_last_of_a_thing(text: str, first: re.Match[str], noun: re.Match[str]) -> bool:
    """True for `the rye loaf` with `loaf` as its noun: something stands before it, which an article opens, and nothing behind."""
    ends = not any(start <= noun.end() < end for start, end in runs(text))
    return first.start() < noun.start() and ends and _DETERMINER.search(text[: first.start()]) is not None
