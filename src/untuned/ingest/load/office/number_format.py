"""Numbers as a spreadsheet shows them: by the cell's number format, as far as it is one of the usual kinds."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from functools import lru_cache
from operator import eq, ge, gt, le, lt, ne

from untuned.text.regex import regex

BUILT_IN = {
    0: "General", 1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 11: "0.00E+00", 12: "# ?/?", 13: "# ??/??",
    14: "yyyy-mm-dd", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy", 18: "h:mm AM/PM", 19: "h:mm:ss AM/PM", 20: "h:mm", 21: "h:mm:ss",
    22: "yyyy-mm-dd h:mm", 37: "#,##0;(#,##0)", 38: "#,##0;(#,##0)", 39: "#,##0.00;(#,##0.00)", 40: "#,##0.00;(#,##0.00)",
    45: "mm:ss", 46: "[h]:mm:ss", 47: "mm:ss.0", 48: "##0.0E+0", 49: "@",
}  # fmt: skip
"""The formats that a file names by number only (ECMA-376, part 1, 18.8.30); dates of a country's form are written as ISO 8601."""

_LITERAL = regex(r'"([^"]*)"|\\(.)|_.|\*.|\[\$([^\]-]*)[^\]]*\]|\[[^\]]*\]')
_PLACES = regex(r"[#0?][#0?,]*(?:\.[#0?]+)?|\.[#0?]+")
_DATE = regex(r"[ymdhs]", re.IGNORECASE)
_TIME = regex(r"[hs]", re.IGNORECASE)
_DAY = regex(r"[yd]", re.IGNORECASE)
_ELAPSED = regex(r"\[(h|m|s)\1*\]")
_LITERAL_MARK = "\ue000"
_CONDITION = regex(r"\[(<=|>=|<>|<|>|=)\s*(-?\d+(?:\.\d+)?)\]")
_HOLDS: Mapping[str, Callable[[Decimal, Decimal], bool]] = {"<=": le, ">=": ge, "<>": ne, "<": lt, ">": gt, "=": eq}
_MASK = regex(r"[0#?]+(?:[- \ue000()]+[0#?]+)+")
"""Digits with signs between them, as of a number of a person or a telephone; a slash that nothing escapes makes a fraction."""
_EPOCH = datetime(1899, 12, 30)  # noqa: DTZ001 - a spreadsheet's days have no time zone
_EPOCH_1904 = datetime(1904, 1, 1)  # noqa: DTZ001
_LEAP_BUG = 60
"""Days before this one are one too few: the program counts a 29 February 1900."""


@dataclass(frozen=True, slots=True)
class _Section:
    """One section of a format: text around the digits, decimal places, and what is done to the value."""

    before: str
    after: str
    digits: int
    """Before the point, at least."""
    decimals: int
    most_decimals: int
    thousands: bool
    percent: bool
    general: bool = False
    """True where the number stands as without a format."""


@dataclass(frozen=True, slots=True)
class _Part:
    """One section of a format: as a mask of digits, or else as text around a number; neither where it is of another kind."""

    mask: str
    section: _Section | None
    condition: tuple[str, Decimal] | None


@dataclass(frozen=True, slots=True)
class _Form:
    """A format with all of its sections."""

    parts: tuple[_Part, ...]
    zero: str
    """The words that it shows for zero."""
    conditional: bool


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
    return _plain(number) if code in ("General", "@", "") else _by_format(number, code)


def _by_format(number: Decimal, code: str) -> str:
    form = _form(code)
    part = _chosen(number, form) if form.conditional else form.parts[1 if number < 0 and len(form.parts) > 1 else 0]
    if part is None:
        return _plain(number)
    if number == 0 and form.zero:
        return form.zero
    told = -number if number < 0 and len(form.parts) > 1 else number
    try:
        return (_masked(told, part.mask) if part.mask else "") or (
            _plain(number) if part.section is None else _formatted(told, part.section)
        )
    except InvalidOperation:  # more digits than are counted with
        return _plain(number)


def hides(code: str) -> bool:
    """True for a format that shows nothing, whatever the cell holds."""
    return len(code.split(";")) >= 3 and not code.replace(";", "").strip()


def _plain(number: Decimal) -> str:
    text = format(float(number), ".15g")
    return format(Decimal(text), "f") if "e" in text and abs(number) < Decimal("1e21") and abs(number) > Decimal("1e-9") else text


