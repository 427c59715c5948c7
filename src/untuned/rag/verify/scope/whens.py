"""Dates, months, years, quarters and days of the week: whether the evidence speaks of another time than the question."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from untuned.rag.verify.scope.about import Evidence, Finding
from untuned.rag.verify.scope.named import Thing
from untuned.text.hours import has_hours, of_all, whose_hours
from untuned.text.people import LONGEST
from untuned.text.regex import regex
from untuned.text.weekdays import spoken_of
from untuned.text.words import terms
from untuned.text.yeardays import Stretch, named_in, speaks_of_rest, stretch_of, whole_year_at
from untuned.text.yeardays import spoken_of as yeardays

_RANGE = regex(r"(?<!\d)(1\d{3}|20\d{2})\s?(?:[-–—]|to|until|and|по|до|и)\s?(\d{4}|\d{2})(?!\d)")
_OPEN_RANGE = regex(r"(?i)(?<!\w)(?:(since|after|from|с|после)|(until|before|till|by|до))\s+(1\d{3}|20\d{2})(?!\d)")
_DECADE = regex(r"(?<!\d)(1\d{2}|20\d)0(?:'?s|-е|-х|-ые|-ых)(?!\w)")
_MONTHS = (
    "january jan январ", "february feb феврал", "march mar март", "april apr апрел", "may ма", "june jun июн",
    "july jul июл", "august aug август", "september sept sep сентябр", "october oct октябр", "november nov ноябр", "december dec декабр",
)  # fmt: skip
_MONTH_OF = {name: number for number, names in enumerate(_MONTHS, 1) for name in names.split()}
_FULL = "january|february|march|april|may|june|july|august|september|october|november|december"
_RUSSIAN = r"(?:январ|феврал|апрел|июн|июл|сентябр|октябр|ноябр|декабр)(?:[ьяюе]|ем|ём)|(?:март|август)(?:а|у|е|ом)?|ма[йяею]|маем"
_MONTH = rf"(?P<month>{_FULL}|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec|{_RUSSIAN})"
_YEAR = r"(?P<year>1[0-9]{3}|20[0-9]{2})"
_OPENS_MONTH = r"(?:(?<!\w)(?i:in|of|for|since|until|till|by|during|last|next|this|from|to|before|after|early|late|mid)[ -])"
_DATES = (
    regex(r"(?<![\w.-])(?P<year>\d{4})-(?P<month>\d{2})(?:-(?P<day>\d{2}))?(?![\w-])"),
    regex(r"(?<![\w.])(?P<day>\d{1,2})\.(?P<month>\d{2})(?:\.(?P<year>\d{4}|\d{2}))(?!\w)"),
    regex(
        rf"(?<!\w)(?P<day>\d{{1,2}})(?:st|nd|rd|th|-?е|-?го|-?ого)?(?:\s+of)?\s+{_MONTH}\.?(?:,?\s+{_YEAR})?(?!\w)",
        re.IGNORECASE,
    ),
    regex(rf"(?<!\w){_MONTH}\.?\s+(?:the\s+)?(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?!\d)(?:,?\s+{_YEAR})?(?!\w)", re.IGNORECASE),
    regex(rf"(?<!\w){_MONTH}\.?,?(?:\s+of)?\s+{_YEAR}(?!\w)", re.IGNORECASE),
    regex(rf"(?<!\w)(?:Q(?P<quarter>[1-4])|(?P<ordinal>first|second|third|fourth|[1-4](?:st|nd|rd|th))\s+quarter"
               rf"|(?P<russian>перв|втор|трет|четв[её]рт|IV|I{{1,3}}|[1-4])(?:-?[а-яё]{{1,4}})?\s+квартал[а-я]{{0,2}})(?:,?\s+(?:of\s+)?{_YEAR})?(?!\w)",
               re.IGNORECASE),
    regex(rf"(?<!\w)(?P<month>{_RUSSIAN})(?!\w)", re.IGNORECASE),
    regex(rf"(?:{_OPENS_MONTH}|(?<=[a-z,;] )|(?<=[(\[/]))(?P<month>{_FULL.title()})(?![\w’']|\s+[A-Z][a-z])"),
    regex(rf"(?m)^\W*(?P<month>{_FULL.title()})\W*$"),
    regex(r"(?<!\w)(?P<weekday>(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)s?(?!\w)"),
    regex(r"(?i)(?<!\w)(?P<weekday>понедельник|вторник|четверг|пятниц|суббот|воскресень)(?:[а-я]{0,3})(?!\w)"),
    regex(r"(?i)(?<!\w)(?:(?:в|на|со?)\s+(?P<weekday>сред)[уы]|по\s+средам)(?!\w)|^\W*среда\W*$", re.MULTILINE),
    regex(rf"(?<![\w.,$€£₽-]){_YEAR}(?=(?:[-–—]\d{{2,4}})?(?:-?(?:го|м|й|х))?(?![\w%]|[.,]\d))"),
)  # fmt: skip
_SENTENCE = regex(r"(?<=[.;!?])\s+")
_DAYS_OF_HOURS = 2
"""Days from which on a sentence tells a week's hours, rather than something of one day."""
_WEEKDAYS = {
    "mon": "1", "tue": "2", "wed": "3", "thu": "4", "fri": "5", "sat": "6", "sun": "7",
    "пон": "1", "вто": "2", "сре": "3", "чет": "4", "пят": "5", "суб": "6", "вос": "7",
}  # fmt: skip
_QUARTERS = {"f": "1", "s": "2", "t": "3", "п": "1", "в": "2", "т": "3", "ч": "4", "i": "1", "ii": "2", "iii": "3", "iv": "4"}


