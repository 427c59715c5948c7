"""Outputs of a structured task from one model: asked again with what is wrong, until one can be used. Loads pydantic-ai."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass
from typing import Any, Literal

import httpx2
from pydantic_ai.direct import model_request
from pydantic_ai.exceptions import AgentRunError, ContentFilterError, UnexpectedModelBehavior, UserError
from pydantic_ai.messages import ModelMessage, ModelRequest, ModelResponse, UserPromptPart
from pydantic_ai.models import Model, ModelRequestParameters
from pydantic_ai.output import OutputObjectDefinition

from untuned.errors import ModelUnavailable
from untuned.models.chat.asking import connection_of, request_settings, text_of
from untuned.models.chat.assignment import Assignment
from untuned.models.chat.briefing import Message, answer_of
from untuned.models.chat.endpoint import Opener
from untuned.models.chat.limits import Limits
from untuned.models.chat.prompt import Prompts, retry_message
from untuned.models.chat.refusals import form_refused, in_shape, misshapen, translated
from untuned.models.chat.transport import connected
from untuned.types.settings import ModelSettings

FillForm = Literal["native", "text"]
"""Held to the schema by the endpoint, or asked for in words alone."""

_SHOWN = 500
"""Characters of an unusable output that the model is shown again."""
_NAME = "output"
_LONGEST_PROBLEM = 1_000


@dataclass(frozen=True, kw_only=True, slots=True)
class Fill:
    """Everything about one assignment to one model."""

    assignment: Assignment
    message: Message
    settings: ModelSettings
    prompts: Prompts
    limits: Limits
    forms: Sequence[FillForm]
    """To be tried in this order; the next one where an endpoint refuses a form."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Said:
    """What a model wrote last."""

    text: str
    problem: str
    """"" where it can be used."""
    finish: str
    form: FillForm


async def filled(fill: Fill, *, opener: Opener) -> Said:
    """The first usable output; after as many retries as the settings allow, the last one with what is wrong with it.

    Raises:
        ModelError: The endpoint failed, refused or was too slow; what was tried is counted all the same.
    """
    connection = connection_of(fill.settings, fill.limits)
    async with AsyncExitStack() as stack:
        async with fill.limits.in_time():
            model = await stack.enter_async_context(opener(fill.limits.named, connection))
        stack.enter_context(connected(connection))
        filling = _Filling(fill, model)
        said = await filling.once("")
        for _ in range(fill.settings.validation_retries):
            if not said.problem:
                break
            said = await filling.once(_told(said))
        return said


class _FormRefused(Exception):
    """The endpoint does not hold outputs to a schema."""


class _Filling:
    """The tries of one assignment."""

    def __init__(self, fill: Fill, model: Model) -> None:
        self._fill = fill
        self._model = model
        self._forms = list(fill.forms)

    async def once(self, problem: str) -> Said:
        """One usable response, in the first form that the endpoint takes. Raises a `ModelError`."""
        while True:
            try:
                return await self._asked(problem)
            except _FormRefused:
                self._forms.pop(0)

    async def _asked(self, problem: str) -> Said:
        fill, form = self._fill, self._forms[0]
        user = fill.message.user + ("\n" + retry_message(fill.prompts, problem) if problem else "")
        fill.limits.open(fill.message.system + user + (str(fill.assignment.schema) if form == "native" else ""))
        response = await self._response(user, form)
        if isinstance(response, str):
            return Said(text="", problem=response, finish="", form=form)
        finish, text = response.finish_reason or "", text_of(response.parts)
        if finish == "content_filter":
            raise ModelUnavailable(fill.limits.named.name, reason="the endpoint's content filter refused the input")
        output, found = answer_of(text, marked=fill.message.marked)
        wrong = fill.assignment.check(output) if found else "there is no line with the final answer"
        if finish == "length" and wrong:
            wrong = "the output was cut at its greatest length: say less"
        if not wrong:
            fill.limits.useful()
        return Said(text=output, problem=wrong, finish=finish, form=form)

    async def _response(self, user: str, form: FillForm) -> ModelResponse | str:
        """The response, or what is wrong with it. Raises a `ModelError` or `_FormRefused`."""
        fill = self._fill
        messages: list[ModelMessage] = [ModelRequest(parts=[UserPromptPart(content=user)], instructions=fill.message.system)]
        try:
            async with fill.limits.in_time():
                with in_shape():
                    response = await model_request(
                        self._model,
                        messages,
                        model_settings=request_settings(fill.settings, fill.limits),
                        model_request_parameters=_parameters(form, fill.assignment.schema),
                        instrument=False,
                    )
        except (AgentRunError, UserError, httpx2.HTTPError) as error:
            own = translated(error, named=fill.limits.named, timeout_s=fill.settings.timeout_s)
            if len(self._forms) > 1 and form_refused(error, forced=True):
                raise _FormRefused from None
            if isinstance(error, UnexpectedModelBehavior) and not isinstance(error, ContentFilterError):
                fill.limits.lost()
                return misshapen(error, named=fill.limits.named)
            raise own from None  # its text may repeat the key
        fill.limits.took(response.usage, model=response.model_name, said=text_of(response.parts))
        return response


def _parameters(form: FillForm, schema: Any) -> ModelRequestParameters:  # noqa: ANN401 - any JSON Schema
    if form == "text":
        return ModelRequestParameters(output_mode="text", allow_text_output=True)
    output = OutputObjectDefinition(json_schema=dict(schema), name=_NAME)
    return ModelRequestParameters(output_mode="native", output_object=output, allow_text_output=True)


def _told(said: Said) -> str:
    """What the model is told of its last output."""
    problem = said.problem[:_LONGEST_PROBLEM]
    return f"{problem}\nYou wrote: {said.text[:_SHOWN]}" if said.text.strip() else problem
