"""OpenAI's JSONL: conversations as they are written for training, or as input with an ideal answer."""

from __future__ import annotations

from collections.abc import Iterator

from untuned.evaluation.questions.read.build import Asked, built
from untuned.evaluation.questions.read.fields import BadRow, Values, first, items, members, texts
from untuned.evaluation.questions.read.messages import conversation, is_conversation
from untuned.evaluation.questions.read.parsed import Parsed, Wanted
from untuned.evaluation.questions.read.rows import Row


def fits(values: Values) -> bool:
    """True for a row whose question is a list of messages."""
    return isinstance(_messages(values), list) and is_conversation(items(_messages(values), "messages"))


def read(row: Row) -> Iterator[Parsed]:
    """The last thing that a user asks; what the assistant says after it, or the ideal answer, is the reference."""
    messages = items(_messages(row.values), "messages")
    if not is_conversation(messages):
        raise BadRow("has no messages with a role")
    said = conversation(messages)
    ideal = texts(first(row.values, "ideal", "reference", "reference_answer"), "ideal")
    answers = ideal or ((said.answer,) if said.answer else ())
    notes = ["its system message is not taken: variants have their own prompts"] if said.system else []
    notes += ["its tool calls are not taken"] if said.tools else []
    made = Asked(
        text=said.question,
        history=said.history,
        answers=answers,
        wanted=(Wanted(texts=answers, kind="answer", optional=True),) if answers else (),
        notes=notes,
    )
    yield built(row, made, _common(row.values))


def _common(values: Values) -> Values:
    """The common names: the row's own, or those of its metadata."""
    return {**values, **members(values.get("metadata"))}


def _messages(values: Values) -> object:
    return first(members(values.get("item")) or values, "messages", "input")
