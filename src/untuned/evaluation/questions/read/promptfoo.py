"""promptfoo: tests with `vars` and `assert`, as YAML or JSON, or a table of variables with `__expected` columns."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from untuned.evaluation.questions.read.build import Asked, built
from untuned.evaluation.questions.read.fields import BadRow, Values, first, items, mappings, members, text, texts
from untuned.evaluation.questions.read.parsed import Parsed, Wanted
from untuned.evaluation.questions.read.rows import Row
from untuned.text.regex import regex

_QUESTION = ("question", "query", "input", "prompt", "message", "user_input", "user_message", "text", "topic")
_CONTEXT = ("context", "contexts", "documents", "passages")
_ONE = ("equals", "contains", "icontains", "starts-with", "answer-relevance", "context-recall", "factuality", "similar", "rouge-n", "bleu")
_ANY = ("contains-any", "icontains-any")
_ALL = ("contains-all", "icontains-all")
_REFUSAL = ("is-refusal",)
_EXPECTED = regex(r"__expected\d*\Z")
_TYPED = regex(r"(?P<kind>[a-z][a-z-]+)(?:\((?:\d*\.?\d+)\))?:\s*(?P<value>.*)\Z", re.DOTALL)


def fits(values: Values) -> bool:
    """True for a test of this shape, or a row of its table."""
    return isinstance(values.get("vars"), dict | str) or any(_EXPECTED.match(name) for name in values)


def read(row: Row) -> Iterator[Parsed]:
    """The test's question, or one for each where its variable is a list."""
    values = row.values
    if isinstance(values.get("vars"), str):
        raise BadRow(f"takes its variables from '{text(values['vars'], 'vars')[:80]}': import that file")
    said = members(values.get("metadata"))
    if "vars" in values:
        shared = members(values.get("defaultTest"))
        known = {**members(shared.get("vars")), **members(values.get("vars"))}
        found = _asserted(mappings(values.get("assert"), "assert"))
    else:
        known = {name: value for name, value in values.items() if not name.startswith("__")}
        found = _asserted([_typed(text(value, name)) for name, value in values.items() if _EXPECTED.match(name)])
        said = {**known, **said}
    asked = _question(known)
    for one in asked:
        yield _built(row, one, known, found, said if len(asked) == 1 else {**said, "id": None})


def _built(row: Row, asked: str, known: Values, found: _Expected, said: Values) -> Parsed:
    contexts = texts(first(known, *_CONTEXT), "context")
    paths = texts(first(said, "path", "paths", "documents"), "documents")
    answers = texts(said.get("answers"), "answers") or found.answers
    wanted = tuple(Wanted(texts=(one,), kind="quote") for one in contexts)
    if not wanted and answers:
        wanted = (Wanted(texts=answers, kind="answer"),)
    made = Asked(
        text=asked,
        answers=answers,
        must_abstain=True if found.refusal else None,
        kind="refusal" if found.refusal else None,
        documents=paths,
        wanted=wanted,
        notes=[f"not taken: {', '.join(found.left_out)}"] if found.left_out else [],
    )
    return built(row, made, said)


class _Expected:
    """What a test's assertions say of the answer."""

    def __init__(self) -> None:
        self.answers: tuple[str, ...] = ()
        self.refusal = False
        self.left_out: list[str] = []


def _asserted(checks: Sequence[Values]) -> _Expected:
    found = _Expected()
    for check in checks:
        kind = text(check.get("type"), "assert.type")
        if kind == "assert-set":
            inner = _asserted(mappings(check.get("assert"), "assert"))
            found.answers += inner.answers
            found.left_out += inner.left_out
        elif kind in (*_ONE, *_ANY):
            found.answers += texts(_plain_value(check.get("value")), "assert.value")
        elif kind in _ALL:
            every = texts(_cell(check.get("value")), "assert.value")
            found.answers += (", ".join(every),) if every else ()
        elif kind in _REFUSAL:
            found.refusal = True
        else:
            found.left_out.append(kind or "an assertion without a type")
    found.answers = tuple(dict.fromkeys(found.answers))
    return found


def _plain_value(value: object) -> object:
    if isinstance(value, str) and value.startswith("file://"):
        raise BadRow(f"takes an expected value from '{value[:80]}': write it out")
    return value


def _cell(value: object) -> object:
    """`a, b` of a table as two values."""
    return [part.strip() for part in value.split(",")] if isinstance(value, str) else value


def _typed(cell: str) -> Values:
    """A cell of an `__expected` column: `contains: x`, or a text that the answer equals."""
    found = _TYPED.match(cell)
    known = (*_ONE, *_ANY, *_ALL, *_REFUSAL, "llm-rubric", "javascript", "python", "regex", "latency", "cost", "is-json")
    if cell.strip() in _REFUSAL:
        return {"type": cell.strip()}
    if found is None or found["kind"] not in known:
        return {"type": "equals", "value": cell}
    value = _cell(found["value"]) if found["kind"] in _ANY else found["value"]
    return {"type": found["kind"], "value": value}


def _question(known: Values) -> list[str]:
    named = first(known, *_QUESTION)
    if named is None and len(known) == 1:
        named = next(iter(known.values()))
    asked = [text(one, "question") for one in items(named, "question")]
    if not asked:
        raise BadRow(f"has no variable that is a question; one of {', '.join(_QUESTION[:5])} is taken")
    return asked
