"""The settings as a list: every field of the records in `untuned.types.settings`, with its kind and its default."""

from __future__ import annotations

import dataclasses
from functools import cache
from types import UnionType
from typing import Any, Literal, NamedTuple, get_args, get_origin, get_type_hints

from untuned.types.settings import AccessRule, Secret, Settings

Kind = Literal["text", "secret text", "whole number", "number", "true or false", "list of texts", "table of texts", "list of rules"]


class SettingField(NamedTuple):
    """One setting: its section ("" at the top of the file), its name, its kind, its default."""

    section: str
    name: str
    kind: Kind
    optional: bool
    default: object

    @property
    def key(self) -> str:
        """The setting as people name it: `search.candidates`."""
        return f"{self.section}.{self.name}" if self.section else self.name

    @property
    def variable(self) -> str:
        """The environment variable that overrides it."""
        return "UNTUNED_" + self.key.replace(".", "__").upper()


@cache
def setting_fields() -> dict[str, SettingField]:
    """Every setting by its key, in the order of the records; `access` is one setting, a list of rules."""
    found: dict[str, SettingField] = {}
    hints = get_type_hints(Settings)
    for field in dataclasses.fields(Settings):
        hint = hints[field.name]
        listed = (
            record_fields(hint, section=field.name) if isinstance(hint, type) and hint is not str else [_field(field, hint, section="")]
        )
        found.update((each.key, each) for each in listed)
    return found


def record_fields(record: type, *, section: str) -> list[SettingField]:
    """The fields of one record as settings of a section."""
    hints = get_type_hints(record)
    return [_field(field, hints[field.name], section=section) for field in dataclasses.fields(record)]


def rule_fields() -> dict[str, SettingField]:
    """The keys of one access rule."""
    return {field.name: field for field in record_fields(AccessRule, section="access")}


def _field(field: dataclasses.Field[Any], hint: object, *, section: str) -> SettingField:
    kind, optional = _kind(hint)
    if field.default is not dataclasses.MISSING:
        default = field.default
    else:
        default = field.default_factory() if field.default_factory is not dataclasses.MISSING else dataclasses.MISSING
    return SettingField(section, field.name, kind, optional, default)


_SIMPLE: dict[object, Kind] = {str: "text", int: "whole number", float: "number", bool: "true or false"}


def _kind(hint: object) -> tuple[Kind, bool]:
    arguments = get_args(hint)
    if get_origin(hint) is UnionType:
        if Secret in arguments:
            return "secret text", False
        return _SIMPLE[arguments[0]], True
    if hint in _SIMPLE:
        return _SIMPLE[hint], False
    if arguments[0] is str:
        return "list of texts", False
    return ("list of rules" if arguments[0] is AccessRule else "table of texts"), False
