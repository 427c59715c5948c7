"""Climbing in an open project: rungs are measured on its development questions, and what stands at the end is kept."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Literal

from untuned.errors import BadVariant, Refused
from untuned.project.comparing import Comparing, Foreseen
from untuned.project.given import a_real, a_record, each_counts, one_of
from untuned.project.syncing import nothing_to_ask
from untuned.types.ladder import Budget, Climb, Effort, Plateau, Spent

if TYPE_CHECKING:
    from untuned.evaluation.ladder.ascent import Ascent
    from untuned.evaluation.ladder.sides import Sides
    from untuned.evaluation.ladder.tried import Terms, Tried
    from untuned.evaluation.runs.progress import Progress
    from untuned.evaluation.runs.runner import Halt
    from untuned.project.climber import Climber
    from untuned.store.climbs import Climbs
    from untuned.types.methods import Variant
    from untuned.types.reports import Report

Watch = Callable[["Progress"], None]


@dataclass(frozen=True, kw_only=True, slots=True)
class ClimbOrder:
    """What a climb is asked for; what is None is as the settings say."""

    quality: float | None = None
    latency_ms: float | None = None
    cost: float | None = None
    """US dollars for 1,000 answers."""
    split: Literal["dev", "locked"] = "dev"
    """`locked` looks once at the variant that stands after the latest climb."""
    limit: int | None = None
    repeats: int = 1
    max_cost: float | None = None
    """US dollars for the whole climb."""
    concurrency: int | None = None
    headline: str = "correct"
    resume: str = ""
    """The climb that goes on."""
    simulated: bool = False
    """A rule answers in a model's place: the climb says so."""

    def __post_init__(self) -> None:
        """Refuse what nothing can be climbed by. Raises `ValueError` for no such split, or a number below 1; `TypeError` for no number."""
        one_of(self.split, Literal["dev", "locked"], name="split")
        each_counts(limit=self.limit, repeats=self.repeats, concurrency=self.concurrency)


@dataclass(frozen=True, kw_only=True, slots=True)
class ClimbForeseen:
    """What a climb would take if every rung were tried."""

    rungs: tuple[str, ...]
    passed: tuple[tuple[str, str], ...]
    """(rung, why) of those that cannot be tried here."""
    foreseen: Foreseen
    looked: str = ""
    """The look at the locked questions that was taken already: nothing is asked, and no further one is taken."""


