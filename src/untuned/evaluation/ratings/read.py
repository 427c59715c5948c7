"""Rows of a file as ratings: a row that names two answers and which is preferred is a preference, any other an absolute rating."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from typing import Literal, Protocol

from untuned.errors import UnreadableQuestions
from untuned.types.measures import Preference, Rating

ITEM = ("item", "run", "id", "item_id", "question_id", "instance_id")
RATER = ("rater", "annotator", "annotator_id", "worker", "who")
VALUE = ("value", "rating", "score", "label", "grade")
ASPECT = ("aspect", "criterion", "dimension")
PREFERRED = ("preferred", "preference", "winner", "choice")
"""Names under which each part is looked for, likeliest first."""

_YES, _NO = ("yes", "true", "y", "good", "pass"), ("no", "false", "n", "bad", "fail")
_TIE = ("tie", "equal", "same", "both", "neither", "draw", "=")
_LONGEST = 300
_ABSOLUTE = 'an absolute rating has {"item": ..., "rater": ..., "value": ...}'
_PAIRWISE = 'a preference has {"item": ..., "rater": ..., "a": ..., "b": ..., "preferred": "a" | "b" | "tie"}'

Values = Mapping[str, object]


class Row(Protocol):
    """A row of a file with its place."""

    @property
    def place(self) -> str:
        """`file:line`."""
        ...

    @property
    def values(self) -> Values:
        """What stands in it, by name."""
        ...


def ratings_of(rows: Iterable[Row], *, rater: str = "", table: bool = False) -> list[Rating | Preference]:
    """The ratings of all rows, in their order.

    A value that is a number (or `true`, `no` ...) is kept as a number, on whatever scale it is; any other word is a label. A row whose
    value is empty is not rated yet, and is left out.

    Args:
        rows: With their places.
        rater: Who said it where a row does not tell; "" when each row must.
        table: The rows are of a table, whose empty cells are not in them.

    Raises:
        UnreadableQuestions: A row lacks a part or has one that cannot be, with the line and what to write instead; or one rater says
            two things of one item and aspect.
    """
    found: list[Rating | Preference] = []
    seen: dict[tuple[str, ...], str] = {}
    for row in rows:
        if _unrated(row, table=table):
            continue
        said = _preference(row, rater) if _first(row, PREFERRED) is not None else _rating(row, rater)
        pair = tuple(sorted((said.a, said.b))) if isinstance(said, Preference) else ()
        key = (type(said).__name__, said.item, said.rater, said.aspect, *pair)
        if key in seen:
            what = f"'{said.rater}' has said something of '{said.item}' ({said.aspect}) before, at {seen[key]}"
            raise UnreadableQuestions(row.place, reason=what, remedy="keep one of the two lines")
        seen[key] = row.place
        found.append(said)
    return found


def _unrated(row: Row, *, table: bool) -> bool:
    names = (*VALUE, *PREFERRED)
    return _first(row, names) is None and (table or any(name in row.values for name in names))


def _rating(row: Row, rater: str) -> Rating:
    given = _first(row, VALUE)
    if given is None:
        raise _wrong(row, "has no value and no preference", f"{_ABSOLUTE}; {_PAIRWISE}")
    number, label = _value(row, given)
    return Rating(
        item=_text(row, "item", ITEM), rater=_text(row, "rater", RATER, default=rater), aspect=_aspect(row), value=number, label=label
    )


def _preference(row: Row, rater: str) -> Preference:
    a, b = _text(row, "a", ("a", "model_a", "first")), _text(row, "b", ("b", "model_b", "second"))
    if a == b:
        raise _wrong(row, f"compares '{a}' with itself", "name the two answers or variants apart")
    return Preference(
        item=_text(row, "item", ITEM),
        rater=_text(row, "rater", RATER, default=rater),
        a=a,
        b=b,
        preferred=_side(row, a, b),
        aspect=_aspect(row),
    )


def _side(row: Row, a: str, b: str) -> Literal["a", "b", "tie"]:
    given = str(_first(row, PREFERRED)).strip()
    # A name goes before a letter: the answers may be called "b" and "a".
    if given == a or (given.lower() == "a" and given != b):
        return "a"
    if given == b or given.lower() == "b":
        return "b"
    if given.lower() in _TIE:
        return "tie"
    raise _wrong(row, f"prefers '{given[:60]}'", f"write 'a', 'b' or 'tie', or one of the two names, '{a}' and '{b}'")


def _value(row: Row, given: object) -> tuple[float | None, str]:
    """The number and the label of a value."""
    if isinstance(given, bool):
        return float(given), ""
    if not isinstance(given, str | int | float):
        raise _wrong(row, f"has a {type(given).__name__} as its value", "write a number, or a label as text")
    word = str(given).strip()
    if word.lower() in (*_YES, *_NO):
        return float(word.lower() in _YES), word
    try:
        number = float(word)
    except ValueError:
        return None, _short(row, "value", word)
    if not math.isfinite(number):
        raise _wrong(row, f"has the value '{word}'", "write a finite number, or leave the line out")
    return number, ""


def _aspect(row: Row) -> str:
    return _text(row, "aspect", ASPECT, default="quality")


def _text(row: Row, part: str, names: tuple[str, ...], *, default: str = "") -> str:
    given = _first(row, names)
    if given is not None and not isinstance(given, str | int | float):
        raise _wrong(row, f"has a {type(given).__name__} as its {part}", "write a text or a number")
    word = default if given is None else str(given).strip()
    if not word:
        more = ", or say who it was with '--rater NAME'" if part == "rater" else ""
        raise _wrong(row, f"has no {part}", f"add '{names[0]}'{more}; {_PAIRWISE if part in 'ab' else _ABSOLUTE}")
    return _short(row, part, word)


def _short(row: Row, part: str, word: str) -> str:
    if len(word) > _LONGEST:
        raise _wrong(row, f"has a {part} of {len(word):,} characters", f"give a name of at most {_LONGEST}")
    return word


def _first(row: Row, names: tuple[str, ...]) -> object:
    return next((row.values[name] for name in names if row.values.get(name) not in (None, "")), None)


def _wrong(row: Row, reason: str, remedy: str) -> UnreadableQuestions:
    return UnreadableQuestions(row.place, reason=reason, remedy=remedy)
