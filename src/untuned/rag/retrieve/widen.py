"""The best hits with what stands right before and after them in their section: the answer is often in the next paragraph."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import replace

from untuned.text.regex import regex
from untuned.types.answers import Hit, Passage
from untuned.types.documents import SILENT_FORMATS, Chunk

BEST = 3
"""How many hits are widened."""
_BEFORE = 250
_AFTER = 400

_HEADING = regex(r"^#{1,6}[ \t].*$", re.MULTILINE)
_FENCE = regex(r"^[ \t>]*(?:```|~~~).*$", re.MULTILINE)
_PARAGRAPH = regex(r"\n[ \t]*\n")
_CELLS = " | "
"""In the last heading of a chunk that is a part of a table: it is the table's header."""


_APART = frozenset({"heading", "header", "row", "markup", "matter"})
"""Blocks that are not taken in beside others: they are of another section, a table's, or nothing to read."""


def wide(hit: Hit) -> Hit:
    """The hit with some more text on both sides, which may reach beyond the version's end."""
    return replace(hit, chunk=replace(hit.chunk, start=max(hit.chunk.start - _BEFORE, 0), end=hit.chunk.end + _AFTER))


def within_section(passage: Passage, chunk: Chunk) -> Hit:
    """The hit of a wide passage, cut down to whole paragraphs of the section that `chunk` is of.

    Where neither the text shows its headings, as Markdown does, nor the version names its blocks, the chunk stays as it was. The
    rows of a table that was cut into several chunks do not take in those of another: a filter may have kept them out.
    """
    if passage.version.format in SILENT_FORMATS and passage.version.blocks:
        return replace(passage.hit, chunk=_by_blocks(passage, chunk))
    if passage.version.format != "markdown":
        return replace(passage.hit, chunk=chunk)
    text, offset = passage.text, passage.start
    begin, end = chunk.start - offset, chunk.end - offset
    before, after = text[:begin], text[end:]
    at_end = offset + len(text) >= passage.version.characters
    own = text[begin:end].strip()
    rows = bool(chunk.headings) and _CELLS in chunk.headings[-1]
    opens, ends = rows and own.startswith("|"), rows and own.rpartition("\n")[2].lstrip().startswith("|")
    start = chunk.start if opens or _HEADING.match(own) else chunk.start - len(before) + _opening(before, at_start=offset == 0)
    return replace(passage.hit, chunk=replace(chunk, start=start, end=chunk.end + (0 if ends else _closing(after, at_end=at_end))))


def _by_blocks(passage: Passage, chunk: Chunk) -> Chunk:
    """The chunk with the whole blocks of the passage around it, up to the next heading, row or what is never searched."""
    blocks = passage.version.blocks
    first = bisect_right(blocks, chunk.start, key=lambda block: block.end)
    last = bisect_left(blocks, chunk.end, key=lambda block: block.start) - 1
    start, end = chunk.start, chunk.end
    if first < len(blocks) and blocks[first].kind not in _APART:
        for block in reversed(blocks[:first]):
            if block.start < passage.start or block.kind in _APART:
                break
            start = block.start
    if last >= 0 and blocks[last].kind not in ("header", "row"):
        for block in blocks[last + 1 :]:
            if block.end > passage.start + len(passage.text) or block.kind in _APART:
                break
            end = block.end
    return replace(chunk, start=start, end=end)


def _opening(before: str, *, at_start: bool) -> int:
    """Where, in what stands before a chunk, the first whole paragraph of its section begins."""
    headings = [match.end() for match in _HEADING.finditer(before)]
    fences = [match.end() for match in _FENCE.finditer(before)]
    start = headings[-1] if headings else 0
    if not headings and not at_start:
        first = _PARAGRAPH.search(before)
        start = first.end() if first else len(before)
    if len(fences) % 2:  # it begins inside a listing
        start = max(start, fences[0])
    return start + len(before[start:]) - len(before[start:].lstrip())


def _closing(after: str, *, at_end: bool) -> int:
    """Where, in what stands after a chunk, the last whole paragraph of its section ends."""
    heading = _HEADING.search(after)
    end = heading.start() if heading else len(after)
    if not heading and not at_end:
        end = max((match.start() for match in _PARAGRAPH.finditer(after)), default=0)
    fences = [match.start() for match in _FENCE.finditer(after[:end])]
    if len(fences) % 2:
        end = fences[-1]
    return len(after[:end].rstrip())
