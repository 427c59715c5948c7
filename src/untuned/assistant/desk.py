"""What questions are answered with: the parts, the method, and the models beside the one that answers."""

from __future__ import annotations

from collections.abc import Callable, Coroutine, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from untuned.errors import BadVariant
from untuned.rag.ask import Parts
from untuned.types.answers import Passage
from untuned.types.methods import DEFAULT, NOTHING_MORE, Brief, Method, Shot

if TYPE_CHECKING:
    from untuned.assistant.router import Routing
    from untuned.assistant.tasks.former import Former
    from untuned.assistant.tasks.worker import Worker
    from untuned.models.chat.briefing import Task
    from untuned.models.chat.budget import Budget
    from untuned.models.chat.replies import Reply

NAME_ONE = 'name one in untuned.toml, such as name = "ollama:qwen3" below [model]'


class Replier(Protocol):
    """A chat model, as plain text is asked of it."""

    @property
    def name(self) -> str:
        """As the settings name it."""
        ...

    def budget(self) -> Budget:
        """The limits of one answer that begins now."""
        ...

    def reply(
        self, question: str, passages: Sequence[Passage], *, task: Task, brief: Brief = NOTHING_MORE, live: bool = False, budget: Budget
    ) -> Coroutine[Any, Any, Reply]:
        """Plain text, or a verdict. Raises `ModelError`."""
        ...


def no_shots(_question: str) -> Sequence[Shot]:
    """No examples."""
    return ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Desk:
    """Where questions are answered, one way. It may be shared by any number of questions at a time.

    Raises:
        BadVariant: The method cannot answer, or not with what is here.
    """

    parts: Parts
    method: Method = DEFAULT
    writer: Replier | None = None
    """The model of plain text; claims are worded by the parts' author."""
    rewriter: Replier | None = None
    """Words the finished answer anew."""
    worker: Worker | None = None
    """Does the task that the method names."""
    former: Former | None = None
    """Puts verified claims into the form that the method names."""
    shots: Callable[[str], Sequence[Shot]] = no_shots
    """The examples for a question, never made from itself; asked where the method wants some."""
    live: bool = False
    """Plain text is taken from the model's stream, so that the time of its first token is known."""
    name: str = "default"
    """The variant's, for messages."""
    routing: Routing | None = None
    """Tells which desk answers each question; None: this one answers all."""

    def __post_init__(self) -> None:
        """Refuse what cannot answer, before anything is asked."""
        self._refuse_without_passages()
        self._refuse_without_models()

    def _refuse_without_passages(self) -> None:
        method = self.method
        if method.task:
            return
        if method.context != "none":
            if not method.instructed:
                raise BadVariant(self.name, reason="it reads passages and is given the question alone", remedy='set context = "none"')
            return
        if method.wording == "claims":
            raise BadVariant(
                self.name, reason="claims quote passages, and it reads none", remedy='set wording = "text", or another context'
            )
        if method.checker:
            raise BadVariant(
                self.name, reason="a checker holds answers against passages, and it reads none", remedy="leave its checker out"
            )

    def _refuse_without_models(self) -> None:
        method = self.method
        model = self.writer if method.wording == "text" else self.parts.author
        wants = {
            "answers from memory": method.context == "none" and not method.task,
            "examples": method.shots > 0,
            "thinking": method.thinking,
            "corrections": method.corrections > 0,
        }
        first = next((what for what, wanted in wants.items() if wanted), None)
        if model is None and first is not None:
            raise BadVariant(self.name, reason=f"{first} take a chat model, and none is named", remedy=NAME_ONE)
        for role, wanted, held in (
            ("model", self.writer or self.parts.author, model),
            ("rewriter", method.rewriter, self.rewriter),
            ("checker", method.checker, self.parts.checker),
        ):
            if wanted and held is None:
                raise BadVariant(self.name, reason=f"its {role} was not opened", remedy="open the desk by 'Project.desk'")
