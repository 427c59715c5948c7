"""The settings as a list: every field of the records in `untuned.types.settings`, with its kind and its default."""

from __future__ import annotations

import dataclasses
import difflib
from collections.abc import Iterable
from datetime import date
from functools import cache
from types import UnionType
from typing import Any, Literal, NamedTuple, get_args, get_origin, get_type_hints

from untuned.types.methods import Method
from untuned.types.settings import AccessRule, MetadataField, Secret, Settings, VariantSettings
from untuned.types.tasks import TaskSettings

Kind = Literal[
    "text",
    "secret text",
    "whole number",
    "number",
    "number or range",
    "day",
    "true or false",
    "list of texts",
    "table of texts",
    "table of lists",
    "list of rules",
]


class SettingField(NamedTuple):
    """One setting: its section ("" at the top of the file), its name, its kind, its default, the words it chooses among."""

    section: str
    name: str
    kind: Kind
    optional: bool
    default: object
    choices: tuple[str, ...] = ()

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
    """Every setting by its key, in the order of the records; `access` is one setting, a list of rules.

    Fields of metadata, tasks and variants are tables by name: `metadata_fields`, `task_fields` and `variant_fields` have their keys.
    """
    found: dict[str, SettingField] = {}
    hints = get_type_hints(Settings)
    for field in dataclasses.fields(Settings):
        hint = hints[field.name]
        if field.name in ("variants", "metadata", "tasks"):
            continue
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


@cache
def metadata_fields() -> dict[str, SettingField]:
    """The keys of a table `[metadata.NAME]`, as the file names them."""
    found = (field for field in record_fields(MetadataField, section="metadata") if field.name != "name")
    named = (field._replace(name="from") if field.name == "keys" else field for field in found)
    return {field.name: field for field in named}


@cache
def task_fields() -> dict[str, SettingField]:
    """The keys of a table `[tasks.NAME]`; `schema` and `examples` may stand there themselves in place of their file."""
    kept = (field for field in record_fields(TaskSettings, section="tasks") if field.name not in ("name", "solved"))
    return {field.name: field for field in kept}


@cache
def variant_fields() -> dict[str, SettingField]:
    """The keys of a table `[variants.NAME]` that are no settings, by their own name: what it is, and how it answers."""
    about = [field for field in record_fields(VariantSettings, section="variants") if field.name in ("extends", "description", "groups")]
    return {field.name: field for field in [*about, *record_fields(Method, section="variants")]}


@cache
def override_fields() -> dict[str, SettingField]:
    """The settings that a variant may have its own value of: those that can change an answer, and where it is asked for."""
    fields = setting_fields().values()
    return {field.key: field for field in fields if field.section in OVERRIDDEN or field.key in OVERRIDDEN}


OVERRIDDEN = (
    "chunks",
    "index",
    "search",
    "meaning",
    "answer",
    "verify",
    "model",
    "facts.timezone",
    "extensions.embedder",
    "extensions.reranker",
)
"""Sections and settings; documents and who may read them are the same for every variant."""


def nearest(key: str, known: Iterable[str]) -> str:
    """The remedy for a key that does not exist: the known ones most like it."""
    leaves = {name: name.rpartition(".")[2] for name in known}
    wanted = key.rpartition(".")[2]
    same = [name for name, leaf in leaves.items() if leaf == wanted]
    alike = difflib.get_close_matches(key, leaves, n=2, cutoff=0.7)
    alike_leaf = [name for name, leaf in leaves.items() if leaf in difflib.get_close_matches(wanted, leaves.values(), n=1, cutoff=0.7)]
    found = list(dict.fromkeys([*same, *alike, *alike_leaf]))[:2]
    if found:
        return "did you mean " + " or ".join(f"'{name}'" for name in found) + "? 'untuned guide settings' lists all"
    return "remove it; 'untuned guide settings' lists the settings there are"


def _field(field: dataclasses.Field[Any], hint: object, *, section: str) -> SettingField:
    kind, optional = _kind(hint)
    if field.default is not dataclasses.MISSING:
        default = field.default
    else:
        default = field.default_factory() if field.default_factory is not dataclasses.MISSING else dataclasses.MISSING
    return SettingField(section, field.name, kind, optional, default, _choices(hint))


_SIMPLE: dict[object, Kind] = {
    str: "text",
    int: "whole number",
    float: "number",
    bool: "true or false",
    tuple[float, float]: "number or range",
    date: "day",
}


def _kind(hint: object) -> tuple[Kind, bool]:
    arguments = get_args(hint)
    if get_origin(hint) is Literal:
        return "text", False
    if get_origin(hint) is UnionType:
        if Secret in arguments:
            return "secret text", False
        return _SIMPLE[arguments[0]], True
    if hint in _SIMPLE:
        return _SIMPLE[hint], False
    return _listed(arguments[0]), False


def _listed(inner: object) -> Kind:
    """The kind of a tuple by what is in it: words, rules, pairs of texts, or pairs of a text with a list of them."""
    if inner is str or get_origin(inner) is Literal:
        return "list of texts"
    if inner is AccessRule:
        return "list of rules"
    return "table of texts" if get_args(inner)[1] is str else "table of lists"


def _choices(hint: object) -> tuple[str, ...]:
    """The words of a `Literal`, or of a tuple of them."""
    if get_origin(hint) is Literal:
        return get_args(hint)
    return next((get_args(inner) for inner in get_args(hint) if get_origin(inner) is Literal), ())
