"""Plain text: headings, paragraphs between blank lines, rows whose cells are set apart by white space, and statements in their lines."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import PurePosixPath

from untuned.ingest.load.decode import decode
from untuned.ingest.load.front_matter import matter_of
from untuned.ingest.load.table_heads import names_columns
from untuned.ingest.load.text_headings import headings
from untuned.text.columns import are_statements, tables
from untuned.text.headings import heading_text
from untuned.text.regex import regex
from untuned.types.documents import Block, Loaded

PARSER = "text/6"

_LONGEST_TITLE = 80
_TITLE = regex(
    r"(?!(?i:dear|hello|hi|hey|good (?:morning|afternoon|evening)|(?:kind|best|warm) regards|page \d+|https?|www"
    r"|уважаем\w*|здравствуйте?|привет|добрый (?:день|вечер)|доброе утро|с уважением|страница \d+)\b(?!-))"
    r"(?=.*[^\W\d_]{3})(?![-*+•–>#\[(=]|\d)(?!.*[.!?:;,]\Z)(?!.{0,40}: )(?!.* {2})[^\n\t]+"
)
"""A line that names what stands below it: short, without the end of a sentence, and no greeting."""
_LINE = regex(r"[^\n]+")
_PARAGRAPH = regex(r"[^\s][^\n]*+(?:\n(?![ \t\r\f\v]*+(?:\n|\Z))[^\n]*+)*+")


def load_text(data: bytes, path: str, *, encoding: str = "") -> Loaded:
    """The file's own text, with one block per heading, paragraph, row and line that is a statement.

    The title is the line that stands alone at its top, or the file's name without its ending.

    Front matter that names groups is a `matter` block and becomes the metadata, as in Markdown; any other is text.

    Raises:
        UnreadableDocument: The bytes are no text, or the groups that it names cannot be read.
    """
    text = decode(data, path, encoding=encoding, kind="plain text")
    metadata, end = matter_of(text, path, only_groups=True)
    blocks = [Block(kind="matter", start=text.index("---"), end=end)] if end else []
    blocks += _sections(text, end)
    return Loaded(
        text=text,
        blocks=tuple(blocks),
        format="text",
        title=_title(text, blocks) or PurePosixPath(path).stem,
        metadata=metadata,
        parser=PARSER,
    )


def _title(text: str, blocks: Sequence[Block]) -> str:
    """The line that a text begins with, where it stands alone above what follows and is neither a sentence nor a label; else "".

    The first of several headings of a kind is the name of its section.
    """
    first = next((block for block in blocks if block.kind in ("heading", "paragraph")), None)
    if first is not None and first.kind == "heading" and sum(block.level == first.level for block in blocks if block.kind == "heading") > 1:
        return ""
    if first is None or first is blocks[-1] or first.end - first.start > _LONGEST_TITLE:
        return ""
    line = heading_text(text[first.start : first.end]).strip() if first.kind == "heading" else text[first.start : first.end].strip()
    return line if _TITLE.fullmatch(line) else ""


def _sections(text: str, start: int) -> Iterator[Block]:
    """The headings, with the paragraphs between them."""
    for heading in headings(text, start):
        yield from paragraphs(text, start, heading.start)
        yield heading
        start = heading.end
    yield from paragraphs(text, start)


def paragraphs(text: str, start: int = 0, end: int | None = None) -> list[Block]:
    """One block for each run of lines with something on them; for each of its lines where they are rows of a table, or statements."""
    spans = (found.span() for found in _PARAGRAPH.finditer(text, start, len(text) if end is None else end))
    return [block for span in spans for block in _parted(text, *span)]


def _parted(text: str, start: int, end: int) -> Iterator[Block]:
    """The blocks of a paragraph."""
    if text.find("\n", start, end) < 0:
        yield Block(kind="paragraph", start=start, end=end)
        return
    lines = [found.span() for found in _LINE.finditer(text, start, end)]
    lines[0] = (text.rfind("\n", 0, start) + 1, lines[0][1])  # with its indentation, which tells columns
    written = [text[first:last] for first, last in lines]
    if are_statements(written):
        yield from (Block(kind="paragraph", start=first, end=last) for first, last in map(partial(_bare, text), lines))
        return
    if not (found := list(tables(written))):
        yield Block(kind="paragraph", start=start, end=end)
        return
    at = 0
    for rows in found:
        yield from _paragraph(text, lines[at : rows[0].first])
        headed = names_columns(rows[0].cells, [row.cells for row in rows[1:]])
        for nth, row in enumerate(rows):
            first, last = _bare(text, (lines[row.first][0], lines[row.last - 1][1]))
            yield Block(kind="header" if headed and nth == 0 else "row", start=first, end=last)
        at = rows[-1].last
    yield from _paragraph(text, lines[at:])


def _paragraph(text: str, lines: Sequence[tuple[int, int]]) -> Iterator[Block]:
    if lines:
        start, end = _bare(text, (lines[0][0], lines[-1][1]))
        if start < end:  # a line of no-break spaces is one of its own
            yield Block(kind="paragraph", start=start, end=end)


def _bare(text: str, span: tuple[int, int]) -> tuple[int, int]:
    """A line without the white space at its ends."""
    piece = text[slice(*span)]
    return span[0] + len(piece) - len(piece.lstrip()), span[0] + len(piece.rstrip())
