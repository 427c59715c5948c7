"""Numbers as a spreadsheet shows them: by the cell's number format, as far as it is one of the usual kinds."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from functools import lru_cache

BUILT_IN = {
    0: "General", 1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 11: "0.00E+00", 12: "# ?/?", 13: "# ??/??",
    14: "yyyy-mm-dd", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy", 18: "h:mm AM/PM", 19: "h:mm:ss AM/PM", 20: "h:mm", 21: "h:mm:ss",
    22: "yyyy-mm-dd h:mm", 37: "#,##0;(#,##0)", 38: "#,##0;(#,##0)", 39: "#,##0.00;(#,##0.00)", 40: "#,##0.00;(#,##0.00)",
    45: "mm:ss", 46: "[h]:mm:ss", 47: "mm:ss.0", 48: "##0.0E+0", 49: "@",
}  # fmt: skip
"""The formats that a file names by number only (ECMA-376, part 1, 18.8.30); dates of a country's form are written as ISO 8601."""

_LITERAL = re.compile(r'"([^"]*)"|\\(.)|_.|\*.|\[\$([^\]-]*)[^\]]*\]|\[[^\]]*\]')
_PLACES = re.compile(r"[#0?][#0?,]*(?:\.[#0?]+)?|\.[#0?]+")
_DATE = re.compile(r"[ymdhs]", re.IGNORECASE)
_TIME = re.compile(r"[hs]", re.IGNORECASE)
_DAY = re.compile(r"[yd]", re.IGNORECASE)
_ELAPSED = re.compile(r"\[(h|m|s)\1*\]")
_LITERAL_MARK = "\ue000"
_EPOCH = datetime(1899, 12, 30)  # noqa: DTZ001 - a spreadsheet's days have no time zone
_EPOCH_1904 = datetime(1904, 1, 1)  # noqa: DTZ001
_LEAP_BUG = 60
"""Days before this one are one too few: the program counts a 29 February 1900."""


@dataclass(frozen=True, slots=True)
class _Section:
    """One section of a format: text around the digits, decimal places, and what is done to the value."""

    before: str
    after: str
    decimals: int
    most_decimals: int
    thousands: bool
    percent: bool


def shown(value: str, code: str, *, from_1904: bool = False) -> str:
    """A cell's number as it is shown; its plain digits where the format is of an unusual kind."""
    try:
        number = Decimal(value)
    except InvalidOperation:
        return value
    if not number.is_finite():
        return value
    if _is_date(code):
        return _moment(number, code, from_1904=from_1904)
    sections = code.split(";")
    section = _section(sections[1] if number < 0 and len(sections) > 1 else sections[0])
    if code in ("General", "@", "") or section is None:
        return _plain(number)
    if number < 0 and len(sections) > 1:
        number = -number
    return _formatted(number, section)


def hides(code: str) -> bool:
    """True for a format that shows nothing, whatever the cell holds."""
    return len(code.split(";")) >= 3 and not code.replace(";", "").strip()


def _plain(number: Decimal) -> str:
    text = format(float(number), ".15g")
    return format(Decimal(text), "f") if "e" in text and abs(number) < Decimal("1e21") and abs(number) > Decimal("1e-9") else text


def _formatted(number: Decimal, section: _Section) -> str:
    if section.percent:
        number *= 100
    rounded = number.quantize(Decimal(1).scaleb(-section.most_decimals), rounding=ROUND_HALF_UP)
    digits = format(abs(rounded), ",f" if section.thousands else "f")
    whole, _, rest = digits.partition(".")
    while len(rest) > section.decimals and rest.endswith("0"):
        rest = rest[:-1]
    sign = "-" if rounded < 0 else ""
    return f"{sign}{section.before}{whole}{'.' if rest else ''}{rest}{section.after}".strip()


@lru_cache(maxsize=512)
def _section(code: str) -> _Section | None:
    """A format's section; None for fractions, exponents, scaling and other kinds."""
    literals: list[str] = []

    def kept(found: re.Match[str]) -> str:
        literals.append(next((group for group in found.groups() if group is not None), " " if found[0].startswith("_") else ""))
        return _LITERAL_MARK

    bare = _LITERAL.sub(kept, code)
    places = _PLACES.findall(bare)
    if len(places) != 1 or re.search(r"[Ee/@]|General|[0#?],+(?![0#?])", bare):
        return None
    whole, _, decimals = places[0].partition(".")
    before, _, after = bare.partition(places[0])
    texts = iter(literals)

    def spelled(part: str) -> str:
        return "".join(next(texts) if char == _LITERAL_MARK else char for char in part)

    return _Section(
        before=spelled(before),
        after=spelled(after),
        decimals=decimals.count("0"),
        most_decimals=len(decimals),
        thousands="," in whole,
        percent="%" in before + after,
    )


@lru_cache(maxsize=512)
def _is_date(code: str) -> bool:
    bare = _LITERAL.sub(lambda found: "h" if found[0].lower() in ("[h]", "[hh]", "[mm]", "[ss]") else "", code.split(";", maxsplit=1)[0])
    return _DATE.search(bare) is not None and "General" not in bare and not _PLACES.search(re.sub(r"s\.0+", "s", bare))


def _duration(seconds: int, unit: str, smaller: str) -> str:
    """A time that counts on beyond a day, in hours, minutes or seconds, and the smaller units that the format has."""
    sign, seconds = "-" if seconds < 0 else "", abs(seconds)
    tail = f":{seconds % 60:02}" if "s" in smaller else ""
    if unit == "s":
        return f"{sign}{seconds}"
    if unit == "m":
        return f"{sign}{seconds // 60}{tail}"
    return f"{sign}{seconds // 3600}" + (f":{seconds // 60 % 60:02}{tail}" if "m" in smaller else "")


def _moment(number: Decimal, code: str, *, from_1904: bool) -> str:
    """A day, a time or both in ISO 8601; the plain number beyond the years that there are."""
    bare = _LITERAL.sub("", code.split(";", maxsplit=1)[0])
    days = float(number)
    elapsed = _ELAPSED.search(code.lower())
    if elapsed is not None:
        return _duration(round(days * 86_400), elapsed[1], bare.lower())
    epoch = _EPOCH_1904 if from_1904 else _EPOCH + timedelta(days=1) if days < _LEAP_BUG else _EPOCH
    try:
        moment = epoch + timedelta(seconds=round(days * 86_400))
    except OverflowError:
        return _plain(number)
    timed = _TIME.search(bare) is not None
    if not timed:
        return moment.date().isoformat()
    clock = moment.time().isoformat("seconds").removesuffix(":00")
    return f"{moment.date().isoformat()} {clock}" if _DAY.search(bare) else clock
