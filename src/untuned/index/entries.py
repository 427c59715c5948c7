"""What an index keeps of each chunk."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from untuned.index.attributes import attributes_of
from untuned.index.chunk import headings_of
from untuned.text.words import analyse
from untuned.types.documents import Block, Chunk, Version
from untuned.types.filters import NO_ATTRIBUTES, Attributes
from untuned.types.settings import IndexSettings, MetadataField

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


@dataclass(frozen=True, kw_only=True, slots=True)
class Entry:
    """A chunk as it is indexed."""

    chunk: Chunk
    groups: frozenset[str]
    words: str
    """Analysed words joined by spaces: title and heading path first, then the text."""
    grams: str
    """The words' 4-grams joined by spaces; "" where they are not indexed."""
    attributes: Attributes = field(default_factory=lambda: NO_ATTRIBUTES)
    """What filters go by."""
    text: str = field(default="", repr=False)
    """What is embedded: title and heading path first, then the text as it stands."""
    vector: NDArray[np.float32] | None = field(default=None, repr=False, compare=False)
    """What the text means, of length 1; None in an index of words alone."""


def entries(
    version: Version, text: str, *, chunks: Iterable[Chunk], settings: IndexSettings, metadata: Sequence[MetadataField] = ()
) -> Iterator[Entry]:
    """One entry for every chunk that has words, made while they are taken: a long text's entries never stand in memory together.

    Comments, raw HTML and front matter inside a chunk are not indexed. A heading that stands in the chunk counts once.
    """
    hidden = [block for block in version.blocks if block.kind in ("markup", "matter")]
    marks = headings_of(version.blocks, text) if settings.titles else []
    cut = list(chunks)
    for chunk, attributes in zip(cut, attributes_of(version, text, cut, rules=metadata), strict=True):
        above = _above(version.title, chunk, marks) if settings.titles else ""
        searched = f"{above}\n{_searched(text, chunk, hidden)}"
        found = analyse(searched, language=chunk.language, stem=settings.stem, stop_words=settings.stop_words)
        if found.joined:
            grams = found.grams if settings.grams else ""
            yield Entry(
                chunk=chunk,
                groups=version.groups,
                words=found.joined,
                grams=grams,
                attributes=attributes,
                text=searched.strip(),
            )


def _above(title: str, chunk: Chunk, marks: Sequence[tuple[int, int, str]]) -> str:
    """Title and heading path, without what stands in the chunk itself, and without repetition."""
    inside: set[str] = set()
    for start, end, label in marks[bisect_left(marks, (chunk.start,)) :]:
        if start >= chunk.end:
            break
        if end <= chunk.end:
            inside.add(label)
    return "\n".join(dict.fromkeys(line for line in (title, *chunk.headings) if line and line not in inside))


def _searched(text: str, chunk: Chunk, hidden: Sequence[Block]) -> str:
    """The chunk's text without its comments and raw HTML."""
    between = [block for block in hidden if block.start < chunk.end and chunk.start < block.end]
    parts: list[str] = []
    at = chunk.start
    for block in between:
        parts.append(text[at : max(at, block.start)])
        at = block.end
    parts.append(text[at : chunk.end])
    return "\n".join(parts)
