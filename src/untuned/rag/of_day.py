"""Documents that are of one day, such as minutes and mails: what stands in them is of that day, though only their head says so."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import PurePosixPath

from untuned.rag.evidence import Library
from untuned.rag.verify.scope.named import Thing
from untuned.rag.verify.scope.whens import dates
from untuned.text.regex import regex
from untuned.types.answers import Passage
from untuned.types.documents import Version

_HEAD = 600
"""Characters of a text that are its head."""
_LABELLED = regex(
    r"^\W{0,6}(?:date(?: of [^\W\d]+)?|held on|meeting (?:date|of|on|held on)|when|sent|дата(?: [^\W\d]+)?|когда|отправлено)\b"
    r"\W{0,6}(?P<said>[^\n]{4,60})$",
    re.IGNORECASE | re.MULTILINE,
)
"""A line that says of which day a text is: `Date: 14 September 2026`, `**When** | 14 September`."""


def with_days(question: str, evidence: Sequence[Passage], *, library: Library) -> list[Passage]:
    """The passages; those of documents of the day that the question names with its words for that, where it names one."""
    asked = [thing for thing in dates(question) if _is_day(thing)]
    if len(asked) != 1:
        return list(evidence)
    heads = _heads(evidence, library=library)
    days = {passage.version.id: _day_of(passage.version, heads.get(passage.version.id, "")) for passage in evidence}
    (day,) = asked
    return [replace(one, of_day=day.text.strip()) if _is_same(days[one.version.id], day) else one for one in evidence]


def _heads(evidence: Sequence[Passage], *, library: Library) -> Mapping[int, str]:
    """The head of each version that is read, by its id; those that are not read from their beginning are looked up."""
    found = {passage.version.id: passage.text[:_HEAD] for passage in evidence if passage.start == 0}
    others = {passage.version.id for passage in evidence} - found.keys()
    if others:
        found |= {id: text[:_HEAD] for id, (_, text) in library.truth.whole(others, principal=library.principal).items()}
    return found


def _day_of(version: Version, head: str) -> Thing | None:
    """The one day that a text's title, name or head says it is of; None where they say none, or several."""
    for said in (version.title, PurePosixPath(version.path).stem, "\n".join(_labelled(head))):
        days = {thing.keys: thing for thing in dates(said) if _is_day(thing)}
        if len(days) == 1:
            return next(iter(days.values()))
    return None


def _labelled(head: str) -> Iterator[str]:
    return (found["said"] for found in _LABELLED.finditer(head))


def _is_day(thing: Thing) -> bool:
    _, month, day, *_ = thing.keys
    return bool(month and day)


def _is_same(own: Thing | None, asked: Thing) -> bool:
    """True for the same day of the same year, or of any where one of them says none."""
    if own is None:
        return False
    (year, *day), (asked_year, *asked_day) = own.keys[:3], asked.keys[:3]
    return day == asked_day and (not year or not asked_year or year == asked_year)
