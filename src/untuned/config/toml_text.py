"""TOML as text: where a key stands in a file, and how a value is written."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import cast

from untuned.text.regex import regex
from untuned.types.settings import AccessRule, Secret

_TABLE = regex(r"\s*(\[\[?)\s*([^\]#]+?)\s*\]")
_KEY = regex(r"""\s*((?:[\w-]+|"[^"]*"|'[^']*')(?:\s*\.\s*(?:[\w-]+|"[^"]*"|'[^']*'))*)\s*=""")
_PART = regex(r"""[\w-]+|"[^"]*"|'[^']*'""")
_BARE = regex(r"[A-Za-z0-9_-]+")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a value was read: the file and the lines of its keys."""

    name: str
    lines: Mapping[str, int]

    def of(self, key: str) -> str:
        """`untuned.toml:12`; without the line where it cannot be told, such as inside an inline table."""
        line = self.lines.get(key)
        return self.name if line is None else f"{self.name}:{line}"

    def near(self, key: str) -> str:
        """The same, with the line of the table that the key stands in where its own cannot be told."""
        while key and key not in self.lines:
            key = key.rpartition(".")[0]
        return self.of(key)


def key_lines(text: str) -> dict[str, int]:
    """1-based line of each table and key as `section.key`, with `access[0].path` in lists of tables; as far as lines show it."""
    lines: dict[str, int] = {}
    for name, number in _named(text):
        lines.setdefault(name, number)
    return lines


def stands_twice(text: str, *, until: int) -> tuple[str, int, int] | None:
    """A name that the last table or key down to a line has in common with an earlier one, and the lines of both; None for a new name.

    A table's name stands in brackets. What is below a table counts as the table.
    """
    found = [(name, number) for name, number in _named(text) if number <= until]
    if not found:
        return None
    last, second = found.pop()
    first = next((number for name, number in found if name == last or name.startswith((f"{last}.", f"{last}["))), None)
    shown = f"[{last}]" if _TABLE.match(text.split("\n")[second - 1]) else f"'{last}'"
    return None if first is None else (shown, first, second)


def _named(text: str) -> Iterator[tuple[str, int]]:
    """Each table and key, with its line."""
    counts: dict[str, int] = {}
    section = ""
    for number, line in enumerate(text.split("\n"), start=1):
        if table := _TABLE.match(line):
            section = _dotted(table[2])
            if table[1] == "[[":
                place = counts.get(section, 0)
                counts[section] = place + 1
                section = f"{section}[{place}]"
            yield section, number
        elif key := _KEY.match(line):
            name = _dotted(key[1])
            yield (f"{section}.{name}" if section else name), number


def _dotted(name: str) -> str:
    return ".".join(part.strip("\"'") for part in _PART.findall(name))


def toml_value(value: object) -> str:
    """A setting's value as TOML writes it; None, which TOML lacks, as "none"; a secret as its reference."""
    if isinstance(value, AccessRule):
        return f"{{ path = {toml_value(value.path)}, groups = {toml_value(value.groups)} }}"
    if isinstance(value, frozenset):
        return toml_value(sorted(cast("frozenset[str]", value)))
    if isinstance(value, list | tuple):
        return "[" + ", ".join(toml_value(item) for item in cast("Iterable[object]", value)) + "]"
    return value.isoformat() if isinstance(value, date) else _scalar(value)


def _scalar(value: object) -> str:
    match value:
        case None:
            return '"none"'
        case Secret():
            return value.reference
        case bool():
            return str(value).lower()
        case int() if value >= 10_000:
            return f"{value:_}"
        case str():
            return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
        case _:
            return repr(value)


def toml_table(items: Iterable[tuple[str, object]]) -> str:
    """An inline table of texts, or of lists of them."""
    pairs = [f"{key if _BARE.fullmatch(key) else toml_value(key)} = {toml_value(item)}" for key, item in items]
    return "{ " + ", ".join(pairs) + " }" if pairs else "{}"
