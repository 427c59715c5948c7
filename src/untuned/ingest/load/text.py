"""Plain text: paragraphs between blank lines."""

from __future__ import annotations

import re
from pathlib import PurePosixPath

from untuned.ingest.load.decode import decode
from untuned.ingest.load.front_matter import matter_of
from untuned.types.documents import Block, Loaded

PARSER = "text/2"

_PARAGRAPH = re.compile(r"[^\s][^\n]*+(?:\n(?![ \t\r\f\v]*+(?:\n|\Z))[^\n]*+)*+")


def load_text(data: bytes, path: str, *, encoding: str = "") -> Loaded:
    """The file's own text, with one block per paragraph; the title is the file's name without its ending.

    Front matter that names groups is a `matter` block and becomes the metadata, as in Markdown; any other is text.

    Raises:
        UnreadableDocument: The bytes are no text, or the groups that it names cannot be read.
    """
    text = decode(data, path, encoding=encoding, kind="plain text")
    metadata, end = matter_of(text, path, only_groups=True)
    blocks = [Block(kind="matter", start=text.index("---"), end=end)] if end else []
    blocks += paragraphs(text, end)
    return Loaded(text=text, blocks=tuple(blocks), format="text", title=PurePosixPath(path).stem, metadata=metadata, parser=PARSER)


def paragraphs(text: str, start: int = 0) -> list[Block]:
    """One block for each run of lines with something on them."""
    return [Block(kind="paragraph", start=found.start(), end=found.end()) for found in _PARAGRAPH.finditer(text, start)]
