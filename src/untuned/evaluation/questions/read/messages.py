"""Conversations as lists of messages: what is asked last, what came before, what should be said."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import cast

from untuned.evaluation.questions.read.fields import BadRow, Values, text
from untuned.types.answers import Turn

_ASKING, _SAYING = ("user", "human"), ("assistant", "ai", "model")


@dataclass(frozen=True, kw_only=True, slots=True)
class Conversation:
    """The last thing that a user asks, the turns before it, and what the assistant says to it."""

    question: str
    history: tuple[Turn, ...] = ()
    answer: str = ""
    system: str = ""
    tools: bool = False
    """Some message calls or answers a tool."""


def is_conversation(items: Sequence[object]) -> bool:
    """True for a list of messages with a role each."""
    return bool(items) and all(isinstance(one, dict) and ({"role", "type"} & cast("Values", one).keys()) for one in items)


def conversation(messages: Sequence[object]) -> Conversation:
    """What a list of messages asks and answers. Raises `BadRow` where no user asks anything."""
    said = [(_role(one), content(one)) for one in messages]
    asked = [nth for nth, (role, words) in enumerate(said) if role in _ASKING and words.strip()]
    if not asked:
        raise BadRow("has no message of a user")
    last = asked[-1]
    return Conversation(
        question=said[last][1],
        history=_turns(said[:last]),
        answer="\n".join(words for role, words in said[last + 1 :] if role in _SAYING and words.strip()),
        system="\n".join(words for role, words in said if role in ("system", "developer")),
        tools=any(role in ("tool", "function") for role, _ in said) or any("tool_calls" in cast("Values", one) for one in messages),
    )


def _turns(said: Sequence[tuple[str, str]]) -> tuple[Turn, ...]:
    """Each question with all that the assistant said before the next one."""
    turns: list[Turn] = []
    for role, words in said:
        if role in _ASKING and words.strip():
            turns.append(Turn(question=words, answer=""))
        elif role in _SAYING and turns and words.strip():
            before = turns[-1]
            turns[-1] = Turn(question=before.question, answer=f"{before.answer}\n{words}" if before.answer else words)
    return tuple(turns)


def _role(message: object) -> str:
    held = cast("Values", message)
    return text(held.get("role") or held.get("type"), "role").lower()


def content(message: object) -> str:
    """A message's words: a text, or the text parts of a list."""
    value = cast("Values", message).get("content")
    if isinstance(value, list):
        parts = [cast("Values", part) for part in cast("list[object]", value) if isinstance(part, dict)]
        return "\n".join(text(part.get("text"), "content") for part in parts if part.get("text") is not None)
    return text(value, "content")
