"""Plain text from one model: one request, sent again only where nothing came of it. Loads pydantic-ai."""

from __future__ import annotations

from contextlib import AsyncExitStack
from dataclasses import dataclass

import httpx2
from pydantic_ai.direct import model_request, model_request_stream
from pydantic_ai.exceptions import AgentRunError, ContentFilterError, UnexpectedModelBehavior, UserError
from pydantic_ai.messages import (
    ModelMessage,
    ModelRequest,
    ModelResponse,
    ModelResponseStreamEvent,
    PartDeltaEvent,
    PartStartEvent,
    TextPart,
    TextPartDelta,
    UserPromptPart,
)
from pydantic_ai.models import Model, ModelRequestParameters, StreamedResponse
from pydantic_ai.usage import RequestUsage

from untuned.errors import ModelUnavailable
from untuned.models.chat.asking import connection_of, request_settings, text_of
from untuned.models.chat.briefing import Message
from untuned.models.chat.endpoint import Opener
from untuned.models.chat.limits import Limits
from untuned.models.chat.refusals import in_shape, misshapen, translated
from untuned.models.chat.transport import Connection, connected
from untuned.types.settings import ModelSettings

_ANY_TEXT = ModelRequestParameters(output_mode="text", allow_text_output=True)


@dataclass(frozen=True, kw_only=True, slots=True)
class Written:
    """What a model wrote."""

    text: str
    finish: str
    """Why it ended, as `stop` or `length`."""


class _Nothing(Exception):
    """No usable output; its text says why."""


async def written(message: Message, *, settings: ModelSettings, limits: Limits, opener: Opener, live: bool) -> Written:
    """The model's whole text; with `live` it is read from a stream, and the limits know when that began.

    Raises:
        ModelError: No usable output, for the reason it says; what was tried is counted all the same.
    """
    connection = connection_of(settings, limits)
    async with AsyncExitStack() as stack:
        async with limits.in_time():
            model = await stack.enter_async_context(opener(limits.named, connection))
        asking = _Writing(message, settings=settings, limits=limits, model=model, connection=connection)
        for _ in range(settings.validation_retries):
            try:
                return await asking.once(live=live)
            except _Nothing:
                continue
        try:
            return await asking.once(live=live)
        except _Nothing as problem:
            tries = settings.validation_retries + 1
            remedy = "see what the endpoint does with 'untuned doctor'"
            raise ModelUnavailable(
                limits.named.name, reason=f"no usable output in {tries} tries; of the last one, {problem}", remedy=remedy
            ) from None


class _Writing:
    """The tries of one text."""

    def __init__(self, message: Message, *, settings: ModelSettings, limits: Limits, model: Model, connection: Connection) -> None:
        self._connection = connection
        self._message = message
        self._settings = settings
        self._limits = limits
        self._model = model

    async def once(self, *, live: bool) -> Written:
        """One request. Raises `_Nothing` or a `ModelError`."""
        limits = self._limits
        limits.open(self._message.system + self._message.user)
        response = await (self._streamed() if live else self._whole())
        text, finish = text_of(response.parts), response.finish_reason or ""
        if finish == "content_filter":
            raise ModelUnavailable(limits.named.name, reason="the endpoint's content filter refused the question")
        if not text.strip() and finish != "length":
            raise _Nothing("it is empty")
        limits.useful()
        return Written(text=text, finish=finish)

    async def _whole(self) -> ModelResponse:
        try:
            async with self._limits.in_time():
                with connected(self._connection), in_shape():
                    response = await model_request(
                        self._model,
                        self._messages(),
                        model_settings=request_settings(self._settings, self._limits),
                        model_request_parameters=_ANY_TEXT,
                        instrument=False,
                    )
        except (AgentRunError, UserError, httpx2.HTTPError) as error:
            raise self._translated(error) from None  # its text may repeat the key
        self._limits.took(response.usage, model=response.model_name, said=text_of(response.parts))
        return response

    async def _streamed(self) -> ModelResponse:
        opening = model_request_stream(
            self._model,
            self._messages(),
            model_settings=request_settings(self._settings, self._limits),
            model_request_parameters=_ANY_TEXT,
            instrument=False,
        )
        whole: ModelResponse | None = None
        streamed: StreamedResponse | None = None
        try:
            async with self._limits.one_request() as in_time, in_time(), AsyncExitStack() as stack:
                with in_shape():
                    with connected(self._connection):
                        streamed = await stack.enter_async_context(opening)
                    async for event in streamed:
                        if _speaks(event):
                            self._limits.speaks()
                    response = streamed.get()
                whole = response if response.finish_reason is not None else None
        except (AgentRunError, UserError, httpx2.HTTPError) as error:
            if streamed is not None and not isinstance(error, UnexpectedModelBehavior):
                raise _Nothing("its stream was cut") from None
            raise self._translated(error, counted=streamed is not None) from None
        finally:
            if streamed is not None:
                said, usage = text_of(streamed.get().parts), RequestUsage() if whole is None else whole.usage
                self._limits.took(usage, model=streamed.model_name, said=said)
        if whole is None:
            raise _Nothing("its stream was cut")
        return whole

    def _messages(self) -> list[ModelMessage]:
        return [ModelRequest(parts=[UserPromptPart(content=self._message.user)], instructions=self._message.system or None)]

    def _translated(self, error: Exception, *, counted: bool = False) -> Exception:
        """What is raised in the place of an error; the attempt is counted as lost unless it was `counted`."""
        if isinstance(error, UnexpectedModelBehavior) and not isinstance(error, ContentFilterError):
            if not counted:
                self._limits.lost()
            return _Nothing(misshapen(error, named=self._limits.named))
        return translated(error, named=self._limits.named, timeout_s=self._settings.timeout_s)


def _speaks(event: ModelResponseStreamEvent) -> bool:
    """True for an event that brings some of the text."""
    if isinstance(event, PartStartEvent):
        return isinstance(event.part, TextPart) and event.part.content != ""
    return isinstance(event, PartDeltaEvent) and isinstance(event.delta, TextPartDelta) and event.delta.content_delta != ""
