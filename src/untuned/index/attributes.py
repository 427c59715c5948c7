"""What is known of each chunk beside its words: fields that filters go by, told from its version and its own text."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from untuned.index.cells import Rows
from untuned.index.naming import Names, names_of
from untuned.text.days import period_in, stated_day
from untuned.text.globs import composed, named_part
from untuned.text.patterns import LONGEST_TEXT, bounded
from untuned.text.regex import regex
from untuned.text.values import folded, number_in, parts_of
from untuned.types.documents import Chunk, MetadataValue, Version
from untuned.types.filters import Attribute, Attributes
from untuned.types.settings import MetadataField

REVISION = "attributes/1"
"""Changes with every change of how values are told: a view made by another revision is not reused."""

STATED, SYNCED = "stated", "synced"
"""Values of `dated`: whether there is a day that a document is from, or none but that on which it was synced."""

_MOST_VALUES = 50
"""Values of one field that a chunk has at most."""
_OPENING = 600
"""Characters at a text's beginning in which a value is named for all of it."""
_UPDATED = ("updated", "last_updated", "updated_at", "last_modified", "modified", "reviewed", "date", "published")
_VERSION = ("version", "release", "product_version")
_TAGS = ("tags", "tag", "keywords", "labels")
_VERSIONED = regex(r"(?:\A|[/_-])v?(\d{1,4}(?:\.\d{1,4}){1,3}|(?<=v)\d{1,4})(?=[/_-]|\.x(?=/)|\.[a-z]+\Z|\Z)", re.IGNORECASE)

Values = dict[str, dict[Attribute, None]]


def attributes_of(version: Version, text: str, chunks: Iterable[Chunk], *, rules: Sequence[MetadataField]) -> Iterator[Attributes]:
    """What is known of each chunk, in order. Texts are in small letters, so that they can be compared; a field without values is absent.

    Always there: `language`, `format`, `folder` (each folder above the file), `title`, `tags`, `version`; `updated`, the day that a text
    says it is from, by its metadata, its own words or git; `dated`, whether it says so; and `synced`, the day that it was read. A rule
    named `tags`, `version` or `updated` takes its place.
    """
    ruled = [_Rule.of(field) for field in rules]
    matter = {key.strip().casefold(): value for key, value in version.metadata.items()}
    whole = _always(version, matter, text)
    told = [_Told(rule, list(rule.stated(version, matter)), list(rule.named(version, text))) for rule in ruled]
    columns = {rule.field.column for rule in ruled if rule.field.column}
    rows = Rows.of(version, text) if columns else Rows(version, text, ())
    plain: dict[str, Attributes] = {}
    for chunk in chunks:
        if not told:  # what is known of all of the version, one object for all chunks of a language
            if chunk.language not in plain:
                plain[chunk.language] = _kept({**whole, "language": [chunk.language]} if chunk.language else whole)
            yield plain[chunk.language]
            continue
        cells = rows.cells(chunk, columns=columns)
        piece = text[chunk.start : chunk.end]
        own = {each.rule.field.name: each.of(cells, piece) for each in told}
        language = {"language": [chunk.language]} if chunk.language else {}
        yield _kept({**whole, **language, **own})


def _kept(found: Mapping[str, Iterable[Attribute]]) -> Attributes:
    return {name: tuple(values)[:_MOST_VALUES] for name, values in found.items() if values}


def updated_in(attributes: Attributes) -> date | None:
    """The latest day of what is known of when a chunk is from; else that on which it was synced."""
    held = attributes.get("updated") or attributes.get("synced", ())
    return max((day for day in held if isinstance(day, date)), default=None)


def _always(version: Version, matter: Mapping[str, MetadataValue], text: str) -> Values:
    folders = version.path.split("/")[:-1]
    stated = version.effective_from or _first_day(matter, _UPDATED) or stated_day(text)
    paths = [found[1] for found in _VERSIONED.finditer(version.path)]
    given: Mapping[str, Iterable[Attribute]] = {
        "language": [version.language] if version.language else [],
        "format": [version.format],
        "folder": [folded("/".join(folders[:depth])) for depth in range(1, len(folders) + 1)],
        "title": [folded(version.title)] if version.title.strip() else [],
        "tags": [folded(tag) for key in _TAGS for value in _texts(matter.get(key)) for tag in parts_of(value)],
        "version": [release_of(value) for value in [*_of_keys(matter, _VERSION), *paths]],
        "updated": [stated] if stated else [],
        "synced": [version.synced_at.date()],
        "dated": [STATED if stated else SYNCED],
    }
    return {name: dict.fromkeys(value for value in values if value != "") for name, values in given.items()}


def release_of(value: str) -> str:
    """A version without the `v` before its number: `v2.3` is `2.3`."""
    return re.sub(r"\A(?:version|release|v)[ .]*(?=\d)", "", folded(value))


def _first_day(matter: Mapping[str, MetadataValue], keys: Iterable[str]) -> date | None:
    found = (period_in(value) for value in _of_keys(matter, keys))
    return next((period.first for period in found if period is not None), None)


