"""The blocks of a passage as its document's own structure tells them, for formats whose text does not show them."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import pairwise, zip_longest
from operator import attrgetter
from typing import Final

from untuned.models.reader.units import BlockKind, Laid, blocks_of
from untuned.text.code_names import names_of_head
from untuned.text.regex import regex
from untuned.types.answers import Passage
from untuned.types.documents import FORMATS_BY_LINE, SILENT_FORMATS, Block
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
_HEADING = regex(r"(?m)^[ \t]*(\d{1,2}(?:\.\d{1,2})*[.)]?[ \t]{1,4}[A-ZА-ЯЁ](?!.*[.!?:;,][ \t]*$)(?!.* {2})[^\n\t]{1,45}?)[ \t]*$")
_NEXT = regex(r"\n[ \t]*(\S)")
_LONGEST_TERM = 300
_ANSWERING = ("paragraph", "item", "quote")
_LINE = regex(r"[^\n]+")
_MARKER = regex(r"\s*(?:[-*+•–]|\d{1,3}[.)])[ \t]+(?=\S)")
"""What stands before an item's words where it is part of the text."""


def laid_out(passage: Passage) -> tuple[Laid, ...]:
    """The passage's blocks with their offsets in its text, as far as they stand in it; () where the text shows them itself.

    In a page a line of a paragraph ends where its author wanted it to, so each is a block. An item without an
    end of a sentence that others stand below is their term.
    """
    told = passage.version.format
    if told not in SILENT_FORMATS and told not in FORMATS_BY_LINE:
        return ()
    blocks, start, end = passage.version.blocks, passage.start, passage.start + len(passage.text)
    inside = blocks[bisect_right(blocks, start, key=lambda block: block.end) : bisect_left(blocks, end, key=lambda block: block.start)]
    return tuple(_of_blocks(passage, inside, end=end)) if told in SILENT_FORMATS else _by_line(passage, inside)


def _by_line(passage: Passage, blocks: Sequence[Block]) -> tuple[Laid, ...]:
    """What the text shows itself, with the headings, rows and statements in lines that only its blocks tell; () where it has none."""
    text, start = passage.text, passage.start
    near = [False, *(_right_below(above, block, passage) for above, block in pairwise(blocks)), False]
    told = [
        Laid(_KINDS[block.kind], max(block.start - start, 0), min(block.end - start, len(text)), block.level)
        for at, block in enumerate(blocks)
        if block.kind in ("row", "header", "heading") or near[at] or near[at + 1]
    ]
    told = [laid if laid.kind != "heading" else _line_of(laid, text) for laid in told]
    told = [*told, *(laid for laid in _numbered(text) if not any(one.start < laid.end and laid.start < one.end for one in told))]
    told.sort(key=attrgetter("start"))
    rest = text
    for laid in told:
        blank = re.sub(r"[^\n]", " ", text[laid.start : laid.end])
        rest = f"{rest[: laid.start]}{blank}{rest[laid.end :]}"
    return tuple(sorted((*told, *blocks_of(rest)), key=attrgetter("start"))) if told else ()


def _line_of(heading: Laid, text: str) -> Laid:
    """A heading without the line that is drawn below it."""
    drawn = text.find("\n", heading.start, heading.end)
    return heading if drawn < 0 else heading._replace(end=drawn)


def _numbered(text: str) -> Iterator[Laid]:
    """Short numbered lines right above what begins anew, as `3. Rent` in a contract."""
    for found in _HEADING.finditer(text):
        below = _NEXT.match(text, found.end())
        if below is not None and below[1].isupper() and _HEADING.match(text, below.start(1)) is None:
            yield Laid("heading", found.start(1), found.end(1), 2)


def _right_below(above: Block, block: Block, passage: Passage) -> bool:
    """True for the second of two paragraphs without a blank line between them."""
    between = passage.text[max(above.end - passage.start, 0) : max(block.start - passage.start, 0)]
    return above.kind == block.kind == "paragraph" and between.count("\n") < 2


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
                yield Laid(kind, line.start(), line.end(), block.level)
        else:
            marker = _MARKER.match(passage.text, left, right) if kind == "item" or (printed and kind == "sentence") else None
            kind = "item" if marker else kind
            yield Laid(kind, marker.end() if marker else left, right, max(block.level, 1) if kind == "heading" else block.level)


def _introduces(block: Block, following: Block | None, passage: Passage) -> bool:
    """True for a definition's term, the head of an inner list, a question with a paragraph of its own, and a name of code with one."""
    if following is None:
        return False
    written = passage.text[max(block.start - passage.start, 0) : block.end - passage.start].rstrip()
    if block.kind == "paragraph" and following.kind in _ANSWERING:
        if passage.version.format == "html" and names_of_head(written, plain=False):
            return True
        return len(written) <= _LONGEST_TERM and written.endswith("?") and "\n" not in written
    if not (block.kind == following.kind == "item" and following.level > block.level):
        return False
    return len(written) <= _LONGEST_TERM and not written.endswith((".", "!", ";"))
