"""Attributes and filters as marks: plain terms that any engine can hold, so that a filter is "has one of these".

A number or day is held as the prefixes of a key that sorts as the value does (a trie): a range is then a few hundred terms at most,
whatever it spans. The scheme is that of Lucene's former numeric fields (Schindler and Diepenbroek 2008, Computers & Geosciences 34).
"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache

from untuned.types.filters import Attribute, Attributes, Filter

_NUMBER_DIGITS = 16
"""Hexadecimal digits of a 64-bit number."""
_DAY_DIGITS = 6
"""Hexadecimal digits of a day's ordinal: 9999-12-31 is 3,652,059."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Wanted:
    """A filter in marks: what has one of `terms` passes; where `lacks` is named, so does what has no such mark."""

    terms: tuple[str, ...]
    lacks: str | None = None


def marks_of(attributes: Attributes) -> list[str]:
    """Every mark of a chunk with these attributes, each once."""
    found: dict[str, None] = {}
    for field, values in attributes.items():
        for value in values:
            found.update(_of_value(field, value))
    return list(found)


def texts_of(attributes: Attributes) -> list[str]:
    """The texts among a chunk's values, each with its field, and a mark for every field that has one: what values are counted by."""
    found: dict[str, None] = {}
    for field, values in attributes.items():
        for value in values:
            if isinstance(value, str):
                found[_has(field)] = None
                found[_exact(field, value)] = None
    return list(found)


def wanted(condition: Filter) -> Wanted:
    """What a chunk must have, or lack, to pass a filter."""
    if condition.operator == "any":
        terms = tuple(_exact(condition.field, value) for value in condition.values)
    else:
        kind, low, high = _range(condition)
        terms = tuple(f"{condition.field}{kind}{prefix}" for prefix in _cover(low, high)) if low <= high else ()
    return Wanted(terms=terms, lacks=_has(condition.field) if condition.or_missing else None)


def _has(field: str) -> str:
    return f"{field}?"


def _exact(field: str, value: Attribute) -> str:
    return f"{field}={value}" if isinstance(value, str) else f"{field}{_kind(value)}{_key(value)}"


@lru_cache(maxsize=4_096, typed=True)
def _of_value(field: str, value: Attribute) -> Mapping[str, None]:
    """The marks of one value: of a document's chunks most are alike."""
    if isinstance(value, str):
        return {_has(field): None, _exact(field, value): None}
    key = _key(value)
    return {_has(field): None, **{f"{field}{_kind(value)}{key[:length]}": None for length in range(1, len(key) + 1)}}


def _kind(value: float | date) -> str:
    return "@" if isinstance(value, date) else "#"


def _key(value: float | date) -> str:
    """Hexadecimal digits that sort as the values do."""
    if isinstance(value, date):
        day = value.date() if isinstance(value, datetime) else value
        return f"{day.toordinal():0{_DAY_DIGITS}x}"
    (bits,) = struct.unpack(">Q", struct.pack(">d", value + 0.0))  # -0.0 is 0.0
    # A positive number's bits sort already; those of a negative one sort the other way round.
    ordered = bits ^ 0xFFFF_FFFF_FFFF_FFFF if bits >> 63 else bits | 1 << 63
    return f"{ordered:0{_NUMBER_DIGITS}x}"


def _range(condition: Filter) -> tuple[str, str, str]:
    bound = condition.values[0]
    if isinstance(bound, str):
        return "#", "1", "0"  # text is neither before nor after anything
    key = _key(bound)
    low, high = (key, "f" * len(key)) if condition.operator == "from" else ("0" * len(key), key)
    return _kind(bound), low, high


def _cover(low: str, high: str) -> Iterator[str]:
    """The fewest prefixes that the keys from `low` to `high` begin with, and no other key of their length."""
    if not low:
        return
    if low == "0" * len(low) and high == "f" * len(high):
        yield ""
        return
    first, last = int(low[0], 16), int(high[0], 16)
    for digit in range(first, last + 1):
        below = low[1:] if digit == first else "0" * len(low[1:])
        above = high[1:] if digit == last else "f" * len(high[1:])
        if not below:
            yield f"{digit:x}"
        else:
            for rest in _cover(below, above):
                yield f"{digit:x}{rest}"