def _of_keys(matter: Mapping[str, MetadataValue], keys: Iterable[str]) -> list[str]:
    return [text for key in keys for text in _texts(matter.get(key.casefold()))]


def _texts(value: MetadataValue | None) -> list[str]:
    """The scalar values of a key as text; of a list, those in it."""
    if isinstance(value, list):
        return [text for item in value[:_MOST_VALUES] for text in _texts(item)]
    if isinstance(value, dict) or value is None:
        return []
    if isinstance(value, bool):
        return ["true" if value else "false"]
    return [str(value)]


@dataclass(frozen=True, slots=True)
class _Rule:
    """A field of the settings, ready to be looked for."""

    field: MetadataField
    names: Names
    value: Callable[[str], list[Attribute]]
    path: re.Pattern[str] | None
    pattern: re.Pattern[str] | None

    @classmethod
    def of(cls, field: MetadataField) -> _Rule:
        names = names_of(field)
        return cls(
            field=field,
            names=names,
            value=value_of(field),
            path=_path(field.path, field.name) if field.path else None,
            pattern=bounded(field.pattern) if field.pattern else None,
        )

    @property
    def default(self) -> list[Attribute]:
        return self.value(self.field.default) if self.field.default else []

    def stated(self, version: Version, matter: Mapping[str, MetadataValue]) -> Iterator[Attribute]:
        """What front matter and path say."""
        for given in _of_keys(matter, self.field.keys):
            yield from self.value(given)
        if self.path is not None and (found := self.path.match(composed(version.path))) is not None:
            yield from self.value(found[self.field.name])

    def named(self, version: Version, text: str) -> Iterator[Attribute]:
        """What title, headings and the beginning of the text name: it holds for every chunk."""
        if "title" in self.field.look:
            yield from self._looked(version.title)
        if "headings" in self.field.look:
            yield from self._looked(_headings(version, text))
        if "text" in self.field.look:
            yield from self.names.inside(text[:_OPENING])

    def of_cells(self, cells: Mapping[str, Sequence[str]]) -> Iterator[Attribute]:
        for cell in cells.get(self.field.column, ()) if self.field.column else ():
            yield from self.value(cell)

    def of_text(self, piece: str) -> Iterator[Attribute]:
        """What the chunk itself says."""
        if "text" in self.field.look:
            yield from self._looked(piece)

    def _looked(self, text: str) -> Iterator[Attribute]:
        text = text[:LONGEST_TEXT]
        yield from self.names.inside(text)
        if self.pattern is not None:
            for found in self.pattern.finditer(text):
                yield from self.value(matched(found, self.field.name))


@dataclass(frozen=True, slots=True)
class _Told:
    """What a rule says of all of a version."""

    rule: _Rule
    stated: list[Attribute]
    named: list[Attribute]

    def of(self, cells: Mapping[str, Sequence[str]], piece: str) -> list[Attribute]:
        """What it says of a chunk; of what is only named, not how people shorten what is stated: "the gateway" for a Gateway Pro."""
        stated = [*self.stated, *self.rule.of_cells(cells)]
        longer = [value for value in stated if isinstance(value, str)]
        named = (*self.named, *self.rule.of_text(piece))
        kept = [one for one in named if not (isinstance(one, str) and any(value.startswith(f"{one} ") for value in longer))]
        return list(dict.fromkeys([*stated, *kept])) or self.rule.default


def stated_by(field: MetadataField) -> Callable[[Version], list[Attribute]] | None:
    """What a field of the settings is stated to be by front matter and path; None for one that neither states."""
    if not field.keys and not field.path:
        return None
    rule = _Rule.of(field)

    def stated(version: Version) -> list[Attribute]:
        return list(rule.stated(version, {key.strip().casefold(): value for key, value in version.metadata.items()}))

    return stated


def matched(found: re.Match[str], name: str) -> str:
    """What a field's pattern gives: its group of the field's name, else its first group, else all of it."""
    groups = found.re.groupindex
    return (found[name] if name in groups else found[1] if found.re.groups else found[0]) or ""


def value_of(field: MetadataField) -> Callable[[str], list[Attribute]]:
    """What makes an attribute of a field's kind of a text; what is none gives nothing."""
    if field.kind == "date":
        return lambda text: [period.first] if (period := period_in(text)) is not None else []
    if field.kind == "number":
        return lambda text: [number] if (number := number_in(text)) is not None else []
    names = names_of(field)
    release = release_of if field.name == "version" else folded
    if field.kind == "list":
        return lambda text: [value for part in parts_of(text) if (value := names.known(release(part)))]
    return lambda text: [value] if (value := names.known(release(text))) else []


def _headings(version: Version, text: str) -> str:
    marks = (text[block.start : block.end] for block in version.blocks if block.kind == "heading" and block.level <= 1)
    return "\n".join(mark for mark, _ in zip(marks, range(_MOST_VALUES), strict=False))


@lru_cache(maxsize=256)
def _path(pattern: str, name: str) -> re.Pattern[str]:
    return bounded(pattern) if f"(?P<{name}>" in pattern else named_part(pattern, name)