@lru_cache(maxsize=512)
def _form(code: str) -> _Form:
    sections = code.split(";")
    conditions = [_CONDITION.search(section) for section in sections]
    parts = tuple(
        _Part(mask=_mask(section), section=_section(section), condition=None if told is None else (told[1], Decimal(told[2])))
        for section, told in zip(sections, conditions, strict=True)
    )
    return _Form(parts=parts, zero=_said(sections[2]) if len(sections) > 2 else "", conditional=any(conditions[:2]))


def _chosen(number: Decimal, form: _Form) -> _Part | None:
    """The first section whose condition holds; None where there is none, and for negative numbers, whose sign it may show or not."""
    holding = (part for part in form.parts if part.condition is None or _HOLDS[part.condition[0]](number, part.condition[1]))
    return next(holding, None) if number >= 0 else None


def _said(section: str) -> str:
    """The words that a section shows instead of any number; "" for one without words, or with digits."""
    bare = _LITERAL.sub("", section)
    words = "".join(one for found in _LITERAL.findall(section) for one in found).strip()
    return words if not bare.strip() and any(map(str.isalpha, words)) else ""


def _mask(section: str) -> str:
    """A section that is a mask of digits such as `000-00-0000`, with its signs in place; "" for one that is none."""
    literals: list[str] = []

    def kept(found: re.Match[str]) -> str:
        said = next((group for group in found.groups() if group), "")
        literals.extend((said,) if said else ())
        return _LITERAL_MARK if said else ""

    bare = _LITERAL.sub(kept, section).strip()
    if _MASK.fullmatch(bare.strip("()")) is None or any(char in "0#?" for text in literals for char in text):
        return ""
    signs = iter(literals)
    mask = "".join(next(signs) if char == _LITERAL_MARK else char for char in bare)
    grouped = any(map(str.isspace, mask)) and "#" in mask and not any(sign in mask for sign in "-()/")  # by thousands, as some write it
    return "" if grouped else mask


def _masked(number: Decimal, mask: str) -> str:
    """The digits of a whole number in the places of a mask, further ones in front; "" for a number that is none, or has too few."""
    if number < 0 or number != number.to_integral_value():
        return ""
    digits = str(int(number)).zfill(mask.count("0"))
    places = sum(char in "0#?" for char in mask)
    if len(digits) < places:
        return ""
    figures = iter(digits[len(digits) - places :])
    filled = "".join(next(figures) if char in "0#?" else char for char in mask)
    first = len(mask) - len(mask.lstrip("( "))
    return f"{filled[:first]}{digits[: len(digits) - places]}{filled[first:]}"


def _formatted(number: Decimal, section: _Section) -> str:
    if section.general:
        return f"{section.before}{_plain(number)}{section.after}".strip()
    if section.percent:
        number *= 100
    rounded = number.quantize(Decimal(1).scaleb(-section.most_decimals), rounding=ROUND_HALF_UP)
    whole, _, rest = format(abs(rounded), ",f" if section.thousands else "f").partition(".")
    if len(whole) < section.digits:
        whole = whole.replace(",", "").zfill(section.digits)
        whole = _grouped(whole) if section.thousands else whole
    while len(rest) > section.decimals and rest.endswith("0"):
        rest = rest[:-1]
    sign = "-" if rounded < 0 else ""
    return f"{sign}{section.before}{whole}{'.' if rest else ''}{rest}{section.after}".strip()


def _grouped(whole: str) -> str:
    first = len(whole) % 3
    return ",".join(part for part in (whole[:first], *(whole[at : at + 3] for at in range(first, len(whole), 3))) if part)


def _section(code: str) -> _Section | None:
    """A format's section; None for fractions, exponents, scaling and other kinds."""
    literals: list[str] = []

    def kept(found: re.Match[str]) -> str:
        literals.append(next((group for group in found.groups() if group is not None), " " if found[0].startswith("_") else ""))
        return _LITERAL_MARK

    bare = _LITERAL.sub(kept, code)
    general = bare.count("General") == 1 and _PLACES.search(bare) is None
    places = ["General"] if general else _PLACES.findall(bare)
    if general and re.search(r"[Ee/@%]", bare.replace("General", "")):
        return None
    if len(places) != 1 or (not general and re.search(r"[Ee/@]|General|[0#?],+(?![0#?])", bare)):
        return None
    whole, _, decimals = places[0].partition(".")
    before, _, after = bare.partition(places[0])
    texts = iter(literals)

    def spelled(part: str) -> str:
        return "".join(next(texts) if char == _LITERAL_MARK else char for char in part)

    return _Section(
        before=spelled(before),
        after=spelled(after),
        digits=whole.count("0"),
        decimals=decimals.count("0"),
        most_decimals=len(decimals),
        thousands="," in whole,
        percent="%" in before + after,
        general=general,
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
