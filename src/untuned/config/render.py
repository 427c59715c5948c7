"""Settings written as untuned.toml: every setting with its meaning, those at their default commented out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from untuned.config.fields import SettingField, rule_fields, setting_fields
from untuned.config.meanings import MEANINGS, SECTIONS
from untuned.config.metadata import metadata_lines
from untuned.config.tasks import task_lines
from untuned.config.toml_text import toml_table, toml_value
from untuned.config.variants import variant_lines
from untuned.types.settings import AccessRule, MetadataField, Settings

NO_COMMENTS: Mapping[str, str] = MappingProxyType({})

HEADER = """\
# The settings of this folder's untuned project. Each line that begins with `#` and no space is a setting at its default:
# take the `#` away to change it. `untuned doctor` checks the file; UNTUNED_SECTION__KEY=value overrides a setting.
"""


def render(settings: Settings, comments: Mapping[str, str] = NO_COMMENTS, *, proposed: Sequence[MetadataField] = ()) -> str:
    """A settings file that reads back as these settings.

    `comments` adds lines above a setting, by its key (`sources.paths`), above a section (`access`) or at the top (""). Fields that are
    `proposed` stand there in comments.
    """
    lines = [HEADER.rstrip("\n"), *_prose(comments.get("", ""))]
    section = ""
    for field in setting_fields().values():
        if field.kind == "list of rules":
            continue
        if field.section != section:
            section = field.section
            if section == "chunks":
                lines += _access(settings.access, comments)
            lines += ["", *_prose(SECTIONS[section]), *_prose(comments.get(section, "")), f"[{section}]"]
        lines += _setting(field, settings, comments)
    lines += ["", *_prose(SECTIONS["tasks"]), *task_lines(settings.tasks)]
    lines += ["", *_prose(SECTIONS["metadata"]), *_prose(comments.get("metadata", "")), *metadata_lines(settings.metadata, proposed)]
    lines += ["", *_prose(SECTIONS["variants"]), *_prose(comments.get("variants", "")), *variant_lines(settings.variants)]
    return "\n".join(lines) + "\n"


def _setting(field: SettingField, settings: Settings, comments: Mapping[str, str]) -> list[str]:
    holder = getattr(settings, field.section) if field.section else settings
    value = getattr(holder, field.name)
    mark = "#" if value == field.default else ""
    shown = toml_table(value) if field.kind == "table of texts" else toml_value(value)
    return [*_prose(MEANINGS[field.key].text), *_prose(comments.get(field.key, "")), f"{mark}{field.name} = {shown}"]


def _access(rules: tuple[AccessRule, ...], comments: Mapping[str, str]) -> list[str]:
    lines = ["", *_prose(SECTIONS["access"]), *_prose(comments.get("access", ""))]
    if not rules:
        return [*lines, "#[[access]]", *(f"#{name} = {MEANINGS[field.key].example}" for name, field in rule_fields().items())]
    for rule in rules:
        lines += ["[[access]]", f"path = {toml_value(rule.path)}", f"groups = {toml_value(rule.groups)}"]
    return lines


def _prose(text: str) -> list[str]:
    lines = ["".join(letter if letter.isprintable() else " " for letter in line) for line in text.split("\n")]
    return [f"# {' '.join(line.split())}" for line in lines if line.strip()]
