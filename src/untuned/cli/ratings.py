"""The commands about what people and judges say of answers: `ratings import`, `draw`, `judge`, `agreement`, `calibrate`, ..."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from untuned.cli.command import Call, command
from untuned.cli.group import group_of
from untuned.cli.output import Line, Part, line
from untuned.cli.own_files import keep_own
from untuned.errors import UnreadableQuestions
from untuned.evaluation.stats.counted import counted

if TYPE_CHECKING:
    from untuned.evaluation.estimated import Estimated
    from untuned.evaluation.ratings.agree import Agreed
    from untuned.evaluation.ratings.calibrate import Calibrated
    from untuned.evaluation.ratings.wins import Wins
    from untuned.evaluation.sitting import Judged
    from untuned.evaluation.stats.agreement import Agreement
    from untuned.project.rating import TakenIn, ToRate
    from untuned.types.measures import Interval

HELP = "What people say of answers: take it in, see how far they agree, and hold metrics and judges against it."

RunArgument = Annotated[str, typer.Argument(metavar="RUN", help="A measurement, such as m12.")]
MetricOption = Annotated[str, typer.Option("--metric", help="The metric that is held against people.")]
AspectOption = Annotated[str, typer.Option("--aspect", help="What people rated; without it, what has the metric's name.")]


def add_to(app: typer.Typer) -> None:
    """Registers the commands of this group."""
    group = group_of(HELP)
    command(group, "import")(take)
    command(group, "draw")(draw)
    command(group, "judge")(judge)
    command(group, "agreement")(agreement)
    command(group, "calibrate")(calibrate)
    command(group, "estimate")(estimate)
    command(group, "wins")(wins)
    app.add_typer(group, name="ratings")


def take(
    call: Call,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="JSONL or CSV: item, rater, value; or item, rater, a, b, preferred.")],
    rater: Annotated[str, typer.Option("--rater", metavar="NAME", help="Who said what names nobody.")] = "",
) -> None:
    """Take in ratings. An item is the id of a run, as 'ratings draw' and 'runs show --json' tell it, or any name."""
    with call.open() as project:
        found = project.import_ratings(file, rater=rater)
    call.show(found, list(_taken_lines(found)))


def draw(
    call: Call,
    run: RunArgument,
    metric: MetricOption = "unsupported",
    count: Annotated[int, typer.Option("--count", "-n", min=2, max=10_000, help="Answers of each variant.")] = 40,
    out: Annotated[
        Path | None, typer.Option("--out", "-o", metavar="FILE", help="Write them as CSV, to be filled in and imported.")
    ] = None,
) -> None:
    """Say which answers people should label, so that few labels say most: more of those that a metric is unsure of.

    With --out they are written as a table to fill in: a 1 for yes or a 0 for no as 'value', the rest may stay as it is. It does not name
    variants, and its order tells nothing of them.
    """
    if out is not None and (out.is_dir() or not out.absolute().parent.is_dir()):
        raise typer.BadParameter(f"{out} is no place for a file: name a file in a folder that is there", param_hint="--out")
    if out is not None and _filled_in(out):
        raise typer.BadParameter(f"{out} has ratings that somebody filled in: import them, and name another file", param_hint="--out")
    with call.open() as project:
        found = project.to_rate(run, metric, count=count)
        if out is not None:
            out.write_text(_sheet(found), encoding="utf-8-sig", newline="\n")
            keep_own(call, project, out)
    if out is None:
        call.show(found, list(_draw_lines(found)))
        return
    call.show(found, [line(f"{counted(len(found), 'answer')} written to {out}")])
    if not call.json:
        asked = found[0].asked
        call.output.tell([line(f"Fill in your name as 'rater' and, as 'value', 1 for yes or 0 for no: {asked}")])
        call.output.tell([line(f"Next: untuned ratings import {out}", "faint")])


def judge(
    call: Call,
    run: RunArgument,
    of: Annotated[
        Literal["pairs", "answers"], typer.Option("--of", help="Pairs of two variants' answers, or each answer for itself.")
    ] = "pairs",
    between: Annotated[
        list[str] | None, typer.Option("--between", metavar="VARIANT", help="Of pairs: one of the two variants; given twice.")
    ] = None,
    max_cost: Annotated[float | None, typer.Option("--max-cost", min=0, help="US dollars; stops before it is passed.")] = None,
    concurrency: Annotated[int | None, typer.Option("--concurrency", min=1, max=1000, help="Judged at a time.")] = None,
) -> int:
    """Ask the judge of the settings which of two variants' answers it prefers, in both orders; or to judge each answer for itself.

    What it prefers is kept by the judge's name: see 'ratings wins', and 'ratings agreement' for how far people agree with it. What it
    says of each answer stands in the report; 'eval' and 'compare' ask for it on their own. What it judged before is not asked again.
    Exit code 0, 1 when verdicts are missing.
    """
    if of == "answers" and between:
        raise typer.BadParameter("two variants are named for pairs; answers are judged each for itself", param_hint="--between")
    with call.open() as project:
        if of == "pairs":
            found = project.judge_preferences(run, between or (), max_cost=max_cost, concurrency=concurrency)
        else:
            found = project.judge_answers(run, max_cost=max_cost, concurrency=concurrency)
    call.show(found, list(_judged_lines(found, of)))
    return 1 if found.failed or found.left else 0


def agreement(call: Call) -> None:
    """Show how far raters agree with each other, beyond what chance gives. A judge that compared answers is one of them."""
    with call.open() as project:
        found = project.rater_agreement()
    call.show(found, list(_agreement_lines(found)))


def calibrate(
    call: Call,
    run: Annotated[str | None, typer.Argument(metavar="RUN", help="A measurement, such as m12; without one, the answers of all.")] = None,
    *,
    metric: MetricOption = "unsupported",
    aspect: AspectOption = "",
) -> None:
    """Show how far a metric agrees with what people said of the same answers, and whether it may be reported as it is."""
    with call.open() as project:
        found = project.calibrate(run, metric, aspect=aspect)
    call.show(found, list(_calibration_lines(found, metric)))


def estimate(call: Call, run: RunArgument, metric: MetricOption = "unsupported", aspect: AspectOption = "") -> None:
    """Estimate each variant's rate as people would label it, from a metric of all its answers and labels of some (PPI++)."""
    with call.open() as project:
        found = project.estimate_rates(run, metric, aspect=aspect)
    call.show(found, list(_estimate_lines(found, metric)))


