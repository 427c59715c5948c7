"""What the settings of `[advice]` mean."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from untuned.config.meaning import Meaning

ADVICE: Mapping[str, Meaning] = MappingProxyType(
    {
        "advice.calls_a_month": Meaning(text="How many questions are asked in a month.", least=0, example="[1_000, 3_000]"),
        "advice.input_tokens": Meaning(text='Of one call. "none": as the climb\'s own answers took.', least=0, example="900"),
        "advice.output_tokens": Meaning(text='Of one call. "none": as the climb\'s own answers took.', least=0, example="60"),
        "advice.input_price": Meaning(text='US dollars for a million tokens. "none": by the list of prices.', least=0, example="0.25"),
        "advice.output_price": Meaning(text='US dollars for a million tokens. "none": by the list of prices.', least=0, example="2.0"),
        "advice.failure_cost": Meaning(
            text='US dollars that one answer of the wrong form costs. "none": what it costs to ask once more.',
            least=0,
            example="[0.01, 0.05]",
        ),
        "advice.mended": Meaning(text="The share of such failures that tuning mends.", least=0, most=1, example="[0.6, 0.8]"),
        "advice.tuned_input": Meaning(
            text="The share of the input tokens that a tuned model still needs.", least=0, most=2, example="[0.5, 0.8]"
        ),
        "advice.tuned_price": Meaning(
            text="What a token of a tuned model costs, as a multiple of the base's.", least=0, most=100, example="2.0"
        ),
        "advice.training_cost": Meaning(text="US dollars for one training.", least=0, example="[10, 40]"),
        "advice.hosting_a_month": Meaning(text="US dollars for keeping a tuned model ready.", least=0, example="[300, 600]"),
        "advice.retrain_days": Meaning(text="How often a tuned model would be trained anew.", least=1, most=3_650, example="180"),
        "advice.rows": Meaning(
            text="Training rows, JSON Lines: `messages`, or `question` and `answer`; each may have `id`, `reviewed`, `quote`, `leans_on`.",
            example='"rows.jsonl"',
        ),
        "advice.review_minutes_per_row": Meaning(text="A person's time for one row.", least=0, most=1_000, example="3"),
        "advice.hourly_rate": Meaning(text="US dollars for an hour of a person's time.", least=0, example="[40, 80]"),
        "advice.lead_days": Meaning(text="From the decision to a tuned model that may answer.", least=0, most=1_000, example="[30, 60]"),
        "advice.horizon_months": Meaning(
            text="It has to pay within so many months, where no retirement of the base is known.", least=0.5, most=120, example="6.0"
        ),
        "advice.tolerance": Meaning(
            text="The share of answers that may be wrong, of rows that may be noisy, of evidence that may have changed.",
            least=0.001,
            most=0.5,
            example="0.02",
        ),
        "advice.base": Meaning(text="The model that would be tuned. Empty: that of `[model]`.", example='"openai:gpt-4.1-mini"'),
        "advice.retires": Meaning(
            text='The day on which the base is switched off. "none": as its provider announced.', example="2027-01-15"
        ),
        "advice.tuned": Meaning(text="A model that was tuned on the rows and is in use.", example='"openai:ft:gpt-4.1-mini:shop"'),
    }
)
