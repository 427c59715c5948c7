"""untuned.toml and the environment read into the settings records; what cannot be is an error that names its place."""

from __future__ import annotations

import difflib
import os
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, cast, get_type_hints

from untuned.config.fields import SettingField, nearest, rule_fields, setting_fields
from untuned.config.meanings import SECTIONS, VARIABLES
from untuned.config.metadata import read_metadata
from untuned.config.tasks import read_tasks
from untuned.config.toml_text import Place, key_lines, stands_twice
from untuned.config.values import Misfit, Surroundings, convert, from_variable, has_password, referenced_variable, shown
from untuned.config.variants import read_variants
from untuned.errors import NoProject, UnknownSetting, UnreadableConfig, WrongSetting
from untuned.text.regex import regex
from untuned.types.settings import AccessRule, Settings

FILE_NAME = "untuned.toml"
PREFIX = "UNTUNED_"

_AT_LINE = regex(r"\(at line (\d+)")
_TWICE = regex(r"twice|overwrite|duplicate", re.IGNORECASE)
"""How the parser of the standard library says that a table or a key stands there already."""


def find(folder: Path) -> Path:
    """The nearest untuned.toml, in a folder or above it. Raises `NoProject`."""
    start = folder.resolve()
    for place in (start, *start.parents):
        if (place / FILE_NAME).is_file():
            return place / FILE_NAME
    raise NoProject(start)


def read(file: Path, *, environ: Mapping[str, str] | None = None) -> Settings:
    """What a settings file says, with the environment's overrides.

    Relative paths of the file resolve against its folder. `environ` is the process's own when None.
    Raises `UnreadableConfig`, `UnknownSetting` and `WrongSetting`.
    """
    text = _text_of(file)
    surroundings = Surroundings(root=file.parent.resolve(), environ=os.environ if environ is None else environ)
    place = Place(name=str(file), lines=key_lines(text))
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise _not_toml(file, text, error) from error
    variants = read_variants(table.pop("variants", {}), place=place, surroundings=surroundings)
    metadata = read_metadata(table.pop("metadata", {}), place=place, surroundings=surroundings)
    tasks = read_tasks(table.pop("tasks", {}), place=place, surroundings=surroundings)
    given = dict(_flattened(table, place))
    values = {key: _value(setting_fields()[key], value, place, surroundings) for key, value in given.items()}
    named = {referenced_variable(value) for value in given.values()}
    for field, variable, text_ in _overrides(surroundings.environ, named):
        values[field.key] = _override(field, variable, text_, surroundings)
    return replace(_settings(values), metadata=metadata, tasks=tasks, variants=variants)


def _not_toml(file: Path, text: str, error: tomllib.TOMLDecodeError) -> UnreadableConfig:
    """What is wrong with the file: where a section or a key stands twice, both lines."""
    at, twice = _AT_LINE.search(str(error)), None
    if at is not None and _TWICE.search(str(error)):
        twice = stands_twice(text, until=int(at[1]))
    if twice is None:
        return UnreadableConfig(str(file), reason=f"it is not TOML: {error}")
    name, first, second = twice
    remedy = f"keep one of the two, in line {first} or {second}"
    if name.startswith("["):
        remedy = f"move what stands below line {second} to below line {first}, and take line {second} out"
    return UnreadableConfig(str(file), reason=f"{name} stands twice, in lines {first} and {second}", remedy=remedy)