def missing_dates(question: str, evidence: Evidence) -> list[Finding]:
    """Times that the question names, where the evidence speaks of another one in their place; without any, a soft flag."""
    asked = dates(question)
    carried = dates("\n".join((evidence.text, *evidence.labels))) if asked else ()
    findings: list[Finding] = []
    for thing in asked:
        if any(_says_finest(thing, other) for other in carried) or within(thing.keys[0], evidence.text):
            continue
        if _among_weekdays(thing, evidence) or _among_yeardays(thing, evidence, carried) or _tells_its_week(thing, question, evidence):
            continue
        twins = [other for other in (dates(evidence.quote) or carried) if _contradicts(thing, other)]
        if not twins and any(_same(thing, other) for other in carried):
            continue
        findings.append(Finding(thing, hard=bool(twins), instead=twins[0].text.strip() if twins else ""))
    return findings


@lru_cache(maxsize=256)
def dates(text: str) -> tuple[Thing, ...]:
    """What `text` says of times; keys: year, month, day, weekday (1 is Monday) and quarter, each "" where it is not said."""
    found: list[Thing] = []
    taken: list[tuple[int, int]] = []
    for pattern in _DATES:
        for match in pattern.finditer(text):
            if any(start < match.end() and match.start() < end for start, end in taken):
                continue
            taken.append(match.span())
            found.append(Thing("date", match[0], _keys(match), match.start()))
    return tuple(sorted(found, key=lambda thing: thing.start))


def days_in(text: str) -> list[Thing]:
    """What `text` says of times that names a month and a day of it."""
    return [thing for thing in dates(text) if thing.keys[1] and thing.keys[2]]


def is_same_day(own: Thing, asked: Thing) -> bool:
    """True for the same day of the same year, or of any where one of them says none."""
    (year, *day), (asked_year, *asked_day) = own.keys[:3], asked.keys[:3]
    return day == asked_day and (not year or not asked_year or year == asked_year)


def names_another_day(text: str, words: str) -> bool:
    """True for a text that names a day, and none that is the day of these words of a question."""
    told = days_in(text)
    return bool(told) and any(not any(is_same_day(thing, asked) for thing in told) for asked in days_in(words)[:1])


def _keys(match: re.Match[str]) -> tuple[str, str, str, str, str]:
    parts = {name: value or "" for name, value in match.groupdict().items()}
    year, month, day = parts.get("year", ""), parts.get("month", ""), parts.get("day", "")
    if len(year) == 2:
        year = "20" + year
    if month and not month.isdigit():
        month = str(_month(month))
    return year, month.lstrip("0"), day.lstrip("0"), _weekday(parts), _quarter(parts)


def _weekday(parts: dict[str, str]) -> str:
    if "weekday" not in parts:
        return ""
    return _WEEKDAYS[(parts["weekday"] or "сре").lower()[:3]]


def _quarter(parts: dict[str, str]) -> str:
    named = parts.get("quarter") or parts.get("ordinal") or parts.get("russian") or ""
    if not named or named[0].isdigit():
        return named[:1]
    if named.lower().startswith("fo"):
        return "4"
    return _QUARTERS.get(named.lower()) or _QUARTERS[named[0].lower()]


