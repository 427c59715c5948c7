"""The numbers of a text with what they count: digits in any grouping, number words, percentages, money, years."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from untuned.text.measures import Measure, currency_before, measure_after
from untuned.text.number_words import SCALES, spoken
from untuned.text.regex import regex


@dataclass(frozen=True, slots=True)
class Figure:
    """A number, [start, end) of the text, with every value it may have and the measure beside it."""

    values: tuple[float, ...]
    start: int
    end: int
    measure: Measure | None = None
    measure_start: int = 0
    measure_end: int = 0
    year: bool = False
    """A number of four digits that may well be a year."""
    years: tuple[float, float] | None = None
    """First and last year of a decade or century."""
    words: bool = False


_DIGITS = regex(
    r"(?:(?<![\w.,])|(?<=USD)|(?<=EUR)|(?<=GBP)|(?<=RUB)|(?<=RMB)|(?<=CNY)|(?<=JPY)|(?<=INR)|(?<=CHF)|(?<=US))(?:"
    r"(?P<grouped>\d{1,3}(?:(?P<mark>[,\u00a0\u202f\u2009 ])\d{3})(?:(?P=mark)\d{3})*(?!\d)(?:[.,]\d+)?)"
    r"|(?P<dots>\d{1,3}(?:\.\d{3}){2,}(?:,\d+)?)"
    r"|(?P<fraction>\d{1,3}[/⁄]\d{1,3}(?![/⁄]?\d))"
    r"|(?P<plain>\d+(?:[.,]\d+)?(?![.,]\d))"
    r")(?P<vulgar>[½¼¾⅓⅔⅛])?|(?P<lone>[½¼¾⅓⅔⅛])"
)
_ANY_DIGIT = regex(r"[\d½¼¾⅓⅔⅛]")
_VULGAR = {"½": 0.5, "¼": 0.25, "¾": 0.75, "⅓": 1 / 3, "⅔": 2 / 3, "⅛": 0.125}
_SCALE = regex(
    r"[\s-]?(hundred|thousand|million|billion|trillion|тысяч[аиу]?|миллион(?:а|ов)?|миллиард(?:а|ов)?|тыс|млн|млрд|трлн|mln|bn|mn)\b|([kKKmMB])\b"
)
_TAIL = regex(r"(?:st|nd|rd|th|s|-?(?:го|й|я|е|ый|ая|ое|му|м|х|ми|ти))(?!\w)|(?=\W|\Z)")
_LISTED = r"\s*\d{1,2}(?:\s*(?:,|&|and|or|to|through|и|или|до|-|–)+\s*\d{1,2})*(?![\w%])"
_NOT_COUNTED = regex(
    r"\[\^?\d{1,3}(?:\s?[,;–-]\s?\d{1,3})*\]"  # citation marks
    r"|(?i:\b(?:passages?|sources?|documents?|contexts?|excerpts?|snippets?|отрыв\w+|источник\w*|документ\w*)"
    rf"\s*(?:id|no\.?|number|#|№)?{_LISTED})"
    r"|(?i:\b(?:steps?|options?|questions?|examples?|tips?|шаг\w*|вопрос\w*)"
    rf"{_LISTED})"
    r"|(?m:^[ \t*_>#-]*\(?\d{1,2}(?:[.)](?=\s|\Z)|(?=\[\d)))"  # numbers of list items
)
_CENTURY = regex(r"[\s-]?(?:centur|век|столети)")
_SHORT_YEAR = regex(r"(?<!\d)(1\d|20)\d{2}\s?[-–/]\s?\Z")
_MINUS = regex(r"(?:^|(?<![\d%°])[\s(])[-−]\Z")
"""A minus before a number, not the dash of a range."""
_CYRILLIC = regex("[а-яё]", re.IGNORECASE)
_CODE_BEFORE = regex(r"(?:[A-ZА-ЯЁ][\w]*[-–_./#]|[\w.]+[@_/])\Z")


def figures(text: str) -> list[Figure]:
    """The numbers of `text` in order; numbers of list items, citation marks and codes are none."""
    found = list(_in_digits(text)) if _ANY_DIGIT.search(text) is not None else []
    found += [_measured(text, Figure((word.value,), word.start, word.end, words=True)) for word in spoken(text)]
    return _shared(text, sorted(found, key=lambda figure: figure.start))


def _in_digits(text: str) -> Iterator[Figure]:
    skipped = [match.span() for match in _NOT_COUNTED.finditer(text)]
    russian = _CYRILLIC.search(text) is not None
    for match in _DIGITS.finditer(text):
        if any(start <= match.start() < end for start, end in skipped) or _CODE_BEFORE.search(
            text, max(0, match.start() - 20), match.start()
        ):
            continue
        figure = _digits(text, match, russian=russian)
        if figure is not None:
            yield figure


def uncounted(text: str, at: int) -> bool:
    """True where the number of a list item or a citation mark stands."""
    return any(match.start() <= at < match.end() for match in _NOT_COUNTED.finditer(text))


def _digits(text: str, match: re.Match[str], *, russian: bool) -> Figure | None:
    """The figure of these digits; None when letters make a code of them."""
    values = _values(match, russian=russian)
    if _MINUS.search(text, max(0, match.start() - 4), match.start()):
        values = tuple(-value for value in values)
    end = match.end()
    scale = _SCALE.match(text, end)
    if scale is not None:
        factor = SCALES[(scale[1] or scale[2]).lower()]
        money = currency_before(text, match.start()) is not None
        scaled = tuple(round(value * factor, 6) for value in values)
        if scale[2] is None or money or scale[2] in "kKKMB":
            return _measured(text, Figure(scaled, match.start(), scale.end()))
        return _measured(text, Figure((*values, *scaled), match.start(), end))
    whole = match["plain"] is not None and match["plain"].isdigit() and len(match["plain"]) == 4
    year = whole and 1000 <= values[0] <= 2100
    measured = _measured(text, Figure(values, match.start(), end))
    if measured.measure is not None and not (year and measured.measure.name == "year"):
        return measured
    tail = _TAIL.match(text, end)
    if tail is None:
        return None
    years = (values[0], values[0] + 9) if year and tail[0] == "s" else None
    if (short := _SHORT_YEAR.search(text, max(0, match.start() - 7), match.start())) and len(match[0]) == 2:
        values = (*values, float(short[1] + match[0]))
    if _CENTURY.match(text, tail.end()):
        years = (values[0] * 100 - 100, values[0] * 100)
    return Figure(values, match.start(), tail.end(), year=year, years=years)


def _values(match: re.Match[str], *, russian: bool) -> tuple[float, ...]:
    extra = _VULGAR.get(match["vulgar"] or match["lone"] or "", 0.0)
    if match["lone"]:
        return (round(extra, 6),)
    if match["fraction"]:
        top, bottom = (int(part) for part in re.split("[/⁄]", match["fraction"]))
        return (round(top / bottom + extra, 6),) if bottom else (float(top),)
    if match["dots"]:
        return (float(match["dots"].replace(".", "").replace(",", ".")),)
    if match["grouped"]:
        mark, digits = match["mark"], match["grouped"]
        together = float(digits.replace(mark, "").replace(",", "."))
        decimal = (float(digits.replace(",", ".")),) if mark == "," and russian and digits.count(",") == 1 and "." not in digits else ()
        return (together, *decimal)
    return (round(float(match["plain"].replace(",", ".")) + extra, 6),)


def _measured(text: str, figure: Figure) -> Figure:
    """The figure with the measure beside it, if there is one."""
    after = measure_after(text, figure.end)
    before = currency_before(text, figure.start)
    if before is not None and (after is None or after[0].kind != "percentage"):
        return Figure(figure.values, figure.start, figure.end, before[0], before[1], figure.end, words=figure.words)
    if after is not None:
        return Figure(figure.values, figure.start, figure.end, after[0], figure.start, after[1], words=figure.words)
    return figure


_RANGE = regex(r"\s?(?:-|–|—|to|and|or|до|и|или)\s?\Z")


def _shared(text: str, found: list[Figure]) -> list[Figure]:
    """In `5 to 10 km` the unit is that of both, unless the first has its own."""
    shared = list(found)
    for at in range(len(found) - 2, -1, -1):
        one, other = found[at], shared[at + 1]
        if (
            one.measure is None
            and other.measure is not None
            and not one.year
            and _RANGE.fullmatch(text[one.end : other.start].rstrip("$€£¥₽₹"))
        ):
            shared[at] = Figure(one.values, one.start, one.end, other.measure, one.start, one.end, words=one.words)
    return shared
