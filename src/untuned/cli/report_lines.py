"""The report on a measurement as lines for people: variants side by side, then what each difference is worth."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

from untuned.cli.output import EMPTY, Line, Part, Style, line
from untuned.evaluation.answerable import left_out_told
from untuned.evaluation.stats.counted import counted
from untuned.text.names import shortened
from untuned.types.measures import BROKEN, RIGHT_BUT, Interval, Outlook
from untuned.types.reports import Column, Contrast, Figure, LabelF1, Report

if TYPE_CHECKING:
    from untuned.evaluation.report.gate import Gate
    from untuned.project.comparing import Foreseen

SHOWN = (
    "correct",
    "confidently_wrong",
    "wrong_refusal",
    "right_refusal",
    "unsupported",
    "unsupported_claims",
    "judged_right",
    "judged_backed",
    "evidence_recall",
    "evidence_mrr",
    "citation_precision",
    "quote_validity",
    "exact_match",
    "token_f1",
    "format_first_pass",
    "label_accuracy",
    "coherence",
    "facts_lost",
    "voice",
    "latency",
    "first_token",
    "first_claim",
    "tokens",
)
"""The metrics of the table, in its order, before those of the project's own scorers; `--all` shows every one."""
_UNITS: Mapping[str, str] = MappingProxyType(
    {"latency": " (ms)", "first_token": " (ms)", "first_claim": " (ms)", "answered": " (share)", "cost": " (USD an answer)"}
)
"""After a metric's name; also where a row of totals has the same one."""
_JUDGED = ("judged_right", "judged_backed")
_SPENT = ("first_token", "tokens")
"""Shown where a model was asked."""
_SPLITS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {"dev": ("dev question", ""), "locked": ("locked question", ""), "all": ("question", ", dev and locked")}
)
_FEWEST = 30
"""Questions below which no verdict says that there is a difference, however large it is."""
_LEGEND = "means with 95 % intervals; 'of 90/100' where only 90 of 100 questions have a score, 'of 80' where only 80 questions ask for one"
_WIDTH = 32
_NAME = 20
_PER_BLOCK = 4
_VERDICTS: Mapping[Outlook, Style] = MappingProxyType(
    {"better": "good", "worse": "bad", "equivalent": "strong", "not enough evidence": "warning"}
)


def report_lines(report: Report, *, whole: bool = False) -> Iterator[Line]:
    """Notes, the table of figures with intervals and coverage, causes, and the contrasts with their verdicts."""
    yield _title(report)
    for note in report.notes:
        yield (Part("note: ", "warning"), Part(note))
    for at in range(0, len(report.columns), _PER_BLOCK):
        yield EMPTY
        yield from _table(report, report.columns[at : at + _PER_BLOCK], whole=whole)
    yield from _unlikely_best(report)
    yield from _causes(report.columns)
    for contrast in report.contrasts:
        # Those of other metrics are decided after Holm's correction over all of them: what is left is worth a look.
        if whole or contrast.metric in (report.headline, "macro_f1") or contrast.comparison.verdict in ("better", "worse"):
            yield EMPTY
            yield from _contrast(contrast)


def foreseen_lines(foreseen: Foreseen) -> Iterator[Line]:
    """What a measurement would take, and the smallest difference that it could show."""
    told = counted(foreseen.questions, "question")
    if foreseen.scored < foreseen.questions:
        told = f"{foreseen.scored:,} of the {told} ask for the metric, and"
    if foreseen.look:
        told += f", look {foreseen.look} at the locked ones, decided at {foreseen.alpha:.4g},"
    few = foreseen.detectable is None or (foreseen.scored or foreseen.questions) < _FEWEST
    if few or foreseen.detectable is None:
        yield line(f"{told} are too few to show any difference")
    else:
        shown = _points(foreseen.detectable)
        each = _in_each(foreseen.comparisons)
        alone = " and each question stands on its own" if foreseen.clusters is not None else ""
        yield line(f"{told} show a difference of {shown} or more four times in five{each}, if 5 in 100 get worse anyway{alone}")
    if foreseen.clusters is not None and not few:
        alike = foreseen.detectable_alike
        worst = "no difference for certain" if alike is None else f"one of {_points(alike)} or more"
        told = f"but they come in {foreseen.clusters:,} clusters (of one document, or one 'cluster'): they show {worst}"
        yield line(f"  {told} where the answers of a cluster fare alike, as is known once they are asked", "warning")
    if foreseen.left_out:
        yield line(f"  {left_out_told(foreseen.left_out)}", "warning")
    for told in foreseen.unasked:
        yield line(f"  {told}", "warning")
    for one in sorted(foreseen.forecast.estimates, key=lambda one: one.variant):
        cost = "cost not known" if one.cost is None else f"about {one.cost:.4f} USD" if one.cost else "no cost"
        tokens = f", {one.input_tokens:,} tokens in and {one.output_tokens:,} out" if one.requests else ""
        yield (
            Part(f"  {one.variant}: ", "strong"),
            Part(f"{counted(one.runs, 'answer')}, {counted(one.requests, 'request')}{tokens}, {cost}", "faint"),
        )
    if not foreseen.forecast.estimates:
        yield line("  every answer is there already; nothing is asked", "faint")
    if foreseen.judging is not None:
        one = foreseen.judging
        cost = "cost not known" if one.cost is None else f"about {one.cost:.4f} USD"
        yield (
            Part(f"  judged by {one.variant}: ", "strong"),
            Part(f"{counted(one.runs, 'answer')}, about {counted(one.requests, 'request')}, {cost}", "faint"),
        )


