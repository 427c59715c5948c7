"""One question put to one model: the form of the output, what is sent again when that is wrong, and what it all took.

Loads pydantic-ai, whose own telemetry stays off.
"""

from __future__ import annotations

import json
from collections.abc import AsyncGenerator, Sequence
from contextlib import AbstractAsyncContextManager, AsyncExitStack, aclosing
from dataclasses import dataclass
from typing import Any, Literal, cast

import httpx2
from pydantic_ai.direct import model_request, model_request_stream
from pydantic_ai.exceptions import AgentRunError, ContentFilterError, UnexpectedModelBehavior, UserError
from pydantic_ai.messages import (
    ModelMessage,
    ModelRequest,
    ModelResponse,
    ModelResponsePart,
    ModelResponseStreamEvent,
    PartDeltaEvent,
    PartStartEvent,
    TextPart,
    TextPartDelta,
    ToolCallPart,
    ToolCallPartDelta,
    UserPromptPart,
)
from pydantic_ai.models import Model, ModelRequestParameters, StreamedResponse
from pydantic_ai.output import OutputObjectDefinition
from pydantic_ai.settings import ModelSettings as RequestSettings
from pydantic_ai.tools import ToolDefinition
from pydantic_ai.usage import RequestUsage

from untuned.errors import ModelUnavailable, UntunedError, UnusableOutput
from untuned.models.chat.briefing import Message
from untuned.models.chat.claims import DESCRIPTION, NAME, Output, Unusable, parse, parse_claim, schema, schema_text
from untuned.models.chat.endpoint import Opener
from untuned.models.chat.limits import Limits
from untuned.models.chat.partial import CompleteClaims
from untuned.models.chat.prompt import Prompts, retry_message
from untuned.models.chat.refusals import ELSEWHERE, ErrorInPlace, form_refused, in_shape, misshapen, translated
from untuned.models.chat.transport import Connection, connected
from untuned.types.answers import Draft, Passage
from untuned.types.settings import ModelSettings

Form = Literal["tool", "native", "schema", "object", "prompted"]
"""How claims are asked for: as a tool's arguments, by a JSON schema that the endpoint enforces, by a schema beside `json_object` (as
llama.cpp takes it), by `json_object` and a schema in the prompt, or by the prompt alone."""

_SHOWN = 500
"""Characters of an unusable output that the model is shown again."""

_LONGEST_TOKEN = 16
"""Characters: what has more for each token that was allowed is of an endpoint that keeps to no limit, and takes minutes to check."""

_ENFORCED = ("native", "schema")
"""Forms that an endpoint may break on for the schema's sake."""

_KEEPS_TO = "see which form of output the endpoint keeps to with 'untuned doctor', and set 'output' below [model]"
_LONGER = "raise 'max_output_tokens' below [model], or take a model that says less"
_LATER = "try again later, or name a fallback below [model]"


@dataclass(frozen=True, kw_only=True, slots=True)
class Job:
    """Everything about one question to one model."""

    settings: ModelSettings
    prompts: Prompts
    message: Message
    passages: tuple[Passage, ...]
    thinking: bool
    """The output has a place for reasoning before its claims."""
    forms: tuple[Form, ...]
    """To be tried in this order; the next one when an endpoint refuses a form or ignores it."""
    limits: Limits
    """Its model, its time, and what it may still take."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Done:
    """What came of it."""

    output: Output
    form: Form


@dataclass(frozen=True, kw_only=True, slots=True)
class _Said:
    """A whole response, as text."""

    text: str
    called: bool
    """The form was kept: the tool was called, or no tool was asked for."""
    finish: str


class _FormRefused(Exception):
    """The endpoint does not take this form of output; `error` says how."""

    def __init__(self, error: UntunedError) -> None:
        super().__init__(str(error))
        self.error = error


class _NotTheModels(Unusable):
    """What came is the endpoint's fault, not the model's."""


class _Cut(_NotTheModels):
    """The stream ended before the answer did."""


async def asked(job: Job, *, opener: Opener, stream: bool) -> AsyncGenerator[Draft | Done]:
    """What the model says: with `stream`, each draft as soon as its claim is complete; at the end always the whole.

    Raises:
        ModelError: No usable output, for the reason it says; what was tried is counted all the same.
    """
    connection = connection_of(job.settings, job.limits)
    async with AsyncExitStack() as stack:
        async with job.limits.in_time():
            model = await stack.enter_async_context(opener(job.limits.named, connection))
        async with aclosing(_Asking(job, model, connection).run(stream=stream)) as items:
            async for item in items:
                yield item


def connection_of(settings: ModelSettings, limits: Limits) -> Connection:
    """How requests within these limits go out."""
    return Connection(
        retries=settings.http_retries,
        timeout_s=settings.timeout_s,
        deadline=limits.until,
        timing=limits.timing,
        sent=limits.before_attempt,
        lost=limits.lost,
        model=limits.named.name,
        replayed=limits.replays,
    )


def request_settings(settings: ModelSettings, limits: Limits) -> RequestSettings:
    """What every request to a model says of itself; sending again is the transport's business alone."""
    found = RequestSettings(max_tokens=limits.output_tokens, timeout=settings.timeout_s)
    if limits.named.provider in ("anthropic", "google"):
        found["max_retries"] = 0  # `model_of` says it of the clients of the others: said here, each request would make a client anew
    if settings.temperature is not None:
        found["temperature"] = settings.temperature
    return found


