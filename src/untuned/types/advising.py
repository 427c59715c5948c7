"""What the advisor is told in untuned.toml, where nothing can measure it. A figure may be a range: low and high."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

Range = tuple[float, float]
"""The least and the greatest value of what is not known better."""


@dataclass(frozen=True, kw_only=True, slots=True)
class AdviceSettings:
    """What tuning would cost and earn. None: it is measured, looked up, or asked for; the other defaults are stated as assumptions."""

    calls_a_month: Range | None = None
    input_tokens: Range | None = None
    """Of one call; None: as the climb's own answers took."""
    output_tokens: Range | None = None
    input_price: Range | None = None
    """US dollars for a million tokens; None: by the list of prices."""
    output_price: Range | None = None
    failure_cost: Range | None = None
    """US dollars that one answer of the wrong form costs: to ask again, or a person's time."""
    mended: Range = (0.5, 0.9)
    """The share of the failures that tuning mends."""
    tuned_input: Range = (0.7, 1.0)
    """The share of the input tokens that a tuned model still needs."""
    tuned_price: Range = (1.0, 2.0)
    """What a token of a tuned model costs, as a multiple of the base's."""
    training_cost: Range = (5.0, 50.0)
    """US dollars, once for each training."""
    hosting_a_month: Range = (0.0, 0.0)
    retrain_days: int = 90
    rows: str = ""
    """A file of training rows, JSON Lines, relative to the project."""
    review_minutes_per_row: Range = (2.0, 5.0)
    hourly_rate: Range = (30.0, 60.0)
    """US dollars."""
    lead_days: Range = (20.0, 45.0)
    """From the decision to a tuned model that may answer."""
    horizon_months: float = 12.0
    """How long it has to pay within, where no date of retirement is known."""
    tolerance: float = 0.05
    """The share of answers that may be wrong, rows that may be noisy, and evidence that may have changed."""
    base: str = ""
    """The model that would be tuned, as `provider:model`; "" for that of `[model]`."""
    retires: date | None = None
    """When it is switched off; None: as its provider announced, where that is known."""
    tuned: str = ""
    """A model that was tuned on the rows and is in use; "" for none."""