def _in_each(comparisons: int) -> str:
    return f" in each of {comparisons} comparisons" if comparisons > 1 else ""


def gate_lines(gates: Sequence[Gate]) -> Iterator[Line]:
    """Each gate, and whether it held."""
    if gates:
        yield EMPTY
    for one in gates:
        mark = Part("held    ", "good") if one.passed else Part("failed  ", "bad")
        yield (mark, Part(f"{one.variant}: {one.name}", "strong"), Part(f"  {one.sentence}"))


def _title(report: Report) -> Line:
    noun, of = _SPLITS[report.split]
    told = f"  {report.at:%Y-%m-%d %H:%M}, {counted(report.questions, noun)}{of}"
    asking = min((figure.total for column in report.columns if (figure := column.figure(report.headline))), default=report.questions)
    told += f", {asking:,} of them by {report.headline}" if asking < report.questions else ""
    effect = f"{report.minimum_effect * 100:g} % of {report.columns[0].name}'s {report.headline}" if report.relative else ""
    told += f"; differences under {effect or _points(report.minimum_effect)} do not matter"
    if report.detectable is not None and asking >= _FEWEST:
        told += f", those of {_points(report.detectable)} or more are seen four times in five{_in_each(len(report.columns) - 1)}"
        if report.detectable_alone is not None:
            told += (
                f", as far as answers of a cluster fare alike here (of {_points(report.detectable_alone)} were each question on its own)"
            )
        told += "" if report.detectable_alike is None else f" (of {_points(report.detectable_alike)} where answers of a cluster fare alike)"
    if report.looks:
        told += f"; look {report.looks} at the locked questions, so verdicts are decided at {report.alpha:.4g}"
    return (Part(f"measurement {report.measurement}", "strong"), Part(told, "faint"))


def _table(report: Report, columns: Sequence[Column], *, whole: bool) -> Iterator[Line]:
    rows = list(_rows(report, columns, whole=whole))
    heads = [shortened(column.name, longest=_WIDTH - 1) for column in columns]
    widths = [max(len(head), *(len(row.cells[at]) for row in rows)) + 2 for at, head in enumerate(heads)]
    first = max(_NAME, *(len(row.name) + 2 for row in rows))
    yield _cells(Part(" " * first), heads, widths, "strong")
    for row in rows:
        yield _cells(Part(row.name.ljust(first), row.style), row.cells, widths, "plain")
    yield line(_LEGEND, "faint")


@dataclass(frozen=True, kw_only=True, slots=True)
class _Row:
    """A row of the table: its name, and a cell for each variant."""

    name: str
    cells: Sequence[str]
    style: Style = "plain"


def _cells(name: Part, cells: Sequence[str], widths: Sequence[int], style: Style) -> Line:
    *first, last = zip(cells, widths, strict=True)
    return (name, *(Part(cell.ljust(width), style) for cell, width in first), Part(last[0], style))


def _rows(report: Report, columns: Sequence[Column], *, whole: bool) -> Iterator[_Row]:
    for name in ("answered", "abstained", "failed", "truncated"):
        numbers = [getattr(column, name) for column in columns]
        if any(numbers) or name == "answered":
            yield _Row(name=name, cells=[f"{number:,}" for number in numbers], style="faint")
    present = {figure.metric for column in columns for figure in column.figures}
    for name in dict.fromkeys((report.headline, *SHOWN, *report.own, *(sorted(present) if whole else ()))):
        found = [column.figure(name) for column in columns]
        if name in present and (whole or name not in _SPENT or any(figure is not None and figure.value for figure in found)):
            style: Style = "strong" if name == report.headline else "plain"
            mark = " (not calibrated)" if name in report.uncalibrated else ""
            yield _Row(
                name=f"{name}{_UNITS.get(name, '')}{mark}",
                cells=[_cell(figure, column.questions) for figure, column in zip(found, columns, strict=True)],
                style=style,
            )
    if any(column.flip_rate is not None for column in columns):
        yield _Row(name="flip_rate", cells=[_flip_cell(column) for column in columns])
    if any(column.macro_f1 is not None for column in columns):
        yield _Row(name="macro_f1", cells=[_label_cell(column.macro_f1) for column in columns])
    yield _Row(name="cost", cells=[_cost(column) for column in columns])
    if any(column.figure(name) is not None for column in columns for name in _JUDGED):
        told = ["not known" if column.judge_cost is None else f"{column.judge_cost:.4f} USD" for column in columns]
        yield _Row(name="cost of judging", cells=told)


