"""Chat models that word answers: any provider, by name. pydantic-ai is loaded when one is first asked."""

from __future__ import annotations

import os
from collections.abc import AsyncGenerator, Mapping, Sequence
from contextlib import aclosing
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from untuned.errors import ModelError, ModelTooSlow, ModelUnavailable
from untuned.models.chat.assignment import Assignment, Output, assignment_message
from untuned.models.chat.briefing import (
    Inquiry,
    Message,
    Task,
    answer_of,
    claims_message,
    crosscheck,
    judge_message,
    text_message,
)
from untuned.models.chat.budget import Budget, Meter, Timing, budget_of
from untuned.models.chat.names import Named, check_name, named, names_of
from untuned.models.chat.prompt import Prompts, load_prompts
from untuned.models.chat.replies import Proposal, Reply
from untuned.models.chat.verdicts import read_verdict
from untuned.types.answers import Draft, Passage, Usage
from untuned.types.methods import NOTHING_MORE, Brief
from untuned.types.settings import ModelSettings

if TYPE_CHECKING:
    from untuned.models.chat.asking import Done, Form
    from untuned.models.chat.endpoint import Opener
    from untuned.models.chat.endpoints import Endpoints
    from untuned.models.chat.filling import FillForm
    from untuned.models.chat.limits import Limits

UNMARKED = "The model marked no final answer, so all that it wrote is shown."
UNREADABLE = "The model's verdict could not be read."


