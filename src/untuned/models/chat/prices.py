"""What tokens cost, by the list that comes with genai-prices; nothing is fetched."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from genai_prices.types import AbstractUsage


def price_of(usage: AbstractUsage, *, model: str, provider: str, base_url: str = "") -> Decimal | None:
    """US dollars for a request, or None where the list does not know the model; never 0 for a price that is unknown.

    An endpoint of its own (`base_url`) is looked up by its address alone: what another host asks for a model says nothing.
    """
    # Reading the list takes a tenth of a second, which a question without a model should not pay.
    from genai_prices import calc_price  # noqa: PLC0415

    try:
        if base_url:
            return calc_price(usage, model, provider_api_url=base_url).total_price
        return calc_price(usage, model, provider_id=provider).total_price
    except (LookupError, ValueError):
        return None


def price(*, input_tokens: int, output_tokens: int, model: str, provider: str, base_url: str = "") -> Decimal | None:
    """US dollars for so many tokens, or None where the list does not know the model."""
    from genai_prices import Usage  # noqa: PLC0415 - as above

    return price_of(Usage(input_tokens=input_tokens, output_tokens=output_tokens), model=model, provider=provider, base_url=base_url)


def context_window(model: str, *, provider: str, base_url: str = "") -> int | None:
    """Tokens that the model takes in one request, by the same list; None where it does not say."""
    from genai_prices.data_snapshot import get_snapshot  # noqa: PLC0415 - as above

    try:
        known = get_snapshot().find_provider_model(model, None, None if base_url else provider, base_url or None)
    except LookupError:
        return None
    return known[1].context_window
