"""Structured tasks: inputs become labels or JSON, through the same door as questions."""

from __future__ import annotations

import asyncio
from collections.abc import Collection, Generator, Iterable, Sequence
from contextlib import AsyncExitStack
from dataclasses import replace
from datetime import UTC, datetime
from itertools import islice
from typing import TYPE_CHECKING

from untuned.errors import BadTask, BadVariant, ModelError, UnknownModel
from untuned.project.own_files import OwnFilePart
from untuned.project.wiring import FOLDER, Wiring
from untuned.types.methods import Method
from untuned.types.tasks import DOUBTED, UNFIT, TaskInput, TaskResult

if TYPE_CHECKING:
    from untuned.assistant.desk import Desk
    from untuned.assistant.tasks.classifier import KeptModels
    from untuned.assistant.tasks.former import Former
    from untuned.assistant.tasks.worker import Worker
    from untuned.project.variants import VariantWiring
    from untuned.types.answers import Answer
    from untuned.types.methods import Variant
    from untuned.types.responses import Response
    from untuned.types.tasks import Filled, TaskSettings

_AHEAD = 4
"""Inputs that are read at once, for each that is worked on at a time."""


class TaskPart(OwnFilePart):
    """What a project does with the tasks of its settings."""

    @property
    def tasks(self) -> tuple[TaskSettings, ...]:
        """The tables `[tasks.NAME]`, in the order of the file."""
        return self.settings.tasks

    def run_task(self, name: str, inputs: Iterable[TaskInput | str], *, model: str | None = None) -> Generator[TaskResult]:
        """What comes of each input, in order, as it is done. A bad input is a result with its problem and never stops the rest.

        Args:
            name: Of the task.
            inputs: Texts, or texts with names; read as they are needed.
            model: `provider:model` in place of the task's own, `linear` for the classifier; None for the task's own.

        Raises:
            BadTask: There is none of this name, its files or examples cannot be used, or nothing here can do it.
            MissingExtra: What it takes is not installed.
            ModelError: A model that can never be asked.
        """
        variant = self._task_variant(name, model=model)
        width = self.settings.evaluation.concurrency if variant.settings.model.name else 1
        stack, loop = AsyncExitStack(), self.loop
        desk = loop.run(self._task_desk(variant, stack, width=width))
        try:
            # Inputs are read here, in the caller's thread: one that waits for them can be interrupted.
            for portion in _portions(_named(inputs), width * _AHEAD if width > 1 else 1):
                yield from loop.run(_results(portion, desk, width=width))
        finally:
            if self.__dict__.get("loop") is loop:  # whoever closed the project has ended its connections
                loop.run(stack.aclose())

    def fill(self, answer: Answer, name: str) -> Filled:
        """The verified claims of an answer in the form of a task's schema; a value that no claim has is left out.

        Raises:
            BadTask: There is none of this name, or it has no schema, or one that cannot be used.
            ModelError: A model that can never be asked; one that fails leaves it to the rules.
        """
        from untuned.assistant.tasks.former import filled
        from untuned.models.chat.budget import Meter

        former = former_of(self, name)
        return self.loop.run(filled(answer, former=former, meter=Meter()))

    def check_form(self, name: str) -> None:
        """Raises `BadTask` for a task that nothing can be put into the schema of."""
        former_of(self, name)

    def forget_task_models(self) -> None:
        """Drop what was learnt from examples: it is learnt again when it is needed."""
        kept_models(self).clear()

    def _task_variant(self, name: str, *, model: str | None) -> Variant:
        from untuned.assistant.tasks.material import settings_of
        from untuned.evaluation.variants.tasks import by_task, check_tasks
        from untuned.models.chat.names import check_name
        from untuned.types.methods import Variant

        own = settings_of(name, self.settings.tasks)
        tasks = tuple(replace(one, model=model) if one is own and model is not None else one for one in self.settings.tasks)
        settings = replace(self.settings, tasks=tasks)
        method, overrides = by_task(name, {"task": name}, {}, settings=settings)
        chosen = replace(settings.model, **{key.removeprefix("model."): value for key, value in overrides.items()})
        variant = Variant(name=name, settings=replace(settings, model=chosen), method=Method(**method))
        try:
            check_tasks(variant)
        except BadVariant as bad:
            raise BadTask(name, reason=bad.reason, remedy=bad.remedy) from bad
        if chosen.name:
            check_name(chosen.name)
        return variant

    async def _task_desk(self, variant: Variant, stack: AsyncExitStack, *, width: int) -> Desk:
        """Where the task is done, over connections that end with the stack."""
        from untuned.project.variants import VariantWiring

        endpoints = None
        if variant.settings.model.name:
            from untuned.models.chat.endpoints import Endpoints

            endpoints = await stack.enter_async_context(Endpoints(limit=width))
        return VariantWiring(self, variant, endpoints=endpoints).desk(variant.method)


