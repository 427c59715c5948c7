"""What tokens of a base model, and of a model tuned on it, cost by the list of prices."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from untuned.models.chat.prices import price
from untuned.types.advising import Range

_MILLION = 1_000_000


@dataclass(frozen=True, kw_only=True, slots=True)
class Prices:
    """US dollars for a million tokens; None where the list does not know the model."""

    input_price: float | None
    output_price: float | None
    tuned: Range | None
    """What a tuned model costs, as a multiple, for input and for output; None where the list does not say."""


def prices_of(base: str, *, base_url: str = "") -> Prices:
    """What a base costs, as `provider:model`; an endpoint of its own is looked up by its address."""
    provider, _, model = base.partition(":")
    read, wrote = (_price(model, provider, base_url, tokens) for tokens in ((_MILLION, 0), (0, _MILLION)))
    tuned = [_price(f"ft:{model}", provider, "", tokens) for tokens in ((_MILLION, 0), (0, _MILLION))] if not base_url else []
    times = [float(one / other) for one, other in zip(tuned, (read, wrote), strict=False) if one is not None and other]
    return Prices(
        input_price=None if read is None else float(read),
        output_price=None if wrote is None else float(wrote),
        tuned=(min(times), max(times)) if times else None,
    )


def _price(model: str, provider: str, base_url: str, tokens: tuple[int, int]) -> Decimal | None:
    if not model:
        return None
    return price(input_tokens=tokens[0], output_tokens=tokens[1], model=model, provider=provider, base_url=base_url)
