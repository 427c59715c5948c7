"""Older office formats, and EPUB, by the `office` extra. DOCX, PPTX, XLSX and OpenDocument (ODT, ODS, ODP) need no extra.

The library behind it is best of those tried at structure, but cannot tell what of a text is hidden; what it reads says so in its metadata.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from importlib import import_module
from pathlib import PurePosixPath
from typing import Any

from untuned.errors import MissingExtra, UnreadableDocument
from untuned.ingest.load.office.pieces import Made, Piece, joined
from untuned.ingest.load.table_heads import with_headers
from untuned.types.documents import BlockKind, Loaded

PARSER = "office/2"

ENDINGS: Mapping[str, str] = {
    ".rtf": "application/rtf",
    ".doc": "application/msword",
    ".xls": "application/vnd.ms-excel",
    ".ppt": "application/vnd.ms-powerpoint",
    ".epub": "application/epub+zip",
}
"""What is read, with the type that the library knows it by."""

_KINDS: Mapping[str, BlockKind] = {
    "title": "heading",
    "heading": "heading",
    "list_item": "item",
    "code": "code",
    "paragraph": "paragraph",
    "footnote": "paragraph",
    "definition_item": "paragraph",
    "citation": "paragraph",
}
_OLDEST = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OWN = {".doc": (_OLDEST,), ".xls": (_OLDEST, b"\x09\x08"), ".ppt": (_OLDEST,), ".rtf": (b"{\\rtf",)}


def load_office(data: bytes, path: str, *, encoding: str = "") -> Loaded:
    """Headings, paragraphs, items and table rows as the library finds them. `encoding` is not used.

    Raises:
        MissingExtra: `untuned[office]` is not installed.
        UnreadableDocument: The library refuses the file, or finds no words in it.
    """
    del encoding
    ending = PurePosixPath(path).suffix.lower()
    if not data.startswith(_OWN.get(ending, (b"PK",))):
        raise UnreadableDocument(path, reason=f"it does not begin as a {ending[1:].upper()} does", remedy="give the file its right ending")
    try:
        xberg = import_module("xberg")
    except ImportError as error:
        raise MissingExtra(f"'xberg', which reads {ending} files,", extra="office") from error
    pieces = [piece for node in _nodes(xberg, data, path, ENDINGS[ending]) for piece in _pieces(node)]
    if not pieces:
        raise UnreadableDocument(path, reason="the document has no visible text", remedy="exclude it in sources.exclude")
    first = next((piece.text for piece in pieces if piece.kind == "heading" and piece.level == 1), "")
    title = " ".join(first.split())[:200] or PurePosixPath(path).stem
    return with_headers(joined(pieces, Made(format=ending[1:], parser=PARSER, title=title, metadata={"hidden_text_unchecked": True})))


def _nodes(xberg: Any, data: bytes, path: str, kind: str) -> Iterator[Mapping[str, Any]]:  # noqa: ANN401 - its types are not strict
    """The parts of the document in order, without page heads and feet."""
    import asyncio  # noqa: PLC0415 - only these formats need it

    given = xberg.ExtractInput(kind=xberg.ExtractInputKind.BYTES, bytes=data, mime_type=kind)
    config = xberg.ExtractionConfig(include_document_structure=True, use_cache=False, disable_ocr=True)
    try:
        found = asyncio.run(xberg.extract(given, config))
    except (RuntimeError, ValueError, OSError) as error:
        raise UnreadableDocument(
            path, reason=f"it is damaged, encrypted or too large: {error}", remedy="save it again, or as PDF or DOCX"
        ) from error
    for result in found.results:
        for node in () if result.document is None else result.document.nodes:
            if str(node.content_layer) == "body":
                yield json.loads(str(node.content))


def _pieces(node: Mapping[str, Any]) -> Iterator[Piece]:
    name = str(node["node_type"])
    if name == "table":
        yield from _rows(node["grid"])
        return
    kind = _KINDS.get(name)
    text = str(node.get("text") or "")
    if name == "definition_item":
        text = f"{node['term']}\n{node['definition']}"
    if kind is not None and text.strip():
        level = int(node.get("level") or 1) if kind == "heading" else int(kind == "item")
        yield Piece(kind=kind, level=min(max(level, 0), 6), text=text.strip())


def _rows(grid: Mapping[str, Any]) -> Iterator[Piece]:
    rows: dict[int, dict[int, tuple[str, bool]]] = {}
    for cell in grid["cells"]:
        text = " ".join(str(cell["content"]).split())
        rows.setdefault(int(cell["row"]), {})[int(cell["col"])] = (text, bool(cell["is_header"]))
    for nth in sorted(rows):
        cells = [rows[nth][column] for column in sorted(rows[nth])]
        if any(text for text, _ in cells):
            headed = nth == 0 and len(rows) > 1 and all(header for _, header in cells)
            yield Piece(kind="header" if headed else "row", text=" | ".join(text for text, _ in cells))
