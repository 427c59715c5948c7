"""LangSmith: examples of a dataset, or rows of an experiment, with what is asked and what is right nested or under dotted names."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import cast

from untuned.evaluation.questions.read.build import Asked, built
from untuned.evaluation.questions.read.fields import BadRow, Values, first, items, members, text, texts
from untuned.evaluation.questions.read.messages import Conversation, conversation, is_conversation
from untuned.evaluation.questions.read.parsed import Parsed, Wanted
from untuned.evaluation.questions.read.plain import ANSWERS, QUESTION
from untuned.evaluation.questions.read.rows import Row

_ASKED = (*QUESTION, "message", "user_message", "human_input", "content", "topic")
_SAID = (*ANSWERS, "output", "completion", "response", "result", "text", "content", "final_answer")
_LABEL = ("label", "class", "category", "intent")
_MESSAGES = ("messages", "input", "question", "user_input")
_BEFORE = ("chat_history", "history")
_CONTEXT = ("context", "contexts", "documents", "retrieved_documents")
_RIGHT = ("reference_outputs", "reference", "outputs")
"""Where what is right stands; in a row of an experiment `outputs` is what the system said."""
_NAMED = 8


def fits(values: Values) -> bool:
    """True for a row whose `inputs` are an object, nested, as JSON in a cell, or under names such as `inputs.question`."""
    return bool(_part(values, "inputs"))


def read(row: Row) -> Iterator[Parsed]:
    """The row's question with its reference; what a system answered in an experiment is not taken."""
    values, asked = row.values, _part(row.values, "inputs")
    if not asked:
        raise BadRow("has no 'inputs' with what is asked")
    part = next((name for name in _RIGHT if _part(values, name)), "")
    right: Values = _part(values, part) if part else {}
    said = _conversation(asked)
    question = said.question if said is not None else _question(asked)
    label = text(first(right, *_LABEL), "label") if _is_label(right) else ""
    answers = () if label else _answers(right)
    passages = texts([_passage(one) for one in items(first(asked, *_CONTEXT), "context")], "context")
    around = "\n\n".join(passages)
    made = Asked(
        text=question,
        history=said.history if said is not None else (),
        answers=answers,
        wanted=(Wanted(texts=answers, kind="answer", around=around, optional=True),) if answers else (),
        notes=tuple(_notes(values, said, part)),
    )
    yield built(row, made, {**members(values.get("metadata")), **_own(values), **({"label": label} if label else {})})


def _part(values: Values, name: str) -> Values:
    """An object of the row: as it is, as JSON in a cell, or gathered from dotted names; none for anything else."""
    held = values.get(name)
    if isinstance(held, str) and held.lstrip()[:1] == "{":
        try:
            held = cast("object", json.loads(held))
        except (ValueError, RecursionError):
            held = None
    dotted = {key.removeprefix(f"{name}."): value for key, value in values.items() if key.startswith(f"{name}.")}
    return {**members(held), **{key: value for key, value in dotted.items() if value is not None and value != ""}}


def _own(values: Values) -> Values:
    """What the row says beside its parts, under the common names; its `split` is LangSmith's own and says nothing of this project's."""
    return {key: value for key, value in values.items() if key in ("id", "language", "kind", "cluster", "must_abstain", "route")}


def _conversation(asked: Values) -> Conversation | None:
    """What a list of messages asks, or a question after earlier messages; None for a question alone."""
    messages = _messages(first(asked, *_MESSAGES))
    before = _messages(first(asked, *_BEFORE))
    if messages:
        return conversation([*before, *messages])
    return conversation([*before, {"role": "user", "content": _question(asked)}]) if before else None


def _messages(value: object) -> list[object]:
    """Messages with a role each, as LangChain writes them out too: `{"type": "human", "data": {"content": ...}}`."""
    if not isinstance(value, list):
        return []
    made: list[object] = []
    for one in cast("list[object]", value):
        held = members(one)
        made.append({**held, **members(held.get("data"))} if "data" in held else one)
    return made if is_conversation(made) else []


def _question(asked: Values) -> str:
    """The question by a usual name, or the only text that there is."""
    found = first(asked, *_ASKED)
    if found is None or isinstance(found, list | dict):
        only = [value for name, value in asked.items() if isinstance(value, str) and value.strip() and name not in _CONTEXT]
        if len(only) != 1:
            named = ", ".join(sorted(map(str, asked))[:_NAMED])
            raise BadRow(f"has 'inputs' with {named}, of which none is known to be the question; name it 'question'")
        return only[0]
    return text(found, "inputs.question")


def _is_label(right: Values) -> bool:
    """A label stands there and no answer beside it."""
    return first(right, *_LABEL) is not None and first(right, *_SAID) is None and isinstance(first(right, *_LABEL), str)


def _answers(right: Values) -> tuple[str, ...]:
    """The reference answers: by a usual name, the last message, the only value, or the whole object as JSON."""
    messages = _messages(right.get("messages"))
    if messages:
        said = conversation([{"role": "user", "content": "-"}, *messages])
        return (said.answer,) if said.answer else ()
    found: object = first(right, *_SAID)
    if found is not None and not isinstance(found, dict):
        return texts(found, "outputs")
    there = [value for value in right.values() if value is not None and value != ""]
    if len(there) == 1 and isinstance(there[0], str | int | float):
        return texts(there[0], "outputs")
    return (json.dumps(right, ensure_ascii=False),) if there else ()


def _passage(one: object) -> object:
    """A passage's words: of a text as they are, of a document those of its `page_content`."""
    held = members(one)
    return first(held, "page_content", "content", "text") if held else one


def _notes(values: Values, said: Conversation | None, part: str) -> Sequence[str]:
    notes = ["its system message is not taken: variants have their own prompts"] if said is not None and said.system else []
    if part not in ("outputs", "") and _part(values, "outputs"):
        notes.append("what a system answered ('outputs') is not taken: 'untuned runs import' takes answers")
    return notes
