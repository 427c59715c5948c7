"""The form of a task's outputs: one label of a set, or JSON of a schema; an output is read as it stands, then mended by rules."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, cast

from untuned.assistant.tasks.lenient import LONGEST, Read, Unreadable, lenient, strict, unfenced
from untuned.assistant.tasks.schema import Schema, schema_of, told
from untuned.errors import BadTask
from untuned.text.regex import regex
from untuned.types.tasks import Task

_AROUND = regex(r"\A[\W_]+|[\W_]+\Z")
_NAMED = regex(r"\A(?:label|category|class|intent|answer|output|метка|категория|класс|ответ)\s*+[:=]\s*+", re.IGNORECASE)
_MARKED = regex(r"\*\*([^*\n]{1,200})\*\*|`([^`\n]{1,200})`|\"([^\"\n]{1,200})\"|«([^»\n]{1,200})»|“([^”\n]{1,200})”")
_DENIED = regex(r"\b(?:not|no|nor|never|neither|rather|instead|except|не|нет|ни|кроме)\b|n['’]t\b", re.IGNORECASE)
_LONGEST_LABELLED = 4_000
"""Characters of an output in which a label is looked for."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Reading:
    """What an output says."""

    output: str = ""
    """The label, or JSON with its keys in the model's order; "" where it cannot be used."""
    steps: tuple[str, ...] = ()
    """What was mended, in words; () where it had the form as it stood."""
    problem: str = ""
    """Why it cannot be used, in words for the model that wrote it."""


@dataclass(frozen=True, kw_only=True, slots=True)
class LabelForm:
    """One label of a set."""

    labels: tuple[str, ...]
    _by_bare: Mapping[str, str]

    @property
    def words(self) -> str:
        """What a model is told of the form."""
        listed = "\n".join(f"- {label}" for label in self.labels)
        return f"The output is exactly one of these labels, letter by letter:\n{listed}"

    @property
    def schema(self) -> Mapping[str, Any] | None:
        """None: a label is plain text."""
        return None

    def read(self, text: str) -> Reading:
        """The label that an output is; one that is only named in a sentence is none: the sentence may deny it."""
        said = text.strip()
        if said in self.labels:
            return Reading(output=said)
        found = dict(self._told(said[:_LONGEST_LABELLED]))
        if len(found) == 1:
            return Reading(output=next(iter(found)), steps=tuple(found.values()))
        more = f"; it names {len(found)} of them" if found else ""
        return Reading(problem=f"the output is not one of the labels{more}: write exactly one of them and nothing else")

    def _told(self, said: str) -> Iterator[tuple[str, str]]:
        """(label, how it was read) of each label that the output gives, in the first of the ways that gives any."""
        bare = unfenced(said)
        for how, pieces in (
            ("marks around the label", [bare]),
            ("JSON around the label", list(_in_json(bare))),
            ("lines around the label", list(_undenied(bare))),
            ("words around the label", [] if _DENIED.search(bare) else ["".join(found) for found in _MARKED.findall(bare)]),
        ):
            given = [self._by_bare[_bare(piece)] for piece in pieces if _bare(piece) in self._by_bare]
            if given:
                yield from ((label, how) for label in given)
                return


@dataclass(frozen=True, kw_only=True, slots=True)
class SchemaForm:
    """JSON of a schema."""

    checked: Schema
    text: str

    @property
    def words(self) -> str:
        """What a model is told of the form."""
        return f"The output is one JSON value that fits this JSON Schema:\n{self.text}"

    @property
    def schema(self) -> Mapping[str, Any] | None:
        """What an endpoint may hold the output to."""
        return self.checked.body

    def read(self, text: str) -> Reading:
        """The value that an output is, as it stands or mended by rules; no value is made up, and what is cut off is none."""
        steps: tuple[str, ...] = ()
        try:
            try:
                value = strict(text)
            except Unreadable:
                found: Read = lenient(text, opening=self.checked.opening)
                value, steps = found.value, found.steps or ("notation",)
            problems = self.checked.problems(value)
            if problems:
                mended, more = self.checked.mended(value)
                left = self.checked.problems(mended)
                value, steps, problems = mended, (*steps, *more), left
        except Unreadable as problem:
            return Reading(problem=str(problem))
        if problems:
            return Reading(problem=f"the output does not fit the schema:\n{told(problems)}")
        return _canonical(value, steps)


Form = LabelForm | SchemaForm


def form_of(task: Task) -> Form:
    """The form of a task's outputs. Raises `BadTask`, and `MissingExtra` where a schema takes jsonschema."""
    if task.labels:
        return LabelForm(labels=task.labels, _by_bare=_spelt(task))
    return SchemaForm(checked=schema_of(task.name, task.schema), text=task.schema)


def _spelt(task: Task) -> dict[str, str]:
    found: dict[str, str] = {}
    for label in task.labels:
        other = found.setdefault(_bare(label), label)
        if other != label:
            raise BadTask(task.name, reason=f"labels '{other}' and '{label}' differ in marks alone", remedy="name them apart")
    return found


def _canonical(value: object, steps: tuple[str, ...]) -> Reading:
    output = json.dumps(value, ensure_ascii=False)
    try:
        output.encode()
    except UnicodeEncodeError:
        return Reading(problem="the output has half a character in it")
    return Reading(output=output, steps=steps) if len(output) <= 2 * LONGEST else Reading(problem="the output is too long")


def _bare(text: str) -> str:
    """The text in small letters, without a name before it and what stands around it."""
    named = _NAMED.sub("", _AROUND.sub("", text))
    return " ".join(_AROUND.sub("", named).casefold().replace("_", " ").split())


def _undenied(text: str) -> Iterator[str]:
    """The lines up to the first that denies something: what follows it may be what is denied."""
    for line in text.splitlines():
        yield line
        if _DENIED.search(line):
            return


def _in_json(text: str) -> Iterator[str]:
    """The texts of a small JSON value: a label may stand in an object of one or two keys."""
    if not text.startswith(("{", "[", '"')):
        return
    try:
        value = lenient(text, opening=text[0]).value
    except Unreadable:
        return
    held = list(cast("dict[str, object]", value).values()) if isinstance(value, dict) else value
    pieces: list[object] = cast("list[object]", held) if isinstance(held, list) else [held]
    yield from (piece for piece in pieces[:3] if isinstance(piece, str))
