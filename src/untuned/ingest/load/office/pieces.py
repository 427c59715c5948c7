"""Blocks on their way to one text: what the readers of office files share."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from untuned.ingest.load.office.archive import Archive
from untuned.ingest.load.runs import is_run
from untuned.types.documents import Aside, Block, BlockKind, Loaded, MetadataValue, PageAnchor

_TITLE = "{http://purl.org/dc/elements/1.1/}title"
_UNNAMED = frozenset(("word document", "powerpoint presentation", "untitled", "presentation", "document"))


@dataclass(frozen=True, kw_only=True, slots=True)
class Piece:
    """A block, and the page that it begins on (0 where there are none)."""

    kind: BlockKind
    text: str
    level: int = 0
    page: int = 0
    numbered: bool = False
    """True for one of several that the program counts, which is no title of the whole."""
    begins: bool = False
    """True for the first row of a table, which goes on with no table above it."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Made:
    """What makes a text of pieces: who made it, and what the file tells of itself."""

    format: str
    parser: str
    title: str
    metadata: dict[str, MetadataValue]
    asides: tuple[Aside, ...] = ()


def joined(pieces: Sequence[Piece], made: Made) -> Loaded:
    """The pieces as one text: a line end between rows and items of one run, a blank line elsewhere."""
    parts: list[str] = []
    blocks: list[Block] = []
    pages: list[PageAnchor] = []
    offset = 0
    last: BlockKind | None = None
    for piece in pieces:
        text = piece.text.replace("\0", "")
        gap = "" if last is None else "\n" if is_run(last, piece.kind) and not piece.begins else "\n\n"
        offset += len(gap)
        parts += (gap, text)
        blocks.append(Block(kind=piece.kind, start=offset, end=offset + len(text), level=piece.level))
        if piece.page and (not pages or pages[-1].page != piece.page):
            pages.append(PageAnchor(offset=offset, page=piece.page))
        offset += len(text)
        last = piece.kind
    return Loaded(
        text="".join(parts),
        blocks=tuple(blocks),
        format=made.format,
        title=made.title,
        metadata=made.metadata,
        pages=tuple(pages),
        asides=made.asides,
        parser=made.parser,
    )


def asides_of(archive: Archive, unseen: Sequence[str]) -> tuple[Aside, ...]:
    """What the file does not show, of which `unseen` are pieces in order, and what it tells of itself."""
    parts = (archive.xml(f"docProps/{name}.xml") for name in ("core", "app", "custom"))
    told = [text for part in parts if part is not None for text in part.itertext() if text.strip()]
    return (*hidden_aside(unseen), *(Aside(where="metadata", text=text) for text in told))


def hidden_aside(unseen: Sequence[str]) -> tuple[Aside, ...]:
    """What the file does not show, in order, as one; nothing where it shows all."""
    return (Aside(where="hidden", text="".join(unseen)),) if unseen else ()


def title_of(archive: Archive, pieces: Sequence[Piece], path: str) -> str:
    """The title that the file names for itself, else its first heading of the first level without a number, else the file's name."""
    core = archive.xml("docProps/core.xml")
    return titled("" if core is None else str(core.findtext(f".//{_TITLE}") or ""), pieces, path)


def titled(told: str, pieces: Sequence[Piece], path: str) -> str:
    """The title that a file tells where it is one, else its first heading of the first level without a number, else the file's name."""
    told = " ".join(told.split())
    if 3 <= len(told) <= 200 and told.isprintable() and told.casefold() not in _UNNAMED:
        return told
    first = next((piece.text for piece in pieces if piece.kind == "heading" and piece.level == 1 and not piece.numbered), "")
    return " ".join(first.split())[:200] or PurePosixPath(path).stem
