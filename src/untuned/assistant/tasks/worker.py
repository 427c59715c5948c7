"""WORK: an input becomes an output of its task, by a chat model or by the classifier.

asked -> read as it stands, else mended by rules -> asked again with what is wrong, as often as allowed -> left to a person
"""

from __future__ import annotations

from collections.abc import Callable, Coroutine, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol

from untuned.assistant.tasks.classifier import NAME, Classifier
from untuned.assistant.tasks.forms import Form, Reading
from untuned.rag.metered import counted_in
from untuned.types.methods import Shot
from untuned.types.responses import Response
from untuned.types.tasks import DOUBTED, REPAIRED, UNFIT, Task

if TYPE_CHECKING:
    from untuned.models.chat.assignment import Assignment, Output
    from untuned.models.chat.budget import Budget
    from untuned.rag.ask import Progress
    from untuned.rag.ground import Asked

_TOLD = 200
"""Characters of a problem that a note keeps."""


class Filler(Protocol):
    """A chat model, as outputs are asked of it."""

    @property
    def name(self) -> str:
        """As the settings name it."""
        ...

    def budget(self) -> Budget:
        """The limits of one output that begins now."""
        ...

    def fill(self, assignment: Assignment, *, budget: Budget) -> Coroutine[Any, Any, Output]:
        """The last output, with what is wrong with it. Raises `ModelError`."""
        ...


def no_examples(_input: str) -> Sequence[Shot]:
    """No examples."""
    return ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Worker:
    """Does a task. It may be shared by any number of inputs at a time."""

    task: Task
    form: Form
    by: Filler | Classifier
    shots: Callable[[str], Sequence[Shot]] = no_examples
    """The task's own examples for an input."""

    @property
    def model(self) -> str:
        """Who does it, as runs record it."""
        return NAME if isinstance(self.by, Classifier) else self.by.name


async def work(asked: Asked, *, worker: Worker, progress: Progress) -> Response:
    """The output of an input as text; none, for a person to look, where no output had the form or the label is not sure enough.

    Raises:
        ModelError: The chat model failed; never for outputs without the form.
    """
    if isinstance(worker.by, Classifier):
        with progress.stages.timed("classify"):
            return _guessed(asked, worker, worker.by)
    return await _filled(asked, worker, worker.by, progress)


def _guessed(asked: Asked, worker: Worker, classifier: Classifier) -> Response:
    guess = classifier.guesses([asked.question])[0]
    sure = guess.probability >= worker.task.threshold and not guess.strange
    why = f"'{guess.label}' has a probability of {guess.probability:.3f}, and {worker.task.threshold:g} is wanted"
    doubt = DOUBTED + (guess.strange or why)
    return Response(
        question=asked.question,
        text=guess.label if sure else "",
        state="answered" if sure else "needs_human",
        reason=None if sure else "weak_evidence",
        model=NAME,
        guess=(guess.label, guess.probability),
        notes=() if sure else (doubt,),
    )


@dataclass(slots=True)
class _Checked:
    """What a form says of a model's outputs; the last of them counts."""

    form: Form
    last: Reading = field(default_factory=lambda: Reading(problem="there is no output"))

    def __call__(self, text: str) -> str:
        self.last = self.form.read(text)
        return self.last.problem


async def _filled(asked: Asked, worker: Worker, filler: Filler, progress: Progress) -> Response:
    from untuned.models.chat.assignment import Assignment  # noqa: PLC0415 - its templates are for a model alone

    checked = _Checked(worker.form)
    assignment = Assignment(
        input=asked.question,
        instructions=worker.task.prompt,
        form=worker.form.words,
        schema=worker.form.schema,
        check=checked,
        shots=asked.shots or tuple(worker.shots(asked.question)),
        thinking=progress.method.thinking,
    )
    budget = counted_in(filler.budget(), progress.meter)
    output = await progress.stages.wait("model", filler.fill(assignment, budget=budget))
    reading = Reading(problem=output.problem) if output.problem else checked.last
    notes = list(output.notes)
    if reading.problem:
        notes.append(UNFIT + " ".join(reading.problem.split())[:_TOLD])
    elif reading.steps:
        notes.append(REPAIRED + ", ".join(reading.steps))
    return Response(
        question=asked.question,
        text=reading.output,
        state="needs_human" if reading.problem else "answered",
        model=output.model,
        notes=tuple(notes),
        prompts=output.prompts,
        truncated=output.truncated and bool(reading.problem),
        replayed=output.replayed,
    )
