"""JSON Lines: each record as lines of `key: value`, one block per record."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import cast

from untuned.errors import UnreadableDocument
from untuned.ingest.load.decode import decode
from untuned.types.documents import Block, LineAnchor, Loaded

PARSER = "jsonl/1"

_DEEPEST = 50
_MARGIN = "\n  "


def load_jsonl(data: bytes, path: str, *, encoding: str = "") -> Loaded:
    """Records as lines of `key: value`, nested keys joined by dots, a blank line between two records.

    Line numbers are those of the records in the file.

    Raises:
        UnreadableDocument: The bytes are no text, or a line is not JSON; the reason names the line.
    """
    source = decode(data, path, encoding=encoding, kind="JSON Lines")
    parts: list[str] = []
    blocks: list[Block] = []
    anchors: list[LineAnchor] = []
    offset = 0
    for number, line in enumerate(_lines(source), start=1):
        if not line.strip():
            continue
        record = "\n".join(_rendered(_parsed(line, path, number), path, number))
        if not record:
            continue
        blocks.append(Block(kind="row", start=offset, end=offset + len(record)))
        anchors.append(LineAnchor(offset=offset, line=number))
        parts.append(record)
        offset += len(record) + 2
    return Loaded(
        text="\n\n".join(parts),
        blocks=tuple(blocks),
        format="jsonl",
        title=PurePosixPath(path).stem,
        metadata={},
        lines=tuple(anchors),
        parser=PARSER,
    )


def _lines(source: str) -> Iterator[str]:
    place = 0
    while place < len(source):
        end = source.find("\n", place)
        end = len(source) if end < 0 else end
        yield source[place:end]
        place = end + 1


def _parsed(line: str, path: str, number: int) -> object:
    try:
        return json.loads(line)
    except json.JSONDecodeError as error:
        raise _unreadable(path, f"line {number}: {error.msg} at column {error.colno}") from error
    except (RecursionError, ValueError) as error:
        raise _unreadable(path, f"line {number}: nested too deeply, or a number too long to read") from error


def _rendered(record: object, path: str, number: int) -> Iterator[str]:
    """The record's leaves in order; walks with a stack of its own, so depth costs no recursion."""
    waiting: list[tuple[str, object, int]] = [("", record, 0)]
    while waiting:
        key, value, depth = waiting.pop()
        if depth > _DEEPEST:
            raise _unreadable(path, f"line {number}: nested deeper than {_DEEPEST}")
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
