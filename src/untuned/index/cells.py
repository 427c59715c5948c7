"""The cells of a chunk's table rows, by the header of their column."""

from __future__ import annotations

import csv
from bisect import bisect_right
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from untuned.text.regex import regex
from untuned.types.answers import Cells
from untuned.types.documents import SILENT_FORMATS, Block, Chunk, Version

_MOST_ROWS = 50
"""Rows of one chunk that are looked at."""
_MOST_SHOWN = 20
"""Rows of one quote whose cells are told."""
_MOST_CELLS = 100
_LONGEST = 200
"""Characters of a cell that are told."""
_BAR = regex(r"(?<!\\)\|")
_DIGIT = regex(r"\d")
_LETTERS = regex(r"[^\W\d_]+(?: [^\W\d_]+)*")

RowValues = tuple[tuple[str, ...], ...]
"""What a row has in each wanted column, in the columns' order; the columns that its table lacks are empty."""


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

        Rows of CSV are read as CSV; those of Markdown are cut at `|`, of other tables at ` | ` or tabs; a record of JSON Lines is
        lines of `key: value`.
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


def row_values(version: Version, text: str, *, columns: Collection[str]) -> Mapping[int, RowValues]:
    """By the row's offset, what each row of a table that has one of the columns says there, in small letters."""
    if not columns:
        return {}
    wanted = {_plain(name): place for place, name in enumerate(sorted(columns))}
    found: dict[int, RowValues] = {}
    names: list[str] = []
    above: Block | None = None
    for header, row in _rows(version):
        if header is not None and header is not above:
            names, above = [_plain(name) for name in _cut(text[header.start : header.end], version)], header
        if version.format != "jsonl" and (header is None or wanted.keys().isdisjoint(names)):
            continue
        line = text[row.start : row.end]
        cells = _pairs(line) if header is None else zip(names, _cut(line, version), strict=False)
        told: list[tuple[str, ...]] = [()] * len(wanted)
        for name, cell in cells:
            place = wanted.get(_plain(name))
            if place is not None:
                told[place] = (*told[place], _plain(cell))
        found[row.start] = tuple(told)
    # of records without a header, only what they say tells whether they have a column
    return found if any(map(any, found.values())) else {}


def rows_at(version: Version, text: str, start: int, end: int) -> tuple[Cells, ...]:
    """The cells of each table row in [start, end) by the names of their columns; nothing where no header names them.

    A first line that has in every cell what the row has there, such as a number of as many digits, is no header but a row. Nothing is
    told of a row with more or fewer cells than its header, nor below two headers: cells that span others would stand under wrong names.
    """
    blocks = version.blocks
    first = bisect_right(blocks, start, key=_end)
    rows = [block for block in islice(blocks, first, first + _MOST_SHOWN) if block.kind == "row" and block.start < end]
    header = _header_of(version, first) if rows and version.format != "jsonl" else None
    if header is None:
        return ()
    names = [_short(name) for name in _cut(text[header.start : header.end], version)[:_MOST_CELLS]]
    told = [_cut(text[row.start : row.end], version) for row in rows]
    if not any(names) or any(_alike(names, cells) or not _fits(names, cells, version) for cells in told):
        return ()
    return tuple(tuple((name, _short(cell)) for name, cell in zip(names, cells, strict=False) if cell.strip()) for cells in told)


def _fits(names: Sequence[str], cells: Sequence[str], version: Version) -> bool:
    """True for a row with as many cells as its header; in Markdown the last ones may be left out."""
    return len(cells) == len(names) or (version.markup == "markdown" and len(cells) < len(names))


def _header_of(version: Version, at: int) -> Block | None:
    """The one header of the table that the row at a place is of; None where it has two, or another table comes between."""
    blocks = version.blocks
    if version.format == "csv":  # one table, however long
        return blocks[0] if blocks[0].kind == "header" else None
    for place in range(at - 1, -1, -1):
        apart = version.format in SILENT_FORMATS and blocks[place + 1].start - blocks[place].end > 1
        if apart or blocks[place].kind not in ("header", "row", "markup", "matter"):
            return None
        if blocks[place].kind == "header":
            return None if place and blocks[place - 1].kind == "header" else blocks[place]
    return None


def _alike(names: Sequence[str], cells: Sequence[str]) -> bool:
    """True where each cell is built like the name over it, and one has a digit: the table has no header."""
    shapes = [(_shape(name), _shape(cell)) for name, cell in zip(names, cells, strict=False) if cell.strip()]
    return any("9" in name for name, _ in shapes) and all(name == cell for name, cell in shapes)


def _shape(cell: str) -> str:
    """Digits as nines, a run of letters as one."""
    return _LETTERS.sub("a", _DIGIT.sub("9", _short(cell)))


def _short(cell: str) -> str:
    return " ".join(cell[: 4 * _LONGEST].split())[:_LONGEST].rstrip()


def _end(block: Block) -> int:
    return block.end


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
    if version.markup == "markdown":
        line = line.strip().removeprefix("|").removesuffix("|")
    parts = _BAR.split(line) if version.markup == "markdown" else f"{line} ".split(" | ") if "|" in line else line.split("\t")
    return [cell.strip().replace("\\|", "|") for cell in parts] if version.markup == "markdown" else [cell.strip() for cell in parts]


def _plain(name: str) -> str:
    return " ".join(name.casefold().split())
