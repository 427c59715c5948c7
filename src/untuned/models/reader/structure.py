"""The blocks of a passage as its document's own structure tells them, for formats whose text does not show them."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from itertools import zip_longest
from typing import Final

from untuned.models.reader.units import BlockKind, Laid
from untuned.types.answers import Passage
from untuned.types.documents import SILENT_FORMATS, Block
from untuned.types.documents import BlockKind as OwnKind

_KINDS: Final[dict[OwnKind, BlockKind]] = {
    "heading": "heading",
    "paragraph": "sentence",
    "quote": "sentence",
    "item": "item",
    "code": "code",
    "header": "header",
    "row": "row",
}
_LONGEST_TERM = 300
_ANSWERING = ("paragraph", "item", "quote")
_LINE = re.compile(r"[^\n]+")
_MARKER = re.compile(r"\s*(?:[-*+•–]|\d{1,3}[.)])[ \t]+(?=\S)")
"""What stands before an item's words where it is part of the text."""


def laid_out(passage: Passage) -> tuple[Laid, ...]:
    """The passage's blocks with their offsets in its text, as far as they stand in it; () where the text shows them itself.

    In a page a line of a paragraph ends where its author wanted it to, so each is a block. An item without an
    end of a sentence that others stand below is their term.
    """
    if passage.version.format not in SILENT_FORMATS:
        return ()
    blocks, start = passage.version.blocks, passage.start
    first = bisect_right(blocks, start, key=lambda block: block.end)
    return tuple(_of_blocks(passage, blocks[first:], end=start + len(passage.text)))


def _of_blocks(passage: Passage, blocks: tuple[Block, ...], *, end: int) -> Iterator[Laid]:
    by_line, printed = passage.version.format == "html", passage.version.format == "pdf"
    for block, following in zip_longest(blocks, blocks[1:]):
        if block.start >= end:
            return
        if block.kind not in _KINDS:
            continue
        kind = "term" if _introduces(block, following, passage) else _KINDS[block.kind]
        left, right = max(block.start - passage.start, 0), min(block.end, end) - passage.start
        if by_line and kind in ("sentence", "item"):
            for line in _LINE.finditer(passage.text, left, right):
                yield Laid(kind, line.start(), line.end())
        else:
            marker = _MARKER.match(passage.text, left, right) if kind == "item" or (printed and kind == "sentence") else None
            kind = "item" if marker else kind
            yield Laid(kind, marker.end() if marker else left, right, max(block.level, 1) if kind == "heading" else 0)


def _introduces(block: Block, following: Block | None, passage: Passage) -> bool:
    """True for the term of a definition, for the head of an inner list, and for a question with a paragraph of its own."""
    if following is None:
        return False
    written = passage.text[max(block.start - passage.start, 0) : block.end - passage.start].rstrip()
    if block.kind == "paragraph" and following.kind in _ANSWERING:
        return len(written) <= _LONGEST_TERM and written.endswith("?") and "\n" not in written
    if not (block.kind == following.kind == "item" and following.level > block.level):
        return False
    return len(written) <= _LONGEST_TERM and not written.endswith((".", "!", ";"))
