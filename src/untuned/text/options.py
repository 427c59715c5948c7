"""Names of options, as they are given to commands: `--ignore-case`, `-n`, `-name`. The signs before them are part of them."""

from __future__ import annotations

from collections.abc import Callable

from untuned.text.regex import regex

_OPTION = regex(r"(?<![\w.\-])--?(?:(?P<no>\[no-\])(?=[A-Za-z]))?[A-Za-z][\w-]*+")
_LONGEST = 60
"""Characters of an option's name."""
_WORD = regex(r"(?<![\w.\-])-(?=([A-Za-z][\w-]+))")
"""The one sign before several letters."""


def options_in(text: str) -> list[str]:
    """The options that a text names, in order, as they are written: `--[no-]recursive` is `--recursive` and `--no-recursive`.

    One of a single letter keeps its case, since `-v` and `-V` are two; any other is in small letters.
    """
    found: list[str] = []
    for match in _OPTION.finditer(text):
        said = match[0].rstrip("-")
        if len(said) > _LONGEST:
            continue
        name = said if len(said) == len("-x") else said.lower()
        found += [name.replace("[no-]", ""), name.replace("[no-]", "no-")] if match["no"] else [name]
    return found


def without_mistaken(text: str, is_known: Callable[[str], bool]) -> str:
    """A text without the sign before a word of several letters that is no known option: `-Input` may be the end of a name.

    Two signs, and one before a single letter, are an option wherever they stand.
    """
    return _WORD.sub(lambda match: match[0] if all(map(is_known, options_in(f"-{match[1]}"))) else "", text)
