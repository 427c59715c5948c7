"""Words that are written with a hyphen and without: `e-bike` and `ebike`, `drop-off` and `dropoff`, `e-mail` and `email`."""

from __future__ import annotations

import re
from collections.abc import Callable

from untuned.text.regex import regex
from untuned.text.words import terms

_FIRST = "anti|check|co|drop|e|half|mid|mini|multi|non|off|pick|pre|self|semi|sub"
"""What stands before such a hyphen. Of any other part it is not known that the word is made of two: `carpet` is none of `car`."""
_WORD = regex(rf"(?<![\w-])(?P<first>{_FIRST})(?P<hyphen>-?)(?P<rest>[a-z]{{3,}})(?![\w-])", re.IGNORECASE)


def as_written(question: str, is_known: Callable[[str], bool]) -> str:
    """The question with such words as texts write them, where one way is known and the one that is asked with is not.

    `is_known` says whether any text has an analysed word.
    """

    def other(found: re.Match[str]) -> str:
        first, rest = found["first"], found["rest"]
        joined, apart = terms(first + rest, stop_words=False), terms(f"{first}-{rest}", stop_words=False)
        if found["hyphen"]:
            return first + rest if all(map(is_known, joined)) and not all(map(is_known, apart)) else found[0]
        return f"{first}-{rest}" if all(map(is_known, apart)) and not any(map(is_known, joined)) else found[0]

    return _WORD.sub(other, question)
