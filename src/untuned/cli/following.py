"""The command that reads the sources: `sync`."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from untuned.cli.command import Call, command
from untuned.cli.heartbeat import Heartbeat
from untuned.cli.output import Line, Output, Part, line, terminal
from untuned.cli.paths import below_root, is_address
from untuned.text.listing import listed

if TYPE_CHECKING:
    from untuned.ingest.report import Flagged, InPart, Progress, SyncReport
    from untuned.project import Project

_NAMED = 5
"""Untuned's own files, and lines that were left out of a file, that are named; the rest is counted."""
STOPPED = 130
"""The exit code of a command that Ctrl-C ended, as shells tell it."""
_PAGES = (".html", ".htm", ".xhtml")


def add_to(app: typer.Typer) -> None:
    """Registers the commands of this group."""
    command(app, "sync")(sync)


def sync(
    call: Call,
    paths: Annotated[
        list[str] | None,
        typer.Argument(metavar="PATH", help="Folders, files, globs or addresses of pages; without any, those of untuned.toml."),
    ] = None,
    full: Annotated[bool, typer.Option("--full", help="Read every file again, also those whose size and date are the same.")] = False,
    git_history: Annotated[
        bool, typer.Option("--git-history", help="Also make a version of each commit that changed a file, in force from its day.")
    ] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would change, and change nothing.")] = False,
    watch: Annotated[bool, typer.Option("--watch", help="Go on: sync again whenever a file changes, until Ctrl-C.")] = False,
) -> int:
    """Read new and changed files and pages, and follow renamed and removed ones.

    One bad file never stops the rest, nor one bad line of a JSON Lines or CSV file the others: it is reported with its reason, each
    time until it is mended, and the exit code is 1. With --quiet, only that is told, and warnings.
    """
    if watch and dry_run:
        raise typer.BadParameter("a dry run ends at once; leave out one of the two", param_hint="--watch --dry-run")
    if watch and any(is_address(path) for path in paths or ()):
        raise typer.BadParameter("pages of the web cannot be watched; sync them again when it is time", param_hint="--watch")
    mode: Literal["changed", "full"] = "full" if full else "changed"
    with call.open() as project:
        named = [below_root(path, root=project.root, here=Path.cwd()) for path in paths] if paths else None
        told = _Told(call)
        try:
            with progress_bar(call) as told.bar:
                report = project.sync(named, mode=mode, dry_run=dry_run, git_history=git_history, progress=told)
        except KeyboardInterrupt:
            call.output.warn([line(told.stopped())])
            return STOPPED
        if watch:
            _watch(call, project, named, first=report)
        else:
            call.show(report, report_lines(report, quiet=call.quiet))
            _tell_lacking(call, project, report)
    return 0 if report.ok else 1


class _Told:
    """How far a sync has come: shown by the bar or told now and then, and told where the sync has to wait, or is stopped."""

    def __init__(self, call: Call) -> None:
        self.bar: Callable[[Progress], None] | None = None
        self._call = call
        self._heartbeat = Heartbeat(call)
        self._last: Progress | None = None

    def __call__(self, progress: Progress) -> None:
        """Takes one step."""
        if progress.stage == "waiting":
            self._call.output.warn([line("another sync of this folder is running: this one waits for its end", "warning")])
            return
        if progress.stage == "reading":
            self._last = progress
        if self.bar is not None:
            self.bar(progress)
        else:
            self._heartbeat.tell(lambda: f"{progress.stage}: {progress.files:,} of {progress.files_total:,} files")

    def stopped(self) -> str:
        """What is said of a sync that Ctrl-C ended."""
        counted = "before a file was read" if self._last is None else f"{self._last.files:,} of {self._last.files_total:,} files read"
        return f"stopped: {counted}; run 'untuned sync' again"


def _tell_lacking(call: Call, project: Project, report: SyncReport) -> None:
    """Where a sync has left no document at all: what could be read, and where it was looked for."""
    lack = None if call.json or report.dry_run or report.failed else project.lacking()
    if lack is not None:
        call.output.tell([line(lack.message), (Part("  try: ", "faint"), Part(lack.remedy))])


def _watch(call: Call, project: Project, paths: list[str] | None, *, first: SyncReport) -> None:
    _show_one_of_many(call, first)
    talk = Output(quiet=True) if call.json else call.output
    talk.tell([line("Watching for changes; stop with Ctrl-C.", "faint")])
    with suppress(KeyboardInterrupt):
        for report in project.watch(paths):
            _show_one_of_many(call, report)
    talk.tell([line("Stopped; what was synced is kept.", "faint")])


