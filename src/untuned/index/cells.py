"""The cells of a chunk's table rows, by the header of their column."""

from __future__ import annotations

import csv
from bisect import bisect_right
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from untuned.types.documents import Block, Chunk, Version

_MOST_ROWS = 50
"""Rows of one chunk that are looked at."""


@dataclass(frozen=True, slots=True)
class Rows:
    """The table rows of a version, in order, each with its header."""

    version: Version
    text: str
    rows: Sequence[tuple[Block | None, Block]]

    @classmethod
    def of(cls, version: Version, text: str) -> Rows:
        """The rows of a version, looked for once."""
        return cls(version, text, list(_rows(version)))

    def cells(self, chunk: Chunk, *, columns: Collection[str]) -> Mapping[str, list[str]]:
        """The cells of each wanted column in the rows that a chunk holds; capitals of headers make no difference.

        Rows of CSV are read as CSV; those of other tables are cut at `|` or tabs; a record of JSON Lines is lines of `key: value`.
        """
        wanted = {_plain(name): name for name in columns}
        found: dict[str, list[str]] = {name: [] for name in columns}
        first = bisect_right(self.rows, chunk.start, key=lambda each: each[1].end) if columns else len(self.rows)
        for header, row in islice(self.rows, first, first + _MOST_ROWS):
            if row.start >= chunk.end:
                break
            for name, cell in _named(self.version, self.text, header, row):
                if _plain(name) in wanted and cell.strip():
                    found[wanted[_plain(name)]].append(cell.strip())
        return found

    def table(self, *, most: int = 200) -> Mapping[str, list[str]]:
        """The cells of every column in the first rows."""
        found: dict[str, list[str]] = {}
        for header, row in self.rows[:most]:
            for name, cell in _named(self.version, self.text, header, row):
                found.setdefault(name.strip(), []).append(cell.strip())
        return found


def _named(version: Version, text: str, header: Block | None, row: Block) -> Iterator[tuple[str, str]]:
    line = text[row.start : row.end]
    if header is None:
        return _pairs(line)
    return zip(_cut(text[header.start : header.end], version), _cut(line, version), strict=False)


def _rows(version: Version) -> Iterator[tuple[Block | None, Block]]:
    header: Block | None = None
    for block in version.blocks:
        if block.kind == "header":
            header = block
        elif block.kind == "row":
            yield (None if version.format == "jsonl" else header), block
        elif block.kind not in ("markup", "matter"):
            header = None


def _pairs(record: str) -> Iterator[tuple[str, str]]:
    for line in record.splitlines():
        key, mark, value = line.partition(": ")
        if mark and not key.startswith(" "):
            yield key, value


def _cut(line: str, version: Version) -> list[str]:
    if version.format == "csv":
        delimiter = version.metadata.get("delimiter")
        try:
            read = csv.reader([line], delimiter=delimiter if isinstance(delimiter, str) and delimiter else ",")
            return [cell for row in islice(read, 1) for cell in row]
        except csv.Error:  # a field longer than the module takes
            return []
    sign = "|" if "|" in line else "\t"
    return [cell.strip() for cell in line.strip().strip(sign).split(sign)]


def _plain(name: str) -> str:
    return " ".join(name.casefold().split())
