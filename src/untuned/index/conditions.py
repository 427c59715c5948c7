"""What a person types to narrow a search, such as `product=Pro` or `updated>=2025-01-01`, as a filter made of values."""

from __future__ import annotations

import re
from collections.abc import Sequence

from untuned.errors import BadFilter
from untuned.index.attributes import release_of, value_of
from untuned.text.days import period_in
from untuned.text.regex import regex
from untuned.text.values import LONGEST, folded, number_in
from untuned.types.filters import Attribute, Filter
from untuned.types.settings import MetadataField

ALWAYS = (
    MetadataField(name="language"),
    MetadataField(name="format"),
    MetadataField(name="folder"),
    MetadataField(name="title"),
    MetadataField(name="tags"),
    MetadataField(name="version"),
    MetadataField(name="updated", kind="date"),
    MetadataField(name="dated"),
    MetadataField(name="synced", kind="date"),
)
"""The fields that every project has, as rules without sources."""

_TYPED = regex(r"\s*([A-Za-z]\w*)\s*(>=|<=|=|>|<)\s*(.*\S)\s*", re.DOTALL)


def fields_of(rules: Sequence[MetadataField]) -> dict[str, MetadataField]:
    """Every field by its name: those that are always there, and the project's, which take their place."""
    return {field.name: field for field in (*ALWAYS, *rules)}


def condition(typed: str, *, rules: Sequence[MetadataField]) -> Filter:
    """The filter that is typed as `FIELD=VALUE`, `FIELD=ONE|OTHER`, `FIELD>=VALUE` or `FIELD<=VALUE`.

    A value may be called by any name that the field's table gives it. A month or a year stands for its first day after `>=`, for its
    last after `<=`, and for all of its days after `=`, which then are two filters: see `conditions`.

    Raises:
        BadFilter: It is not of that form, there is no such field, or the value is none of its kind.
    """
    found = _TYPED.fullmatch(typed[: 20 * LONGEST])
    if found is None:
        raise BadFilter(
            typed, reason="it is not of the form FIELD=VALUE", remedy="write product=Pro, 'product=Pro|Lite' or 'updated>=2025-01-01'"
        )
    name, sign, value = found[1].lower(), found[2], found[3]
    field = fields_of(rules).get(name)
    if field is None:
        known = ", ".join(fields_of(rules))
        remedy = f"name one of {known}; 'untuned tags' shows what they hold; to search by a key of front matter, declare [metadata.{name}]"
        raise BadFilter(typed, reason=f"there is no field '{name}'", remedy=f"{remedy}: 'untuned guide metadata'")
    if sign in "<>":
        raise BadFilter(typed, reason=f"'{sign}' is not known", remedy=f"write '{sign}=', which includes the value")
    if sign == "=":
        return Filter(field=name, values=tuple(_values(field, value, typed)))
    return Filter(field=name, operator="from" if sign == ">=" else "to", values=(_bound(field, value, typed, first=sign == ">="),))


def conditions(typed: Sequence[str], *, rules: Sequence[MetadataField]) -> tuple[Filter, ...]:
    """The filters that are typed; one of a month or a year is made of its first day and its last. Raises `BadFilter`."""
    made: list[Filter] = []
    for each in typed:
        found = _TYPED.fullmatch(each[: 20 * LONGEST])
        field = None if found is None else fields_of(rules).get(found[1].lower())
        period = period_in(found[3]) if found is not None and found[2] == "=" and field is not None and field.kind == "date" else None
        if field is not None and period is not None and period.first != period.last:
            made += [
                Filter(field=field.name, operator="from", values=(period.first,)),
                Filter(field=field.name, operator="to", values=(period.last,)),
            ]
        else:
            made.append(condition(each, rules=rules))
    return tuple(made)


def _values(field: MetadataField, value: str, typed: str) -> list[Attribute]:
    parts = [part for part in value.split("|") if part.strip()]
    made = [each for part in parts for each in (value_of(field)(part) or _plain(field, part))]
    if not made:
        raise BadFilter(typed, reason=f"'{value}' is no {field.kind}", remedy=_EXAMPLES[field.kind])
    return made


def _plain(field: MetadataField, part: str) -> list[Attribute]:
    return [release_of(part) if field.name == "version" else folded(part)] if field.kind in ("string", "list") else []


def _bound(field: MetadataField, value: str, typed: str, *, first: bool) -> Attribute:
    if field.kind == "date":
        period = period_in(value)
        if period is not None:
            return period.first if first else period.last
    number = number_in(value) if field.kind == "number" else None
    if number is None:
        raise BadFilter(typed, reason=f"'{value}' is no {'day' if field.kind == 'date' else 'number'}", remedy=_EXAMPLES[field.kind])
    return number


_EXAMPLES = {
    "string": "texts are equal or not: write product=Pro",
    "list": "texts are equal or not: write tags=billing",
    "date": "write a day, a month or a year, as in 'updated>=2025-03-01'",
    "number": "write a number, as in 'price<=100'",
}


def spoken(one: Filter) -> str:
    """The filter as a person would type it."""
    sign = {"any": "=", "from": ">=", "to": "<="}[one.operator]
    return f"{one.field}{sign}{'|'.join(str(value) for value in one.values)}"
