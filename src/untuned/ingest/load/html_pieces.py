"""The blocks of a page on their way to one text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from untuned.types.documents import Block, BlockKind, LineAnchor


@dataclass(frozen=True, kw_only=True, slots=True)
class Piece:
    """A block on its way: its text, and the source lines of its beginning, or of all its own lines where they stand as in the source."""

    kind: BlockKind
    level: int
    """Of a heading; the depth of an item, where a definition is one deeper than its term."""
    text: str
    lines: tuple[int, ...]
    term: bool = False
    """The term of a list of definitions."""


def joined(pieces: Sequence[Piece]) -> tuple[str, tuple[Block, ...], tuple[LineAnchor, ...]]:
    """The pieces as one text, with its blocks and lines: a line end between rows and items of one run, a blank line elsewhere.

    Terms that share a definition are one block.
    """
    parts: list[str] = []
    blocks: list[Block] = []
    anchors: list[LineAnchor] = []
    offset = 0
    last: BlockKind | None = None
    for piece in _with_shared(pieces):
        run = (last == "item" and piece.kind == "item") or (last in ("header", "row") and piece.kind in ("header", "row"))
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
    for (term, level), run in groupby(pieces, key=lambda piece: (piece.term, piece.level)):
        if term:
            yield _shared(list(run), level=level)
        else:
            yield from run


def _shared(terms: Sequence[Piece], *, level: int) -> Piece:
    """Terms that share a definition as one piece, a line or more each."""
    lines = [line for term in terms for line in (*term.lines, *[term.lines[-1]] * (term.text.count("\n") + 1 - len(term.lines)))]
    return Piece(kind="item", level=level, text="\n".join(term.text for term in terms), lines=tuple(lines), term=True)
