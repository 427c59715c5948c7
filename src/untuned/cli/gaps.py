"""The command `gaps`: documents that somebody should write."""

from __future__ import annotations

from datetime import UTC, datetime, time
from pathlib import Path
from typing import Annotated

import typer

from untuned.cli.command import Call, command
from untuned.cli.output import line
from untuned.cli.own_files import keep_own


def add_to(app: typer.Typer) -> None:
    """Registers the commands of this group."""
    command(app, "gaps")(gaps)


def gaps(
    call: Call,
    since: Annotated[str | None, typer.Option("--since", metavar="DATE", help="Look at what was asked from that day on (UTC).")] = None,
    run: Annotated[
        str, typer.Option("--run", metavar="RUN", help="Look at a measurement, such as m12, and not at what people asked.")
    ] = "",
    *,
    limit: Annotated[int, typer.Option("--limit", "-n", min=1, max=1_000, help="The most gaps that are listed.")] = 10,
    markdown: Annotated[Path | None, typer.Option("--markdown", metavar="FILE", help="Write them as a to-do list.")] = None,
) -> None:
    """List the documents that somebody should write: questions that were not answered well, by matter, the most asked first.

    Counted are abstentions, answers of which claims were dropped, and answers that people rated below the middle of their scale. What was
    answered since is left out. E-mail addresses, telephone numbers and the like are masked; names are not. For the owner alone.
    """
    from untuned.cli.gap_lines import gap_lines, gap_markdown

    if since is not None and run:
        raise typer.BadParameter("a measurement was made at one time: leave --since out", param_hint="--since")
    if markdown is not None and (markdown.is_dir() or not markdown.absolute().parent.is_dir()):
        raise typer.BadParameter(f"{markdown} is no place for a file: name a file in a folder that is there", param_hint="--markdown")
    with call.open() as project:
        report = project.gaps(since=None if since is None else _moment(since), run=run, limit=limit)
        if markdown is not None:
            markdown.write_text(gap_markdown(report), encoding="utf-8", newline="\n")
            keep_own(call, project, markdown)
    call.show(report, gap_lines(report))
    if markdown is not None and not call.json:
        call.output.tell([line(f"To-do list written to {markdown}; it holds questions that people asked.", "faint")])


def _moment(text: str) -> datetime:
    """The beginning of a day."""
    from untuned.cli.days import day_of

    return datetime.combine(day_of(text, "--since"), time(), tzinfo=UTC)
