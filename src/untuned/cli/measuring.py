"""The commands that measure: `eval`, `compare`, `report` and `parity`."""

from __future__ import annotations

import signal
import sys
from collections.abc import Callable, Generator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from untuned.cli.command import Call, Missing, command
from untuned.cli.failed_lines import failed_lines
from untuned.cli.heartbeat import Heartbeat
from untuned.cli.output import EMPTY, Line, Part, line, terminal
from untuned.cli.own_files import keep_own
from untuned.cli.pages import PageOptions, check_page, show_other, write_page
from untuned.evaluation.stats.counted import counted

if TYPE_CHECKING:
    from untuned.evaluation.measure import Outcome
    from untuned.evaluation.report.gate import Gate
    from untuned.evaluation.runs.progress import Progress
    from untuned.evaluation.runs.runner import Halt
    from untuned.project import Project
    from untuned.types.reports import Report

GATE_FAILED = 5
"""The exit code when a gate did not hold."""
NOT_FINISHED = 1
"""The exit code when answers are missing, or a variant has none."""
_OTHERS = ("c", "a")
"""What ids of climbs and of advice begin with."""

Names = Annotated[list[str], typer.Argument(metavar="VARIANT", help="Names of variants; see 'untuned variants'.")]


@dataclass(frozen=True, kw_only=True)
class ReportOptions(PageOptions):
    """How a report is shown, kept and held against gates."""

    metric: Annotated[str, typer.Option("--metric", help="What verdicts are decided by first.")] = "correct"
    whole: Annotated[bool, typer.Option("--all", help="Show every metric and every contrast.")] = False
    fail_under: Annotated[
        list[str] | None, typer.Option("--fail-under", metavar="METRIC=VALUE", help="Exit 5 when a variant's figure is worse than this.")
    ] = None
    no_worse_than: Annotated[
        str | None,
        typer.Option("--no-worse-than", metavar="RUN", help="Exit 5 when a variant is worse than in this measurement (m12) or file."),
    ] = None
    margin: Annotated[
        float | None, typer.Option("--margin", min=0.0001, help="With --no-worse-than: a fall of this size must be ruled out.")
    ] = None
    csv: Annotated[Path | None, typer.Option("--csv", metavar="FILE", help="Also write the figures as CSV.")] = None
    junit: Annotated[Path | None, typer.Option("--junit", metavar="FILE", help="Also write the gates as JUnit XML.")] = None
    out: Annotated[
        Path | None, typer.Option("--out", metavar="FILE", help="Also write all as JSON: what a later --no-worse-than reads.")
    ] = None


@dataclass(frozen=True, kw_only=True)
class MeasureOptions(ReportOptions):
    """What is asked, and what it may take."""

    split: Annotated[
        Literal["dev", "locked", "all"], typer.Option("--split", help="Which questions; each look at locked ones is counted and paid for.")
    ] = "dev"
    limit: Annotated[int | None, typer.Option("--limit", "-n", min=1, help="At most so many questions, drawn by the seed.")] = None
    repeats: Annotated[int, typer.Option("--repeats", min=1, max=100, help="Ask each question so often, anew: shows what flips.")] = 1
    max_cost: Annotated[float | None, typer.Option("--max-cost", min=0, help="US dollars; stops cleanly before it is passed.")] = None
    concurrency: Annotated[int | None, typer.Option("--concurrency", min=1, max=1000, help="Questions at a time, for each endpoint.")] = (
        None
    )
    live: Annotated[bool, typer.Option("--live", help="Stream answers, so that the time of the first token is known.")] = False
    resume: Annotated[str, typer.Option("--resume", metavar="RUN", help="Go on with a measurement that was stopped, such as m12.")] = ""
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what it would take and could show, and ask nothing.")] = False


def add_to(app: typer.Typer) -> None:
    """Registers the commands of this group."""
    command(app, "eval", options=MeasureOptions)(evaluate)
    command(app, "compare", options=MeasureOptions)(compare)
    command(app, "report", options=ReportOptions)(report)
    command(app, "parity")(parity)


def evaluate(
    call: Call,
    variant: Annotated[str, typer.Argument(metavar="VARIANT", help="A variant; see 'untuned variants'.")],
    options: MeasureOptions,
) -> int:
    """Ask a variant your questions and report how it does, with intervals and the cause of each failure.

    What was asked before is not asked again. Exit code 0, 1 when it was stopped early or every answer failed, 5 when a gate did not
    hold.
    """
    return _measured(call, [variant], options)


