"""Chunks of a fixed length: so many characters each, whatever stands there. The field's plainest splitter, to be measured against."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence

from untuned.index.chunk import CHARACTERS_PER_TOKEN, heading_paths
from untuned.index.split import Stretch, cut
from untuned.text.words import cuts_word
from untuned.types.documents import Block, Chunk, Version
from untuned.types.settings import ChunkSettings

REVISION = "fixed/1"
"""Changes with every change of how texts are cut: a view made by another revision is not reused."""


def fixed_chunks(version: Version, text: str, *, settings: ChunkSettings) -> list[Chunk]:
    """The version's chunks in order; every searchable character is in one of them.

    A chunk is a slice of the text of at most `max_tokens` tokens of 4 characters that begins and ends on a character which is no
    white space. No word is split (a run of more characters than the limit is none); paragraphs, tables and headings are. Two
    neighbours share up to `overlap_tokens`, at most half of a chunk. Each carries the headings of the place where it begins.
    """
    stretches = list(_stretches(version, text, settings))
    paths = heading_paths(version.blocks, text, [start for start, _ in stretches])
    languages = _Languages(version)
    return [
        Chunk(
            document=version.document,
            version=version.id,
            ordinal=ordinal,
            start=start,
            end=end,
            headings=path,
            language=languages.of(start, end),
        )
        for ordinal, ((start, end), path) in enumerate(zip(stretches, paths, strict=True))
    ]


def _stretches(version: Version, text: str, settings: ChunkSettings) -> Iterator[Stretch]:
    limit = settings.max_tokens * CHARACTERS_PER_TOKEN
    overlap = min(settings.overlap_tokens * CHARACTERS_PER_TOKEN, limit // 2)
    hidden = [(block.start, block.end) for block in version.blocks if block.kind in ("markup", "matter")]
    last = len(text.rstrip())
    at = reached = 0
    while (at := _searchable(text, at, hidden)) < last:
        end = last if last - at <= limit else cut(text, at, limit)
        if end <= reached:  # all of it was repeated: what comes next is too long to be joined to it
            at = reached
            continue
        yield at, end
        reached = end
        again = _repeated_from(text, end, overlap) if end < last else last
        at = again if again > at else end


def _repeated_from(text: str, end: int, overlap: int) -> int:
    """Where the next chunk begins: at the first word of the last `overlap` characters, or at the end."""
    at = end - overlap
    while at < end and (text[at].isspace() or cuts_word(text, at)):
        at += 1
    return at


def _searchable(text: str, at: int, hidden: Sequence[Stretch]) -> int:
    """The first place from here on that is neither white space nor inside a comment or front matter."""
    while at < len(text):
        if text[at].isspace():
            at += 1
            continue
        place = bisect_right(hidden, (at, len(text))) - 1
        if place < 0 or hidden[place][1] <= at:
            break
        at = hidden[place][1]
    return at


class _Languages:
    """In which language a stretch of a version mostly is."""

    def __init__(self, version: Version) -> None:
        self._blocks = version.blocks
        self._starts = [block.start for block in version.blocks]
        self._otherwise = version.language

    def of(self, start: int, end: int) -> str:
        """The language of most of its characters; the version's where no block says."""
        counts = Counter[str]()
        for block in self._from(start):
            if block.start >= end:
                break
            counts[block.language] += max(min(block.end, end) - max(block.start, start), 0)
        found = counts.most_common(1)
        return (found[0][0] if found and found[0][1] else "") or self._otherwise

    def _from(self, start: int) -> Iterator[Block]:
        for at in range(max(bisect_right(self._starts, start) - 1, 0), len(self._blocks)):
            yield self._blocks[at]
