"""MEASURE: questions and variants become a verdict.

plan what is to be asked -> reckon what it will take -> begin -> ask, recording each answer -> score, with a cause for each failure ->
where the settings name a judge, let it judge -> compare -> report
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from functools import partial
from typing import Any, Literal, Protocol

from untuned.evaluation.answerable import left_out_told
from untuned.evaluation.clustered import about_asked
from untuned.evaluation.judged import standing
from untuned.evaluation.judging import judge_answers
from untuned.evaluation.metrics.metric import Metric
from untuned.evaluation.own_scorers import failing, own_of
from untuned.evaluation.report.build import build
from untuned.evaluation.report.material import CAUSE, JUDGE_COST, LABELLED, Material, Subject
from untuned.evaluation.report.material import Plan as ReportPlan
from untuned.evaluation.runs.cost import Forecast, check_cost, forecast
from untuned.evaluation.runs.plan import Course, Plan, ShotsOf, Standing, no_shots, plan, settled
from untuned.evaluation.runs.progress import Progress
from untuned.evaluation.runs.runner import About, Ask, Ended, Terms, run
from untuned.evaluation.scoring import Held, Shelf, due, emptied, scored
from untuned.evaluation.sitting import Judge, Judged
from untuned.evaluation.unasked import unasked
from untuned.evaluation.variants.ablation import between
from untuned.evaluation.variants.choices import choices, written
from untuned.types.measures import Measurement, Question, Rating, Run, Score
from untuned.types.methods import Variant
from untuned.types.reports import Report

_ASKED = 2
"""The tier of metrics that a model is asked for: rules do not score them."""


class Kept(Protocol):
    """Where measurements, runs and scores are kept."""

    def begin(self, asked: Measurement, *, bodies: Mapping[str, Mapping[str, Any]], locked: int = 0) -> Measurement:
        """The measurement under a new id."""
        ...

    def finish(self, id: str) -> None:
        """It has all of its runs."""
        ...

    def get(self, id: str) -> Measurement:
        """A measurement. Raises `UnknownMeasurement`."""
        ...

    def record(self, id: str, runs: Sequence[Run]) -> list[Run]:
        """The runs, with their ids, as part of a measurement."""
        ...

    def known(self, keys: Sequence[str]) -> Mapping[str, Run]:
        """The runs that stand under keys."""
        ...

    def of(self, id: str, *, texts: bool = True) -> list[Run]:
        """A measurement's runs."""
        ...

    def score(self, scores: Mapping[int, Sequence[Score]]) -> None:
        """Scores of runs, by the run's id."""
        ...

    def scores(self, id: str, *, details: Collection[str] | None = None) -> Mapping[int, Mapping[str, Score]]:
        """The scores of a measurement's runs; with `details` only those of these metrics have their details."""
        ...

    def scores_of(self, ids: Sequence[int]) -> Mapping[int, Mapping[str, Score]]:
        """The scores of runs of any measurement."""
        ...

    def questions_of(self, ids: Sequence[int]) -> Mapping[int, str]:
        """The questions that runs of any measurement answer."""
        ...

    def variants(self, hashes: Sequence[str]) -> Mapping[str, Mapping[str, Any]]:
        """What hashes stand for."""
        ...

    def looks_at(self, id: str) -> int:
        """Which look at the locked questions a measurement was, from 1; 0 where it had none of them."""
        ...


