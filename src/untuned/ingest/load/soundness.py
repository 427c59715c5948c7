"""What a loader gave, before anything relies on it: another package's loader may give anything."""

from __future__ import annotations

import json
from math import isfinite
from typing import cast, get_args

from untuned.errors import UnreadableDocument
from untuned.types.documents import Block, BlockKind, LeftOut, LineAnchor, Loaded, Markup, PageAnchor, TextBox

_KINDS = frozenset[object](get_args(BlockKind))
_MARKUPS: tuple[str, ...] = get_args(Markup)


def refuse_unsound(path: str, loaded: object) -> None:
    """Nothing for a text with blocks and lines in order, and metadata that JSON can hold; one look at each block.

    Raises:
        UnreadableDocument: There is no text, or something of it is not as `Loaded` says.
    """
    if not isinstance(loaded, Loaded):
        raise UnreadableDocument(path, reason=f"its loader gave a {type(loaded).__name__}, not a Loaded", remedy=_REMEDY)
    if isinstance(cast("object", loaded.text), str) and not loaded.text.strip():
        raise UnreadableDocument(path, reason="no text: there is nothing but white space", remedy=FILL_IT)
    fault = _of_words(loaded)
    if fault is not None:
        raise UnreadableDocument(path, reason=fault, remedy=_REMEDY)
    checks = (_of_fields, _of_blocks, _of_lines, _of_pages, _of_boxes, _of_left_out, _of_metadata)
    fault = next((fault for check in checks if (fault := check(loaded)) is not None), None)
    if fault is not None:
        raise UnreadableDocument(path, reason=f"its loader gave {fault}", remedy=_REMEDY)


FILL_IT = "fill it, delete it, or exclude it in sources.exclude"
_REMEDY = "mend the loader that extensions.loaders names for it"


def _of_words(loaded: Loaded) -> str | None:
    text = cast("object", loaded.text)
    if not isinstance(text, str):
        return f"its loader gave a {type(text).__name__} for a text"
    try:
        text.encode("utf-8")
    except UnicodeEncodeError as error:
        return f"character {error.start} of its text is half a surrogate pair"
    return f"character {text.index(chr(0))} of its text is a NUL" if "\0" in text else None


def _of_fields(loaded: Loaded) -> str | None:
    if not isinstance(cast("object", loaded.title), str):
        return "a title that is no string"
    for name in ("format", "language", "parser"):
        value: object = getattr(loaded, name)
        if not isinstance(value, str) or not value.isprintable():
            return f"a {name} that is no printable string"
    if not loaded.parser:
        return "no name of its parser"
    return None if loaded.markup in _MARKUPS else f"a markup that is none of {', '.join(_MARKUPS)}"


def _of_blocks(loaded: Loaded) -> str | None:
    if not isinstance(cast("object", loaded.blocks), tuple | list):
        return "blocks that are no tuple"
    last, size = 0, len(loaded.text)
    for place, block in enumerate(loaded.blocks):
        if type(block) is not Block or block.kind not in _KINDS or type(block.language) is not str:
            return f"something else than a block as block {place}"
        if type(block.start) is not int or type(block.end) is not int or type(block.level) is not int:
            return f"block {place} with something else than integers"
        if not last <= block.start <= block.end <= size:
            return f"block {place} ({block.start} to {block.end}) out of order, or outside its text of {size} characters"
        last = block.end
    return None


def _of_lines(loaded: Loaded) -> str | None:
    if not isinstance(cast("object", loaded.lines), tuple | list):
        return "lines that are no tuple"
    offset, line = -1, 1
    for place, anchor in enumerate(loaded.lines):
        if type(anchor) is not LineAnchor or type(anchor.offset) is not int or type(anchor.line) is not int:
            return f"something else than a line anchor of integers as anchor {place}"
        if not offset < anchor.offset <= len(loaded.text) or anchor.line < line:
            return f"line anchor {place} (offset {anchor.offset}, line {anchor.line}) out of order, or outside its text"
        offset, line = anchor.offset, anchor.line
    return None


def _of_pages(loaded: Loaded) -> str | None:
    if not isinstance(cast("object", loaded.pages), tuple | list):
        return "pages that are no tuple"
    offset, page = -1, 0
    for place, anchor in enumerate(loaded.pages):
        if type(anchor) is not PageAnchor or type(anchor.offset) is not int or type(anchor.page) is not int:
            return f"something else than a page anchor of integers as anchor {place}"
        if not offset < anchor.offset <= len(loaded.text) or anchor.page <= page:
            return f"page anchor {place} (offset {anchor.offset}, page {anchor.page}) out of order, or outside its text"
        offset, page = anchor.offset, anchor.page
    return None


def _of_boxes(loaded: Loaded) -> str | None:
    if not isinstance(cast("object", loaded.boxes), tuple | list):
        return "boxes that are no tuple"
    last, size = 0, len(loaded.text)
    for place, box in enumerate(loaded.boxes):
        if type(box) is not TextBox or not all(type(value) is int for value in (box.start, box.end, box.page)):
            return f"something else than a box as box {place}"
        if not all(isinstance(cast("object", edge), int | float) and isfinite(edge) for edge in (box.left, box.bottom, box.right, box.top)):
            return f"box {place} with something else than numbers"
        if not last <= box.start <= box.end <= size:
            return f"box {place} ({box.start} to {box.end}) out of order, or outside its text of {size} characters"
        last = box.end
    return None


def _of_left_out(loaded: Loaded) -> str | None:
    if not isinstance(cast("object", loaded.left_out), tuple | list):
        return "left out lines that are no tuple"
    for place, one in enumerate(loaded.left_out):
        if type(one) is not LeftOut or type(one.line) is not int or type(one.last) is not int or type(one.reason) is not str:
            return f"something else than left out lines as place {place}"
        if not 1 <= one.line <= one.last:
            return f"left out lines {one.line} to {one.last}"
    return None


def _of_metadata(loaded: Loaded) -> str | None:
    try:
        plain = dict(loaded.metadata)
        json.dumps(plain, allow_nan=False)
    except (TypeError, ValueError, RecursionError) as error:
        return f"metadata that JSON cannot hold: {error}"
    return None if all(type(key) is str for key in plain) else "metadata with a key that is no string"