def with_task(desk: Desk, *, wiring: VariantWiring, held_out: Collection[str]) -> Desk:
    """The desk with what its method's task or form takes. Raises what `Project.run_task` raises, as `BadVariant` what is a `BadTask`."""
    method = desk.method
    try:
        if method.task:
            return replace(desk, worker=worker_of(wiring, desk, held_out=held_out))
        return replace(desk, former=replace(former_of(wiring, method.format), falls_back=False)) if method.format else desk
    except BadTask as bad:
        raise BadVariant(desk.name, reason=bad.message, remedy=bad.remedy) from bad


def worker_of(wiring: VariantWiring, desk: Desk, *, held_out: Collection[str]) -> Worker:
    """What does a variant's task: its chat model, or the classifier. Examples with the words of what is `held_out` are not used."""
    from untuned.assistant.tasks.classifier import classifier_of
    from untuned.assistant.tasks.material import opened, settings_of
    from untuned.assistant.tasks.shots import Nearest
    from untuned.assistant.tasks.worker import Worker
    from untuned.config.extensions import load_embedder
    from untuned.models.embed.named import embedder_of

    task, form = opened(settings_of(desk.method.task, wiring.settings.tasks), root=wiring.root, inputs=held_out)
    if wiring.settings.model.name:
        return Worker(task=task, form=form, by=wiring.writer, shots=Nearest(task.examples, task.shots))
    given = wiring.variant.settings
    embedder = embedder_of(given.meaning, root=wiring.root, own=load_embedder(given.extensions))
    languages, seed = given.sources.languages, given.evaluation.seed
    by = classifier_of(task, embedder=embedder, languages=languages, models=kept_models(wiring), seed=seed)
    return Worker(task=task, form=form, by=by)


def former_of(wiring: Wiring, name: str) -> Former:
    """What puts claims into the form of a task: the task's own model, else the project's, else rules."""
    from untuned.assistant.tasks.former import Former
    from untuned.assistant.tasks.forms import SchemaForm
    from untuned.assistant.tasks.material import opened, settings_of
    from untuned.types.tasks import LINEAR

    settings = settings_of(name, wiring.settings.tasks)
    task, form = opened(settings, root=wiring.root)
    if not isinstance(form, SchemaForm):
        raise BadTask(name, reason="it has labels and no schema to put claims into", remedy="name a task with a schema")
    own = "" if settings.model == LINEAR else settings.model
    by_rules = settings.model == LINEAR or not (own or wiring.settings.model.name)
    filler = None if by_rules else wiring.other_model(own) if own else wiring.writer
    return Former(task=task, form=form, filler=filler)


def kept_models(wiring: Wiring) -> KeptModels:
    """Where classifiers that were learnt are kept."""
    from untuned.assistant.tasks.classifier import KeptModels

    return KeptModels(folder=wiring.root / FOLDER / "tasks")


def _named(inputs: Iterable[TaskInput | str]) -> Iterable[TaskInput]:
    return (TaskInput(name=str(nth), text=one) if isinstance(one, str) else one for nth, one in enumerate(inputs, start=1))


def _portions(inputs: Iterable[TaskInput], size: int) -> Generator[list[TaskInput]]:
    rest = iter(inputs)
    while portion := list(islice(rest, size)):
        yield portion


async def _results(inputs: Sequence[TaskInput], desk: Desk, *, width: int) -> list[TaskResult]:
    """The results in order; at the end nothing that was begun goes on."""
    gate = asyncio.Semaphore(width)
    begun = [asyncio.create_task(_one(given, desk, gate)) for given in inputs]
    try:
        return await asyncio.gather(*begun)
    finally:
        for each in begun:
            each.cancel()
        await asyncio.gather(*begun, return_exceptions=True)


async def _one(given: TaskInput, desk: Desk, gate: asyncio.Semaphore) -> TaskResult:
    from untuned.assistant.respond import respond
    from untuned.rag.ground import Asked

    if given.problem:
        return TaskResult(input=given.name, status="failed", problem=given.problem)
    async with gate:
        try:
            response = await respond(Asked(question=given.text), desk=desk, now=datetime.now(UTC))
        except UnknownModel:
            raise
        except ModelError as error:
            return TaskResult(input=given.name, status="failed", problem=str(error), model=error.model)
    return _result(given, response)


def _result(given: TaskInput, response: Response) -> TaskResult:
    unfit = next((note.removeprefix(UNFIT) for note in response.notes if note.startswith(UNFIT)), "")
    doubt = next((note.removeprefix(DOUBTED) for note in response.notes if note.startswith(DOUBTED)), "")
    usage, guess = response.usage, response.guess
    return TaskResult(
        input=given.name,
        status="invalid" if unfit else "needs_human" if doubt else "ok",
        output=response.text,
        guess="" if guess is None or not doubt else guess[0],
        probability=None if guess is None else guess[1],
        problem=unfit or doubt,
        notes=response.notes,
        model=response.model,
        requests=0 if usage is None else usage.requests,
        failed_requests=0 if usage is None else usage.failed,
    )