def _month(name: str) -> int:
    low = name.lower().rstrip(".")
    return _MONTH_OF.get(low) or next(number for stem_of, number in _MONTH_OF.items() if low.startswith(stem_of) and not stem_of.isascii())


def _same(one: Thing, other: Thing) -> bool:
    """True when nothing that both say differs, and both say something."""
    return not _contradicts(one, other) and any(mine and mine == its for mine, its in zip(one.keys, other.keys, strict=True))


def _says_finest(one: Thing, other: Thing) -> bool:
    """True for the same time that the other says as finely: `2026` is not 10 September 2026 where a text names days of that year."""
    year, month, day, weekday, quarter = zip(one.keys, other.keys, strict=True)
    finest = next((pair for pair in (day, weekday, month, quarter, year) if pair[0]), ("", ""))
    return _same(one, other) and bool(finest[1])


def _contradicts(one: Thing, other: Thing) -> bool:
    """True when both say the year, the month, the day, the weekday or the quarter, and say it differently."""
    return any(mine and its and mine != its for mine, its in zip(one.keys, other.keys, strict=True))


def _among_weekdays(thing: Thing, evidence: Evidence) -> bool:
    """True for a day of the week alone that the evidence speaks of without its name, as `Tuesday to Friday` does of Wednesday."""
    *rest, weekday, quarter = thing.keys
    return (
        bool(weekday) and not any((*rest, quarter)) and any(int(weekday) in spoken_of(text) for text in (evidence.text, *evidence.labels))
    )


def _tells_its_week(thing: Thing, question: str, evidence: Evidence) -> bool:
    """True for a day of the week where the quote tells on which days what is asked about is open: it is not on the others."""
    *rest, weekday, quarter = thing.keys
    whose = whose_hours(question[:LONGEST]) if weekday and not any((*rest, quarter)) else ""
    if not whose:
        return False
    asked = frozenset(terms(whose))
    sentences = (line for part in evidence.quote.splitlines() for line in _SENTENCE.split(part))
    told = (one for one in sentences if has_hours(one) and (of_all(whose) or not asked.isdisjoint(terms(has_hours(one)))))
    return any(len(spoken_of(one)) >= _DAYS_OF_HOURS for one in told)


def _among_yeardays(thing: Thing, evidence: Evidence, carried: Sequence[Thing]) -> bool:
    """True for a day or a month that stands in a list or a range of the evidence: July in `from April to September`, of any year.

    What the quote says of the whole year behind another day is of something else: `The sale is on 3 July, offers come all year round`.
    """
    year, month, day, weekday, quarter = thing.keys
    if not month or weekday or quarter or (year and any(other.keys[0] not in ("", year) for other in carried)):
        return False
    asked, quote, whole = stretch_of(int(month), int(day or 0)), evidence.quote, whole_year_at(evidence.quote)
    if whole is not None and any(_contradicts(thing, other) for other in dates(quote[:whole])):
        quote = quote[:whole]
    return any(_meets(asked, yeardays(text)) for text in (quote, *evidence.lines, *evidence.labels))


def of_the_rest(question: str, said: str, *, before: str) -> bool:
    """True where what is said is of the rest of the year, and what stands before it is of the days that are asked for.

    Args:
        question: It names a day or a month, in whatever year.
        said: What is quoted, with its headings.
        before: The text right before it, of which the rest is told.
    """
    if not speaks_of_rest(said):
        return False
    asked = [stretch_of(int(month), int(day or 0)) for _, month, day, *_ in (thing.keys for thing in dates(question)) if month]
    own, others = named_in(said), named_in(before)
    return any(_meets(one, others) and not _meets(one, own) for one in asked)


def _meets(asked: Stretch, stretches: Sequence[Stretch]) -> bool:
    return any(asked.meets(stretch) for stretch in stretches)


def within(year: str, text: str) -> bool:
    """True when `text` names a range of years or a decade that holds `year`; False where `year` is ""."""
    if not year:
        return False
    asked = int(year)
    for match in _RANGE.finditer(text):
        last = match[2] if len(match[2]) == 4 else match[1][:2] + match[2]
        if int(match[1]) <= asked <= int(last):
            return True
    if any((match[1] and int(match[3]) <= asked) or (match[2] and asked <= int(match[3])) for match in _OPEN_RANGE.finditer(text)):
        return True
    return any(int(match[1] + "0") <= asked < int(match[1] + "0") + 10 for match in _DECADE.finditer(text))
