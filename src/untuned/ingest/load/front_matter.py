"""YAML front matter as metadata: JSON values only, or a reported failure."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any, cast

from untuned.errors import UnreadableDocument
from untuned.types.documents import Metadata, MetadataValue

_LONGEST = 100_000  # characters
_MOST_VALUES = 10_000  # aliases can make a small text stand for billions of values
_DEEPEST = 20


def front_matter(source: str, path: str) -> Metadata:
    """The mapping that the YAML between the `---` lines holds; dates as ISO 8601 strings.

    Raises:
        UnreadableDocument: It is not valid YAML, not a mapping, or too large or deep to be front matter.
    """
    if len(source) > _LONGEST:
        raise _unreadable(path, f"the front matter has {len(source)} characters, more than {_LONGEST}")
    if _depth(source) > _DEEPEST:
        raise _unreadable(path, f"the front matter is nested deeper than {_DEEPEST}")
    value = _parsed(source, path)
    if value is None:
        return {}
    if not isinstance(value, dict):
        raise _unreadable(path, f"line 1: the front matter is a {type(value).__name__}, not a mapping of names to values")
    counter = iter(range(_MOST_VALUES))
    mapping = cast("dict[Any, Any]", value)
    return {str(key): _plain(item, path, counter=counter, depth=0) for key, item in mapping.items()}


def _parsed(source: str, path: str) -> object:
    import yaml  # noqa: PLC0415 - most files have no front matter

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        return yaml.load(source, Loader=loader)  # noqa: S506 - both are safe loaders
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = 1 if mark is None else mark.line + 2  # the mark counts from 0, below the opening line
        raise _unreadable(path, f"line {line}: the front matter is not valid YAML: {error.problem or error.context}") from error
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        raise _unreadable(path, f"line 1: the front matter is not valid YAML: {error}") from error


def _plain(value: object, path: str, *, counter: Iterator[int], depth: int) -> MetadataValue:
    if next(counter, None) is None or depth > _DEEPEST:
        raise _unreadable(path, f"the front matter holds more than {_MOST_VALUES} values, or nests deeper than {_DEEPEST}")
    if isinstance(value, dict):
        mapping = cast("dict[Any, Any]", value)
        return {str(key): _plain(item, path, counter=counter, depth=depth + 1) for key, item in mapping.items()}
    if isinstance(value, list | tuple | set):
        items = list(cast("list[Any]", value))
        return [_plain(item, path, counter=counter, depth=depth + 1) for item in items]
    if isinstance(value, date):  # a datetime is one, too
        return value.isoformat()
    if isinstance(value, float) and (value != value or value in (float("inf"), float("-inf"))):  # noqa: PLR0124 - NaN
        return str(value)
    return value if isinstance(value, str | int | float) or value is None else str(value)


def _depth(source: str) -> int:
    """At most how deep flow brackets and indentation can nest: the parser itself must not meet more."""
    deepest = depth = 0
    for sign in source:
        if sign in "[{":
            depth += 1
            deepest = max(deepest, depth)
        elif sign in "]}":
            depth = max(0, depth - 1)
    dashes = max((len(line) - len(line.lstrip(" -?")) for line in source.split("\n")), default=0) // 2
    return max(deepest, dashes)


def _unreadable(path: str, reason: str) -> UnreadableDocument:
    return UnreadableDocument(path, reason=reason, remedy="correct the lines between the two '---'")