@dataclass(frozen=True, kw_only=True, slots=True)
class Wanted:
    """What is to be measured."""

    variants: tuple[Variant, ...]
    """The one that the others are held against first; with their examples in their hashes."""
    questions: tuple[Question, ...]
    split: str = "dev"
    repeats: int = 1
    seed: int = 0
    simulated: bool = False
    live: bool = False
    """Models are streamed; what was answered otherwise tells no time of a first token, and is asked again."""
    resumed: str = ""
    """The measurement that goes on; "" for a new one."""
    left_out: tuple[tuple[str, int], ...] = ()
    """As a measurement keeps it."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Bench:
    """What measuring leans on; the project wires it."""

    kept: Kept
    standing: Standing
    shelf: Shelf
    metrics: Sequence[Metric]
    questions: Mapping[str, Question]
    """All of the project's, by id."""
    now: Callable[[], datetime]
    shots: ShotsOf = no_shots
    judge: str = ""
    """The version of the judge that the settings name; "" where they name none."""
    people: Sequence[Rating] = ()
    """What people said of answers."""
    notes: tuple[str, ...] = ()
    """For every report of this project."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Begun:
    """A measurement whose asking is planned and affordable."""

    measurement: Measurement
    plan: Plan
    forecast: Forecast


@dataclass(frozen=True, kw_only=True, slots=True)
class Outcome:
    """A measurement as it ended."""

    measurement: Measurement
    forecast: Forecast
    ended: Ended
    report: Report
    judged: Judged | None = None
    """What the judge came to; None without one."""

    @property
    def missing(self) -> int:
        """Answers, or verdicts on them, that a limit or a wish to stop left: the same measurement, resumed, asks for them."""
        return self.ended.not_asked + (self.judged.left if self.judged is not None else 0)


async def measure(begun: Begun, *, bench: Bench, ask: Ask, terms: Terms, report: ReportPlan, judge: Judge | None = None) -> Outcome:
    """The measurement, asked as far as its limits allow, scored and reported. What was asked before is not asked again.

    A judge may take what answering leaves of the limit of cost.
    """
    id = begun.measurement.id
    about = About(measurement=id, position=bench.standing.position, now=bench.now)
    spent = _spent(bench.kept.of(id, texts=False), since=begun.measurement.at) + _judging_spent(
        bench.kept.scores(id) if judge is not None else {}
    )
    terms = replace(terms, expected=begun.forecast.expected, spent=spent)
    ended = await run(begun.plan, ask=ask, record=partial(bench.kept.record, id), about=about, terms=terms)
    if not ended.not_asked:
        bench.kept.finish(id)
    score(id, bench=bench, told=partial(_stage, terms, "scoring", spent=ended.progress.spent))
    left = None if terms.max_cost is None else max(terms.max_cost - ended.progress.spent, Decimal(0))
    limited = None if judge is None else replace(judge, max_cost=left, halt=terms.halt, told=partial(_stage, terms, "judging"))
    judged = None if limited is None else await judge_runs(id, bench=bench, judge=limited)
    return Outcome(
        measurement=bench.kept.get(id),
        forecast=begun.forecast,
        ended=ended,
        report=reported(id, bench=bench, asked=report),
        judged=judged,
    )


async def judge_runs(id: str, *, bench: Bench, judge: Judge) -> Judged:
    """The answers of a measurement, judged as far as the judge's limits allow; what it judged before it is not asked again."""
    held = bench.kept.scores(id)
    runs = settled(bench.kept.of(id))
    return await judge_answers(runs, bench.questions, shelf=bench.shelf, judge=judge, held=held, record=bench.kept.score)


def begin(wanted: Wanted, *, bench: Bench, terms: Terms) -> Begun:
    """The measurement with its plan. Raises `Refused` before anything is written."""
    asking, reckoned = foreseen(wanted, bench=bench)
    if wanted.resumed:
        return Begun(measurement=bench.kept.get(wanted.resumed), plan=asking, forecast=reckoned)
    check_cost(reckoned, max_cost=terms.max_cost)
    begun = bench.kept.begin(
        Measurement(
            id="",
            at=bench.now(),
            variants=tuple((variant.name, variant.hash) for variant in wanted.variants),
            questions=tuple(question.id for question in wanted.questions),
            split="locked" if wanted.split == "locked" else "dev" if wanted.split == "dev" else "all",
            repeats=wanted.repeats,
            simulated=wanted.simulated,
            live=wanted.live,
            left_out=wanted.left_out,
        ),
        bodies={variant.hash: body_of(variant) for variant in wanted.variants},
        locked=sum(question.split == "locked" for question in wanted.questions),
    )
    if wanted.repeats > 1:
        asking, reckoned = foreseen(replace(wanted, resumed=begun.id), bench=bench)
    return Begun(measurement=begun, plan=asking, forecast=reckoned)


def foreseen(wanted: Wanted, *, bench: Bench) -> tuple[Plan, Forecast]:
    """What would be asked, less what is known already, and what that takes; nothing is written."""
    # With repeats a measurement has answers of its own; its id is known only once it has begun.
    own = (wanted.resumed or "new") if wanted.repeats > 1 else ""
    asking = _planned(wanted, bench=bench, salt=f"{own} live".strip() if wanted.live else own)
    return asking, forecast(asking, earlier=_earlier(asking), shots=bench.shots)


def _planned(wanted: Wanted, *, bench: Bench, salt: str) -> Plan:
    course = Course(standing=bench.standing, repeats=wanted.repeats, salt=salt, seed=wanted.seed, shots=bench.shots)
    return plan(wanted.variants, wanted.questions, course=course, known=bench.kept.known)


