"""What an endpoint really does: which form of output it keeps to, whether its streams end, which languages it answers in, its limits."""

from __future__ import annotations

import os
from collections.abc import AsyncGenerator, Mapping, Sequence
from contextlib import aclosing
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Literal

from untuned.errors import ModelError, OverBudget, UntunedError
from untuned.models.chat.budget import Budget, Timing
from untuned.models.chat.echoes import ECHOES, Echo, echo_passage
from untuned.models.chat.model import ChatModel
from untuned.models.chat.names import named
from untuned.models.chat.replies import Proposal
from untuned.models.chat.stated import StatedLimits, stated_limits
from untuned.types.answers import Draft, Usage
from untuned.types.settings import ModelSettings

FORMS = ("tool", "native", "prompted")
_SEE_THAT_IT_RUNS = "see that the endpoint runs, and 'name', 'base_url' and 'api_key' below [model]"


@dataclass(frozen=True, kw_only=True, slots=True)
class Trial:
    """One thing that was tried."""

    name: str
    works: bool
    detail: str = ""
    """What came instead, where it does not work."""
    remedy: str = ""
    """What to do about it, where the endpoint failed."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Probe:
    """What was found out about one model."""

    model: str
    forms: tuple[Trial, ...] = ()
    """`tool`, `native` and `prompted`, in the order of preference."""
    stream: Trial | None = None
    """None where no form works."""
    languages: tuple[Trial, ...] = ()
    """By two-letter code."""
    limits: StatedLimits = field(default_factory=StatedLimits)
    milliseconds: float | None = None
    """Of the fastest right answer to a short question, from asking to the whole output."""
    usage: Usage = field(default_factory=Usage)
    """What probing took."""
    error: UntunedError | None = None
    """Why nothing could be tried."""

    @property
    def best(self) -> str | None:
        """The form of output to set; None where none works."""
        return next((form.name for form in self.forms if form.works), None)


@dataclass(frozen=True, kw_only=True, slots=True)
class Finding:
    """A line for `untuned doctor`."""

    name: str
    state: Literal["ok", "warning", "error"]
    detail: str
    remedy: str = ""


async def probe(
    settings: ModelSettings,
    *,
    languages: Sequence[str] = ("en", "ru"),
    root: Path | None = None,
    environ: Mapping[str, str] | None = None,
    timing: Timing | None = None,
) -> Probe:
    """What the first model of the settings does with a few fixed questions; its fallbacks are not asked.

    Each form of output is asked for once, then a stream and one question for each language, in the best form. A few thousand tokens.
    """
    clock = timing or Timing()
    bench = _Bench(replace(settings, fallbacks=(), validation_retries=0, repair=False), root=root, environ=environ, timing=clock)
    try:
        bench.open("tool")
        named(settings.name, settings=settings, environ=os.environ if environ is None else environ)
    except UntunedError as error:
        return Probe(model=settings.name, error=error)
    forms = [await bench.form(name) for name in FORMS]
    best = next((form.name for form in forms if form.works), None)
    usage = bench.usage
    if best is None:
        return Probe(model=settings.name, forms=tuple(forms), limits=await bench.limits(), usage=usage)
    stream = await bench.stream(best)
    spoken = [await bench.language(code, form=best) for code in languages if code in ECHOES]
    return Probe(
        model=settings.name,
        forms=tuple(forms),
        stream=stream,
        languages=tuple(spoken),
        limits=await bench.limits(),
        milliseconds=bench.milliseconds,
        usage=bench.usage,
    )


def findings(found: Probe, *, output: str = "auto") -> list[Finding]:
    """The lines that `untuned doctor` shows; `output` is the form that the settings ask for."""
    if found.error is not None:
        return [Finding(name="model", state="error", detail=found.error.message, remedy=found.error.remedy)]
    failed = [f"{form.name}: {form.detail}" for form in found.forms if not form.works]
    if found.best is None:
        reasons = {form.detail for form in found.forms}
        said = f"gives no answer: {reasons.pop()}" if len(reasons) == 1 else f"keeps to no form of output ({'; '.join(failed)})"
        return [Finding(name="model", state="error", detail=f"{found.model} {said}", remedy=_remedy(found))]
    took = f", {found.milliseconds:.0f} ms for a short answer" if found.milliseconds is not None else ""
    lines = [Finding(name="model", state="ok", detail=f"{found.model} answers{took}"), _form_line(found, failed, output=output)]
    if found.stream is not None and not found.stream.works:
        detail = f"streams do not end as they should: {found.stream.detail}"
        lines.append(Finding(name="model stream", state="warning", detail=detail, remedy="ask without streaming, or use another endpoint"))
    elif found.stream is not None:
        lines.append(Finding(name="model stream", state="ok", detail="streams end as they should"))
    lines += [_language_line(found.languages)] if found.languages else []
    lines.append(Finding(name="model limits", state="ok", detail=found.limits.sentence))
    return lines


def _remedy(found: Probe) -> str:
    """What to do where no form of output works: another model where this one writes, else what the endpoint's first failure asks for."""
    if found.usage.output_tokens:
        return "the endpoint runs, but this model does not do what it is asked: take a larger one, trained to follow instructions"
    return next((form.remedy for form in found.forms if form.remedy and "doctor" not in form.remedy), _SEE_THAT_IT_RUNS)