class ClimbPart(Comparing):
    """The ladder of a project, and the ledger of what was spent on better answers."""

    @property
    def climbs(self) -> Climbs:
        """The climbs that were kept, and the ledger; for the owner alone."""
        from untuned.store.climbs import Climbs

        self.check_owner()
        return Climbs(self.database)

    def spend(self, effort: Effort, *, hours: float = 0.0, cost: float = 0.0, note: str = "") -> Spent:
        """An entry of the ledger: hours and US dollars that went into data, prompts, tuning, review or measuring."""
        one_of(effort, Effort, name="effort")
        hours, cost = a_real(hours, name="hours"), a_real(cost, name="cost")
        if not (0 <= hours < float("inf") and 0 <= cost < float("inf")):
            raise Refused(f"{hours} hours and {cost} US dollars cannot be spent", remedy="give numbers that are not negative")
        return self.climbs.spend(Spent(at=datetime.now(UTC), effort=effort, hours=hours, cost=Decimal(str(cost)), note=note))

    def foresee_climb(self, order: ClimbOrder) -> ClimbForeseen:
        """What a climb would take at most, with every rung tried on top of the project as it is; nothing is asked. Raises as `climb`."""
        self.check_measuring("climb")
        from untuned.evaluation.ladder.passing import foreseen_family
        from untuned.evaluation.ladder.rungs import ladder_of
        from untuned.evaluation.ladder.sides import side_rungs
        from untuned.evaluation.variants.shipped import DEFAULT_NAME
        from untuned.project.climber import Climber, order_of
        from untuned.project.confirming import looked_at, to_confirm

        _check_order(order)
        before, family = None, None
        if order.split == "locked":
            names, passed = list(to_confirm(self, order.headline).names), dict[str, str]()
            before = looked_at(self, order.headline)
        else:
            self._check_climb(order)
            family = foreseen_family(ladder_of(self.settings), tries=Climber(self, order), before=self._tried_before(order))
            names, passed = list[str](), dict[str, str]()
            for rung in (*ladder_of(self.settings), *side_rungs(DEFAULT_NAME, claims=True)):
                whole = [f"{DEFAULT_NAME}{name}" if name.startswith("+") else name for name in rung.variants]
                problems = {name: self.problem_of(name) for name in whole}
                names += [name for name, problem in problems.items() if not problem]
                if all(problems.values()):
                    passed[rung.name] = problems[whole[0]]
        foreseen = self.foresee(order_of(order, names), comparisons=family)
        looked = "" if before is None else before.id
        return ClimbForeseen(rungs=tuple(names), passed=tuple(passed.items()), foreseen=foreseen, looked=looked)

    def climb(self, order: ClimbOrder | None = None, *, progress: Watch | None = None, halt: Halt | None = None) -> Climb:
        """The ladder, climbed as far as there is a measured gain within the budget, and kept; what was asked before is not asked again.

        With `split="locked"` the variant that stands after the latest climb is measured on the locked questions, once: a look.

        Raises:
            UnknownVariant: `climb.rungs` or `climb.tuned` names none.
            UnknownClimb: There is none to resume.
            NothingSynced: There is no document.
            UnknownMetric: There is no such metric, or the quality is none that it can have.
            Refused: There is no question, nothing that could stand, a limit of cost that the first rung would pass, or nothing to confirm.
            TypeError: The order is none, such as a variant's name.
        """
        self.check_measuring("climb")
        from untuned.evaluation.ladder.ascend import ascend
        from untuned.evaluation.ladder.ascent import Ascent
        from untuned.evaluation.ladder.rungs import ladder_of
        from untuned.project.climber import Climber
        from untuned.project.confirming import confirmed

        order = self._resumed(ClimbOrder() if order is None else _check_order(order))
        climber = Climber(self, order, progress=progress, halt=halt, earlier=self._measurements(order.resume))
        if order.split == "locked":
            return confirmed(self, order, climber)
        self._check_climb(order)
        terms = self.climb_terms(order)
        ladder = ladder_of(self.settings)
        problems = [climber.problem(name) for rung in ladder for name in rung.variants if not name.startswith("+")]
        if all(problems):
            raise Refused("no rung of the ladder can answer here", remedy="see 'untuned variants' for what each of them needs")
        kept = self._begun(order, terms)
        ascent = Ascent()
        for ascent in ascend(ladder, tries=climber, terms=terms):
            kept = self.climbs.keep(self._so_far(kept, ascent, climber, terms))
        sides = self._sides(ascent, climber, terms)
        return self.climbs.keep(self._ended(self._so_far(kept, ascent, climber, terms), ascent, sides, terms))

    def problem_of(self, name: str) -> str:
        """Why a variant cannot answer here; "" where it can. Raises `UnknownVariant`."""
        try:
            variant = self.variant_to_ask(name)
        except BadVariant as bad:
            return bad.reason
        return self._off_subject(variant)

    def _off_subject(self, variant: Variant) -> str:
        """Why a variant is no rung of a ladder on these questions; "" where it is.

        A ladder is climbed on what documents or a model know; only where every question is an input of a task, on the task.
        """
        if not self.settings.tasks:
            return ""
        tasks_of = self.answerable().tasks_of
        asked = [one for one in self.questions.listing(split="dev") if one.confirmed and one.scorable]
        by_task = bool(asked) and all(tasks_of(one) for one in asked)
        task = variant.method.task
        if task and not by_task:
            return f"it does task '{task}', and the questions ask what documents or a model know"
        return "every question is an input of a task, which it does not do" if by_task and not task else ""

    def variant_to_ask(self, name: str) -> Variant:
        """A variant with its examples in its hash, as it is asked. Raises `UnknownVariant`, `BadVariant`."""
        from untuned.evaluation.variants.resolve import resolve
        from untuned.evaluation.variants.shots import shots_of, with_shots

        variant = resolve(name, settings=self.settings, root=self.root)
        if not variant.method.shots:
            return variant
        pool = self.pool(variant, self.questions.listing())
        return with_shots(variant, shots_of(variant, pool, seed=self.settings.evaluation.seed), root=self.root)

    def tried_in(self, report: Report, *, names: Sequence[str]) -> list[Tried]:
        """The variants of a measurement as climbing takes them."""
        from untuned.evaluation.ladder.tolls import toll_of
        from untuned.evaluation.ladder.tried import Tried
        from untuned.evaluation.report.material import CAUSE

        tables, _ = self._tables(report.measurement)
        found: list[Tried] = []
        for name in names:
            table, column = tables[name], report.column(name)
            runs = [run for each in table.runs.values() for run in each]
            causes = ((run.question, table.scores.get(run.id or 0, {}).get(CAUSE)) for run in runs)
            found.append(
                Tried(
                    name=name,
                    hash=column.hash if column is not None else "",
                    scores=table.values(report.headline),
                    lost=table.lost(report.headline),
                    shots=self.variant_to_ask(name).method.shots,
                    toll=toll_of(runs),
                    figure=None if column is None else column.figure(report.headline),
                    failures=tuple((question, score.detail) for question, score in causes if score is not None and score.detail),
                    measurement=report.measurement,
                )
            )
        return found

    def paid_in(self, measurement: str) -> dict[int, Decimal]:
        """US dollars by run that a measurement paid itself: answers, and a judge's word on them."""
        from untuned.evaluation.report.material import JUDGE_COST

        begun = self.runs.get(measurement).at
        runs = {run.id or 0: run.cost or Decimal(0) for run in self.runs.of(measurement, texts=False) if run.at >= begun}
        scores = self.runs.scores(measurement, details=())
        judged = {id: said[JUDGE_COST].value for id, said in scores.items() if id in runs and JUDGE_COST in said}
        return {id: cost + Decimal(str(judged.get(id) or 0)) for id, cost in runs.items()}

    def _check_climb(self, order: ClimbOrder) -> None:
        from untuned.evaluation.report.gate import check_value, known_metric

        metric = known_metric(order.headline, {one.name: one for one in self.metrics()})
        wanted = self._budget(order).quality
        if wanted is not None:
            check_value(wanted, metric)
        if self.index().position == 0:
            raise nothing_to_ask(self)

    def climb_terms(self, order: ClimbOrder) -> Terms:
        """What a climb decides by."""
        from untuned.evaluation.ladder.tried import Terms

        asked = self.settings.evaluation
        bench = self.bench()
        return Terms(
            metric=next(one for one in bench.metrics if one.name == order.headline),
            questions=bench.questions,
            budget=self._budget(order),
            minimum_effect=asked.minimum_effect,
            seed=asked.seed,
            before=self._tried_before(order),
        )

    def _budget(self, order: ClimbOrder) -> Budget:
        said = self.settings.climb
        cost = order.cost if order.cost is not None else said.cost
        return Budget(
            quality=order.quality if order.quality is not None else said.quality,
            latency_ms=order.latency_ms if order.latency_ms is not None else said.latency_ms,
            cost=None if cost is None else Decimal(str(cost)),
        )

    def _tried_before(self, order: ClimbOrder) -> frozenset[tuple[str, str]]:
        """What earlier climbs by this metric held against others on questions of today."""
        asked = {one.id for one in self.questions.listing() if one.split == "dev"}
        climbs = (one for one in self.climbs.listing() if one.split == "dev" and one.headline == order.headline and one.id != order.resume)
        return frozenset(
            each
            for one in climbs
            if any(asked.intersection(self.runs.get(id).questions) for id in one.measurements[:1])
            for each in one.tried
        )

    def _resumed(self, order: ClimbOrder) -> ClimbOrder:
        """The order of the climb that goes on, with what a resuming may change: what it may cost, and how fast it asks."""
        if not order.resume:
            return order
        before = self.climbs.get(order.resume)
        if before.finished:
            raise Refused(
                f"climb '{before.id}' is finished", remedy="begin another one without '--resume': what it asked is not paid again"
            )
        budget = before.budget
        return replace(
            order,
            headline=before.headline,
            limit=before.limit,
            repeats=before.repeats,
            split="dev" if before.split == "dev" else "locked",
            simulated=before.simulated,
            quality=budget.quality,
            latency_ms=budget.latency_ms,
            cost=None if budget.cost is None else float(budget.cost),
        )

    def _measurements(self, id: str) -> tuple[str, ...]:
        return self.climbs.get(id).measurements if id else ()

    def _begun(self, order: ClimbOrder, terms: Terms) -> Climb:
        from untuned.evaluation.report.pairs import is_share

        if order.resume:
            return self.climbs.get(order.resume)
        return Climb(
            id="",
            at=datetime.now(UTC),
            headline=order.headline,
            questions=0,
            split="dev",
            budget=terms.budget,
            minimum_effect=terms.minimum_effect,
            relative=not is_share(terms.metric),
            steps=(),
            standing="",
            plateau=Plateau(state="not reached", why="Nothing was tried yet."),
            simulated=order.simulated,
            finished=False,
            limit=order.limit,
            repeats=order.repeats,
        )

    def _so_far(self, kept: Climb, ascent: Ascent, climber: Climber, terms: Terms) -> Climb:
        from untuned.evaluation.ladder.decide import reached

        standing = ascent.standing
        kept = replace(kept, steps=ascent.steps, measurements=climber.measurements, spent=climber.spent())
        if standing is None:
            return kept
        return replace(
            kept,
            questions=len(self.runs.get(standing.measurement).questions),
            curve=ascent.curve,
            standing=standing.name,
            standing_interval=None if standing.figure is None else standing.figure.interval,
            reached=reached(standing, terms),
            plateau=ascent.plateau(terms),
            causes=standing.causes,
            tried=ascent.compared,
            family=ascent.family,
        )

    def _sides(self, ascent: Ascent, climber: Climber, terms: Terms) -> Sides:
        from untuned.evaluation.ladder.sides import Sides, measure_sides

        if ascent.stopped or ascent.standing is None:
            return Sides(stopped=ascent.stopped)
        claims = self.variant_to_ask(ascent.standing.name).method.wording == "claims"
        return measure_sides(ascent, claims=claims, tries=climber, terms=terms)

    def _ended(self, made: Climb, ascent: Ascent, sides: Sides, terms: Terms) -> Climb:
        from untuned.evaluation.ladder.telling import NO_MODEL, notes

        stopped = ascent.stopped or sides.stopped
        ended = replace(made, steps=(*made.steps, *sides.steps), oracle_causes=sides.causes, finished=not stopped)
        toll = None if ascent.standing is None else ascent.standing.toll
        without = () if self.settings.model.name else (NO_MODEL,)
        told = (*self._about_questions(made, terms), *notes(ended, budget=terms.budget, toll=toll), *sides.notes)
        return replace(ended, notes=(*without, *told))

    def _about_questions(self, made: Climb, terms: Terms) -> tuple[str, ...]:
        """What holds of the questions that a climb asked, and which it did not."""
        from untuned.evaluation.answerable import left_out_told
        from untuned.evaluation.clustered import about_asked
        from untuned.evaluation.unasked import unasked

        if not made.measurements:
            return ()
        first = self.runs.get(made.measurements[0])
        asked = [terms.questions[id] for id in first.questions if id in terms.questions]
        left_out = left_out_told(first.left_out)
        waiting = unasked(terms.questions.values(), split=first.split, but=frozenset(first.questions))
        return (*((left_out,) if left_out else ()), *about_asked(asked), *waiting)


def _check_order(given: object) -> ClimbOrder:
    return a_record(given, ClimbOrder, remedy="untuned.project.climbing.ClimbOrder(quality=0.9) makes one")