def compare(call: Call, variants: Names, options: MeasureOptions) -> int:
    """Ask variants the same questions and say which is better: better, worse, equivalent, or not enough evidence.

    The others are held against the first. Exit code 0, 1 when it was stopped early or every answer of a variant failed, 5 when a gate
    did not hold.
    """
    if len(set(variants)) < 2:
        raise Missing("name two variants or more; 'untuned eval' measures one", param_hint="VARIANT")
    return _measured(call, list(dict.fromkeys(variants)), options)


def report(
    call: Call,
    run: Annotated[
        str | None,
        typer.Argument(metavar="ID", help="A measurement (m12), climb (c3) or advice (a2); without one, what was measured last."),
    ] = None,
    *,
    again: Annotated[bool, typer.Option("--again", help="Score every answer anew first; nothing is asked.")] = False,
    options: ReportOptions,
) -> int:
    """Show the report on a measurement, a climb or advice again, from what is stored, and as a page (--html, --open); nothing is asked.

    Answers whose scores are missing, of older metrics, or by a reference that was corrected since are scored anew. A measurement's
    intervals and verdicts are reckoned from its scores each time, with the packages of 'measure'; a climb or advice is shown as it was
    kept.
    """
    with call.open() as project:
        id = run or project.latest_report()
        if id.startswith(_OTHERS):
            _check_other(id, options, again=again)
            check_page(options)
            show_other(call, project, id, whole=options.whole)
            if options.wanted:
                write_page(call, project, id, options, headline=options.metric)
            return 0
        _check(project, [name for name, _ in project.runs.get(id).variants], options)
        return _shown(call, project, project.report(id, headline=options.metric, again=again), options)


def parity(
    call: Call,
    a: Annotated[str, typer.Argument(metavar="A", help="A variant that asks a model.")],
    b: Annotated[str, typer.Argument(metavar="B", help="Another one, such as the same model by another endpoint.")],
    limit: Annotated[int, typer.Option("--limit", "-n", min=1, max=1000, help="Questions that both are asked.")] = 5,
    samples: Annotated[int, typer.Option("--samples", min=1, max=100, help="How often each is asked, to tell noise from difference.")] = 3,
) -> int:
    """Show whether two variants send the same to their models, and say the same.

    For one model by two endpoints, or one configuration by two interfaces. Exit code 1 when what is sent differs.
    """
    with call.open() as project:
        found = project.parity(a, b, limit=limit, samples=samples)
    call.show(found, [line(told) for told in found.lines])
    return found.exit_code


def _measured(call: Call, names: Sequence[str], options: MeasureOptions) -> int:
    from untuned.cli.report_lines import foreseen_lines
    from untuned.evaluation.runs.runner import Halt
    from untuned.project.comparing import Order

    order = Order(
        variants=tuple(names),
        split=options.split,
        limit=options.limit,
        repeats=options.repeats,
        max_cost=options.max_cost,
        concurrency=options.concurrency,
        live=options.live,
        resume=options.resume,
        headline=options.metric,
    )
    with call.open() as project:
        _check(project, names, options)
        if options.dry_run:
            foreseen = project.foresee(order)
            call.show(foreseen, foreseen_lines(foreseen))
            return 0
        if not call.json:
            call.output.tell([*foreseen_lines(project.foresee(order)), EMPTY])
        halt = Halt()
        with progress_bar(call) as progress, stopping(call, halt):
            outcome = project.measure(order, progress=progress, halt=halt)
        status = _shown(call, project, outcome.report, options)
        call.output.warn(failed_lines(project, outcome.report))
        if outcome.missing:
            call.output.warn(_unfinished(outcome))
        nothing = any(column.failed and not column.answered + column.abstained + column.truncated for column in outcome.report.columns)
        return status or (NOT_FINISHED if outcome.missing or nothing else 0)


def _check(project: Project, names: Sequence[str], options: ReportOptions) -> None:
    """Raises what would keep the report from being shown, kept or held against its gates: before anything is asked and paid."""
    if options.margin is not None and options.no_worse_than is None:
        raise typer.BadParameter("a margin goes with --no-worse-than", param_hint="--margin")
    check_page(options)
    for place in (options.csv, options.junit, options.out):
        if place is not None and (place.is_dir() or not place.absolute().parent.is_dir()):
            raise typer.BadParameter(f"{place} is no place for a file: name a file in a folder that is there")
    project.check_gates(
        names,
        headline=options.metric,
        thresholds=options.fail_under or (),
        baseline=options.no_worse_than,
        margin=options.margin,
    )


def _check_other(id: str, options: ReportOptions, *, again: bool) -> None:
    """Raises where more is asked of a climb or of advice than they have: a gate that nothing is held to would pass unseen."""
    asked = {
        "--fail-under": options.fail_under,
        "--no-worse-than": options.no_worse_than,
        "--margin": options.margin,
        "--csv": options.csv,
        "--junit": options.junit,
        "--out": options.out,
        "--again": again or None,
    }
    given = next((name for name, value in asked.items() if value is not None and value != []), "")
    if given:
        what = "a climb" if id.startswith("c") else "advice"
        raise typer.BadParameter(f"'{id}' is {what}; name a measurement, such as m12 ('untuned runs list' has them)", param_hint=given)


