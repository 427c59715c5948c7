"""What an open project's measurements say: reports, and gates for builds."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, cast

from untuned.errors import Refused, UnknownMeasurement, UnreadableQuestions
from untuned.project.measures import Measures

if TYPE_CHECKING:
    from untuned.evaluation.report.gate import Gate, Scores
    from untuned.evaluation.report.material import Plan
    from untuned.evaluation.report.table import Asked as Table
    from untuned.types.reports import Report


class Reporting(Measures):
    """Reports from what is stored: no answer is asked anew."""

    def latest_measurement(self) -> str:
        """The id of the measurement that began last. Raises `UnknownMeasurement`."""
        recent = self.runs.recent(limit=1)
        if not recent:
            raise UnknownMeasurement("the latest")
        return recent[0].id

    def report(self, id: str, *, headline: str = "correct", again: bool = False) -> Report:
        """The report on a measurement, from what is stored; with `again` its runs are scored anew. Raises `UnknownMeasurement`."""
        from untuned.evaluation.measure import reported, score

        bench = self.bench()
        self.runs.get(id)
        if again:
            score(id, bench=bench, again=True)
        return reported(id, bench=bench, asked=self.report_plan(headline))

    def scores_by_question(self, id: str) -> dict[str, dict[str, dict[str, float | None]]]:
        """Every score of a measurement: by variant, metric and question; None where a scorer failed."""
        tables = self._tables(id)
        return {name: {metric: table.values(metric) for metric in sorted(table.metrics)} for name, table in tables.items()}

    def gates_under(self, report: Report, thresholds: Sequence[str]) -> list[Gate]:
        """Each threshold, as `correct=0.8`, held against each variant. Raises `Refused`."""
        from untuned.evaluation.report.gate import fail_under, threshold

        return fail_under(report, [threshold(one) for one in thresholds], metrics={one.name: one for one in self.metrics()})

    def gates_no_worse(self, report: Report, baseline: str, *, margin: float | None = None) -> list[Gate]:
        """Each variant held against the same one (or the only one) of another measurement, or of a file that `--out` wrote.

        Raises:
            UnknownMeasurement: There is no such measurement, and no such file.
            UnreadableQuestions: The file is no report.
        """
        from untuned.evaluation.report.gate import Baseline, gate_metric, no_worse

        before = self._baseline(baseline)
        questions = {one.id: one for one in self.questions.listing()}
        metric = gate_metric(report.headline, {one.name: one for one in self.metrics()})
        gates: list[Gate] = []
        for name, table in self._tables(report.measurement).items():
            other = _counterpart(name, before, baseline)
            scores = before[other].get(report.headline, {})
            against = Baseline(name=f"{baseline} ({other})", scores=scores, minimum_effect=report.minimum_effect)
            gates.append(no_worse(table, against, variant=name, metric=metric, questions=questions, margin=margin))
        return gates

    def check_gates(self, variants: Sequence[str], *, headline: str, thresholds: Sequence[str] = (), baseline: str | None = None) -> None:
        """Raises what the gates of a report on these variants would, so that a slip is told before anything is asked."""
        from untuned.evaluation.report.gate import gate_metric, known_metric, threshold

        metrics = {one.name: one for one in self.metrics()}
        known_metric(headline, metrics)
        for written in thresholds:
            gate_metric(threshold(written).metric, metrics)
        if baseline is not None:
            gate_metric(headline, metrics)
            before = self._baseline(baseline)
            for name in variants:
                _counterpart(name, before, baseline)

    def _baseline(self, name: str) -> Mapping[str, Mapping[str, Scores]]:
        file = Path(name)
        if not file.is_file():
            return self.scores_by_question(name)
        try:
            found = json.loads(file.read_text(encoding="utf-8"))["scores"]
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise UnreadableQuestions(name, reason=f"it is no report: {error}", remedy="write one with '--out FILE'") from error
        if not _are_scores(found):
            raise UnreadableQuestions(name, reason="its scores are no numbers by variant, metric and question", remedy="write it again")
        return cast("Mapping[str, Mapping[str, Scores]]", found)

    def _tables(self, id: str) -> dict[str, Table]:
        from untuned.evaluation.report.table import by_variant
        from untuned.evaluation.runs.plan import settled

        measurement = self.runs.get(id)
        hashes = [hashed for _, hashed in measurement.variants]
        runs = settled(self.runs.of(id, texts=False))
        found = by_variant(runs, self.runs.scores(id, details=()), hashes=hashes, order=measurement.questions)
        return {name: found[hashed] for name, hashed in measurement.variants}

    def report_plan(self, headline: str) -> Plan:
        """What a report is asked. Raises `Refused` for a metric that there is not."""
        from untuned.evaluation.report.gate import known_metric
        from untuned.evaluation.report.material import Plan

        known_metric(headline, {one.name: one for one in self.metrics()})
        asked = self.settings.evaluation
        return Plan(headline=headline, minimum_effect=asked.minimum_effect, seed=asked.seed)


def _counterpart(name: str, before: Mapping[str, Mapping[str, Scores]], baseline: str) -> str:
    """The variant of a baseline that one is held against: its own name, or the only one there is. Raises `Refused`."""
    if name in before:
        return name
    if len(before) != 1:
        raise Refused(f"'{baseline}' has no variant '{name}'", remedy=f"it has {', '.join(before)}; measure one of these")
    return next(iter(before))


def _are_scores(found: object) -> bool:
    """Whether it is {variant: {metric: {question: number or null}}}."""
    tables = _values(found, depth=3)
    return tables is not None and all(value is None or isinstance(value, int | float) for value in tables)


def _values(found: object, *, depth: int) -> list[object] | None:
    """What stands so many tables deep; None where something above is no table."""
    if depth == 0:
        return [found]
    if not isinstance(found, dict):
        return None
    inner = [_values(one, depth=depth - 1) for one in cast("dict[str, object]", found).values()]
    return None if None in inner else [value for one in inner if one is not None for value in one]
