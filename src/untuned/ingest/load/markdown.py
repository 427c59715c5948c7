"""Markdown: its own text verbatim, front matter included, with the blocks of `markdown_blocks`."""

from __future__ import annotations

from pathlib import PurePosixPath

from untuned.ingest.load.decode import decode
from untuned.ingest.load.front_matter import matter_of
from untuned.ingest.load.markdown_blocks import markdown_blocks
from untuned.text.headings import heading_text
from untuned.types.documents import Block, Loaded, Metadata

PARSER = "markdown/4"


def load_markdown(data: bytes, path: str, *, encoding: str = "") -> Loaded:
    """The file's own text with its blocks; front matter is a `matter` block and becomes the metadata.

    The title is the front matter's, else the first heading of level 1, else the file's name without its ending.

    Raises:
        UnreadableDocument: The bytes are no text, or the front matter cannot be read.
    """
    text = decode(data, path, encoding=encoding, kind="Markdown")
    metadata, end = matter_of(text, path)
    blocks = [Block(kind="matter", start=text.index("---"), end=end)] if end else []
    start = min(end + 1, len(text)) if end else 0
    blocks += markdown_blocks(text, start)
    title = _title(text, blocks, metadata) or PurePosixPath(path).stem
    return Loaded(text=text, blocks=tuple(blocks), format="markdown", markup="markdown", title=title, metadata=metadata, parser=PARSER)


def _title(text: str, blocks: list[Block], metadata: Metadata) -> str:
    given = metadata.get("title")
    if isinstance(given, str | int | float) and str(given).strip():
        return str(given).strip()
    first = next((block for block in blocks if block.kind == "heading" and block.level == 1), None)
    return "" if first is None else heading_text(text[first.start : first.end])