class ChatModel:
    """The models of a project's settings: the first one, and its fallbacks in order.

    It may be shared between threads and event loops: each question opens connections of its own, unless it was given `Endpoints`.
    """

    def __init__(
        self, settings: ModelSettings, *, prompts: Prompts, environ: Mapping[str, str], timing: Timing, opener: Opener | None = None
    ) -> None:
        self._settings = settings
        self._prompts = prompts
        self._environ = environ
        self._timing = timing
        self._opener = opener
        self._known: dict[str, Form] = {}
        self._refused_schema: set[str] = set()

    @classmethod
    def from_settings(
        cls,
        settings: ModelSettings,
        *,
        root: Path | None = None,
        environ: Mapping[str, str] | None = None,
        timing: Timing | None = None,
        opener: Opener | None = None,
        endpoints: Endpoints | None = None,
    ) -> ChatModel:
        """The chat model that the settings name.

        Args:
            settings: With a `name`.
            root: The project's folder, which `prompts` is relative to.
            environ: Where keys are looked for; the process's own environment by default.
            timing: Clocks, chance and waiting.
            opener: Opens a model in place of the providers' clients.
            endpoints: Connections that this model shares with others; it may then be asked in their event loop alone.

        Raises:
            UnknownModel: A name that nobody can be asked by.
            MissingExtra: A provider whose package is not installed.
            WrongSetting: Prompt files that cannot be used.
        """
        for name in names_of(settings):
            check_name(name)
        folder = (root or Path()) / settings.prompts if settings.prompts else None
        return cls(
            settings,
            prompts=load_prompts(folder),
            environ=os.environ if environ is None else environ,
            timing=timing or Timing(),
            opener=opener if endpoints is None else endpoints.opened,
        )

    def __repr__(self) -> str:
        return f"ChatModel({', '.join(names_of(self._settings))})"

    @property
    def name(self) -> str:
        """The first model, as the settings name it."""
        return self._settings.name

    def budget(self) -> Budget:
        """A fresh budget for one answer, by the settings' limits; its time begins now."""
        return budget_of(self._settings, now=self._timing.clock())

    async def propose(self, question: str, passages: Sequence[Passage], *, brief: Brief = NOTHING_MORE, budget: Budget) -> Proposal:
        """Drafts with quotes from the passages; with `failures` in the brief, in place of claims that were refused.

        Nothing is awaited past the budget's deadline. What every request took is added to the budget's meter, also before an error.

        Raises:
            ModelTooSlow: The deadline passed.
            OverBudget: The next request would pass a limit.
            ModelUnavailable: No key, no connection, refused, or no usable output within the retries. With fallbacks, the last one's
                error, with what failed before it.
        """
        async with aclosing(self._proposed(question, tuple(passages), brief=brief, budget=budget, stream=False)) as items:
            async for item in items:
                if isinstance(item, Proposal):
                    return item
        raise AssertionError("a question ends with a proposal or an error")

    async def propose_stream(
        self, question: str, passages: Sequence[Passage], *, brief: Brief = NOTHING_MORE, budget: Budget
    ) -> AsyncGenerator[Draft | Proposal]:
        """Each draft once its claim is complete in what the model has written so far, and last the whole proposal.

        A stream that is cut counts as failed and is asked for again within the retries; a draft that was given is not given again.
        Close it with `contextlib.aclosing` when it is left early. Raises as `propose`; drafts may have been given before.
        """
        async with aclosing(self._proposed(question, tuple(passages), brief=brief, budget=budget, stream=True)) as items:
            async for item in items:
                yield item

    async def reply(
        self,
        question: str,
        passages: Sequence[Passage],
        *,
        task: Task,
        brief: Brief = NOTHING_MORE,
        live: bool = False,
        budget: Budget,
    ) -> Reply:
        """Plain text to a question, with no quotes and nothing verified; of a cross-check, its verdict with a reason.

        Args:
            question: As it was asked.
            passages: What it is answered from; not looked at in a closed book.
            task: What is asked for.
            brief: With `previous` for a review, `text` for what is worded anew or checked.
            live: The text is read from a stream, so that the time to its first piece is known.
            budget: As for `propose`.

        Raises:
            ModelError: As `propose`.
        """
        message = text_message(self._prompts, question, passages, task=task, brief=brief)
        inquiry = crosscheck(question, passages, brief) if task == "crosscheck" else None
        return await self._replied(message, inquiry, live=live, budget=budget)

    async def judge(self, inquiry: Inquiry, *, budget: Budget) -> Reply:
        """The verdict of an inquiry, one of its labels, with the reason as text. Raises as `propose`."""
        return await self._replied(judge_message(self._prompts, inquiry), inquiry, live=False, budget=budget)

    async def fill(self, assignment: Assignment, *, budget: Budget) -> Output:
        """The output of a structured task; asked again with what is wrong while its check says so, within the retries of the settings.

        Raises:
            ModelError: As `propose`; never for an output that cannot be used: that one is returned with its problem.
        """
        from untuned.models.chat.filling import Fill, filled  # noqa: PLC0415 - loads pydantic-ai

        message = assignment_message(self._prompts, assignment)
        meter, failed, names = Meter(budget.meter), list[ModelError](), names_of(self._settings)
        for nth, name in enumerate(names):
            try:
                limits = self._limits(name, budget=budget, meter=meter, left=len(names) - nth)
                fill = Fill(
                    assignment=assignment,
                    message=message,
                    settings=self._settings,
                    prompts=self._prompts,
                    limits=limits,
                    forms=self._fill_forms(assignment, name),
                )
                said = await filled(fill, opener=self._opens())
            except ModelError as error:
                failed.append(error)
            else:
                self._refused_schema |= {name} if said.form != fill.forms[0] else set()
                return Output(
                    text=said.text,
                    problem=said.problem,
                    model=name,
                    usage=meter.usage,
                    notes=tuple(_notes(failed, name=name, meter=meter)),
                    prompts=message.labels,
                    truncated=said.finish == "length",
                    replayed=limits.replayed,
                )
        raise _summed(failed)

    def _fill_forms(self, assignment: Assignment, name: str) -> tuple[FillForm, ...]:
        """How an output is asked for: an endpoint that refused a schema once is asked in words."""
        if not assignment.enforceable or self._settings.output == "prompted" or name in self._refused_schema:
            return ("text",)
        return ("native", "text")

    async def _replied(self, message: Message, inquiry: Inquiry | None, *, live: bool, budget: Budget) -> Reply:
        # Loading pydantic-ai takes most of a second, which a question without a model should not pay.
        from untuned.models.chat.replying import written  # noqa: PLC0415

        meter, failed, names = Meter(budget.meter), list[ModelError](), names_of(self._settings)
        for nth, name in enumerate(names):
            try:
                limits = self._limits(name, budget=budget, meter=meter, left=len(names) - nth)
                said = await written(message, settings=self._settings, limits=limits, opener=self._opens(), live=live)
            except ModelError as error:
                failed.append(error)
            else:
                text, found = answer_of(said.text, marked=message.marked)
                verdict, notes = None, _notes(failed, name=name, meter=meter)
                if not found:
                    notes.append(UNMARKED)
                if inquiry is not None:
                    verdict, text = read_verdict(said.text, labels=inquiry.labels)
                    notes += [UNREADABLE] if verdict is None else []
                    verdict = inquiry.otherwise if verdict is None else verdict
                return Reply(
                    text=text,
                    verdict=verdict,
                    model=name,
                    usage=meter.usage,
                    notes=tuple(notes),
                    prompts=message.labels,
                    truncated=said.finish == "length",
                    first_token_ms=None if limits.replayed else limits.first_token_ms,
                    replayed=limits.replayed,
                )
        raise _summed(failed)

    async def _proposed(
        self, question: str, passages: tuple[Passage, ...], *, brief: Brief, budget: Budget, stream: bool
    ) -> AsyncGenerator[Draft | Proposal]:
        """Each model in turn, until one answers."""
        meter, failed, names = Meter(budget.meter), list[ModelError](), names_of(self._settings)
        if not passages:  # nothing could be quoted
            yield Proposal(drafts=(), declined=True, model=self.name, usage=meter.usage)
            return
        work = _Work(message=claims_message(self._prompts, question, passages, brief), passages=passages, thinking=brief.thinking)
        given: list[Draft] = []
        for nth, name in enumerate(names):
            try:
                limits = self._limits(name, budget=budget, meter=meter, left=len(names) - nth)
                async with aclosing(self._one(work, limits, stream=stream)) as items:
                    async for item in items:
                        if not isinstance(item, Draft):
                            done = _whole(item, given, limits=limits, labels=work.message.labels)
                            yield replace(done, usage=meter.usage, notes=tuple(_notes(failed, name=name, meter=meter)))
                            return
                        if item not in given:
                            given.append(item)
                            yield item
            except ModelError as error:
                failed.append(error)
        raise _summed(failed)

    async def _one(self, work: _Work, limits: Limits, *, stream: bool) -> AsyncGenerator[Draft | Done]:
        from untuned.models.chat.asking import Job, asked  # noqa: PLC0415 - as above

        job = Job(
            settings=self._settings,
            prompts=self._prompts,
            message=work.message,
            passages=work.passages,
            thinking=work.thinking,
            forms=self._forms(limits.named),
            limits=limits,
        )
        async with aclosing(asked(job, opener=self._opens(), stream=stream)) as items:
            async for item in items:
                if not isinstance(item, Draft):
                    self._known[limits.named.name] = item.form
                yield item

    def _limits(self, name: str, *, budget: Budget, meter: Meter, left: int) -> Limits:
        """What the model may take, with its share of the time: a stalled one leaves its fallbacks theirs."""
        from untuned.models.chat.limits import Limits  # noqa: PLC0415 - as above

        now = self._timing.clock()
        one = named(name, settings=self._settings, environ=self._environ)
        until = now + (budget.deadline - now) / left
        return Limits(one, settings=self._settings, budget=budget, meter=meter, timing=self._timing, until=until)

    def _opens(self) -> Opener:
        from untuned.models.chat.endpoint import opened  # noqa: PLC0415 - as above

        return self._opener or opened

    def _forms(self, one: Named) -> tuple[Form, ...]:
        """The forms of output to try: the one that worked last time first."""
        prompted: tuple[Form, ...] = ("schema", "object", "prompted") if one.compatible else ("prompted",)
        by_setting: Mapping[str, tuple[Form, ...]] = {"tool": ("tool",), "native": ("native",), "prompted": prompted}
        forms = by_setting.get(self._settings.output, ("tool", "native", *prompted))
        known = self._known.get(one.name)
        return forms if known is None else forms[forms.index(known) :]


