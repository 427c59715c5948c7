"""The blocks of a page on their way to one text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from untuned.types.documents import Block, BlockKind, LineAnchor

_MOST_SHARED = 10
"""Terms that one definition has; of more, each stands for itself."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Piece:
    """A block on its way: its text, and the source lines of its beginning, or of all its own lines where they stand as in the source."""

    kind: BlockKind
    level: int
    """Of a heading; the depth of an item, where a definition is one deeper than its term."""
    text: str
    lines: tuple[int, ...]
    term: int = 0
    """The run of terms that it is one of, in a list of definitions; 0 for all else."""
    begins: bool = False
    """The first of a table, or of a list that is in no other."""


def joined(pieces: Sequence[Piece]) -> tuple[str, tuple[Block, ...], tuple[LineAnchor, ...]]:
    """The pieces as one text, with its blocks and lines: a line end between rows of a table and items of a list, a blank line elsewhere.

    Terms that share a definition are one block, up to ten of them.
    """
    parts: list[str] = []
    blocks: list[Block] = []
    anchors: list[LineAnchor] = []
    offset = 0
    last: BlockKind | None = None
    for piece in _with_shared(pieces):
        like = (last == "item" and piece.kind == "item") or (last in ("header", "row") and piece.kind in ("header", "row"))
        run = like and not piece.begins
        gap = "" if last is None else "\n" if run else "\n\n"
        offset += len(gap)
        parts += (gap, piece.text)
        blocks.append(Block(kind=piece.kind, start=offset, end=offset + len(piece.text), level=piece.level))
        place = offset
        for line in piece.lines:
            if not anchors or anchors[-1].line < line:
                anchors.append(LineAnchor(offset=place, line=line))
            place = piece.text.find("\n", place - offset) + 1 + offset
        offset += len(piece.text)
        last = piece.kind
    return "".join(parts), tuple(blocks), tuple(anchors)


def _with_shared(pieces: Sequence[Piece]) -> Iterator[Piece]:
    """The pieces, terms in a row as one."""
    for (term, _), run in groupby(pieces, key=lambda piece: (piece.term, piece.level)):
        held = list(run)
        if term and 1 < len(held) <= _MOST_SHARED:
            yield _shared(held)
        else:
            yield from held


def _shared(terms: Sequence[Piece]) -> Piece:
    """Terms that share a definition as one piece, a line or more each."""
    lines = [line for term in terms for line in (*term.lines, *[term.lines[-1]] * (term.text.count("\n") + 1 - len(term.lines)))]
    return replace(terms[0], text="\n".join(term.text for term in terms), lines=tuple(lines))
