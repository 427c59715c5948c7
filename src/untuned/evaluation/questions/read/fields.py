"""Values of rows as what they should be; a value that is something else is a `BadRow` that says so."""

from __future__ import annotations

import ast
import json
from collections.abc import Callable, Mapping, Sequence
from typing import TypeVar, cast

from untuned.store.encoding import is_storable
from untuned.types.answers import Turn

LONGEST_QUESTION = 10_000
"""Characters: as many as count in a search."""
LONGEST_TEXT = 200_000
MOST_ITEMS = 1_000

T = TypeVar("T", bound=str)

_TRUE, _FALSE = ("true", "1", "yes", "y"), ("false", "0", "no", "n")
Values = Mapping[str, object]


class BadRow(Exception):
    """A row gives no question; the reason is for people."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def first(values: Values, *names: str) -> object:
    """The value of the first of these names that has one; None where none has."""
    return next((values[name] for name in names if values.get(name) is not None), None)


def text(value: object, name: str, *, longest: int = LONGEST_TEXT) -> str:
    """A value as text: numbers and truth values as they are written, None as "".

    Raises:
        BadRow: It is a list or an object, too long, or holds characters that no database does.
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if not isinstance(value, str | int | float):
        raise BadRow(f"'{name}' is {_named(value)}, not a text")
    written = str(value)
    if len(written) > longest:
        raise BadRow(f"'{name}' has {len(written):,} characters, more than {longest:,}")
    if not is_storable(written):
        raise BadRow(f"'{name}' holds a NUL or half a surrogate pair, which no database takes")
    return written


def texts(value: object, name: str) -> tuple[str, ...]:
    """A value as texts: a list of them, one alone, or (from a table's cell) a list written as JSON or Python. Empty ones go."""
    found = items(value, name)
    return tuple(one for one in (text(item, name) for item in found) if one.strip())


def items(value: object, name: str) -> Sequence[object]:
    """A value as a list: as it is, written as JSON or Python in a cell, or the value alone; none for None."""
    if isinstance(value, str) and value.strip()[:1] == "[":
        value = _written(value)
    found = cast("list[object]", value) if isinstance(value, list) else [] if value is None else [value]
    if len(found) > MOST_ITEMS:
        raise BadRow(f"'{name}' has {len(found):,} entries, more than {MOST_ITEMS:,}")
    return found


def _written(value: str) -> object:
    """A list that a cell writes as JSON, or as Python does; the text itself where it is neither."""
    for read in (cast("Callable[[str], object]", json.loads), cast("Callable[[str], object]", ast.literal_eval)):
        try:
            found = read(value.strip())
        except (ValueError, SyntaxError, RecursionError, MemoryError):
            continue
        if isinstance(found, list):
            return cast("object", found)
    return value


def choice(value: object, name: str, among: Sequence[T], *, default: T) -> T:
    """A value as one of a few words. Raises `BadRow` for any other."""
    written = text(value, name)
    if not written:
        return default
    found = next((one for one in among if one == written), None)
    if found is None:
        raise BadRow(f"'{name}' is '{written[:60]}'; it can be {', '.join(among)}")
    return found


def truth(value: object, name: str) -> bool | None:
    """A value as true or false; None where there is none. Raises `BadRow` for any other."""
    if value is None or value == "":
        return None
    if isinstance(value, bool):
        return value
    written = text(value, name).strip().lower()
    if written in _TRUE or written in _FALSE:
        return written in _TRUE
    raise BadRow(f"'{name}' is '{written[:60]}'; it can be true or false")


def number(value: object, name: str) -> int | None:
    """A value as a whole number that an engine holds; None where there is none. Raises `BadRow` for any other."""
    if value is None or value == "":
        return None
    written = str(value).strip() if not isinstance(value, bool) else ""
    digits = written.removeprefix("-")
    if not (digits.isascii() and digits.isdecimal() and len(digits) <= 15):
        raise BadRow(f"'{name}' is {_named(value)} rather than a whole number")
    return int(written)


def mappings(value: object, name: str) -> list[Values]:
    """A value as a list of objects. Raises `BadRow` for anything else in it."""
    found = items(value, name)
    if not all(isinstance(one, dict) for one in found):
        raise BadRow(f"'{name}' is not a list of objects")
    return [cast("Values", one) for one in found]


def turns(value: object, name: str) -> tuple[Turn, ...]:
    """Earlier turns: objects with `question` and `answer`, pairs, or questions alone."""
    return tuple(_turn(one, name) for one in items(value, name))


def _turn(value: object, name: str) -> Turn:
    if isinstance(value, dict):
        said = cast("Values", value)
        return Turn(question=text(said.get("question"), f"{name}.question"), answer=text(said.get("answer"), f"{name}.answer"))
    pair = cast("list[object]", value) if isinstance(value, list) else [value, None]
    if len(pair) != 2:
        raise BadRow(f"'{name}' has a turn of {len(pair)} parts, not of two")
    return Turn(question=text(pair[0], name), answer=text(pair[1], name))


def members(value: object) -> Values:
    """An object's values by name; none for anything else."""
    return cast("Values", value) if isinstance(value, dict) else {}


def _named(value: object) -> str:
    kinds: dict[type, str] = {dict: "an object", list: "a list", bool: "a truth value", str: "a text", float: "a fraction", int: "a number"}
    return kinds.get(type(value), "something else")
