"""Climbs and dossiers to advise on, made up: what is known of a project, without one."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

from untuned.evaluation.advice.dossier import Attempts, Dossier, Freshness, Retirement, RowsReport, Usage
from untuned.evaluation.stats.proportion import proportion_interval
from untuned.types.advising import AdviceSettings
from untuned.types.ladder import Budget, Climb, Plateau, Step
from untuned.types.measures import Comparison, Interval
from untuned.types.reports import Figure

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
TODAY = date(2026, 11, 20)
TRIED = Attempts(prompts=3, shot_sets=4, constrained=True, thinking=True)
PLATEAU = Plateau(state="reached", bound=0.01, attempts=("few-shot on top", "chain of thought on top"))
COSTS = AdviceSettings(calls_a_month=(2e6, 2e6), failure_cost=(0.01, 0.03), input_price=(0.25, 0.25), output_price=(2.0, 2.0))
USAGE = Usage(input_tokens=(600, 620), output_tokens=(20, 22))
GOOD_ROWS = RowsReport(rows=260, reviewed=260)
STABLE = Freshness(
    share=0.0, interval=Interval(low=0.0, high=0.003), cycle_days=90, window_days=90, windows=4, passages=400, documents=20, changed=0
)
SHIFTING = replace(STABLE, share=0.7, interval=Interval(low=0.6, high=0.8), changed=390)


def figure(right: int, n: int) -> Figure:
    return Figure(metric="correct", value=right / n, interval=proportion_interval(right, n), n=n, total=n, asked=n)


def step(rung: str, kind: str, right: int, n: int, *, outcome: str = "climbed", gain: float = 0.1, **more) -> Step:
    found = Comparison(
        verdict="better" if outcome == "climbed" else "equivalent",
        difference=gain,
        interval=None,
        p=None,
        method="made up",
        n=n,
        total=n,
        minimum_effect=0.03,
    )
    given = {"variant": rung.replace(" ", "_"), "against": "before"} | more
    return Step(rung=rung, kind=kind, outcome=outcome, figure=figure(right, n), comparison=found, **given)


def climb(n: int = 400, *, failing: dict[str, int] | None = None, oracle: dict[str, int] | None = None, steps=(), **more) -> Climb:
    """A climb whose standing variant, `naive`, fails so often by each cause, and so often with the evidence at hand."""
    failing = {"format": round(0.12 * n)} if failing is None else failing
    oracle = failing if oracle is None else oracle
    right, under = n - sum(failing.values()), n - sum(oracle.values())
    made = (
        step("closed book", "memory", 0, n, outcome="start"),
        step("naive", "retrieval", right, n, gain=0.88),
        *steps,
        step("oracle context", "retrieval", under, n, outcome="side", side="oracle", variant=f"{more.get('standing', 'naive')}+oracle"),
    )
    given = {"standing": "naive", "plateau": PLATEAU, "spent": Decimal("1.50")} | more
    return Climb(
        id="c1",
        at=NOON,
        headline="correct",
        questions=n,
        split="dev",
        budget=Budget(),
        minimum_effect=0.03,
        steps=made,
        causes=tuple(failing.items()),
        oracle_causes=tuple(oracle.items()),
        measurements=("m1", "m2"),
        **given,
    )


def dossier(**changes) -> Dossier:
    """The second of the twelve projects: 12 % of the wrong form whatever is tried, stable knowledge, two million calls a month."""
    made = Dossier(
        today=TODAY,
        questions=400,
        settings=COSTS,
        climb=climb(),
        attempts=TRIED,
        freshness=STABLE,
        rows=GOOD_ROWS,
        retirement=Retirement(),
        usage=USAGE,
        base="openai:base",
        standing_reads=True,
    )
    return replace(made, **changes)
