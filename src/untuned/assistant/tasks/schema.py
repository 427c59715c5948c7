"""JSON Schemas: an output held against one, and mended where its value is there and only written otherwise.

The dialect is what `$schema` names, else draft 2020-12. Nothing is fetched: a reference leads inside the schema or is an error.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import Any, cast

from untuned.assistant.tasks.lenient import Unreadable, strict
from untuned.errors import BadTask, MissingExtra
from untuned.text.patterns import BadPattern, bounded

LONGEST_SCHEMA = 100_000
_LONGEST_TEXT = 4_000
"""Characters of a text that a schema's patterns are held against: more would take too long."""
_ROUNDS = 12
"""How often an output is mended and held against the schema again."""
_SHOWN = 5
"""Problems that a model is told at once."""
_MOST_PROBLEMS = 200


@dataclass(frozen=True, kw_only=True, slots=True)
class Schema:
    """A JSON Schema that outputs are held against."""

    body: Mapping[str, Any]
    _validator: Any
    _patterned: bool
    """It has patterns, and a text may not be of any length."""

    @property
    def opening(self) -> str:
        """The brackets that its outputs may begin with."""
        kinds = {"object": "{", "array": "["}
        named = self.body.get("type")
        return kinds.get(named, "{[") if isinstance(named, str) else "{["

    def problems(self, value: object) -> list[str]:
        """What is wrong with a value, in words for a model; none where it fits."""
        if self._patterned and any(len(text) > _LONGEST_TEXT for text in texts_of(value)):
            return [f"a text has more than {_LONGEST_TEXT} characters"]
        try:
            return [_worded(error) for error in self._errors(value)]
        except RecursionError:
            return ["the output stands too deep inside itself"]

    def _errors(self, value: object) -> list[Any]:
        return _sorted(self._validator.iter_errors(value))

    def mended(self, value: object) -> tuple[object, tuple[str, ...]]:
        """The value with what is only written otherwise written as the schema has it, and what was done; it may still not fit.

        A text that is a number, a number that is to be a text, another case of a word of a list, a value in place of a list of it, keys
        that the schema does not have: nothing of it makes up a value, and none is changed.
        """
        inner = _unwrapped(value, self.body)
        steps = [] if inner is value else ["an object around it"]
        value = inner
        for _ in range(_ROUNDS):
            if self._patterned and any(len(text) > _LONGEST_TEXT for text in texts_of(value)):
                break
            try:
                errors = self._errors(value)
            except RecursionError:
                break
            made = next((found for found in (_mend(value, error) for error in errors) if found is not None), None)
            if made is None:
                break
            value, step = made
            steps.append(step)
        return value, tuple(dict.fromkeys(steps))


def schema_of(task: str, text: str) -> Schema:
    """The schema of a task, as JSON. Needs `jsonschema` (extra `tasks`).

    Raises:
        BadTask: It is no JSON Schema, or has a pattern that could take long.
        MissingExtra: jsonschema is not installed.
    """
    if len(text) > LONGEST_SCHEMA:
        raise BadTask(task, reason=f"its schema has more than {LONGEST_SCHEMA} characters", remedy="say less in it")
    try:
        body = cast("object", json.loads(text))
    except (ValueError, RecursionError) as error:
        raise BadTask(task, reason=f"its schema is not JSON: {error}", remedy="mend it") from error
    if not isinstance(body, dict):
        raise BadTask(task, reason="its schema is no JSON object", remedy='write one, such as {"type": "object", "properties": {...}}')
    found = cast("dict[str, Any]", body)
    library, references = _library("jsonschema"), _library("referencing.jsonschema")
    kind = library.validators.validator_for(found, default=library.Draft202012Validator)
    try:
        kind.check_schema(found)
        for pattern in _patterns(found):
            bounded(pattern)
    except library.SchemaError as error:
        raise BadTask(task, reason=f"its schema is none: {_worded(error)}", remedy="see json-schema.org for what there is") from error
    except BadPattern as error:
        raise BadTask(task, reason=f"a pattern of its schema cannot be used: {error}", remedy="write it simpler") from error
    validator = kind(found, registry=references.EMPTY_REGISTRY, format_checker=kind.FORMAT_CHECKER)
    _check_references(task, found, references)
    return Schema(body=found, _validator=validator, _patterned=any(True for _ in _patterns(found)))


