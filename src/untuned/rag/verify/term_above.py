"""The term above a definition: what the definition says is about that, and need not name it."""

from __future__ import annotations

from bisect import bisect_right

from untuned.types.documents import Version

_FURTHEST = 12
"""Blocks between a term and the last paragraph of its definition."""


def term_above(version: Version, text: str, start: int) -> str:
    """The term of the definition that stands at an offset of a page's text; "" where there is none.

    A page's definition is an item one deeper than its term, and so is every further paragraph of it.
    """
    blocks = version.blocks
    place = bisect_right(blocks, start, key=lambda block: block.start) - 1
    if version.format != "html" or place < 0 or blocks[place].kind != "item":
        return ""
    level = blocks[place].level
    for block in reversed(blocks[max(place - _FURTHEST, 0) : place]):
        if block.kind == "heading":
            return ""
        if block.kind == "item" and block.level < level:
            return text[block.start : block.end] if block.level > 0 else ""
    return ""
