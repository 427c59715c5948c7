"""CSV: the file's own text, one block per record, with the record boundaries of Python's csv module."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import PurePosixPath

from untuned.errors import UnreadableDocument
from untuned.ingest.load.decode import decode
from untuned.ingest.load.in_part import mostly_sound
from untuned.text.regex import regex
from untuned.types.documents import Block, LeftOut, Loaded

PARSER = "csv/1"

_DELIMITERS = ",;\t|"
_SAMPLED_RECORDS = 20
_TOLD = regex(r'"?sep=([,;\t|])"?(?:\n|\Z)', re.IGNORECASE)
"""A first line by which Excel is told the delimiter."""
_OPEN = "a quoted field is never closed"


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

    The delimiter is the one that a first line `sep=;` names, or the one of comma, semicolon, tab and bar that cuts the first records
    alike. Where most lines are of sound records, those of the others are `markup`, which is neither searched nor quoted, and noted: a
    record that has not the header's number of fields says nothing sure of any column, and one with a quote that is never closed takes
    all that follows.

    Raises:
        UnreadableDocument: The bytes are no text, or as many lines are of broken records as of sound ones; the reason names the first.
    """
    text = decode(data, path, encoding=encoding, kind="CSV")
    told = _TOLD.match(text)
    delimiter = told[1] if told is not None else "\t" if path.lower().endswith(".tsv") else sniff(text)
    blocks: list[Block] = []
    left_out: list[LeftOut] = []
    width = place = read = 0
    last = len(text.rstrip("\n"))
    line = 1
    for record in records(text, delimiter):
        line, place = line + text.count("\n", place, record.start), record.start
        lines = text.count("\n", record.start, min(record.end, last)) + 1
        if told is not None and record.start == 0:
            blocks.append(Block(kind="markup", start=record.start, end=record.end))
            continue
        begins, width = not width, width or record.fields
        fault = _fault(text, record, width=width, delimiter=delimiter)
        if fault:
            left_out.append(LeftOut(line=line, last=line + lines - 1, reason=fault))
            blocks.append(Block(kind="markup", start=record.start, end=record.end))
            continue
        blocks.append(Block(kind="header" if begins else "row", start=record.start, end=record.end))
        read += 0 if begins else lines
    if left_out and not mostly_sound(left_out, read=read):
        raise _refused(path, left_out[0])
    return Loaded(
        text=text,
        blocks=tuple(blocks),
        format="csv",
        title=PurePosixPath(path).stem,
        metadata={"delimiter": delimiter},
        left_out=tuple(left_out),
        parser=PARSER,
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


def _fault(text: str, record: Record, *, width: int, delimiter: str) -> str:
    """Why a record is no row below its header; "" for one that is. Empty fields behind the last column are let pass."""
    if not record.closed:
        return _OPEN
    row = text[record.start : record.end]
    filled = record.fields - (len(row) - len(row.rstrip(delimiter)))
    if record.fields < width or filled > width:
        return f"{record.fields} fields, the header has {width}"
    return ""


def _refused(path: str, first: LeftOut) -> UnreadableDocument:
    if first.reason == _OPEN:
        return UnreadableDocument(path, reason=f"line {first.line}: {_OPEN}", remedy='close it with a quote, or double the quote: ""')
    return UnreadableDocument(
        path,
        reason=f"line {first.line} has {first.reason}",
        remedy="quote fields that hold the delimiter, or exclude the file in sources.exclude",
    )
