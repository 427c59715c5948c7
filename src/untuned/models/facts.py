"""facts.toml: its statements as facts, each with the lines it stands on.

A statement is `key = value`, or `key = { value = ..., unit, labels, ask, leap_day }`, or a derivation such as
`age = { age = "birth_date" }`. Sections are tables; a section's own `labels` are other words for what it is about.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from decimal import Decimal
from typing import Literal, NoReturn, cast, get_args

from untuned.errors import BadFact
from untuned.text.regex import regex
from untuned.types.facts import Derivation, DerivationKind, Fact, FactBook, FactScalar, FactSection, FactValue, LeapDay, TimeSpan

PERSONS = frozenset({"me", "you"})
"""Sections that "my" and "your" mean: `you` takes "your" for itself where there is one."""

_KINDS: tuple[DerivationKind, ...] = get_args(DerivationKind)
_SPANS: tuple[TimeSpan, ...] = get_args(TimeSpan)
_LEAP_DAYS: tuple[LeapDay, ...] = get_args(LeapDay)
_DESCRIBES = frozenset({"value", "unit", "labels", "ask", "leap_day", "every"})
_MOST_DIGITS = 30
_TWO_OR_MORE = ("sum", "difference")
_REMEDY = "'untuned guide facts' says what a fact may be"

_TOKEN = regex(
    r"(?P<text>\"\"\"(?:[^\\]|\\.)*?\"{3,5}|'''.*?'{3,5}|\"(?:[^\"\\\n]|\\.)*\"|'[^'\n]*')"
    r"|(?P<comment>\#[^\n]*)|(?P<open>[\[{])|(?P<close>[\]}])|(?P<newline>\n)",
    re.DOTALL,
)
_HEADER = regex(r"\[(?!\[)[^\n]*")
_KEY = regex(r"(?:\"((?:[^\"\\\n]|\\.)*)\"|'([^'\n]*)'|([A-Za-z0-9_-]+))[ \t]*=")
_NUMBERED = regex(r"\s*\(at line (\d+), column \d+\)|\s*\(at end of document\)")


@dataclass(frozen=True, kw_only=True, slots=True)
class Statement:
    """A piece of facts.toml: [start, end) without the white space around it; a fact's with the comment behind it."""

    kind: Literal["header", "fact", "comment"]
    start: int
    end: int
    line: int


def read_facts(text: str, *, path: str = "facts.toml") -> FactBook:
    """Every fact of the file in its order, with the lines that it stands on.

    Raises:
        BadFact: The text is not TOML, or says something that no fact can be; the reason names the line.
    """
    _refuse_broken(text, path)
    desk = _Desk(text, path)
    for statement in statements(text):
        if statement.kind == "header":
            desk.open_section(statement)
        elif statement.kind == "fact":
            desk.add(statement)
    return desk.book()


def statements(text: str) -> Iterator[Statement]:
    """The headers, facts and comments of a text that is TOML, in order."""
    place, line = 0, 1
    while place < len(text):
        if text[place].isspace():
            line += text[place] == "\n"
            place += 1
            continue
        end = _end(text, place)
        kind = "comment" if text[place] == "#" else "header" if text[place] == "[" else "fact"
        yield Statement(kind=kind, start=place, end=place + len(text[place:end].rstrip()), line=line)
        line += text.count("\n", place, end)
        place = end


def _end(text: str, start: int) -> int:
    """Where the statement that begins at `start` ends: a header behind its brackets, a fact at a newline outside of any."""
    depth, header = 0, text[start] == "["
    for token in _TOKEN.finditer(text, start):
        match token.lastgroup:
            case "open":
                depth += 1
            case "close":
                depth -= 1
                if header and depth == 0:
                    return token.end()
            case "newline" if depth <= 0:
                return token.start()
            case _:
                pass
    return len(text)


def _refuse_broken(text: str, path: str) -> None:
    try:
        tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        message = str(error)
        numbered = _NUMBERED.search(message)
        last = text.rstrip().count("\n") + 1
        line = int(numbered[1]) if numbered is not None and numbered[1] else last
        raise BadFact(path, reason=f"line {line}: {_NUMBERED.sub('', message)}", remedy="mend the line; the file is TOML") from error
    except (RecursionError, ValueError) as error:
        raise BadFact(path, reason="line 1: nested too deeply, or a number too long to read", remedy=_REMEDY) from error


