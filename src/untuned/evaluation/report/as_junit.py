"""Gates as JUnit XML, which every CI shows."""

from __future__ import annotations

from collections.abc import Sequence
from xml.sax.saxutils import escape, quoteattr

from untuned.evaluation.report.gate import Gate
from untuned.evaluation.stats.counted import counted
from untuned.types.reports import Column, Report


def as_junit(report: Report, gates: Sequence[Gate]) -> str:
    """A test suite with a case for each gate; without gates, one for each variant, which fails where all of its runs failed."""
    cases = [_case(one.variant, one.name, failure="" if one.passed else one.sentence, told=one.sentence) for one in gates]
    if not gates:
        cases = [
            _case(
                column.name,
                "answered",
                failure=_failure(column),
                told=_told(report, column.name),
            )
            for column in report.columns
        ]
    failures = sum("<failure" in case for case in cases)
    head = f'<testsuite name={quoteattr(f"untuned {report.measurement}")} tests="{len(cases)}" failures="{failures}" errors="0">'
    return "\n".join(['<?xml version="1.0" encoding="UTF-8"?>', head, *cases, "</testsuite>", ""])


def _case(variant: str, name: str, *, failure: str, told: str) -> str:
    begun = f"  <testcase classname={quoteattr(_shown(variant))} name={quoteattr(_shown(name))}>"
    if failure:
        return f"{begun}<failure message={quoteattr(_shown(failure))}></failure></testcase>"
    return f"{begun}<system-out>{escape(_shown(told))}</system-out></testcase>"


def _failure(column: Column) -> str:
    """Of runs, not of questions: with repeats there are more of them."""
    if not column.questions:
        return "no question was asked"
    return "" if column.answered + column.abstained + column.truncated else "every run failed"


def _told(report: Report, name: str) -> str:
    column = report.column(name)
    figure = None if column is None else column.figure(report.headline)
    return "" if figure is None or figure.value is None else f"{report.headline} {figure.value:.3f} over {counted(figure.n, 'question')}"


def _shown(text: str) -> str:
    """Without the characters that XML 1.0 cannot hold."""
    return "".join(
        character
        for character in text
        if character in "\t\n\r" or " " <= character < "\ud800" or "\ue000" <= character < "\ufffe" or character >= "\U00010000"
    )
