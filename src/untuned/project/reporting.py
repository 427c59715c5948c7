"""What an open project's measurements say: reports, and gates for builds."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from untuned.errors import Refused, UnknownMeasurement, UnreadableQuestions
from untuned.project.given import Names, a_record, each_name
from untuned.project.measures import Measures
from untuned.types.reports import Report

if TYPE_CHECKING:
    from untuned.evaluation.report.baseline import Before
    from untuned.evaluation.report.gate import Gate
    from untuned.evaluation.report.material import Plan
    from untuned.evaluation.report.table import Asked as Table
    from untuned.types.measures import Question


class Reporting(Measures):
    """Reports from what is stored: no answer is asked anew."""

    def latest_measurement(self) -> str:
        """The id of the measurement that began last. Raises `UnknownMeasurement`; `MissingExtra` where nothing can be measured either."""
        recent = self.runs.recent(limit=1)
        if not recent:
            self.check_measuring()
            raise UnknownMeasurement("")
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
        tables, _ = self._tables(id)
        return {name: {metric: table.values(metric) for metric in sorted(table.metrics)} for name, table in tables.items()}

    def kept_scores(self, id: str) -> dict[str, Any]:
        """What `--out` keeps for a later `--no-worse-than`: every score, with the versions of metrics and what the questions were."""
        from untuned.evaluation.report.baseline import written

        return written(self._before_of(id))

    def gates_under(self, report: Report, thresholds: Names) -> list[Gate]:
        """Each threshold, as `correct=0.8`, held against each variant. Raises `Refused`, and `TypeError` for what is no report."""
        from untuned.evaluation.report.gate import fail_under, threshold

        _check_report(report)
        thresholds = each_name(thresholds)
        if not thresholds:
            return []
        tables, _ = self._tables(report.measurement)
        known = {one.name: one for one in self.metrics()}
        return fail_under(report, [threshold(one) for one in thresholds], metrics=known, tables=tables)

    def gates_no_worse(self, report: Report, baseline: str, *, margin: float | None = None) -> list[Gate]:
        """Each variant held against the same one (or the only one) of another measurement, or of a file that `--out` wrote.

        Raises:
            UnknownMeasurement: There is no such measurement, and no such file.
            UnreadableQuestions: The file is no report.
            UnknownMetric: The metric cannot fall by the margin.
            TypeError: The report is none, such as a measurement's id.
        """
        from untuned.evaluation.report.baseline import Baseline
        from untuned.evaluation.report.gate import Side, Terms, check_margin, gate_metric, no_worse

        _check_report(report)
        before = self._baseline(baseline)
        metric = gate_metric(report.headline, {one.name: one for one in self.metrics()})
        if margin is not None:
            check_margin(margin, metric)
        tables, questions = self._tables(report.measurement)
        sides: list[Side] = []
        for name, table in tables.items():
            other = _counterpart(name, before, baseline)
            kept = before.variants[other]
            against = Baseline(
                name=f"{baseline} ({other})",
                scores=kept.scores.get(metric.name, {}),
                lost=kept.lost.get(metric.name, {}),
                version=kept.versions.get(metric.name),
                marks=before.marks,
                minimum_effect=report.minimum_effect,
            )
            sides.append(Side(variant=name, asked=table, baseline=against))
        terms = Terms(questions=questions, margin=margin, alpha=report.alpha, seed=self.settings.evaluation.seed, finished=report.finished)
        return no_worse(sides, metric=metric, terms=terms)

    def check_gates(
        self,
        variants: Names,
        *,
        headline: str,
        thresholds: Names = (),
        baseline: str | None = None,
        margin: float | None = None,
    ) -> None:
        """Raises what the gates of a report on these variants would, so that a slip is told before anything is asked."""
        self.check_measuring()
        from untuned.evaluation.report.gate import check_margin, gate_metric, held_to, known_metric, threshold

        metrics = {one.name: one for one in self.metrics()}
        known_metric(headline, metrics)
        for written in each_name(thresholds):
            held_to(threshold(written), metrics)
        if baseline is not None:
            metric = gate_metric(headline, metrics)
            if margin is not None:
                check_margin(margin, metric)
            before = self._baseline(baseline)
            for name in each_name(variants):
                _counterpart(name, before, baseline)

    def _baseline(self, name: str) -> Before:
        from untuned.evaluation.report.baseline import read

        file = Path(name)
        if not file.is_file():
            return self._before_of(name)
        try:
            return read(file.read_text(encoding="utf-8"))
        except (OSError, ValueError) as error:
            raise UnreadableQuestions(name, reason=f"it is no report: {error}", remedy="write one with '--out FILE'") from error

    def _before_of(self, id: str) -> Before:
        from untuned.evaluation.report.baseline import Before, Kept, mark_of

        tables, questions = self._tables(id)
        asked = self.runs.get(id).questions
        variants: dict[str, Kept] = {}
        for name, table in tables.items():
            metrics = sorted(table.metrics)
            variants[name] = Kept(
                scores={metric: table.values(metric) for metric in metrics},
                lost={metric: lost for metric in metrics if (lost := table.lost(metric))},
                versions={metric: table.known[metric].version for metric in metrics if metric in table.known},
            )
        return Before(variants=variants, marks={one: mark_of(questions[one]) for one in asked if one in questions})

    def _tables(self, id: str) -> tuple[dict[str, Table], Mapping[str, Question]]:
        """Each variant's scores, as the report has them, and the questions with the groups that are not independent."""
        from untuned.evaluation.measure import material_of
        from untuned.evaluation.report.table import by_variant

        bench = self.bench()
        material = material_of(id, bench=bench)
        found = by_variant(material, {one.name: one for one in bench.metrics})
        return {name: found[hashed] for name, hashed in material.measurement.variants}, bench.questions

    def report_plan(self, headline: str) -> Plan:
        """What a report is asked. Raises `UnknownMetric` for one that there is not."""
        from untuned.evaluation.report.gate import known_metric
        from untuned.evaluation.report.material import Plan

        known_metric(headline, {one.name: one for one in self.metrics()})
        asked = self.settings.evaluation
        return Plan(headline=headline, minimum_effect=asked.minimum_effect, seed=asked.seed)


def _check_report(given: object) -> None:
    a_record(given, Report, remedy="project.report('m1') reads the one of a measurement by its id")


def _counterpart(name: str, before: Before, baseline: str) -> str:
    """The variant of a baseline that one is held against: its own name, or the only one there is. Raises `Refused`."""
    if name in before.variants:
        return name
    if len(before.variants) != 1:
        raise Refused(f"'{baseline}' has no variant '{name}'", remedy=f"it has {', '.join(before.variants)}; measure one of these")
    return next(iter(before.variants))