class _Asking:
    """The tries of one question: forms and complaints change, the question does not."""

    def __init__(self, job: Job, model: Model, connection: Connection) -> None:
        self._job = job
        self._model = model
        self._connection = connection
        self._forms = list(job.forms)
        self._given: list[Draft] = []
        self._problem = ""
        self._schema = schema(passages=len(job.passages), thinking=job.thinking)
        self._schema_text = schema_text(passages=len(job.passages), thinking=job.thinking)

    async def run(self, *, stream: bool) -> AsyncGenerator[Draft | Done]:
        tries = 0
        while True:
            try:
                async with aclosing(self._once(stream=stream)) as items:
                    async for item in items:
                        yield item
            except _FormRefused as refused:
                self._forms.pop(0)
                if not self._forms:
                    raise refused.error from None
            except Unusable as problem:
                tries += 1
                self._problem = "" if isinstance(problem, _Cut) else str(problem)
                if tries > self._job.settings.validation_retries:
                    raise self._unusable(problem, tries) from None
            else:
                return

    def _unusable(self, problem: Unusable, tries: int) -> ModelUnavailable:
        kind = ModelUnavailable if isinstance(problem, _NotTheModels) else UnusableOutput
        return kind(
            self._job.limits.named.name,
            reason=f"no usable output in {tries} {'try' if tries == 1 else 'tries'}; of the last one, {str(problem).splitlines()[0]}",
            remedy=problem.remedy or _KEEPS_TO,
        )

    async def _once(self, *, stream: bool) -> AsyncGenerator[Draft | Done]:
        """One request: its drafts while they come, then the whole. Raises `Unusable` or `_FormRefused`."""
        job, form = self._job, self._forms[0]
        message = job.message.user
        if self._problem:
            message += "\n" + retry_message(job.prompts, self._problem)
        parameters = _parameters(form, self._schema)
        job.limits.open(job.message.system + message + self._schema_text)
        said = None
        async with aclosing(self._streamed(message, parameters) if stream else self._whole(message, parameters)) as items:
            async for item in items:
                if isinstance(item, _Said):
                    said = item
                elif item not in self._given:
                    self._given.append(item)
                    yield item
        assert said is not None
        output = self._read(said)
        job.limits.useful()
        for draft in output.drafts if stream else ():
            if draft not in self._given:
                yield draft
        yield Done(output=output, form=form)

    def _read(self, said: _Said) -> Output:
        """The output that was said; on the way to another try, the form that was not kept to is given up."""
        if said.finish == "content_filter":
            raise ModelUnavailable(self._job.limits.named.name, reason="the endpoint's content filter refused the question")
        if len(said.text) > _LONGEST_TOKEN * self._job.limits.output_tokens:
            raise Unusable("the output is longer than its limit of tokens allows: say less", remedy=_LONGER)
        try:
            return parse(said.text, passages=self._job.passages)
        except Unusable as problem:
            if not said.called and len(self._forms) > 1:
                self._forms.pop(0)
            if said.finish == "length":
                raise Unusable("the output was cut at its greatest length: say less", remedy=_LONGER) from None
            raise Unusable(f"{problem}\nYou wrote: {said.text[:_SHOWN]}") from None

    async def _whole(self, message: str, parameters: ModelRequestParameters) -> AsyncGenerator[Draft | _Said]:
        limits = self._job.limits
        try:
            async with limits.in_time():
                with connected(self._connection), in_shape():
                    response = await model_request(
                        self._model,
                        self._messages(message),
                        model_settings=self._settings(),
                        model_request_parameters=parameters,
                        instrument=False,
                    )
        except (AgentRunError, UserError, httpx2.HTTPError) as error:
            raise self._translated(error) from None  # its text may repeat the key
        limits.took(response.usage, model=response.model_name, said=text_of(response.parts))
        yield _said(response, tool=bool(parameters.output_tools))

    async def _streamed(self, message: str, parameters: ModelRequestParameters) -> AsyncGenerator[Draft | _Said]:
        limits = self._job.limits
        opening = model_request_stream(
            self._model,
            self._messages(message),
            model_settings=self._settings(),
            model_request_parameters=parameters,
            instrument=False,
        )
        written: dict[int, CompleteClaims] = {}
        whole: ModelResponse | None = None
        streamed: StreamedResponse | None = None
        try:
            async with AsyncExitStack() as stack:
                streamed = await self._begun(stack, opening)
                async for event in self._events(streamed):
                    limits.speaks()
                    for claim in _completed(event, written):
                        draft = parse_claim(claim, passages=self._job.passages)
                        if draft is not None:
                            yield draft
                with in_shape():
                    response = streamed.get()
                whole = response if response.finish_reason is not None else None
        except (AgentRunError, UserError, httpx2.HTTPError) as error:
            if streamed is not None and not isinstance(error, UnexpectedModelBehavior):
                raise _Cut("its stream was cut") from None
            raise self._translated(error, counted=streamed is not None) from None
        finally:
            if streamed is not None:
                limits.took(
                    RequestUsage() if whole is None else whole.usage,
                    model=streamed.model_name,
                    said="".join(part.text for part in written.values()),
                )
        if whole is None:
            raise _Cut("its stream was cut")
        yield _said(whole, tool=bool(parameters.output_tools))

    async def _begun(self, stack: AsyncExitStack, opening: AbstractAsyncContextManager[StreamedResponse]) -> StreamedResponse:
        async with self._job.limits.in_time():
            with connected(self._connection), in_shape():
                return await stack.enter_async_context(opening)

    async def _events(self, streamed: StreamedResponse) -> AsyncGenerator[ModelResponseStreamEvent]:
        """The stream's events; none is waited for past the time of one request."""
        events = aiter(streamed)
        async with self._job.limits.one_request() as in_time:
            while True:
                try:
                    with in_shape():
                        async with in_time():
                            event = await anext(events)
                except StopAsyncIteration:
                    return
                yield event

    def _messages(self, message: str) -> list[ModelMessage]:
        return [ModelRequest(parts=[UserPromptPart(content=message)], instructions=self._job.message.system)]

    def _settings(self) -> RequestSettings:
        found = request_settings(self._job.settings, self._job.limits)
        if self._forms[0] in ("schema", "object"):
            given = {"schema": self._schema} if self._forms[0] == "schema" else {}
            found["extra_body"] = {"response_format": {"type": "json_object", **given}}
        return found

    def _translated(self, error: Exception, *, counted: bool = False) -> Exception:
        """What is raised in the place of an error; the attempt is counted as lost unless it was `counted`."""
        named = self._job.limits.named
        own = translated(error, named=named, timeout_s=self._job.settings.timeout_s)
        if len(self._forms) > 1 and form_refused(error, forced=self._forms[0] in _ENFORCED):
            return _FormRefused(own)
        if isinstance(error, UnexpectedModelBehavior) and not isinstance(error, ContentFilterError):
            if not counted:
                self._job.limits.lost()
            return _NotTheModels(misshapen(error, named=named), remedy=_LATER if isinstance(error, ErrorInPlace) else ELSEWHERE)
        return own


