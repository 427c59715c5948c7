"""The shapes that sets of questions come in, and which of them a file has."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Literal

from untuned.errors import UnreadableQuestions
from untuned.evaluation.questions.read import langsmith, openai_chat, own, plain, promptfoo, ragas, squad
from untuned.evaluation.questions.read.fields import BadRow, Values
from untuned.evaluation.questions.read.parsed import Parsed
from untuned.evaluation.questions.read.rows import Fault, Row
from untuned.text.regex import regex

ShapeName = Literal["untuned", "squad", "promptfoo", "langsmith", "ragas", "openai", "plain"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Shape:
    """A way of writing questions."""

    name: ShapeName
    fits: Callable[[Values], bool]
    read: Callable[[Row], Iterator[Parsed | Fault]]


SHAPES: tuple[Shape, ...] = (
    Shape(name="promptfoo", fits=promptfoo.fits, read=promptfoo.read),
    Shape(name="langsmith", fits=langsmith.fits, read=langsmith.read),
    Shape(name="openai", fits=openai_chat.fits, read=openai_chat.read),
    Shape(name="squad", fits=squad.fits, read=squad.read),
    Shape(name="ragas", fits=ragas.fits, read=ragas.read),
    Shape(name="untuned", fits=own.fits, read=own.read),
    Shape(name="plain", fits=plain.fits, read=plain.read),
)
"""In the order in which they are tried: what is most its own first."""


def shape_named(name: str) -> Shape | None:
    """The shape of that name; None for `auto`. Raises `UnreadableQuestions` for any other."""
    if name == "auto":
        return None
    found = next((shape for shape in SHAPES if shape.name == name), None)
    if found is None:
        known = ", ".join(shape.name for shape in SHAPES)
        raise UnreadableQuestions(f"shape '{name}'", reason="is unknown", remedy=f"name one of {known}")
    return found


def shape_of(values: Values) -> Shape | None:
    """The first shape that the row fits; None where it fits none."""
    return next((shape for shape in SHAPES if _fits(shape, values)), None)


def _usual(values: Values) -> Values:
    """The values, those under a name that is written otherwise (`Expected answer`, `expectedOutput`) also under its usual spelling."""
    spelled = {_JOINT.sub("_", name.strip()).lower(): value for name, value in values.items()}
    return {**values, **{name: value for name, value in spelled.items() if name not in values}}


_JOINT = regex(r"[ -]+|(?<=[a-zа-яё])(?=[A-ZА-ЯЁ])")


def _fits(shape: Shape, values: Values) -> bool:
    try:
        return shape.fits(values)
    except BadRow:
        return False


def parsed(rows: Iterable[Row | Fault], *, shape: Shape | None = None) -> Iterator[tuple[str, Parsed | Fault]]:
    """Each row's questions with the name of the shape they were read in; without a shape, each row's own is told."""
    for row in rows:
        if isinstance(row, Fault):
            yield "", row
            continue
        spelled = replace(row, values=_usual(row.values))
        chosen = shape or shape_of(spelled.values)
        if chosen is None:
            named = ", ".join(sorted(str(name) for name in row.values)[:8])
            yield "", Fault(place=row.place, reason=f"names no question; it has {named[:200] or 'no values'}")
            continue
        try:
            found = False
            for one in chosen.read(spelled):
                found = True
                yield chosen.name, one
            if not found:
                yield chosen.name, Fault(place=row.place, reason="holds no question")
        except BadRow as error:
            yield chosen.name, Fault(place=row.place, reason=error.reason)
