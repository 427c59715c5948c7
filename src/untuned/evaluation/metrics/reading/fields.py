"""Fields of a JSON output, each as its place with its value: what a reference is held against."""

from __future__ import annotations

import json
import unicodedata
from collections import Counter
from collections.abc import Iterator
from typing import cast

from untuned.types.measures import Question

Fields = Counter[tuple[str, str]]
"""(place such as `/order/items/0/price`, value as text); a list of plain values has one place, since their order says nothing."""

_LONGEST = 400_000
_MOST = 5_000
"""Fields that are compared."""


def reference_of(question: Question) -> Fields | None:
    """The fields of the reference answer, where it is a JSON object or list; None for any other question."""
    answer = question.answers[0] if len(question.answers) == 1 else ""
    return fields_of(answer) if answer.lstrip()[:1] in ("{", "[") else None


def fields_of(text: str) -> Fields | None:
    """The fields of a JSON object or list; None for any other text. A field without a value is none."""
    if len(text) > _LONGEST or text.lstrip()[:1] not in ("{", "["):
        return None
    try:
        value = cast("object", json.loads(text))
    except (ValueError, RecursionError):
        return None
    return Counter(pair for pair, _ in zip(_leaves(value, ""), range(_MOST), strict=False))


def _leaves(value: object, place: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, dict):
        for key, item in cast("dict[str, object]", value).items():
            yield from _leaves(item, f"{place}/{key}")
    elif isinstance(value, list):
        for nth, item in enumerate(cast("list[object]", value)):
            yield from _leaves(item, f"{place}/{nth}" if isinstance(item, dict | list) else f"{place}/*")
    elif value is not None and value != "":
        yield place, _plain(value)


def _plain(value: object) -> str:
    """Texts without differences of case and spaces; numbers by their value; true is no 1."""
    if isinstance(value, str):
        return "text " + " ".join(unicodedata.normalize("NFKC", value).casefold().split())
    if isinstance(value, bool):
        return f"bool {value}"
    return f"number {float(value):.12g}" if isinstance(value, int | float) and abs(value) < 1e300 else f"number {value}"
