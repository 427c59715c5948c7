"""A named model opened: its provider's client over the one transport that sends again. Loads pydantic-ai."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager

import httpx2
from pydantic_ai.models import Model
from pydantic_ai.models.ollama import OllamaModel
from pydantic_ai.models.openai import OpenAIChatModel
from pydantic_ai.profiles.openai import OpenAIModelProfile
from pydantic_ai.providers.ollama import OllamaProvider
from pydantic_ai.providers.openai import OpenAIProvider
from pydantic_ai.providers.openai_compatible import OpenAICompatibleProvider

from untuned.models.chat.names import Named
from untuned.models.chat.transport import Connection, RetryTransport, plain_transport

_HOSTS = {
    "openai": "https://api.openai.com",
    "anthropic": "https://api.anthropic.com",
    "google": "https://generativelanguage.googleapis.com",
}
# A stream that ends without a word about its end was cut: it is no answer.
_STRICT = OpenAIModelProfile(openai_chat_streaming_requires_finish_reason=True)
# Endpoints that copy the OpenAI API know the older name of this field.
_COMPATIBLE = OpenAIModelProfile(openai_chat_streaming_requires_finish_reason=True, openai_chat_supports_max_completion_tokens=False)


Opener = Callable[[Named, Connection], AbstractAsyncContextManager[Model]]
"""Opens a model for one question."""


@asynccontextmanager
async def opened(named: Named, connection: Connection) -> AsyncGenerator[Model]:
    """The model, with connections of its own: they end with the question, so that any event loop may ask."""
    transport = RetryTransport(plain_transport(named.base_url or _HOSTS[named.provider]), connection=connection)
    async with httpx2.AsyncClient(transport=transport, timeout=connection.timeout_s) as client:
        yield _model(named, client)


def _model(named: Named, client: httpx2.AsyncClient) -> Model:
    key = named.key.reveal()
    match named.provider:
        case "openai" if named.base_url:
            compatible = OpenAICompatibleProvider("openai-compatible", base_url=named.base_url, api_key=key or None, http_client=client)
            return OpenAIChatModel(named.model, provider=compatible, profile=_COMPATIBLE)
        case "openai":
            return OpenAIChatModel(named.model, provider=OpenAIProvider(api_key=key, http_client=client), profile=_STRICT)
        case "ollama":
            ollama = OllamaProvider(base_url=named.base_url, api_key=key or None, http_client=client)
            return OllamaModel(named.model, provider=ollama, profile=_COMPATIBLE)
        case "anthropic":
            return _anthropic(named, client)
        case "google":
            return _google(named, client)


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
