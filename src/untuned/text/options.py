"""Names of options, as they are given to commands: `--ignore-case`, `-n`, `-name`. The signs before them are part of them."""

from __future__ import annotations

from untuned.text.regex import regex

_OPTION = regex(r"(?<![\w.\-])--?(?:(?P<no>\[no-\])(?=[A-Za-z]))?[A-Za-z][\w-]*+")
_LONGEST = 60
"""Characters of an option's name."""


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
