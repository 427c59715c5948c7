"""The limits that an endpoint states for a model, or that the price list knows."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, cast

from untuned.errors import ModelError
from untuned.models.chat.names import Named, named
from untuned.models.chat.prices import context_window, price
from untuned.types.settings import ModelSettings

_CONTEXT = ("context_length", "max_model_len", "context_window", "max_context_length", "n_ctx", "n_ctx_train", "max_input_tokens")
_OUTPUT = ("max_output_tokens", "max_completion_tokens", "output_token_limit")


@dataclass(frozen=True, kw_only=True, slots=True)
class StatedLimits:
    """In tokens; None where nothing is said."""

    context: int | None = None
    output: int | None = None
    priced: bool = False
    """Its price is known, so that a money limit can be kept."""

    @property
    def sentence(self) -> str:
        """For people."""
        context = "not stated" if self.context is None else f"{self.context:,} tokens"
        output = "not stated" if self.output is None else f"{self.output:,} tokens"
        return f"context {context}, output {output}, price {'known' if self.priced else 'unknown'}"


async def stated_limits(settings: ModelSettings, *, environ: Mapping[str, str] | None, timeout_s: float) -> StatedLimits:
    """What the list of models of the first model's endpoint says of it; where that says nothing, what the price list knows."""
    try:
        one = named(settings.name, settings=settings, environ=os.environ if environ is None else environ)
    except ModelError:
        return StatedLimits()
    entry = await _entry(one, timeout_s=timeout_s) if one.base_url else {}
    context = _first(entry, _CONTEXT)
    if context is None:
        context = context_window(one.model, provider=one.provider, base_url=one.base_url)
    cost = price(input_tokens=1, output_tokens=1, model=one.model, provider=one.provider, base_url=one.base_url)
    return StatedLimits(context=context, output=_first(entry, _OUTPUT), priced=cost is not None)


async def _entry(one: Named, *, timeout_s: float) -> dict[str, Any]:
    """The model's own entry of `GET /models`; empty where there is none."""
    import httpx2  # noqa: PLC0415 - a question without a model does not pay for it

    from untuned.models.chat.transport import plain_transport  # noqa: PLC0415 - as above

    key = one.key.reveal()
    headers = {"Authorization": f"Bearer {key}"} if key else {}
    try:
        async with httpx2.AsyncClient(transport=plain_transport(one.base_url), timeout=timeout_s) as client:
            answer = await client.get(f"{one.base_url.rstrip('/')}/models", headers=headers)
            listed = answer.raise_for_status().json()
    except (httpx2.HTTPError, ValueError):
        return {}
    entries = _dicts(cast("dict[str, Any]", listed).get("data") if isinstance(listed, dict) else listed)
    return next((entry for entry in entries if entry.get("id") == one.model), entries[0] if len(entries) == 1 else {})


def _dicts(value: object) -> list[dict[str, Any]]:
    items = cast("list[object]", value) if isinstance(value, list) else []
    return [cast("dict[str, Any]", item) for item in items if isinstance(item, dict)]


def _first(entry: Mapping[str, Any], names: tuple[str, ...]) -> int | None:
    """The first of the fields that holds a number, in the entry or its `meta`."""
    meta = entry.get("meta")
    places = [entry, cast("dict[str, Any]", meta)] if isinstance(meta, dict) else [entry]
    found = (place.get(name) for place in places for name in names)
    return next((value for value in found if isinstance(value, int) and not isinstance(value, bool) and value > 0), None)
