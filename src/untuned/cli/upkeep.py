"""The commands that look after what is kept: `purge`, `reindex`, `backup`, `restore` and `audit`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from shlex import quote
from typing import TYPE_CHECKING, Annotated

import typer

from untuned.cli.command import Call, command, confirmed
from untuned.cli.output import Line, Part, line
from untuned.cli.paths import document_path
from untuned.cli.reading import split_version
from untuned.evaluation.stats.counted import counted
from untuned.text.listing import listed

if TYPE_CHECKING:
    from untuned.store.audit import Entry
    from untuned.store.purge import Purged

_MOST_NAMED = 20
"""Versions that are named on the terminal; the rest is counted."""

_TAKEN: Mapping[str, str] = {
    "versions": "versions",
    "answers": "answers",
    "runs": "runs",
    "questions": "questions",
    "back": "purged texts that came back",
}
"""What an entry of the audit counts, by its key: records that lost their words, or got them back."""

YesOption = Annotated[bool, typer.Option("--yes", "-y", help="Do it without asking.")]


def add_to(app: typer.Typer) -> None:
    """Registers the commands of this group."""
    command(app, "purge")(purge)
    command(app, "reindex")(reindex)
    command(app, "backup")(backup)
    command(app, "restore")(restore)
    command(app, "audit")(audit)


def purge(
    call: Call,
    target: Annotated[str, typer.Argument(metavar="PATH[@N]", help="A document, or one version of it.")],
    yes: YesOption = False,
) -> None:
    """Remove a text for ever from everything that holds it.

    Versions, quotes, traces and indexes lose it; what is left is a mark with its hash. The file itself is not touched, nor are backups,
    which hold the text as before.
    """
    with call.open() as project:
        path, number = split_version(target)
        named = document_path(project, path) + (f"@{number}" if number is not None else "")
        confirmed(call, f"Remove every trace of '{named}'? This cannot be undone.", what="a purge", yes=yes)
        report = project.purge(named)
    if not report.versions:
        call.show(report, [line(f"Nothing was left to purge of {named}: it was purged before (untuned audit).")])
        return
    call.show(report, [line(f"Purged {named}. {_purged(report)}.", "good")])
    if not call.json and number is None:
        call.output.tell([line("If its file is still there, the next sync reads it again: remove the file, or exclude it.", "faint")])
    if not call.json:
        call.output.tell([line("Backups that were made before still hold the text: delete them, or purge again after a restore.", "faint")])


def _purged(report: Purged) -> str:
    """How many versions went, and what held their words and lost them."""
    taken = {"answer": len(report.answers), "run": len(report.runs), "question": len(report.questions)}
    lost = [counted(number, noun) for noun, number in taken.items() if number]
    gone = f"{counted(len(report.versions), 'version')} {'is' if len(report.versions) == 1 else 'are'} gone"
    return f"{gone}, and its words are taken out of {listed(lost)}" if lost else gone


def reindex(call: Call) -> None:
    """Build the index anew from the database; asking goes on meanwhile."""
    with call.open() as project:
        report = project.reindex()
    call.show({"reindexed": report}, [line("The index was built anew.", "good")])


def backup(
    call: Call,
    target: Annotated[Path, typer.Argument(metavar="FILE", help="The file to write; it must not exist yet.")],
    force: Annotated[bool, typer.Option("--force", help="Replace a file that is there.")] = False,
) -> None:
    """Write a whole copy of the database to a file, while others go on working."""
    with call.open() as project:
        written = project.backup(target, force=force)
    call.show({"backup": written}, [line(f"Backup written to {written}.", "good")])


def restore(
    call: Call, source: Annotated[Path, typer.Argument(metavar="FILE", help="A file that 'untuned backup' wrote.")], yes: YesOption = False
) -> None:
    """Put a backup in the place of the database."""
    from untuned.store.backup import check_file

    check_file(source)
    confirmed(call, f"Replace the database with '{source}'? What came after the backup is lost.", what="a restore", yes=yes)
    with call.open() as project:
        back = project.restore(source)
    call.show({"restored": source, "back": back}, [line(f"Restored from {source}.", "good")])
    if not call.json:
        call.output.tell([line("Next: untuned sync. Files may have changed or moved since, and so may who may read them.", "faint")])
        call.output.warn(_purge_again(back))


def audit(
    call: Call, limit: Annotated[int, typer.Option("--limit", "-n", min=1, max=10_000, help="How many entries to list.")] = 20
) -> None:
    """List what was purged and restored, and when (UTC), newest first.

    An entry holds no text of a document: what was named, and how much lost its words. With --json, the ids too.
    """
    with call.open() as project:
        entries = project.audit(limit)
    call.show(entries, _acts(entries))


def _acts(entries: Sequence[Entry]) -> Iterator[Line]:
    for entry in entries:
        took = ", ".join(f"{named}: {len(entry.detail[key])}" for key, named in _TAKEN.items() if entry.detail.get(key))
        parts = (Part(f"{entry.at:%Y-%m-%d %H:%M}  ", "faint"), Part(f"{entry.action:<8}"), Part(entry.subject, "source"))
        yield (*parts, Part(f"  {took}" if took else "", "faint"))
    if not entries:
        yield line("Nothing was purged or restored yet.")


def _purge_again(back: Sequence[str]) -> Iterator[Line]:
    """What a backup brought back that was purged since, each with the command that removes it."""
    if back:
        yield line(f"Purged after the backup was made, and back with it: {len(back):,}. Purge again:", "warning")
    for one in back[:_MOST_NAMED]:
        whole = "" if split_version(one)[1] is not None else "   # all that ever stood there; the next sync reads the file again"
        yield line(f"  untuned purge {'-- ' if one.startswith('-') else ''}{quote(one)}{whole}")
    if len(back) > _MOST_NAMED:
        yield line(f"  … and {len(back) - _MOST_NAMED:,} more: 'back' with --json", "faint")