def _text_of(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise UnreadableConfig(str(file), reason=error.strerror or str(error)) from error
    except UnicodeDecodeError as error:
        raise UnreadableConfig(str(file), reason=f"byte {error.start} is not UTF-8") from error


def _flattened(table: Mapping[str, object], place: Place) -> Iterator[tuple[str, object]]:
    """Every key of the file that is a setting, with its raw value. Raises `UnknownSetting`."""
    fields = setting_fields()
    for name, value in table.items():
        if name in fields:
            yield name, value
        elif name not in SECTIONS:
            raise UnknownSetting(name, value=shown(name, value), file=place.of(name), remedy=_nearest(name))
        elif not isinstance(value, dict):
            raise WrongSetting(name, value=shown(name, value), file=place.of(name), remedy=f"make it a table: [{name}]")
        else:
            for inner, item in cast("dict[str, object]", value).items():
                key = f"{name}.{inner}"
                if key not in fields:
                    raise _unknown(name, inner, item, place)
                yield key, item


def _unknown(name: str, inner: str, item: object, place: Place) -> UnknownSetting:
    """The error of a key of a table that is no setting; a dotted one, such as `sources.encoding`, belongs to the table it stands below."""
    key = f"{name}.{inner}"
    plain = UnknownSetting(key, value=shown(inner, item), file=place.of(key), remedy=_nearest(key))
    held = cast("dict[str, object]", item) if isinstance(item, dict) else {}
    if inner not in SECTIONS or not held:
        return plain
    last, value = next(iter(held.items()))
    dotted = f"{key}.{last}"
    remedy = f"it stands below [{name}], and so belongs to it: write '{last} = ...' below [{inner}] instead"
    return UnknownSetting(dotted, value=shown(f"{inner}.{last}", value), file=place.of(dotted), remedy=remedy)


def _nearest(key: str) -> str:
    return nearest(key, [*setting_fields(), *SECTIONS])


def _value(field: SettingField, value: object, place: Place, surroundings: Surroundings) -> object:
    if field.kind == "list of rules":
        return _rules(value, place, surroundings)
    try:
        return convert(field, value, surroundings=surroundings)
    except Misfit as misfit:
        raise WrongSetting(field.key, value=shown(field.key, value), file=place.of(field.key), remedy=str(misfit)) from misfit


def _rules(value: object, place: Place, surroundings: Surroundings) -> tuple[AccessRule, ...]:
    tables: list[object] = cast("list[object]", value) if isinstance(value, list) else [None]
    if not all(isinstance(table, dict) for table in tables):
        raise WrongSetting(
            "access", value=shown("", cast("object", value)), file=place.of("access"), remedy="write each rule as a table: [[access]]"
        )
    return tuple(_rule(cast("dict[str, object]", table), f"access[{number}]", place, surroundings) for number, table in enumerate(tables))


def _rule(table: dict[str, object], name: str, place: Place, surroundings: Surroundings) -> AccessRule:
    fields = rule_fields()
    values: dict[str, Any] = {}
    for key, value in table.items():
        where = place.of(f"{name}.{key}")
        if key not in fields:
            raise UnknownSetting(f"{name}.{key}", value=shown(key, value), file=where, remedy="a rule has 'path' and 'groups', no more")
        try:
            values[key] = convert(fields[key], value, surroundings=surroundings)
        except Misfit as misfit:
            raise WrongSetting(f"{name}.{key}", value=shown(key, value), file=where, remedy=str(misfit)) from misfit
    for missing in fields.keys() - values.keys():
        raise WrongSetting(name, value=shown("", table), file=place.of(name), remedy=f"add '{missing}' to the rule")
    return AccessRule(path=values["path"], groups=frozenset(values["groups"]))


def _overrides(environ: Mapping[str, str], named: set[str | None]) -> Iterator[tuple[SettingField, str, str]]:
    """The environment's variables that are settings. Raises `UnknownSetting` for one that looks like it and is none."""
    fields = {field.variable: field for field in setting_fields().values()}
    for variable, value in sorted(environ.items()):
        if not variable.startswith(PREFIX) or variable in VARIABLES or variable in named:
            continue
        if variable not in fields:
            near = difflib.get_close_matches(variable, [*fields, *VARIABLES], n=1, cutoff=0.7)
            remedy = "unset it, or give what is no setting another name; overrides are named UNTUNED_SECTION__KEY"
            remedy = f"did you mean {near[0]}? Else {remedy}" if near else remedy
            raise UnknownSetting(variable, value=shown(variable, value), file="environment", remedy=remedy)
        yield fields[variable], variable, value


def _override(field: SettingField, variable: str, text: str, surroundings: Surroundings) -> object:
    if field.kind == "secret text" and (field.key != "store.url" or has_password(text)):
        return _value(field, {"env": variable}, Place("environment", {}), surroundings)
    try:
        if field.kind == "list of rules":
            return _rules(from_variable(field, text), Place("environment", {}), surroundings)
        return convert(field, from_variable(field, text), surroundings=surroundings)
    except Misfit as misfit:
        raise WrongSetting(variable, value=shown(variable, text), file="environment", remedy=str(misfit)) from misfit


def _settings(values: Mapping[str, object]) -> Settings:
    hints = get_type_hints(Settings)
    sections: dict[str, dict[str, object]] = {}
    top: dict[str, Any] = {}
    for key, value in values.items():
        section, _, name = key.rpartition(".")
        if section:
            sections.setdefault(section, {})[name] = value
        else:
            top[name] = value
    top.update((section, hints[section](**inner)) for section, inner in sections.items())
    return Settings(**top)
