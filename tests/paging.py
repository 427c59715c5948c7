"""Pages as data, of any size, with texts that try to break out of them."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

from untuned.types.advice import Advice, BreakEven, Ground, NextStep, Reading, Scenario
from untuned.types.ladder import Budget, Climb, Plateau, ShotPoint, Step
from untuned.types.measures import Comparison, Interval
from untuned.types.pages import Excerpt, GridRow, Page, Shown, SideAnswer, Slice, SliceCell
from untuned.types.reports import Column, Contrast, Figure, Report

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
HOSTILE = "</style><script>window.broken=1</script><img src='http://192.0.2.1/x' onerror='window.broken=2'> & \"quoted\""
VERDICTS = ("better", "worse", "equivalent", "not enough evidence")


def figure(value: float, *, metric: str = "correct", n: int = 200) -> Figure:
    """A figure with an interval of five points on both sides."""
    return Figure(metric=metric, value=value, interval=Interval(low=max(0.0, value - 0.05), high=value + 0.05), n=n, total=n)


def report(variants: int = 3, questions: int = 40) -> Report:
    """A report on so many variants."""
    names = ["default", "a_rather_long_name_of_a_variant_that_somebody_chose", *(f"variant_{at}" for at in range(variants))][:variants]
    columns = tuple(
        Column(
            name=name,
            hash=f"{at:016}",
            description=f"what it does {HOSTILE}",
            changes=(("search.rerank", "false"),) if at else (),
            model="openai:test",
            questions=questions,
            answered=questions - 3,
            abstained=3,
            failed=0,
            truncated=0,
            figures=(figure(0.9 - 0.02 * at, n=questions), figure(10.0 * 3 ** (at % 6), metric="latency", n=questions)),
            causes=(("not retrieved", 4 + at), ("in context but answer wrong", 2)),
            cost=Decimal("0.01") * at,
            may_be_best=at < 2,
        )
        for at, name in enumerate(names)
    )
    contrasts = tuple(contrast(name, VERDICTS[at % 4], questions) for at, name in enumerate(names[1:]))
    return Report(
        measurement="m12",
        at=NOON,
        split="dev",
        questions=questions,
        headline="correct",
        minimum_effect=0.03,
        detectable=0.2,
        columns=columns,
        contrasts=contrasts,
        notes=(HOSTILE,),
    )


def contrast(name: str, verdict: str, questions: int) -> Contrast:
    """A variant held against the default."""
    found = Comparison(
        verdict=verdict,
        difference=-0.08,
        interval=Interval(low=-0.15, high=-0.01, confidence=0.9833),
        p=0.02,
        method="exact McNemar",
        n=questions - 1,
        total=questions,
        minimum_effect=0.03,
        more_questions=1200 if verdict == "not enough evidence" else None,
        why=f"A difference of -8.0 points, and why it is so. {HOSTILE}",
    )
    return Contrast(metric="correct", a="default", b=name, label="ablation: search.rerank true -> false", comparison=found)


def page(variants: int = 3, questions: int = 40, *, seed: int = 0) -> Page:
    """A comparison with answers, slices and every question."""
    made, rng = report(variants, questions), random.Random(seed)
    names = [column.name for column in made.columns]
    grid = tuple(
        GridRow(
            id=f"q{at}",
            text=f"How long may goods number {at} be returned that were bought abroad? {HOSTILE if at == 0 else ''}",
            kind="knowledge",
            language="en",
            values=tuple(rng.choice((1.0, 0.0, 0.5, None)) if rng.random() < 0.3 else 1.0 for _ in names),
        )
        for at in range(questions)
    )
    cells = tuple(SliceCell(value=0.7, interval=Interval(low=0.6, high=0.8), n=20) for _ in names)
    slices = (Slice(axis="language", name="ru", questions=20, cells=cells), Slice(axis="kind", name="refusal", questions=9, cells=cells))
    most = min(questions, max(8, 160 // variants))
    shown = tuple(
        Shown(
            id=row.id, text=row.text, kind="knowledge", answers=("30 days",), said=tuple(_side(name, at) for at, name in enumerate(names))
        )
        for row in grid[:most]
    )
    return Page(project="support", made_at=NOON, release="0.5.0", report=made, sides=tuple(names), shown=shown, grid=grid, slices=slices)


def climb_page(questions: int = 40, *, sides: int = 3) -> Page:
    """A climb with the answers, slices and questions of what it went by."""
    beside = page(sides, questions)
    return replace(beside, report=None, climb=climb())


def _side(name: str, at: int) -> SideAnswer:
    passage = {"before": "Our policy. ", "quote": "Return within 30 days of delivery", "after": " of the goods."}
    return SideAnswer(
        variant=name,
        text="" if at == 1 else f"Return within 30 days of delivery. {HOSTILE}",
        reason="no evidence was found" if at == 1 else "",
        value=0.0 if at == 1 else 1.0,
        cause="wrong refusal" if at == 1 else "",
        verified=at != 2,
        excerpts=() if at == 1 else (Excerpt(source="docs/policy.md:14", exact=at != 2, **passage),),
    )


def climb() -> Climb:
    """Two rungs climbed, one not, one not tried, and one beside."""
    found = Comparison(
        verdict="better",
        difference=0.4,
        interval=Interval(low=0.3, high=0.5),
        p=0.001,
        method="mid-p McNemar",
        n=200,
        total=200,
        minimum_effect=0.03,
    )
    steps = (
        Step(rung="closed book", kind="memory", variant="closed_book", outcome="start", figure=figure(0.2), why="The cheapest way."),
        Step(
            rung="retrieval",
            kind="retrieval",
            variant="naive",
            against="closed_book",
            outcome="climbed",
            figure=figure(0.6),
            comparison=found,
            why="It gains 40 points.",
        ),
        Step(rung="tuned", kind="tuned", variant="tuned", outcome="not tried", why=f"No tuned model is named. {HOSTILE}"),
        Step(rung="oracle", kind="retrieval", variant="oracle", outcome="side", figure=figure(0.9), side="oracle", why="Its own evidence."),
    )
    curve = tuple(ShotPoint(shots=count, variant=f"shots_{count}", figure=figure(0.2 + 0.02 * count)) for count in (0, 1, 2, 4, 8))
    return Climb(
        id="c3",
        at=NOON,
        headline="correct",
        questions=200,
        split="dev",
        budget=Budget(quality=0.9, latency_ms=800, cost=Decimal(5)),
        minimum_effect=0.03,
        steps=steps,
        curve=curve,
        standing="naive",
        plateau=Plateau(state="undetermined", bound=0.04, attempts=("few-shot",), more_questions=90, why="It cannot be told yet."),
        causes=(("format", 12), ("not retrieved", 8)),
        oracle_causes=(("format", 9),),
        measurements=("m1", "m2"),
        spent=Decimal("1.25"),
    )


def advice() -> Advice:
    """Not yet: prompts first."""
    ground = Ground(text=f"12 % of answers fail on format [8, 17]. {HOSTILE}", source="m12")
    readings = (
        Reading(topic="knowledge", question="?", said="no", because="Nothing changed.", grounds=(ground,)),
        Reading(topic="behaviour", question="?", said="unknown", because="One prompt was tried.", missing=("Two prompts more.",)),
        Reading(topic="worth", question="?", said="yes", because="It pays in three months."),
    )
    pays = BreakEven(
        months=3.2, interval=Interval(low=1.5, high=float("inf")), saved_a_month=Decimal(120), invested=Decimal(400), flips="fewer calls"
    )
    return Advice(
        id="a2",
        at=NOON,
        action="try prompts",
        headline="Not yet: try two prompts first.",
        scope="format only",
        readings=readings,
        scenarios=(Scenario(name="format", holds="yes", calls_for="tuning, in limited scope", because="12 %"),),
        step=NextStep(action="try prompts", text="Write two prompts.", command="untuned climb", questions=30, cost=Decimal("1.5"), hours=2),
        break_even=pays,
        flips="A third prompt that mends the format.",
        base="openai:test",
        retires=date(2027, 1, 1),
        questions=200,
        climb="c3",
    )
