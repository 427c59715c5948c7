"""The tables `[tasks.NAME]` of untuned.toml: read into records, and written back."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any, cast

from untuned.config.fields import nearest, task_fields
from untuned.config.toml_text import Place, toml_table, toml_value
from untuned.config.values import Misfit, Surroundings, convert, shown, wrong_value
from untuned.errors import UnknownSetting, WrongSetting
from untuned.text.regex import regex
from untuned.types.tasks import TaskSettings

EXAMPLE = """\
#[tasks.mails]
#labels = ["invoice", "complaint", "other"]
#examples = "examples/mails.jsonl"
"""
_NAME = regex(r"[a-z][a-z0-9_-]{0,39}")
_LONGEST_LABEL = 200


def read_tasks(table: object, *, place: Place, surroundings: Surroundings) -> tuple[TaskSettings, ...]:
    """Every task, in the order of the file. The files that it names are not read: a task that is not run may lack them.

    Raises:
        UnknownSetting: A key that no task has; it names file, line and the nearest key.
        WrongSetting: A value that does not fit its key, a task with neither labels nor a schema, or a table that is none.
    """
    named = cast("dict[str, object]", table if isinstance(table, dict) else {"": table})
    for inner in named.values():
        if not isinstance(inner, dict):
            raise WrongSetting("tasks", value=shown("", inner), file=place.of("tasks"), remedy="make each task a table: [tasks.NAME]")
    tables = cast("dict[str, dict[str, object]]", named)
    return tuple(_task(name, inner, place=place, surroundings=surroundings) for name, inner in tables.items())


def task_lines(tasks: tuple[TaskSettings, ...]) -> Iterator[str]:
    """The tables as they are written, or one in comments for an example."""
    if not tasks:
        yield from EXAMPLE.splitlines()
    for one in tasks:
        yield f"[tasks.{one.name}]"
        for key, known in task_fields().items():
            value = getattr(one, key)
            if key == "examples" and one.solved:
                pairs = (toml_table((("input", given), ("output", output))) for given, output in one.solved)
                yield f"examples = [{', '.join(pairs)}]"
            elif key == "schema" and value.startswith("{"):
                yield f"schema = {_inline(json.loads(value))}"
            elif value != known.default:
                yield f"{key} = {toml_value(value)}"


def _task(name: str, table: Mapping[str, object], *, place: Place, surroundings: Surroundings) -> TaskSettings:
    above = f"tasks.{name}"
    if not _NAME.fullmatch(name):
        remedy = "name it with small letters a-z, digits, '_' and '-', beginning with a letter"
        raise WrongSetting(above, value=shown("", dict(table)), file=place.near(above), remedy=remedy)
    values: dict[str, Any] = {}
    for key, value in table.items():
        if key not in task_fields():
            where = place.near(f"{above}.{key}")
            raise UnknownSetting(f"{above}.{key}", value=shown(key, value), file=where, remedy=nearest(key, task_fields()))
        try:
            values.update(_read(key, value, surroundings))
        except Misfit as misfit:
            raise wrong_value(above, key, value, str(misfit), place) from misfit
    found = TaskSettings(name=name, **values)
    if bool(found.labels) == bool(found.schema):
        remedy = "give either 'labels' or 'schema'" if found.labels else "say what its outputs are: 'labels' or 'schema'"
        raise WrongSetting(above, value=shown("", dict(table)), file=place.near(above), remedy=remedy)
    return found


def _read(key: str, value: object, surroundings: Surroundings) -> dict[str, object]:
    """The fields that one key says. Raises `Misfit`."""
    if key == "schema" and isinstance(value, dict):
        return {"schema": _as_json(cast("dict[str, object]", value))}
    if key == "examples" and isinstance(value, list):
        return {"solved": tuple(map(_solved, cast("list[object]", value)))}
    converted = convert(task_fields()[key], value, surroundings=surroundings)
    if key == "labels":
        _check_labels(cast("tuple[str, ...]", converted))
    return {key: converted}


def _as_json(table: dict[str, object]) -> str:
    try:
        return json.dumps(table, ensure_ascii=False, sort_keys=True)
    except TypeError as error:
        raise Misfit("write dates in a schema as texts in quotes") from error


def _solved(item: object) -> tuple[str, str]:
    table = cast("dict[str, object]", item) if isinstance(item, dict) else {}
    given, output = table.get("input"), table.get("output")
    if set(table) != {"input", "output"} or not isinstance(given, str) or not isinstance(output, str | dict):
        raise Misfit('give each example as { input = "...", output = "..." }, or name a file of them')
    return given, output if isinstance(output, str) else _as_json(cast("dict[str, object]", output))


def _check_labels(labels: tuple[str, ...]) -> None:
    if len(labels) < 2:
        raise Misfit("give at least two labels")
    if any(not label.strip() or len(label) > _LONGEST_LABEL or "\n" in label for label in labels):
        raise Misfit(f"give each label as one line of at most {_LONGEST_LABEL} characters")
    bare = [" ".join(label.casefold().replace("_", " ").split()) for label in labels]
    if len(set(bare)) < len(bare):
        raise Misfit("give each label once: case, spaces and '_' make no difference")


def _inline(value: object) -> str:
    """JSON as TOML writes it."""
    if isinstance(value, dict):
        return _table({key: _inline(item) for key, item in cast("dict[str, object]", value).items()})
    if isinstance(value, list):
        return "[" + ", ".join(map(_inline, cast("list[object]", value))) + "]"
    return toml_value(value)


def _table(items: Mapping[str, str]) -> str:
    """An inline table of values that are TOML already."""
    return "{ " + ", ".join(f"{json.dumps(key, ensure_ascii=False)} = {value}" for key, value in items.items()) + " }" if items else "{}"
