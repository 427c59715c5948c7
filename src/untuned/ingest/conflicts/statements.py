"""The statements of a version: its sentences, items and table rows, each with the title and headings above it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from untuned.text.contradiction import Statement, is_record, states
from untuned.text.headings import heading_text
from untuned.text.regex import regex
from untuned.text.sentences import sentences
from untuned.types.documents import Block, Version

LANGUAGES = frozenset(("", "en", "ru"))
"""Those that have rules; statements in others are not compared, nor is the time for it spent."""
_LONGEST = 1_200
"""Characters; what is longer is no sentence but data."""
_MOST = 20_000
"""Statements of one version that are looked at: those of a thousand pages."""
_STATING = frozenset(("row", "paragraph", "item", "quote"))
_CELLS = regex(r"(?<!\\)\|")


class Placed(NamedTuple):
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
    path = _Path(version.title, text)
    blocks = version.blocks or (Block(kind="paragraph", start=0, end=len(text)),)
    if LANGUAGES.isdisjoint(block.language or version.language for block in blocks):
        return
    for block in blocks:
        path.meets(block)
        if block.kind not in _STATING or (block.language or version.language) not in LANGUAGES or path.is_record:
            continue
        if block.kind == "row":
            yield block.start, block.end, path.above
        else:
            yield from ((start, end, path.above) for start, end in sentences(text, block.start, block.end))


class _Path:
    """What stands above a block; it is put together where a block is looked at, not at every heading."""

    def __init__(self, title: str, text: str) -> None:
        self._title, self._text = title, text
        self._headings: list[Block] = []
        self._header: Block | None = None
        self._above: tuple[str, ...] | None = None

    def meets(self, block: Block) -> None:
        """Go past a block, in the order of the text."""
        if block.kind == "heading":
            self._headings = [*(one for one in self._headings if one.level < block.level), block]
            self._above = None
        header = block if block.kind == "header" else self._header if block.kind == "row" else None
        if header is not self._header:
            self._header, self._above = header, None

    @property
    def above(self) -> tuple[str, ...]:
        """Title, headings and the names of a table's columns, each once."""
        if self._above is None:
            lines = [heading_text(self._text[one.start : one.end]) for one in self._headings]
            header = "" if self._header is None else _cells(self._text[self._header.start : self._header.end])
            self._above = tuple(dict.fromkeys(line for line in (self._title, *lines, header) if line))
        return self._above

    @property
    def is_record(self) -> bool:
        """True where nothing is said of now."""
        return is_record(self.above)


def _cells(row: str) -> str:
    """The names of a table's columns."""
    return " ".join(part for cell in _CELLS.split(row) if (part := cell.strip(" -:\n")))