def _flip_cell(column: Column) -> str:
    if column.flip_rate is None:
        return "-"
    return f"{column.flip_rate:.3f}" + (f" {_ends(column.flip_interval, 3)}" if column.flip_interval is not None else "")


def _label_cell(found: LabelF1 | None) -> str:
    if found is None:
        return "-"
    digits = _digits(found.value)
    return f"{found.value:.{digits}f}" + (f" {_ends(found.interval, digits)}" if found.interval is not None else "")


def _cell(figure: Figure | None, questions: int) -> str:
    """`0.712 [0.665, 0.755]`; with its coverage where something is missing, and its base where that is not every question."""
    if figure is None:
        return "-"
    if figure.value is None:
        return f"none of {max(figure.total, figure.asked)} scored"
    digits = _digits(figure.value)
    shown = f"{figure.value:.{digits}f}"
    if figure.interval is not None:
        shown += f" {_ends(figure.interval, digits)}"
    n, total = figure.n - figure.lost, max(figure.total, figure.asked)
    if n != total:
        return f"{shown} of {round(n, 1):g}/{total}"
    return f"{shown} of {total}" if total < questions else shown


def _digits(value: float) -> int:
    return 3 if abs(value) < 2 else 1 if abs(value) < 1_000 else 0


def _ends(interval: Interval, digits: int) -> str:
    return f"[{interval.low:.{digits}f}, {interval.high:.{digits}f}]"


def _cost(column: Column) -> str:
    return "not known" if column.cost is None else f"{column.cost:.4f} USD" if column.cost else "0"


def _unlikely_best(report: Report) -> Iterator[Line]:
    asked = [column for column in report.columns if column.may_be_best is not None]
    if asked:
        kept = ", ".join(column.name for column in asked if column.may_be_best)
        yield EMPTY
        yield (Part("cannot be told from the best: ", "strong"), Part(kept))


def _causes(columns: Sequence[Column]) -> Iterator[Line]:
    told = [column for column in columns if column.causes]
    if not told:
        return
    yield EMPTY
    yield line("why answers were not right", "strong")
    for column in told:
        yield (Part(f"  {column.name}: ", "strong"), Part(causes_told(column.causes)))


def causes_told(causes: Sequence[tuple[str, int]]) -> str:
    """Why answers were not right, then what is wrong with right ones, then what says nothing of an answer."""
    beside = {*RIGHT_BUT, BROKEN}
    wrong = ", ".join(f"{cause} {count:,}" for cause, count in causes if cause not in beside)
    blemished = ", ".join(f"{cause} {count:,}" for cause, count in causes if cause in RIGHT_BUT)
    broken = sum(count for cause, count in causes if cause == BROKEN)
    parts = (wrong, f"of the right ones: {blemished}" if blemished else "", f"{BROKEN}, whatever the answer: {broken:,}" if broken else "")
    return "; ".join(part for part in parts if part)


def _contrast(contrast: Contrast) -> Iterator[Line]:
    found = contrast.comparison
    mark = " (exploratory)" if contrast.exploratory else ""
    part = f" on {found.n:,} of {found.asked:,} questions" if found.n < found.asked else ""
    head = Part(f"{contrast.metric}{mark}: {contrast.b} against {contrast.a}: ", "strong")
    yield (head, Part(found.verdict, _VERDICTS[found.verdict]), Part(part, "warning"))
    if contrast.label:
        yield line(f"  {'they differ in ' if contrast.label[:1].isdigit() else ''}{contrast.label}", "faint")
    yield line(f"  {found.why}")
    yield line(f"  {_method(contrast)}", "faint")


def _method(contrast: Contrast) -> str:
    """How it was found, over how many questions, and the p that is left after the comparisons that share alpha with it."""
    found, adjusted = contrast.comparison, contrast.adjusted_p
    told = f"{found.method}; {found.n:,} of {found.asked:,} questions have both scores"
    return told if adjusted is None or adjusted == found.p else f"{told}; {_p(adjusted)} after Holm's correction"


def _p(value: float) -> str:
    return "p < .0001" if value < 0.0001 else "p = " + f"{value:.3g}".removeprefix("0")


def _points(share: float) -> str:
    return f"{round(share * 100, 1):g} points"