def _show_one_of_many(call: Call, report: SyncReport) -> None:
    """A report as lines, or as one line of JSON; it is seen at once, also through a pipe."""
    if call.json:
        from untuned.cli.records import json_line, record_json

        call.output.data(json_line(record_json(report)))
    else:
        call.output.write(report_lines(report, quiet=call.quiet))
    sys.stdout.flush()


def report_lines(report: SyncReport, *, quiet: bool = False) -> Iterator[Line]:
    """What a sync did, in numbers, and every file that failed with its reason; when `quiet`, only what went wrong or wants a look."""
    for failure in report.failed:
        yield (Part("failed  ", "bad"), Part(failure.path, "source"), Part(f": {failure.reason}"))
        if failure.remedy:
            yield (Part("          try: ", "faint"), Part(failure.remedy))
    for part in report.in_part:
        yield from _in_part_lines(part)
    for one in report.flagged:
        yield (Part("warning ", "warning"), Part(one.source, "source"), Part(f": {_addressed(one)}"))
    for notice in report.notices:
        yield (Part("warning ", "warning"), Part(notice.text))
        yield (Part("          try: ", "faint"), Part(notice.remedy))
    if not quiet:
        yield from _counted_lines(report)


def _counted_lines(report: SyncReport) -> Iterator[Line]:
    """What a sync did, in numbers."""
    if report.own:
        yield line(_own(report.own), "faint")
    names = ("added", "changed", "renamed", "regrouped", "removed", "unchanged")
    counts = [f"{getattr(report, name):,} {name}" for name in names if getattr(report, name)]
    counts += [f"{report.past:,} version{'s' if report.past > 1 else ''} from commits"] if report.past else []
    counts += [f"{len(report.failed):,} failed"] if report.failed else []
    counts += [f"{len(report.in_part):,} of these read in part"] if report.in_part else []
    counts += [f"{len(report.skipped):,} of other formats passed over ({_endings(report.skipped)})"] if report.skipped else []
    beginning = "Would be: " if report.dry_run else ""
    rate = (
        f" ({report.characters / report.seconds / 1e6:,.1f} million characters a second)"
        if report.seconds and report.characters >= 100_000
        else ""
    )
    yield (Part(beginning + (", ".join(counts) or "Nothing to read"), "strong"), Part(f" in {report.seconds:.2f} s{rate}", "faint"))


def _in_part_lines(part: InPart) -> Iterator[Line]:
    """A file that was read without some of its lines: the first of them with their reasons, and what to do."""
    told = "; ".join(f"{one.where}: {one.reason}" for one in part.first[:_NAMED])
    more = f"; and {part.count - _NAMED:,} more places" if part.count > _NAMED else ""
    yield (Part("in part ", "warning"), Part(part.path, "source"), Part(f": left out {told}{more}"))
    yield (Part("          try: ", "faint"), Part(part.remedy))


def _endings(paths: Sequence[str]) -> str:
    """How the files' names end, the most frequent first."""
    counted = Counter(PurePosixPath(path).suffix.lower() or "no ending" for path in paths)
    return listed(sorted(counted, key=lambda ending: (-counted[ending], ending)), most=_NAMED)


def _own(paths: Sequence[str]) -> str:
    """The files of untuned's own that were passed over, in one line."""
    pages = sum(path.lower().endswith(_PAGES) for path in paths)
    kind = ("own pages" if len(paths) > 1 else "own page") if pages == len(paths) else "own pages and files" if pages else "own files"
    return f"{kind} passed over: {listed(paths, most=_NAMED)}"


def _addressed(one: Flagged) -> str:
    place = {"text": "text", "hidden": "hidden text", "metadata": "metadata"}[one.where]
    more = f", {one.count} places" if one.count > 1 else ""
    return f"{place} that reads like instructions to an assistant{more}"


@contextmanager
def progress_bar(call: Call) -> Generator[Callable[[Progress], None] | None]:
    """A bar with rate and time left on a terminal; nothing elsewhere."""
    if not call.sees_terminal():
        yield None
        return
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Bar

    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("files  {task.fields[rate]}"),
        TimeRemainingColumn(),
    )
    with Bar(*columns, console=terminal(sys.stderr, no_color=call.no_color), transient=True) as bar:
        tasks = {"reading": bar.add_task("reading", total=None, rate="")}

        def show(progress: Progress) -> None:
            if progress.stage not in tasks:
                tasks[progress.stage] = bar.add_task(progress.stage, total=None, rate="")
            task = tasks[progress.stage]
            elapsed = bar.tasks[task].elapsed or 0.0
            rate = f"{progress.bytes / elapsed / 1e6:.1f} MB/s" if progress.bytes and elapsed else ""
            bar.update(task, completed=progress.files, total=progress.files_total, rate=rate)

        yield show
