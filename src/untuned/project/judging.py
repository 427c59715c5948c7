"""A language model as the judge of an open project: over what it is asked, within which limits, and of which answers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from untuned.errors import Refused
from untuned.project.given import Names, each_name
from untuned.project.reporting import Reporting
from untuned.project.wiring import FOLDER

if TYPE_CHECKING:
    from untuned.evaluation.measure import Bench
    from untuned.evaluation.preferring import Pair
    from untuned.evaluation.runs.cost import Estimate
    from untuned.evaluation.runs.plan import Plan
    from untuned.evaluation.runs.runner import Halt
    from untuned.evaluation.sitting import Judge, Judged
    from untuned.models.chat.endpoints import Endpoints
    from untuned.types.measures import Question, Run

_NO_JUDGE = "name one as 'judge = \"provider:model\"' below [evaluation] in untuned.toml"


class JudgePart(Reporting):
    """What a judge says of answers that stand."""

    def judge(self, endpoints: Endpoints, *, width: int) -> Judge | None:
        """The judge that the settings name; None where they name none. Raises `ModelError`."""
        name = self.settings.evaluation.judge
        if not name:
            return None
        from untuned.evaluation.sitting import Judge
        from untuned.project.variants import VariantWiring
        from untuned.types.methods import Variant

        model = VariantWiring(self, Variant(name="judge", settings=self.settings), endpoints=endpoints).other_model(name)
        assert model is not None
        return Judge(model=model, version=self.judge_version, width=width)

    def judge_preferences(
        self,
        run: str,
        names: Names = (),
        *,
        max_cost: float | None = None,
        concurrency: int | None = None,
        halt: Halt | None = None,
    ) -> Judged:
        """The answers of two variants of a measurement, held against each other by the judge; what it said before it is not asked again.

        Of a measurement with repeats the first answers are judged. Preferences are kept as ratings, the judge being the rater.

        Args:
            run: The measurement.
            names: Of the two variants; may be left out where there are no others.
            max_cost: US dollars; None takes the settings' own.
            concurrency: Pairs at a time; None takes the settings' own.
            halt: A wish to stop.

        Raises:
            UnknownMeasurement: There is no such measurement.
            Refused: The settings name no judge, there are no two variants of these names, or a limit cannot be kept.
            ModelError: A judge that can never be asked.
        """
        measurement = self.runs.get(run)
        limit = self._judging_limit(max_cost)
        hashes = dict(measurement.variants)
        first, second = _two(tuple(hashes), each_name(names), run)
        asked = {one.id: one for one in self.questions.listing()}
        pairs = _pairs(self.runs.of(run), asked, names=(first, second), hashes=hashes)
        return self.loop.run(
            self._preferred(
                pairs,
                max_cost=limit,
                width=concurrency or self.settings.evaluation.concurrency,
                halt=halt,
                journal=f"{run}-{hashes[first]}-{hashes[second]}",
            )
        )

    def judge_answers(self, run: str, *, max_cost: float | None = None, concurrency: int | None = None, halt: Halt | None = None) -> Judged:
        """The answers of a measurement, each for itself, also where they were made elsewhere; what was judged before is not asked again.

        Measuring does this on its own; here it is done for what was measured, or imported, before. Raises as `judge_preferences`.
        """
        self.runs.get(run)
        limit = self._judging_limit(max_cost)
        width = concurrency or self.settings.evaluation.concurrency
        return self.loop.run(self._answers(run, max_cost=limit, width=width, halt=halt))

    async def _answers(self, run: str, *, max_cost: Decimal | None, width: int, halt: Halt | None) -> Judged:
        from untuned.evaluation.measure import judge_runs
        from untuned.evaluation.runs.runner import Halt
        from untuned.models.chat.relay import kept_endpoints

        endpoints = kept_endpoints(self._journals / f"{run}.journal", limit=width)
        async with endpoints:
            judge = self.judge(endpoints, width=width)
            assert judge is not None
            judged = await judge_runs(run, bench=self.bench(), judge=replace(judge, max_cost=max_cost, halt=halt or Halt()))
        if not judged.left and self.runs.get(run).finished:
            endpoints.discard()
        return judged

    async def _preferred(self, pairs: Sequence[Pair], *, max_cost: Decimal | None, width: int, halt: Halt | None, journal: str) -> Judged:
        from untuned.evaluation.preferring import judge_pairs
        from untuned.evaluation.runs.runner import Halt
        from untuned.models.chat.relay import kept_endpoints

        endpoints = kept_endpoints(self._journals / f"judge-{journal}.journal", limit=width)
        async with endpoints:
            judge = self.judge(endpoints, width=width)
            assert judge is not None
            limited = replace(judge, max_cost=max_cost, halt=halt or Halt())
            judged = await judge_pairs(
                pairs,
                judge=limited,
                said=self.ratings.preferences(),
                record=lambda said: self.ratings.add(said, now=datetime.now(UTC)),
            )
        if not judged.left:
            endpoints.discard()
        return judged

    def judging_of(self, plan: Plan, *, bench: Bench) -> Estimate | None:
        """What judging the answers of a plan will take; None without a judge, and where all of them are judged."""
        if not bench.judge:
            return None
        from untuned.evaluation.judging import unjudged

        ids = [run.id for run in plan.reused if run.id is not None]
        left = len(plan.cells) + unjudged(plan.reused, held=self.runs.scores_of(ids), version=bench.judge)
        return self._expected(left) if left else None

    def _judging_limit(self, max_cost: float | None) -> Decimal | None:
        """What the judge may take. Raises `Refused` without a judge, and for a limit where its price is not known."""
        judge = self.settings.evaluation.judge
        if not judge:
            raise Refused("the settings name no judge", remedy=_NO_JUDGE)
        limit = max_cost if max_cost is not None else self.settings.evaluation.max_cost
        if limit is not None and self._expected(1).cost is None:
            raise Refused(f"the price of '{judge}' is not known, so no limit can be kept", remedy="leave the limit of cost away")
        return None if limit is None else Decimal(str(limit))

    def _expected(self, answers: int) -> Estimate:
        from untuned.evaluation.judging import expected

        model, judge = self.settings.model, self.settings.evaluation.judge
        own = model.name.partition(":")[0] in ("", judge.partition(":")[0])
        address = model.base_url if own else ""
        return expected(answers, judge=judge, read_tokens=self.settings.search.budget_tokens, base_url=address)

    @property
    def _journals(self) -> Path:
        """Where responses wait until the runs that they belong to are recorded."""
        return self.root / FOLDER / "eval"


def _two(there: tuple[str, ...], names: Sequence[str], run: str) -> tuple[str, str]:
    """The names of the two variants. Raises `Refused`."""
    chosen = tuple(dict.fromkeys(names or there))
    unknown = [name for name in chosen if name not in there]
    if unknown:
        raise Refused(f"measurement '{run}' has no variant '{unknown[0]}'", remedy=f"it has {', '.join(there)}")
    if len(chosen) != 2:
        remedy = "name two of them with '--between A --between B'" if len(there) > 1 else "judge each answer for itself with '--of answers'"
        raise Refused(f"a judge compares two variants, and these are {len(chosen)}: {', '.join(chosen)}", remedy=remedy)
    return chosen[0], chosen[1]


def _pairs(runs: Sequence[Run], asked: Mapping[str, Question], *, names: tuple[str, str], hashes: Mapping[str, str]) -> list[Pair]:
    """The first answers of both to each question that is still there."""
    from untuned.evaluation.preferring import Pair
    from untuned.evaluation.runs.plan import settled

    first = {(run.variant, run.question): run for run in settled(runs) if run.repeat == 0}
    both = [(question, *(first.get((hashes[name], id)) for name in names)) for id, question in asked.items()]
    return [Pair(question=question, a=a, b=b, names=names) for question, a, b in both if a is not None and b is not None]
