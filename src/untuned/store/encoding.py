"""Values of the nouns to and from the text that the tables hold."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime
from functools import lru_cache
from itertools import accumulate
from operator import add, sub
from typing import Any, cast

from untuned.text.regex import regex
from untuned.types.documents import NO_METADATA, Block, BlockKind, LineAnchor, Metadata, PageAnchor, TextBox, as_block
from untuned.types.frozen import FrozenDict

JSON = str | int | float | bool | None | Sequence["JSON"] | Mapping[str, "JSON"]
"""What a trace or a detail may hold."""

_ODD = regex("[\0\ud800-\udfff]")

_LETTERS: dict[BlockKind, str] = {
    "heading": "h",
    "paragraph": "p",
    "item": "i",
    "header": "t",
    "row": "r",
    "code": "c",
    "quote": "q",
    "markup": "m",
    "matter": "f",
}
_KINDS: dict[str, BlockKind] = {letter: kind for kind, letter in _LETTERS.items()}

_dense = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), allow_nan=False, check_circular=False).encode
_escaped = json.JSONEncoder(ensure_ascii=True, separators=(",", ":"), allow_nan=False, check_circular=False).encode


def to_json(value: object) -> str:
    """Compact JSON that any engine can hold: NUL and lone surrogates are escaped."""
    encoded = _dense(value)
    try:
        encoded.encode()
    except UnicodeEncodeError:
        return _escaped(value)
    return encoded


def from_json(encoded: str) -> Any:  # noqa: ANN401 -- any JSON value
    """The value that `to_json` encoded."""
    return json.loads(encoded)


def storable(written: str) -> str:
    """The text with NUL and lone surrogates, which no engine holds alike, shown as U+FFFD."""
    return _ODD.sub("\ufffd", written) if _odd(written) else written


def is_storable(written: str) -> bool:
    """True when every engine can hold the text, so that it can be looked for."""
    return not _odd(written)


def _odd(written: str) -> bool:
    if not isinstance(written, str):  # pyright: ignore[reportUnnecessaryIsInstance] - callers of Python need not be checked by types
        raise TypeError(f"an id, a name or a path is a str, not {type(written).__name__}")
    if "\0" in written:
        return True
    if written.isascii():
        return False
    try:
        written.encode()
    except UnicodeEncodeError:
        return True
    return False


def from_instant(moment: datetime) -> str:
    """ISO 8601 in UTC with microseconds: all of equal width, so that text order is time order."""
    return moment.astimezone(UTC).isoformat(timespec="microseconds")


@lru_cache(maxsize=4096)
def to_instant(written: str) -> datetime:
    """The moment that `from_instant` wrote, in UTC."""
    return datetime.fromisoformat(written)


def to_day(written: str | None) -> date | None:
    """The day, or None."""
    return None if written is None else date.fromisoformat(written)


def from_day(day: date | None) -> str | None:
    """ISO 8601, or None."""
    return None if day is None else day.isoformat()


@lru_cache(maxsize=4096)
def to_groups(written: str) -> frozenset[str]:
    """The names of a JSON list."""
    return frozenset(json.loads(written))


def from_groups(groups: Iterable[str]) -> str:
    """The names as a sorted JSON list."""
    return to_json(sorted(groups))


def from_metadata(metadata: Metadata) -> str:
    """JSON text, its keys in their order."""
    return to_json(dict(metadata)) if metadata else "{}"


def to_metadata(written: str) -> Metadata:
    """The metadata that `from_metadata` wrote; it cannot be changed."""
    return NO_METADATA if written == "{}" else FrozenDict(json.loads(written))


def from_blocks(blocks: Sequence[Block]) -> str:
    """Blocks as columns: a letter each for the kinds, gaps and lengths rather than offsets; levels and languages only where they differ."""
    if not blocks:
        return ""
    kinds: list[BlockKind] = [block[0] for block in blocks]  # by their places, which takes half the time
    starts, ends = [block[1] for block in blocks], [block[2] for block in blocks]
    levels, languages = [block[3] for block in blocks], [block[4] for block in blocks]
    gaps, lengths = list(map(sub, starts, [0, *ends])), list(map(sub, ends, starts))
    columns: list[object] = ["".join(map(_LETTERS.__getitem__, kinds)), gaps, lengths]
    columns.append(levels if any(levels) else 0)
    columns.append(languages[0] if languages.count(languages[0]) == len(languages) else languages)
    return to_json(columns)


def to_blocks(written: str) -> tuple[Block, ...]:
    """The blocks that `from_blocks` wrote."""
    if not written:
        return ()
    kinds, gaps, lengths, levels, languages = cast(
        "tuple[str, list[int], list[int], list[int] | int, list[str] | str]",
        json.loads(written),
    )
    count = len(kinds)
    level_of = [0] * count if isinstance(levels, int) else levels
    language_of = [languages] * count if isinstance(languages, str) else languages
    ends = [*accumulate(map(add, gaps, lengths))]
    kind_of: list[BlockKind] = [_KINDS[letter] for letter in kinds]
    return tuple(map(as_block, zip(kind_of, map(sub, ends, lengths), ends, level_of, language_of, strict=True)))


def from_lines(lines: Sequence[LineAnchor]) -> str:
    """Line anchors as two lists."""
    return to_json([[anchor.offset for anchor in lines], [anchor.line for anchor in lines]]) if lines else ""


def to_lines(written: str) -> tuple[LineAnchor, ...]:
    """The line anchors that `from_lines` wrote."""
    if not written:
        return ()
    offsets, numbers = cast("tuple[list[int], list[int]]", json.loads(written))
    return tuple(LineAnchor(offset=offset, line=line) for offset, line in zip(offsets, numbers, strict=True))


def from_pages(pages: Sequence[PageAnchor]) -> str:
    """Page anchors as two lists."""
    return to_json([[anchor.offset for anchor in pages], [anchor.page for anchor in pages]]) if pages else ""


def to_pages(written: str) -> tuple[PageAnchor, ...]:
    """The page anchors that `from_pages` wrote."""
    if not written:
        return ()
    offsets, numbers = cast("tuple[list[int], list[int]]", json.loads(written))
    return tuple(PageAnchor(offset=offset, page=page) for offset, page in zip(offsets, numbers, strict=True))


def from_boxes(boxes: Sequence[TextBox]) -> str:
    """A JSON list of [start, end, page, left, bottom, right, top], in tenths of a point where they are lengths."""
    lengths = ((box, (box.left, box.bottom, box.right, box.top)) for box in boxes)
    return to_json([[box.start, box.end, box.page, *(round(length * 10) for length in four)] for box, four in lengths]) if boxes else ""


def to_boxes(written: str) -> tuple[TextBox, ...]:
    """The boxes that `from_boxes` wrote."""
    if not written:
        return ()
    rows = cast("list[list[int]]", json.loads(written))
    return tuple(
        TextBox(start=start, end=end, page=page, left=left / 10, bottom=bottom / 10, right=right / 10, top=top / 10)
        for start, end, page, left, bottom, right, top in rows
    )
