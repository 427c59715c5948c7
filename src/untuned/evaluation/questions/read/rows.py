"""The rows of a file of questions, each with its place; a row that cannot be read is a fault, and the others go on."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from untuned.errors import UnreadableQuestions
from untuned.evaluation.questions.read.tables import table_rows
from untuned.evaluation.questions.read.yaml_rows import yaml_tree

MOST_BYTES = 256_000_000
"""Of a file; what is larger is no set of questions."""

_MARKS = {
    b"\xef\xbb\xbf": "utf-8-sig",
    b"\xff\xfe\x00\x00": "utf-32",
    b"\x00\x00\xfe\xff": "utf-32",
    b"\xff\xfe": "utf-16",
    b"\xfe\xff": "utf-16",
}
_LISTS = ("questions", "tests", "rows", "samples", "examples", "eval_samples")
"""Where a file that is one object keeps its rows."""

Values = Mapping[str, object]


@dataclass(frozen=True, kw_only=True, slots=True)
class Row:
    """One row as it stands in its file: JSON values by their names."""

    place: str
    """`file:line`, or the path inside a JSON object."""
    values: Values


@dataclass(frozen=True, kw_only=True, slots=True)
class Fault:
    """A row that gives no question, and why."""

    place: str
    reason: str


def rows_of(file: Path, *, name: str = "") -> Iterator[Row | Fault]:
    """The rows of a JSONL, JSON, CSV, TSV or YAML file, told by its ending and by how it begins; `name` is what places call it.

    Raises:
        UnreadableQuestions: The file as a whole cannot be read: its size, its characters, its structure.
    """
    place = name or file.name
    kind = file.suffix.lower()
    data = _bytes(file, place)
    if kind in (".jsonl", ".ndjson"):
        return _lines(data, place)
    text = _text(data, place)
    if kind in (".csv", ".tsv"):
        return (row if isinstance(row, Fault) else Row(place=row[0], values=row[1]) for row in _table(text, place))
    if kind in (".yaml", ".yml"):
        return _tree(yaml_tree(text, place), place)
    if text.lstrip()[:1] not in ("{", "["):
        raise UnreadableQuestions(place, reason="is not JSON", remedy="name the file .jsonl, .json, .csv, .tsv or .yaml, as what it is")
    return _json(data, text, place)


def _bytes(file: Path, place: str) -> bytes:
    try:
        size = file.stat().st_size
        if size > MOST_BYTES:
            raise UnreadableQuestions(place, reason=f"has {size:,} bytes, more than {MOST_BYTES:,}", remedy="cut it into several files")
        return file.read_bytes()
    except OSError as error:
        raise UnreadableQuestions(str(file), reason=error.strerror or "cannot be read", remedy="check its name and its rights") from error


def _encoding(data: bytes) -> str:
    return next((name for mark, name in _MARKS.items() if data.startswith(mark)), "utf-8")


def _text(data: bytes, place: str) -> str:
    encoding = _encoding(data)
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise UnreadableQuestions(f"{place}:{line}", reason=f"is not {encoding}", remedy="save the file as UTF-8") from error


def _lines(data: bytes, place: str) -> Iterator[Row | Fault]:
    """A row for each line; a line that is no object is a fault."""
    if _encoding(data).startswith(("utf-16", "utf-32")):
        data = _text(data, place).encode()
    for number, line in enumerate(data.removeprefix(b"\xef\xbb\xbf").split(b"\n"), start=1):
        if line.strip():
            yield _row(f"{place}:{number}", line)


def _row(place: str, line: bytes) -> Row | Fault:
    try:
        read = cast("object", json.loads(line.decode()))
    except UnicodeDecodeError:
        return Fault(place=place, reason="is not UTF-8")
    except RecursionError:
        return Fault(place=place, reason="is nested too deeply")
    except ValueError as error:  # also a number of more digits than Python reads
        return Fault(place=place, reason=f"is not JSON: {error}")
    return _as_row(read, place)


def _as_row(read: object, place: str) -> Row | Fault:
    if isinstance(read, dict):
        return Row(place=place, values=cast("Values", read))
    return Fault(place=place, reason="is not an object with named values")


def _table(text: str, place: str) -> Iterator[tuple[str, Values] | Fault]:
    for line, values in table_rows(text, place):
        at = f"{place}:{line}"
        yield Fault(place=at, reason=values) if isinstance(values, str) else (at, values)


def _json(data: bytes, text: str, place: str) -> Iterator[Row | Fault]:
    """The rows of one JSON value; where it is none as a whole, a row for each line."""
    try:
        whole = cast("object", json.loads(text.removeprefix("\ufeff")))
    except RecursionError as error:
        raise UnreadableQuestions(place, reason="is nested too deeply", remedy="write one object a line, as .jsonl") from error
    except ValueError as error:
        if text.lstrip().startswith("{") and "\n" in text.strip():
            return _lines(data, place)
        raise UnreadableQuestions(place, reason=f"is not JSON: {error}", remedy="mend it, or write one object a line, as .jsonl") from error
    if isinstance(whole, list):
        return _array(text, place)
    return _tree([(place, whole)], place)


def _array(text: str, place: str) -> Iterator[Row | Fault]:
    """The elements of an array that is known to be JSON, each with the line that it begins on."""
    decoder = json.JSONDecoder()
    at = text.index("[") + 1
    line, counted = 1, 0
    while True:
        while text[at] in " \t\r\n,":
            at += 1
        if text[at] == "]":
            return
        line += text.count("\n", counted, at)
        counted = at
        value, at = cast("tuple[object, int]", decoder.raw_decode(text, at))
        yield _as_row(value, f"{place}:{line}")


def _tree(found: list[tuple[str, object]], place: str) -> Iterator[Row | Fault]:
    """The rows of a tree's elements; one object alone may hold a list of rows, or be the only one."""
    if len(found) != 1 or not isinstance(found[0][1], dict):
        return (_as_row(value, at) for at, value in found)
    whole = cast("Values", found[0][1])
    if isinstance(whole.get("data"), list):
        return iter([Row(place=place, values=whole)])
    name = next((name for name in _LISTS if isinstance(whole.get(name), list)), None)
    if name is None:
        return iter([Row(place=found[0][0], values=whole)])
    # What stands beside the list, such as promptfoo's defaults, is each row's too.
    beside = {key: value for key, value in whole.items() if key == "defaultTest"}
    listed = cast("list[object]", whole[name])
    made = (_as_row(value, f"{place}:{name}[{nth}]") for nth, value in enumerate(listed))
    return (Row(place=one.place, values={**one.values, **beside}) if isinstance(one, Row) else one for one in made)
