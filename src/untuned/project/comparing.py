"""What an open project measures: variants asked its questions, scored, compared and reported."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING, Any, Literal

from untuned.errors import Refused
from untuned.project.given import a_record, a_text, each_counts, one_of
from untuned.project.judging import JudgePart
from untuned.project.routing import RoutePart
from untuned.project.syncing import nothing_to_ask
from untuned.project.turn import turn

if TYPE_CHECKING:
    from untuned.assistant.desk import Desk
    from untuned.evaluation.answerable import LeftOut
    from untuned.evaluation.measure import Begun, Bench, Outcome, Wanted
    from untuned.evaluation.runs.cost import Estimate, Forecast
    from untuned.evaluation.runs.lanes import Widths
    from untuned.evaluation.runs.plan import Cell
    from untuned.evaluation.runs.progress import Progress
    from untuned.evaluation.runs.runner import Halt
    from untuned.evaluation.variants.shots import Shots
    from untuned.models.chat.budget import Meter
    from untuned.models.chat.endpoints import Endpoints
    from untuned.models.chat.relay import KeptEndpoints
    from untuned.types.measures import Measurement, Question
    from untuned.types.methods import Variant
    from untuned.types.responses import Response

SplitName = Literal["dev", "locked", "all"]

_WANTS_INPUTS = "import inputs of its task: each with a 'label' of the task, an answer in JSON, or the task's name as its 'route'"
_WANTS_ANY = "add some with 'untuned questions import FILE' or 'untuned questions draft'"
_WANTS_LOCKED = "set some aside first with 'untuned questions split'"
_WANTS_QUESTIONS = "import questions with answers or passages, or measure a variant that does the task"
_AN_ORDER = "untuned.project.comparing.Order(variants=('default',)) makes one"
_TOLD = 5
"""Changed choices that a refusal names; the rest are counted."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Order:
    """What is to be measured."""

    variants: tuple[str, ...]
    """Their names; the others are held against the first."""
    split: SplitName = "dev"
    limit: int | None = None
    """At most so many questions, drawn by the seed of the settings."""
    repeats: int = 1
    max_cost: float | None = None
    """US dollars; None takes the settings' own."""
    concurrency: int | None = None
    """Questions at a time for each endpoint; None takes the settings' own."""
    live: bool = False
    """Models are streamed, so that the time of the first token is known."""
    resume: str = ""
    """The measurement that goes on."""
    headline: str = "correct"
    simulated: bool = False
    """A rule answers in a model's place: the report says so."""

    def __post_init__(self) -> None:
        """Refuse what nothing can be measured by.

        Raises:
            TypeError: The variants are one string or no strings, or a number is none.
            ValueError: There is no variant, no such split, or a number below 1.
        """
        if isinstance(self.variants, str):
            raise TypeError(f"variants are names of variants, such as ({self.variants!r},)")
        object.__setattr__(self, "variants", tuple(a_text(name, name="the name of a variant") for name in self.variants))
        if not self.variants:
            raise ValueError("there is no variant to measure; name one, such as 'default'")
        one_of(self.split, SplitName, name="split")
        each_counts(limit=self.limit, repeats=self.repeats, concurrency=self.concurrency)


@dataclass(frozen=True, kw_only=True, slots=True)
class Foreseen:
    """What a measurement would take, and what it could show."""

    questions: int
    forecast: Forecast
    detectable: float | None
    """The smallest difference of yes/no scores that so many questions show four times in five; None where they are too few for any."""
    minimum_effect: float
    scored: int = 0
    """How many of the questions ask for the headline metric, by which a difference would be shown."""
    clusters: int | None = None
    """In how many these come; None where each stands alone."""
    detectable_alike: float | None = None
    """The same where the answers of one cluster all fare alike: how far that is so is not known before anything was asked."""
    judging: Estimate | None = None
    """What the judge would take beside it; None without one."""
    left_out: LeftOut = ()
    """What is not asked, since not all of the variants can answer it: as a measurement keeps it."""
    unasked: tuple[str, ...] = ()
    """What else is not asked, and why, as sentences."""
    look: int = 0
    """Which look at the locked questions it would be, from 1; 0 where it asks none of them."""
    alpha: float = 0.05
    """What comparisons would be decided at, after looks are paid for."""
    comparisons: int = 1
    """That would share it: what is said to be shown is shown by the first to be decided as well."""


