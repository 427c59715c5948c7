"""A structured task put to a chat model: what it is told, the input, and what was wrong with its last output."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from untuned.models.chat.briefing import MARK, Message
from untuned.models.chat.prompt import Prompts, escaped
from untuned.types.answers import Usage
from untuned.types.methods import Shot

Purpose = Literal["task", "format"]
"""An input is worked on; or verified claims are put into a form."""

_UNTOLD = "as the examples show it"


@dataclass(frozen=True, kw_only=True, slots=True)
class Assignment:
    """One input, and what is to become of it."""

    input: str
    instructions: str
    """What the project says of the task; "" where its examples say it."""
    form: str
    """What an output looks like, in words with its labels or its schema."""
    schema: Mapping[str, Any] | None = None
    """What an endpoint may be asked to hold the output to; None for plain text."""
    check: Callable[[str], str]
    """Why an output cannot be used, in words that the model is told; "" where it can."""
    shots: tuple[Shot, ...] = ()
    thinking: bool = False
    """The model reasons before its output."""
    purpose: Purpose = "task"

    @property
    def enforceable(self) -> bool:
        """True where an endpoint may hold the output to the schema: one of an object, with nothing written before it."""
        return self.schema is not None and self.schema.get("type") == "object" and not self.thinking


@dataclass(frozen=True, kw_only=True, slots=True)
class Output:
    """What a model wrote in the end."""

    text: str
    """Its last output, without what it thought before it."""
    problem: str
    """Why it cannot be used; "" where it can."""
    model: str
    """The one that wrote it, as the settings name it."""
    usage: Usage = field(default_factory=Usage)
    notes: tuple[str, ...] = ()
    prompts: tuple[str, ...] = ()
    truncated: bool = False
    replayed: bool = False


def assignment_message(prompts: Prompts, assignment: Assignment) -> Message:
    """The request for an output."""
    system = prompts.task if assignment.purpose == "task" else prompts.format
    used, parts = [system, prompts.tasked], list[str]()
    if assignment.shots:
        used.append(prompts.shots)
        parts.append(prompts.shots.filled(shots="\n".join(_example(nth, shot) for nth, shot in enumerate(assignment.shots, start=1))))
    parts.append(prompts.tasked.filled(input=escaped(assignment.input)))
    if assignment.thinking:
        used.append(prompts.thinking_text)
        parts.append(prompts.thinking_text.filled(mark=MARK))
    untold = _UNTOLD if assignment.purpose == "task" else ""
    told = system.filled(instructions=assignment.instructions or untold, form=assignment.form)
    return Message(system=told, user="\n".join(parts), labels=tuple(one.label for one in used), marked=assignment.thinking)


def _example(nth: int, shot: Shot) -> str:
    return f'<example number="{nth}">\n<input>\n{escaped(shot.question)}\n</input>\nOutput: {escaped(shot.answer)}\n</example>'
