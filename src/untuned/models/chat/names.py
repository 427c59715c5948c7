"""`provider:model` read: whom it names, where that is asked, and with which key. Loads no provider's package."""

from __future__ import annotations

import importlib.util
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal
from urllib.parse import urlsplit

from untuned.errors import MissingExtra, ModelUnavailable, UnknownModel
from untuned.types.settings import ModelSettings, Secret

Provider = Literal["openai", "anthropic", "google", "ollama"]

_KEYS: Mapping[str, tuple[str, ...]] = {
    "openai": ("OPENAI_API_KEY",),
    "anthropic": ("ANTHROPIC_API_KEY",),
    "google": ("GOOGLE_API_KEY", "GEMINI_API_KEY"),
    "ollama": ("OLLAMA_API_KEY",),
}
_PROVIDERS: Mapping[str, Provider] = {"openai": "openai", "anthropic": "anthropic", "google": "google", "ollama": "ollama"}
UNSENDABLE = "the key in {place} has a character that no key has"
COPY_ANEW = "copy it anew: without line breaks, letters beyond ASCII, and spaces that do not show"
_OWN_HOSTS = ("api.openai.com", "api.anthropic.com", "generativelanguage.googleapis.com")
_OLLAMA = "http://localhost:11434/v1"


@dataclass(frozen=True, kw_only=True, slots=True)
class Named:
    """A model that can be asked."""

    name: str
    """As the settings name it."""
    provider: Provider
    model: str
    base_url: str = ""
    """Empty: the provider's own."""
    key: Secret = field(default=Secret(""), repr=False)

    @property
    def compatible(self) -> bool:
        """True for an endpoint that speaks the OpenAI API and is not OpenAI's."""
        return self.provider == "ollama" or (self.provider == "openai" and self.base_url != "")


def names_of(settings: ModelSettings) -> tuple[str, ...]:
    """The first model and its fallbacks, in order."""
    return (settings.name, *settings.fallbacks)


def named(name: str, *, settings: ModelSettings, environ: Mapping[str, str]) -> Named:
    """The model that a name means.

    The settings' address and key belong to the first model and to fallbacks of its provider. A key of the environment goes only
    to its own provider's address.

    Raises:
        UnknownModel: The name has no known provider.
        MissingExtra: The provider's package is not installed.
        ModelUnavailable: The provider asks for a key, and there is none; or the key cannot be sent.
    """
    provider, model = _split(name)
    first, _ = _split(settings.name)
    _installed(provider)
    own = provider == first
    base_url = settings.base_url if own else ""
    if provider == "ollama" and not base_url:
        base_url = environ.get("OLLAMA_BASE_URL", "") or _OLLAMA
    if urlsplit(base_url).hostname in _OWN_HOSTS:
        base_url = ""
    key = _secret(settings.api_key) if own else Secret("")
    if not key.reveal() and (not base_url or provider == "ollama"):
        key = next((Secret(environ[variable], reference=variable) for variable in _KEYS[provider] if environ.get(variable)), key)
    if not key.reveal() and not base_url:
        variables = " or ".join(_KEYS[provider])
        raise ModelUnavailable(name, reason=f"there is no API key in {variables}", remedy="set the variable, or 'api_key' below [model]")
    if not key.sendable:
        raise ModelUnavailable(name, reason=UNSENDABLE.format(place=key.reference or "'api_key'"), remedy=COPY_ANEW)
    return Named(name=name, provider=provider, model=model, base_url=base_url, key=key)


def key_variables(provider: Provider) -> tuple[str, ...]:
    """The environment variables that a provider's key is looked for in."""
    return _KEYS[provider]


def check_name(name: str) -> None:
    """Raises `UnknownModel` or `MissingExtra` for a name that can never be asked; needs no key."""
    provider, _ = _split(name)
    _installed(provider)


def _split(name: str) -> tuple[Provider, str]:
    prefix, colon, model = name.partition(":")
    if colon and model.strip() and prefix in _PROVIDERS:
        return _PROVIDERS[prefix], model.strip()
    known = ", ".join(f"'{provider}:...'" for provider in _PROVIDERS)
    raise UnknownModel(
        name,
        reason="it names no provider",
        remedy=f"write {known}; for an endpoint that speaks the OpenAI API, 'openai:...' with a 'base_url'",
    )


def _installed(provider: Provider) -> None:
    package = {"anthropic": "anthropic", "google": "google.genai"}.get(provider)
    if package is not None and not _found(package):
        raise MissingExtra(f"the package for '{provider}:' models", extra=provider)


def _found(package: str) -> bool:
    try:
        return importlib.util.find_spec(package) is not None
    except (ModuleNotFoundError, ValueError):  # a parent package that is absent, or one that an import was blocked for
        return False


def _secret(key: str | Secret) -> Secret:
    return key if isinstance(key, Secret) else Secret(key)
