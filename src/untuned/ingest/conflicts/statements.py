"""The statements of a version: its sentences, items and table rows, each with the title and headings above it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from untuned.text.contradiction import Statement, is_record, states
from untuned.text.headings import heading_text
from untuned.text.sentences import sentences
from untuned.types.documents import Block, Version

LANGUAGES = frozenset(("", "en", "ru"))
"""Those that have rules; statements in others are not compared, nor is the time for it spent."""
_LONGEST = 1_200
"""Characters; what is longer is no sentence but data."""
_MOST = 20_000
"""Statements of one version that are looked at: those of a thousand pages."""
_CELLS = re.compile(r"(?<!\\)\|")


@dataclass(frozen=True, slots=True)
class Placed:
    """A statement at [start, end) of its version."""

    start: int
    end: int
    statement: Statement


def statements(version: Version, text: str) -> list[Placed]:
    """The statements of a version in order. Code, headings, comments and front matter state nothing."""
    found: list[Placed] = []
    for start, end, above in _pieces(version, text):
        if end - start > _LONGEST or len(found) >= _MOST:
            continue
        piece = text[start:end]
        if states(piece):
            found.append(Placed(start, end, Statement(piece, above)))
    return found


def _pieces(version: Version, text: str) -> Iterator[tuple[int, int, tuple[str, ...]]]:
    title = version.title
    headings: list[tuple[int, str]] = []
    header = ""
    for block in version.blocks or (Block(kind="paragraph", start=0, end=len(text)),):
        if block.kind == "heading":
            headings = [one for one in headings if one[0] < block.level]
            headings.append((block.level, heading_text(text[block.start : block.end])))
        header = _cells(text[block.start : block.end]) if block.kind == "header" else header if block.kind == "row" else ""
        above = tuple(dict.fromkeys(line for line in (title, *(line for _, line in headings), header) if line))
        if (block.language or version.language) not in LANGUAGES or is_record(above):
            continue
        if block.kind == "row":
            yield block.start, block.end, above
        elif block.kind in ("paragraph", "item", "quote"):
            yield from ((start, end, above) for start, end in sentences(text, block.start, block.end))


def _cells(row: str) -> str:
    """The names of a table's columns."""
    return " ".join(part for cell in _CELLS.split(row) if (part := cell.strip(" -:\n")))