def _form_line(found: Probe, failed: Sequence[str], *, output: str) -> Finding:
    working = [form.name for form in found.forms if form.works]
    detail = f"claims come by: {', '.join(working)}" + (f" (not by {'; '.join(failed)})" if failed else "")
    if output == "auto" and found.best != FORMS[0]:
        detail += f'; output = "{found.best}" below [model] saves the tries'
    if output != "auto" and output not in working:
        return Finding(
            name="model output", state="error", detail=detail, remedy=f'set \'output\' below [model] to "{found.best}" or "auto"'
        )
    return Finding(name="model output", state="ok", detail=detail)


def _language_line(languages: Sequence[Trial]) -> Finding:
    wrong = [f"{trial.name}: {trial.detail}" for trial in languages if not trial.works]
    right = ", ".join(trial.name for trial in languages if trial.works) or "no language"
    if wrong:
        remedy = "take another model for documents in these languages"
        return Finding(name="model languages", state="warning", detail=f"answers in {right}; not in {'; '.join(wrong)}", remedy=remedy)
    return Finding(name="model languages", state="ok", detail=f"answers in {right}")


class _Bench:
    """The endpoint, and what was used of it."""

    def __init__(self, settings: ModelSettings, *, root: Path | None, environ: Mapping[str, str] | None, timing: Timing) -> None:
        self._settings = settings
        self._root = root
        self._environ = environ
        self._timing = timing
        self._spent: list[Budget] = []
        self.milliseconds: float | None = None

    def open(self, form: str) -> ChatModel:
        """The model, asked in one form. Raises what makes it impossible to ask at all."""
        settings = replace(self._settings, output=form)
        return ChatModel.from_settings(settings, root=self._root, environ=self._environ, timing=self._timing)

    @property
    def usage(self) -> Usage:
        """Of all trials."""
        each = [budget.meter.usage for budget in self._spent]
        costs = [usage.cost for usage in each if usage.cost is not None]
        return Usage(
            requests=sum(usage.requests for usage in each),
            failed=sum(usage.failed for usage in each),
            input_tokens=sum(usage.input_tokens for usage in each),
            output_tokens=sum(usage.output_tokens for usage in each),
            cost=sum(costs, start=type(costs[0])(0)) if costs and len(costs) == len(each) else None,
        )

    async def form(self, name: str) -> Trial:
        """Whether a form of output brings the right claim."""
        began = self._timing.clock()
        trial = await self._tried(name, form=name, echo=ECHOES["en"])
        took = (self._timing.clock() - began) * 1000
        if trial.works:
            self.milliseconds = took if self.milliseconds is None else min(took, self.milliseconds)
        return trial

    async def stream(self, form: str) -> Trial:
        """Whether a stream ends as it should."""
        return await self._tried("stream", form=form, echo=ECHOES["en"], stream=True)

    async def language(self, code: str, *, form: str) -> Trial:
        """Whether a question in a language is answered in it."""
        return await self._tried(code, form=form, echo=ECHOES[code])

    async def limits(self) -> StatedLimits:
        """What the endpoint says of itself."""
        return await stated_limits(self._settings, environ=self._environ, timeout_s=min(self._settings.timeout_s, 10.0))

    async def _tried(self, name: str, *, form: str, echo: Echo, stream: bool = False) -> Trial:
        """What came of an echo."""
        try:
            problem = await self._problem(form, echo, stream=stream)
        except (ModelError, OverBudget) as error:
            return Trial(name=name, works=False, detail=error.reason, remedy=error.remedy)
        return Trial(name=name, works=not problem, detail=problem)

    async def _problem(self, form: str, echo: Echo, *, stream: bool) -> str:
        """What is wrong with the answer to an echo; "" when it is right. Raises what stood in the way."""
        model = self.open(form)
        budget = model.budget()
        self._spent.append(budget)
        passages = [echo_passage(echo)]
        if not stream:
            return echo.problem_of((await model.propose(echo.question, passages, budget=budget)).drafts)
        async with aclosing(model.propose_stream(echo.question, passages, budget=budget)) as items:
            return echo.problem_of(await _drafts(items))


async def _drafts(items: AsyncGenerator[Draft | Proposal]) -> tuple[Draft, ...]:
    drafts: tuple[Draft, ...] = ()
    async for item in items:
        if isinstance(item, Proposal):
            drafts = item.drafts
    return drafts