def score(id: str, *, bench: Bench, again: bool = False, told: Callable[[int, int], None] | None = None) -> int:
    """How many runs of a measurement were scored now: those whose scores are missing or out of date, or with `again` all of them.

    Runs whose words were purged keep the figures that they have. `told` hears how many are scored, and of how many.
    """
    rules = _rules(bench)
    runs = settled(bench.kept.of(id))
    if not again:
        runs = due(runs, bench.kept.scores(id, details=()), bench.questions, metrics=rules, labels=bench.shelf.labels)
    bare = emptied(runs, bench.kept.scores_of)
    left = [run for run in runs if run.id not in bare]
    count = 0
    if left and told is not None:
        told(0, len(left))
    for portion in scored(left, bench.questions, shelf=bench.shelf, metrics=rules):
        bench.kept.score(portion)
        count += len(portion)
        if told is not None:
            told(count, len(left))
    return count


def reported(id: str, *, bench: Bench, asked: ReportPlan) -> Report:
    """The report of a measurement, from what is stored; what was scored by other metrics or another gold is scored anew first."""
    return build(material_of(id, bench=bench), metrics=bench.metrics, plan=asked)


def material_of(id: str, *, bench: Bench) -> Material:
    """What a report on a measurement is built from; its scores are up to date."""
    measurement = bench.kept.get(id)
    bodies = bench.kept.variants([hashed for _, hashed in measurement.variants])
    subjects = tuple(_subject(name, hashed, bodies.get(hashed, {})) for name, hashed in measurement.variants)
    made = {name: bodies.get(hashed, {}).get("choices", {}) for name, hashed in measurement.variants}
    first = subjects[0].name
    runs = settled(bench.kept.of(id, texts=False))
    said = standing(id, _scores_now(id, runs, bench=bench), version=bench.judge, people=bench.people, kept=bench.kept)
    asked = [bench.questions[one] for one in measurement.questions if one in bench.questions]
    left_out = (left_out_told(measurement.left_out),) if measurement.left_out else ()
    waiting = unasked(bench.questions.values(), split=measurement.split, but=frozenset(measurement.questions))
    own = own_of(bench.metrics)
    return Material(
        measurement=measurement,
        subjects=subjects,
        questions=bench.questions,
        runs=runs,
        scores=said.scores,
        labels={(first, other): between(made[first], made[other]).label for other in made if other != first and made[first]},
        looks=bench.kept.looks_at(id),
        uncalibrated=said.uncalibrated,
        own=own,
        notes=(
            *left_out,
            *failing(own, said.scores, details=bench.kept.scores_of),
            *said.notes,
            *about_asked(asked),
            *waiting,
            *bench.notes,
        ),
    )


def _scores_now(id: str, runs: Sequence[Run], *, bench: Bench) -> Held:
    """The scores of a measurement, by the metrics and the gold of today wherever there is still something to score."""
    held = bench.kept.scores(id, details=(CAUSE, LABELLED))
    old = due(runs, held, bench.questions, metrics=_rules(bench), labels=bench.shelf.labels)
    return bench.kept.scores(id, details=(CAUSE, LABELLED)) if old and score(id, bench=bench) else held


def _rules(bench: Bench) -> list[Metric]:
    """The metrics that no language model is asked for."""
    return [metric for metric in bench.metrics if metric.tier < _ASKED]


def body_of(variant: Variant) -> dict[str, Any]:
    """What is kept of a variant under its hash: its choices as TOML writes them, never a key, and what tells its prompts and examples."""
    return {
        "name": variant.name,
        "description": variant.description,
        "changes": [list(change) for change in variant.changes],
        "choices": {key: written(value) for key, value in choices(variant).items()},
        **({"prompts": dict(variant.prompts)} if variant.prompts else {}),
        **({"shown": variant.shown} if variant.shown else {}),
    }


def _spent(runs: Sequence[Run], *, since: datetime) -> Decimal:
    """What a measurement paid itself: a run that it reuses was paid by another."""
    return sum((run.cost for run in runs if run.cost is not None and run.at >= since), Decimal(0))


def _stage(terms: Terms, stage: Literal["scoring", "judging"], done: int, total: int, spent: Decimal) -> None:
    """Whoever watches is told how far scoring, or judging, is."""
    terms.progress(
        Progress(done=done, total=total, reused=0, errors={}, spent=spent, unknown_costs=0, rate=None, seconds_left=None, stage=stage)
    )


def _judging_spent(scores: Mapping[int, Mapping[str, Score]]) -> Decimal:
    said = (found.get(JUDGE_COST) for found in scores.values())
    return sum((Decimal(str(one.value)) for one in said if one is not None and one.value is not None), Decimal(0))


def _earlier(asking: Plan) -> dict[str, list[Run]]:
    earlier: dict[str, list[Run]] = {}
    for one in asking.reused:
        earlier.setdefault(one.variant, []).append(one)
    return earlier


def _subject(name: str, hashed: str, body: Mapping[str, Any]) -> Subject:
    return Subject(
        name=name,
        hash=hashed,
        description=body.get("description", ""),
        changes=tuple((key, value) for key, value in body.get("changes", ())),
    )
