"""A task of untuned.toml with the files that it names: its schema, its examples."""

from __future__ import annotations

import csv
import difflib
import io
import json
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import cast

from untuned.assistant.tasks.forms import Form, form_of
from untuned.errors import BadTask
from untuned.types.tasks import Example, Task, TaskSettings

_MOST_BYTES = 200_000_000
_LONGEST_INPUT = 1_000_000
"""Characters of one example."""
_NAMED = 3
"""Faulty examples that an error names."""
_FROM_JSON = ("input", "text", "question")
_TO_JSON = ("output", "label", "answer")


def settings_of(name: str, tasks: Sequence[TaskSettings]) -> TaskSettings:
    """The table of a task. Raises `BadTask` where there is none of this name."""
    found = next((one for one in tasks if one.name == name), None)
    if found is None:
        known = [one.name for one in tasks]
        near = difflib.get_close_matches(name, known, n=1)
        there = f"did you mean '{near[0]}'? " if near else f"there are {', '.join(known)}; " if known else ""
        raise BadTask(name, reason="it is unknown", remedy=f"{there}a task is a table [tasks.NAME] of untuned.toml")
    return found


def task_of(settings: TaskSettings, *, root: Path) -> Task:
    """The task, its files read; what its examples say is not looked at yet.

    Raises:
        BadTask: A file that cannot be read, or holds no examples.
    """
    schema = settings.schema
    if schema and not schema.lstrip().startswith("{"):
        schema = _text_of(settings.name, root / schema, what="schema")
    given = [Example(input=one, output=other) for one, other in settings.solved]
    if settings.examples:
        given += examples_of(settings.name, root / settings.examples)
    return Task(
        name=settings.name,
        labels=settings.labels,
        schema=_tidy(settings.name, schema) if schema else "",
        prompt=settings.prompt,
        examples=tuple(given),
        shots=settings.shots,
        threshold=settings.threshold,
        strange=settings.strange,
    )


def examples_of(task: str, file: Path) -> list[Example]:
    """The solved inputs of a JSON Lines or CSV file. Raises `BadTask` with the line of what cannot be used."""
    text = _text_of(task, file, what="examples")
    rows = _csv_rows(task, text, file) if file.suffix.lower() in (".csv", ".tsv") else _json_rows(task, text, file)
    found = [_example(task, file, line, row) for line, row in rows]
    if not found:
        raise BadTask(task, reason=f"{file.name} has no examples", remedy="give each line an 'input' and an 'output'")
    return found


def checked(task: Task, form: Form) -> Task:
    """The task with its outputs as the form writes them. Raises `BadTask` for an example whose output has not the form."""
    wrong: list[str] = []
    made: list[Example] = []
    for nth, example in enumerate(task.examples, start=1):
        reading = form.read(example.output)
        if reading.problem:
            wrong.append(f"example {nth}, '{example.output[:60]}': {reading.problem.splitlines()[-1]}")
        made.append(replace(example, output=reading.output))
    if wrong:
        more = f"; and {len(wrong) - _NAMED} more" if len(wrong) > _NAMED else ""
        raise BadTask(task.name, reason=f"outputs that do not fit: {'; '.join(wrong[:_NAMED])}{more}", remedy="mend the examples")
    return replace(task, examples=tuple(made))


def unseen(task: Task, inputs: Collection[str]) -> Task:
    """The task without the examples that have the words of one of these inputs: nothing is measured on what it learnt from."""
    asked = {key_of(text) for text in inputs}
    return replace(task, examples=tuple(example for example in task.examples if key_of(example.input) not in asked)) if asked else task


def opened(settings: TaskSettings, *, root: Path, inputs: Collection[str] = ()) -> tuple[Task, Form]:
    """The task with its form, ready to be done; examples that are among the inputs are left out. Raises `BadTask`, `MissingExtra`."""
    task = task_of(settings, root=root)
    form = form_of(task)
    return unseen(checked(task, form), inputs), form


def key_of(text: str) -> str:
    """The words of an input: two of the same are the same to a task."""
    return " ".join(text.casefold().split())


def lacking(task: Task) -> list[str]:
    """The labels that no example has, in order."""
    there = Counter(example.output for example in task.examples)
    return [label for label in task.labels if not there[label]]


def _tidy(task: str, schema: str) -> str:
    try:
        return json.dumps(json.loads(schema), ensure_ascii=False, sort_keys=True)
    except (ValueError, RecursionError) as error:
        raise BadTask(task, reason=f"its schema is not JSON: {error}", remedy="mend it") from error


def _text_of(task: str, file: Path, *, what: str) -> str:
    try:
        if file.stat().st_size > _MOST_BYTES:
            raise BadTask(task, reason=f"{file.name} has more than {_MOST_BYTES // 1_000_000} MB", remedy="give fewer examples")
        return file.read_text(encoding="utf-8-sig")
    except OSError as error:
        why = error.strerror or str(error)
        raise BadTask(task, reason=f"the file of its {what}, {file}, cannot be read: {why}", remedy=f"name a file in '{what}'") from error
    except UnicodeDecodeError as error:
        raise BadTask(task, reason=f"{file.name}: byte {error.start} is not UTF-8", remedy="save it as UTF-8") from error


def _json_rows(task: str, text: str, file: Path) -> Iterator[tuple[int, dict[str, object]]]:
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        try:
            row = cast("object", json.loads(line))
        except (ValueError, RecursionError) as error:
            raise BadTask(task, reason=f"{file.name}, line {number}: it is not JSON: {error}", remedy="give one object a line") from error
        yield number, cast("dict[str, object]", row) if isinstance(row, dict) else {}


def _csv_rows(task: str, text: str, file: Path) -> Iterator[tuple[int, dict[str, object]]]:
    first = text.split("\n", 1)[0]
    mark = max(",;\t", key=first.count)
    reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=mark)
    try:
        for row in reader:
            yield reader.line_num, {str(key).strip(): value for key, value in row.items()}
    except csv.Error as error:  # also a field that is longer than the `csv` module reads
        remedy = "mend its quotation marks, or give long examples as JSON Lines"
        raise BadTask(task, reason=f"{file.name}, line {reader.line_num}: {error}", remedy=remedy) from error


def _example(task: str, file: Path, line: int, row: dict[str, object]) -> Example:
    given, output = _first(row, _FROM_JSON), _first(row, _TO_JSON)
    if not isinstance(given, str) or not given.strip() or output is None or output == "":
        remedy = "give each line an 'input' and an 'output', which is a label or JSON"
        raise BadTask(task, reason=f"{file.name}, line {line}: it is no example", remedy=remedy)
    if len(given) > _LONGEST_INPUT:
        raise BadTask(task, reason=f"{file.name}, line {line}: it has more than {_LONGEST_INPUT} characters", remedy="cut it")
    return Example(input=given, output=output if isinstance(output, str) else json.dumps(output, ensure_ascii=False))


def _first(row: dict[str, object], names: Iterable[str]) -> object:
    return next((row[name] for name in names if name in row), None)
