"""What a plan will take, before it is asked: requests, tokens, US dollars.

A token is four characters here. Where a variant was asked before, its own runs say what one takes; else its settings do, and what a
model writes is assumed. Requests that are sent again are not in it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from untuned.errors import Refused
from untuned.evaluation.runs.plan import Cell, Plan, ShotsOf, no_shots
from untuned.models.chat.prices import price
from untuned.models.chat.prompt import Prompts, load_prompts
from untuned.types.measures import Run
from untuned.types.methods import Variant

_TOKEN = 4
_CLAIMS = 250
"""Tokens of an answer in claims with quotes."""
_TEXT = 120
"""Tokens of an answer in plain text."""
_THOUGHT = 400
"""Tokens that a model thinks before it."""
_SCHEMA = 300
"""Tokens of the shape that claims are asked for in."""
_SCHEMA_OF_FILE = 300
"""Tokens of a schema in a file of its own."""
_SHOT = 60
"""Tokens of an example that is not chosen yet."""
_CHECKED = 2
"""Claims of an answer that a checker is asked about."""
_LEAST_RUNS = 5
"""Earlier runs that say what one takes."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Estimate:
    """What one variant will take."""

    variant: str
    """Its name."""
    hash: str
    runs: int
    requests: int
    input_tokens: int
    output_tokens: int
    cost: Decimal | None
    """US dollars; None where a price is not known."""
    basis: str
    """What it rests on, for people."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Forecast:
    """What a plan will take."""

    estimates: tuple[Estimate, ...]
    """In the order in which the plan first asks them."""

    @property
    def cost(self) -> Decimal | None:
        """US dollars in all; None where any part's price is not known."""
        costs = [one.cost for one in self.estimates]
        known = [cost for cost in costs if cost is not None]
        return sum(known, start=Decimal(0)) if len(known) == len(costs) else None

    @property
    def requests(self) -> int:
        """Requests in all."""
        return sum(one.requests for one in self.estimates)

    @property
    def expected(self) -> dict[str, Decimal]:
        """US dollars for one run, by the variant's hash, where it is known: what the runner holds its limit against."""
        return {one.hash: one.cost / one.runs for one in self.estimates if one.cost is not None and one.runs}


@dataclass(frozen=True, kw_only=True, slots=True)
class _Call:
    """Requests of one kind to one model."""

    model: str
    requests: int
    input_tokens: int
    output_tokens: int


def forecast(
    plan: Plan, *, earlier: Mapping[str, Sequence[Run]] | None = None, shots: ShotsOf = no_shots, prompts: Prompts | None = None
) -> Forecast:
    """What the cells of a plan will take; what is reused takes nothing.

    Args:
        plan: What is asked.
        earlier: Runs of the same variants, by hash; their figures are enough.
        shots: The examples that go with a question.
        prompts: The templates; the shipped ones by default.
    """
    templates = load_prompts() if prompts is None else prompts
    by_variant: dict[str, list[Cell]] = {}
    for cell in plan.cells:
        by_variant.setdefault(cell.variant.hash, []).append(cell)
    return Forecast(
        estimates=tuple(
            _by_runs(cells, runs)
            if len(runs := _answered((earlier or {}).get(name, ()))) >= _LEAST_RUNS
            else _by_settings(cells, shots, templates)
            for name, cells in by_variant.items()
        )
    )


def check_cost(forecast: Forecast, *, max_cost: Decimal | None, spent: Decimal = Decimal(0)) -> None:
    """Raises `Refused` where the forecast, with what was spent before, is above the limit, or where a price is not known."""
    if max_cost is None:
        return
    unknown = [one.variant for one in forecast.estimates if one.cost is None]
    if unknown:
        remedy = "leave '--max-cost' away, or limit 'max_tokens' below [model]"
        raise Refused(f"what {', '.join(repr(name) for name in unknown)} asks has no known price, so no limit can be kept", remedy=remedy)
    total = (forecast.cost or Decimal(0)) + spent
    if total > max_cost:
        raise Refused(
            f"about {total:.2f} US dollars are needed, and the limit is {max_cost}",
            remedy="raise '--max-cost', or ask fewer questions or variants",
        )


def _answered(runs: Iterable[Run]) -> list[Run]:
    return [run for run in runs if run.status != "error"]


def _by_runs(cells: Sequence[Cell], runs: Sequence[Run]) -> Estimate:
    variant, count = cells[0].variant, len(cells)
    costs = [run.cost for run in runs if run.cost is not None]

    def scaled(total: int) -> int:
        return round(total * count / len(runs))

    return Estimate(
        variant=variant.name,
        hash=variant.hash,
        runs=count,
        requests=scaled(sum(run.requests for run in runs)),
        input_tokens=scaled(sum(run.input_tokens for run in runs)),
        output_tokens=scaled(sum(run.output_tokens for run in runs)),
        cost=sum(costs, start=Decimal(0)) * count / len(runs) if len(costs) == len(runs) else None,
        basis=f"{len(runs)} earlier runs",
    )


