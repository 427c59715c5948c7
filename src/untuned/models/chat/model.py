"""Chat models that word answers: any provider, by name. pydantic-ai is loaded when one is first asked."""

from __future__ import annotations

import os
from collections.abc import AsyncGenerator, Mapping, Sequence
from contextlib import aclosing
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from untuned.errors import ModelError, ModelTooSlow, ModelUnavailable
from untuned.models.chat.budget import Budget, Meter, Timing, budget_of
from untuned.models.chat.names import Named, check_name, named, names_of
from untuned.models.chat.prompt import Prompts, load_prompts, repair_message, user_message
from untuned.types.answers import Draft, Dropped, Passage, Turn, Usage
from untuned.types.settings import ModelSettings

if TYPE_CHECKING:
    from untuned.models.chat.asking import Done, Form
    from untuned.models.chat.endpoint import Opener


@dataclass(frozen=True, kw_only=True, slots=True)
class Proposal:
    """What a chat model says to a question, before verification."""

    drafts: tuple[Draft, ...]
    declined: bool
    """The model says that the passages do not answer."""
    model: str
    """The one that answered, as the settings name it."""
    usage: Usage
    """Of this proposal alone; the budget's meter has the whole answer's."""
    notes: tuple[str, ...] = ()
    """Sentences for the asker: which model failed before, which tokens are estimates."""
    prompts: tuple[str, ...] = ()
    """The templates it was asked with, as `answer@v1 0123456789ab`."""
    output: str = ""
    """The form of output that worked: `tool`, `native`, `schema` or `prompted`."""


