"""From when and until when a text holds, by what it says of itself at its head or foot.

Only a line that begins with a label ("Effective from", "Last updated:", "действует с"), says it in brackets, or says it of "this" text
counts: a date that is merely near such words would be a guess. Lines that contradict each other tell nothing.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from types import MappingProxyType
from typing import Literal

from untuned.text.days import Period, may_have_year, periods
from untuned.text.regex import regex
from untuned.types.documents import Loaded

_HEAD, _FOOT = 1_500, 800
"""Characters at either end of a text in which it speaks of itself."""
_LONGEST_LINE = 300
_NOT_ITS_OWN = ("code", "quote", "markup", "matter")

_GAP = r"[\s:|*_()–—-]{1,12}"

_SINCE = (
    r"(?:effective(?:\s+date)?|valid|in\s+force|in\s+effect|applies|applicable|enters\s+into\s+force|entered\s+into\s+force|takes\s+effect"
    r"|comes\s+into\s+force|date\s+of\s+entry\s+into\s+force|действует|действительн[аоы]?|в\s+действии|дата\s+вступления\s+в\s+силу"
    r"|вступ(?:ает|ил[аои]?|ают)\s+в\s+силу|введен[аоы]?\s+в\s+действие|дата\s+введения(?:\s+в\s+действие)?|применяется)"
    r"(?:\s+(?:from|as\s+of|as\s+from|since|starting|starting\s+from|beginning|on|с|со|от))?"
)
_UPDATED = (
    r"(?:(?:last|date)\s+(?:updated|modified|revised|amended|changed)|(?:updated|revised|amended)|revision(?:\s+date|\s+of)?|date\s+of\s+revision"
    r"|(?:в\s+)?редакци[яи]|(?:последнее\s+)?обновлен(?:о|а|ие)|последнее\s+изменение|изменен[оа]?"
    r"|дата\s+(?:последнего\s+|последней\s+)?(?:обновления|изменения|редакции))(?:\s+(?:on|от|as\s+of))?"
)
_ENDS = (
    r"(?:(?:effective|valid|in\s+force|in\s+effect|applies|applicable)\s+(?:until|till|through|up\s+to|to)|expir(?:es|y(?:\s+date)?)"
    r"|действует\s+(?:до|по)|действительн[аоы]?\s+(?:до|по)|срок\s+действия(?:[\s:]{1,4}(?:до|по|истекает))?|применяется\s+(?:до|по))(?:\s+on)?"
)
_LAPSED = (
    r"(?:утрати(?:л[аои]?|ло)\s+силу|не\s+действует|withdrawn|no\s+longer\s+(?:valid|in\s+force|in\s+effect))"
    r"(?:\s+(?:from|as\s+of|since|on|с|со))?"
)
_OPENING = (
    r"(?:(?:this|these|our|настоящ\w{2,3}|данн\w{2,3})(?:\s+[\w-]{1,30}){1,5}?\s+(?:(?:is|are|becomes?|shall\s+be|will\s+be|shall)\s+)?"
    r"|(?:version|верси[яи])\s+[\w.]{1,12}[,;:]?\s+)?"
)
_UNTIL = regex(r"(?:\s?(?:г\.?|года))?\s{0,3}(?:,\s?)?(?:until|till|through|to|up\s+to|до|по|–|—|-)\s{1,3}")
_UNSURE = regex(r"(0?[1-9]|1[0-2])/(?!\1/)(0?[1-9]|1[0-2])/")
"""The day and the month could be either."""
_AROUND_DAY = str.maketrans("", "", '«»“”"')
_LONGEST_DATE = 40
_LONGEST_PERIOD = 31

Kind = Literal["since", "updated", "ends", "lapsed"]
_LABELS: Mapping[Kind, str] = MappingProxyType({"ends": _ENDS, "lapsed": _LAPSED, "since": _SINCE, "updated": _UPDATED})
_LINES: Sequence[tuple[Kind, re.Pattern[str]]] = tuple(
    (kind, regex(rf"(?:^{_OPENING}|\(\s?){label}{_GAP}")) for kind, label in _LABELS.items()
)
_DIGIT = regex(r"\d")
_EDGES = " \t#>*_|-–—•[](){}"


@dataclass(frozen=True, kw_only=True, slots=True)
class Told:
    """The days that a text names; None where it does not, or contradicts itself."""

    start: date | None = None
    end: date | None = None


def told_in_text(loaded: Loaded) -> Told:
    """From when and until when a text says that it holds; a day of its last change counts where it names no other beginning.

    01.03.2025 is the first of March, as it is written where dots are; 03/01/2025 could be either and is none.
    """
    found: dict[Kind, set[date]] = {"since": set(), "updated": set(), "ends": set(), "lapsed": set()}
    for line in _lines(loaded):
        for kind, day in _of_line(line):
            found[kind].add(day)
    start = _only(found["since"]) if found["since"] else _only(found["updated"])
    end = _only(found["ends"] | {day - timedelta(days=1) for day in found["lapsed"]})
    return Told(start=start, end=end if start is None or end is None or end >= start else None)


def _only(days: set[date]) -> date | None:
    return next(iter(days)) if len(days) == 1 else None


def _lines(loaded: Loaded) -> Iterator[str]:
    """The lines with a digit, of head and foot, that are the document's own words; in small letters, without the signs around them."""
    text = loaded.text
    begins = max((block.end for block in loaded.blocks if block.kind == "matter"), default=0)
    head = min(len(text), begins + _HEAD)
    quoted = [(block.start, block.end) for block in loaded.blocks if block.kind in _NOT_ITS_OWN]
    for start, end in ((begins, head), (max(head, len(text) - _FOOT), len(text))):
        # a line that the stretch begins inside of is no beginning of a line
        at = start if start in (0, begins) or text[start - 1] == "\n" else text.find("\n", start, end) + 1 or end
        while at < end:
            stop = text.find("\n", at, at + _LONGEST_LINE + 1)
            until = stop if stop >= 0 else min(len(text), at + _LONGEST_LINE)
            if _DIGIT.search(text, at, until) is not None and not _is_inside(quoted, at):
                yield text[at:until].casefold().translate(_AROUND_DAY).strip(_EDGES)
            stop = stop if stop >= 0 else text.find("\n", at)
            at = stop + 1 if stop >= 0 else end


def _is_inside(stretches: Sequence[tuple[int, int]], at: int) -> bool:
    before = bisect_right(stretches, at, key=lambda one: one[0])
    return before > 0 and at < stretches[before - 1][1]


def _of_line(line: str) -> Iterator[tuple[Kind, date]]:
    if not may_have_year(line):
        return
    for kind, pattern in _LINES:
        match = pattern.search(line)
        period = None if match is None else _period_at(line, match.end())
        if match is None or period is None:
            continue
        yield kind, period.last if kind == "ends" else period.first
        until = _UNTIL.match(line, match.end() + period.end) if kind == "since" else None
        last = None if until is None else _period_at(line, until.end())
        if last is not None:
            yield "ends", last.last
        return


def _period_at(line: str, at: int) -> Period | None:
    """The day or month that begins right there; None where it could be either of two."""
    near = line[at : at + _LONGEST_DATE]
    found = next(periods(near), None)
    if found is None or found.start or (found.last - found.first).days >= _LONGEST_PERIOD or _UNSURE.match(near):
        return None
    return found