def wins(call: Call) -> None:
    """Show how often the answers of one variant were preferred to another's, a tie counting half."""
    with call.open() as project:
        found = project.win_rates()
    call.show(found, list(_win_lines(found)))


def _filled_in(sheet: Path) -> bool:
    """Whether a sheet of before has a value in some row, so that writing another in its place would lose it."""
    from untuned.evaluation.rated import read_ratings

    try:
        return sheet.is_file() and bool(read_ratings(sheet, rater="somebody").said)
    except UnreadableQuestions:
        return False


def _sheet(found: Sequence[ToRate]) -> str:
    written = io.StringIO()
    writer = csv.writer(written, lineterminator="\n")
    writer.writerow(("item", "rater", "aspect", "value", "asked", "question", "right", "answer", "contexts"))
    for one in found:
        texts = (one.asked, one.question, "\n".join(one.right), one.text, "\n\n".join(one.contexts))
        writer.writerow((one.item, "", one.aspect, "", *map(_safe, texts)))
    return written.getvalue()


def _safe(text: str) -> str:
    """What a spreadsheet would take for a formula gets an apostrophe before it."""
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t", "\r") else text


def _taken_lines(found: TakenIn) -> Iterator[Line]:
    counts = ((found.ratings, "rating"), (found.preferences, "preference"))
    taken = [f"{count:,} {name}{'s' if count > 1 else ''}" for count, name in counts if count]
    left = f"; rows without a value, left out: {found.unrated:,}" if found.unrated else ""
    yield line(f"{' and '.join(taken)} taken in{left}")


def _draw_lines(found: Sequence[ToRate]) -> Iterator[Line]:
    yield line(found[0].asked, "strong")
    for one in found:
        yield (Part(f"  {one.item}", "strong"), Part(f"  {one.variant}  ", "faint"), Part(one.question))