@dataclass(frozen=True, kw_only=True, slots=True)
class _Work:
    """What claims are asked for with."""

    message: Message
    passages: tuple[Passage, ...]
    thinking: bool


def _whole(done: Done, given: Sequence[Draft], *, limits: Limits, labels: tuple[str, ...]) -> Proposal:
    drafts = (*given, *(draft for draft in done.output.drafts if draft not in given))
    return Proposal(
        drafts=drafts,
        declined=done.output.declined and not drafts,
        model=limits.named.name,
        usage=Usage(),
        prompts=labels,
        output=done.form,
        first_token_ms=None if limits.replayed else limits.first_token_ms,
        replayed=limits.replayed,
    )


def _notes(failed: Sequence[ModelError], *, name: str, meter: Meter) -> list[str]:
    notes = [f"{error.model} failed: {error.reason}; {name} answered" for error in failed]
    if meter.estimated:
        notes.append(f"the tokens of {meter.estimated} of {meter.usage.requests} requests are estimates: the endpoint did not report them")
    return notes


def _summed(failed: Sequence[ModelError]) -> ModelError:
    """The last model's error; with others before it, it says what they failed of."""
    last = failed[-1]
    if len(failed) == 1:
        return last
    before = "; ".join(f"{error.model}: {error.reason}" for error in failed[:-1])
    kind = type(last) if type(last) is not ModelTooSlow or all(type(error) is ModelTooSlow for error in failed) else ModelUnavailable
    return kind(last.model, reason=f"{last.reason} (before it, {before})", remedy=last.remedy)
