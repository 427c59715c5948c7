"""What of a file is addressed to a language model: noted in its metadata, so that people see it before a model obeys it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from textwrap import shorten

from untuned.text.instructions import NOTED, instructions
from untuned.text.lines import line_of
from untuned.types.documents import Aside, Loaded, MetadataValue

_MOST = 20
"""Notes of one file: more tell nothing new."""
_EXCERPT = 80
_KINDS = {"markup": "hidden", "matter": "metadata"}
"""Where the words of a block that is never searched count as found."""


def noted(loaded: Loaded) -> Loaded:
    """The file without its asides; its metadata say under `instructions_found` where something is addressed to a language model.

    Each note has `where`: `text`, `hidden` or `metadata`; its `line` or `page` where they are known; and, for what a reader
    sees, an `excerpt`. What is hidden is never repeated. A file cannot write these notes itself.
    """
    found: list[MetadataValue] = [*_in_text(loaded)]
    beside = [*loaded.asides, *(Aside(where="metadata", text=text) for text in _told(loaded) if text not in loaded.text)]
    found += (_note(one.where, line=one.line, page=one.page) for one in beside if instructions(one.text))
    metadata = {key: value for key, value in loaded.metadata.items() if key != NOTED}
    if found:
        metadata[NOTED] = [note for at, note in enumerate(found) if note not in found[:at]][:_MOST]
    return replace(loaded, metadata=metadata, asides=())


def _in_text(loaded: Loaded) -> Iterator[dict[str, MetadataValue]]:
    for one in instructions(loaded.text):
        kind = next((block.kind for block in loaded.blocks if block.start <= one.start < block.end), "paragraph")
        where = _KINDS.get(kind, "text")
        page = next((anchor.page for anchor in reversed(loaded.pages) if anchor.offset <= one.start), None)
        line = line_of(loaded.text, one.start, loaded.lines) if page is None else None
        excerpt = shorten(loaded.text[one.start : one.end], _EXCERPT, placeholder=" …") if where == "text" else ""
        yield _note(where, line=line, page=page, excerpt=excerpt)


def _note(where: str, *, line: int | None, page: int | None, excerpt: str = "") -> dict[str, MetadataValue]:
    place: dict[str, MetadataValue] = {"page": page} if page is not None else {"line": line} if line is not None else {}
    return {"where": where, **place, **({"excerpt": excerpt} if excerpt else {})}


def _told(loaded: Loaded) -> Iterator[str]:
    """The title and every text of the metadata."""
    waiting: list[MetadataValue] = [loaded.title, *loaded.metadata.values()]
    if any(block.kind == "matter" for block in loaded.blocks):
        waiting = [loaded.title]  # its lines were looked through
    while waiting:
        value = waiting.pop()
        if isinstance(value, str):
            yield value
        elif isinstance(value, list):
            waiting += value
        elif isinstance(value, dict):
            waiting += value.values()