def _judged_lines(found: Judged, of: Literal["pairs", "answers"]) -> Iterator[Line]:
    usage = found.usage
    cost = "cost not known" if usage.cost is None else f"{usage.cost:.4f} USD"
    told = f"{found.judged:,} {of} judged by {found.judge}"
    yield line(f"{told}; {usage.requests:,} requests, {cost}" if usage.requests else told)
    if found.known:
        yield line(f"{found.known:,} it had judged before", "faint")
    if found.failed:
        yield line(f"{found.failed:,} without a verdict: the same command asks again", "warning")
    if found.left:
        yield line(f"{found.left:,} left by the limit of cost: the same command goes on", "warning")


def _agreement_lines(found: Sequence[Agreed]) -> Iterator[Line]:
    if not found:
        yield line("no ratings yet; take some in with 'untuned ratings import FILE'")
    for one in found:
        what = "preferences" if one.pairwise else "ratings"
        raters = ", ".join(one.raters)
        if not one.items:
            yield (Part(one.aspect, "strong"), Part(f"  {what} by {raters}: no item has two raters, so nothing tells how far they agree"))
            continue
        yield (Part(one.aspect, "strong"), Part(f"  {what} by {raters}: {one.items:,} items have two or more", "faint"))
        for measure in (one.percent, one.kappa, one.alpha):
            if measure is not None:
                yield line(f"  {measure.method}: {_measured(measure)}")


def _measured(measure: Agreement) -> str:
    value = "not defined" if measure.value is None else f"{measure.value:.3f}"
    of = "" if measure.groups is None else f" of {measure.groups:,} questions"
    return f"{value}{_between(measure.interval)} on {measure.items:,} items{of}"


def _calibration_lines(found: Calibrated, metric: str) -> Iterator[Line]:
    undecided = f", {found.undecided:,} on which they are split" if found.undecided else ""
    yield (Part(metric, "strong"), Part(f"  {counted(found.items, 'answer')} that people decided on{undecided}", "faint"))
    yield line(f"  {found.kappa.method}: {_measured(found.kappa)}")
    if found.auroc is not None:
        yield line(f"  AUROC: {found.auroc:.3f}{_between(found.auroc_interval)}")
    if found.ece is not None:
        yield line(f"  calibration error (ECE): {found.ece:.3f}")
    mark = Part("may be reported as it is: ", "good") if found.raw else Part("may not be reported as it is: ", "warning")
    yield (mark, Part(found.why))


def _estimate_lines(found: Sequence[Estimated], metric: str) -> Iterator[Line]:
    for one in found:
        rate = one.rate
        if rate is None:
            yield (Part(one.variant, "strong"), Part(f"  {one.why}", "warning"))
            continue
        judge = "-" if rate.judge is None else f"{rate.judge:.3f}"
        yield (
            Part(one.variant, "strong"),
            Part(f"  {rate.value:.3f}{_between(rate.interval)}"),
            Part(f"  labels alone {rate.alone:.3f}{_between(rate.alone_interval)}, {metric} alone {judge}", "faint"),
            Part(f"  {rate.labelled:,} of {rate.total:,} labelled, weight of {metric} {rate.weight:.2f}", "faint"),
            Part(f", interval {rate.relative_width:.2f} times as wide as that of the labels alone", "faint"),
        )
    if any(one.rate is not None for one in found):
        yield line("95 % intervals are of these answers, were all of them labelled; what other questions would give they do not tell")


def _win_lines(found: Sequence[Wins]) -> Iterator[Line]:
    if not found:
        yield line("no preferences yet; take some in with 'untuned ratings import FILE'")
    for one in found:
        told = f"  {one.preferred_b} for {one.b}, {one.preferred_a} for {one.a}, {one.ties} ties on {one.items:,} items"
        told += f", by the judge {one.judge}" if one.judge else f", by {one.raters} people" if one.raters > 1 else ", by one person"
        yield (
            Part(f"{one.b} over {one.a} ({one.aspect})", "strong"),
            Part(f"  {one.rate:.3f}{_between(one.interval)}"),
            Part(told, "faint"),
        )


def _between(interval: Interval | None) -> str:
    return "" if interval is None else f" [{interval.low:.3f}, {interval.high:.3f}]"
