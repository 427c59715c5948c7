"""Records as JSON: field names are those of the records, in their order, and stay so."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import PurePath
from typing import cast

from untuned.errors import UntunedError
from untuned.text.regex import regex
from untuned.types.answers import Answer, Citation

JSON = dict[str, "JSON"] | list["JSON"] | str | int | float | bool | None

_DERIVED: Mapping[type, tuple[str, ...]] = {Answer: ("text",), Citation: ("source",)}

# What `json` leaves as it is and a terminal or another parser may trip over; inside strings, so an escape means the same.
_RISKY = regex("[\x7f-\x9f\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def record_json(record: object) -> JSON:
    """A record as plain JSON: sets sorted, dates in ISO 8601, secrets as `***`; what a record keeps from its `repr` is left out."""
    if dataclasses.is_dataclass(record) and not isinstance(record, type):
        names = [field.name for field in dataclasses.fields(record) if field.repr]
        names += _DERIVED.get(type(record), ())
        return {name: record_json(getattr(record, name)) for name in names}
    if record is None or isinstance(record, str | int | float | bool):
        return record
    if isinstance(record, Mapping):
        return {str(key): record_json(value) for key, value in cast("Mapping[object, object]", record).items()}
    if isinstance(record, date):
        return record.isoformat()
    return _collection_json(record)


def _collection_json(record: object) -> JSON:
    if isinstance(record, PurePath):
        return record.as_posix()
    if isinstance(record, frozenset | set):
        return sorted((record_json(item) for item in cast("Iterable[object]", record)), key=str)
    if isinstance(record, list | tuple):
        return [record_json(item) for item in cast("Iterable[object]", record)]
    return str(record)


def error_json(error: UntunedError) -> JSON:
    """An error with its kind, its message, its remedy and the values it carries."""
    values = {name: record_json(value) for name, value in vars(error).items() if name not in ("message", "remedy")}
    return {"error": {"kind": type(error).__name__, "message": error.message, "remedy": error.remedy, **values}}


def json_text(value: JSON) -> str:
    """JSON over several lines, in the characters of its texts; what a terminal would obey is escaped."""
    return _RISKY.sub(lambda found: f"\\u{ord(found[0]):04x}", json.dumps(value, ensure_ascii=False, indent=2))


def json_line(value: JSON) -> str:
    """JSON on one line, for a stream of them."""
    # A line break inside a text is escaped, so that each one here is between two values.
    return " ".join(part.strip() for part in json_text(value).split("\n"))
