"""The rows of CSV in its dialects: commas, semicolons, tabs or bars, quoted or not."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from typing import Protocol

from untuned.errors import UnreadableQuestions

_DELIMITERS = ",;\t|"
_LONGEST_CELL = 10_000_000


class _Reader(Protocol):
    """What is used of the reader of `csv`, whose type is not public."""

    line_num: int

    def __next__(self) -> list[str]: ...

    def __iter__(self) -> Iterator[list[str]]: ...


def table_rows(text: str, place: str) -> Iterator[tuple[int, dict[str, object] | str]]:
    """Each row's first line with its values by column, or the reason why it has none. Empty cells and empty rows are left out.

    Raises:
        UnreadableQuestions: It has no header, or one that names a column twice.
    """
    reader = _reader(text.removeprefix("\ufeff"))
    names = _header(next(reader, list[str]()), place)
    line = reader.line_num + 1
    while True:
        try:
            cells = next(reader, None)
        except csv.Error as error:
            yield line, f"is not CSV: {error}"
            line = reader.line_num + 1
            continue
        if cells is None:
            return
        if any(cells):
            yield line, _values(names, cells)
        line = reader.line_num + 1


def _reader(text: str) -> _Reader:
    csv.field_size_limit(max(csv.field_size_limit(), _LONGEST_CELL))
    first = text[: text.find("\n")] if "\n" in text else text
    delimiter = max(_DELIMITERS, key=lambda sign: _outside_quotes(first, sign))
    return csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)


def _outside_quotes(line: str, sign: str) -> int:
    """How often a sign stands in a line outside quotation marks."""
    return sum(part.count(sign) for part in line.split('"')[::2])


def _header(cells: list[str], place: str) -> list[str]:
    names = [cell.strip() for cell in cells]
    if not any(names):
        raise UnreadableQuestions(place, reason="has no header", remedy="name the columns in the first row, such as question,answers")
    twice = sorted({name for name in names if name and names.count(name) > 1})
    if twice:
        raise UnreadableQuestions(f"{place}:1", reason=f"names the column '{twice[0]}' twice", remedy="rename one of them")
    return names


def _values(names: list[str], cells: list[str]) -> dict[str, object] | str:
    if len(cells) > len(names) and any(cells[len(names) :]):
        return f"has {len(cells)} cells, the header {len(names)}"
    return {name: cell for name, cell in zip(names, cells, strict=False) if name and cell}
