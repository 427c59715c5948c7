"""CSV: the file's own text, one block per record, with the record boundaries of Python's csv module."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import PurePosixPath

from untuned.errors import UnreadableDocument
from untuned.ingest.load.decode import decode
from untuned.types.documents import Block, Loaded

PARSER = "csv/1"

_DELIMITERS = ",;\t|"
_SAMPLED_RECORDS = 20


@dataclass(frozen=True, kw_only=True, slots=True)
class Record:
    """One record of a CSV text: [start, end) without its line end."""

    start: int
    end: int
    fields: int
    closed: bool
    """False when a quoted field has no closing quote."""


def load_csv(data: bytes, path: str, *, encoding: str = "") -> Loaded:
    """The file's own text: the first record a `header` block, each other record a `row` block.

    The delimiter is the one of comma, semicolon, tab and bar that cuts the first records alike.

    Raises:
        UnreadableDocument: The bytes are no text, a quote is never closed, or a record has not the header's number of fields.
    """
    text = decode(data, path, encoding=encoding, kind="CSV")
    delimiter = "\t" if path.lower().endswith(".tsv") else sniff(text)
    blocks: list[Block] = []
    width = 0
    for record in records(text, delimiter):
        if not blocks:
            width = record.fields
        _refuse_broken(text, path, record, width=width, delimiter=delimiter)
        blocks.append(Block(kind="row" if blocks else "header", start=record.start, end=record.end))
    return Loaded(
        text=text, blocks=tuple(blocks), format="csv", title=PurePosixPath(path).stem, metadata={"delimiter": delimiter}, parser=PARSER
    )


def sniff(text: str) -> str:
    """The delimiter that gives the first records the same number of fields, and the most of them; a comma when none does."""
    best, best_score = ",", (0.0, 0)
    for delimiter in _DELIMITERS:
        widths = [record.fields for record in records(text, delimiter, most=_SAMPLED_RECORDS)]
        if widths and widths[0] > 1:
            score = (sum(width == widths[0] for width in widths) / len(widths), widths[0])
            if score > best_score:
                best, best_score = delimiter, score
    return best


def records(text: str, delimiter: str, *, most: int | None = None) -> list[Record]:
    """The records of a CSV text, in order, at most `most`; blank lines are none.

    A field is quoted when it begins with a quote; a line end inside quotes does not end the record, and two
    quotes stand for one.
    """
    plain, quoted = _patterns(delimiter)
    found: list[Record] = []
    place, size = 0, len(text)
    while place < size and (most is None or len(found) < most):
        line = plain.match(text, place)
        if line is not None:
            if line.end() > place:
                found.append(Record(start=place, end=line.end(), fields=text.count(delimiter, place, line.end()) + 1, closed=True))
            place = line.end() + 1
            continue
        record, closed = _quoted_record(text, place, quoted)
        found.append(record)
        place = record.end + 1
        if not closed:
            break
    return found


def _quoted_record(text: str, start: int, field: re.Pattern[str]) -> tuple[Record, bool]:
    place, fields, closed = start, 0, True
    while True:
        found = field.match(text, place)
        assert found is not None  # an empty field matches
        fields += 1
        place = found.end()
        closed = closed and found["open"] is None
        if place >= len(text) or text[place] == "\n":
            return Record(start=start, end=place, fields=fields, closed=closed), closed
        place += 1


@lru_cache(maxsize=8)
def _patterns(delimiter: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    sign = re.escape(delimiter)
    return (
        re.compile(r'[^"\n]*+(?=\n|\Z)'),
        re.compile(rf'"(?:[^"]++|"")*+(?:"[^{sign}\n]*+|(?P<open>\Z))|[^{sign}\n]*+'),
    )


def _refuse_broken(text: str, path: str, record: Record, *, width: int, delimiter: str) -> None:
    if not record.closed:
        raise UnreadableDocument(
            path,
            reason=f"line {_line(text, record)}: a quoted field is never closed",
            remedy='close it with a quote, or double the quote: ""',
        )
    if record.fields != width and text[record.start : record.end].rstrip(delimiter).count(delimiter) + 1 > width:
        _refuse_width(text, path, record, width)
    if record.fields < width:
        _refuse_width(text, path, record, width)


def _refuse_width(text: str, path: str, record: Record, width: int) -> None:
    raise UnreadableDocument(
        path,
        reason=f"line {_line(text, record)} has {record.fields} fields, the header has {width}",
        remedy="quote fields that hold the delimiter, or exclude the file in sources.exclude",
    )


def _line(text: str, record: Record) -> int:
    return text.count("\n", 0, record.start) + 1
