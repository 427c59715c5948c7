"""What each part of a text defines, or which release it is on: the words that a question finds a definition or a release by."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import chain, zip_longest
from typing import NamedTuple

from untuned.text.definitions import cell_of, field_of, keys_of, lead_of
from untuned.text.releases import NEWEST, has_notes, newness, release_of
from untuned.types.documents import SILENT_FORMATS, Block, Chunk, Version

REVISION = "defined/4"
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
        releases: list[_Release] = []
        for start, term, level in _terms(version, text):
            release = release_of(term) if level else ""
            if keys := (*sorted(keys_of(term)), *filter(None, (release,))):
                if release:
                    releases.append(_Release(len(self._keys), release, level))
                self._starts.append(start)
                self._keys.append(keys)
        if releases and has_notes(f"{version.title}\n{version.path}", (one.key for one in releases)):
            newest = _newest(releases)
            self._keys[newest.at] = (*self._keys[newest.at], NEWEST)

    def within(self, chunk: Chunk) -> str:
        """The keys of what begins in a chunk, each once, with a space before each."""
        first, last = bisect_left(self._starts, chunk.start), bisect_left(self._starts, chunk.end)
        if first == last:
            return ""
        return " ".join(["", *dict.fromkeys(chain.from_iterable(self._keys[first:last]))][: _MOST + 1])


class _Release(NamedTuple):
    """A heading that begins the notes on a release."""

    at: int
    key: str
    level: int


def _newest(releases: Sequence[_Release]) -> _Release:
    """The newest of those whose headings are of the outermost level that has several; of two the one that stands first."""
    counts = Counter(one.level for one in releases)
    level = min((level for level, count in counts.items() if count > 1), default=min(counts))
    return max((one for one in releases if one.level == level), key=lambda one: (newness(one.key), -one.at))


def _terms(version: Version, text: str) -> Iterator[tuple[int, str, int]]:
    """Where each block that defines something begins, what, and its level as a heading; 0 for a term and what begins an item or a row."""
    silent = version.format in SILENT_FORMATS
    short = version.format == "csv" and text[: text.find("\n")].count(",") < _MOST_COLUMNS
    for block, following in zip_longest(version.blocks, version.blocks[1:]):
        kind, start, end = block.kind, block.start, block.end
        if kind == "heading" or (kind == "item" and silent and _stands_above(following, block)):
            yield start, text[start:end], block.level if kind == "heading" else 0
        elif kind in ("item", "paragraph"):
            if term := lead_of(text, start, end):
                yield start, term, 0
        elif kind == "row" and (term := _first_cell(version, text, start, end, short=short)):
            yield start, term, 0


def _first_cell(version: Version, text: str, start: int, end: int, *, short: bool) -> str:
    if version.format != "csv":
        return cell_of(text, start, end)
    return field_of(text, start, end) if short else ""


def _stands_above(following: Block | None, item: Block) -> bool:
    """True for an item that others stand below: the term of a definition, or the head of an inner list."""
    return following is not None and following.kind != "heading" and following.level > item.level
