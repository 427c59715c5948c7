"""The commands about what was measured: `runs list`, `runs show` and `runs import`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from untuned.cli.command import Call, command
from untuned.cli.group import group_of
from untuned.cli.output import EMPTY, Line, Part, line
from untuned.evaluation.stats.counted import counted

if TYPE_CHECKING:
    from untuned.types.measures import Measurement, Question, Run, Score

HELP = "What was measured: list it, look at single answers, bring in answers that were made elsewhere."


def add_to(app: typer.Typer) -> None:
    """Registers the commands of this group."""
    group = group_of(HELP)
    command(group, "list")(list_runs)
    command(group, "show")(show_run)
    command(group, "import")(take)
    app.add_typer(group, name="runs")


def list_runs(call: Call, limit: Annotated[int, typer.Option("--limit", "-n", min=1, max=10_000, help="How many to show.")] = 20) -> None:
    """List measurements, newest first."""
    with call.open() as project:
        found = project.runs.recent(limit=limit)
    call.show(found, _list_lines(found))


def show_run(
    call: Call,
    run: Annotated[str, typer.Argument(metavar="RUN", help="A measurement, such as m12.")],
    variant: Annotated[str, typer.Option("--variant", metavar="NAME", help="Only answers of this variant.")] = "",
    question: Annotated[str, typer.Option("--question", metavar="ID", help="Only answers to this question.")] = "",
    cause: Annotated[
        str, typer.Option("--cause", help='Only answers that are not right for this reason, such as "not retrieved"; any for all of them.')
    ] = "",
    limit: Annotated[int, typer.Option("--limit", "-n", min=1, max=100_000, help="How many to show.")] = 20,
) -> None:
    """Show the answers of a measurement with their scores, to read why they were right or wrong."""
    from untuned.evaluation.report.material import CAUSE
    from untuned.types.measures import RIGHT_BUT

    with call.open() as project:
        names = {hashed: name for name, hashed in project.runs.get(run).variants}
        if variant and variant not in names.values():
            raise typer.BadParameter(f"measurement '{run}' has no variant '{variant}'; it has {', '.join(names.values())}")
        scores = project.runs.scores(run)
        asked = {one.id: one for one in project.questions.listing()}
        runs_of = project.runs.of(run)
    causes = {one.id: _detail(scores.get(one.id or 0, {}), CAUSE) for one in runs_of}
    found = [
        one
        for one in runs_of
        if question in ("", one.question)
        and variant in ("", names.get(one.variant, ""))
        and (not cause or cause == causes[one.id] or (cause == "any" and causes[one.id] not in ("", *RIGHT_BUT)))
    ]
    shown = found[:limit]
    records = [{"variant": names.get(one.variant, ""), "run": one, "scores": list(scores.get(one.id or 0, {}).values())} for one in shown]
    call.show(records, [each for one in shown for each in _run_lines(one, names.get(one.variant, ""), asked.get(one.question), scores)])
    if not call.json:
        call.output.tell(_told(len(shown), len(found), len(runs_of), there=sorted(filter(None, set(causes.values())))))


def _told(shown: int, found: int, every: int, *, there: list[str]) -> Iterator[Line]:
    """How many answers were shown of how many; where none fits, what could be asked for."""
    if not found:
        causes = f"; causes that it has: {', '.join(there)}" if there else "; all of its answers are right"
        yield line(f"none of {every:,} answers fits{causes}")
    elif shown < found:
        yield EMPTY
        yield line(f"{shown:,} of {found:,} shown; more with --limit", "faint")


def take(
    call: Call,
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="JSONL: a question, the answer and, where known, its contexts on each line.")
    ],
    system: Annotated[str, typer.Option("--system", metavar="NAME", help="Who answered, where a line does not say.")] = "",
    whole: Annotated[bool, typer.Option("--all", help="Show every metric and every contrast.")] = False,
) -> int:
    """Take in answers that were made elsewhere, score them, and compare whoever answered.

    Logs of any chatbot, OpenAI chat, Ragas. Answers to locked questions are a look at them. Exit code 1 when a line is bad; the others
    are taken.
    """
    from untuned.cli.report_lines import report_lines

    with call.open() as project:
        found = project.import_answers(file, system=system)
    log = found.imported
    call.output.warn([(Part("not read  ", "bad"), Part(f"{fault.place}: {fault.reason}")) for fault in log.faults])
    systems = f"{len(log.variants):,} system{'s' if len(log.variants) != 1 else ''}"
    told = f"{counted(len(log.runs), 'answer')} of {systems} to {counted(len(log.questions), 'question')}, {len(log.added):,} of them new"
    call.show(found, [line(told, "strong"), *_bare(log.runs), *report_lines(found.report, whole=whole)])
    return 1 if log.faults else 0


def _bare(runs: Sequence[Run]) -> Iterator[Line]:
    """What is not known of answers whose log does not say what they were made from."""
    bare = sum(one.status == "ok" and not one.contexts for one in runs)
    if bare:
        told = f"  {bare:,} of them came without contexts: nobody knows what they were made from, so that 'not retrieved' and the figures"
        yield line(f"{told} of evidence say nothing of a search", "warning")


def _detail(scores: dict[str, Score], metric: str) -> str:
    return scores[metric].detail if metric in scores else ""


def _list_lines(found: list[Measurement]) -> Iterator[Line]:
    if not found:
        yield line("nothing was measured yet; begin with 'untuned eval default'")
    for one in found:
        told = f"  {one.at:%Y-%m-%d %H:%M}  {counted(len(one.questions), 'question')} ({one.split})"
        told += f", {one.repeats} repeats" if one.repeats > 1 else ""
        ended = () if one.finished else (Part("  not finished", "warning"),)
        yield (Part(one.id, "strong"), Part(told, "faint"), Part("  " + ", ".join(name for name, _ in one.variants)), *ended)


def _run_lines(one: Run, variant: str, question: Question | None, scores: dict[int, dict[str, Score]]) -> Iterator[Line]:
    from untuned.evaluation.report.material import CAUSE
    from untuned.types.tasks import left_over

    yield EMPTY
    yield (Part(one.question, "faint"), Part(f"  {question.text if question is not None else '(the question is gone)'}", "strong"))
    for said in question.answers[:3] if question is not None else ():
        yield (Part("  right: ", "faint"), Part(said))
    if question is not None and question.must_abstain:
        yield (Part("  right: ", "faint"), Part("to say that the documents do not answer it"))
    if question is not None and question.evidence:
        places = dict.fromkeys(each.path for each in question.evidence)
        yield (Part("  in: ", "faint"), Part(", ".join(places), "source"))
    instead = "its words were purged" if one.purged else one.error or left_over(one.notes) or f"abstained: {one.reason}"
    rows = (one.text or f"({instead})").splitlines() or [""]
    yield (Part(f"  {variant} said: ", "faint"), Part(rows[0]))
    yield from (line(f"    {row}") for row in rows[1:])
    mine = scores.get(one.id or 0, {})
    values = [f"{name} {score.value:.3g}" for name, score in sorted(mine.items()) if score.value is not None]
    yield (Part("  scores: ", "faint"), Part(", ".join(values), "faint"))
    if _detail(mine, CAUSE):
        yield (Part("  why: ", "faint"), Part(_detail(mine, CAUSE), "warning"))
