"""The commands `climb` and `ledger`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from untuned.cli.command import Call, Missing, command
from untuned.cli.group import group_of
from untuned.cli.measuring import GATE_FAILED, NOT_FINISHED, progress_bar, stopping
from untuned.cli.output import EMPTY, line
from untuned.cli.pages import PageOptions, check_page, write_page

if TYPE_CHECKING:
    from untuned.project import Project
    from untuned.project.climbing import ClimbOrder
    from untuned.types.ladder import Climb

EffortChoice = Literal["data", "prompts", "tuning", "review", "measuring"]


@dataclass(frozen=True, kw_only=True)
class ClimbOptions(PageOptions):
    """What is wanted of an answer, and what climbing may take."""

    quality: Annotated[float | None, typer.Option("--quality", help="What the metric should reach: then climbing ends. Exit 5 if not.")] = (
        None
    )
    latency_ms: Annotated[
        float | None, typer.Option("--latency-ms", min=0, help="Milliseconds that the slower 5 % of answers may take.")
    ] = None
    cost: Annotated[float | None, typer.Option("--cost", min=0, help="US dollars that 1,000 answers may take.")] = None
    metric: Annotated[str, typer.Option("--metric", help="What rungs are judged by.")] = "correct"
    split: Annotated[
        Literal["dev", "locked"],
        typer.Option("--split", help="locked: one look, counted and paid for, at the variant that stands after the latest climb."),
    ] = "dev"
    limit: Annotated[int | None, typer.Option("--limit", "-n", min=1, help="At most so many questions, drawn by the seed.")] = None
    repeats: Annotated[int, typer.Option("--repeats", min=1, max=100, help="Ask each question so often, anew.")] = 1
    max_cost: Annotated[float | None, typer.Option("--max-cost", min=0, help="US dollars for the climb; stops before it is passed.")] = None
    concurrency: Annotated[int | None, typer.Option("--concurrency", min=1, max=1000, help="Questions at a time, for each endpoint.")] = (
        None
    )
    resume: Annotated[str, typer.Option("--resume", metavar="CLIMB", help="Go on with a climb that was stopped, such as c3.")] = ""
    kept: Annotated[str, typer.Option("--show", metavar="CLIMB", help="Show a climb again, such as c3, or 'last'; nothing is asked.")] = ""
    listed: Annotated[bool, typer.Option("--list", help="List the climbs that were kept.")] = False
    whole: Annotated[bool, typer.Option("--all", help="Say of each rung why it was climbed or not.")] = False
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what it would take at most, and ask nothing.")] = False


def add_to(app: typer.Typer) -> None:
    """Registers the commands of this group."""
    command(app, "climb", options=ClimbOptions)(climb)
    group = group_of("What went into better answers: hours and money, by what they were for.")
    command(group, "list")(ledger_list)
    command(group, "add")(ledger_add)
    app.add_typer(group, name="ledger")


def climb(call: Call, options: ClimbOptions) -> int:
    """Try ways of answering from the cheapest up, and keep the cheapest that is not shown to be beaten.

    A rung is climbed only when its gain is shown and it is within the budget; the ladder ends where nothing more is gained. What was
    asked before is not asked again. Exit code 0, 1 when it was stopped early, 5 when the wanted quality is not shown to be reached.
    """
    with call.open() as project:
        if options.listed:
            return _listed(call, project)
        check_page(options)
        if options.kept:
            return _shown(call, project, _kept(project, options.kept), options)
        return _climbed(call, project, options)


def ledger_list(call: Call) -> None:
    """Show the ledger: every entry, and what it comes to."""
    from untuned.cli.climb_lines import ledger_lines

    with call.open() as project:
        entries = project.climbs.ledger()
    call.show(entries, ledger_lines(entries))


def ledger_add(
    call: Call,
    effort: Annotated[EffortChoice, typer.Argument(metavar="EFFORT", help="data, prompts, tuning, review or measuring.")],
    hours: Annotated[float, typer.Option("--hours", min=0, help="Hours of people.")] = 0.0,
    cost: Annotated[float, typer.Option("--cost", min=0, help="US dollars.")] = 0.0,
    note: Annotated[str, typer.Option("--note", help="What it was for.")] = "",
) -> None:
    """Enter hours or money that went into data, prompts, tuning, review or measuring; climbs enter what models took themselves."""
    if not hours and not cost:
        raise Missing("give --hours, --cost, or both", param_hint="--hours")
    with call.open() as project:
        kept = project.spend(effort, hours=hours, cost=cost, note=note)
    call.show(kept, [line(f"entered: {kept.effort}, {kept.hours:g} hours, {kept.cost} USD")])


def _climbed(call: Call, project: Project, options: ClimbOptions) -> int:
    from untuned.cli.climb_lines import climb_forecast_lines
    from untuned.evaluation.runs.runner import Halt

    order = _order(options)
    if options.dry_run:
        foreseen = project.foresee_climb(order)
        call.show(foreseen, climb_forecast_lines(foreseen))
        return 0
    if not call.json and not options.resume:
        call.output.tell([*climb_forecast_lines(project.foresee_climb(order)), EMPTY])
    halt = Halt()
    with progress_bar(call) as progress, stopping(call, halt):
        made = project.climb(order, progress=progress, halt=halt)
    return _shown(call, project, made, options)


def _order(options: ClimbOptions) -> ClimbOrder:
    from untuned.project.climbing import ClimbOrder

    return ClimbOrder(
        quality=options.quality,
        latency_ms=options.latency_ms,
        cost=options.cost,
        split=options.split,
        limit=options.limit,
        repeats=options.repeats,
        max_cost=options.max_cost,
        concurrency=options.concurrency,
        headline=options.metric,
        resume=options.resume,
    )


def _kept(project: Project, id: str) -> Climb:
    if id != "last":
        return project.climbs.get(id)
    kept = project.climbs.listing()
    return kept[0] if kept else project.climbs.get("c1")


def _listed(call: Call, project: Project) -> int:
    from untuned.cli.climb_lines import climb_list_lines

    kept = project.climbs.listing()
    call.show(kept, climb_list_lines(kept))
    return 0


def _shown(call: Call, project: Project, made: Climb, options: ClimbOptions) -> int:
    from untuned.cli.climb_lines import climb_lines

    call.show(made, climb_lines(made, whole=options.whole))
    if options.wanted:
        write_page(call, project, made.id, options, headline=made.headline)
    if not made.finished:
        call.output.warn([line(f"not finished; go on with: untuned climb --resume {made.id}", "warning")])
        return NOT_FINISHED
    return GATE_FAILED if made.budget.quality is not None and not made.reached else 0
