"""A named model opened: its provider's client over the one transport that sends again. Loads pydantic-ai."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Callable, Mapping
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import Any, cast

import httpx2
from openai import AsyncOpenAI, AsyncStream, NotGiven, Omit
from openai.types.chat import ChatCompletion, ChatCompletionChunk
from pydantic_ai.models import Model
from pydantic_ai.models.ollama import OllamaModel
from pydantic_ai.models.openai import OpenAIChatModel
from pydantic_ai.profiles.openai import OpenAIModelProfile
from pydantic_ai.providers.ollama import OllamaProvider
from pydantic_ai.providers.openai import OpenAIProvider
from pydantic_ai.providers.openai_compatible import OpenAICompatibleProvider

from untuned.models.chat.names import Named
from untuned.models.chat.refusals import ErrorInPlace
from untuned.models.chat.transport import Connection, RetryTransport, plain_transport

_HOSTS = {
    "openai": "https://api.openai.com",
    "anthropic": "https://api.anthropic.com",
    "google": "https://generativelanguage.googleapis.com",
}
# A stream that ends without a word about its end was cut: it is no answer.
_STRICT = OpenAIModelProfile(openai_chat_streaming_requires_finish_reason=True)
# Endpoints that copy the OpenAI API know the older name of this field, and some refuse `json_object`: it is sent where it is asked for.
_COMPATIBLE = OpenAIModelProfile(
    openai_chat_streaming_requires_finish_reason=True, openai_chat_supports_max_completion_tokens=False, supports_json_object_output=False
)


class _Completions:
    """The API's one call, with its body sent as pydantic-ai made it.

    The client's own `create` first looks for fields to rename in everything that such a body may hold. There are none, and looking
    takes a third of a request's time.
    """

    def __init__(self, client: AsyncOpenAI) -> None:
        self._client = client

    async def create(self, **given: object) -> ChatCompletion | AsyncStream[ChatCompletionChunk]:
        """As the client's own `create`, with the same arguments. Raises `ErrorInPlace`."""
        said = {name: value for name, value in given.items() if not isinstance(value, Omit | NotGiven)}
        options = {to: said.pop(name) for name, to in _OPTIONS.items() if said.get(name) is not None}
        found = await self._client.post(
            "/chat/completions",
            cast_to=ChatCompletion,
            body={name: value for name, value in said.items() if name not in _OPTIONS},
            options=cast("Any", options),
            stream=bool(said.get("stream")),
            stream_cls=AsyncStream[ChatCompletionChunk],
        )
        error = (found.model_extra or {}).get("error") if isinstance(found, ChatCompletion) and not found.choices else None
        if error:
            raise ErrorInPlace(error)
        return found


_OPTIONS: Mapping[str, str] = {"extra_headers": "headers", "extra_query": "params", "extra_body": "extra_json", "timeout": "timeout"}
"""What of a call is not of its body, by the client's name for it."""

Opener = Callable[[Named, Connection], AbstractAsyncContextManager[Model]]
"""Opens a model for one question."""


@asynccontextmanager
async def opened(named: Named, connection: Connection) -> AsyncGenerator[Model]:
    """The model, with connections of its own: they end with the question, so that any event loop may ask."""
    transport = RetryTransport(plain_transport(address_of(named)), connection=connection)
    async with httpx2.AsyncClient(transport=transport, timeout=connection.timeout_s) as client:
        yield model_of(named, client)


def address_of(named: Named) -> str:
    """Where a model is asked."""
    return named.base_url or _HOSTS[named.provider]


def model_of(named: Named, client: httpx2.AsyncClient) -> Model:
    """The model, asked with this client."""
    match named.provider:
        case "anthropic":
            return _anthropic(named, client)
        case "google":
            return _google(named, client)
        case "openai" | "ollama":
            model = _openai(named, client)
            model.client.max_retries = 0
            model.client.chat.__dict__["completions"] = _Completions(model.client)  # where the client itself keeps its own
            return model


def _openai(named: Named, client: httpx2.AsyncClient) -> OpenAIChatModel:
    key = named.key.reveal()
    if named.provider == "ollama":
        ollama = OllamaProvider(base_url=named.base_url, api_key=key or None, http_client=client)
        return OllamaModel(named.model, provider=ollama, profile=_COMPATIBLE)
    if named.base_url:
        compatible = OpenAICompatibleProvider("openai-compatible", base_url=named.base_url, api_key=key or None, http_client=client)
        return OpenAIChatModel(named.model, provider=compatible, profile=_COMPATIBLE)
    return OpenAIChatModel(named.model, provider=OpenAIProvider(api_key=key, http_client=client), profile=_STRICT)


def _anthropic(named: Named, client: httpx2.AsyncClient) -> Model:
    # Each of the two needs a package of its own, which few have.
    from pydantic_ai.models.anthropic import AnthropicModel  # noqa: PLC0415
    from pydantic_ai.providers.anthropic import AnthropicProvider  # noqa: PLC0415

    return AnthropicModel(
        named.model, provider=AnthropicProvider(api_key=named.key.reveal(), base_url=named.base_url or None, http_client=client)
    )


def _google(named: Named, client: httpx2.AsyncClient) -> Model:
    from pydantic_ai.models.google import GoogleModel  # noqa: PLC0415 - as above
    from pydantic_ai.providers.google import GoogleProvider  # noqa: PLC0415 - as above

    return GoogleModel(
        named.model, provider=GoogleProvider(api_key=named.key.reveal(), base_url=named.base_url or None, http_client=client)
    )
