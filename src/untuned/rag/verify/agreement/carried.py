"""Figures, dates, codes and names of a claim that its evidence does not hold."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from untuned.rag.verify.agreement.evidence import Evidence
from untuned.rag.verify.agreement.release_numbers import other_release
from untuned.rag.verify.scope.named import alike, names, plain
from untuned.text.dates import months, numeric_dates
from untuned.text.figures import Figure, figures
from untuned.text.identifiers import Identifier, identifiers
from untuned.text.measures import Measure, same
from untuned.text.regex import regex
from untuned.text.telephones import telephones
from untuned.types.answers import Flag, FlagKind

CONVERTED = 0.03
"""How far a converted value may be off: `3.1 miles` is `5 km`."""
_ROUNDED = 5
"""From here on a whole number may be a converted one that was rounded."""
_DEGREES = 1.0
"""How far converted degrees Celsius may be off."""
_COUNTED = regex(
    r"(?:\s+(?!of\b)[\w-]+){0,2}\s+(?:ways?|factors?|reasons?|types?|kinds?|components?|methods?|steps|passages|categories|options|sources|parts|"
    r"forms|points|aspects|things|examples|sections|elements|main|key|different|provided|given|способ\w*|причин\w*|фактор\w*|вид\w*|тип\w*|част\w*|шаг\w*)\b"
)
"""What follows a number word that counts what the sentence itself goes on to tell."""

_UNSPACED = "\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af"
_RUN = r"\d+(?:[.,]\d+)*"
_TOUCHING = regex(rf"(?<![\d.,]){_RUN}(?=[{_UNSPACED}])|(?<=[{_UNSPACED}]){_RUN}")
"""A number beside a sign of Chinese, Japanese or Korean."""


def carried_flags(claim: str, known: Evidence) -> list[Flag]:
    """A hard flag for each figure, date or code of the claim that the evidence lacks, a soft one for each name."""
    dates = [(date.start, date.end) for date in numeric_dates(claim)]
    codes = [code for code in identifiers(claim) if not _inside(code.start, dates)]
    taken = [*dates, *((code.start, code.end) for code in codes)]
    flags = [*_dates(claim, known)]
    flags += [_code(claim, code) for code in codes if code.key not in known.letters]
    told = [figure for figure in figures(claim) if not _inside(figure.start, taken)]
    own = _Own(
        known, tuple((figure.measure, value) for figure in told if figure.measure for value in figure.values if value in known.values)
    )
    flags += _called(claim, [flag for figure in told for flag in _figure(claim, figure, own)], known)
    flags += other_release(claim, told, known)
    flags += [flag for flag in _touching(claim, known) if not _inside(flag.start, [*taken, *((one.start, one.end) for one in told)])]
    flags += [flag for flag in _names(claim, known) if not _inside(flag.start, taken)]
    return flags


def _called(claim: str, flags: list[Flag], known: Evidence) -> Iterator[Flag]:
    """The flags on figures, those inside a telephone number as one on the whole number; none where the evidence has it in other groups."""
    numbers = telephones(claim) if flags else []
    for number in numbers:
        inside = [flag for flag in flags if number.start <= flag.start and flag.end <= number.end]
        if inside and not number.within(known.telephones):
            yield _flag(claim, "number", number.start, number.end, hard=any(flag.hard for flag in inside))
    yield from (flag for flag in flags if not any(number.start <= flag.start and flag.end <= number.end for number in numbers))


def _touching(claim: str, known: Evidence) -> Iterator[Flag]:
    """A soft flag on a number beside Chinese, Japanese or Korean signs that the evidence has nowhere in digits.

    No more than soft, since these languages also write numbers as words (`三十天`), and their units are not converted.
    """
    found = list(_TOUCHING.finditer(claim))
    held = {_written(run) for text in (*known.quotes, *known.supplies) for run in re.findall(_RUN, text)} if found else set[str]()
    for match in found:
        if _written(match[0]) not in held:
            yield _flag(claim, "number", match.start(), match.end(), hard=False)


def _written(run: str) -> str:
    """The number without grouping and without zeros that say nothing; full-width digits as others."""
    whole = "".join(str(int(sign)) if sign.isdecimal() else sign for sign in run.replace(",", ""))
    return (whole.rstrip("0").rstrip(".") if "." in whole else whole).lstrip("0") or "0"


def _inside(at: int, spans: list[tuple[int, int]]) -> bool:
    return any(start <= at < end for start, end in spans)


def _flag(claim: str, kind: FlagKind, start: int, end: int, *, hard: bool = True, source: str = "") -> Flag:
    return Flag(kind=kind, hard=hard, start=start, end=end, says=claim[start:end], source=source)


@dataclass(frozen=True, slots=True)
class _Own:
    """The evidence, and the measured values of the claim that it carries: `58 °F (14 °C)` converts its own."""

    known: Evidence
    carried: tuple[tuple[Measure, float], ...]


def _dates(claim: str, known: Evidence) -> Iterator[Flag]:
    for month in months(claim):
        if month.number not in known.months:
            yield _flag(claim, "date", month.start, month.end, hard=month.number not in known.hidden_months)
    for date in numeric_dates(claim):
        day = any(month in known.months and float(day) in known.values for month, day in date.days)
        if not day or float(date.year) not in known.values:
            yield _flag(claim, "date", date.start, date.end)


def _code(claim: str, code: Identifier) -> Flag:
    """A code that all the world shares (`COVID-19`) may well be meant by other words."""
    return _flag(claim, "identifier", code.start, code.end, hard=not code.shared)


def _figure(claim: str, figure: Figure, own: _Own) -> Iterator[Flag]:
    """The flag of one figure, if it deserves one: its value is nowhere, or only beside another measure."""
    known = own.known
    found = [measure for value in figure.values for measure in known.values.get(value, ())]
    if not found:
        if not (_converted(figure, own) or _in_years(figure, known)):
            soft = (figure.year and known.undated) or (figure.words and _COUNTED.match(claim, figure.end) is not None)
            soft = soft or not known.hidden.isdisjoint(figure.values)
            yield _flag(claim, _kind(figure), figure.start, figure.end, hard=not soft)
        return
    measure = figure.measure
    if measure is None or any(other is None or same(measure, other) for other in found) or _converted(figure, own):
        return
    others = " or ".join(sorted({other.name for other in found if other is not None}))
    start, end = min(figure.start, figure.measure_start), max(figure.end, figure.measure_end)
    yield _flag(claim, measure.kind, start, end, source=f"{claim[figure.start : figure.end]} {others}")


def _kind(figure: Figure) -> FlagKind:
    if figure.year:
        return "date"
    return "percentage" if figure.measure is not None and figure.measure.kind == "percentage" else "number"


def _converted(figure: Figure, own: _Own) -> bool:
    """True when the evidence has the same quantity in another unit, to 3 % or to the claim's own precision."""
    measure = figure.measure
    if measure is None or not measure.dimension:
        return False
    return any(
        other.dimension == measure.dimension and other.name != measure.name and _near(measure, value, other, its)
        for other, its in (*own.known.measured, *own.carried)
        for value in figure.values
    )


def _near(measure: Measure, value: float, other: Measure, its: float) -> bool:
    mine, theirs = measure.base(value), other.base(its)
    rounding = 0.5 * measure.factor if value == int(value) and value >= _ROUNDED else 0.0
    rounding = max(rounding, _DEGREES) if measure.dimension == "temperature" else rounding
    return abs(mine - theirs) <= max(CONVERTED * max(abs(mine), abs(theirs)), rounding)


def _in_years(figure: Figure, known: Evidence) -> bool:
    """True for `1990s` or `19th century` where a year of these years is told."""
    return figure.years is not None and any(figure.years[0] <= value <= figure.years[1] for value in known.values)


def _names(claim: str, known: Evidence) -> Iterator[Flag]:
    for name in names(claim):
        missing = [key for key in name.keys if not _known(plain(key), known.names)]
        if missing:
            yield _flag(claim, "name", name.start, name.start + len(name.text), hard=False)


def _known(stem: str, words: frozenset[str]) -> bool:
    return stem in words or any(alike(stem, word) for word in words if word[:1] == stem[:1])