def _shown(call: Call, project: Project, made: Report, options: ReportOptions) -> int:
    """The report and its gates, shown and kept; the exit code."""
    from untuned.cli.records import json_text, record_json
    from untuned.cli.report_lines import gate_lines, report_lines

    gates = _gates(project, made, options)
    record = {"report": made, "gates": gates}
    call.show(record, [*report_lines(made, whole=options.whole), *gate_lines(gates)])
    for place, text in _files(made, gates, options):
        place.write_text(text, encoding="utf-8", newline="\n")
    if options.out is not None:
        kept = record_json({**record, **project.kept_scores(made.measurement)})
        options.out.write_text(json_text(kept) + "\n", encoding="utf-8", newline="\n")
    keep_own(call, project, options.csv)
    if options.wanted:
        write_page(call, project, made.measurement, options, headline=options.metric)
    return 0 if all(gate.passed for gate in gates) else GATE_FAILED


def _gates(project: Project, made: Report, options: ReportOptions) -> list[Gate]:
    gates = project.gates_under(made, options.fail_under or ())
    if options.no_worse_than is not None:
        gates += project.gates_no_worse(made, options.no_worse_than, margin=options.margin)
    return gates


def _files(made: Report, gates: Sequence[Gate], options: ReportOptions) -> Generator[tuple[Path, str]]:
    from untuned.evaluation.report.as_csv import as_csv
    from untuned.evaluation.report.as_junit import as_junit

    if options.csv is not None:
        yield options.csv, as_csv(made)
    if options.junit is not None:
        yield options.junit, as_junit(made, gates)


def _unfinished(outcome: Outcome) -> list[Line]:
    names = " ".join(name for name, _ in outcome.measurement.variants)
    command = "compare" if len(outcome.measurement.variants) > 1 else "eval"
    stopped = outcome.ended.end == "stopped" or (outcome.judged is not None and outcome.judged.stopped)
    why = "it was stopped" if stopped else "the limit of cost was reached"
    missing, repeats = outcome.ended.not_asked, outcome.measurement.repeats
    again = f" --repeats {repeats}" if repeats > 1 else ""
    what = counted(missing, "answer") if missing else f"a judge's word on {counted(outcome.missing, 'answer')}"
    return [
        (Part("warning ", "warning"), Part(f"{what} {'is' if not missing else 'are'} missing: {why}")),
        line(f"  go on with: untuned {command} {names}{again} --resume {outcome.measurement.id}"),
    ]


@contextmanager
def stopping(call: Call, halt: Halt) -> Generator[None]:
    """The first Ctrl-C finishes what is under way and records it; the second one stops at once."""

    def asked(_number: int, _frame: FrameType | None) -> None:
        if halt.requested:
            raise KeyboardInterrupt
        halt.request()
        call.output.warn([line("stopping: what was asked is still recorded; Ctrl-C again stops at once")])

    try:
        before = signal.signal(signal.SIGINT, asked)
    except ValueError:  # not in the main thread: whoever runs this there stops it in another way
        yield
        return
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


@contextmanager
def progress_bar(call: Call) -> Generator[Callable[[Progress], None]]:
    """A bar with rate, spend and time left on a terminal; a line now and then elsewhere."""
    if not call.sees_terminal():
        heartbeat = Heartbeat(call)
        yield lambda progress: heartbeat.tell(lambda: _counted(progress))
        return
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn
    from rich.progress import Progress as Bar

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TextColumn("{task.fields[told]}"))
    with Bar(*columns, console=terminal(sys.stderr, no_color=call.no_color), transient=True) as bar:
        task = bar.add_task("asking", total=None, told="")

        def show(progress: Progress) -> None:
            bar.update(task, description=progress.stage, completed=progress.done, total=progress.total, told=_told(progress))

        yield show


def _counted(progress: Progress) -> str:
    return "  ".join(part for part in (f"{progress.stage}: {progress.done:,} of {progress.total:,}", _told(progress)) if part)


def _told(progress: Progress) -> str:
    parts = [f"{progress.rate:.1f} a second"] if progress.rate is not None else []
    if progress.spent:
        parts.append(f"{progress.spent:.4f} USD")
    if progress.seconds_left is not None:
        minutes, seconds = divmod(round(progress.seconds_left), 60)
        parts.append(f"{minutes}:{seconds:02} left")
    failed = sum(progress.errors.values())
    return "  ".join([*parts, *([f"{failed} failed"] if failed else [])])
