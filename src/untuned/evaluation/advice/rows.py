"""Training rows: read from JSON Lines, and what is wrong with them.

A row has `messages` (the last one of the assistant is its answer, what stands before it is what was asked) or `question` and `answer`.
It may have an `id`, `reviewed` (true once a person looked it over), `made` (the day on which it was written), a `quote` with the `path`
that it is from, and `leans_on`: documents, each with `#` and a heading where a section is meant.
"""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, cast

from untuned.evaluation.advice.dossier import RowsReport

_MOST_ROWS = 200_000
_LONGEST_LINE = 1_000_000
_MOST_LEANS = 20
_EDGES = " \t\n.,;:!?\"'«»“”()[]"


@dataclass(frozen=True, kw_only=True, slots=True)
class Quoted:
    """Words that a row took from a document."""

    path: str
    quote: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Row:
    """A row as far as advice needs it."""

    id: str
    asked: str
    answer: str
    reviewed: bool = False
    made: date | None = None
    quotes: tuple[Quoted, ...] = ()
    leans_on: tuple[str, ...] = ()

    @property
    def declares(self) -> bool:
        """It says what it rests on."""
        return bool(self.quotes or self.leans_on)


@dataclass(frozen=True, kw_only=True, slots=True)
class Rows:
    """What a file of rows holds."""

    rows: tuple[Row, ...]
    unreadable: int = 0
    """Lines that are no row."""


def read_rows(lines: Iterable[str]) -> Rows:
    """The rows of a file; a line that is no row is counted, and nothing past the first 200,000 lines is read."""
    rows: list[Row] = []
    unreadable = 0
    for number, line in enumerate(lines):
        if number >= _MOST_ROWS:
            break
        if not line.strip():
            continue
        made = _row(line) if len(line) <= _LONGEST_LINE else None
        if made is None:
            unreadable += 1
        else:
            rows.append(made)
    return Rows(rows=tuple(rows), unreadable=unreadable)


def quality(held: Rows, *, asked: Collection[str] = ()) -> RowsReport:
    """What is wrong with rows. Of several alike, the first is kept; of those that contradict each other, none.

    Args:
        held: The rows.
        asked: The questions of the measurement, which no row may teach.
    """
    questions = {_plain(one) for one in asked}
    by_asked: dict[str, list[int]] = defaultdict(list)
    for place, row in enumerate(held.rows):
        by_asked[_plain(row.asked)].append(place)
    answers = [_plain(row.answer) for row in held.rows]
    empty = {place for place, row in enumerate(held.rows) if not answers[place] or not _plain(row.asked)}
    duplicates: set[int] = set()
    contradictory: set[int] = set()
    for places in by_asked.values():
        said = [place for place in places if place not in empty]
        if len({answers[place] for place in said}) > 1:
            contradictory.update(said)
        else:
            duplicates.update(said[1:])
    leaked = {place for words, places in by_asked.items() if words in questions for place in places}
    noisy = empty | duplicates | contradictory | leaked
    return RowsReport(
        rows=len(held.rows) + held.unreadable,
        reviewed=sum(row.reviewed and place not in noisy for place, row in enumerate(held.rows)),
        duplicates=len(duplicates),
        contradictory=len(contradictory),
        empty=len(empty),
        unreadable=held.unreadable,
        leaked=len(leaked),
        noisy=len(noisy) + held.unreadable,
        declaring=sum(row.declares for row in held.rows),
    )


def _plain(text: str) -> str:
    return " ".join(text.casefold().split()).strip(_EDGES)


def _row(line: str) -> Row | None:
    """One line; None where it is no row."""
    try:
        value = json.loads(line)
    except (ValueError, RecursionError):
        return None
    if not isinstance(value, dict):
        return None
    held = cast("Mapping[str, Any]", value)
    pair = _of_messages(held["messages"]) if "messages" in held else (held.get("question"), held.get("answer"))
    if pair is None or not all(isinstance(part, str) for part in pair):
        return None
    asked, answer = cast("tuple[str, str]", pair)
    given = held.get("id")
    return Row(
        id=str(given)[:200] if isinstance(given, str | int) else _named(asked, answer),
        asked=asked,
        answer=answer,
        reviewed=held.get("reviewed") is True,
        made=_day(held.get("made")),
        quotes=tuple(_quotes(held)),
        leans_on=tuple(_texts(held.get("leans_on")))[:_MOST_LEANS],
    )


def _of_messages(messages: object) -> tuple[str, str] | None:
    """(what was asked, the assistant's last word) of a conversation."""
    if not isinstance(messages, list):
        return None
    turns = [cast("Mapping[str, Any]", one) for one in cast("list[object]", messages) if isinstance(one, dict)]
    last = next((place for place in range(len(turns) - 1, -1, -1) if turns[place].get("role") == "assistant"), None)
    if last is None:
        return None
    told = [turn.get("content") for turn in turns[:last] if turn.get("role") != "system"]
    return "\n".join(one for one in told if isinstance(one, str)), turns[last].get("content") or ""


def _quotes(held: Mapping[str, Any]) -> Iterator[Quoted]:
    """`quote` with `path`, or `evidence` as a list of the two."""
    evidence = held.get("evidence")
    listed = cast("Sequence[object]", evidence) if isinstance(evidence, list) else ()
    for one in [held, *listed][: _MOST_LEANS + 1]:
        if isinstance(one, dict):
            part = cast("Mapping[str, Any]", one)
            path, quote = part.get("path"), part.get("quote")
            if isinstance(path, str) and isinstance(quote, str) and path and quote.strip():
                yield Quoted(path=path, quote=quote)


def _texts(value: object) -> list[str]:
    listed: Sequence[object] = [value] if isinstance(value, str) else cast("Sequence[object]", value) if isinstance(value, list) else ()
    return [one for one in listed if isinstance(one, str) and one]


def _day(value: object) -> date | None:
    try:
        return date.fromisoformat(value[:10]) if isinstance(value, str) else None
    except ValueError:
        return None


def _named(asked: str, answer: str) -> str:
    return hashlib.sha256(f"{asked}\0{answer}".encode(errors="replace")).hexdigest()[:12]
