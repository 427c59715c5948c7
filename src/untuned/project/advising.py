"""Advice on an open project: what is known of it is gathered, and what follows is kept."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

from untuned.errors import Refused
from untuned.project.climbing import ClimbPart
from untuned.project.training_rows import RowPart
from untuned.types.versions import AsOf

if TYPE_CHECKING:
    from untuned.evaluation.advice.attempts import Made
    from untuned.evaluation.advice.dossier import Attempts, Dossier, Retirement, RowsReport, Usage
    from untuned.evaluation.advice.freshness import Followed
    from untuned.store.advices import Advices
    from untuned.types.advice import Advice
    from untuned.types.advising import Range
    from untuned.types.ladder import Climb
    from untuned.types.measures import Measurement, Question, Run

_MOST_MEASUREMENTS = 500


class AdvicePart(ClimbPart, RowPart):
    """Whether to tune, and what to do instead; for the owner alone."""

    @property
    def advices(self) -> Advices:
        """What was advised before."""
        from untuned.store.advices import Advices

        self.check_owner("ask for advice")
        return Advices(self.database)

    def advise(self, *, climb: str = "", today: date | None = None) -> Advice:
        """Three answers with their evidence, what follows from them, and what would turn it over; kept under an id of its own.

        Args:
            climb: The climb that it rests on, such as `c3`; without it the latest one by a metric of how many answers are right.
            today: The day on which it is asked; that of now in UTC without one.

        Raises:
            UnknownClimb: There is no such climb.
            Refused: The climb is by what it takes to answer, such as the cost, or by how often an answer is wrong.
            WrongSetting: The file of training rows cannot be read.
            TypeError: The day is none, such as a string.
        """
        self.check_measuring("ask for advice")
        from untuned.evaluation.advice.advise import advise

        now = datetime.now(UTC)
        day = now.date() if today is None else AsOf(day=today).day
        return self.advices.keep(advise(self.dossier(climb=climb, today=day), now=now))

    def dossier(self, *, climb: str = "", today: date) -> Dossier:
        """What is known of the project on a day: everything that advice is made from. Raises as `advise`."""
        from untuned.evaluation.advice.dossier import Dossier
        from untuned.evaluation.advice.freshness import freshness, history

        found = self._climb_of_quality(climb) if climb else self._latest_climb()
        standing = self._standing_choices(found)
        reads = standing.get("context") != "none" and not standing.get("task") if standing else None
        asked = [one for one in self.questions.listing() if one.confirmed and one.scorable]
        told = self.settings.advice
        base = told.base or self.settings.model.name
        followed = self._followed(asked, today)
        return Dossier(
            today=today,
            questions=sum(one.split == "dev" for one in asked),
            locked=sum(one.split == "locked" for one in asked),
            settings=told,
            climb=found,
            attempts=self._attempts(found, reads),
            freshness=freshness(followed, cycle_days=told.retrain_days, today=today),
            history=history(followed, cycle_days=told.retrain_days, today=today),
            rows=self._rows_report(asked, today) if told.rows else None,
            retirement=self._retirement(base),
            usage=self._usage(found, base),
            base=base,
            model=self.settings.model.name,
            standing_reads=reads,
            complete=bool(standing.get("task")),
        )

    def _latest_climb(self) -> Climb | None:
        qualities = self._qualities()
        return next((one for one in self.climbs.listing() if one.split == "dev" and one.standing and one.headline in qualities), None)

    def _climb_of_quality(self, id: str) -> Climb:
        found = self.climbs.get(id)
        if found.headline in self._qualities():
            return found
        remedy = "name a climb by a metric such as 'correct', or none for the latest of these"
        raise Refused(f"climb '{id}' is by '{found.headline}', which does not say how many answers are right", remedy=remedy)

    def _qualities(self) -> frozenset[str]:
        """The metrics of which more is better, as a share of all there could be: what advice weighs."""
        from untuned.evaluation.report.pairs import is_share

        return frozenset(one.name for one in self.metrics() if one.higher_is_better and is_share(one))

    # -- what was tried ----------------------------------------------------------------------------

    def _standing_choices(self, climb: Climb | None) -> Mapping[str, Any]:
        """What the variant that stands chooses; nothing where that is not known."""
        made = self._made([self.runs.get(id) for id in climb.measurements]) if climb is not None else []
        by_name = {name: one.choices for name, one in made}
        return by_name.get(climb.standing, {}) if climb is not None else {}

    def _made(self, measurements: Sequence[Measurement]) -> list[tuple[str, Made]]:
        """(name, what was kept) of the variants of measurements that untuned asked itself."""
        from untuned.evaluation.advice.attempts import Made

        named = {hashed: name for one in measurements for name, hashed in one.variants}
        bodies = self.runs.variants(named)
        known = ((name, bodies[hashed]) for hashed, name in named.items() if bodies.get(hashed, {}).get("choices"))
        return [
            (
                name,
                Made(
                    choices={key: json.loads(value) for key, value in body["choices"].items()},
                    prompts=body.get("prompts", {}),
                    shown=body.get("shown", ""),
                ),
            )
            for name, body in known
        ]

    def _attempts(self, climb: Climb | None, reads: bool | None) -> Attempts:
        from untuned.evaluation.advice.attempts import attempts
        from untuned.evaluation.advice.dossier import ANECDOTE

        recent = self.runs.recent(limit=_MOST_MEASUREMENTS) if climb is not None else []
        measured = self._made([one for one in recent if len(one.questions) >= ANECDOTE])
        return attempts([one for _, one in measured], model=self.settings.model.name, reads=reads)

    def _usage(self, climb: Climb | None, base: str) -> Usage:
        """What one call of the standing variant took, and what tokens cost by the list."""
        from untuned.evaluation.advice.dossier import Usage
        from untuned.evaluation.advice.prices import Prices, prices_of

        runs = self._standing_runs(climb) if climb is not None else []
        asked = [one for one in runs if one.requests and one.status != "error"]
        own = base.partition(":")[0] == self.settings.model.name.partition(":")[0]
        found: Prices = prices_of(base, base_url=self.settings.model.base_url if own else "")
        return Usage(
            input_tokens=_around([one.input_tokens for one in asked]),
            output_tokens=_around([one.output_tokens for one in asked]),
            input_price=found.input_price,
            output_price=found.output_price,
            tuned_price=found.tuned,
        )

    def _standing_runs(self, climb: Climb) -> list[Run]:
        for id in climb.measurements:
            hashed = dict(self.runs.get(id).variants).get(climb.standing)
            if hashed is not None:
                return [one for one in self.runs.of(id, texts=False) if one.variant == hashed]
        return []

    def _retirement(self, base: str) -> Retirement:
        from untuned.evaluation.advice.retirement import retirement_of

        model = self.settings.model
        elsewhere = bool(model.base_url) and base.partition(":")[0] == model.name.partition(":")[0]
        return retirement_of(base, retires=self.settings.advice.retires, elsewhere=elsewhere)

    # -- what changed ------------------------------------------------------------------------------

    def _followed(self, asked: Sequence[Question], today: date) -> list[Followed]:
        """What questions rest on, followed through the versions of its documents."""
        from untuned.evaluation.advice.freshness import follow
        from untuned.evaluation.questions.archive import Archive
        from untuned.store.histories import Histories

        evidence = [passage for one in asked for passage in one.evidence]
        archive = Archive(self.documents, principal=self.principal)
        return follow(evidence, archive=archive, lives=Histories(self.database).lives, today=today)

    def _rows_report(self, asked: Sequence[Question], today: date) -> RowsReport:
        from untuned.evaluation.advice.rows import quality
        from untuned.lineage import stale

        held = self.training_rows()
        report = quality(held, asked=[one.text for one in asked])
        if not report.declaring:
            return report
        archive = self._searching()
        self.declare_rows(held, archive)
        found = stale(self.resting_rows(held, archive).values(), archive=archive, today=today)
        return replace(report, stale=len(found.stale))


def _around(tokens: Sequence[int]) -> Range | None:
    """The mean of what calls took, give or take two standard errors; None where there were none."""
    if not tokens:
        return None
    mean = sum(tokens) / len(tokens)
    spread = sum((one - mean) ** 2 for one in tokens) / max(len(tokens) - 1, 1)
    half = 2 * (spread / len(tokens)) ** 0.5
    return max(mean - half, 0.0), mean + half
