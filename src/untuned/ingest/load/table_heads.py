"""Whether the first row of a table names its columns, where the file does not say so."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from untuned.types.documents import Block, Loaded

_LETTER = re.compile(r"[^\W\d_]")
_DIGIT = re.compile(r"\d")
_YEAR = re.compile(r"(?:19|20)\d\d")
_LEAST_BELOW = 2
"""Rows that a first row stands above, at least, where only what stands in it tells that it is a header."""


def names_columns(first: Sequence[str], below: Sequence[Sequence[str]], *, bold: bool = False) -> bool:
    """True for a row of names, each another, above rows whose column has numbers; or in bold print; or without a word in its corner.

    `below` are the cells of the rows that follow, `bold` is true where only the first row is printed so. Names are words, and years
    above what is none. A row of words above rows of words may be one of them.
    """
    names = [name for name in first if name]
    if len(names) < 2 or not all(first[1:]) or len({name.casefold() for name in names}) < len(names):
        return False
    if bold:
        return any(map(_LETTER.search, names))
    if not all(_is_name(name, below, nth) for nth, name in enumerate(first) if name):
        return False
    return len(below) >= _LEAST_BELOW and (not first[0] or any(_counts(below, nth) for nth in range(len(first))))


def _is_name(text: str, below: Sequence[Sequence[str]], column: int) -> bool:
    if _YEAR.fullmatch(text):
        return not all(_YEAR.fullmatch(row[column]) for row in below if column < len(row) and row[column])
    return _LETTER.search(text) is not None and _DIGIT.search(text) is None


def _counts(rows: Sequence[Sequence[str]], column: int) -> bool:
    """True where every cell of a column that shows something has a number, and one does."""
    shown = [row[column] for row in rows if column < len(row) and row[column]]
    return bool(shown) and all(_DIGIT.search(cell) for cell in shown)


def with_headers(loaded: Loaded) -> Loaded:
    """The document with the first row of each table as its header where it names the columns and no row is marked as one."""
    blocks = list(loaded.blocks)
    at = 0
    while at < len(blocks):
        end = at + 1
        if blocks[at].kind == "row":
            while end < len(blocks) and blocks[end].kind == "row":
                end += 1
            headed = at > 0 and blocks[at - 1].kind == "header"
            cells = [_cells(loaded, block) for block in blocks[at:end]]
            if not headed and names_columns(cells[0], cells[1:]):
                blocks[at] = replace(blocks[at], kind="header")
        at = end
    return replace(loaded, blocks=tuple(blocks))


def _cells(loaded: Loaded, block: Block) -> list[str]:
    return [cell.strip() for cell in loaded.text[block.start : block.end].split(" | ")]