class _Desk:
    """Where statements become facts, and derivations are held against what they name."""

    def __init__(self, text: str, path: str) -> None:
        self._text = text
        self._path = path
        self._sections = [FactSection(name="")]
        self._facts: list[Fact] = []

    def open_section(self, statement: Statement) -> None:
        source = self._source(statement)
        if _HEADER.match(source) is None:
            self._refuse(statement, "a list of sections is no section", "give each section a name of its own: [office.berlin]")
        path = _path_of(tomllib.loads(source))
        if any("." in part or not part.strip() for part in path):
            self._refuse(statement, f"section {source} has a name with a dot in it, or none", "write letters, digits, '_' and '-'")
        name = ".".join(path)
        self._sections.append(FactSection(name=name, person=path[0] in PERSONS))

    def add(self, statement: Statement) -> None:
        source = self._source(statement)
        found = _KEY.match(source)
        if found is None:
            self._refuse(statement, f"'{source.split('=')[0].strip()}' is a key of several parts", "write it as a section: [company]")
        ((key, value),) = tomllib.loads(source, parse_float=Decimal).items()
        if key == "labels":
            self._sections[-1] = replace(self._sections[-1], labels=self._texts(statement, key, value))
        elif key in _DESCRIBES or "." in key or not key.strip():
            self._refuse(statement, f"'{key}' is no name of a fact", "put what describes a fact into its braces: phone = { value = ... }")
        else:
            self._facts.append(self._fact(statement, key, value))

    def book(self) -> FactBook:
        named = {fact.name: fact for fact in self._facts}
        facts = [replace(fact, derivation=self._resolved(fact, named)) for fact in self._facts]
        return FactBook(facts=tuple(facts), sections=tuple(self._sections), text=self._text)

    def _fact(self, statement: Statement, key: str, value: object) -> Fact:
        plain = Fact(section=self._sections[-1].name, key=key, start=statement.start, end=statement.end, line=statement.line)
        if not isinstance(value, dict):
            return replace(plain, value=self._value(statement, key, value))
        table = cast("dict[str, object]", value)
        kinds: list[DerivationKind] = [kind for kind in _KINDS if kind in table]
        unknown = sorted(table.keys() - _DESCRIBES - {*_KINDS})
        if unknown:
            self._refuse(
                statement, f"'{unknown[0]}' describes no fact", f"use {', '.join(sorted(_DESCRIBES))} or one of {', '.join(_KINDS)}"
            )
        if len(kinds) + ("value" in table) != 1:
            self._refuse(statement, f"'{key}' has not just one of value, {', '.join(_KINDS)}", _REMEDY)
        described = replace(
            plain,
            unit=self._word(statement, "unit", table.get("unit", "")),
            labels=self._texts(statement, "labels", table.get("labels", [])),
            ask=self._texts(statement, "ask", table.get("ask", [])),
        )
        if kinds:
            return replace(described, derivation=self._derivation(statement, kinds[0], table))
        value = self._value(statement, key, table["value"])
        return replace(described, value=value, leap_day=self._leap_day(statement, table))

    def _derivation(self, statement: Statement, kind: DerivationKind, table: Mapping[str, object]) -> Derivation:
        given = table[kind]
        inputs = self._texts(statement, kind, [given] if isinstance(given, str) else given)
        wanted = 2 if kind in _TWO_OR_MORE else 1
        if len(inputs) < wanted or (kind != "sum" and len(inputs) > wanted):
            more = " or more" if kind == "sum" else ""
            self._refuse(statement, f"'{kind}' has {len(inputs)} inputs", f"name {wanted}{more}: {kind} = {_example(kind)}")
        unit = self._word(statement, "unit", table.get("unit", ""))
        if kind == "elapsed" and unit not in _SPANS:
            self._refuse(statement, f"time is not told in '{unit}'", f"write one of {', '.join(filter(None, _SPANS))}")
        if unit and kind in ("age", "days_until"):
            self._refuse(statement, f"'{kind}' takes no unit", "leave it away")
        every = table.get("every")
        if every not in (None, "year") or (every is not None and kind != "days_until") or "leap_day" in table:
            self._refuse(
                statement, f"'{kind}' takes every = \"year\" for days_until only, and no leap_day", "leap_day belongs to the date's fact"
            )
        span = cast("TimeSpan", unit if kind == "elapsed" else "")
        return Derivation(kind=kind, inputs=inputs, annual=every == "year", span=span)

    def _resolved(self, fact: Fact, named: Mapping[str, Fact]) -> Derivation | None:
        """The derivation with full names of its inputs, which are there and fit."""
        derivation = fact.derivation
        if derivation is None:
            return None
        inputs = [self._input(fact, name, named) for name in derivation.inputs]
        kinds = {_kind(found) for found in inputs}
        wanted = {"date"} if derivation.kind in ("age", "elapsed", "days_until") else {"number"} if derivation.kind == "sum" else None
        if (wanted is not None and kinds != wanted) or (wanted is None and kinds not in ({"date"}, {"number"})):
            told = ", ".join(f"{found.name} is a {_kind(found)}" for found in inputs)
            needed = next(iter(wanted)) if wanted else "date or a number, both the same"
            self._refuse(fact, f"'{derivation.kind}' needs a {needed}; {told}", _REMEDY)
        units = sorted({found.unit for found in inputs})
        if len(units) > 1:
            self._refuse(fact, f"'{derivation.kind}' of different units: {', '.join(units)}", "give all inputs the same unit")
        return replace(derivation, inputs=tuple(found.name for found in inputs))

    def _input(self, fact: Fact, name: str, named: Mapping[str, Fact]) -> Fact:
        found = named.get(f"{fact.section}.{name}" if fact.section else name) or named.get(name)
        if found is None:
            self._refuse(fact, f"there is no fact '{name}'", "name one of this section, or with its section: me.birth_date")
        if found.derivation is not None:
            self._refuse(fact, f"'{found.name}' is itself worked out", "name the facts that it is worked out from")
        return found

    def _value(self, at: Statement, key: str, value: object) -> FactValue:
        if not isinstance(value, list):
            return self._scalar(at, key, value)
        items = tuple(self._scalar(at, key, item) for item in cast("list[object]", value))
        return items or self._refuse(at, f"'{key}' is an empty list", "leave the fact away until it says something")

    def _scalar(self, at: Statement, key: str, value: object) -> FactScalar:
        if isinstance(value, str) and not value.strip():
            self._refuse(at, f"'{key}' is empty", "leave the fact away until it says something")
        if isinstance(value, int | Decimal) and not _is_plain(Decimal(value)):
            self._refuse(at, f"'{key}' is no number with at most {_MOST_DIGITS} digits on either side of its point", _REMEDY)
        if not isinstance(value, str | bool | int | Decimal | date | datetime | time):
            self._refuse(at, f"'{key}' holds a table or a list in a list", "give each of its values a name of its own")
        return value

    def _leap_day(self, at: Statement, table: Mapping[str, object]) -> LeapDay:
        if "every" in table:
            self._refuse(at, "'every' belongs to days_until", _REMEDY)
        given = table.get("leap_day", "03-01")
        if given not in _LEAP_DAYS:
            self._refuse(at, f"leap_day cannot be {given!r}", f"write one of {', '.join(_LEAP_DAYS)}")
        return given

    def _texts(self, at: Statement, key: str, value: object) -> tuple[str, ...]:
        items = cast("list[object]", value) if isinstance(value, list) else [value]
        return tuple(self._word(at, key, item) for item in items)

    def _word(self, at: Statement, key: str, value: object) -> str:
        return value if isinstance(value, str) else self._refuse(at, f"'{key}' must be text, not {value!r}", "put it in quotes")

    def _source(self, statement: Statement) -> str:
        return self._text[statement.start : statement.end]

    def _refuse(self, at: Statement | Fact, reason: str, remedy: str) -> NoReturn:
        raise BadFact(self._path, reason=f"line {at.line}: {reason}", remedy=remedy)


def _is_plain(number: Decimal) -> bool:
    exponent = number.as_tuple().exponent
    return isinstance(exponent, int) and exponent >= -_MOST_DIGITS and number.adjusted() < _MOST_DIGITS


def _path_of(table: Mapping[str, object]) -> list[str]:
    """The names of nested tables, outermost first."""
    path: list[str] = []
    while table:
        ((name, inner),) = table.items()
        path.append(name)
        table = cast("dict[str, object]", inner)
    return path


def _kind(fact: Fact) -> str:
    value = fact.value
    if isinstance(value, bool):
        return "true or false"
    if isinstance(value, int | Decimal):
        return "number"
    if isinstance(value, date):
        return "date"
    return "list" if isinstance(value, tuple) else "text"


def _example(kind: DerivationKind) -> str:
    return '["rent", "heating"]' if kind in _TWO_OR_MORE else '"birth_date"'
