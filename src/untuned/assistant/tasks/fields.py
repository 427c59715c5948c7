"""The fields of a JSON Schema: what each may hold, and the words that name it."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, cast

from untuned.text.measures import Measure, measure_after
from untuned.text.regex import regex
from untuned.text.words import terms

_HUMP = regex(r"(?<=[a-zа-яё])(?=[A-ZА-ЯЁ])|_+|-+")
_DEEPEST = 12
"""References that are followed one after the other, and objects inside each other."""
_DATES = ("date", "date-time")


@dataclass(frozen=True, kw_only=True, slots=True)
class Field:
    """A place of a schema."""

    path: str
    schema: Mapping[str, Any] = field(repr=False)
    words: frozenset[str] = frozenset()
    """Stems of its name, title and description, but for the unit in the name: every value of that unit stands beside it."""
    measure: Measure | None = None
    """The unit that its name has, as in `price_eur`."""
    depth: int = 0

    @property
    def kinds(self) -> tuple[str, ...]:
        """Types of JSON that it may hold; () where the schema does not say."""
        named = self.schema.get("type", ())
        return (named,) if isinstance(named, str) else tuple(named)

    @property
    def only(self) -> tuple[object, ...] | None:
        """The one value that the schema allows; None where it allows several."""
        if "const" in self.schema:
            return (self.schema["const"],)
        return self.choices if len(self.choices) == 1 else None

    @property
    def choices(self) -> tuple[object, ...]:
        """The values that it is chosen from; () where it is not."""
        return tuple(cast("list[object]", self.schema.get("enum", ())))

    @property
    def chosen(self) -> bool:
        """True where a text is one of a list."""
        return bool(self.choices)

    @property
    def is_date(self) -> bool:
        """True for a day."""
        return self.schema.get("format") in _DATES

    def likeness(self, near: Mapping[str, float]) -> float:
        """How near the field's words stand to a value, in [0, 1]: the mean of their weights, 0 for those that do not stand there."""
        return math.fsum(near.get(word, 0.0) for word in sorted(self.words)) / len(self.words) if self.words else 0.0

    def below(self, key: str) -> Field:
        """A place of which the schema says nothing."""
        return Field(path=_joined(self.path, key), schema={}, words=_stems(key), depth=self.depth + 1)

    def item(self, place: int, *, root: Mapping[str, Any]) -> Field:
        """A place of a list: named as the list is."""
        made = _resolved(_mapping(self.schema.get("items")), root)
        words = self.words | _described(made)
        return Field(path=_joined(self.path, str(place)), schema=made, words=words, measure=self.measure, depth=self.depth + 1)


def field_of(schema: Mapping[str, Any], *, root: Mapping[str, Any]) -> Field:
    """The whole of a schema as one field."""
    return Field(path="", schema=_resolved(schema, root))


def child_fields(at: Field, *, root: Mapping[str, Any]) -> dict[str, Field]:
    """The fields that an object's schema names, in its order; also those of the parts that it is put together from."""
    if at.depth > _DEEPEST:
        return {}
    found: dict[str, Field] = {}
    for part in (at.schema, *_parts(at.schema, root)):
        for key, own in cast("Mapping[str, object]", part.get("properties", {})).items():
            made = _resolved(_mapping(own), root)
            found.setdefault(key, _named(at, key, made))
    return found


def _named(at: Field, key: str, schema: Mapping[str, Any]) -> Field:
    last = _HUMP.split(key)[-1]
    found = measure_after(f"1 {last}", 1) if len(last) > 1 and len(last) < len(key) else None
    return Field(
        path=_joined(at.path, key),
        schema=schema,
        words=(_stems(key) if found is None else _stems(key) - _stems(last)) | _described(schema),
        measure=None if found is None else found[0],
        depth=at.depth + 1,
    )


def _parts(schema: Mapping[str, Any], root: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    lists = (cast("list[object]", schema.get(name, [])) for name in ("allOf", "anyOf", "oneOf"))
    return [_resolved(_mapping(part), root) for listed in lists for part in listed]


def _mapping(value: object) -> Mapping[str, Any]:
    """A schema that is an object; `true` and `false` say nothing of fields."""
    return cast("Mapping[str, Any]", value) if isinstance(value, dict) else {}


def _resolved(schema: Mapping[str, Any], root: Mapping[str, Any]) -> Mapping[str, Any]:
    """What a reference inside the same schema leads to."""
    for _ in range(_DEEPEST):
        reference = schema.get("$ref")
        if not isinstance(reference, str) or not reference.startswith("#"):
            return schema
        place: object = root
        for part in reference.removeprefix("#").strip("/").split("/") if reference != "#" else ():
            place = _mapping(place).get(part.replace("~1", "/").replace("~0", "~"))
        schema = _mapping(place)
    return {}


def _described(schema: Mapping[str, Any]) -> frozenset[str]:
    return frozenset(terms(" ".join(str(schema[name]) for name in ("title", "description") if isinstance(schema.get(name), str))))


def _stems(key: str) -> frozenset[str]:
    return frozenset(terms(" ".join(_HUMP.split(key))))


def _joined(path: str, key: str) -> str:
    return f"{path}/{key.replace('~', '~0').replace('/', '~1')}"
