"""Values that are worked out from facts: ages, times, days until, sums, differences. The day is an argument."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal, localcontext
from types import MappingProxyType
from typing import cast
from zoneinfo import ZoneInfo

from untuned.errors import WrongSetting
from untuned.rag.answer.plural import Noun, counted, with_unit
from untuned.types.answers import Computed
from untuned.types.facts import Derivation, DerivationKind, Fact, FactBook, LeapDay

_ENGLISH: Mapping[str, str] = MappingProxyType(
    {
        "age": "age from",
        "elapsed": "time since",
        "days_until": "days until",
        "sum": "sum of",
        "difference": "difference of",
        "computed": "computed",
        "as_of": "as of",
    }
)
_RUSSIAN: Mapping[str, str] = MappingProxyType(
    {
        "age": "возраст по",
        "elapsed": "прошло с",
        "days_until": "дней до",
        "sum": "сумма",
        "difference": "разность",
        "computed": "вычислено",
        "as_of": "на",
    }
)

_DIGITS = 200


@dataclass(frozen=True, kw_only=True, slots=True)
class Elapsed:
    """Time between two days as people count it: whole years, then whole months, then days."""

    years: int
    months: int
    days: int


def today_in(now: datetime, timezone: str) -> date:
    """The day that it is at an aware moment in a time zone by its IANA name; "" for UTC.

    Raises:
        WrongSetting: There is no such time zone here.
    """
    try:
        zone = ZoneInfo(timezone) if timezone else UTC
    except (KeyError, ValueError, OSError) as error:  # unknown; no name of one; a folder of names
        remedy = "write an IANA name such as 'Europe/Berlin'; a system without time zones needs the package tzdata"
        raise WrongSetting("facts.timezone", value=timezone, file="untuned.toml", remedy=remedy) from error
    return now.astimezone(zone).date()


def anniversary(day: date, year: int, *, leap_day: LeapDay = "03-01") -> date:
    """The same day in another year; that of a 29 February in a common year is 1 March, or 28 February where `leap_day` says so."""
    return _months_after(day, 12 * (year - day.year), leap_day)


def age_in_years(born: date, today: date, *, leap_day: LeapDay = "03-01") -> int | None:
    """Whole years since a day; None when it is still to come."""
    if today < born:
        return None
    return today.year - born.year - (today < anniversary(born, today.year, leap_day=leap_day))


def elapsed(start: date, today: date, *, leap_day: LeapDay = "03-01") -> Elapsed | None:
    """Years, months and days since a day; None when it is still to come.

    A month is over on the same day of the next one, on its last where it has no such day.
    """
    if today < start:
        return None
    months = 12 * (today.year - start.year) + today.month - start.month
    while _months_after(start, months, leap_day) > today:
        months -= 1
    days = (today - _months_after(start, months, leap_day)).days
    return Elapsed(years=months // 12, months=months % 12, days=days)


def days_until(day: date, today: date, *, annual: bool = False, leap_day: LeapDay = "03-01") -> int:
    """Days from today to a day, negative when it is past; with `annual` to its next return, 0 on the day itself."""
    if not annual:
        return (day - today).days
    coming = anniversary(day, today.year, leap_day=leap_day)
    if coming < today:
        if today.year == date.max.year:
            return (coming - today).days
        coming = anniversary(day, today.year + 1, leap_day=leap_day)
    return (coming - today).days


def derive(derivation: Derivation, facts: FactBook, *, today: date, language: str = "en") -> Computed | None:
    """The value with everything that went in; None for an age or a time since a day that is still to come.

    `today` is the day where the asker is, see `today_in`; words are Russian for `ru`, else English.
    """
    inputs = [fact for name in derivation.inputs if (fact := facts.fact(name)) is not None]
    assert len(inputs) == len(derivation.inputs)  # the file was refused otherwise
    value = _arithmetic(derivation, inputs, language) or _of_time(derivation, inputs[0], today, language)
    if value is None:
        return None
    timed = derivation.kind in ("age", "elapsed", "days_until")
    named = tuple((fact.name, fact.shown) for fact in inputs)
    return Computed(name=derivation.kind, value=value, inputs=named, as_of=today if timed else None)


def told(computed: Computed, *, language: str = "en") -> str:
    """The value as a claim: `36 years (computed: age from me.birth_date = 1990-05-14, as of 2026-11-20)`."""
    words = _RUSSIAN if language == "ru" else _ENGLISH
    inputs = ", ".join(f"{name} = {value}" for name, value in computed.inputs)
    day = f", {words['as_of']} {computed.as_of.isoformat()}" if computed.as_of is not None else ""
    return f"{computed.value} ({words['computed']}: {words[computed.name]} {inputs}{day})"


def _of_time(derivation: Derivation, fact: Fact, today: date, language: str) -> str | None:
    day = _day_of(fact)
    match derivation.kind:
        case "age":
            years = age_in_years(day, today, leap_day=fact.leap_day)
            if years is None:
                return None
            return counted(years, "year", language=language) if years else _young(day, today, fact, language)
        case "elapsed":
            return _told_in(derivation, day, today, fact, language)
        case _:
            days = days_until(day, today, annual=derivation.annual, leap_day=fact.leap_day)
            if days >= 0:
                return counted(days, "day", language=language)
            return f"{counted(-days, 'day', language=language)} {'назад' if language == 'ru' else 'ago'}"


def _young(born: date, today: date, fact: Fact, language: str) -> str | None:
    """An age below a year: in months, or in days."""
    passed = elapsed(born, today, leap_day=fact.leap_day)
    if passed is None:
        return None
    return counted(passed.months, "month", language=language) if passed.months else counted(passed.days, "day", language=language)


def _told_in(derivation: Derivation, start: date, today: date, fact: Fact, language: str) -> str | None:
    passed = elapsed(start, today, leap_day=fact.leap_day)
    if passed is None:
        return None
    days = (today - start).days
    match derivation.span:
        case "days":
            return counted(days, "day", language=language)
        case "weeks":
            return counted(days // 7, "week", language=language)
        case "months":
            return counted(12 * passed.years + passed.months, "month", language=language)
        case "years":
            return counted(passed.years, "year", language=language)
        case _:
            parts: list[tuple[int, Noun]] = [(passed.years, "year"), (passed.months, "month"), (passed.days, "day")]
            shown = [counted(count, noun, language=language) for count, noun in parts if count]
            return ", ".join(shown) or counted(0, "day", language=language)


_ARITHMETIC: tuple[DerivationKind, ...] = ("sum", "difference")


def _arithmetic(derivation: Derivation, inputs: Sequence[Fact], language: str) -> str | None:
    """A sum or a difference; None for anything else."""
    if derivation.kind not in _ARITHMETIC:
        return None
    if isinstance(inputs[0].value, date):
        return counted((_day_of(inputs[0]) - _day_of(inputs[1])).days, "day", language=language)
    numbers = [cast("int | Decimal", fact.value) for fact in inputs]
    total = _exact(numbers) if derivation.kind == "sum" else _exact([numbers[0], -numbers[1]])
    return with_unit(total, inputs[0].unit)


def _exact(numbers: Sequence[int | Decimal]) -> int | Decimal:
    """The sum without rounding: a fact has at most 30 digits on either side of its point."""
    with localcontext(prec=_DIGITS):
        return sum(numbers)


def _day_of(fact: Fact) -> date:
    value = cast("date", fact.value)
    return value.date() if isinstance(value, datetime) else value


def _months_after(day: date, months: int, leap_day: LeapDay) -> date:
    """The same day so many months later (or, negative, earlier), on the month's last day where it has no such day."""
    year, month = divmod(12 * day.year + day.month - 1 + months, 12)
    last = _length(year, month + 1)
    if day.day <= last:
        return date(year, month + 1, day.day)
    if (day.month, day.day, month + 1) == (2, 29, 2) and leap_day == "03-01":
        return date(year, 3, 1)
    return date(year, month + 1, last)


def _length(year: int, month: int) -> int:
    """Days of a month."""
    if month == 2:
        return 29 if year % 4 == 0 and (year % 100 != 0 or year % 400 == 0) else 28
    return 30 if month in (4, 6, 9, 11) else 31
