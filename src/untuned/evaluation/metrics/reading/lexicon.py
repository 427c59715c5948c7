"""Whether people write a word in a language at all: word lists of wordfreq (extra `measure`), 20 languages and more."""

from __future__ import annotations

from collections.abc import Collection
from functools import cache
from importlib.util import find_spec


def written_by_people(word: str, *, language: str) -> bool | None:
    """True for a word, in small letters, that the language's list has in any spelling; None where there is no list for the language."""
    words = _words(language)
    if words is None:
        return None
    return word in words or word.replace("ё", "е") in words


@cache
def _words(language: str) -> Collection[str] | None:
    """Every word that is written once in 100 million or more often; None without a list."""
    if find_spec("wordfreq") is None:
        return None
    # Half a second and some 50 MB, for texts with a word that no document has.
    import wordfreq  # noqa: PLC0415 - see above

    if language not in wordfreq.available_languages("large"):
        return None
    return wordfreq.get_frequency_dict(language, "large")
