"""Sentences that an assistant once worded, found again in a text."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from hashlib import blake2b

from untuned.text.plain import plain
from untuned.text.prose import prose
from untuned.text.regex import regex
from untuned.text.sentences import sentences

OWN_WORDS = "own_words"
"""The key of a version's metadata under which such sentences are noted, each as [start, end)."""

_LEAST = 30
"""Letters and digits of a sentence from which on two writers hardly ever hit on the same."""
_SIGNS = regex(r"[\W_]+")


def mark_of(sentence: str) -> str:
    """What a sentence has in common with its copies, whatever their case, marks of Markdown and punctuation; "" for a short one."""
    kept = _SIGNS.sub("", plain(sentence).casefold().replace("ё", "е"))
    return blake2b(kept.encode(), digest_size=12).hexdigest() if len(kept) >= _LEAST else ""


def marks_of(text: str) -> set[str]:
    """The marks of a text's sentences that are long enough to tell."""
    return {mark for start, end in sentences(text) if (mark := mark_of(text[start:end]))}


def own_words(text: str, marks: Collection[str]) -> Iterator[tuple[int, int]]:
    """Offsets [start, end) of the sentences that have one of the marks."""
    if not marks:
        return
    readable = prose(text)
    for start, end in sentences(readable):
        if mark_of(text[start:end]) in marks:
            yield start, end
