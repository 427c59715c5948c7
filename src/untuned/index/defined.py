"""What each part of a text defines, or which release it is on: the words that a question finds a definition or a release by."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from itertools import chain, zip_longest

from untuned.text.definitions import cell_of, field_of, keys_of, lead_of
from untuned.text.releases import release_of
from untuned.types.documents import SILENT_FORMATS, Block, Chunk, Version

REVISION = "defined/3"
"""Changes with every change of what counts as a definition: a view made by another revision is not reused."""
_MOST_COLUMNS = 3
"""Columns of separated values that may be terms with what they mean: with more, it is a list of data."""
_MOST = 200
"""Keys of one chunk."""


class Definitions:
    """The keys of what a version defines, with their places."""

    def __init__(self, version: Version, text: str) -> None:
        self._starts: list[int] = []
        self._keys: list[tuple[str, ...]] = []
        for start, term, heads in _terms(version, text):
            release = release_of(term) if heads else ""
            if keys := (*sorted(keys_of(term)), *filter(None, (release,))):
                self._starts.append(start)
                self._keys.append(keys)

    def within(self, chunk: Chunk) -> str:
        """The keys of what begins in a chunk, each once, with a space before each."""
        first, last = bisect_left(self._starts, chunk.start), bisect_left(self._starts, chunk.end)
        if first == last:
            return ""
        return " ".join(["", *dict.fromkeys(chain.from_iterable(self._keys[first:last]))][: _MOST + 1])


def _terms(version: Version, text: str) -> Iterator[tuple[int, str, bool]]:
    """Where each block that defines something begins, what, and whether it is a heading; else a term, or what begins an item or a row."""
    silent = version.format in SILENT_FORMATS
    short = version.format == "csv" and text[: text.find("\n")].count(",") < _MOST_COLUMNS
    for block, following in zip_longest(version.blocks, version.blocks[1:]):
        kind, start, end = block.kind, block.start, block.end
        if kind == "heading" or (kind == "item" and silent and _stands_above(following, block)):
            yield start, text[start:end], kind == "heading"
        elif kind in ("item", "paragraph"):
            if term := lead_of(text, start, end):
                yield start, term, False
        elif kind == "row" and (term := _first_cell(version, text, start, end, short=short)):
            yield start, term, False


def _first_cell(version: Version, text: str, start: int, end: int, *, short: bool) -> str:
    if version.format != "csv":
        return cell_of(text, start, end)
    return field_of(text, start, end) if short else ""


def _stands_above(following: Block | None, item: Block) -> bool:
    """True for an item that others stand below: the term of a definition, or the head of an inner list."""
    return following is not None and following.kind != "heading" and following.level > item.level
