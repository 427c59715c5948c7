"""Where a passage that changed has gone: what is most like it in a later text, and the section that a heading opens."""

from __future__ import annotations

from collections.abc import Sequence

from rapidfuzz import fuzz, process

from untuned.evaluation.questions.places import Held, Place
from untuned.text.headings import heading_text
from untuned.text.sentences import sentences
from untuned.types.documents import Block

_ALIKE = 55.0
"""Of 100: what is less alike is another passage."""
_LONGEST = 2_000
"""Characters of a block that are compared."""
_MOST_BLOCKS = 20_000
_SHOWN = ("paragraph", "item", "row", "header", "code", "quote", "heading")


def nearest(held: Held, passage: str) -> Place | None:
    """[start, end) of the sentences or the block most like a passage; None where nothing is like it."""
    wanted = " ".join(passage.split())[:_LONGEST]
    if not wanted:
        return None
    blocks = [block for block in held.version.blocks if block.kind in _SHOWN][:_MOST_BLOCKS]
    spans = [place for block in blocks for place in _pieces(held.text, block)]
    texts = [" ".join(held.text[start:end].split())[:_LONGEST] for start, end in spans]
    found = process.extractOne(wanted, texts, scorer=fuzz.ratio, score_cutoff=_ALIKE)
    return None if found is None else spans[found[2]]


def _pieces(text: str, block: Block) -> list[Place]:
    """A block, and its sentences where it has several."""
    whole = (block.start, block.end)
    if block.kind not in ("paragraph", "item", "quote") or block.end - block.start > 20 * _LONGEST:
        return [whole]
    parts = [(block.start + start, block.start + end) for start, end in sentences(text[block.start : block.end])]
    return [*parts, whole] if len(parts) > 1 else [whole]


def section(held: Held, heading: str) -> Place | None:
    """[start, end) of the section below a heading, its subsections with it; of the whole document for "". None where there is none."""
    if not heading:
        return _body(held)
    wanted = _plain(heading)
    blocks = [block for block in held.version.blocks if block.kind == "heading"]
    for nth, block in enumerate(blocks):
        if _plain(heading_text(held.text[block.start : block.end])) == wanted:
            return block.end, _ends(held, block, blocks[nth + 1 :])
    return None


def _ends(held: Held, block: Block, later: Sequence[Block]) -> int:
    return next((other.start for other in later if max(other.level, 1) <= max(block.level, 1)), len(held.text))


def _body(held: Held) -> Place:
    return max((block.end for block in held.version.blocks if block.kind == "matter"), default=0), len(held.text)


def _plain(heading: str) -> str:
    return "".join(letter for letter in heading.casefold() if letter.isalnum())
