"""A loader for reStructuredText: paragraphs, and headings that are underlined."""

import re

from untuned.errors import UnreadableDocument
from untuned.types.documents import Block, Loaded


def load_rst(data: bytes, path: str) -> Loaded:
    try:
        text = data.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        raise UnreadableDocument(path, reason=f"byte {error.start} is not UTF-8") from error
    blocks, title = [], ""
    for found in re.finditer(r"\S[^\n]*(?:\n[^\n]*\S[^\n]*)*", text):
        heading = re.fullmatch(r"(.+)\n([=~^-])\2+\s*", found[0])
        if heading:
            title = title or heading[1]
            level = "=-~^".index(heading[2]) + 1
            blocks.append(Block(kind="heading", start=found.start(), end=found.start() + len(heading[1]), level=level))
        else:
            blocks.append(Block(kind="paragraph", start=found.start(), end=found.end()))
    return Loaded(text=text, blocks=tuple(blocks), format="rst", title=title, parser="rst/1")
