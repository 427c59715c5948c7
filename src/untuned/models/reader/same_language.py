"""What is said of a code in the language of the question, before a better window in another language that has no more of what is asked."""

from __future__ import annotations

from collections.abc import Sequence

from untuned.models.reader.shares import Shares
from untuned.models.reader.units import Unit
from untuned.models.reader.windows import Window, cut
from untuned.text.language import script_of
from untuned.types.answers import Passage

_LEAST = 0.4
"""The share of the best window's evidence that one in the question's language has at least."""


def own_language_first(found: Sequence[Window], passages: Sequence[Passage], *, language: str, shares: Shares) -> list[Window]:
    """The windows in their order; for a code those in the question's language that begin with it, or its row, before one in another.

    A translation may fit better for how it is laid out. Only what has all the terms that the best one has counts, and where the two are
    written in different scripts: of other questions, and between Latin languages, it is not sure enough which language a passage is in.
    `language` is the question's; "" where that is not known.
    """
    if not found or not shares.codes or not language:
        return list(found)
    if script_of(language) == script_of(_language_of(found[0], passages) or language):
        return list(found)
    best = found[0]
    as_much = [window for window in found if _says_as_much(window, best, passages, language=language, shares=shares)]
    chosen = set(map(id, as_much))
    return [*as_much, *(window for window in found if id(window) not in chosen)]


def codes_of(unit: Unit, shares: Shares) -> int:
    """The terms of the question's codes that a unit begins with, or the heading above it has where that has no number of another.

    What begins with a code is about it, and does not only mention it.
    """
    own = shares.of(unit.terms) if shares.of(unit.terms[:1]) else 0
    above = shares.of(unit.above) if sum(any(map(str.isdigit, word)) for word in unit.headed.split()) == 1 else 0
    return (own | above) & shares.codes


def _says_as_much(window: Window, best: Window, passages: Sequence[Passage], *, language: str, shares: Shares) -> bool:
    if _language_of(window, passages) != language or best.held & ~window.held or window.elsewhere:
        return False
    first = cut(passages[window.passage])[window.first]
    return window.evidence >= _LEAST * best.evidence and codes_of(first, shares) == shares.codes


def _language_of(window: Window, passages: Sequence[Passage]) -> str:
    passage = passages[window.passage]
    return passage.hit.chunk.language or passage.version.language