class Comparing(JudgePart, RoutePart):
    """Measuring: questions are asked by each variant through the same door as everybody's."""

    def foresee(self, order: Order, *, comparisons: int | None = None) -> Foreseen:
        """What a measurement would take and could show where so many `comparisons` share alpha; nothing is asked. Raises as `measure`."""
        from untuned.evaluation.measure import foreseen
        from untuned.evaluation.report.build import smallest_alike, smallest_shown
        from untuned.evaluation.report.gate import known_metric
        from untuned.evaluation.report.table import clusters_of
        from untuned.evaluation.stats.looks import alpha_of
        from untuned.evaluation.unasked import unasked

        wanted, shots = self._wanted(order)
        bench = self.bench(shots)
        asking, forecast = foreseen(wanted, bench=bench)
        asks = known_metric(order.headline, {one.name: one for one in bench.metrics}).asks
        scored = [one for one in wanted.questions if asks is None or asks(one)]
        n = len(scored)
        groups = clusters_of([one.id for one in scored], bench.questions) or []
        clusters = len(set(groups)) if 0 < len(set(groups)) < n else None
        look = self._look(wanted)
        comparisons = max(1, len(wanted.variants) - 1) if comparisons is None else comparisons
        alpha = alpha_of(look) if look else 0.05
        return Foreseen(
            questions=len(wanted.questions),
            scored=n,
            forecast=forecast,
            detectable=smallest_shown(n, alpha=alpha / comparisons),
            clusters=clusters,
            detectable_alike=None if clusters is None else smallest_alike(groups, alpha=alpha / comparisons),
            comparisons=comparisons,
            minimum_effect=self.settings.evaluation.minimum_effect,
            judging=self.judging_of(asking, bench=bench),
            left_out=wanted.left_out,
            unasked=unasked(bench.questions.values(), split=order.split, but={one.id for one in wanted.questions}),
            look=look,
            alpha=alpha,
        )

    def _look(self, wanted: Wanted) -> int:
        """Which look at the locked questions this would be; 0 where it has none of them."""
        if all(one.split != "locked" for one in wanted.questions):
            return 0
        return self.runs.looks_at(wanted.resumed) if wanted.resumed else len(self.runs.looks()) + 1

    def measure(self, order: Order, *, progress: Callable[[Progress], None] | None = None, halt: Halt | None = None) -> Outcome:
        """Variants asked the same questions, as far as the limits allow, scored and reported. What was asked before is not asked again.

        Raises:
            UnknownVariant: There is none of a name.
            BadVariant: A variant that cannot answer here.
            NothingSynced: There is no document, and a variant reads some.
            Refused: There is nothing to ask, it would cost more than allowed, what is resumed is not what it was, or another
                measurement is asking models just now; nothing was asked.
            StoreUnwritable: Answers, or what models say, cannot be kept; what was recorded before stays, and can be resumed.
            TypeError: The order is none, such as a variant's name.
        """
        return self.loop.run(self._measured(order, progress=progress, halt=halt))

    async def _measured(self, order: Order, *, progress: Callable[[Progress], None] | None, halt: Halt | None) -> Outcome:
        from untuned.evaluation.measure import begin, measure
        from untuned.evaluation.runs.runner import Halt, Terms

        wanted, shots = self._wanted(order)
        bench = self.bench(shots)
        terms = Terms(
            widths=self._widths(order),
            max_cost=self._max_cost(order),
            progress=progress or (lambda _progress: None),
            halt=halt or Halt(),
        )
        self._check_judging(order, wanted, bench)
        asks = self._asks_models(wanted)
        with turn(self._journals, names=order.variants, now=bench.now()) if asks else nullcontext():
            begun = begin(wanted, bench=bench, terms=terms)
            async with self._kept(begun, order) if asks else nullcontext() as endpoints:
                desks = {one.hash: self._desk(one, endpoints, shots, live=wanted.live) for one in wanted.variants}
                outcome = await measure(
                    begun,
                    bench=bench,
                    ask=partial(self._ask, desks),
                    terms=terms,
                    report=self.report_plan(order.headline),
                    judge=None if endpoints is None else self.judge(endpoints, width=self._concurrency(order)),
                )
            if endpoints is not None and not outcome.missing:
                endpoints.discard()
        return outcome

    def _asks_models(self, wanted: Wanted) -> bool:
        """Whether anything in a measurement asks a model."""
        from untuned.evaluation.runs.lanes import READER, endpoint_of

        return bool(self.settings.evaluation.judge) or any(endpoint_of(variant) != READER for variant in wanted.variants)

    def _kept(self, begun: Begun, order: Order) -> KeptEndpoints:
        """Where models are asked, each response kept until it is recorded."""
        from untuned.models.chat.relay import kept_endpoints

        return kept_endpoints(self._journals / f"{begun.measurement.id}.journal", limit=self._concurrency(order))

    def _check_judging(self, order: Order, wanted: Wanted, bench: Bench) -> None:
        """Raises what keeps the judge from being asked, and `Refused` where it and the answers would cost more than allowed."""
        from untuned.evaluation.measure import foreseen
        from untuned.evaluation.runs.cost import Forecast, check_cost
        from untuned.models.chat.names import check_name

        if not bench.judge:
            return
        check_name(self.settings.evaluation.judge)
        limit = self._max_cost(order)
        if limit is None or order.resume:
            return
        asking, answering = foreseen(wanted, bench=bench)
        judging = self.judging_of(asking, bench=bench)
        check_cost(Forecast(estimates=(*answering.estimates, *(() if judging is None else (judging,)))), max_cost=limit)

    def drop_journals(self) -> None:
        """Remove every response that waits there: it may hold words that were purged. What is resumed then asks again.

        Raises:
            NotAllowed: For all but the owner.
        """
        self.check_owner()
        for journal in self._journals.glob("*.journal*"):
            journal.unlink(missing_ok=True)

    async def _ask(self, desks: Mapping[str, Desk], cell: Cell, meter: Meter) -> Response:
        from untuned.models.chat.journal import salted

        with salted(cell.key):
            return await self._answer(desks, cell.variant, cell.question, meter=meter)

    async def _answer(self, desks: Mapping[str, Desk], variant: Variant, question: Question, *, meter: Meter | None = None) -> Response:
        """What a variant says to a question; its evidence is at hand for a variant that reads it in place of what search finds."""
        from untuned.assistant.respond import respond
        from untuned.rag.ground import Asked

        given = tuple(one.span for one in question.evidence if one.span is not None)
        asked = Asked(question=question.text, history=question.history, given=given)
        return await respond(asked, desk=desks[variant.hash], now=datetime.now(UTC), meter=meter)

    def _desk(self, variant: Variant, endpoints: Endpoints | None, shots: Mapping[str, Shots], *, live: bool) -> Desk:
        from untuned.project.variants import VariantWiring

        held_out = frozenset(one.text for one in self.questions.listing()) if variant.method.task else frozenset[str]()
        desk = VariantWiring(self, variant, endpoints=endpoints, held_out=held_out).desk(variant.method, live=live)
        chosen = shots.get(variant.hash)
        named = replace(desk, name=variant.name)
        if variant.method.routed:
            desks = {one.name: self._desk(one, endpoints, shots, live=live) for one in variant.routed_to}
            named = replace(named, routing=self.routing(desks, fresh=True))
        return named if chosen is None else replace(named, shots=chosen)

    def _wanted(self, order: Order) -> tuple[Wanted, dict[str, Shots]]:
        """What an order asks for, and what its variants show as examples, by hash."""
        self.check_measuring()
        from untuned.evaluation.measure import Wanted
        from untuned.evaluation.variants.resolve import resolve_all

        a_record(order, Order, remedy=_AN_ORDER)
        before = self.runs.get(order.resume) if order.resume else None
        if before is not None:
            self._check_resumed(order, before)
        every = self.questions.listing()
        chosen: list[Variant] = []
        shots: dict[str, Shots] = {}
        for variant in resolve_all(order.variants, settings=self.settings, root=self.root):
            ready, shown = self._ready(variant, every)
            chosen.append(ready)
            shots |= shown
        if before is not None:
            self._check_unchanged(before, chosen)
        if self.index().position == 0 and any(variant.method.context != "none" for variant in chosen):
            raise nothing_to_ask(self)
        questions, left_out = self._asked_questions(order, every, before, variants=chosen)
        wanted = Wanted(
            variants=tuple(chosen),
            questions=tuple(questions),
            split=order.split,
            repeats=order.repeats,
            seed=self.settings.evaluation.seed,
            simulated=order.simulated,
            live=order.live if before is None else before.live,
            resumed=order.resume,
            left_out=left_out,
        )
        return wanted, shots

    def _ready(self, variant: Variant, every: Sequence[Question]) -> tuple[Variant, dict[str, Shots]]:
        """A variant as it is asked, and what it, or those that it sends questions to, show as examples, by hash."""
        from untuned.evaluation.variants.routed import with_routes
        from untuned.evaluation.variants.shots import shots_of, with_shots
        from untuned.evaluation.variants.tasks import asked_apart

        if variant.method.routed:
            each = [self._ready(one, every) for one in self.routed_variants(variant)]
            shown = {hashed: made for _, shots in each for hashed, made in shots.items()}
            return with_routes(variant, [one for one, _ in each], router=self.router_digest()), shown
        made = shots_of(variant, self.pool(variant, every), seed=self.settings.evaluation.seed)
        ready = asked_apart(with_shots(variant, made, root=self.root), every, root=self.root)
        return ready, {} if made is None else {ready.hash: made}

    def _asked_questions(
        self, order: Order, every: Sequence[Question], before: Measurement | None, *, variants: Sequence[Variant]
    ) -> tuple[list[Question], LeftOut]:
        """What is asked, and what is left out, since not all of the variants can answer it."""
        from untuned.evaluation.answerable import left_out_told
        from untuned.evaluation.unasked import unasked

        if before is not None:
            known = {question.id: question for question in every}
            return [known[id] for id in before.questions if id in known], before.left_out
        fitting = [one for one in every if one.confirmed and one.scorable and order.split in ("all", one.split)]
        if not fitting:
            there = f"there are {len(every)}, of which none is in '{order.split}'" if every else "there are none"
            there = " ".join(unasked(every, split=order.split)).removesuffix(".") or there
            unlocked = order.split == "locked" and any(one.confirmed and one.scorable for one in every)
            raise Refused(f"no question to ask: {there}", remedy=_WANTS_LOCKED if unlocked else _WANTS_ANY)
        kept, left_out = self.answerable().split(variants, fitting)
        if not kept:
            raise Refused(
                f"no question to ask: {left_out_told(left_out)}", remedy=_WANTS_INPUTS if variants[0].method.task else _WANTS_QUESTIONS
            )
        if order.limit is None or order.limit >= len(kept):
            return kept, left_out
        drawn = set(random.Random(self.settings.evaluation.seed).sample(range(len(kept)), order.limit))  # noqa: S311 -- a draw
        return [one for place, one in enumerate(kept) if place in drawn], left_out

    def _check_resumed(self, order: Order, before: Measurement) -> None:
        """Raises `Refused` where the measurement asked, or was asked, something else."""
        bodies = self.runs.variants([hashed for _, hashed in before.variants])
        if any("choices" not in body for body in bodies.values()):
            raise Refused(
                f"measurement '{before.id}' holds answers that were made elsewhere: there is nothing to ask",
                remedy=f"see it with 'untuned report {before.id}'",
            )
        names = tuple(name for name, _ in before.variants)
        if names != order.variants or before.repeats != order.repeats:
            told = f"{' '.join(names)} with {before.repeats} repeats"
            raise Refused(
                f"measurement '{before.id}' asks {told}", remedy="resume it with the same variants and repeats, or begin a new one"
            )

    def _check_unchanged(self, before: Measurement, chosen: Sequence[Variant]) -> None:
        """Raises `Refused` where a variant is another one by now, though it has the same name, or reads other documents."""
        bodies = self.runs.variants([hashed for _, hashed in before.variants])
        for (name, hashed), variant in zip(before.variants, chosen, strict=True):
            if variant.hash != hashed:
                raise Refused(
                    f"variant '{name}' is not the one that measurement '{before.id}' asks: {_changed(bodies[hashed], variant)}",
                    remedy="put that back to resume it, or begin a new one without '--resume'",
                )
        reading = {variant.hash for variant in chosen if variant.method.context != "none"}
        answered = [run for run in self.runs.of(before.id, texts=False) if run.variant in reading and run.status != "error"]
        here = self.database.position()
        if any(run.position != here for run in answered):
            raise Refused(
                f"the documents have changed since measurement '{before.id}' asked: its answers would all be asked and paid for again",
                remedy="begin a new one without '--resume', which takes over what reads no document",
            )

    def _concurrency(self, order: Order) -> int:
        return order.concurrency or self.settings.evaluation.concurrency

    def _widths(self, order: Order) -> Widths:
        from untuned.evaluation.runs.lanes import Widths

        return Widths(endpoint=self._concurrency(order))

    def _max_cost(self, order: Order) -> Decimal | None:
        most = order.max_cost if order.max_cost is not None else self.settings.evaluation.max_cost
        return None if most is None else Decimal(str(most))


def _changed(body: Mapping[str, Any], now: Variant) -> str:
    """What a variant chooses otherwise than it did."""
    from untuned.evaluation.measure import body_of
    from untuned.evaluation.variants.ablation import between

    fields = between(body["choices"], body_of(now)["choices"]).fields
    if not fields:
        return "its prompts, the examples that it may show, or untuned's release are not the same"
    told = "; ".join(f"{one.field} was {one.before} and is {one.after}" for one in fields[:_TOLD])
    return told + (f"; and {len(fields) - _TOLD} more" if len(fields) > _TOLD else "")