def texts_of(value: object) -> Iterator[str]:
    """Every text and key in a JSON value."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, item in cast("dict[str, object]", value).items():
            yield key
            yield from texts_of(item)
    elif isinstance(value, list):
        for item in cast("list[object]", value):
            yield from texts_of(item)


def _library(name: str) -> Any:  # noqa: ANN401 - it has no types here
    try:
        return import_module(name)
    except ImportError as error:
        raise MissingExtra("jsonschema, which outputs are held against a schema with,", extra="tasks") from error


def _check_references(task: str, body: Mapping[str, Any], references: Any) -> None:  # noqa: ANN401 - as above
    """Raises `BadTask` for a reference that leads nowhere, or outside; where a part has an address of its own, use tells."""
    unresolvable = _library("referencing.exceptions").Unresolvable
    base = str(body.get("$id", ""))
    if sum(key == "$id" for key, _ in _pairs(body)) > bool(base):
        return
    resource = references.DRAFT202012.create_resource(body)
    resolver = references.EMPTY_REGISTRY.with_resource(base, resource).resolver(base)
    for reference in _references(body):
        try:
            resolver.lookup(reference)
        except unresolvable as error:
            remedy = "put what it refers to below '$defs' of the same schema: nothing is fetched"
            raise BadTask(task, reason=f"'{reference}' in its schema leads nowhere", remedy=remedy) from error


def _references(value: object) -> Iterator[str]:
    for key, item in _pairs(value):
        if key in ("$ref", "$dynamicRef") and isinstance(item, str):
            yield item


def _patterns(value: object) -> Iterator[str]:
    for key, item in _pairs(value):
        if key == "pattern" and isinstance(item, str):
            yield item
        elif key == "patternProperties" and isinstance(item, dict):
            yield from cast("dict[str, object]", item)


def _pairs(value: object) -> Iterator[tuple[str, object]]:
    """Every key with its value, however deep."""
    if isinstance(value, dict):
        for key, item in cast("dict[str, object]", value).items():
            yield key, item
            yield from _pairs(item)
    elif isinstance(value, list):
        for item in cast("list[object]", value):
            yield from _pairs(item)


def _sorted(errors: Any) -> list[Any]:  # noqa: ANN401 - as above
    """The problems from the outside in, so that the first says most."""
    found: list[Any] = []
    for error in errors:
        found.append(error)
        if len(found) == _MOST_PROBLEMS:
            break
    return sorted(found, key=lambda error: (len(error.absolute_path), [str(part) for part in error.absolute_path], str(error.validator)))


def _worded(error: Any) -> str:  # noqa: ANN401 - as above
    place = "/".join(str(part) for part in error.absolute_path)
    message = " ".join(str(error.message).split())
    message = message if len(message) <= 200 else message[:199] + "…"
    return f"at /{place}: {message}" if place else message


def told(problems: Sequence[str]) -> str:
    """The first problems as lines."""
    more = len(problems) - _SHOWN
    return "\n".join([*problems[:_SHOWN], *([f"and {more} more"] if more > 0 else [])])


def _unwrapped(value: object, schema: Mapping[str, Any]) -> object:
    """What stands below the only key of an object, where the schema has no such key and has others."""
    held = _as_object(value)
    known = schema.get("properties", {})
    if held is None or len(held) != 1 or not known or next(iter(held)) in known:
        return value
    inner = _as_object(next(iter(held.values())))
    return inner if inner is not None and set(inner) & set(known) else value


def _as_object(value: object) -> dict[str, object] | None:
    return cast("dict[str, object]", value) if isinstance(value, dict) else None


def _mend(value: object, error: Any) -> tuple[object, str] | None:  # noqa: ANN401 - as above
    """The value without this problem, and what was done; None where nothing can be done without guessing."""
    path, wrong = list(error.absolute_path), cast("object", error.instance)
    if error.validator == "additionalProperties" and error.validator_value is False:
        return _without_unknown(value, path, wrong, error.schema)
    if error.validator == "type":
        return _as_type(value, path, wrong, error.validator_value)
    if error.validator == "enum":
        return _as_listed(value, path, wrong, error.validator_value)
    return None


def _without_unknown(value: object, path: list[Any], wrong: object, schema: Mapping[str, Any]) -> tuple[object, str] | None:
    known, held = set(schema.get("properties", {})), _as_object(wrong)
    if held is None or not known or schema.get("patternProperties"):
        return None
    return _put(value, path, {key: item for key, item in held.items() if key in known}), "keys that the schema does not have left out"


def _as_type(value: object, path: list[Any], wrong: object, wanted: object) -> tuple[object, str] | None:
    kinds = [wanted] if isinstance(wanted, str) else cast("list[str]", wanted)
    for kind in kinds:
        made = _written(wrong, kind)
        if made is not None:
            return _put(value, path, made[0]), f"{made[1]} for {kind}"
    if wrong is None and path and isinstance(path[-1], str):
        return _without(value, path), "a key without a value left out"
    return None


def _written(wrong: object, kind: str) -> tuple[object, str] | None:
    """The same value as another type of JSON."""
    if isinstance(wrong, str) and kind in ("number", "integer", "boolean"):
        return _said_in_text(wrong, kind)
    if kind == "string" and isinstance(wrong, int | float) and not isinstance(wrong, bool):
        return json.dumps(wrong), "a number"
    if kind == "array" and wrong is not None and not isinstance(wrong, bool | list):
        return [wrong], "one value"
    return None


def _said_in_text(wrong: str, kind: str) -> tuple[object, str] | None:
    try:
        made = strict(wrong.strip())
    except Unreadable:
        return None
    if isinstance(made, bool):
        return (made, "a text") if kind == "boolean" else None
    if not isinstance(made, int | float) or kind == "boolean":
        return None
    return (made, "a text") if kind == "number" or float(made).is_integer() else None


def _as_listed(value: object, path: list[Any], wrong: object, listed: Sequence[object]) -> tuple[object, str] | None:
    """A word of a list in another case, or with other spaces."""
    if not isinstance(wrong, str):
        return None
    meant = [one for one in listed if isinstance(one, str) and _bare(one) == _bare(wrong)]
    return (_put(value, path, meant[0]), "the list's own spelling of a word") if len(meant) == 1 and meant[0] != wrong else None


def _bare(word: str) -> str:
    return " ".join(word.casefold().replace("_", " ").replace("-", " ").split())


def _put(value: object, path: Sequence[Any], item: object) -> object:
    """The value with another item at a place."""
    if not path:
        return item
    first, rest = path[0], path[1:]
    held = _as_object(value)
    if held is not None:
        return {key: _put(old, rest, item) if key == first else old for key, old in held.items()}
    return [_put(old, rest, item) if at == first else old for at, old in enumerate(cast("list[object]", value))]


def _without(value: object, path: Sequence[Any]) -> object:
    """The value without the key at a place."""
    first, rest = path[0], path[1:]
    held = _as_object(value)
    if held is not None:
        return {key: _without(old, rest) if key == first else old for key, old in held.items() if rest or key != first}
    return [_without(old, rest) if at == first else old for at, old in enumerate(cast("list[object]", value))]