def _parameters(form: Form, wanted: dict[str, Any]) -> ModelRequestParameters:
    if form == "tool":
        tool = ToolDefinition(name=NAME, description=DESCRIPTION, parameters_json_schema=wanted, kind="output")
        return ModelRequestParameters(output_mode="tool", output_tools=[tool], allow_text_output=False)
    output = OutputObjectDefinition(json_schema=wanted, name=NAME, description=DESCRIPTION)
    return ModelRequestParameters(output_mode="native" if form == "native" else "prompted", output_object=output, allow_text_output=True)


def _said(response: ModelResponse, *, tool: bool) -> _Said:
    called = any(isinstance(part, ToolCallPart) for part in response.parts)
    return _Said(text=text_of(response.parts), called=called or not tool, finish=response.finish_reason or "")


def text_of(parts: Sequence[ModelResponsePart]) -> str:
    """The arguments of the first tool call, or all text."""
    calls = [_arguments(part) for part in parts if isinstance(part, ToolCallPart)]
    return calls[0] if calls else "".join(part.content for part in parts if isinstance(part, TextPart))


def _arguments(call: ToolCallPart) -> str:
    return call.args if isinstance(call.args, str) else json.dumps(call.args or {}, ensure_ascii=False)


def _completed(event: ModelResponseStreamEvent, written: dict[int, CompleteClaims]) -> list[str]:
    """The claims that an event completes, as JSON texts."""
    piece: str | None = None
    if isinstance(event, PartStartEvent):
        if isinstance(event.part, ToolCallPart):
            piece = _arguments(event.part) if event.part.args else ""
        elif isinstance(event.part, TextPart):
            piece = event.part.content
    elif isinstance(event, PartDeltaEvent):
        if isinstance(event.delta, ToolCallPartDelta):
            piece = event.delta.args_delta if isinstance(event.delta.args_delta, str) else None
        elif isinstance(event.delta, TextPartDelta):
            piece = event.delta.content_delta
    if piece is None:
        return []
    return written.setdefault(cast("PartDeltaEvent", event).index, CompleteClaims()).feed(piece)
