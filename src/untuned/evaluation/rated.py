"""SPINE of ratings: a file becomes ratings, and a metric a question to people."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from untuned.errors import UnreadableQuestions
from untuned.evaluation.questions.read.rows import Fault, Row, rows_of
from untuned.evaluation.ratings.read import ratings_of
from untuned.types.measures import Preference, Rating

_SUPPORT = "Does the answer say anything that its contexts do not support?"
_ASKED: Mapping[str, str] = MappingProxyType(
    {
        "unsupported": _SUPPORT,
        "unsupported_claims": _SUPPORT,
        "judged_right": "Does the answer agree with one of the right answers?",
        "judged_backed": "Do its contexts back everything that the answer says?",
        "correct": "Is the answer right?",
        "answered": "Does it answer at all?",
    }
)
NEED_ANSWERS = ("correct", "judged_right")
"""Metrics for which people must know what is right."""


@dataclass(frozen=True, kw_only=True, slots=True)
class RatingFile:
    """What people said in a file."""

    said: tuple[Rating | Preference, ...]
    unrated: int
    """Rows that have no value yet."""


def read_ratings(file: Path, *, name: str = "", rater: str = "") -> RatingFile:
    """The ratings and preferences of a JSONL, JSON, CSV, TSV or YAML file, in their order; rows that are not rated yet are left out.

    Args:
        file: Each row has `item`, `rater` and `value`, or `item`, `rater`, `a`, `b` and `preferred`; an `aspect` where there are
            several. Other columns are passed over.
        name: What messages call it; "" is its own name.
        rater: Who said it where a row does not tell.

    Raises:
        UnreadableQuestions: The file or one of its rows cannot be used, with the line and the remedy; nothing is kept then.
    """
    place = name or file.name
    rows = list(_rows(file, place))
    said = ratings_of(rows, rater=rater, table=file.suffix.lower() in (".csv", ".tsv"))
    if not rows:
        raise UnreadableQuestions(place, reason="has no ratings", remedy="write one a line, with item, rater and value")
    if not said:
        remedy = "fill in 'value', or 'preferred' where two answers are compared"
        raise UnreadableQuestions(place, reason=f"has no ratings: none of its {len(rows):,} rows has a value", remedy=remedy)
    return RatingFile(said=tuple(said), unrated=len(rows) - len(said))


def question_for(metric: str, definition: str) -> str:
    """What people are asked whose labels are held against a metric: 1 is yes, 0 no."""
    return _ASKED.get(metric, definition)


def _rows(file: Path, place: str) -> Iterator[Row]:
    for row in rows_of(file, name=place):
        if isinstance(row, Fault):
            raise UnreadableQuestions(row.place, reason=row.reason, remedy="mend the line, or take it out")
        yield row