def _by_settings(cells: Sequence[Cell], shots: ShotsOf, prompts: Prompts) -> Estimate:
    variant = cells[0].variant
    if variant.routed_to:
        return _of_the_dearest(cells, shots, prompts)
    calls = [call for cell in cells for call in _calls(cell, shots, prompts)]
    return Estimate(
        variant=variant.name,
        hash=variant.hash,
        runs=len(cells),
        requests=sum(call.requests for call in calls),
        input_tokens=sum(call.input_tokens for call in calls),
        output_tokens=sum(call.output_tokens for call in calls),
        cost=_cost(variant, calls),
        basis="its settings, and what a model usually writes" if calls else "it asks no model",
    )


def _of_the_dearest(cells: Sequence[Cell], shots: ShotsOf, prompts: Prompts) -> Estimate:
    """What it takes where every question goes to the dearest variant; a price that is not known is the dearest."""
    variant = cells[0].variant
    each = [_by_settings([replace(cell, variant=one) for cell in cells], shots, prompts) for one in variant.routed_to]
    dearest = max(each, key=lambda one: (one.cost is None, one.cost or Decimal(0), one.requests))
    basis = f"as if '{dearest.variant}' answered every question"
    return replace(dearest, variant=variant.name, hash=variant.hash, basis=basis if dearest.requests else dearest.basis)


def _of_task(variant: Variant, name: str) -> int:
    """Tokens of what a model is told of a task: its prompt, its labels or schema, its examples; 0 for no task."""
    task = next((one for one in variant.settings.tasks if one.name == name), None)
    if task is None:
        return 0
    schema = _SCHEMA_OF_FILE if task.schema and not task.schema.startswith("{") else len(task.schema) // _TOKEN
    return (len(task.prompt) + sum(len(label) + 3 for label in task.labels)) // _TOKEN + schema + task.shots * _SHOT


def _calls(cell: Cell, shots: ShotsOf, prompts: Prompts) -> list[_Call]:
    variant = cell.variant
    method, model = variant.method, variant.settings.model
    claims = method.wording == "claims"
    written = min((_CLAIMS if claims else _TEXT) + _THOUGHT * method.thinking, model.max_output_tokens)
    read = _read(cell)
    found: list[_Call] = []
    if model.name:
        told = _told(cell, shots, prompts) + read + _of_task(variant, method.task)
        rounds = 1 + method.corrections
        again = sum(written * nth for nth in range(rounds))
        found.append(_Call(model=model.name, requests=rounds, input_tokens=told * rounds + again, output_tokens=written * rounds))
        if cell.question.history and method.context == "retrieved" and variant.settings.search.rewrite in ("auto", "model"):
            texts = [cell.question.text, *(turn.question + turn.answer for turn in cell.question.history)]
            size = (len(prompts.rewrite.text + prompts.rewriting.text) + sum(map(len, texts))) // _TOKEN
            found.append(_Call(model=model.name, requests=1, input_tokens=size, output_tokens=_SHOT))
    formatter = variant.formatter or model.name
    if method.format and formatter:
        size = len(prompts.format.text + prompts.tasked.text) // _TOKEN + written + _of_task(variant, method.format)
        found.append(_Call(model=formatter, requests=1, input_tokens=size, output_tokens=written))
    if method.rewriter:
        size = len(prompts.restyle.text + prompts.restyled.text) // _TOKEN + written
        found.append(_Call(model=method.rewriter, requests=1, input_tokens=size, output_tokens=written))
    if method.checker:
        size = len(prompts.crosscheck.text + prompts.judged.text) // _TOKEN + written // _CHECKED + (0 if claims else read)
        asked = _CHECKED if claims else 1
        found.append(_Call(model=method.checker, requests=asked, input_tokens=size * asked, output_tokens=_SHOT * asked))
    return found


def _told(cell: Cell, shots: ShotsOf, prompts: Prompts) -> int:
    """Tokens that a model is told beside what it reads."""
    question, method = cell.question, cell.variant.method
    if method.wording == "claims":
        size = len(prompts.answer.text + prompts.question.text) // _TOKEN + _SCHEMA
    elif method.context == "none":
        size = len((prompts.closed_book.text if method.instructed else "") + prompts.bare.text) // _TOKEN
    else:
        size = len(prompts.grounded.text + prompts.question.text) // _TOKEN
    shown = shots(cell.variant, question) if method.shots else ()
    texts = [question.text, *(turn.question + turn.answer for turn in question.history)]
    texts += [shot.question + shot.answer + "".join(shot.quotes) for shot in shown]
    return size + sum(map(len, texts)) // _TOKEN + (0 if shown else _SHOT * method.shots)


def _read(cell: Cell) -> int:
    """Tokens of the passages that are read."""
    context, budget = cell.variant.method.context, cell.variant.settings.search.budget_tokens
    if context == "none":
        return 0
    return budget if context == "retrieved" else min(sum(len(one.quote) for one in cell.question.evidence) // _TOKEN, budget)


def _cost(variant: Variant, calls: Sequence[_Call]) -> Decimal | None:
    total = Decimal(0)
    for name in {call.model: None for call in calls}:
        mine = [call for call in calls if call.model == name]
        provider, _, model = name.partition(":")
        own = provider == variant.settings.model.name.partition(":")[0]
        cost = price(
            input_tokens=sum(call.input_tokens for call in mine),
            output_tokens=sum(call.output_tokens for call in mine),
            model=model,
            provider=provider,
            base_url=variant.settings.model.base_url if own else "",
        )
        if cost is None:
            return None
        total += cost
    return total
