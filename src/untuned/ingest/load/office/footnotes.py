"""Where footnotes stand in a text: behind the paragraph, the list or the table that refers to them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TypeVar

from untuned.ingest.load.office.pieces import Piece
from untuned.types.documents import BlockKind

_Note = TypeVar("_Note")


def with_footnotes(pieces: Iterable[Piece], noted: list[_Note], read: Callable[[Sequence[_Note]], Iterator[Piece]]) -> Iterator[Piece]:
    """The pieces, each followed by its footnotes, those of a list or a table by all of theirs.

    `noted` holds the notes that were referred to since it was emptied last, which happens here; `read` gives the pieces of notes.
    """
    due: list[_Note] = []
    last: BlockKind | None = None
    for piece in pieces:
        if due and not (piece.kind in ("item", "row") and last in (piece.kind, "header")):
            yield from read(due)
            due = []
        yield piece
        last = piece.kind
        due += noted
        noted.clear()
    yield from read(due + noted)
