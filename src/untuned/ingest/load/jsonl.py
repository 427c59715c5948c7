"""JSON Lines: each record as lines of `key: value`, one block per record."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import cast

from untuned.errors import UnreadableDocument
from untuned.ingest.load.decode import decode, refuse_other_format
from untuned.ingest.load.in_part import mostly_sound
from untuned.types.documents import Block, LeftOut, LineAnchor, Loaded

PARSER = "jsonl/2"

_DEEPEST = 50
_MARGIN = "\n  "
_KIND = "JSON Lines"


class _Bad(Exception):
    """A line that is no record; its message is the reason."""


def load_jsonl(data: bytes, path: str, *, encoding: str = "") -> Loaded:
    """Records as lines of `key: value`, nested keys joined by dots, a blank line between two records.

    Line numbers are those of the records in the file. Where most lines are records, those that are none are left out and noted.

    Raises:
        UnreadableDocument: The bytes are no text, or as many lines are no JSON as are; the reason names the first one.
    """
    source, left_out = _source(data, path, encoding)
    parts: list[str] = []
    blocks: list[Block] = []
    anchors: list[LineAnchor] = []
    offset = read = 0
    for number, line in enumerate(_lines(source), start=1):
        if not line.strip():
            continue
        try:
            record = "\n".join(_rendered(_parsed(line)))
        except _Bad as bad:
            left_out.append(LeftOut(line=number, last=number, reason=str(bad)))
            continue
        read += 1
        if not record:
            continue
        blocks.append(Block(kind="row", start=offset, end=offset + len(record)))
        anchors.append(LineAnchor(offset=offset, line=number))
        parts.append(record)
        offset += len(record) + 2
    left_out.sort(key=lambda one: one.line)
    if left_out and not mostly_sound(left_out, read=read):
        raise _unreadable(path, f"line {left_out[0].line}: {left_out[0].reason}")
    return Loaded(
        text="\n\n".join(parts),
        blocks=tuple(blocks),
        format="jsonl",
        title=PurePosixPath(path).stem,
        metadata={},
        lines=tuple(anchors),
        left_out=tuple(left_out),
        parser=PARSER,
    )


def _source(data: bytes, path: str, encoding: str) -> tuple[str, list[LeftOut]]:
    """The file's text, and the lines that are made empty for it: a cut within a letter, or a run of NULs, spoils only its line.

    JSON is UTF-8: with a fallback encoding the file is one of the two as a whole.
    """
    try:
        return decode(data, path, encoding=encoding, kind=_KIND), []
    except UnreadableDocument:
        if encoding:
            raise
        refuse_other_format(data, path, kind=_KIND)
        lines = data.replace(b"\r\n", b"\n").replace(b"\r", b"\n").split(b"\n")
        left_out = [LeftOut(line=at, last=at, reason=bad) for at, line in enumerate(lines, start=1) if (bad := _spoilt(line))]
        if not mostly_sound(left_out, read=sum(bool(line.strip()) for line in lines) - len(left_out)):
            raise
    for one in left_out:
        lines[one.line - 1] = b""
    return decode(b"\n".join(lines), path, kind=_KIND), left_out


def _spoilt(line: bytes) -> str:
    """Why the bytes of a line are no text; "" where they are."""
    if b"\0" in line:
        return "it holds a NUL character, which no text has"
    try:
        line.decode("utf-8")
    except UnicodeDecodeError as error:
        return f"its byte {error.start} (0x{line[error.start]:02x}) is not UTF-8"
    return ""


def _lines(source: str) -> Iterator[str]:
    place = 0
    while place < len(source):
        end = source.find("\n", place)
        end = len(source) if end < 0 else end
        yield source[place:end]
        place = end + 1


def _parsed(line: str) -> object:
    try:
        return json.loads(line, parse_float=str, parse_int=str)  # as they are written: 39.00 is no 39.0
    except json.JSONDecodeError as error:
        raise _Bad(f"{error.msg.removesuffix(' at')} at column {error.colno}") from error
    except RecursionError as error:
        raise _Bad("nested too deeply") from error


def _rendered(record: object) -> Iterator[str]:
    """The record's leaves in order; walks with a stack of its own, so depth costs no recursion."""
    waiting: list[tuple[str, object, int]] = [("", record, 0)]
    while waiting:
        key, value, depth = waiting.pop()
        if depth > _DEEPEST:
            raise _Bad(f"nested deeper than {_DEEPEST}")
        if isinstance(value, dict):
            entries = cast("dict[str, object]", value)
            waiting += [(f"{key}.{name}" if key else name, item, depth + 1) for name, item in reversed(entries.items())]
        elif isinstance(value, list):
            items = cast("list[object]", value)
            if all(not isinstance(item, dict | list) for item in items):
                yield _leaf(key, ", ".join(_words(item) for item in items))
            else:
                waiting += [
                    (f"{key}.{place}" if key else str(place), item, depth + 1) for place, item in reversed(list(enumerate(items, start=1)))
                ]
        else:
            yield _leaf(key, _words(value))


def _leaf(key: str, words: str) -> str:
    """One leaf; further lines of its value are set in, so that no blank line looks like the end of a record."""
    value = _MARGIN.join(line for line in words.replace("\r\n", "\n").replace("\r", "\n").split("\n") if line.strip())
    name = " ".join(_sound(key).split())
    return f"{name}: {value}" if name else value


def _words(value: object) -> str:
    """The value as a person writes it: strings bare, the rest as JSON."""
    return _sound(value) if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _sound(text: str) -> str:
    """Without what no text may hold: NUL and half a surrogate pair."""
    return text.encode("utf-8", "replace").decode("utf-8").replace("\0", "\ufffd")


def _unreadable(path: str, reason: str) -> UnreadableDocument:
    return UnreadableDocument(
        path, reason=reason, remedy="every line must be one JSON value; mend the line or exclude the file in sources.exclude"
    )
