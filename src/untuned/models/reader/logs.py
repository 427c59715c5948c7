"""Logs, such as release notes and minutes: their headings are days and versions, and what stands below one was then, or came with it."""

from __future__ import annotations

import re
from collections.abc import Set

from untuned.models.reader.cues import CueKind, offers
from untuned.text.days import periods

_BEEN: dict[CueKind, re.Pattern[str]] = {
    "date": re.compile(
        r"\bwhen (?:did|was|were|had|has|have)\b|\bsince when\b|\b(?:what|which) (?:year|date|day|month) (?:did|was|were|had)\b"
        r"|\b(?:когда|в как(?:ом|ой) \w+|в какую дату)\b.*[^\W\d_](?:[аеияыуо]л[аои]?|[аеиыуя]л(?:ся|ась|ось|ись)|[ео]н[аоы]?)\b"
    ),
    "version": re.compile(
        r"\b(?:in|since|from|with|as of) (?:what|which) (?:version|release)\b"
        r"|\b(?:what|which) (?:version|release) (?:\w+ed|brought|came|has|had|have|made|got)\b"
        r"|\b(?:в|с|начиная с) как(?:ой|ого|ом) (?:верси|релиз|выпуск)"
    ),
}
"""What asks since when something is so, or when it was; a day in a heading does not tell when something will be."""

_RELEASE = re.compile(r"(?<![\w.])v?\d+(?:\.\d+)+(?:[-+.]?(?:a|b|rc|alpha|beta|dev|post)[.\d]*)?(?![\w.]*\d)", re.IGNORECASE)
_WORDS = re.compile(
    r"\b(?:version|release[ds]?|minutes|meeting|notes|update[ds]?|changes?|changelog|latest|lts|stable|yanked|beta|board|team"
    r"|week|weekly|daily|monthly|of|on|from|the|in|(?:mon|tues|wednes|thurs|fri|satur|sun)day"
    r"|версия|выпуск|релиз|обновление|изменения|протокол|заседани[ея]|совещани[ея]|собрани[ея]|встреч[аи]|планёрка|от|за|год[а]?|г"
    r"|понедельник|вторник|среда|четверг|пятница|суббота|воскресенье)\b",
    re.IGNORECASE,
)
"""What a heading that is a day or a version says beside it."""
_PASSING = re.compile(
    r"\b(?:who|whose|which|that) (?:was|were|is|are|had|has|have|\w+ed)\b[^,;.!?]*|(?<=, )котор[^\W\d_]+[^,;.!?]*", re.IGNORECASE
)
"""Clauses that say of something which one it is, or what was before: `the importer that was added in spring`."""


def asks_since_when(question: str, *, cue: CueKind | None) -> bool:
    """True for a question for the day when something was, or for the version that it came with."""
    pattern = _BEEN.get(cue) if cue is not None else None
    return pattern is not None and pattern.search(question.strip().lower()) is not None


def is_entry(heading: str, *, cue: CueKind, known: Set[str]) -> bool:
    """True for a heading that is a day or a version and nothing else, and has one of the kind asked for beside the `known` words."""
    rest = heading
    for period in reversed(list(periods(heading, years="any"))):
        rest = f"{rest[: period.start]} {rest[period.end :]}"
    rest = _WORDS.sub(" ", _RELEASE.sub(" ", rest))
    return not any(map(str.isalnum, rest)) and offers(heading, kind=cue, known=known)


def in_passing(sentence: str) -> tuple[str, str]:
    """What a sentence says in passing, which was at another time than the rest, and the rest."""
    return " ".join(_PASSING.findall(sentence)), _PASSING.sub(" ", sentence)
