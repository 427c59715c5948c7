"""What a model is sent, whatever the provider's shape for it: system text, messages, tools, parameters."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import cast
from urllib.parse import urlsplit

from untuned.models.chat.capture import Sent

Values = Mapping[str, object]

_ALIASES: Mapping[str, str] = {
    "max_completion_tokens": "max_output_tokens",
    "max_tokens": "max_output_tokens",
    "generationConfig.maxOutputTokens": "max_output_tokens",
    "generationConfig.temperature": "temperature",
}
"""Names of providers for one and the same thing."""
_PARTS = ("model", "messages", "system", "tools", "contents", "systemInstruction", "system_instruction")
_AROUND = 40
"""Characters of an excerpt on each side of the first difference."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Rendered:
    """One request, part by part: (where, what) in the order of the request."""

    model: str
    parts: tuple[tuple[str, str], ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Difference:
    """A part of a request that two sides send otherwise."""

    question: str
    where: str
    """Such as `messages 1 (user)`, `tool 'answer': schema` or `temperature`."""
    a: str | None
    """An excerpt around the first place that differs; None where this side sends no such part."""
    b: str | None

    @property
    def sentence(self) -> str:
        """For people."""
        if self.a is None or self.b is None:
            who, what = ("B", self.b) if self.a is None else ("A", self.a)
            return f"{self.where}: only {who} sends it, as {what!r}"
        return f"{self.where}: A sends {self.a!r}, B sends {self.b!r}"


def rendered(sent: Sent) -> Rendered:
    """The request's parts; a body that is no JSON object is one part."""
    try:
        body = _members(json.loads(sent.body))
    except ValueError:
        return Rendered(model="", parts=(("body", sent.body.decode(errors="replace")),))
    model = body.get("model")
    if model is None and ":" in sent.address:  # Google names it in the path
        model = urlsplit(sent.address).path.rpartition("/")[2].partition(":")[0]
    parts = (*_system(body), *_messages(body), *_tools(body), *_parameters(body))
    return Rendered(model=str(model), parts=parts)


def differences(a: Rendered, b: Rendered, *, question: str) -> tuple[Difference, ...]:
    """The parts that are not the same; the model's name is none of them."""
    mine, other = dict(a.parts), dict(b.parts)
    found: list[Difference] = []
    for where in dict.fromkeys((*mine, *other)):
        if mine.get(where) != other.get(where):
            one, two = _excerpts(mine.get(where), other.get(where))
            found.append(Difference(question=question, where=where, a=one, b=two))
    return tuple(found)


def _system(body: Values) -> Iterator[tuple[str, str]]:
    texts = [_text(_first(body, "system", "systemInstruction", "system_instruction"))]
    texts += [_text(one.get("content")) for one in _each(body.get("messages")) if one.get("role") in ("system", "developer")]
    whole = "\n\n".join(filter(None, texts))
    if whole:
        yield "system", whole


def _messages(body: Values) -> Iterator[tuple[str, str]]:
    told = [one for one in _each(_first(body, "messages", "contents")) if one.get("role") not in ("system", "developer")]
    for nth, one in enumerate(told, start=1):
        role = {"model": "assistant"}.get(str(one.get("role")), str(one.get("role")))
        yield f"message {nth} ({role})", _text(_first(one, "content", "parts"))


def _tools(body: Values) -> Iterator[tuple[str, str]]:
    for tool in _each(body.get("tools")):
        for one in _each(tool.get("functionDeclarations")) or [_members(tool.get("function")) or tool]:
            name = f"tool '{one.get('name', '')}'"
            yield f"{name}: description", str(one.get("description", ""))
            schema = _first(one, "parameters", "input_schema", "parametersJsonSchema")
            yield f"{name}: schema", json.dumps(schema, ensure_ascii=False, sort_keys=True)


def _parameters(body: Values) -> Iterator[tuple[str, str]]:
    for name, value in _leaves({name: value for name, value in body.items() if name not in _PARTS}, ""):
        yield _ALIASES.get(name, name), json.dumps(value, ensure_ascii=False)


def _leaves(value: object, name: str) -> Iterator[tuple[str, object]]:
    members = _members(value)
    if not members:
        yield name, value
        return
    for key in sorted(members):
        yield from _leaves(members[key], f"{name}.{key}" if name else key)


def _text(value: object) -> str:
    """The words of a content: a text, or parts of which each has one."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, list):
        return "\n".join(_text(part) for part in cast("list[object]", value))
    members = _members(value)
    said = _first(members, "text", "content", "parts")
    return _text(said) if said is not None else json.dumps(members, ensure_ascii=False, sort_keys=True)


def _excerpts(a: str | None, b: str | None) -> tuple[str | None, str | None]:
    """Both texts around the first place where they differ."""
    if a is None or b is None:
        return (None if a is None else _cut(a, 0)), (None if b is None else _cut(b, 0))
    at = next((nth for nth, (one, other) in enumerate(zip(a, b, strict=False)) if one != other), min(len(a), len(b)))
    return _cut(a, at), _cut(b, at)


def _cut(text: str, at: int) -> str:
    first, last = max(at - _AROUND, 0), at + _AROUND
    return f"{'…' if first else ''}{text[first:last]}{'…' if last < len(text) else ''}"


def _first(values: Values, *names: str) -> object:
    return next((values[name] for name in names if values.get(name) is not None), None)


def _each(value: object) -> Sequence[Values]:
    return [_members(one) for one in cast("list[object]", value)] if isinstance(value, list) else ()


def _members(value: object) -> Values:
    return cast("Values", value) if isinstance(value, dict) else {}
