"""Why answers of a measurement failed, in a line for each variant."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

from untuned.cli.output import Line, Part

if TYPE_CHECKING:
    from untuned.project import Project
    from untuned.types.reports import Column, Report

_LOOKED_AT = 200
"""Questions whose errors are read: what is wrong with an endpoint is wrong with most of them."""


def failed_lines(project: Project, report: Report) -> Iterator[Line]:
    """For each variant with failed answers how many there are, and the error that most of them ended with."""
    failing = [column for column in report.columns if column.failed]
    if not failing:
        return
    failed = {run.question for run in project.runs.of(report.measurement, texts=False) if run.status == "error"}
    runs = project.runs.of(report.measurement, questions=sorted(failed)[:_LOOKED_AT])
    for column in failing:
        errors = Counter(run.error for run in runs if run.variant == column.hash and run.error)
        reason = next((error for error, _ in errors.most_common(1)), "its error was purged")
        yield (Part("warning ", "warning"), Part(f"{column.name}: {_told(column)} failed: {reason}"))


def _told(column: Column) -> str:
    every = column.answered + column.abstained + column.failed + column.truncated
    return f"all {every:,} answers" if column.failed == every else f"{column.failed:,} of {every:,} answers"
