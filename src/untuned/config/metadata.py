"""The tables `[metadata.NAME]` of untuned.toml: read into records, and written back."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, cast

from untuned.config.fields import metadata_fields, nearest
from untuned.config.toml_text import Place, toml_table, toml_value
from untuned.config.values import Misfit, Surroundings, convert, shown, wrong_value
from untuned.errors import UnknownSetting, WrongSetting
from untuned.text.days import period_in
from untuned.text.patterns import BadPattern, bounded
from untuned.text.regex import regex
from untuned.text.values import number_in
from untuned.types.settings import MetadataField

EXAMPLE = (
    MetadataField(name="product", keys=("product",), values=(("Gateway Pro", ("GP", "Hub Pro")), ("Gateway", ()))),
    MetadataField(name="error", pattern="[A-Z]{1,4}-[0-9]{3,5}"),
)
FIXED = ("language", "format", "folder", "title", "dated", "synced")
"""Fields of every chunk that no table can say otherwise of."""
_NAME = regex(r"[a-z][a-z0-9_]{0,39}")
_SOURCES = ("from", "path", "column", "pattern", "values", "default")


def read_metadata(table: object, *, place: Place, surroundings: Surroundings) -> tuple[MetadataField, ...]:
    """Every field, in the order of the file.

    Raises:
        UnknownSetting: A key that no field has; it names file, line and the nearest key.
        WrongSetting: A value that does not fit its key, a pattern that could take long, or a table that is none.
    """
    named = cast("dict[str, object]", table if isinstance(table, dict) else {"": table})
    for inner in named.values():
        if not isinstance(inner, dict):
            remedy = "make each field a table: [metadata.NAME]"
            raise WrongSetting("metadata", value=shown("", inner), file=place.of("metadata"), remedy=remedy)
    tables = cast("dict[str, dict[str, object]]", named)
    return tuple(_field(name, inner, place=place, surroundings=surroundings) for name, inner in tables.items())


def metadata_lines(fields: Sequence[MetadataField], proposed: Sequence[MetadataField] = ()) -> Iterator[str]:
    """The tables as they are written; those proposed, or one for an example, in comments."""
    for one in fields:
        yield from field_lines(one)
    for one in proposed or (() if fields else EXAMPLE):
        yield from (f"#{line}" for line in field_lines(one))


def field_lines(field: MetadataField) -> Iterator[str]:
    """One table."""
    yield f"[metadata.{field.name}]"
    for key, known in metadata_fields().items():
        value = getattr(field, "keys" if key == "from" else key)
        if value != known.default:
            yield f"{key} = {toml_table(value) if known.kind == 'table of lists' else toml_value(value)}"


def _field(name: str, table: Mapping[str, object], *, place: Place, surroundings: Surroundings) -> MetadataField:
    above = f"metadata.{name}"
    if not _NAME.fullmatch(name) or name in FIXED:
        why = f"'{name}' is always there; give another name" if name in FIXED else "name it with small letters a-z, digits and '_'"
        raise WrongSetting(above, value=shown("", dict(table)), file=place.near(above), remedy=why)
    values: dict[str, Any] = {}
    for key, value in table.items():
        if key not in metadata_fields():
            remedy = nearest(key, metadata_fields())
            raise UnknownSetting(f"{above}.{key}", value=shown(key, value), file=place.near(f"{above}.{key}"), remedy=remedy)
        try:
            values["keys" if key == "from" else key] = convert(metadata_fields()[key], value, surroundings=surroundings)
        except Misfit as misfit:
            raise wrong_value(above, key, value, str(misfit), place) from misfit
    found = MetadataField(name=name, **values)
    if not any(table.get(source) for source in _SOURCES):
        raise WrongSetting(above, value=shown("", dict(table)), file=place.near(above), remedy=f"say where its values are: {_listed()}")
    for key, check in _CHECKS.items():
        try:
            check(found)
        except (Misfit, BadPattern) as misfit:
            raise wrong_value(above, key, table.get(key), str(misfit), place) from misfit
    return found


def _listed() -> str:
    return ", ".join(f"'{source}'" for source in _SOURCES)


def _path_fits(field: MetadataField) -> None:
    if not field.path:
        return
    if f"(?P<{field.name}>" in field.path:
        bounded(field.path)
    elif field.path.count(f"{{{field.name}}}") != 1:
        raise Misfit(f"name one part '{{{field.name}}}', such as 'docs/{{{field.name}}}/**', or one group '(?P<{field.name}>...)'")


def _pattern_fits(field: MetadataField) -> None:
    if field.pattern and bounded(field.pattern).fullmatch("") is not None:
        raise Misfit("write a pattern that matches something: this one matches nothing at all")


def _default_fits(field: MetadataField) -> None:
    if field.default and field.kind == "date" and period_in(field.default) is None:
        raise Misfit("give a day, such as 2025-03-01")
    if field.default and field.kind == "number" and number_in(field.default) is None:
        raise Misfit("give a number in quotes")


def _values_fit(field: MetadataField) -> None:
    if field.values and field.kind not in ("string", "list"):
        raise Misfit("leave it out, or make the kind string or list: days and numbers have no other names")
    if not all(name.strip() for name, _ in field.values):
        raise Misfit("give every value a name")


_CHECKS = {"path": _path_fits, "pattern": _pattern_fits, "default": _default_fits, "values": _values_fit}
