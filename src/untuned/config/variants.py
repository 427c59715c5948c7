"""The tables `[variants.NAME]` of untuned.toml: read into records, and written back."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, cast

from untuned.config.fields import SettingField, nearest, override_fields, setting_fields, variant_fields
from untuned.config.meanings import SECTIONS
from untuned.config.toml_text import Place, toml_table, toml_value
from untuned.config.values import Misfit, Surroundings, convert, shown
from untuned.errors import UnknownSetting, WrongSetting
from untuned.text.regex import regex
from untuned.types.settings import VariantSettings

EXAMPLE = """\
#[variants.short]
#description = "one sentence"
#answer.max_sentences = 1
"""
_NAME = regex(r"[\w-]+")
_ABOUT = ("extends", "description", "groups")
_SHARED = (
    "remove it: variants share the documents and who may read them, so only settings below [chunks], [index], [search], [meaning], "
    "[answer], [verify] and [model], 'facts.timezone', 'extensions.embedder' and 'extensions.reranker' can differ"
)


def read_variants(table: object, *, place: Place, surroundings: Surroundings) -> tuple[VariantSettings, ...]:
    """Every table, in the order of the file. What a variant builds on is not looked at: it may be a shipped one.

    Raises:
        UnknownSetting: A key that no variant has; it names file, line and the nearest key.
        WrongSetting: A value that does not fit its key, or a table that is none.
    """
    named = cast("dict[str, object]", table if isinstance(table, dict) else {"": table})
    if not all(isinstance(inner, dict) for inner in named.values()):
        remedy = "make each variant a table: [variants.NAME]"
        raise WrongSetting("variants", value=shown("", named.get("", named)), file=place.of("variants"), remedy=remedy)
    tables = cast("dict[str, dict[str, object]]", named)
    return tuple(_variant(name, inner, place=place, surroundings=surroundings) for name, inner in tables.items())


def variant_lines(variants: tuple[VariantSettings, ...]) -> Iterator[str]:
    """The tables as they are written, or one in comments for an example."""
    if not variants:
        yield from EXAMPLE.splitlines()
    for one in variants:
        yield f"[variants.{one.name}]"
        about = {name: getattr(one, name) for name in _ABOUT}
        given = {name: value for name, value in about.items() if value != variant_fields()[name].default}
        for key, value in [*given.items(), *one.method, *one.overrides]:
            kind = ({**variant_fields(), **override_fields()})[key].kind
            yield f"{key} = {toml_table(cast('Any', value)) if kind == 'table of texts' else toml_value(value)}"


def _shipped() -> set[str]:
    from untuned.evaluation.variants.shipped import SHIPPED  # noqa: PLC0415 - only where a project has variants of its own

    return {one.name for one in SHIPPED}


@dataclass(slots=True)
class _Read:
    """What of one table was read so far."""

    about: dict[str, Any] = field(default_factory=dict[str, Any])
    method: dict[str, object] = field(default_factory=dict[str, object])
    overrides: dict[str, object] = field(default_factory=dict[str, object])


def _variant(name: str, table: Mapping[str, object], *, place: Place, surroundings: Surroundings) -> VariantSettings:
    above = f"variants.{name}"
    if not _NAME.fullmatch(name):
        remedy = "name it with letters, digits, '_' and '-' alone"
        raise WrongSetting(above, value=shown("", dict(table)), file=place.near(above), remedy=remedy)
    if name in _shipped():
        remedy = f'give it another name; with extends = "{name}" it builds on the shipped one'
        raise WrongSetting(above, value=shown("", dict(table)), file=place.near(above), remedy=f"a shipped variant has this name: {remedy}")
    read = _Read()
    for key, value in _flattened(table, above, place):
        own, setting = variant_fields().get(key), override_fields().get(key)
        found = own or setting
        assert found is not None
        converted = _converted(found, value, f"{above}.{key}", place, surroundings)
        held = read.overrides if own is None else (read.about if key in _ABOUT else read.method)
        held[key] = converted
    return VariantSettings(
        name=name, method=tuple(sorted(read.method.items())), overrides=tuple(sorted(read.overrides.items())), **read.about
    )


def _converted(found: SettingField, value: object, key: str, place: Place, surroundings: Surroundings) -> object:
    try:
        return convert(found, value, surroundings=surroundings)
    except Misfit as misfit:
        raise WrongSetting(key, value=shown(key, value), file=place.near(key), remedy=str(misfit)) from misfit


def _flattened(table: Mapping[str, object], above: str, place: Place) -> Iterator[tuple[str, object]]:
    """Every key of a variant's table with its raw value, settings as `search.rerank`. Raises `UnknownSetting`."""
    known = [*variant_fields(), *override_fields()]
    sections = {key.partition(".")[0] for key in override_fields()}
    for name, value in table.items():
        inner = cast("dict[str, object] | None", value if isinstance(value, dict) else None)
        if name in known:
            yield name, value
        elif inner is not None and (inner or name in sections):
            for key, item in inner.items():
                if f"{name}.{key}" not in known:
                    raise _unknown(f"{name}.{key}", item, above, place)
                yield f"{name}.{key}", item
        elif name in sections:
            first = next(key for key in override_fields() if key.startswith(f"{name}."))
            remedy = f"name a setting of the section, such as {above}.{first}"
            raise WrongSetting(
                f"{above}.{name}", value=shown(name, cast("object", value)), file=place.near(f"{above}.{name}"), remedy=remedy
            )
        else:
            raise _unknown(name, cast("object", value), above, place)


def _unknown(key: str, value: object, above: str, place: Place) -> UnknownSetting:
    shared = key in setting_fields() or key in SECTIONS
    remedy = _SHARED if shared else nearest(key, [*variant_fields(), *override_fields()])
    return UnknownSetting(f"{above}.{key}", value=shown(key, value), file=place.near(f"{above}.{key}"), remedy=remedy)
