"""Question 3: is tuning worth it?

Yes where it pays within the horizon in at least 95 % of the draws over the ranges of the assumptions, no where it does in at most 5 %.
The horizon is the time until the base is switched off, or the one that the settings name. A base that goes within three months is not
tuned: the trial, its measurement and the first training after it take about as long.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal

from untuned.evaluation.advice.behaviour import Residual, residual
from untuned.evaluation.advice.break_even import MONTH, Assumption, Fixed, Flip, Name, Payback, flip_of, flips, payback
from untuned.evaluation.advice.dossier import ANECDOTE, Dossier, percent
from untuned.types.advice import BreakEven, Ground, Reading, Said
from untuned.types.advising import AdviceSettings, Range

QUESTION = "Is tuning worth what it costs?"
ROWS = 200
"""Reviewed rows without which nothing is tuned."""
LEAST_MONTHS = 3.0
_BEYOND_DOUBT = 0.95
_ONCE_MORE = "assumed: advice.failure_cost"
"""Nobody said what a failure costs: it costs to ask once more, at least."""
_RENEWED: Range = (0.05, 0.2)
"""The share of rows that a training has looked over again, where no history tells."""

_TOLD: dict[Name, str] = {
    "calls": "calls a month",
    "input_tokens": "input tokens of a call",
    "output_tokens": "output tokens of a call",
    "input_price": "dollars for a million input tokens",
    "output_price": "dollars for a million output tokens",
    "failing": "the share of answers that fail",
    "failure_cost": "dollars that a failed answer costs",
    "mended": "the share of failures that tuning mends",
    "tuned_input": "the share of input tokens that a tuned model needs",
    "tuned_price": "the price of a tuned model, as a multiple of the base's",
    "training_cost": "dollars for a training",
    "hosting": "dollars a month for hosting",
    "minutes": "minutes to review a row",
    "rate": "dollars for an hour of a person's time",
    "lead_days": "days until it may answer",
    "renewed": "the share of rows looked over again for each training",
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Worth:
    """The answer to question 3, with the figures behind it."""

    reading: Reading
    break_even: BreakEven | None = None
    ends: bool = False
    """It is a no because of the day on which the base goes."""


def worth(dossier: Dossier) -> Worth:
    """The answer to question 3, with its evidence."""
    left = residual(dossier)
    if left is None or not left.count:
        known = left is not None and left.n >= ANECDOTE
        because = "there is nothing that tuning would mend" if known else "it is not known what tuning would mend"
        said: Said = "no" if known else "unknown"
        missing = () if known else ("question 2",)
        return Worth(reading=Reading(topic="worth", question=QUESTION, said=said, because=because, missing=missing))
    held = list(_assumptions(dossier, left))
    missing = tuple(_missing(held))
    if missing:
        reading = Reading(topic="worth", question=QUESTION, said="unknown", because="figures are missing", missing=missing)
        return Worth(reading=replace(reading, grounds=tuple(_grounds(held))))
    fixed = fixed_of(dossier)
    return _answered(dossier, held, fixed, payback(held, fixed))


def fixed_of(dossier: Dossier) -> Fixed:
    """What is counted of the rows, the cycle and the time that there is."""
    rows, told = dossier.rows, dossier.settings
    ready = rows.reviewed if rows is not None else 0
    months = months_left(dossier)
    return Fixed(
        rows_to_review=max(ROWS - ready, 0),
        rows=max(ROWS, rows.rows if rows is not None else 0),
        retrain_days=told.retrain_days,
        measuring=float(dossier.climb.spent) if dossier.climb is not None else 0.0,
        horizon_months=told.horizon_months if months is None else min(months, told.horizon_months),
    )


def months_left(dossier: Dossier) -> float | None:
    """Until the base is switched off; None where no day is known."""
    retires = dossier.retirement.retires
    return None if retires is None else (retires - dossier.today).days / MONTH


def review_cost(dossier: Dossier, rows: int) -> tuple[float, float]:
    """(hours, US dollars) that reviewing so many rows takes, at the middle of what is assumed."""
    told = dossier.settings
    hours = rows * _middle(told.review_minutes_per_row) / 60
    return hours, hours * _middle(told.hourly_rate)


def _answered(dossier: Dossier, held: Sequence[Assumption], fixed: Fixed, found: Payback) -> Worth:
    said, ends = _said(dossier, held, fixed, found)
    flip = _flip_told(dossier, held, fixed, ends=ends)
    break_even = BreakEven(
        months=found.months if math.isfinite(found.months) else None,
        interval=found.interval,
        saved_a_month=_dollars(found.saved_a_month),
        invested=_dollars(found.invested),
        flips=flip,
    )
    reading = Reading(
        topic="worth",
        question=QUESTION,
        said=said,
        because=_because(dossier, said, found, fixed, ends=ends),
        grounds=(*_calendar(dossier), *_grounds(held)),
        missing=tuple(_to_narrow(held, fixed)) if said == "unknown" else (),
    )
    return Worth(reading=reading, break_even=break_even, ends=ends)


def _said(dossier: Dossier, held: Sequence[Assumption], fixed: Fixed, found: Payback) -> tuple[Said, bool]:
    """The answer, and whether it hangs on the day on which the base goes."""
    if _too_late(dossier):
        return "no", _verdict(held, payback(held, replace(fixed, horizon_months=dossier.settings.horizon_months))) != "no"
    said = _verdict(held, found)
    if said == "no" and months_left(dossier) is not None:
        longer = payback(held, replace(fixed, horizon_months=dossier.settings.horizon_months))
        return "no", _verdict(held, longer) != "no"
    return said, False


def _verdict(held: Sequence[Assumption], found: Payback) -> Said:
    if found.pays >= _BEYOND_DOUBT:
        return "yes"
    guessed = any(one.source == _ONCE_MORE for one in held)
    return "no" if found.pays <= 1 - _BEYOND_DOUBT and not guessed else "unknown"


def _too_late(dossier: Dossier) -> bool:
    months, ends = months_left(dossier), dossier.retirement.training_ends
    lead = _middle(dossier.settings.lead_days)
    return (months is not None and months < LEAST_MONTHS) or (ends is not None and (ends - dossier.today).days < lead)


def _because(dossier: Dossier, said: Said, found: Payback, fixed: Fixed, *, ends: bool) -> str:
    if ends:
        return f"{_leaves(dossier)}, before tuning it could pay"
    when = f"after {_months(found.months)}" if math.isfinite(found.months) else "never"
    share = f"in {percent(found.pays)} of the draws over the assumptions it pays within {_months(fixed.horizon_months)}"
    told = {"yes": "it pays", "no": "it does not pay", "unknown": "it cannot be told"}[said]
    return f"{told}: at the middle of the assumptions {when}, and {share}"


def _leaves(dossier: Dossier) -> str:
    retires, ends = dossier.retirement.retires, dossier.retirement.training_ends
    if retires is not None:
        gone = "was" if retires <= dossier.today else "is"
        return f"{dossier.base or 'the base'} {gone} switched off on {retires}"
    return f"nobody can train {dossier.base or 'the base'} after {ends}"


def _calendar(dossier: Dossier) -> Iterator[Ground]:
    known = dossier.retirement
    if known.retires is not None:
        yield Ground(text=_leaves(dossier), source=known.source)
    if known.training_ends is not None:
        yield Ground(text=f"nobody can train it after {known.training_ends}", source=known.source)
    if known.first is None:
        told = f"no day is known on which it is switched off; {_months(dossier.settings.horizon_months)} are assumed"
        yield Ground(text=told, source="assumed: advice.horizon_months")


def _flip_told(dossier: Dossier, held: Sequence[Assumption], fixed: Fixed, *, ends: bool) -> str:
    """The one assumption that turns the verdict over, with the value at which it does."""
    if ends:
        return f"the date: a base that stays until {_until(dossier, held, fixed)} or longer would pay"
    found = flips(held, fixed)
    if not found:
        return "no single assumption turns it over"
    return _sentence(found[0])


def _until(dossier: Dossier, held: Sequence[Assumption], fixed: Fixed) -> date:
    """The day until which a base has to stay for tuning it to pay beyond doubt; at the middle of the assumptions where that is never."""
    found = payback(held, replace(fixed, horizon_months=dossier.settings.horizon_months))
    months = found.interval.high if math.isfinite(found.interval.high) else found.months
    months = max(LEAST_MONTHS, months if math.isfinite(months) else dossier.settings.horizon_months)
    return dossier.today + timedelta(days=math.ceil(months * MONTH))


def _sentence(flip: Flip) -> str:
    one = flip.assumption
    side = "above" if flip.pays_above else "below"
    known = "assumed" if one.source.startswith("assumed") else "taken"
    return f"{one.told}: it pays {side} {_value(one.name, flip.value)} ({_value(one.name, one.middle)} is {known})"


def _to_narrow(held: Sequence[Assumption], fixed: Fixed) -> Iterator[str]:
    """What would settle it: the assumption that flips it, closer to what it is."""
    guessed = next((one for one in held if one.source == _ONCE_MORE), None)
    flip = flip_of(guessed, held, fixed) if guessed is not None else None
    if flip is not None:
        yield f"what a failed answer costs ('[advice] failure_cost'): from {_value('failure_cost', flip.value)} on it pays"
        return
    found = next((one for one in flips(held, fixed) if one.likely), None)
    if found is not None:
        yield f"a closer figure of {_sentence(found)}"


def _assumptions(dossier: Dossier, left: Residual) -> Iterator[Assumption]:
    told, usage = dossier.settings, dossier.usage
    yield from _told("calls", told.calls_a_month, "calls_a_month")
    yield from _told("input_tokens", told.input_tokens, "input_tokens", usage.input_tokens, "measured")
    yield from _told("output_tokens", told.output_tokens, "output_tokens", usage.output_tokens, "measured")
    yield from _told("input_price", told.input_price, "input_price", _exact(usage.input_price), "price list")
    yield from _told("output_price", told.output_price, "output_price", _exact(usage.output_price), "price list")
    interval = left.interval
    yield Assumption(name="failing", range=(interval.low, interval.high), source="measured", told=_TOLD["failing"])
    yield from _told("failure_cost", told.failure_cost, "failure_cost", _asked_again(dossier), _ONCE_MORE)
    yield from _told("mended", told.mended, "mended")
    yield from _told("tuned_input", told.tuned_input, "tuned_input")
    listed = usage.tuned_price is not None and told.tuned_price == AdviceSettings().tuned_price
    yield from _told("tuned_price", None if listed else told.tuned_price, "tuned_price", usage.tuned_price, "price list")
    yield from _told("training_cost", told.training_cost, "training_cost")
    yield from _told("hosting", told.hosting_a_month, "hosting_a_month")
    yield from _told("minutes", told.review_minutes_per_row, "review_minutes_per_row")
    yield from _told("rate", told.hourly_rate, "hourly_rate")
    yield from _told("lead_days", told.lead_days, "lead_days")
    fresh = dossier.freshness
    renewed = _RENEWED if fresh is None else (fresh.interval.low, fresh.interval.high)
    yield Assumption(
        name="renewed",
        range=renewed,
        source="assumed: how often rows change" if fresh is None else "version history",
        told=_TOLD["renewed"],
    )


def _told(name: Name, given: Range | None, key: str, other: Range | None = None, source: str = "") -> Iterator[Assumption]:
    """A figure of the settings, else another one with its source; nothing where neither is known."""
    found = given if given is not None else other
    if found is None:
        return
    ours = given is not None and given == getattr(AdviceSettings(), key)
    known = source if given is None else f"assumed: advice.{key}" if ours else f"advice.{key}"
    yield Assumption(name=name, range=found, source=known, told=_TOLD[name])


def _asked_again(dossier: Dossier) -> Range | None:
    """What it costs to ask once more, in US dollars."""
    told, usage = dossier.settings, dossier.usage
    tokens = (told.input_tokens or usage.input_tokens, told.output_tokens or usage.output_tokens)
    prices = (told.input_price or _exact(usage.input_price), told.output_price or _exact(usage.output_price))
    if tokens[0] is None or tokens[1] is None or prices[0] is None or prices[1] is None:
        return None
    low, high = ((tokens[0][end] * prices[0][end] + tokens[1][end] * prices[1][end]) / 1e6 for end in (0, 1))
    return low, high


_NEEDED: dict[Name, str] = {
    "calls": "how many questions are asked in a month: '[advice] calls_a_month'",
    "input_tokens": "the input tokens of a call: '[advice] input_tokens', or a climb that asks a model",
    "output_tokens": "the output tokens of a call: '[advice] output_tokens', or a climb that asks a model",
    "input_price": "the price of input tokens, which the list does not know: '[advice] input_price'",
    "output_price": "the price of output tokens, which the list does not know: '[advice] output_price'",
    "failure_cost": "what a failed answer costs: '[advice] failure_cost'",
}


def _missing(held: Sequence[Assumption]) -> Iterator[str]:
    known = {one.name for one in held}
    yield from (text for name, text in _NEEDED.items() if name not in known)


def _grounds(held: Sequence[Assumption]) -> Iterator[Ground]:
    for one in held:
        low, high = (_value(one.name, end) for end in one.range)
        yield Ground(text=f"{one.told}: {low if low == high else f'{low} to {high}'}", value=one.middle, source=one.source)


_SHARES = ("failing", "mended", "tuned_input", "renewed")
_MONEY = ("input_price", "output_price", "failure_cost", "training_cost", "hosting", "rate")


def _value(name: Name, value: float) -> str:
    """A figure as people write it."""
    if name in _SHARES:
        return percent(value)
    if name in _MONEY:
        return f"{value:,.2f}" if value >= 1 or value == 0 else f"{value:.3g}"
    return f"{value:,.0f}" if value >= 20 else f"{value:.3g}"


def _months(months: float) -> str:
    return f"{round(months, 1):g} months" if months < 100 else f"{months:,.0f} months"


def _exact(price: float | None) -> Range | None:
    return None if price is None else (price, price)


def _middle(ends: Range) -> float:
    return (ends[0] + ends[1]) / 2


def _dollars(amount: float) -> Decimal:
    return Decimal(str(round(amount, 2)))
