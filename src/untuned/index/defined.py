"""What each part of a text defines: the words that a question for the meaning of something finds its definition by."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from itertools import chain, zip_longest

from untuned.text.definitions import cell_of, field_of, keys_of, lead_of
from untuned.types.documents import SILENT_FORMATS, Block, Chunk, Version

REVISION = "defined/2"
"""Changes with every change of what counts as a definition: a view made by another revision is not reused."""
_MOST_COLUMNS = 3
"""Columns of separated values that may be terms with what they mean: with more, it is a list of data."""
_MOST = 200
"""Keys of one chunk."""


class Definitions:
    """The keys of what a version defines, with their places."""

    def __init__(self, version: Version, text: str) -> None:
        self._starts: list[int] = []
        self._keys: list[list[str]] = []
        for start, term in _terms(version, text):
            if keys := keys_of(term):
                self._starts.append(start)
                self._keys.append(sorted(keys))

    def within(self, chunk: Chunk) -> str:
        """The keys of what begins in a chunk, each once, with a space before each."""
        first, last = bisect_left(self._starts, chunk.start), bisect_left(self._starts, chunk.end)
        if first == last:
            return ""
        return " ".join(["", *dict.fromkeys(chain.from_iterable(self._keys[first:last]))][: _MOST + 1])


def _terms(version: Version, text: str) -> Iterator[tuple[int, str]]:
    """Where each block that defines something begins, and what: a heading, a term with its definition, what begins an item or a row."""
    silent = version.format in SILENT_FORMATS
    short = version.format == "csv" and text[: text.find("\n")].count(",") < _MOST_COLUMNS
    for block, following in zip_longest(version.blocks, version.blocks[1:]):
        kind, start, end = block.kind, block.start, block.end
        if kind == "heading" or (kind == "item" and silent and _stands_above(following, block)):
            yield start, text[start:end]
        elif kind in ("item", "paragraph"):
            if term := lead_of(text, start, end):
                yield start, term
        elif kind == "row" and (term := _first_cell(version, text, start, end, short=short)):
            yield start, term


def _first_cell(version: Version, text: str, start: int, end: int, *, short: bool) -> str:
    if version.format != "csv":
        return cell_of(text, start, end)
    return field_of(text, start, end) if short else ""


def _stands_above(following: Block | None, item: Block) -> bool:
    """True for an item that others stand below: the term of a definition, or the head of an inner list."""
    return following is not None and following.kind != "heading" and following.level > item.level
