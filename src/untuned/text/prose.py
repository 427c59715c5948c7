"""What of a Markdown text is said in sentences: offsets stay, marks of structure go."""

from __future__ import annotations

import re
from collections.abc import Sequence

from untuned.text.quotations import blank, fences, without_fences
from untuned.text.regex import regex

_HEADING = regex(r"^[ ]{0,3}#{1,6}[ \t][^\n]*$|^[ \t]*[-:|*_=][-:|*_= \t]{2,}$", re.MULTILINE)
_ITEM = regex(r"^(?P<mark>[ \t]*(?:[-*+•]|\d{1,3}[.)]))(?=[ \t]+\S)", re.MULTILINE)
_ROW = regex(r"^[ \t]*\|", re.MULTILINE)
_BACKTICKS = regex("`+")
_BREAK = "\u2029"
"""A paragraph separator: as long as the line end in whose place it stands, and always the end of a sentence."""


def prose(text: str, *, without: Sequence[tuple[int, int]] = ()) -> str:
    """The text without headings, rules, fenced code, list marks, backticks and the ranges of `without`: spaces stand in their place.

    It is as long as it was, so offsets of its sentences are offsets of `text`. List items, table rows and what was left out end
    the sentence before them.
    """
    fenced = fences(text)
    bare = without_fences(text)
    headings = [match.span() for match in _HEADING.finditer(bare)]
    marks = [match.span("mark") for match in _ITEM.finditer(bare)]
    ticks = [match.span() for match in _BACKTICKS.finditer(bare)]
    characters = list(bare)
    for start, end in (*headings, *marks, *ticks, *without):
        characters[start:end] = blank(bare[start:end])
    apart = [*headings, *fenced, *without]
    edges = [start - 1 for start, _ in (*apart, *marks)] + [end for _, end in apart]
    edges += [match.start() - 1 for match in _ROW.finditer(bare)]
    for at in edges:
        if 0 <= at < len(characters) and characters[at] == "\n":
            characters[at] = _BREAK
    return "".join(characters)