class ChatModel:
    """The models of a project's settings: the first one, and its fallbacks in order.

    It may be shared between threads and event loops: each question opens connections of its own.
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

    @classmethod
    def from_settings(
        cls,
        settings: ModelSettings,
        *,
        root: Path | None = None,
        environ: Mapping[str, str] | None = None,
        timing: Timing | None = None,
        opener: Opener | None = None,
    ) -> ChatModel:
        """The chat model that the settings name.

        Args:
            settings: With a `name`.
            root: The project's folder, which `prompts` is relative to.
            environ: Where keys are looked for; the process's own environment by default.
            timing: Clocks, chance and waiting.
            opener: Opens a model in place of the providers' clients.

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
            opener=opener,
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

    async def propose(
        self,
        question: str,
        passages: Sequence[Passage],
        *,
        history: Sequence[Turn] = (),
        facts: Sequence[str] = (),
        failures: Sequence[Dropped] = (),
        budget: Budget,
    ) -> Proposal:
        """Drafts with quotes from the passages; with `failures`, in place of claims that were refused.

        Nothing is awaited past the budget's deadline. What every request took is added to the budget's meter, also before an error.

        Raises:
            ModelTooSlow: The deadline passed.
            OverBudget: The next request would pass a limit.
            ModelUnavailable: No key, no connection, refused, or no usable output within the retries. With fallbacks, the last one's
                error, with what failed before it.
        """
        message = self._message(question, passages, history=history, facts=facts, failures=failures)
        return await self._all(message, tuple(passages), budget=budget, repairing=bool(failures))

    async def propose_stream(
        self,
        question: str,
        passages: Sequence[Passage],
        *,
        history: Sequence[Turn] = (),
        facts: Sequence[str] = (),
        failures: Sequence[Dropped] = (),
        budget: Budget,
    ) -> AsyncGenerator[Draft | Proposal]:
        """Each draft once its claim is complete in what the model has written so far, and last the whole proposal.

        A stream that is cut counts as failed and is asked for again within the retries; a draft that was given is not given again.
        Close it with `contextlib.aclosing` when it is left early. Raises as `propose`; drafts may have been given before.
        """
        message = self._message(question, passages, history=history, facts=facts, failures=failures)
        async with aclosing(self._in_order(message, tuple(passages), budget=budget, repairing=bool(failures), stream=True)) as items:
            async for item in items:
                yield item

    async def _all(self, message: str, passages: tuple[Passage, ...], *, budget: Budget, repairing: bool) -> Proposal:
        async with aclosing(self._in_order(message, passages, budget=budget, repairing=repairing, stream=False)) as items:
            async for item in items:
                if isinstance(item, Proposal):
                    return item
        raise AssertionError("a question ends with a proposal or an error")

    async def _in_order(
        self, message: str, passages: tuple[Passage, ...], *, budget: Budget, repairing: bool, stream: bool
    ) -> AsyncGenerator[Draft | Proposal]:
        """Each model in turn, until one answers."""
        names = names_of(self._settings)
        meter, failed = Meter(budget.meter), list[ModelError]()
        if not passages:  # nothing could be quoted
            yield Proposal(drafts=(), declined=True, model=self.name, usage=meter.usage)
            return
        given: list[Draft] = []
        for nth, name in enumerate(names):
            now = self._timing.clock()
            # A stalled model leaves its fallbacks their share of the time.
            until = now + (budget.deadline - now) / (len(names) - nth)
            try:
                one = named(name, settings=self._settings, environ=self._environ)
                share = _Share(budget=budget, meter=meter, until=until)
                async with aclosing(self._one(one, message, passages, share=share, stream=stream)) as items:
                    async for item in items:
                        if not isinstance(item, Draft):
                            yield self._proposal(item, given, name=name, meter=meter, failed=failed, repairing=repairing)
                            return
                        if item not in given:
                            given.append(item)
                            yield item
            except ModelError as error:
                failed.append(error)
        raise _summed(failed)

    async def _one(
        self, one: Named, message: str, passages: tuple[Passage, ...], *, share: _Share, stream: bool
    ) -> AsyncGenerator[Draft | Done]:
        # Loading pydantic-ai takes most of a second, which a question without a model should not pay.
        from untuned.models.chat.asking import Job, asked  # noqa: PLC0415
        from untuned.models.chat.endpoint import opened  # noqa: PLC0415
        from untuned.models.chat.limits import Limits  # noqa: PLC0415

        limits = Limits(one, settings=self._settings, budget=share.budget, meter=share.meter, timing=self._timing, until=share.until)
        job = Job(
            settings=self._settings,
            prompts=self._prompts,
            message=message,
            passages=passages,
            forms=self._forms(one),
            limits=limits,
        )
        async with aclosing(asked(job, opener=self._opener or opened, stream=stream)) as items:
            async for item in items:
                if not isinstance(item, Draft):
                    self._known[one.name] = item.form
                yield item

    def _forms(self, one: Named) -> tuple[Form, ...]:
        """The forms of output to try: the one that worked last time first."""
        prompted: tuple[Form, ...] = ("schema", "prompted") if one.compatible else ("prompted",)
        by_setting: Mapping[str, tuple[Form, ...]] = {"tool": ("tool",), "native": ("native",), "prompted": prompted}
        forms = by_setting.get(self._settings.output, ("tool", "native", *prompted))
        known = self._known.get(one.name)
        return forms if known is None else forms[forms.index(known) :]

    def _message(
        self,
        question: str,
        passages: Sequence[Passage],
        *,
        history: Sequence[Turn],
        facts: Sequence[str],
        failures: Sequence[Dropped],
    ) -> str:
        message = user_message(self._prompts, question, passages, history=history, facts=facts)
        return f"{message}\n{repair_message(self._prompts, failures, passages)}" if failures else message

    def _proposal(
        self, done: Done, given: Sequence[Draft], *, name: str, meter: Meter, failed: Sequence[ModelError], repairing: bool
    ) -> Proposal:
        prompts = [self._prompts.answer, self._prompts.question, *([self._prompts.repair] if repairing else [])]
        notes = [f"{error.model} failed: {error.reason}; {name} answered" for error in failed]
        if meter.estimated:
            notes.append(
                f"the tokens of {meter.estimated} of {meter.usage.requests} requests are estimates: the endpoint did not report them"
            )
        drafts = (*given, *(draft for draft in done.output.drafts if draft not in given))
        return Proposal(
            drafts=drafts,
            declined=done.output.declined and not drafts,
            model=name,
            usage=meter.usage,
            notes=tuple(notes),
            prompts=tuple(prompt.label for prompt in prompts),
            output=done.form,
        )


@dataclass(frozen=True, kw_only=True, slots=True)
class _Share:
    """What one model gets of a budget."""

    budget: Budget
    meter: Meter
    until: float


def _summed(failed: Sequence[ModelError]) -> ModelError:
    """The last model's error; with others before it, it says what they failed of."""
    last = failed[-1]
    if len(failed) == 1:
        return last
    before = "; ".join(f"{error.model}: {error.reason}" for error in failed[:-1])
    kind = type(last) if type(last) is not ModelTooSlow or all(type(error) is ModelTooSlow for error in failed) else ModelUnavailable
    return kind(last.model, reason=f"{last.reason} (before it, {before})", remedy=last.remedy)
