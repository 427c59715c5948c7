"""What an index keeps of each chunk."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from untuned.index.attributes import attributes_of
from untuned.index.chunk import headings_of
from untuned.index.defined import Definitions
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
    """Analysed words joined by spaces: title and heading path first, then the text, then the keys of what is defined in it."""
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
    hidden = _Hidden(version.blocks)
    marks = headings_of(version.blocks, text) if settings.titles else []
    defined = Definitions(version, text)
    cut = list(chunks)
    for chunk, attributes in zip(cut, attributes_of(version, text, cut, rules=metadata), strict=True):
        above = _above(version.title, chunk, marks) if settings.titles else ""
        searched = f"{above}\n{hidden.without(text, chunk)}"
        found = analyse(searched, language=chunk.language, stem=settings.stem, stop_words=settings.stop_words)
        if found.joined:
            grams = found.grams if settings.grams else ""
            yield Entry(
                chunk=chunk,
                groups=version.groups,
                words=found.joined + defined.within(chunk),
                grams=grams,
                attributes=attributes,
                text=searched.strip(),
            )


def _above(title: str, chunk: Chunk, marks: Sequence[tuple[int, int, str]]) -> str:
    """Title and heading path, without what stands in the chunk itself, and without repetition."""
    first, last = bisect_left(marks, (chunk.start,)), bisect_left(marks, (chunk.end,))
    inside = {label for _, end, label in marks[first:last] if end <= chunk.end}
    return "\n".join(dict.fromkeys([line for line in (title, *chunk.headings) if line and line not in inside]))


class _Hidden:
    """The blocks of a version that are never searched: comments, raw HTML and front matter."""

    def __init__(self, blocks: Sequence[Block]) -> None:
        hidden = [block for block in blocks if block.kind in ("markup", "matter")]
        self._starts = [block.start for block in hidden]
        self._ends = [block.end for block in hidden]

    def without(self, text: str, chunk: Chunk) -> str:
        """The chunk's text without them."""
        first, last = bisect_right(self._ends, chunk.start), bisect_left(self._starts, chunk.end)
        if first >= last:
            return text[chunk.start : chunk.end]
        starts = (chunk.start, *self._ends[first:last])
        ends = (*self._starts[first:last], chunk.end)
        return "\n".join([text[start:end] for start, end in zip(starts, ends, strict=True)])
