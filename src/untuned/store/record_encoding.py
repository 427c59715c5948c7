"""Records of plain dataclasses to and from JSON: what is kept whole and read whole, with no column of its own."""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from types import NoneType, UnionType
from typing import Any, Literal, TypeVar, cast, get_args, get_origin, get_type_hints

from untuned.store.encoding import JSON, from_instant, storable, to_instant

Record = TypeVar("Record")


def record_to_json(record: object) -> JSON:
    """A record as JSON: dates as ISO 8601, decimals and infinite numbers as text, fields by their names."""
    if dataclasses.is_dataclass(record) and not isinstance(record, type):
        return {field.name: record_to_json(getattr(record, field.name)) for field in dataclasses.fields(record)}
    if record is None or isinstance(record, bool | int):
        return record
    if isinstance(record, str | float | Decimal | date):
        return _single(record)
    return [record_to_json(each) for each in cast("Iterable[object]", record)]


def _single(value: str | float | Decimal | date) -> JSON:
    if isinstance(value, str):
        return storable(value)
    if isinstance(value, datetime):
        return from_instant(value)
    if isinstance(value, date):
        return value.isoformat()
    return value if isinstance(value, float) and math.isfinite(value) else str(value)


def record_from_json(kind: type[Record], body: object) -> Record:
    """The record that `record_to_json` wrote; a field that it did not know yet has its default, one that is no more is left out."""
    return cast("Record", _read(kind, body))


def _read(kind: Any, value: Any) -> object:  # noqa: ANN401 -- any annotation, any JSON
    origin, arguments = get_origin(kind), get_args(kind)
    if origin is UnionType:
        return None if value is None else _read(next(one for one in arguments if one is not NoneType), value)
    if origin is tuple:
        inner = [arguments[0]] * len(value) if arguments[-1] is Ellipsis else arguments
        return tuple(_read(one, each) for one, each in zip(inner, value, strict=True))
    if origin is Literal:
        return value
    if dataclasses.is_dataclass(kind):
        hints = _hints(cast("type", kind))
        return cast("type", kind)(**{name: _read(hints[name], value[name]) for name in hints if name in value})
    return _plain(kind, value)


def _plain(kind: Any, value: Any) -> object:  # noqa: ANN401 -- the same
    if kind is datetime:
        return to_instant(value)
    if kind is date:
        return date.fromisoformat(value)
    return kind(value) if kind in (Decimal, float) else value


@cache
def _hints(kind: type) -> Mapping[str, Any]:
    return get_type_hints(kind)
