"""Documents that are of one day, such as minutes and mails: what stands in them is of that day, though only their head says so."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import PurePosixPath

from untuned.rag.evidence import Library
from untuned.rag.verify.scope.named import Thing
from untuned.rag.verify.scope.whens import days_in, is_same_day
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
_BESIDE = regex(
    r"\b(?:before|after|since|until|till|by|from|to|between|through|prior to|up to|than|(?:day|week)s? (?:before|after))\s+(?:the\s+)?\Z"
    r"|(?<!\w)(?:до|после|с|со|по|к|между|накануне|позже|раньше)\s+\Z",
    re.IGNORECASE,
)
"""Before a day that is an end of the time that is asked about, and not that day."""


def with_days(question: str, evidence: Sequence[Passage], *, library: Library) -> list[Passage]:
    """The passages; those of documents of the day that the question names with its words for that, where it names one."""
    asked = days_in(question)
    if len(asked) != 1 or _BESIDE.search(question, 0, asked[0].start) is not None:
        return list(evidence)
    heads = _heads(evidence, library=library)
    versions = {passage.version.id: passage.version for passage in evidence}
    days = {id: _day_of(version, heads.get(id, "")) for id, version in versions.items()}
    meant = {id for id, day in days.items() if day is not None and is_same_day(day, asked[0])}
    return [replace(one, of_day=asked[0].text.strip()) if one.version.id in meant else one for one in evidence]


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
        days = {thing.keys: thing for thing in days_in(said)}
        if len(days) == 1:
            return next(iter(days.values()))
    return None


def _labelled(head: str) -> Iterator[str]:
    return (found["said"] for found in _LABELLED.finditer(head))
