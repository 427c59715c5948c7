"""Rows of CSV in a text of any kind, told by their commas."""

from __future__ import annotations

from itertools import pairwise

from untuned.text.regex import regex

_QUOTED = regex(r'"[^"\n]*"')
_SUM = regex(r"(?<=[$€£¥₽₹=])\d{1,3}(?:,\d{3})+(?!\d)")
"""One number whatever stands beside it: a row of CSV would have it in quotation marks."""
_BESIDE_A_WORD = regex(r'(?:[^\W\d]|"),|,(?=[^\W\d]|")')
_SPACED = regex(r",\s")
_SPACE = regex(r"\s")
_CLOCK = regex(r"\d{1,2}:\d\d(?!\d)|\d{4}-\d\d-\d\d(?!\d)")
"""What goes on like this after a comma is a time or a day of its own, and no part of the number before it, such as a telephone number."""
_CELLS = 3
"""So many cells make a row: with fewer, a comma without a space may be a slip."""


def cells_apart(text: str) -> str:
    """The text, its rows of CSV with semicolons between their cells: with a comma, `38,95` would read as one number. As long as before."""
    return text if text.count(",") + 1 < _CELLS else "\n".join(map(_apart, text.split("\n")))


def _apart(line: str) -> str:
    bare = _QUOTED.sub(lambda found: '"' * len(found[0]), line)
    bare = _SUM.sub(lambda found: found[0].replace(",", "0"), bare)
    cells = bare.split(",")
    if len(cells) < _CELLS or _SPACED.search(bare) or not _BESIDE_A_WORD.search(bare):
        return line
    marks = ["," if _one_number(*pair) else ";" for pair in pairwise(cells)]
    at, row = -1, list(line)
    for cell, mark in zip(cells, marks, strict=False):
        at += len(cell) + 1
        row[at] = mark
    return "".join(row)


def _one_number(left: str, right: str) -> bool:
    """True for what stands around the comma of `1,500 boxes`: digits, with words beside them that make prose of it."""
    if not left[-1:].isdigit() or not right[:1].isdigit() or _CLOCK.match(right):
        return False
    return _SPACE.search(f"{left}{right}".strip()) is not None
