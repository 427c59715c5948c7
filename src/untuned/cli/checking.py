"""The command `check`: what is wrong with the documents."""

from __future__ import annotations

import sys
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import contextmanager
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from untuned.cli.command import Call, command
from untuned.cli.output import EMPTY, Line, Part, Style, line, terminal
from untuned.cli.paths import below_root
from untuned.errors import UnknownDocument

if TYPE_CHECKING:
    from untuned.ingest.check.look import CheckReport
    from untuned.project import Project
    from untuned.types.findings import Finding, FindingKind

FOUND = 6
"""The exit code where something hurts answers as much as the caller minds."""

HarmChoice = Literal["wrong", "missing", "exposed", "weak", "never"]

_HARMS = {
    "wrong": ("Makes answers wrong", "bad"),
    "missing": ("Keeps answers from being found", "warning"),
    "exposed": ("Should not be shown", "warning"),
    "weak": ("Makes answers weaker", "plain"),
}


def add_to(app: typer.Typer) -> None:
    """Registers the command."""
    command(app, "check")(check)


def check(
    call: Call,
    paths: Annotated[list[str] | None, typer.Argument(metavar="[PATH]...", help="Documents, folders or globs; all without any.")] = None,
    fail_on: Annotated[
        HarmChoice, typer.Option("--fail-on", help="Exit code 6 where something hurts answers so much, or more; 'never' for none.")
    ] = "wrong",
    limit: Annotated[int, typer.Option("--limit", "-n", min=1, help="How many places of each kind are shown; --json has them all.")] = 5,
) -> int:
    """Look through the documents for what makes answers wrong, missing or weak; each with its remedy.

    What hurts answers most comes first: contradictions, the assistant's own words, instructions, what has expired; then files, letters,
    references and links that fail, thin pages; personal data; copies, missing front matter, mixed languages, old age.
    Nothing is changed. Exit code 6 when something was found that --fail-on names, or worse.
    """
    with call.open() as project, _counting(call) as told:
        report = _checked(project, paths or (), told=told)
        last = project.last_sync()
    call.show({**_record(report), "sync": last}, check_lines(report, limit=limit))
    if not last.complete and not call.json:
        from untuned.cli.reading import stopped_lines

        call.output.warn(stopped_lines(last))
    return FOUND if fail_on != "never" and report.at_least(fail_on) else 0


def _checked(project: Project, typed: Sequence[str], *, told: Callable[[int, int], None] | None) -> CheckReport:
    """The check of the documents at these places, which count from the folder that they are typed in, as those of a sync."""
    counted = {_counted(path, project): path for path in typed}
    try:
        return project.check(list(counted), told=told)
    except UnknownDocument as error:
        raise UnknownDocument(counted.get(str(error.path), error.path)) from error


def _counted(typed: str, project: Project) -> str:
    """A place as `check` of Python takes it."""
    path = below_root(typed, root=project.root, here=Path.cwd())
    return "**" if path == "." else path


@contextmanager
def _counting(call: Call) -> Generator[Callable[[int, int], None] | None]:
    """A bar on a terminal; nothing elsewhere."""
    if not call.sees_terminal():
        yield None
        return
    from rich.progress import Progress

    with Progress(console=terminal(sys.stderr, no_color=call.no_color), transient=True) as bar:
        task = bar.add_task("checking", total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)


def check_lines(report: CheckReport, *, limit: int) -> Iterator[Line]:
    """The findings by harm and kind, the worst first, each kind with its remedy."""
    from untuned.ingest.check.kinds import KINDS, harm_of

    for harm, of_harm in groupby(report.findings, key=harm_of):
        title, style = _HARMS[harm]
        yield (Part(title, "strong"),)
        for kind, group in groupby(of_harm, key=_kind):
            found = list(group)
            yield (Part(f"  {KINDS[kind].title}", _style(style)), Part(f"  {len(found)}", "faint"))
            for one in found[:limit]:
                yield _finding_line(one)
            if len(found) > limit:
                yield line(f"    and {len(found) - limit} more", "faint")
            yield (Part("    try: ", "faint"), Part(KINDS[kind].remedy))
        yield EMPTY
    documents = f"{report.documents} document{'' if report.documents == 1 else 's'}"
    if report.findings:
        yield line(f"{documents}, {len(report.findings)} finding{'' if len(report.findings) == 1 else 's'}.")
    else:
        yield line(f"{documents}, nothing found.", "good")


def _kind(finding: Finding) -> FindingKind:
    return finding.kind


def _finding_line(finding: Finding) -> Line:
    more = f" ({finding.count} places)" if finding.count > 1 else ""
    other = () if not finding.other or finding.other in finding.detail else (Part("  against ", "faint"), Part(finding.other, "source"))
    return (Part("    "), Part(finding.source, "source"), Part(f"  {' '.join(finding.detail.split())}{more}"), *other)


def _style(name: str) -> Style:
    return "bad" if name == "bad" else "warning" if name == "warning" else "plain"


def _record(report: CheckReport) -> dict[str, object]:
    from untuned.ingest.check.kinds import KINDS, harm_of

    return {
        "documents": report.documents,
        "counts": dict(report.kinds),
        "findings": [
            {
                "kind": one.kind,
                "harm": harm_of(one),
                "path": one.path,
                "line": one.line,
                "page": one.page,
                "detail": one.detail,
                "count": one.count,
                "other": one.other,
                "remedy": KINDS[one.kind].remedy,
            }
            for one in report.findings
        ],
    }
